/* The facts that stand above a Markdown text between two lines "---" (YAML) or "+++" (TOML). */
#include "clean/markdown/front_matter.h"

#include "base/time.h"
#include "base/url.h"
#include "clean/date_text.h"

enum {
    FRONT_MAX = 65536, /* bytes; what has no end by then is no front matter */
    KEY_MAX = 40,
};

/* What a key's value becomes. */
enum use { USE_FIELD, USE_DATE, USE_ADDRESS, USE_AUTHORS, USE_TAGS };

static const struct key {
    const char *name;
    enum use use;
    enum meta_field field;
} KEYS[] = {
    {"title", USE_FIELD, META_TITLE},
    {"subtitle", USE_FIELD, META_SUBTITLE},
    {"description", USE_FIELD, META_EXCERPT},
    {"summary", USE_FIELD, META_EXCERPT},
    {"excerpt", USE_FIELD, META_EXCERPT},
    {"site", USE_FIELD, META_SITE},
    {"site_name", USE_FIELD, META_SITE},
    {"publication", USE_FIELD, META_SITE},
    {"publisher", USE_FIELD, META_SITE},
    {"website", USE_FIELD, META_SITE},
    {"lang", USE_FIELD, META_LANG},
    {"language", USE_FIELD, META_LANG},
    {"section", USE_FIELD, META_SECTION},
    {"category", USE_FIELD, META_SECTION},
    {"date", USE_DATE, META_PUBLISHED},
    {"published", USE_DATE, META_PUBLISHED},
    {"publishdate", USE_DATE, META_PUBLISHED},
    {"pubdate", USE_DATE, META_PUBLISHED},
    {"created", USE_DATE, META_PUBLISHED},
    {"updated", USE_DATE, META_MODIFIED},
    {"modified", USE_DATE, META_MODIFIED},
    {"lastmod", USE_DATE, META_MODIFIED},
    {"url", USE_ADDRESS, META_URL},
    {"link", USE_ADDRESS, META_URL},
    {"source", USE_ADDRESS, META_URL},
    {"canonical", USE_ADDRESS, META_CANONICAL_URL},
    {"canonical_url", USE_ADDRESS, META_CANONICAL_URL},
    {"image", USE_ADDRESS, META_LEAD_IMAGE},
    {"cover", USE_ADDRESS, META_LEAD_IMAGE},
    {"author", USE_AUTHORS, META_FIELD_COUNT},
    {"authors", USE_AUTHORS, META_FIELD_COUNT},
    {"by", USE_AUTHORS, META_FIELD_COUNT},
    {"creator", USE_AUTHORS, META_FIELD_COUNT},
    {"tags", USE_TAGS, META_FIELD_COUNT},
    {"keywords", USE_TAGS, META_FIELD_COUNT},
    {"categories", USE_TAGS, META_FIELD_COUNT},
};

static const struct key *find_key(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(KEYS); i++) {
        if (str_equal_nocase(name, str_from(KEYS[i].name))) {
            return &KEYS[i];
        }
    }
    return NULL;
}

/* The text between quotation marks, with their escapes undone as far as titles have them; or the
 * plain value. */
static struct str unquote(struct arena *arena, struct str value)
{
    value = str_trim(value);
    char mark = value.len >= 2 ? value.ptr[0] : '\0';
    if ((mark != '"' && mark != '\'') || value.ptr[value.len - 1] != mark) {
        /* A comment begins behind a space (YAML 1.2, 6.6). */
        ptrdiff_t comment = str_find(value, STR(" #"));
        return comment < 0 ? value : str_trim(str_sub(value, 0, (size_t)comment));
    }
    value = str_sub(value, 1, value.len - 2);
    char *copy = arena_alloc(arena, value.len + 1);
    if (!copy) {
        return value;
    }
    size_t len = 0;
    for (size_t i = 0; i < value.len; i++) {
        bool is_escape = i + 1 < value.len &&
                         ((mark == '"' && value.ptr[i] == '\\') ||
                          (mark == '\'' && value.ptr[i] == '\'' && value.ptr[i + 1] == '\''));
        i += is_escape;
        copy[len++] = value.ptr[i];
    }
    return str_of(copy, len);
}

static bool set_date(struct arena *arena, struct meta *meta, enum meta_field field,
                     struct str value)
{
    struct date date;
    char text[TIME_TEXT_MAX];
    size_t at, len;
    if (!date_parse(value, &date) && !date_find(value, false, &date, &at, &len)) {
        return true;
    }
    bool is_raw = field == META_PUBLISHED;
    return meta_set(arena, meta, field, date_format(&date, text), SOURCE_META) &&
           (!is_raw || meta_set(arena, meta, META_PUBLISHED_RAW, value, SOURCE_META));
}

static bool use_value(struct arena *arena, struct meta *meta, const struct key *key,
                      struct str value)
{
    value = unquote(arena, value);
    const struct url *url;
    switch (key->use) {
    case USE_FIELD:
        return meta_set(arena, meta, key->field, value, SOURCE_META);
    case USE_DATE:
        return set_date(arena, meta, key->field, value);
    case USE_ADDRESS:
        url = url_resolve(arena, NULL, value);
        return !url || meta_set(arena, meta, key->field, url->text, SOURCE_META);
    case USE_AUTHORS:
        return meta_add(arena, &meta->authors, value, SOURCE_META);
    case USE_TAGS:
        return meta_add(arena, &meta->tags, value, SOURCE_META);
    default:
        return true;
    }
}

/* "[a, b]", or for tags "a, b". */
static bool use_values(struct arena *arena, struct meta *meta, const struct key *key,
                       struct str value)
{
    value = str_trim(value);
    bool has_brackets = value.len >= 2 && value.ptr[0] == '[' && value.ptr[value.len - 1] == ']';
    if (!has_brackets && key->use != USE_TAGS) {
        return use_value(arena, meta, key, value);
    }
    if (has_brackets) {
        value = str_sub(value, 1, value.len - 2);
    }
    struct str item;
    while (str_split(&value, ',', &item)) {
        if (!use_value(arena, meta, key, item)) {
            return false;
        }
    }
    return true;
}

/* Splits "key: value" (or "key = value"); false for a line that is none. */
static bool split_key(struct str line, char separator, struct str *ret_key, struct str *ret_value)
{
    ptrdiff_t at = str_find_byte(line, separator);
    if (at <= 0 || at > KEY_MAX) {
        return false;
    }
    *ret_key = str_trim(str_sub(line, 0, (size_t)at));
    *ret_value = str_trim(str_sub(line, (size_t)at + 1, line.len));
    return str_find_byte(*ret_key, ' ') < 0;
}

/* Where the front matter ends and the body begins; both empty when there is no front matter. */
static struct str find_front(struct str text, struct str fence, struct str *ret_body)
{
    struct str rest = text, line, front = str_null();
    size_t keys = 0;
    char separator = fence.ptr[0] == '+' ? '=' : ':';
    if (!str_split(&rest, '\n', &line) || !str_equal(str_trim(line), fence)) {
        return front;
    }
    const char *start = rest.ptr;
    while (rest.ptr && str_split(&rest, '\n', &line) && (size_t)(line.ptr - start) <= FRONT_MAX) {
        if (str_equal(str_trim(line), fence)) {
            *ret_body = rest;
            return keys ? str_of(start, (size_t)(line.ptr - start)) : front;
        }
        struct str key, value;
        bool is_key = split_key(line, separator, &key, &value);
        bool is_more = !str_trim(line).len || byte_is_space((unsigned char)line.ptr[0]) ||
                       line.ptr[0] == '-' || line.ptr[0] == '#' || line.ptr[0] == ']';
        if (!is_key && !is_more) {
            return front;
        }
        keys += is_key;
    }
    return front;
}

static bool read_lines(struct arena *arena, struct str front, char separator, struct meta *meta)
{
    const struct key *open = NULL; /* whose items stand in the next lines */
    struct str line;
    while (str_split(&front, '\n', &line)) {
        struct str trimmed = str_trim(line), name, value;
        bool is_item = open && str_starts(trimmed, STR("- "));
        if (is_item) {
            if (!use_value(arena, meta, open, str_sub(trimmed, 2, trimmed.len))) {
                return false;
            }
            continue;
        }
        bool is_nested = line.len && byte_is_space((unsigned char)line.ptr[0]);
        if (is_nested || !split_key(trimmed, separator, &name, &value)) {
            continue;
        }
        const struct key *key = find_key(name);
        open = key && !value.len ? key : NULL;
        if (key && value.len && !use_values(arena, meta, key, value)) {
            return false;
        }
    }
    return true;
}

bool front_matter_read(struct arena *arena, struct str text, struct meta *meta,
                       struct str *ret_body)
{
    static const struct str FENCES[] = {{"---", 3}, {"+++", 3}};
    *ret_body = text;
    for (size_t i = 0; i < ARRAY_LEN(FENCES); i++) {
        struct str body = str_null();
        struct str front = find_front(text, FENCES[i], &body);
        if (front.ptr) {
            *ret_body = body;
            return read_lines(arena, front, FENCES[i].ptr[0] == '+' ? '=' : ':', meta);
        }
    }
    return true;
}
