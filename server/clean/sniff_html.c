/* Whether a window of text is HTML: its tags, told from tags that prose names or shows as code. */
#include "clean/sniff_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    TAG_MAX = 1024, /* a longer thing between < and > is no tag that decides anything */
    NAME_MAX = 12,
};

/* The elements that fragments are made of; sorted.  Names that prose has between angle brackets are
 * left out. */
static const char *const ELEMENTS[] = {
    "a",      "abbr",    "address", "article", "aside",   "b",     "blockquote", "body",   "br",
    "button", "caption", "center",  "cite",    "code",    "dd",    "del",        "div",    "dl",
    "dt",     "em",      "figure",  "font",    "footer",  "form",  "h1",         "h2",     "h3",
    "h4",     "h5",      "h6",      "head",    "header",  "hr",    "html",       "i",      "iframe",
    "img",    "input",   "ins",     "li",      "link",    "main",  "meta",       "nav",    "ol",
    "p",      "picture", "pre",     "script",  "section", "small", "span",       "strong", "style",
    "sub",    "sup",     "table",   "tbody",   "td",      "th",    "thead",      "title",  "tr",
    "u",      "ul",      "video",
};

/* What only the beginning of a whole page has. */
static const struct str PAGE_STARTS[] = {
    {"<!doctype", 9}, {"<html", 5}, {"<head", 5}, {"<body", 5}, {"<?xml", 5}, {"<title>", 7},
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

static bool is_element(const char *name)
{
    return bsearch(name, ELEMENTS, ARRAY_LEN(ELEMENTS), sizeof(*ELEMENTS), compare_names) != NULL;
}

struct tag {
    size_t len; /* 0: none here */
    bool is_closing;
    bool has_attributes;
};

/* Reads a tag of a known element at the start of `s`. */
static struct tag read_tag(struct str s)
{
    struct tag none = {0};
    struct tag tag = {.is_closing = s.len > 1 && s.ptr[1] == '/'};
    size_t at = tag.is_closing ? 2 : 1;
    char name[NAME_MAX + 1] = {0};
    for (size_t n = 0; at < s.len && (byte_is_alpha((unsigned char)s.ptr[at]) ||
                                      byte_is_digit((unsigned char)s.ptr[at]));
         at++, n++) {
        if (n == NAME_MAX) {
            return none;
        }
        name[n] = byte_lower(s.ptr[at]);
    }
    if (at >= s.len || !is_element(name)) {
        return none;
    }
    char after = s.ptr[at];
    if (after != '>' && after != '/' && !byte_is_space((unsigned char)after)) {
        return none;
    }
    ptrdiff_t end = str_find_byte(str_sub(s, 0, TAG_MAX), '>');
    ptrdiff_t next = str_find_byte(str_sub(s, 1, TAG_MAX), '<');
    if (end < 0 || (next >= 0 && next + 1 < end)) {
        return none;
    }
    tag.len = (size_t)end + 1;
    tag.has_attributes = str_find_byte(str_sub(s, 0, tag.len), '=') >= 0;
    return tag;
}

static bool is_space_or_mark(char c)
{
    return byte_is_space((unsigned char)c) || strchr("\"'(),.;:", c) != NULL;
}

/* "the <p> element": a bare tag with prose on both sides.  `at` is where the tag stands in the
 * line. */
static bool is_only_named(struct str line, size_t at, struct tag tag)
{
    bool has_room_before = at == 0 || is_space_or_mark(line.ptr[at - 1]);
    size_t end = at + tag.len;
    bool is_last = end >= line.len;
    bool has_room_after = is_last || is_space_or_mark(line.ptr[end]);
    bool is_alone = at == 0 && is_last;
    return !tag.has_attributes && has_room_before && has_room_after && !is_alone;
}

/* A whole line of markup, as "<p> Text </p>" is, however much room it has inside. */
static bool is_wrapped_line(struct str line)
{
    return line.len > 2 && line.ptr[0] == '<' && line.ptr[line.len - 1] == '>';
}

static void look_at_line(struct html_look *look, struct str line)
{
    bool is_first = look->lines == 0, has_tag = false, is_code = false,
         is_wrapped = is_wrapped_line(line);
    look->lines++;
    for (size_t at = 0; at < line.len; at++) {
        if (line.ptr[at] == '`') {
            is_code = !is_code;
        }
        if (line.ptr[at] != '<' || is_code) {
            continue;
        }
        struct tag tag = read_tag(str_sub(line, at, line.len));
        if (!tag.len || (!is_wrapped && is_only_named(line, at, tag))) {
            continue;
        }
        has_tag = true;
        look->tags++;
        look->closing += tag.is_closing;
        look->starts_with_tag |= is_first && at == 0;
        at += tag.len - 1;
    }
    look->lines_with_tag += has_tag;
}

/* White space, a byte order mark, comments and processing instructions may stand before everything.
 */
static struct str skip_prolog(struct str s)
{
    for (;;) {
        s = str_trim(s);
        if (str_starts(s, STR("\xEF\xBB\xBF"))) {
            s = str_sub(s, 3, s.len);
            continue;
        }
        if (!str_starts(s, STR("<!--"))) {
            return s;
        }
        ptrdiff_t end = str_find(s, STR("-->"));
        if (end < 0) {
            return str_null();
        }
        s = str_sub(s, (size_t)end + 3, s.len);
    }
}

static bool starts_page(struct str s)
{
    for (size_t i = 0; i < ARRAY_LEN(PAGE_STARTS); i++) {
        struct str start = PAGE_STARTS[i];
        if (!str_starts_nocase(s, start)) {
            continue;
        }
        assert(s.ptr); /* it starts with something */
        /* "<header>" and "<heading" are no "<head". */
        char after = s.len > start.len ? s.ptr[start.len] : '>';
        if (!byte_is_alpha((unsigned char)after) || start.ptr[start.len - 1] == '>') {
            return true;
        }
    }
    return false;
}

struct html_look sniff_look_html(struct str window)
{
    struct html_look look = {0};
    struct str rest = skip_prolog(window);
    if (!rest.ptr && window.len) {
        /* A comment that fills the window: text does not begin so. */
        look.is_document = str_find(window, STR("<!--")) >= 0;
        return look;
    }
    look.is_document = starts_page(rest);
    bool is_fenced = false;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (str_starts(line, STR("```")) || str_starts(line, STR("~~~"))) {
            is_fenced = !is_fenced;
        } else if (line.len && !is_fenced) {
            look_at_line(&look, line);
        }
    }
    return look;
}
