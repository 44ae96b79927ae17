/* The article object as JSON, every field in the order of the API's description. */
#include "render/json.h"
#include "render/render.h"

#include "base/time.h"

static void add_field(struct json *json, const struct article *article, enum meta_field field)
{
    json_key_str(json, meta_field_name(field), meta_get(&article->meta, field));
}

static void add_fields(struct json *json, const struct article *article,
                       const enum meta_field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        add_field(json, article, fields[i]);
    }
}

static void add_list(struct json *json, const char *key, const struct fact_list *list)
{
    json_key(json, key);
    json_array_begin(json);
    for (size_t i = 0; i < list->len; i++) {
        json_str(json, list->items[i]);
    }
    json_array_end(json);
}

/* Content is a string even where there is none. */
static void add_content(struct json *json, const char *key, struct str content)
{
    json_key_str(json, key, content.ptr ? content : STR(""));
}

static void add_facts(struct json *json, const struct article *article, enum article_part part)
{
    static const enum meta_field before_authors[] = {META_URL, META_CANONICAL_URL, META_TITLE,
                                                     META_SUBTITLE};
    static const enum meta_field after_authors[] = {
        META_AUTHOR_BIO, META_SITE, META_SECTION, META_PUBLISHED, META_PUBLISHED_RAW,
        META_MODIFIED,   META_LANG, META_DIR,     META_EXCERPT,   META_LEAD_IMAGE,
    };
    const struct meta *meta = &article->meta;
    add_fields(json, article, before_authors, ARRAY_LEN(before_authors));
    add_list(json, "authors", &meta->authors);
    add_list(json, "contributors", &meta->contributors);
    add_fields(json, article, after_authors, ARRAY_LEN(after_authors));
    if (part == ARTICLE_FULL) {
        json_key(json, "images");
        json_raw(json, article->images.len ? article->images : STR("[]"));
    }
    json_key(json, "word_count");
    json_int(json, article->word_count);
    json_key(json, "reading_minutes");
    json_int(json, article->reading_minutes);
    add_list(json, "tags", &meta->tags);
}

static void add_reader_state(struct json *json, const struct article *article)
{
    json_key_str(json, "state", str_from(article_state_name(article->state)));
    json_key(json, "starred");
    json_bool(json, article->is_starred);
    json_key(json, "progress");
    json_decimal(json, article->progress, 4);
    json_key_str(json, "note", article->note);
}

static void add_time(struct json *json, const char *key, const struct article *article, int64_t us)
{
    char text[TIME_TEXT_MAX];
    json_key_str(json, key, article->id ? time_format(us, text) : str_null());
}

static void add_identity(struct json *json, const struct article *article)
{
    add_time(json, "created", article, article->created_us);
    add_time(json, "updated", article, article->updated_us);
    json_key(json, "revision");
    if (article->id) {
        json_int(json, article->revision);
    } else {
        json_unknown(json);
    }
}

static void add_source(struct json *json, const char *key, enum source source)
{
    const char *name = source_name(source);
    if (name) {
        json_key_str(json, key, str_from(name));
    }
}

static void add_sources(struct json *json, const struct meta *meta)
{
    json_key(json, "sources");
    json_object_begin(json);
    for (int i = 0; i < META_FIELD_COUNT; i++) {
        if (meta->fields[i].value.ptr) {
            add_source(json, meta_field_name((enum meta_field)i), meta->fields[i].source);
        }
    }
    add_source(json, "authors", meta->authors.len ? meta->authors.source : SOURCE_NONE);
    add_source(json, "contributors",
               meta->contributors.len ? meta->contributors.source : SOURCE_NONE);
    add_source(json, "tags", meta->tags.len ? meta->tags.source : SOURCE_NONE);
    json_object_end(json);
}

static void add_warning(struct json *json, struct str code, struct str detail)
{
    json_object_begin(json);
    json_key_str(json, "code", code);
    json_key_str(json, "detail", detail);
    json_object_end(json);
}

static void add_extraction(struct json *json, const struct article *article)
{
    json_key(json, "extraction");
    json_object_begin(json);
    json_key(json, "confidence");
    json_decimal(json, article->confidence, 3);
    json_key(json, "warnings");
    json_array_begin(json);
    for (int i = 0; i < WARNING_COUNT; i++) {
        if (article->warnings >> i & 1u) {
            add_warning(json, str_from(doc_warning_name((enum doc_warning)i)),
                        str_from(doc_warning_text((enum doc_warning)i)));
        }
    }
    if (article->fetch == ARTICLE_FAILED) {
        add_warning(json, STR("fetch-failed"), article->fetch_error);
    }
    json_array_end(json);
    json_object_end(json);
}

static void add_links(struct json *json, int64_t id)
{
    static const struct {
        const char *name, *suffix;
    } links[] = {
        {"self", ""},     {"html", ".html"},         {"markdown", ".md"},
        {"text", ".txt"}, {"original", "/original"}, {"revisions", "/revisions"},
        {"log", "/log"},
    };
    json_key(json, "links");
    if (!id) {
        json_unknown(json);
        return;
    }
    json_object_begin(json);
    for (size_t i = 0; i < ARRAY_LEN(links); i++) {
        json_key(json, links[i].name);
        json_raw(json, STR("\"/articles/"));
        buf_add_int(json->buf, id);
        buf_add_z(json->buf, links[i].suffix);
        buf_add_byte(json->buf, '"');
    }
    json_object_end(json);
}

void render_article_json(const struct article *article, enum article_part part,
                         enum render_created created, struct buf *buf)
{
    struct json json;
    json_init(&json, buf);
    json_object_begin(&json);
    json_key(&json, "id");
    if (article->id) {
        json_int(&json, article->id);
    } else {
        json_unknown(&json);
    }
    add_facts(&json, article, part);
    add_reader_state(&json, article);
    bool is_there = article->fetch == ARTICLE_FETCHED;
    json_key_str(&json, "kind", is_there ? str_from(doc_kind_name(article->kind)) : STR("pending"));
    json_key_str(&json, "fetch_error", article->fetch_error);
    if (part == ARTICLE_FULL) {
        add_content(&json, "content_html", article->content_html);
        add_content(&json, "content_text", article->content_text);
    }
    add_identity(&json, article);
    if (part == ARTICLE_FULL) {
        add_sources(&json, &article->meta);
        add_extraction(&json, article);
    }
    add_links(&json, article->id);
    if (created != RENDER_NO_CREATED) {
        json_key(&json, "is_new");
        json_bool(&json, created == RENDER_WAS_CREATED);
    }
    json_object_end(&json);
}
