/* What a page says about itself in JSON-LD. */
#include "clean/html/ld.h"

#include <jansson.h>
#include <string.h>

enum {
    VALUES_MAX = 2000, /* objects and arrays that are looked at */
    TEXT_MIN = 40,     /* bytes; shorter descriptions are labels */
    TYPES_MAX = 8,     /* of one object */
};

static const char *const TYPES[LD_TYPE_COUNT] = {
    "article", "newsarticle",   "blogposting",    "product", "discussionforumposting",
    "qapage",  "itemlist",      "collectionpage", "faqpage", "techarticle",
    "webpage", "organization",  "recipe",         "course",  "softwareapplication",
    "service", "breadcrumblist"};

/* Types that are an article, besides all whose name ends so. */
static const char *const ARTICLES[] = {
    "newsarticle", "blogposting",        "liveblogposting",
    "report",      "socialmediaposting", "discussionforumposting",
    "recipe",      "podcastepisode"};

static const char *const KEYS[LD_KEY_COUNT] = {"articleBody", "description", "text", "reviewBody"};

const char *ld_type_name(enum ld_type type)
{
    return TYPES[type];
}

/* All objects and arrays of the scripts, breadth first, so that outer ones come before what they
 * hold. */
struct values {
    json_t *roots[LD_SCRIPTS_MAX];
    json_t *items[VALUES_MAX];
    size_t n_roots, len;
};

static struct str string_of(const json_t *value)
{
    return json_is_string(value) ? str_of(json_string_value(value), json_string_length(value))
                                 : str_null();
}

static struct str string_at(const json_t *object, const char *key)
{
    return string_of(json_object_get(object, key));
}

static void push(struct values *values, json_t *value)
{
    if ((json_is_object(value) || json_is_array(value)) && values->len < VALUES_MAX) {
        values->items[values->len++] = value;
    }
}

static void push_children(struct values *values, json_t *value)
{
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value); i++) {
            push(values, json_array_get(value, i));
        }
        return;
    }
    const char *key;
    json_t *child;
    json_object_foreach(value, key, child)
    {
        push(values, child);
    }
}

/*
 * Pages write JSON with raw line breaks in strings and within HTML comments, which browsers'
 * scripts forgive. False when memory is out.
 */
static bool parse(struct arena *arena, struct str source, struct values *values)
{
    char *bytes = arena_cstr(arena, source);
    if (!bytes) {
        return false;
    }
    for (size_t i = 0; i < source.len; i++) {
        bytes[i] = (unsigned char)bytes[i] < ' ' ? ' ' : bytes[i];
    }
    struct str text = str_trim(str_of(bytes, source.len));
    size_t start = 0;
    while (start < text.len && text.ptr[start] != '{' && text.ptr[start] != '[') {
        start++;
    }
    text = str_sub(text, start, text.len);
    json_error_t error;
    json_t *root =
        text.len ? json_loadb(text.ptr, text.len, JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &error)
                 : NULL;
    if (root) {
        values->roots[values->n_roots++] = root;
        push(values, root);
    }
    return true;
}

static size_t types_of(const json_t *object, struct str types[TYPES_MAX])
{
    const json_t *type = json_object_get(object, "@type");
    size_t n = 0;
    if (json_is_string(type)) {
        types[n++] = string_of(type);
    }
    for (size_t i = 0; json_is_array(type) && i < json_array_size(type) && n < TYPES_MAX; i++) {
        struct str name = string_of(json_array_get(type, i));
        if (name.len) {
            types[n++] = name;
        }
    }
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t slash = str_find_last_byte(types[i], '/');
        types[i] =
            slash == STR_NONE ? types[i] : str_sub(types[i], (size_t)slash + 1, types[i].len);
    }
    return n;
}

/* 3 for an article, 2 for a page, 1 for another thing with a type, 0 for what has none. */
static int rank_of(const json_t *object, const struct str *types, size_t n)
{
    int rank = n > 0;
    for (size_t i = 0; i < n; i++) {
        /* Somebody asked; questions without an author are a company's own. */
        bool is_article =
            str_ends_nocase(types[i], STR("article")) ||
            (str_equal_nocase(types[i], STR("question")) && json_object_get(object, "author"));
        for (size_t k = 0; k < ARRAY_LEN(ARTICLES) && !is_article; k++) {
            is_article = str_equal_nocase(types[i], str_from(ARTICLES[k]));
        }
        bool is_page = str_ends_nocase(types[i], STR("page"));
        rank = is_article ? 3 : is_page ? MAX(rank, 2) : rank;
    }
    return rank;
}

static bool copy(struct arena *arena, struct str value, struct str *ret_copy)
{
    if (value.len) {
        *ret_copy = arena_str(arena, value);
    }
    return !value.len || ret_copy->ptr;
}

static bool take_texts(struct arena *arena, struct ld *ld, const json_t *object)
{
    for (size_t key = 0; key < LD_KEY_COUNT; key++) {
        struct str text = string_at(object, KEYS[key]);
        if (text.len > TEXT_MIN && ld->n_texts[key] < LD_TEXTS_MAX &&
            !copy(arena, text, &ld->texts[key][ld->n_texts[key]++])) {
            return false;
        }
    }
    return true;
}

/* The object that `reference` ({"@id": ...} alone) stands for; itself if it is none. */
static const json_t *follow(const struct values *values, const json_t *reference)
{
    struct str id = string_at(reference, "@id");
    if (!id.len || string_at(reference, "name").len) {
        return reference;
    }
    for (size_t i = 0; i < values->len; i++) {
        const json_t *other = values->items[i];
        if (json_is_object(other) && other != reference && str_equal(string_at(other, "@id"), id) &&
            json_object_get(other, "name")) {
            return other;
        }
    }
    return reference;
}

static bool take_author(struct arena *arena, struct ld *ld, const struct values *values,
                        const json_t *author)
{
    struct str name = string_of(author);
    if (json_is_object(author)) {
        author = follow(values, author);
        const json_t *names = json_object_get(author, "name");
        name = string_of(json_is_array(names) ? json_array_get(names, 0) : names);
        struct str types[TYPES_MAX];
        size_t n = types_of(author, types);
        ld->has_company |= n && !str_equal_nocase(types[0], STR("person"));
    }
    if (!name.len || ld->n_authors >= LD_AUTHORS_MAX) {
        return true;
    }
    return copy(arena, name, &ld->authors[ld->n_authors++]);
}

static bool take_authors(struct arena *arena, struct ld *ld, const struct values *values,
                         const json_t *object)
{
    const json_t *author = json_object_get(object, "author");
    author = author ? author : json_object_get(object, "creator");
    bool is_ok = true;
    if (!json_is_array(author)) {
        return take_author(arena, ld, values, author);
    }
    for (size_t i = 0; i < json_array_size(author) && is_ok; i++) {
        is_ok = take_author(arena, ld, values, json_array_get(author, i));
    }
    return is_ok;
}

/* A string, or the first of several, or an object's `key`. */
static struct str either(const struct values *values, const json_t *value, const char *key)
{
    value = json_is_array(value) ? json_array_get(value, 0) : value;
    return json_is_object(value) ? string_at(follow(values, value), key) : string_of(value);
}

static bool take_keywords(struct arena *arena, struct ld *ld, const json_t *keywords)
{
    struct str all = string_of(keywords);
    if (!json_is_array(keywords)) {
        return copy(arena, all, &ld->keywords);
    }
    for (size_t i = 0; i < json_array_size(keywords) && i < 32; i++) {
        struct str one = string_of(json_array_get(keywords, i));
        if (one.len) {
            ld->keywords = arena_printf(arena, "%.*s%s%.*s", STR_ARG(ld->keywords),
                                        ld->keywords.len ? "," : "", STR_ARG(one));
            if (!ld->keywords.ptr) {
                return false;
            }
        }
    }
    return true;
}

/* The facts of the object that tells most about the page; those of a page only where they are of
 * the article. */
static bool take_facts(struct arena *arena, struct ld *ld, const struct values *values,
                       const json_t *object, int rank)
{
    /* A page's own date tells when somebody made it, not when it was published: content systems
     * give every page one. */
    struct str published = string_at(object, "datePublished");
    published = published.len ? published : string_at(object, "dateCreated");
    bool is_ok = copy(arena, published, rank < 3 ? &ld->page_published : &ld->published) &&
                 copy(arena, string_at(object, "dateModified"), &ld->modified) &&
                 copy(arena, string_at(object, "inLanguage"), &ld->lang) &&
                 take_authors(arena, ld, values, object);
    if (rank < 3 || !is_ok) {
        return is_ok;
    }
    const json_t *locked = json_object_get(object, "isAccessibleForFree");
    ld->is_locked = json_is_false(locked) || str_equal_nocase(string_of(locked), STR("false"));
    return copy(arena, string_at(object, "headline"), &ld->headline) &&
           copy(arena, string_at(object, "alternativeHeadline"), &ld->subtitle) &&
           copy(arena, either(values, json_object_get(object, "publisher"), "name"),
                &ld->publisher) &&
           copy(arena, either(values, json_object_get(object, "image"), "url"), &ld->image) &&
           copy(arena, either(values, json_object_get(object, "articleSection"), "name"),
                &ld->section) &&
           take_keywords(arena, ld, json_object_get(object, "keywords"));
}

static void note_types(struct ld *ld, const struct str *types, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < LD_TYPE_COUNT; k++) {
            ld->types |= (uint32_t)str_equal_nocase(types[i], str_from(TYPES[k])) << k;
        }
    }
}

/* The name of what the page is about, and the persons. */
static bool note_names(struct arena *arena, struct ld *ld, const json_t *object, int rank,
                       const struct str *types, size_t n)
{
    static const char *const things[] = {
        "product", "course", "softwareapplication", "service", "recipe", "event", "question"};
    bool is_thing = rank == 3, is_person = false;
    for (size_t i = 0; i < n; i++) {
        is_person |= str_equal_nocase(types[i], STR("person"));
        for (size_t k = 0; k < ARRAY_LEN(things); k++) {
            is_thing |= str_equal_nocase(types[i], str_from(things[k]));
        }
    }
    struct str name = string_at(object, "name");
    ld->n_articles += rank == 3;
    ld->n_persons += is_person && name.len && !str_equal(name, ld->person);
    return (!is_thing || ld->name.len || copy(arena, name, &ld->name)) &&
           (!is_person || ld->person.len || copy(arena, name, &ld->person));
}

static bool read_values(struct arena *arena, struct ld *ld, struct values *values)
{
    const json_t *best = NULL;
    int best_rank = 1;
    for (size_t i = 0; i < values->len; i++) {
        json_t *value = values->items[i];
        push_children(values, value);
        if (!json_is_object(value)) {
            continue;
        }
        struct str types[TYPES_MAX];
        size_t n = types_of(value, types);
        int rank = rank_of(value, types, n);
        note_types(ld, types, n);
        if (rank > best_rank) {
            best = value;
            best_rank = rank;
        }
        if (!take_texts(arena, ld, value) || !note_names(arena, ld, value, rank, types, n)) {
            return false;
        }
    }
    return !best || take_facts(arena, ld, values, best, best_rank);
}

bool ld_read(struct arena *arena, struct ld *ld)
{
    struct values *values = ld->n_scripts ? ARENA_NEW(arena, struct values) : NULL;
    bool is_ok = !ld->n_scripts || values;
    for (size_t i = 0; i < ld->n_scripts && is_ok; i++) {
        is_ok = parse(arena, ld->scripts[i], values);
    }
    is_ok = is_ok && (!values || read_values(arena, ld, values));
    for (size_t i = 0; values && i < values->n_roots; i++) {
        json_decref(values->roots[i]);
    }
    return is_ok;
}
