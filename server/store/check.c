/* Whether everything that is kept can be read and is what was stored. */
#include "store/read_internal.h"
#include "store/store_internal.h"

/*
 * Each gives one text, "ok" or a finding.  The first and the second look into the file's own
 * structure; the third is true of what row_write.c keeps.
 */
static const struct {
    const char *sql;
    const char *what;
} questions[] = {
    {"SELECT integrity_check FROM pragma_integrity_check(1)", "the file"},
    {"SELECT coalesce((SELECT 'a row of ' || \"table\" || ' refers to nothing' FROM "
     "pragma_foreign_key_check"
     " LIMIT 1), 'ok')",
     "a reference"},
    {"SELECT CASE WHEN articles = (SELECT count(*) FROM articles) THEN 'ok' ELSE 'the number is "
     "wrong' END"
     " FROM totals",
     "the count of articles"},
};

static enum status ask(struct connection *connection, size_t i, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    enum status status = OK;
    if (sqlite3_prepare_v2(connection->db, questions[i].sql, -1, &statement, NULL) ||
        sqlite3_step(statement) != SQLITE_ROW) {
        status = connection_fail(connection, err);
    } else {
        const char *answer = (const char *)sqlite3_column_text(statement, 0);
        if (!str_equal(str_from(answer), STR("ok"))) {
            status = error_set(err, ERR_CORRUPT, "%s is damaged: %.200s", questions[i].what,
                               answer ? answer : "no answer");
        }
    }
    (void)sqlite3_finalize(statement);
    return status;
}

/* FTS5 is asked by a write that writes nothing; rank 1 compares the index with the texts. */
static enum status check_search(struct connection *connection, struct error *err)
{
    enum status status = connection_exec(
        connection, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)", err);
    return status == ERR_CORRUPT
               ? error_set(err, ERR_CORRUPT, "the search index is not that of the articles")
               : status;
}

static enum status check_article(struct connection *connection, int64_t id, struct arena *arena,
                                 struct error *err)
{
    struct article article;
    struct error cause = {.status = OK};
    enum status status =
        read_article(connection, id, STORE_HTML | STORE_TEXT | STORE_TREE, arena, &article, &cause);
    status = status ? status : read_revisions(connection, &article, arena, &cause);
    return status ? error_set(err, status, "article %lld: %.300s", (long long)id, cause.message)
                  : OK;
}

static enum status check_articles(struct connection *connection, struct error *err)
{
    bool has_row;
    struct arena arena = {.ceiling = 0};
    AUTO_QUERY query = query_begin(connection, STATEMENT_EACH_ARTICLE);
    enum status status = query_step(&query, &has_row, err);
    while (!status && has_row) {
        status = check_article(connection, query_take_int(&query), &arena, err);
        arena_reset(&arena);
        status = status ? status : query_step(&query, &has_row, err);
    }
    arena_done(&arena);
    return status;
}

static enum status check_originals(struct connection *connection, struct error *err)
{
    bool has_row;
    struct str bytes, type;
    struct arena arena = {.ceiling = 0};
    AUTO_QUERY query = query_begin(connection, STATEMENT_EACH_ORIGINAL);
    enum status status = query_step(&query, &has_row, err);
    while (!status && has_row) {
        status = read_original(&query, &arena, &bytes, &type, err);
        arena_reset(&arena);
        status = status ? status : query_step(&query, &has_row, err);
    }
    arena_done(&arena);
    return status;
}

static enum status check_all(struct connection *connection, struct error *err)
{
    enum status status = OK;
    for (size_t i = 0; i < ARRAY_LEN(questions) && !status; i++) {
        status = ask(connection, i, err);
    }
    status = status ? status : check_articles(connection, err);
    status = status ? status : check_originals(connection, err);
    return status ? status : check_search(connection, err);
}

enum status store_check(struct store *store, struct error *err)
{
    struct connection connection;
    enum status status = connection_open(store->folder.file, CONNECTION_WRITES, &connection, err);
    if (status) {
        return status;
    }
    status = check_all(&connection, err);
    connection_close(&connection);
    return status;
}
