/* Reading older cleanings. */
#include "store/limits_internal.h"
#include "store/meta_pack_internal.h"
#include "store/read_internal.h"
#include "store/row_internal.h"
#include "store/squeeze_internal.h"
#include "store/store_internal.h"

/* The columns that both statements begin with; false for numbers that nobody stored. */
static bool take_revision(struct query *query, struct store_revision *revision)
{
    int64_t kind, warnings, minutes, engine;
    revision->revision = query_take_int(query);
    revision->created_us = query_take_int(query);
    kind = query_take_int(query);
    revision->confidence = query_take_real(query);
    warnings = query_take_int(query);
    revision->word_count = query_take_int(query);
    minutes = query_take_int(query);
    engine = query_take_int(query);
    revision->kind = (enum doc_kind)kind;
    revision->warnings = (unsigned)warnings;
    revision->reading_minutes = (int)minutes;
    revision->engine = (int)engine;
    return revision->revision > 0 && kind >= DOC_HTML && kind <= DOC_MARKDOWN && warnings >= 0 &&
           warnings <= UINT32_MAX && revision->word_count >= 0 && minutes >= 0 &&
           minutes <= INT32_MAX && engine >= 0 && engine <= INT32_MAX &&
           revision->confidence >= 0 && revision->confidence <= 1;
}

static enum status damaged(int64_t id, struct error *err)
{
    return error_set(err, ERR_CORRUPT, "an older revision of article %lld is damaged",
                     (long long)id);
}

static enum status list_revisions(struct connection *connection, int64_t id,
                                  struct store_revision *items, size_t *ret_len, struct error *err)
{
    bool has_row;
    size_t len = 0;
    AUTO_QUERY query = query_begin(connection, STATEMENT_REVISIONS);
    query_int(&query, id);
    enum status status = query_step(&query, &has_row, err);
    while (!status && has_row && len < LIMIT_REVISIONS) {
        if (!take_revision(&query, &items[len++])) {
            return damaged(id, err);
        }
        status = query_step(&query, &has_row, err);
    }
    *ret_len = len;
    return status;
}

enum status store_list_revisions(struct store *store, int64_t id, struct arena *arena,
                                 struct store_revision **ret_items, size_t *ret_len,
                                 struct error *err)
{
    struct article article;
    struct store_revision *items = arena_array(arena, LIMIT_REVISIONS, sizeof(*items));
    size_t len = 0;
    if (!items) {
        return error_no_memory(err);
    }
    struct connection *connection = readers_take(&store->readers);
    enum status status = read_article(connection, id, STORE_HEAD, arena, &article, err);
    status = status ? status : list_revisions(connection, id, items, &len, err);
    readers_give(&store->readers, connection);
    if (!status) {
        *ret_items = items;
        *ret_len = len;
    }
    return status;
}

static enum status read_older(struct connection *connection, int64_t id, int64_t revision,
                              struct arena *arena, struct article *article, struct error *err)
{
    bool has_row;
    struct store_revision older;
    AUTO_QUERY query = query_begin(connection, STATEMENT_OLDER);
    query_int(&query, id);
    query_int(&query, revision);
    enum status status = query_step(&query, &has_row, err);
    if (!status && !has_row) {
        return error_set(err, ERR_NOT_FOUND, "article %lld has no revision %lld that is kept",
                         (long long)id, (long long)revision);
    }
    if (!status && !take_revision(&query, &older)) {
        return damaged(id, err);
    }
    if (status) {
        return status;
    }
    article->revision = older.revision;
    article->updated_us = older.created_us;
    article->kind = older.kind;
    article->confidence = older.confidence;
    article->warnings = older.warnings;
    article->word_count = older.word_count;
    article->reading_minutes = older.reading_minutes;
    article->engine = older.engine;
    status = meta_unpack(arena, query_take_str(&query), &article->meta, err);
    return status ? status
                  : unsqueeze(arena, query_take_str(&query), LIMIT_TREE_BYTES,
                              &article->content_tree, err);
}

enum status store_get_older(struct store *store, int64_t id, int64_t revision, struct arena *arena,
                            struct article *ret_article, struct error *err)
{
    struct article article;
    struct connection *connection = readers_take(&store->readers);
    enum status status = read_article(connection, id, STORE_HEAD, arena, &article, err);
    status = status ? status : read_older(connection, id, revision, arena, &article, err);
    readers_give(&store->readers, connection);
    if (!status) {
        *ret_article = article;
    }
    return status;
}

enum status read_revisions(struct connection *connection, const struct article *article,
                           struct arena *arena, struct error *err)
{
    struct store_revision items[LIMIT_REVISIONS];
    size_t len = 0;
    enum status status = list_revisions(connection, article->id, items, &len, err);
    for (size_t i = 0; i < len && !status; i++) {
        struct article older = *article;
        status = read_older(connection, article->id, items[i].revision, arena, &older, err);
    }
    return status;
}
