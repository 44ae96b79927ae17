/* Grants at rest: tokens, what they may do, and the sessions that browsers have by them. */
#include "store/grants.h"

#include "base/time.h"
#include "base/utf8.h"
#include "store/generation_internal.h"
#include "store/query_internal.h"
#include "store/schema_internal.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct grants {
    char *file; /* DIR/articles.db */
    struct generation *generation;
};

/* How an operation goes: its own connection, since it is seldom and may be another process's. */
typedef enum status operation(struct connection *connection, void *argument, struct error *err);

static char *join(const char *dir, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", dir, name) < 0 ? NULL : path;
}

/* Whether the file is there and has this program's tables; what else is wrong with it, opening the
 * store will say. */
static enum status look_at(const char *file, bool *ret_is_current, struct error *err)
{
    struct connection connection;
    int64_t version = 0;
    *ret_is_current = false;
    if (access(file, F_OK)) {
        return OK;
    }
    enum status status = connection_open(file, CONNECTION_READS, &connection, err);
    if (!status) {
        status = connection_number(&connection, "PRAGMA user_version", &version, err);
        connection_close(&connection);
    }
    *ret_is_current = !status && version == schema_articles.version;
    return status == ERR_NO_MEMORY ? status : OK;
}

static enum status make_current(const char *dir, const char *file, struct error *err)
{
    bool is_current;
    struct store *store = NULL;
    struct store_options options = {.dir = dir, .readers = 1};
    enum status status = look_at(file, &is_current, err);
    if (status || is_current) {
        return status;
    }
    status = store_open(&options, &store, err);
    store_close(store);
    return status;
}

enum status grants_open(const char *dir, struct grants **ret_grants, struct error *err)
{
    struct grants *grants = calloc(1, sizeof(*grants));
    char *changes = join(dir, "articles.changes");
    enum status status = OK;
    if (grants) {
        grants->file = join(dir, "articles.db");
    }
    if (!grants || !grants->file || !changes) {
        status = error_no_memory(err);
    } else {
        status = make_current(dir, grants->file, err);
        status = status ? status : generation_open(changes, &grants->generation, err);
    }
    free(changes);
    if (status) {
        grants_close(grants);
        return status;
    }
    *ret_grants = grants;
    return OK;
}

void grants_close(struct grants *grants)
{
    if (!grants) {
        return;
    }
    generation_close(grants->generation);
    free(grants->file);
    free(grants);
}

uint64_t grants_generation(const struct grants *grants)
{
    return generation_number(grants->generation);
}

static enum status run(struct connection *connection, enum statement statement, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, statement);
    return query_run(&query, err);
}

static enum status with_connection(struct grants *grants, operation *work, void *argument,
                                   struct error *err)
{
    struct connection connection;
    enum status status = connection_open(grants->file, CONNECTION_WRITES, &connection, err);
    if (status) {
        return status;
    }
    status = work(&connection, argument, err);
    connection_close(&connection);
    return status;
}

/* In one transaction, waiting for the articles' writer if need be. */
static enum status transact(struct connection *connection, operation *work, void *argument,
                            struct error *err)
{
    enum status status = run(connection, STATEMENT_BEGIN, err);
    status = status ? status : work(connection, argument, err);
    status = status ? status : run(connection, STATEMENT_COMMIT, err);
    if (status && !sqlite3_get_autocommit(connection->db)) {
        (void)run(connection, STATEMENT_ROLLBACK, NULL);
    }
    return status;
}

struct change {
    operation *work;
    void *argument;
};

static enum status do_change(struct connection *connection, void *argument, struct error *err)
{
    const struct change *change = argument;
    return transact(connection, change->work, change->argument, err);
}

/* Tells all processes of it after the commit. */
static enum status change_with(struct grants *grants, operation *work, void *argument,
                               struct error *err)
{
    struct change change = {.work = work, .argument = argument};
    enum status status = with_connection(grants, do_change, &change, err);
    if (!status) {
        generation_advance(grants->generation);
    }
    return status;
}

static bool take_hash(struct query *query, struct sha256 *ret_hash)
{
    struct str bytes = query_take_str(query);
    if (bytes.len != SHA256_BYTES) {
        return false;
    }
    memcpy(ret_hash->bytes, bytes.ptr, SHA256_BYTES);
    return true;
}

static struct str hash_str(const struct sha256 *hash)
{
    return str_of((const char *)hash->bytes, SHA256_BYTES);
}

struct listing {
    struct arena *arena;
    struct grant_list list;
};

/* Room for one more in an array that grows by doubling; NULL when memory is out. */
static void *grow(struct arena *arena, void *items, size_t n, size_t size)
{
    bool is_full = (n & (n - 1)) == 0;
    return is_full ? arena_grow(arena, items, n, n ? 2 * n : 1, size) : items;
}

static enum status take_grant(struct query *query, struct listing *listing, struct error *err)
{
    struct grant_list *list = &listing->list;
    list->grants = grow(listing->arena, list->grants, list->n_grants, sizeof(*list->grants));
    if (!list->grants) {
        return error_no_memory(err);
    }
    struct grant *grant = &list->grants[list->n_grants];
    grant->id = query_take_int(query);
    grant->name = arena_str(listing->arena, query_take_str(query));
    grant->scopes = (unsigned)query_take_int(query);
    bool is_sound = take_hash(query, &grant->hash);
    grant->created_us = query_take_int(query);
    grant->used_us = query_take_int(query);
    grant->expires_us = query_take_int(query);
    list->n_grants++;
    return !is_sound         ? error_set(err, ERR_CORRUPT, "a token is damaged")
           : grant->name.ptr ? OK
                             : error_no_memory(err);
}

static enum status take_session(struct query *query, struct listing *listing, struct error *err)
{
    struct grant_list *list = &listing->list;
    list->sessions =
        grow(listing->arena, list->sessions, list->n_sessions, sizeof(*list->sessions));
    if (!list->sessions) {
        return error_no_memory(err);
    }
    struct session *session = &list->sessions[list->n_sessions++];
    bool is_sound = take_hash(query, &session->hash);
    session->token_id = query_take_int(query);
    session->created_us = query_take_int(query);
    session->expires_us = query_take_int(query);
    return is_sound ? OK : error_set(err, ERR_CORRUPT, "a session is damaged");
}

static enum status each(struct connection *connection, enum statement statement,
                        enum status (*take)(struct query *, struct listing *, struct error *),
                        struct listing *listing, struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(connection, statement);
    enum status status = query_step(&query, &has_row, err);
    while (!status && has_row) {
        status = take(&query, listing, err);
        status = status ? status : query_step(&query, &has_row, err);
    }
    return status;
}

static enum status list_all(struct connection *connection, void *argument, struct error *err)
{
    struct listing *listing = argument;
    enum status status = each(connection, STATEMENT_GRANTS, take_grant, listing, err);
    return status ? status : each(connection, STATEMENT_SESSIONS, take_session, listing, err);
}

enum status grants_list(struct grants *grants, struct arena *arena, struct grant_list *ret_list,
                        struct error *err)
{
    struct listing listing = {.arena = arena};
    enum status status = with_connection(grants, list_all, &listing, err);
    if (!status) {
        *ret_list = listing.list;
    }
    return status;
}

/* A name is shown in lists and typed in a terminal, where a number means an id. */
static enum status check_name(struct str name, struct error *err)
{
    uint64_t number;
    bool has_control = false;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        has_control |= c < ' ' || c == 0x7F;
    }
    if (!name.len || name.len > GRANT_NAME_MAX || has_control || !utf8_is_valid(name) ||
        str_to_uint(name, UINT64_MAX, &number)) {
        return error_set(err, ERR_INVALID,
                         "a token's name is 1 to %d bytes of plain text and no number: say who "
                         "will use it, as \"phone\"",
                         (int)GRANT_NAME_MAX);
    }
    return OK;
}

/* Whether there is room, and the name is free. */
static enum status check_place(struct connection *connection, struct str name, struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(connection, STATEMENT_PLACE_FOR_GRANT);
    query_text(&query, name);
    enum status status = query_step(&query, &has_row, err);
    if (status) {
        return status;
    }
    if (query_take_int(&query) >= GRANTS_MAX) {
        return error_set(err, ERR_CONFLICT, "there are %d tokens; revoke some first",
                         (int)GRANTS_MAX);
    }
    return query_take_int(&query)
               ? error_set(err, ERR_CONFLICT,
                           "there is a token \"%.*s\" already; take another name, or revoke it "
                           "first",
                           STR_ARG(name))
               : OK;
}

static enum status add(struct connection *connection, void *argument, struct error *err)
{
    struct grant *grant = argument;
    bool has_row;
    enum status status = check_place(connection, grant->name, err);
    if (status) {
        return status;
    }
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_GRANT);
    query_text(&query, grant->name);
    query_int(&query, grant->scopes);
    query_blob(&query, hash_str(&grant->hash));
    query_int(&query, grant->created_us);
    query_int(&query, grant->expires_us);
    status = query_step(&query, &has_row, err);
    if (!status) {
        grant->id = query_take_int(&query);
        status = query_run(&query, err);
    }
    return status;
}

enum status grants_add(struct grants *grants, struct grant *grant, struct error *err)
{
    enum status status = check_name(grant->name, err);
    grant->created_us = time_now_us();
    return status ? status : change_with(grants, add, grant, err);
}

static enum status drop(struct connection *connection, void *argument, struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(connection, STATEMENT_REMOVE_GRANT);
    query_int(&query, *(const int64_t *)argument);
    enum status status = query_step(&query, &has_row, err);
    if (!status && !has_row) {
        return error_set(err, ERR_NOT_FOUND, "there is no such token");
    }
    return status ? status : query_run(&query, err);
}

enum status grants_remove(struct grants *grants, int64_t id, struct error *err)
{
    return change_with(grants, drop, &id, err);
}

static enum status remove_old_sessions(struct connection *connection, const struct session *session,
                                       struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_REMOVE_OLD_SESSIONS);
    query_int(&query, session->created_us);
    query_int(&query, session->token_id);
    query_int(&query, SESSIONS_OF_GRANT_MAX);
    return query_run(&query, err);
}

static enum status add_session(struct connection *connection, void *argument, struct error *err)
{
    const struct session *session = argument;
    bool has_row;
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_SESSION);
    query_blob(&query, hash_str(&session->hash));
    query_int(&query, session->token_id);
    query_int(&query, session->created_us);
    query_int(&query, session->expires_us);
    enum status status = query_step(&query, &has_row, err);
    if (!status && !has_row) {
        return error_set(err, ERR_NOT_FOUND, "there is no such token");
    }
    status = status ? status : query_run(&query, err);
    return status ? status : remove_old_sessions(connection, session, err);
}

enum status grants_add_session(struct grants *grants, struct session *session, struct error *err)
{
    session->created_us = time_now_us();
    return change_with(grants, add_session, session, err);
}

static enum status drop_session(struct connection *connection, void *argument, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_REMOVE_SESSION);
    query_blob(&query, hash_str(argument));
    return query_run(&query, err);
}

enum status grants_remove_session(struct grants *grants, const struct sha256 *hash,
                                  struct error *err)
{
    struct sha256 copy = *hash;
    return change_with(grants, drop_session, &copy, err);
}

struct uses {
    const struct grant_use *items;
    size_t n;
};

static enum status note(struct connection *connection, void *argument, struct error *err)
{
    const struct uses *uses = argument;
    enum status status = OK;
    for (size_t i = 0; i < uses->n && !status; i++) {
        AUTO_QUERY query = query_begin(connection, STATEMENT_NOTE_USE);
        query_int(&query, uses->items[i].id);
        query_int(&query, uses->items[i].used_us);
        status = query_run(&query, err);
    }
    return status;
}

enum status grants_note_use(struct grants *grants, const struct grant_use *uses, size_t n,
                            struct error *err)
{
    struct uses argument = {.items = uses, .n = n};
    struct change change = {.work = note, .argument = &argument};
    return with_connection(grants, do_change, &change, err);
}
