/* Changes of an article that is there, in all of its tables; inside the writer's transaction. */
#include "store/row_internal.h"

#include "base/time.h"
#include "store/limits_internal.h"
#include "store/meta_pack_internal.h"
#include "store/read_internal.h"

static bool same_list(const struct fact_list *a, const struct fact_list *b)
{
    bool is_same = a->len == b->len;
    for (size_t i = 0; i < a->len && is_same; i++) {
        is_same = str_equal(a->items[i], b->items[i]);
    }
    return is_same;
}

static bool same_fact(const struct article *a, const struct article *b, enum meta_field field)
{
    return str_equal(meta_get(&a->meta, field), meta_get(&b->meta, field));
}

/* All that stands in columns of its own. */
static bool same_columns(const struct article *a, const struct article *b)
{
    return a->kind == b->kind && a->confidence == b->confidence && a->warnings == b->warnings &&
           a->word_count == b->word_count && a->reading_minutes == b->reading_minutes &&
           a->state == b->state && a->is_starred == b->is_starred && a->progress == b->progress &&
           a->engine == b->engine && a->fetch == b->fetch && str_equal(a->note, b->note) &&
           str_equal(a->fetch_error, b->fetch_error) && str_equal(a->images, b->images) &&
           str_equal(a->original_type, b->original_type);
}

static bool same_meta(const struct meta *meta, struct str packed)
{
    struct buf buf;
    buf_init(&buf, 0);
    meta_pack(meta, &buf);
    bool is_same = buf_ok(&buf) && str_equal(buf_str(&buf), packed);
    buf_done(&buf);
    return is_same;
}

/* A reader's progress is stored often; it need not bring the index to write a text's words again.
 */
static bool changes_words(const struct store_write *write, const struct article *current)
{
    const struct article *article = write->article;
    return write->has_new_content || !same_fact(article, current, META_TITLE) ||
           !same_fact(article, current, META_SITE) ||
           !same_list(&article->meta.authors, &current->meta.authors);
}

static enum status change_article(struct connection *connection, const struct store_write *write,
                                  struct error *err)
{
    const struct article *article = write->article;
    AUTO_QUERY query = query_begin(connection, STATEMENT_CHANGE_ARTICLE);
    query_int(&query, article->updated_us);
    row_give(&query, article, write->prepared);
    query_int(&query, article->revision);
    query_int(&query, article->id);
    return query_run(&query, err);
}

static enum status change_names(struct connection *connection, enum statement remove,
                                enum statement add, const struct article *article,
                                const struct fact_list *now, const struct fact_list *before,
                                struct error *err)
{
    if (same_list(now, before)) {
        return OK;
    }
    enum status status = row_run_by_id(connection, remove, article->id, err);
    return status ? status : row_add_names(connection, add, article, now, err);
}

/* Keeps the cleaning that is there, if there is one yet, as a revision, and writes the new one over
 * it. */
static enum status change_content(struct connection *connection, const struct store_write *write,
                                  const struct article *current, struct error *err)
{
    const struct article *article = write->article;
    bool is_kept = current->fetch == ARTICLE_FETCHED;
    enum status status =
        is_kept ? row_run_by_id(connection, STATEMENT_ADD_REVISION, article->id, err) : OK;
    if (!status && is_kept) {
        AUTO_QUERY query = query_begin(connection, STATEMENT_FORGET_REVISIONS);
        query_int(&query, article->id);
        query_int(&query, LIMIT_REVISIONS);
        status = query_run(&query, err);
    }
    return status ? status
                  : row_write_content(connection, STATEMENT_CHANGE_CONTENT, article,
                                      write->prepared, err);
}

static enum status change(struct connection *connection, const struct store_write *write,
                          const struct article *current, struct error *err)
{
    const struct article *article = write->article;
    bool is_reindexed = changes_words(write, current);
    enum status status =
        is_reindexed ? row_run_by_id(connection, STATEMENT_UNINDEX, article->id, err) : OK;
    if (!status && write->original.ptr) {
        status = row_add_original(connection, article, write->prepared, err);
    }
    if (!status && write->has_new_content) {
        status = change_content(connection, write, current, err);
    }
    status = status ? status : change_article(connection, write, err);
    if (!status && write->original.ptr) {
        status = row_remove_original(connection, &current->original_hash, err);
    }
    status = status ? status
                    : change_names(connection, STATEMENT_REMOVE_TAGS, STATEMENT_ADD_TAG, article,
                                   &article->meta.tags, &current->meta.tags, err);
    status = status ? status
                    : change_names(connection, STATEMENT_REMOVE_AUTHORS, STATEMENT_ADD_AUTHOR,
                                   article, &article->meta.authors, &current->meta.authors, err);
    if (!status && is_reindexed) {
        status = row_run_by_id(connection, STATEMENT_INDEX_AGAIN, article->id, err);
    }
    status = status ? status : row_add_addresses(connection, write, err);
    return status ? status : row_add_totals(connection, 0, err);
}

/* Which bytes it is made of is not the caller's to say. */
static void settle_original(const struct store_write *write, const struct article *current)
{
    struct article *article = write->article;
    if (write->original.ptr) {
        article->original_hash = write->prepared->original_hash;
        article->original_size = (int64_t)write->original.len;
    } else {
        article->original_hash = current->original_hash;
        article->original_size = current->original_size;
    }
}

static enum status amend(struct connection *connection, struct store_write *write,
                         struct article *ret_current, struct error *err)
{
    enum status status =
        read_article(connection, write->id, STORE_HEAD, write->arena, ret_current, err);
    status = status ? status : row_check_revision(write, ret_current->revision, err);
    if (!status && write->amend) {
        status = write->amend(write, ret_current, err);
    }
    return status;
}

enum status row_update(struct connection *connection, struct store_write *write, struct error *err)
{
    struct article *article = write->article, current;
    enum status status = amend(connection, write, &current, err);
    status = status ? status : row_prepare_head(write, write->prepared, err);
    if (status) {
        return status;
    }
    settle_original(write, &current);
    article->id = current.id;
    article->revision = current.revision;
    article->created_us = current.created_us;
    article->updated_us = current.updated_us;
    struct str packed = str_of(write->prepared->meta.ptr, write->prepared->meta.len);
    if (!write->has_new_content && !write->original.ptr && same_columns(article, &current) &&
        same_meta(&current.meta, packed)) {
        return OK;
    }
    article->revision++;
    /* Clocks are set back; a later state must not look older. */
    article->updated_us = MAX(time_now_us(), current.updated_us + 1);
    return change(connection, write, &current, err);
}
