/* Several writes in one durable transaction, each failing for itself. */
#include "store/batch_internal.h"

#include "store/answers_internal.h"
#include "store/find_internal.h"
#include "store/retag_internal.h"
#include "store/row_internal.h"

/* A transaction on its way. */
struct batch {
    struct connection *connection;
    struct store_write *const *writes;
    size_t n;
    size_t indexed; /* how many of them are in the search index */
};

static enum status run(struct connection *connection, enum statement statement, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, statement);
    return query_run(&query, err);
}

/* Some errors (a full disk, no memory) roll all of it back: SQLite's manual, "lang_transaction", 3.
 */
static bool is_lost(const struct batch *batch)
{
    return sqlite3_get_autocommit(batch->connection->db) != 0;
}

static bool is_new(const struct store_write *write)
{
    return write->kind == WRITE_INSERT && !write->status && !write->was_known;
}

/*
 * A savepoint makes FTS5 write out the words that it holds, a segment each time, where the whole
 * batch can share one.  So rows go in first, each in its savepoint, and words after, in none.
 */
static enum status index_up_to(struct batch *batch, size_t end, struct error *err)
{
    enum status status = OK;
    for (; batch->indexed < end && !status; batch->indexed++) {
        const struct store_write *write = batch->writes[batch->indexed];
        if (is_new(write)) {
            status = row_index(batch->connection, write->article, write->prepared, err);
        }
    }
    return status;
}

/* Looking within the transaction finds what stands in the same batch, too. */
static enum status insert(struct connection *connection, struct store_write *write,
                          struct error *err)
{
    struct article *article = write->article;
    if (write->is_always_new) {
        return row_insert(connection, write, write->prepared, err);
    }
    enum status status =
        find_article(connection, &article->original_hash,
                     meta_get(&article->meta, META_CANONICAL_URL), &article->id, err);
    if (status == ERR_NOT_FOUND) {
        return row_insert(connection, write, write->prepared, err);
    }
    write->was_known = !status;
    return status;
}

static enum status write_one(struct connection *connection, struct store_write *write,
                             struct error *err)
{
    switch (write->kind) {
    case WRITE_INSERT:
        return insert(connection, write, err);
    case WRITE_UPDATE:
        return row_update(connection, write, err);
    case WRITE_RETAG:
        return retag_step(connection, &write->retag, err);
    case WRITE_ANSWER:
        return answers_keep(connection, write, err);
    case WRITE_DELETE:
        break;
    }
    return row_remove(connection, write, err);
}

static enum status do_one(struct batch *batch, struct store_write *write, struct error *err)
{
    struct connection *connection = batch->connection;
    enum status status = run(connection, STATEMENT_SAVEPOINT, err);
    if (status) {
        return status;
    }
    status = write_one(connection, write, err);
    if (status && !is_lost(batch) && run(connection, STATEMENT_ROLLBACK_TO, NULL)) {
        /* Half of it must not be committed with the others. */
        (void)run(connection, STATEMENT_ROLLBACK, NULL);
    }
    if (!is_lost(batch)) {
        enum status released = run(connection, STATEMENT_RELEASE, status ? NULL : err);
        status = status ? status : released;
    }
    return status;
}

static enum status do_all(struct batch *batch, struct error *err)
{
    enum status status = run(batch->connection, STATEMENT_BEGIN, err);
    for (size_t i = 0; i < batch->n && !status; i++) {
        struct store_write *write = batch->writes[i];
        if (write->kind != WRITE_INSERT) {
            /* It may be of an article of this batch, and what is not indexed cannot be taken out of
             * the index. */
            status = index_up_to(batch, i, err);
        }
        if (!status) {
            write->status = do_one(batch, write, &write->error);
        }
        if (!status && is_lost(batch)) {
            status = write->status ? write->status : ERR_INTERNAL;
            *err = write->error;
        }
    }
    status = status ? status : index_up_to(batch, batch->n, err);
    return status ? status : run(batch->connection, STATEMENT_COMMIT, err);
}

static void forget(struct store_write *write)
{
    write->status = OK;
    write->error = (struct error){.status = OK};
    write->was_known = false;
    write->retag.reached_us = write->retag.committed_us;
    write->retag.reached_id = write->retag.committed_id;
    if (write->article) {
        write->article->id = write->article->revision = 0;
        write->article->created_us = write->article->updated_us = 0;
    }
}

int batch_run(struct connection *connection, struct store_write *const *writes, size_t n)
{
    struct batch batch = {.connection = connection, .writes = writes, .n = n};
    struct error err = {.status = OK};
    int commits = 0;
    for (size_t i = 0; i < n; i++) {
        forget(writes[i]);
    }
    enum status status = do_all(&batch, &err);
    if (!status) {
        return 1;
    }
    if (!is_lost(&batch)) {
        (void)run(connection, STATEMENT_ROLLBACK, NULL);
    }
    /* Where one was too large for what is left, the others may still fit: then each is tried alone.
     */
    bool is_tried_alone = n > 1 && (status == ERR_FULL || status == ERR_NO_MEMORY);
    for (size_t i = 0; i < n; i++) {
        if (is_tried_alone) {
            commits += batch_run(connection, &writes[i], 1);
        } else {
            forget(writes[i]);
            writes[i]->status = status;
            writes[i]->error = err;
        }
    }
    return commits;
}
