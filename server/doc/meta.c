/* What is known about an article, each fact with its source. */
#include "doc/meta.h"

#include "base/utf8.h"

static const char *const source_names[] = {
    [SOURCE_NONE] = NULL,       [SOURCE_GIVEN] = "given", [SOURCE_JSON_LD] = "json-ld",
    [SOURCE_OPEN_GRAPH] = "og", [SOURCE_META] = "meta",   [SOURCE_MICRODATA] = "microdata",
    [SOURCE_DOM] = "dom",       [SOURCE_TEXT] = "text",   [SOURCE_GUESS] = "guess",
};

const char *source_name(enum source source)
{
    return (size_t)source < ARRAY_LEN(source_names) ? source_names[source] : NULL;
}

enum source source_from_name(struct str name)
{
    for (size_t i = 1; i < ARRAY_LEN(source_names); i++) {
        if (str_equal(name, str_from(source_names[i]))) {
            return (enum source)i;
        }
    }
    return SOURCE_NONE;
}

const char *meta_field_name(enum meta_field field)
{
    static const char *const names[] = {
        [META_TITLE] = "title",
        [META_SUBTITLE] = "subtitle",
        [META_SITE] = "site",
        [META_PUBLISHED] = "published",
        [META_PUBLISHED_RAW] = "published_raw",
        [META_MODIFIED] = "modified",
        [META_LANG] = "lang",
        [META_DIR] = "dir",
        [META_EXCERPT] = "excerpt",
        [META_LEAD_IMAGE] = "lead_image",
        [META_URL] = "url",
        [META_CANONICAL_URL] = "canonical_url",
        [META_AUTHOR_BIO] = "author_bio",
        [META_SECTION] = "section",
    };
    return (size_t)field < ARRAY_LEN(names) ? names[field] : "unknown";
}

bool meta_replace(struct arena *arena, struct meta *meta, enum meta_field field, struct str value,
                  enum source source)
{
    struct str trimmed = utf8_cut(str_trim(value), META_VALUE_MAX);
    if (!trimmed.len) {
        return true;
    }
    struct str copy = arena_str(arena, trimmed);
    if (!copy.ptr) {
        return false;
    }
    meta->fields[field] = (struct fact){.value = copy, .source = source};
    return true;
}

bool meta_set(struct arena *arena, struct meta *meta, enum meta_field field, struct str value,
              enum source source)
{
    if (meta->fields[field].source != SOURCE_NONE) {
        return true;
    }
    return meta_replace(arena, meta, field, value, source);
}

bool meta_add(struct arena *arena, struct fact_list *list, struct str value, enum source source)
{
    struct str trimmed = utf8_cut(str_trim(value), META_VALUE_MAX);
    if (!trimmed.len || list->len == META_LIST_MAX) {
        return true;
    }
    for (size_t i = 0; i < list->len; i++) {
        if (str_equal_nocase(list->items[i], trimmed)) {
            return true;
        }
    }
    struct str copy = arena_str(arena, trimmed);
    if (!copy.ptr) {
        return false;
    }
    if (!list->len) {
        list->source = source;
    }
    list->items[list->len++] = copy;
    return true;
}
