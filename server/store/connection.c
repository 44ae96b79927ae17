/* One hardened connection to the file, with its prepared statements. */
#include "store/connection_internal.h"

#include "store/folder_internal.h"
#include "store/limits_internal.h"
#include "store/tokens_internal.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* Another program may hold the file for a moment: a backup tool, somebody's sqlite3 shell. */
enum { BUSY_MS = 5000 };

/* The file may come from anywhere (a restored copy), so nothing in its schema may reach beyond it.
 */
static const struct {
    int option, value;
} switches[] = {
    {SQLITE_DBCONFIG_DEFENSIVE, 1},
    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
    {SQLITE_DBCONFIG_DQS_DML, 0},
    {SQLITE_DBCONFIG_DQS_DDL, 0},
    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
};

static const struct {
    int limit, value;
} limits[] = {
    {SQLITE_LIMIT_LENGTH, LIMIT_ROW_BYTES},
    {SQLITE_LIMIT_SQL_LENGTH, 100 * 1000},
    {SQLITE_LIMIT_COLUMN, 64},
    {SQLITE_LIMIT_EXPR_DEPTH, 100},
    {SQLITE_LIMIT_COMPOUND_SELECT, 10},
    {SQLITE_LIMIT_VDBE_OP, 25 * 1000},
    {SQLITE_LIMIT_FUNCTION_ARG, 16},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 100},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
    {SQLITE_LIMIT_WORKER_THREADS, 0},
};

/*
 * FULL: in WAL mode NORMAL may lose the last commits with the power, and a 201 promises that it was
 * kept. journal_size_limit cuts a log that one large transaction made long, but not one of the
 * usual length: to write over what is there is cheaper to sync than to make the file longer.
 */
static const char writer_pragmas[] = "PRAGMA synchronous = FULL;"
                                     "PRAGMA journal_size_limit = 16777216;"
                                     "PRAGMA cell_size_check = ON;"
                                     "PRAGMA temp_store = MEMORY;"
                                     "PRAGMA mmap_size = 0;";

/*
 * Readers map the file: reading a page of 8 KB takes 3 us instead of 8.  What speaks against it is
 * that an I/O error becomes SIGBUS instead of ERR_IO, and that a stray pointer could reach the
 * file.  SQLite maps for reading only, so that such a pointer faults; and a process that stops
 * loses nothing that was acknowledged, while a disk that cannot read is not helped by going on.  Of
 * a larger file the rest is read as usual.  With the map, a small cache is enough: it holds only
 * what still is in the log.  cell_size_check, which would look at every cell of every page on every
 * read, is left to the writer and to the check (4.3 us instead of 2.9): what is read has checksums
 * of its own.
 */
static const char reader_pragmas[] = "PRAGMA query_only = ON;"
                                     "PRAGMA temp_store = MEMORY;"
                                     "PRAGMA cache_size = -512;"
                                     "PRAGMA mmap_size = 1073741824;";

/* What a person can do about it.  No folder is named: these reach clients. */
static const struct {
    int code;
    enum status status;
    const char *message;
} meanings[] = {
    {SQLITE_FULL, ERR_FULL, "no space is left where the articles are kept; nothing was stored"},
    {SQLITE_READONLY, ERR_READ_ONLY,
     "the articles cannot be written: the folder, its files or the disk are read-only"},
    {SQLITE_PERM, ERR_READ_ONLY, "the articles cannot be written: permission denied"},
    {SQLITE_BUSY, ERR_BUSY, "another program holds the articles' file; try again"},
    {SQLITE_LOCKED, ERR_BUSY, "another program holds the articles' file; try again"},
    {SQLITE_PROTOCOL, ERR_BUSY, "another program holds the articles' file; try again"},
    {SQLITE_CORRUPT, ERR_CORRUPT,
     "articles.db is damaged: look with `articled check`, or restore a copy"},
    {SQLITE_NOTADB, ERR_CORRUPT,
     "articles.db is no data base, or is damaged: restore a copy, or give another folder with "
     "--data"},
    {SQLITE_NOMEM, ERR_NO_MEMORY, "out of memory; try again later"},
    {SQLITE_TOOBIG, ERR_TOO_LARGE, "the article is too large to be stored"},
    {SQLITE_INTERRUPT, ERR_TIMEOUT, "this took too long and was stopped; ask for less"},
    {SQLITE_CANTOPEN, ERR_IO, "articles.db cannot be opened"},
    {SQLITE_IOERR, ERR_IO,
     "the disk fails where the articles are kept; the system's log knows more"},
};

/* Of full disks SQLite knows ENOSPC; a quota and a limit of the process are the same for whoever
 * stores. */
static bool is_full(const struct connection *connection, int code, int last_errno)
{
    /* It keeps the number except when COMMIT fails; then it stands in errno still. */
    int kept = sqlite3_system_errno(connection->db);
    return code == SQLITE_IOERR_WRITE && folder_status(kept ? kept : last_errno) == ERR_FULL;
}

enum status connection_fail(const struct connection *connection, struct error *err)
{
    int last_errno = errno;
    /* NULL stands for the memory that sqlite3_open could not get. */
    int code = connection->db ? sqlite3_extended_errcode(connection->db) : SQLITE_NOMEM;
    if (code == SQLITE_IOERR_NOMEM) {
        code = SQLITE_NOMEM;
    } else if (connection->db && is_full(connection, code, last_errno)) {
        code = SQLITE_FULL;
    }
    for (size_t i = 0; i < ARRAY_LEN(meanings); i++) {
        if (meanings[i].code == (code & 0xFF)) {
            return error_set(err, meanings[i].status, "%s", meanings[i].message);
        }
    }
    return error_set(err, ERR_INTERNAL, "the store failed: %s",
                     connection->db ? sqlite3_errmsg(connection->db) : "no connection");
}

enum status connection_exec(struct connection *connection, const char *sql, struct error *err)
{
    return sqlite3_exec(connection->db, sql, NULL, NULL, NULL) ? connection_fail(connection, err)
                                                               : OK;
}

enum status connection_number(struct connection *connection, const char *sql, int64_t *ret_number,
                              struct error *err)
{
    sqlite3_stmt *statement = NULL;
    enum status status = OK;
    if (sqlite3_prepare_v2(connection->db, sql, -1, &statement, NULL) ||
        sqlite3_step(statement) != SQLITE_ROW) {
        status = connection_fail(connection, err);
    } else {
        *ret_number = sqlite3_column_int64(statement, 0);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

void connection_wait_when_busy(struct connection *connection)
{
    (void)sqlite3_busy_timeout(connection->db, BUSY_MS);
}

/* Instead of SQLite's own checkpoint within COMMIT: see checkpoint in writer.c. */
static int note_log_pages(void *context, sqlite3 *db, const char *name, int pages)
{
    (void)db;
    (void)name;
    *(int *)context = pages;
    return SQLITE_OK;
}

void connection_note_log_pages(struct connection *connection)
{
    (void)sqlite3_wal_hook(connection->db, note_log_pages, &connection->log_pages);
}

static enum status harden(struct connection *connection, struct error *err)
{
    for (size_t i = 0; i < ARRAY_LEN(switches); i++) {
        if (sqlite3_db_config(connection->db, switches[i].option, switches[i].value, NULL)) {
            return connection_fail(connection, err);
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
        (void)sqlite3_limit(connection->db, limits[i].limit, limits[i].value);
    }
    connection_wait_when_busy(connection);
    int code = tokens_register(connection->db, &connection->tokens);
    return code == SQLITE_NOMEM ? error_no_memory(err)
           : code               ? connection_fail(connection, err)
                                : OK;
}

/* The answer is the mode that now is: some file systems cannot share the memory that WAL needs. */
static enum status use_wal(struct connection *connection, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    enum status status = OK;
    if (sqlite3_prepare_v2(connection->db, "PRAGMA journal_mode = WAL", -1, &statement, NULL) ||
        sqlite3_step(statement) != SQLITE_ROW) {
        status = connection_fail(connection, err);
    } else if (!str_equal(str_from((const char *)sqlite3_column_text(statement, 0)), STR("wal"))) {
        status = error_set(
            err, ERR_UNSUPPORTED,
            "its file system cannot hold a data base (a network drive?); use a local disk");
    }
    (void)sqlite3_finalize(statement);
    return status;
}

enum status connection_open(const char *path, enum connection_role role,
                            struct connection *ret_connection, struct error *err)
{
    struct connection connection = {0};
    /* NOMUTEX: one thread at a time is our own promise.  EXRESCODE: see connection_fail. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    enum status status =
        sqlite3_open_v2(path, &connection.db, flags, NULL) ? connection_fail(&connection, err) : OK;
    status = status ? status : harden(&connection, err);
    if (role == CONNECTION_WRITES) {
        status = status ? status : use_wal(&connection, err);
        status = status ? status : connection_exec(&connection, writer_pragmas, err);
    } else {
        status = status ? status : connection_exec(&connection, reader_pragmas, err);
    }
    if (status) {
        connection_close(&connection);
        return status;
    }
    *ret_connection = connection;
    return OK;
}

void connection_close(struct connection *connection)
{
    for (size_t i = 0; i < STATEMENT_COUNT; i++) {
        (void)sqlite3_finalize(connection->statements[i]);
    }
    for (size_t i = 0; i < CONNECTION_RECENT; i++) {
        (void)sqlite3_finalize(connection->recent[i]);
    }
    (void)sqlite3_close(connection->db);
    *connection = (struct connection){0};
}

sqlite3_stmt *connection_statement(struct connection *connection, enum statement statement)
{
    sqlite3_stmt **slot = &connection->statements[statement];
    if (!*slot) {
        (void)sqlite3_prepare_v3(connection->db, statement_sql(statement), -1,
                                 SQLITE_PREPARE_PERSISTENT, slot, NULL);
    }
    return *slot;
}

sqlite3_stmt *connection_recent(struct connection *connection, const char *sql)
{
    sqlite3_stmt **recent = connection->recent, *found = NULL;
    size_t at = 0;
    while (at < CONNECTION_RECENT - 1 && recent[at] && strcmp(sqlite3_sql(recent[at]), sql) != 0) {
        at++;
    }
    if (recent[at] && strcmp(sqlite3_sql(recent[at]), sql) == 0) {
        found = recent[at];
    } else {
        if (sqlite3_prepare_v3(connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &found, NULL)) {
            return NULL;
        }
        (void)sqlite3_finalize(recent[at]);
    }
    memmove(recent + 1, recent, at * sizeof(*recent));
    recent[0] = found;
    return found;
}
