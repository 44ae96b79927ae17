/* The publication's name, where the text says it surely. */
#include "clean/text/site.h"

#include "base/utf8.h"
#include "clean/text/scan.h"

#include <stdio.h>

enum {
    BODY_REACH = 4, /* units from a masthead to the body */
    HEADLINE_WORDS = 4,
    LAST_MIN = 7,       /* bytes of "the Post", more or less: shorter words are said of anything */
    TOP = 8,            /* the first units, where a logo's description stands */
    MASTHEAD_REACH = 2, /* units from a masthead to the headline */
    HEAD = 12,          /* the first units, where a line may repeat the headline */
    NAME_WORDS = 6,
    NAME_BYTES = 60,
    MENTIONS = 2000, /* units in which a second mention is looked for */
};

static const struct str SEPARATORS[] = {
    {" | ", 3},
    {" - ", 3},
    {" \xE2\x80\x93 ", 5},
    {" \xE2\x80\x94 ", 5},
    {" \xC2\xBB ", 4},
    {" \xE2\x80\xA2 ", 5},
};

static struct str without_article(struct str name)
{
    return str_starts_nocase(name, STR("the ")) ? str_sub(name, 4, name.len) : name;
}

static bool is_mentioned(const struct reading *reading, struct str name, size_t except)
{
    struct str core = without_article(name);
    size_t n = MIN(reading->lines.len, (size_t)MENTIONS);
    for (size_t i = 0; i < n; i++) {
        bool is_other = i != except && !str_equal_nocase(reading_text(reading, i), name);
        if (is_other && str_find(reading_text(reading, i), core) >= 0) {
            return true;
        }
    }
    return false;
}

static bool is_name(struct str name)
{
    return name.len >= 3 && name.len <= NAME_BYTES && utf8_is_upper(scan_first(name)) &&
           !scan_is_terminated(name) && scan_count_words(name, NAME_WORDS + 1) <= NAME_WORDS;
}

/* What stands behind the headline in a line that begins with it. */
static struct str after_title(struct str line, struct str title)
{
    if (line.len <= title.len || !str_starts(line, title)) {
        return str_null();
    }
    struct str rest = str_sub(line, title.len, line.len);
    for (size_t i = 0; i < ARRAY_LEN(SEPARATORS); i++) {
        struct str name = str_trim(str_sub(rest, SEPARATORS[i].len, rest.len));
        if (str_starts(rest, SEPARATORS[i]) && is_name(name)) {
            return name;
        }
    }
    return str_null();
}

static struct str find_after_title(const struct reading *reading)
{
    struct str title = reading_text(reading, (size_t)reading->title);
    for (size_t i = 0; i < HEAD && i < reading->lines.len; i++) {
        struct str name = after_title(reading_text(reading, i), title);
        if (name.len) {
            return name;
        }
    }
    return str_null();
}

/* The holder of the rights in "(c) 2024 Name. All rights reserved", which must be named elsewhere
 * too. */
static struct str copyright_holder(struct str line)
{
    static const struct str SIGNS[] = {{"\xC2\xA9", 2}, {"(c) ", 4}, {"(C) ", 4}, {"Copyright", 9}};
    static const struct str ENDS[] = {{".", 1},     {",", 1},        {"|", 1},    {" - ", 3},
                                      {" All ", 5}, {" all ", 5},    {" Inc", 4}, {" LLC", 4},
                                      {" Ltd", 4},  {"\xC2\xB7", 2}, {" 20", 3},  {" 19", 3}};
    struct str name = str_null();
    for (size_t i = 0; i < ARRAY_LEN(SIGNS); i++) {
        ptrdiff_t at = str_find(line, SIGNS[i]);
        if (at >= 0) {
            name = str_trim(str_sub(line, (size_t)at + SIGNS[i].len, line.len));
            line = name;
        }
    }
    while (name.len && !byte_is_alpha((unsigned char)name.ptr[0]) &&
           (unsigned char)name.ptr[0] < 0x80) {
        name = str_sub(name, 1, name.len);
    }
    name = str_starts_nocase(name, STR("by ")) ? str_sub(name, 3, name.len) : name;
    for (size_t i = 0; i < ARRAY_LEN(ENDS); i++) {
        ptrdiff_t end = str_find(name, ENDS[i]);
        name = end >= 0 ? str_sub(name, 0, (size_t)end) : name;
    }
    return str_trim(name);
}

static struct str find_copyright(const struct reading *reading)
{
    size_t n = reading->lines.len, first = MAX(reading->body_last, n > MENTIONS ? n - MENTIONS : 0);
    for (size_t i = first; i < n; i++) {
        struct str line = reading_text(reading, i);
        bool is_legal =
            reading_has(reading, i, OWN_LEXICON + LEXICON_LEGAL) && line.len < 3 * NAME_BYTES;
        struct str name = is_legal ? copyright_holder(line) : str_null();
        bool has_date = name.len && byte_is_digit((unsigned char)name.ptr[0]);
        if (is_name(name) && !has_date && is_mentioned(reading, name, i)) {
            return name;
        }
    }
    return str_null();
}

/* "The Tilbrook Post" is called so again, or "the Post", in what is neither it nor the headline. */
static bool is_called(const struct reading *reading, struct str name)
{
    char called[NAME_BYTES + 8];
    ptrdiff_t space = str_find_last_byte(name, ' ');
    struct str last = str_sub(name, (size_t)(space + 1), name.len);
    int len = snprintf(called, sizeof(called), "the %.*s", STR_ARG(last));
    size_t n = MIN(reading->lines.len, (size_t)MENTIONS);
    bool has_call = space > 0 && utf8_is_upper(scan_first(last)) && len > LAST_MIN;
    for (size_t i = MASTHEAD_REACH; i < n && has_call; i++) {
        if (str_find(reading_text(reading, i), str_of(called, (size_t)len)) >= 0) {
            return true;
        }
    }
    return is_mentioned(reading, name, 0);
}

/* The first unit, as far as it and the next one tell. */
static bool looks_like_masthead(const struct reading *reading)
{
    if (reading->lines.len <= MASTHEAD_REACH || reading->body_start < 2) {
        return false;
    }
    const struct traits *traits = reading->sheet.traits;
    const float *own = traits[0].own;
    struct str name = reading_text(reading, 0);
    bool is_plain = own[OWN_BULLET] <= 0 && own[OWN_ANY_LEXICON] <= 0 && own[OWN_DATE] <= 0 &&
                    own[OWN_COLON] <= 0 && own[OWN_CAPITALS] >= 0.5F;
    bool has_headline = traits[1].words > traits[0].words && traits[1].words >= HEADLINE_WORDS &&
                        !traits[1].is_prose;
    /* Above a text without furniture, nothing but a publication stands so. */
    return is_plain && has_headline && is_name(name) &&
           (reading->is_clean || is_called(reading, name));
}

bool site_is_masthead(const struct reading *reading)
{
    return reading->body_start <= BODY_REACH && looks_like_masthead(reading);
}

/* A line above the headline. */
static struct str find_masthead(struct reading *reading)
{
    if (reading->title <= 0 || reading->roles[0] != ROLE_NONE || !looks_like_masthead(reading)) {
        return str_null();
    }
    reading->roles[0] = ROLE_SITE;
    return reading_text(reading, 0);
}

/* "Name logo" is how a picture is described. */
static struct str find_logo(const struct reading *reading)
{
    for (size_t i = 0; i < TOP && i < reading->lines.len; i++) {
        struct str name = scan_after_bullet(reading_text(reading, i));
        if (!str_ends_nocase(name, STR(" logo"))) {
            continue;
        }
        name = str_trim(str_sub(name, 0, name.len - STR(" logo").len));
        if (is_name(name) && is_mentioned(reading, name, i)) {
            return name;
        }
    }
    return str_null();
}

bool site_find(struct reading *reading, struct arena *arena, struct doc *doc)
{
    if (reading->title == UNIT_NONE) {
        return true;
    }
    struct str name = find_masthead(reading);
    name = name.len ? name : find_after_title(reading);
    name = name.len ? name : find_logo(reading);
    name = name.len ? name : find_copyright(reading);
    return meta_set(arena, &doc->meta, META_SITE, name, SOURCE_TEXT);
}
