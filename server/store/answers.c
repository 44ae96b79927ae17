/* Answers that are kept to be given again. */
#include "store/answers_internal.h"

#include "base/time.h"
#include "store/limits_internal.h"
#include "store/store_internal.h"

#include <string.h>

static struct str hash_str(const struct sha256 *hash)
{
    return str_of((const char *)hash->bytes, sizeof(hash->bytes));
}

/* What is older counts no more. */
static int64_t oldest_us(void)
{
    return time_now_us() - LIMIT_ANSWER_HOURS * INT64_C(3600) * 1000000;
}

enum status answers_keep(struct connection *connection, const struct store_write *write,
                         struct error *err)
{
    const struct store_answer *answer = &write->answer;
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_ANSWER);
    query_blob(&query, hash_str(&answer->key));
    query_blob(&query, hash_str(&answer->digest));
    query_int(&query, time_now_us());
    query_int(&query, answer->code);
    query_text(&query, answer->headers.ptr ? answer->headers : STR(""));
    query_blob(&query, str_of(write->prepared->tree.ptr, write->prepared->tree.len));
    enum status status = query_run(&query, err);
    if (status) {
        return status;
    }
    AUTO_QUERY forget = query_begin(connection, STATEMENT_FORGET_ANSWERS);
    query_int(&forget, sqlite3_last_insert_rowid(connection->db) - LIMIT_ANSWERS);
    query_int(&forget, oldest_us());
    return query_run(&forget, err);
}

static enum status take(struct query *query, struct arena *arena, struct store_answer *answer,
                        struct error *err)
{
    struct str digest = query_take_str(query);
    answer->code = (int)query_take_int(query);
    struct str headers = query_take_str(query), frame = query_take_str(query);
    if (digest.len != sizeof(answer->digest.bytes) || answer->code < 200 || answer->code > 599) {
        return error_set(err, ERR_CORRUPT, "an answer that was kept is damaged");
    }
    memcpy(answer->digest.bytes, digest.ptr, digest.len);
    answer->headers = arena_str(arena, headers);
    if (headers.ptr && !answer->headers.ptr) {
        return error_no_memory(err);
    }
    return unsqueeze(arena, frame, LIMIT_CONTENT_BYTES, &answer->body, err);
}

enum status store_get_answer(struct store *store, const struct sha256 *key, struct arena *arena,
                             struct store_answer *ret_answer, struct error *err)
{
    bool has_row = false;
    struct store_answer answer = {.key = *key};
    struct connection *connection = readers_take(&store->readers);
    enum status status;
    {
        AUTO_QUERY query = query_begin(connection, STATEMENT_GET_ANSWER);
        query_blob(&query, hash_str(key));
        query_int(&query, oldest_us());
        status = query_step(&query, &has_row, err);
        if (!status && has_row) {
            status = take(&query, arena, &answer, err);
        }
    }
    readers_give(&store->readers, connection);
    if (!status && has_row) {
        *ret_answer = answer;
    }
    return status || has_row ? status
                             : error_set(err, ERR_NOT_FOUND, "no answer is kept under this key");
}
