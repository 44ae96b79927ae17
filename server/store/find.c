/* Which article it is: by its original's hash or its canonical address. */
#include "store/find_internal.h"

/* The id that one row gives; ERR_NOT_FOUND without it. */
static enum status take_id(struct query *query, int64_t *ret_id, struct error *err)
{
    bool has_row;
    enum status status = query_step(query, &has_row, err);
    if (!status && has_row) {
        *ret_id = query_take_int(query);
    }
    return status || has_row ? status : ERR_NOT_FOUND;
}

/* Without a value there is nothing to find. */
static enum status find_by(struct connection *connection, enum statement statement,
                           struct str value, int64_t *ret_id, struct error *err)
{
    if (!value.len) {
        return ERR_NOT_FOUND;
    }
    AUTO_QUERY query = query_begin(connection, statement);
    if (statement == STATEMENT_FIND_ORIGINAL) {
        query_blob(&query, value);
    } else {
        query_text(&query, value);
    }
    return take_id(&query, ret_id, err);
}

enum status find_address(struct connection *connection, struct str address, int64_t *ret_id,
                         struct error *err)
{
    enum status status = find_by(connection, STATEMENT_FIND_ADDRESS, address, ret_id, err);
    return status == ERR_NOT_FOUND
               ? error_set(err, ERR_NOT_FOUND, "no article is from this address")
               : status;
}

enum status find_pending(struct connection *connection, int64_t id, int64_t *ret_id,
                         struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_NEXT_PENDING);
    query_int(&query, id);
    enum status status = take_id(&query, ret_id, err);
    return status == ERR_NOT_FOUND
               ? error_set(err, ERR_NOT_FOUND, "no article is still to be fetched")
               : status;
}

enum status find_article(struct connection *connection, const struct sha256 *original,
                         struct str canonical_url, int64_t *ret_id, struct error *err)
{
    struct str hash =
        original ? str_of((const char *)original->bytes, sizeof(original->bytes)) : str_null();
    enum status status = find_by(connection, STATEMENT_FIND_ORIGINAL, hash, ret_id, err);
    if (status == ERR_NOT_FOUND) {
        status = find_by(connection, STATEMENT_FIND_CANONICAL, canonical_url, ret_id, err);
    }
    return status == ERR_NOT_FOUND
               ? error_set(err, ERR_NOT_FOUND,
                           "no article is made of these bytes or has this address")
               : status;
}
