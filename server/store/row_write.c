/* Rows of an article that come and go, in all of its tables; inside the writer's transaction. */
#include "store/row_internal.h"

#include "base/time.h"
#include "store/checksum_internal.h"

#include <string.h>

static struct str squeezed_str(const struct squeezed *squeezed)
{
    return str_of(squeezed->ptr, squeezed->len);
}

static struct str hash_str(const struct sha256 *hash)
{
    return str_of((const char *)hash->bytes, sizeof(hash->bytes));
}

struct str row_language(struct str lang)
{
    ptrdiff_t dash = str_find_byte(lang, '-');
    return dash < 0 ? lang : str_sub(lang, 0, (size_t)dash);
}

enum status row_add_original(struct connection *connection, const struct article *article,
                             const struct prepared *prepared, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_ORIGINAL);
    query_blob(&query, hash_str(&article->original_hash));
    query_int(&query, article->original_size);
    query_blob(&query, squeezed_str(&prepared->original));
    return query_run(&query, err);
}

void row_give(struct query *query, const struct article *article, const struct prepared *prepared)
{
    const struct meta *meta = &article->meta;
    query_int(query, article->kind);
    query_real(query, article->confidence);
    query_int(query, article->warnings);
    query_int(query, article->word_count);
    query_int(query, article->reading_minutes);
    query_int(query, article->state);
    query_int(query, article->is_starred);
    query_real(query, article->progress);
    query_text(query, article->note);
    query_blob(query, hash_str(&article->original_hash));
    query_int(query, article->original_size);
    query_text(query, article->original_type);
    query_text(query, meta_get(meta, META_TITLE));
    query_text(query, prepared->authors);
    query_text(query, meta_get(meta, META_SITE));
    query_text(query, meta_get(meta, META_PUBLISHED));
    query_text(query, meta_get(meta, META_LANG));
    query_text(query, row_language(meta_get(meta, META_LANG)));
    query_text(query, meta_get(meta, META_CANONICAL_URL));
    query_text(query, article->images);
    query_int(query, article->engine);
    query_int(query, article->fetch);
    query_text(query, article->fetch_error);
    query_blob(query, squeezed_str(&prepared->meta));
}

static enum status add_article(struct connection *connection, struct article *article,
                               const struct prepared *prepared, struct error *err)
{
    int64_t now = time_now_us();
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_ARTICLE);
    query_int(&query, now);
    row_give(&query, article, prepared);
    enum status status = query_run(&query, err);
    if (!status) {
        article->id = sqlite3_last_insert_rowid(connection->db);
        article->revision = 1;
        article->created_us = article->updated_us = now;
    }
    return status;
}

enum status row_write_content(struct connection *connection, enum statement statement,
                              const struct article *article, const struct prepared *prepared,
                              struct error *err)
{
    AUTO_QUERY query = query_begin(connection, statement);
    query_int(&query, article->id);
    query_int(&query, (int64_t)checksum(article->content_html));
    query_int(&query, (int64_t)checksum(article->content_text));
    query_text(&query, article->content_html);
    query_text(&query, article->content_text);
    query_blob(&query, squeezed_str(&prepared->tree));
    return query_run(&query, err);
}

static enum status add_name(struct connection *connection, enum statement name,
                            const struct article *article, struct str value, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, name);
    query_int(&query, article->id);
    query_int(&query, article->created_us);
    query_text(&query, value);
    return query_run(&query, err);
}

enum status row_add_names(struct connection *connection, enum statement name,
                          const struct article *article, const struct fact_list *names,
                          struct error *err)
{
    enum status status = OK;
    for (size_t i = 0; i < names->len && !status; i++) {
        status = add_name(connection, name, article, names->items[i], err);
    }
    return status;
}

enum status row_add_totals(struct connection *connection, int64_t articles, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_TOTALS);
    query_int(&query, articles);
    return query_run(&query, err);
}

enum status row_add_addresses(struct connection *connection, const struct store_write *write,
                              struct error *err)
{
    enum status status = OK;
    for (size_t i = 0; i < ARRAY_LEN(write->addresses) && !status; i++) {
        if (write->addresses[i].len) {
            AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_ADDRESS);
            query_int(&query, write->article->id);
            query_text(&query, write->addresses[i]);
            status = query_run(&query, err);
        }
    }
    return status;
}

enum status row_insert(struct connection *connection, const struct store_write *write,
                       const struct prepared *prepared, struct error *err)
{
    struct article *article = write->article;
    const struct meta *meta = &article->meta;
    enum status status = row_add_original(connection, article, prepared, err);
    status = status ? status : add_article(connection, article, prepared, err);
    status = status ? status
                    : row_write_content(connection, STATEMENT_ADD_CONTENT, article, prepared, err);
    status =
        status ? status : row_add_names(connection, STATEMENT_ADD_TAG, article, &meta->tags, err);
    status = status ? status
                    : row_add_names(connection, STATEMENT_ADD_AUTHOR, article, &meta->authors, err);
    status = status ? status : row_add_addresses(connection, write, err);
    return status ? status : row_add_totals(connection, 1, err);
}

enum status row_index(struct connection *connection, const struct article *article,
                      const struct prepared *prepared, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_INDEX);
    query_int(&query, article->id);
    query_text(&query, meta_get(&article->meta, META_TITLE));
    query_text(&query, article->content_text);
    query_text(&query, prepared->authors);
    query_text(&query, meta_get(&article->meta, META_SITE));
    return query_run(&query, err);
}

enum status row_run_by_id(struct connection *connection, enum statement statement, int64_t id,
                          struct error *err)
{
    AUTO_QUERY query = query_begin(connection, statement);
    query_int(&query, id);
    return query_run(&query, err);
}

enum status row_check_revision(const struct store_write *write, int64_t revision, struct error *err)
{
    if (!write->if_revision || write->if_revision == revision) {
        return OK;
    }
    return error_set(err, ERR_PRECONDITION,
                     "article %lld was changed meanwhile: it has revision %lld now, not %lld",
                     (long long)write->id, (long long)revision, (long long)write->if_revision);
}

static enum status remove_article(struct connection *connection, const struct store_write *write,
                                  struct sha256 *ret_original, struct error *err)
{
    bool has_row;
    int64_t id = write->id;
    AUTO_QUERY query = query_begin(connection, STATEMENT_REMOVE_ARTICLE);
    query_int(&query, id);
    enum status status = query_step(&query, &has_row, err);
    if (status || !has_row) {
        return status ? status : row_absent(connection, id, err);
    }
    struct str hash = query_take_str(&query);
    if (hash.len != sizeof(ret_original->bytes)) {
        return error_set(err, ERR_CORRUPT, "article %lld is damaged: its original has no name",
                         (long long)id);
    }
    memcpy(ret_original->bytes, hash.ptr, hash.len);
    status = row_check_revision(write, query_take_int(&query), err);
    return status ? status : query_run(&query, err);
}

enum status row_remove_original(struct connection *connection, const struct sha256 *hash,
                                struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_REMOVE_ORIGINAL);
    query_blob(&query, hash_str(hash));
    return query_run(&query, err);
}

static enum status add_tombstone(struct connection *connection, int64_t id, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_TOMBSTONE);
    query_int(&query, id);
    query_int(&query, time_now_us());
    return query_run(&query, err);
}

enum status row_remove(struct connection *connection, const struct store_write *write,
                       struct error *err)
{
    struct sha256 original;
    int64_t id = write->id;
    enum status status = row_run_by_id(connection, STATEMENT_UNINDEX, id, err);
    status = status ? status : remove_article(connection, write, &original, err);
    status = status ? status : row_remove_original(connection, &original, err);
    status = status ? status : add_tombstone(connection, id, err);
    return status ? status : row_add_totals(connection, -1, err);
}
