/* What a write needs beside the article, made on the submitting thread as far as that can be. */
#include "store/row_internal.h"

#include "store/limits_internal.h"
#include "store/meta_pack_internal.h"

#include <stdlib.h>

static enum status check_sizes(const struct store_write *write, struct error *err)
{
    const struct article *article = write->article;
    if (write->original.len > LIMIT_ORIGINAL_BYTES) {
        return error_set(err, ERR_TOO_LARGE,
                         "the submission is over %d MB: nothing so large is kept",
                         LIMIT_ORIGINAL_BYTES / LIMIT_MEGABYTE);
    }
    if (article->content_html.len > LIMIT_CONTENT_BYTES ||
        article->content_text.len > LIMIT_CONTENT_BYTES ||
        article->content_tree.len > LIMIT_CONTENT_BYTES ||
        article->content_html.len + article->content_text.len + article->content_tree.len >
            LIMIT_ARTICLE_BYTES) {
        return error_set(err, ERR_TOO_LARGE,
                         "the article is over %d MB once cleaned, or over %d MB as HTML, text and "
                         "tree together: nothing so large is kept",
                         LIMIT_CONTENT_BYTES / LIMIT_MEGABYTE,
                         LIMIT_ARTICLE_BYTES / LIMIT_MEGABYTE);
    }
    return OK;
}

static enum status check_head(const struct article *article, size_t meta, struct error *err)
{
    if (meta + article->note.len + article->images.len + article->original_type.len >
        LIMIT_HEAD_BYTES) {
        return error_set(err, ERR_TOO_LARGE,
                         "title, authors, tags, images and note are over %d MB together",
                         LIMIT_HEAD_BYTES / LIMIT_MEGABYTE);
    }
    return OK;
}

static enum status pack(const struct meta *meta, struct squeezed *ret_packed, struct error *err)
{
    struct buf buf;
    buf_init(&buf, 0);
    meta_pack(meta, &buf);
    ret_packed->ptr = buf_take(&buf, &ret_packed->len);
    return ret_packed->ptr ? OK : error_no_memory(err);
}

static enum status join_authors(const struct fact_list *authors, struct prepared *prepared,
                                struct error *err)
{
    struct buf buf;
    size_t len = 0;
    if (!authors->len) {
        return OK;
    }
    buf_init(&buf, 0);
    for (size_t i = 0; i < authors->len; i++) {
        buf_add_str(&buf, authors->items[i]);
        buf_add_byte(&buf, '\n');
    }
    prepared->lines = buf_take(&buf, &len);
    prepared->authors = str_of(prepared->lines, len);
    return prepared->lines ? OK : error_no_memory(err);
}

enum status row_prepare_head(const struct store_write *write, struct prepared *prepared,
                             struct error *err)
{
    const struct article *article = write->article;
    free(prepared->meta.ptr);
    free(prepared->lines);
    prepared->meta = (struct squeezed){.ptr = NULL};
    prepared->lines = NULL;
    prepared->authors = str_null();
    enum status status = pack(&article->meta, &prepared->meta, err);
    status = status ? status : check_head(article, prepared->meta.len, err);
    return status ? status : join_authors(&article->meta.authors, prepared, err);
}

static enum status fill(struct squeezer *squeezer, struct store_write *write,
                        struct prepared *prepared, struct error *err)
{
    struct article *article = write->article;
    bool is_insert = write->kind == WRITE_INSERT;
    bool has_original = is_insert || write->original.ptr;
    enum status status = check_sizes(write, err);
    if (!status && is_insert) {
        status = row_prepare_head(write, prepared, err);
    }
    if (!status && has_original) {
        status = squeeze(squeezer, write->original, &prepared->original, err);
    }
    if (!status && (is_insert || write->has_new_content) && article->content_tree.ptr) {
        status = squeeze(squeezer, article->content_tree, &prepared->tree, err);
    }
    if (!status && has_original) {
        prepared->original_hash = article->original_hash = hash_sha256(write->original);
        article->original_size = (int64_t)write->original.len;
    }
    return status;
}

/* A body in the place of a tree. */
static enum status fill_answer(struct squeezer *squeezer, const struct store_write *write,
                               struct prepared *prepared, struct error *err)
{
    struct str body = write->answer.body;
    if (body.len > LIMIT_CONTENT_BYTES) {
        return error_set(err, ERR_TOO_LARGE, "the answer is over %d MB",
                         LIMIT_CONTENT_BYTES / LIMIT_MEGABYTE);
    }
    return squeeze(squeezer, body.ptr ? body : STR(""), &prepared->tree, err);
}

enum status row_prepare(struct squeezer *squeezer, struct store_write *write,
                        struct prepared **ret_prepared, struct error *err)
{
    struct prepared *prepared = calloc(1, sizeof(*prepared));
    if (!prepared) {
        return error_no_memory(err);
    }
    enum status status = write->kind == WRITE_ANSWER ? fill_answer(squeezer, write, prepared, err)
                                                     : fill(squeezer, write, prepared, err);
    if (status) {
        row_prepared_free(prepared);
        return status;
    }
    *ret_prepared = prepared;
    return OK;
}

void row_prepared_free(struct prepared *prepared)
{
    if (prepared) {
        free(prepared->original.ptr);
        free(prepared->tree.ptr);
        free(prepared->meta.ptr);
        free(prepared->lines);
        free(prepared);
    }
}
