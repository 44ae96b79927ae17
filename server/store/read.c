/* Reading one article: head, parts, revision, original. */
#include "store/read_internal.h"

#include "store/checksum_internal.h"
#include "store/find_internal.h"
#include "store/limits_internal.h"
#include "store/row_internal.h"
#include "store/squeeze_internal.h"
#include "store/store_internal.h"

#include <stddef.h>

static const struct part {
    enum store_parts bit;
    enum statement statement;
    size_t offset; /* in struct article */
} parts_of_article[] = {
    {STORE_HTML, STATEMENT_HTML, offsetof(struct article, content_html)},
    {STORE_TEXT, STATEMENT_TEXT, offsetof(struct article, content_text)},
    {STORE_TREE, STATEMENT_TREE, offsetof(struct article, content_tree)},
};

static enum status damaged(int64_t id, struct error *err)
{
    return error_set(err, ERR_CORRUPT,
                     "article %lld is damaged; clean its original again, or restore a copy",
                     (long long)id);
}

/* A row of a checksum and the bytes; the tree's is in its frame. */
static enum status take_part(struct query *query, const struct part *part, struct arena *arena,
                             int64_t id, struct str *ret_bytes, struct error *err)
{
    uint64_t sum = (uint64_t)query_take_int(query);
    struct str stored = query_take_str(query);
    if (part->bit == STORE_TREE && stored.ptr) {
        return unsqueeze(arena, stored, LIMIT_TREE_BYTES, ret_bytes, err);
    }
    struct str copy = arena_str(arena, stored);
    if (stored.ptr && !copy.ptr) {
        return error_no_memory(err);
    }
    if (part->bit != STORE_TREE && checksum(copy) != sum) {
        return damaged(id, err);
    }
    *ret_bytes = copy;
    return OK;
}

static enum status read_part(struct connection *connection, const struct part *part,
                             struct arena *arena, struct article *article, struct error *err)
{
    bool has_row;
    struct str *bytes = (struct str *)(void *)((char *)article + part->offset);
    AUTO_QUERY query = query_begin(connection, part->statement);
    query_int(&query, article->id);
    enum status status = query_step(&query, &has_row, err);
    if (!status && !has_row) {
        return damaged(article->id, err);
    }
    return status ? status : take_part(&query, part, arena, article->id, bytes, err);
}

enum status read_article(struct connection *connection, int64_t id, unsigned parts,
                         struct arena *arena, struct article *ret_article, struct error *err)
{
    bool has_row;
    struct article article;
    /* It stays open over the parts, so that all of them are of one moment. */
    AUTO_QUERY query = query_begin(connection, STATEMENT_HEAD);
    query_int(&query, id);
    enum status status = query_step(&query, &has_row, err);
    if (!status && !has_row) {
        return row_absent(connection, id, err);
    }
    status = status ? status : row_read(&query, arena, &article, err);
    for (size_t i = 0; i < ARRAY_LEN(parts_of_article) && !status; i++) {
        if (parts & parts_of_article[i].bit) {
            status = read_part(connection, &parts_of_article[i], arena, &article, err);
        }
    }
    if (!status) {
        *ret_article = article;
    }
    return status;
}

enum status read_original(struct query *query, struct arena *arena, struct str *ret_bytes,
                          struct str *ret_type, struct error *err)
{
    struct str name = query_take_str(query);
    int64_t size = query_take_int(query);
    struct str stored_type = query_take_str(query);
    struct str frame = query_take_str(query);
    struct str type = arena_str(arena, stored_type);
    struct str bytes;
    if (stored_type.ptr && !type.ptr) {
        return error_no_memory(err);
    }
    enum status status = unsqueeze(arena, frame, LIMIT_ORIGINAL_BYTES, &bytes, err);
    if (status) {
        return status;
    }
    struct sha256 hash = hash_sha256(bytes);
    if (size < 0 || (size_t)size != bytes.len ||
        !str_equal(name, str_of((const char *)hash.bytes, sizeof(hash.bytes)))) {
        return error_set(err, ERR_CORRUPT,
                         "the stored original is damaged: it is not what was received");
    }
    *ret_bytes = bytes;
    *ret_type = type;
    return OK;
}

enum status store_get(struct store *store, int64_t id, unsigned parts, struct arena *arena,
                      struct article *ret_article, struct error *err)
{
    struct connection *connection = readers_take(&store->readers);
    enum status status = read_article(connection, id, parts, arena, ret_article, err);
    readers_give(&store->readers, connection);
    return status;
}

static enum status read_revision(struct connection *connection, int64_t id, int64_t *ret_revision,
                                 int64_t *ret_updated_us, struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(connection, STATEMENT_REVISION);
    query_int(&query, id);
    enum status status = query_step(&query, &has_row, err);
    if (status || !has_row) {
        return status ? status : row_absent(connection, id, err);
    }
    *ret_revision = query_take_int(&query);
    *ret_updated_us = query_take_int(&query);
    return OK;
}

enum status store_get_revision(struct store *store, int64_t id, int64_t *ret_revision,
                               int64_t *ret_updated_us, struct error *err)
{
    struct connection *connection = readers_take(&store->readers);
    enum status status = read_revision(connection, id, ret_revision, ret_updated_us, err);
    readers_give(&store->readers, connection);
    return status;
}

static enum status find_original(struct connection *connection, int64_t id, struct arena *arena,
                                 struct str *ret_bytes, struct str *ret_type, struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(connection, STATEMENT_ORIGINAL);
    query_int(&query, id);
    enum status status = query_step(&query, &has_row, err);
    if (status || !has_row) {
        return status ? status : row_absent(connection, id, err);
    }
    return read_original(&query, arena, ret_bytes, ret_type, err);
}

enum status store_get_original(struct store *store, int64_t id, struct arena *arena,
                               struct str *ret_bytes, struct str *ret_type, struct error *err)
{
    struct connection *connection = readers_take(&store->readers);
    enum status status = find_original(connection, id, arena, ret_bytes, ret_type, err);
    readers_give(&store->readers, connection);
    return status;
}

enum status store_find_address(struct store *store, struct str address, int64_t *ret_id,
                               struct error *err)
{
    struct connection *connection = readers_take(&store->readers);
    enum status status = find_address(connection, address, ret_id, err);
    readers_give(&store->readers, connection);
    return status;
}

enum status store_next_pending(struct store *store, int64_t id, int64_t *ret_id, struct error *err)
{
    struct connection *connection = readers_take(&store->readers);
    enum status status = find_pending(connection, id, ret_id, err);
    readers_give(&store->readers, connection);
    return status;
}

enum status store_find(struct store *store, const struct sha256 *original, struct str canonical_url,
                       int64_t *ret_id, struct error *err)
{
    struct connection *connection = readers_take(&store->readers);
    enum status status = find_article(connection, original, canonical_url, ret_id, err);
    readers_give(&store->readers, connection);
    return status;
}
