/* How bylines begin, in several languages. */
#include "clean/text/byline.h"

#include "clean/text/scan.h"

enum {
    SHORT_BYLINE = 6, /* words: prose begins with "von" and "di" too, but goes on */
};

/* Longer leads before those that they begin with. */
static const struct lead {
    const char *text;
    bool is_weak;  /* the name may be a photographer's or a reviewer's */
    bool is_short; /* counts in short lines only */
} LEADS[] = {
    {"medically reviewed by", true, false},
    {"geschrieben von", false, false},
    {"contributed by", false, false},
    {"submitted by", false, false},
    {"published by", false, false},
    {"authored by", false, false},
    {"reviewed by", true, false},
    {"article by", false, false},
    {"created by", false, false},
    {"reported by", false, false},
    {"content by", false, false},
    {"updated by", true, false},
    {"written by", false, false},
    {"escrito por", false, false},
    {"skriven av", false, false},
    {"publi\xC3\xA9 par", false, false},
    {"report by", false, false},
    {"review by", false, false},
    {"posted by", false, false},
    {"photos by", true, false},
    {"photo by", true, false},
    {"story by", false, false},
    {"words by", false, false},
    {"text by", false, false},
    {"post by", false, false},
    {"authors", false, true},
    {"author", false, true},
    {"auteur", false, true},
    {"autora", false, true},
    {"autor", false, true},
    {"writer", false, true},
    {"yazar", false, true},
    {"oleh", false, true},
    {"door", false, true},
    {"von", false, true},
    {"par", false, true},
    {"por", false, true},
    {"by", false, false},
    {"di", false, true},
    {"av", false, true},
    {"af", false, true},
    {"\xD0\xB0\xD0\xB2\xD1\x82\xD0\xBE\xD1\x80", false, true},
    {"\xD1\x82\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82", true, true},
};

/* How many bytes of `line` are `lead` in any case; 0 if it does not begin so. */
static size_t match_lead(struct str line, struct str lead)
{
    size_t at = 0;
    for (size_t i = 0; i < lead.len;) {
        if (at >= line.len || utf8_lower(scan_next(line, &at)) != scan_next(lead, &i)) {
            return 0;
        }
    }
    return at;
}

/* The lead at the start of `line`, NULL if none; `*ret_rest` is what stands behind it and its
 * colon. */
static const struct lead *find_lead(struct str line, struct str *ret_rest)
{
    size_t at = 0;
    uint32_t first = line.len ? utf8_lower(scan_next(line, &at)) : 0;
    for (size_t i = 0; i < ARRAY_LEN(LEADS); i++) {
        unsigned char start = (unsigned char)LEADS[i].text[0];
        if (start < 0x80 && start != first) {
            continue;
        }
        size_t len = match_lead(line, str_from(LEADS[i].text));
        if (!len) {
            continue;
        }
        struct str rest = str_sub(line, len, line.len);
        bool is_glued =
            len == 2 && rest.len && line.ptr[1] == 'y' && utf8_is_upper(scan_first(rest));
        bool has_end = !rest.len || is_glued || byte_is_space((unsigned char)rest.ptr[0]) ||
                       rest.ptr[0] == ':' || (unsigned char)rest.ptr[0] == 0xC2;
        if (!has_end) {
            continue;
        }
        rest = str_trim(rest);
        while (rest.len && (rest.ptr[0] == ':' || rest.ptr[0] == '|')) {
            rest = str_trim(str_sub(rest, 1, rest.len));
        }
        *ret_rest = rest;
        return &LEADS[i];
    }
    return NULL;
}

struct byline byline_read(struct str line)
{
    struct byline byline = {0};
    struct str body = scan_after_bullet(line), rest;
    while (body.len && (body.ptr[0] == '|' || body.ptr[0] == '-')) {
        body = str_trim(str_sub(body, 1, body.len));
    }
    const struct lead *lead = find_lead(body, &rest);
    if (!lead) {
        return byline;
    }
    byline.is_weak = lead->is_weak;
    byline.is_lead_alone = !rest.len;
    byline.rest = rest;
    if (lead->is_short && scan_count_words(body, SHORT_BYLINE + 1) > SHORT_BYLINE) {
        return byline;
    }
    byline.names = names_read(rest);
    byline.is_byline = byline.names.len > 0;
    return byline;
}
