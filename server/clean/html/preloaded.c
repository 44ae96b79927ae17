/* The text that a client-rendered page carries as data for its scripts. */
#include "clean/html/preloaded.h"

#include <jansson.h>

enum {
    SHELL_WORDS = 120, /* a page that shows more has its text in its markup */
    DEPTH_MAX = 24,    /* of values in values */
    TEXT_MIN = 160,    /* bytes; shorter strings are names and labels */
    VALUES_MAX = 50000,
    TAG_MAX = 200, /* bytes of a tag that ends a line */
};

/* Under these keys content systems keep what a reader reads. */
static const char *const KEYS[] = {"cooked",  "articleBody", "body", "bodyHtml", "body_html",
                                   "content", "contentHtml", "html", "text"};

struct reading {
    struct arena *arena;
    struct ld *ld;
    size_t values; /* seen so far */
    bool is_ok;
};

static bool is_text_key(const char *key)
{
    for (size_t i = 0; i < ARRAY_LEN(KEYS); i++) {
        if (str_equal(str_from(key), str_from(KEYS[i]))) {
            return true;
        }
    }
    return false;
}

/* The length of the tag at `at` that ends a line of text, with its brackets; 0 if it is none. */
static size_t line_end_at(struct str text, size_t at)
{
    static const struct str names[] = {{"</p", 3},   {"<br", 3},  {"</li", 4},         {"</h", 3},
                                       {"</div", 5}, {"</tr", 4}, {"</blockquote", 12}};
    struct str rest = str_sub(text, at, TAG_MAX);
    ptrdiff_t end = str_find_byte(rest, '>');
    for (size_t i = 0; i < ARRAY_LEN(names) && end > 0; i++) {
        if (str_starts_nocase(rest, names[i])) {
            return (size_t)end + 1;
        }
    }
    return 0;
}

/* A copy with line breaks for the tags that end lines, as article bodies are cut there. */
static struct str part_lines(struct arena *arena, struct str text)
{
    char *bytes = arena_cstr(arena, text);
    size_t len = 0;
    for (size_t at = 0; bytes && at < text.len;) {
        size_t tag = text.ptr[at] == '<' ? line_end_at(text, at) : 0;
        bytes[len++] = tag ? '\n' : text.ptr[at];
        at += tag ? tag : 1;
    }
    return bytes ? str_of(bytes, len) : str_null();
}

static void take(struct reading *reading, struct str text)
{
    struct ld *ld = reading->ld;
    if (text.len < TEXT_MIN || ld->n_texts[LD_KEY_BODY] >= LD_TEXTS_MAX) {
        return;
    }
    struct str copy = part_lines(reading->arena, text);
    reading->is_ok = reading->is_ok && copy.ptr;
    ld->texts[LD_KEY_BODY][ld->n_texts[LD_KEY_BODY]++] = copy;
}

static struct str string_of(const json_t *value)
{
    return json_is_string(value) ? str_of(json_string_value(value), json_string_length(value))
                                 : str_null();
}

/*
 * Depth first, so that texts come in the order of the data.  The depth is bounded, also over
 * strings that hold JSON again, as Discourse's do.
 */
static void read_value(struct reading *reading, const char *key, json_t *value, unsigned depth)
{
    if (depth > DEPTH_MAX || ++reading->values > VALUES_MAX || !reading->is_ok) {
        return;
    }
    struct str text = string_of(value);
    const char *name;
    json_t *child;
    if (json_is_object(value)) {
        json_object_foreach(value, name, child) read_value(reading, name, child, depth + 1);
    } else if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            read_value(reading, key, json_array_get(value, i), depth + 1);
        }
    } else if (text.len > TEXT_MIN && (text.ptr[0] == '{' || text.ptr[0] == '[')) {
        json_t *inner = json_loadb(text.ptr, text.len, 0, NULL);
        read_value(reading, key, inner, depth + 1);
        json_decref(inner);
    } else if (key && text.len && is_text_key(key)) {
        take(reading, text);
    }
}

bool preloaded_read(struct arena *arena, struct page *page)
{
    struct reading reading = {.arena = arena, .ld = &page->ld, .is_ok = true};
    if (page->n_words >= SHELL_WORDS) {
        return true;
    }
    for (size_t i = 0; i < page->n_preloaded; i++) {
        struct str source = page->preloaded[i];
        json_t *root = json_loadb(source.ptr, source.len, 0, NULL);
        read_value(&reading, NULL, root, 0);
        json_decref(root);
    }
    return reading.is_ok;
}
