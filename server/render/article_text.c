/* Whole articles as Markdown and text: what is known about them above the body. */
#include "render/json.h"
#include "render/render.h"

#include "base/time.h"
#include "base/utf8.h"

/* YAML 1.2, 5.1: what may not stand in a stream as it is, beyond what JSON escapes. */
static bool needs_yaml_escape(uint32_t c)
{
    return (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
           (c & 0xFFFE) == 0xFFFE;
}

/* A double-quoted scalar: JSON's string is one (YAML 1.2, 1.3), but for those few characters. */
static void add_yaml(struct buf *buf, struct str s)
{
    struct buf json;
    buf_init(&json, 0);
    json_escape(&json, s);
    struct str escaped = buf_str(&json);
    for (size_t at = 0; at < escaped.len;) {
        size_t start = at;
        uint32_t c = utf8_next(escaped, &at);
        if (needs_yaml_escape(c)) {
            buf_printf(buf, "\\U%08X", (unsigned)c);
        } else {
            buf_add(buf, escaped.ptr + start, at - start);
        }
    }
    if (!buf_ok(&json)) {
        (void)buf_reserve(buf, SIZE_MAX); /* the caller asks the one buffer */
    }
    buf_done(&json);
}

static void add_yaml_field(struct buf *buf, const char *key, struct str value)
{
    if (value.len) {
        buf_printf(buf, "%s: ", key);
        add_yaml(buf, value);
        buf_add_byte(buf, '\n');
    }
}

/* A date stands without quotes, so that readers of YAML take it for one. */
static void add_yaml_date(struct buf *buf, const char *key, struct str value)
{
    struct date date;
    char text[TIME_TEXT_MAX];
    if (date_parse(value, &date) && date.day && str_equal(date_format(&date, text), value)) {
        buf_printf(buf, "%s: %.*s\n", key, STR_ARG(value));
    } else {
        add_yaml_field(buf, key, value);
    }
}

static void add_yaml_list(struct buf *buf, const char *key, const struct fact_list *list)
{
    if (!list->len) {
        return;
    }
    buf_printf(buf, "%s:\n", key);
    for (size_t i = 0; i < list->len; i++) {
        BUF_LITERAL(buf, "  - ");
        add_yaml(buf, list->items[i]);
        buf_add_byte(buf, '\n');
    }
}

static struct str address_of(const struct meta *meta)
{
    struct str canonical = meta_get(meta, META_CANONICAL_URL);
    return canonical.len ? canonical : meta_get(meta, META_URL);
}

static void add_front_matter(const struct meta *meta, struct buf *buf)
{
    add_yaml_field(buf, "title", meta_get(meta, META_TITLE));
    add_yaml_field(buf, "subtitle", meta_get(meta, META_SUBTITLE));
    add_yaml_list(buf, "authors", &meta->authors);
    add_yaml_field(buf, "site", meta_get(meta, META_SITE));
    add_yaml_date(buf, "published", meta_get(meta, META_PUBLISHED));
    add_yaml_field(buf, "url", address_of(meta));
    add_yaml_field(buf, "lang", meta_get(meta, META_LANG));
    add_yaml_list(buf, "tags", &meta->tags);
}

void render_article_markdown(const struct article *article, const struct node *root,
                             struct buf *buf)
{
    BUF_LITERAL(buf, "---\n");
    size_t start = buf->len;
    add_front_matter(&article->meta, buf);
    if (buf->len > start) {
        BUF_LITERAL(buf, "---\n\n");
    } else if (buf_ok(buf)) {
        buf->len = start - 4; /* nothing is known: no front matter */
    }
    render_markdown(root, buf);
}

/* One line, whatever a given title holds. */
static void add_words(struct buf *buf, struct str s)
{
    bool has_space = false, has_word = false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c <= ' ' || c == 0x7F) {
            has_space = has_word;
            continue;
        }
        if (has_space) {
            buf_add_byte(buf, ' ');
        }
        buf_add_byte(buf, (char)c);
        has_space = false;
        has_word = true;
    }
}

/* The strings that are known, with `joint` between them, as a line; nothing when none is. */
static void add_line(struct buf *buf, const struct str *items, size_t n, const char *joint)
{
    size_t start = buf->len;
    for (size_t i = 0; i < n; i++) {
        if (items[i].len) {
            buf_add_z(buf, buf->len > start ? joint : "");
            add_words(buf, items[i]);
        }
    }
    if (buf->len > start) {
        buf_add_byte(buf, '\n');
    }
}

void render_article_text(const struct article *article, struct buf *buf)
{
    const struct meta *meta = &article->meta;
    size_t start = buf->len;
    const struct str title = meta_get(meta, META_TITLE);
    const struct str subtitle = meta_get(meta, META_SUBTITLE);
    const struct str origin[] = {meta_get(meta, META_SITE), meta_get(meta, META_PUBLISHED)};
    const struct str address = address_of(meta);
    add_line(buf, &title, 1, "");
    add_line(buf, &subtitle, 1, "");
    add_line(buf, meta->authors.items, meta->authors.len, ", ");
    add_line(buf, origin, ARRAY_LEN(origin), ", ");
    add_line(buf, &address, 1, "");
    if (buf->len > start && article->content_text.len) {
        buf_add_byte(buf, '\n');
    }
    buf_add_str(buf, article->content_text);
}
