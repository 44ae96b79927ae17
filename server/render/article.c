/* A cleaned document as an article: what the store keeps and answers with. */
#include "doc/pack.h"
#include "render/json.h"
#include "render/render.h"

enum {
    IMAGES_MAX = 256, /* addresses listed; each is compared with all before it */
    /* Of each rendering: a base address of 4 KB makes long pages of short links. */
    RENDERING_MAX = 64 * 1024 * 1024,
};

static bool is_listed(const struct url *const *images, size_t n, const struct url *url)
{
    for (size_t i = 0; i < n; i++) {
        if (str_equal(images[i]->text, url->text)) {
            return true;
        }
    }
    return false;
}

/* The pictures' addresses in order, each once, as a JSON array. */
static void add_images(const struct node *root, struct buf *buf)
{
    const struct url *images[IMAGES_MAX];
    size_t n = 0;
    struct json json;
    json_init(&json, buf);
    json_array_begin(&json);
    for (const struct node *node = root; node && n < IMAGES_MAX; node = node_next(node, root)) {
        bool is_image = node->kind == NODE_IMAGE && node->url && node->url->host.len;
        if (is_image && !is_listed(images, n, node->url)) {
            images[n++] = node->url;
            json_str(&json, node->url->text);
        }
    }
    json_array_end(&json);
}

enum part { PART_HTML, PART_TEXT, PART_TREE, PART_IMAGES, PART_COUNT };

static enum status add_parts(struct arena *arena, const struct node *root, struct str *parts,
                             struct error *err)
{
    static void (*const renderers[PART_COUNT])(const struct node *, struct buf *) = {
        [PART_HTML] = render_html,
        [PART_TEXT] = render_text,
        [PART_TREE] = doc_pack,
        [PART_IMAGES] = add_images,
    };
    struct buf buf;
    enum status status = OK;
    buf_init(&buf, RENDERING_MAX);
    for (int i = 0; i < PART_COUNT && !status; i++) {
        buf_clear(&buf);
        renderers[i](root, &buf);
        parts[i] = arena_str(arena, buf.len ? buf_str(&buf) : STR(""));
        if (buf.is_over) {
            status = error_set(err, ERR_TOO_LARGE, "the cleaned article takes more than %d MB",
                               RENDERING_MAX / 1024 / 1024);
        } else if (!buf_ok(&buf) || !parts[i].ptr) {
            status = error_no_memory(err);
        }
    }
    buf_done(&buf);
    return status;
}

enum status render_to_article(struct arena *arena, const struct doc *doc,
                              struct article *ret_article, struct error *err)
{
    struct str parts[PART_COUNT];
    enum status status = add_parts(arena, doc->root, parts, err);
    if (status) {
        return status;
    }
    *ret_article = (struct article){
        .meta = doc->meta,
        .kind = doc->kind,
        .confidence = doc->confidence,
        .warnings = doc->warnings,
        .word_count = (int64_t)doc->word_count,
        .reading_minutes = doc->reading_minutes,
        .content_html = parts[PART_HTML],
        .content_text = parts[PART_TEXT],
        .content_tree = parts[PART_TREE],
        .images = parts[PART_IMAGES],
    };
    return OK;
}
