/* The tables, and how a file of an older version gets them. */
#include "store/schema_internal.h"

#include "store/copy_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "artd": says in the file's header whose file it is (SQLite's file format, 1.3.17). */
enum { APPLICATION_ID = 0x61727464 };

/*
 * A migration that was released is never edited: what it did stands in people's files.
 *
 * Articles and contents are two tables, because lists read the one and must not step over the
 * other; html comes before text and tree, because SQLite finds a column by walking over those
 * before it.  Text stands once: the FTS5 index refers to it through a view.  Tags and authors
 * repeat the time, so that a list by tag is one walk over one index.  Names compare without ASCII
 * case, as people type them.
 */
static const char *const migrations[] = {
    "CREATE TABLE originals ("
    " hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),"
    " size INTEGER NOT NULL,"
    " bytes BLOB NOT NULL"
    ") STRICT;"
    /* AUTOINCREMENT: an id is never given twice, so that a tombstone stays true. */
    "CREATE TABLE articles ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " revision INTEGER NOT NULL,"
    " created_us INTEGER NOT NULL,"
    " updated_us INTEGER NOT NULL,"
    " kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),"
    " confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),"
    " warnings INTEGER NOT NULL,"
    " word_count INTEGER NOT NULL,"
    " reading_minutes INTEGER NOT NULL,"
    " state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),"
    " is_starred INTEGER NOT NULL,"
    " progress REAL NOT NULL CHECK (progress BETWEEN 0 AND 1),"
    " note TEXT,"
    " original_hash BLOB NOT NULL REFERENCES originals (hash),"
    " original_size INTEGER NOT NULL,"
    " original_type TEXT,"
    " title TEXT,"
    " authors TEXT,"
    " site TEXT COLLATE NOCASE,"
    " published TEXT,"
    " lang TEXT COLLATE NOCASE,"
    " language TEXT COLLATE NOCASE,"
    " canonical_url TEXT,"
    " images TEXT,"
    " meta BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX articles_by_time ON articles (created_us DESC, id DESC);"
    "CREATE INDEX articles_by_site ON articles (site, created_us DESC, id DESC) WHERE site IS NOT "
    "NULL;"
    "CREATE INDEX articles_by_language ON articles (language, created_us DESC, id DESC)"
    " WHERE language IS NOT NULL;"
    "CREATE INDEX articles_by_state ON articles (state, created_us DESC, id DESC);"
    "CREATE INDEX articles_by_original ON articles (original_hash);"
    "CREATE INDEX articles_by_canonical_url ON articles (canonical_url) WHERE canonical_url IS NOT "
    "NULL;"
    "CREATE TABLE contents ("
    " article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,"
    " html_sum INTEGER NOT NULL,"
    " text_sum INTEGER NOT NULL,"
    " html TEXT,"
    " text TEXT,"
    " tree BLOB"
    ") STRICT;"
    "CREATE TABLE revisions ("
    " id INTEGER PRIMARY KEY,"
    " article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,"
    " revision INTEGER NOT NULL,"
    " created_us INTEGER NOT NULL,"
    " meta BLOB NOT NULL,"
    " tree BLOB NOT NULL,"
    " UNIQUE (article_id, revision)"
    ") STRICT;"
    "CREATE TABLE article_tags ("
    " tag TEXT NOT NULL COLLATE NOCASE,"
    " created_us INTEGER NOT NULL,"
    " article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,"
    " PRIMARY KEY (tag, created_us DESC, article_id DESC)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX article_tags_by_article ON article_tags (article_id);"
    "CREATE TABLE article_authors ("
    " author TEXT NOT NULL COLLATE NOCASE,"
    " created_us INTEGER NOT NULL,"
    " article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,"
    " PRIMARY KEY (author, created_us DESC, article_id DESC)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX article_authors_by_article ON article_authors (article_id);"
    "CREATE TABLE tombstones ("
    " id INTEGER PRIMARY KEY,"
    " deleted_us INTEGER NOT NULL"
    ") STRICT;"
    /* One row: counting 100,000 articles for each list's ETag would cost more than the list. */
    "CREATE TABLE totals ("
    " id INTEGER PRIMARY KEY CHECK (id = 1),"
    " articles INTEGER NOT NULL,"
    " changes INTEGER NOT NULL"
    ") STRICT;"
    "INSERT INTO totals VALUES (1, 0, 0);"
    "CREATE VIEW searchable AS"
    " SELECT a.id AS id, a.title AS title, c.text AS text, a.authors AS authors, a.site AS site"
    " FROM articles AS a JOIN contents AS c ON c.article_id = a.id;"
    "CREATE VIRTUAL TABLE search USING fts5 (title, text, authors, site,"
    " content='searchable', content_rowid='id', tokenize='unicode61 remove_diacritics 2');"
    "INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 1.0, 4.0, 2.0)');",

    /* What a revision is told by, and which engine made it; 0: one from before engines had
       numbers. */
    "ALTER TABLE articles ADD COLUMN engine INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE revisions ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE revisions ADD COLUMN confidence REAL NOT NULL DEFAULT 0;"
    "ALTER TABLE revisions ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE revisions ADD COLUMN word_count INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE revisions ADD COLUMN reading_minutes INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE revisions ADD COLUMN engine INTEGER NOT NULL DEFAULT 0;",
    /*
     * Everything that can be listed by a site's host and sorted by other times and titles has its
     * index; a column that is computed takes no room of its own.  Tags compare by their folded
     * form, and keep what was typed.  The search index is made anew with tokens.c's tokenizer.
     */
    "ALTER TABLE articles ADD COLUMN authority TEXT AS ("
    " substr(canonical_url, instr(canonical_url, '://') + 3,"
    "  instr(substr(canonical_url, instr(canonical_url, '://') + 3) || '/', '/') - 1));"
    "ALTER TABLE articles ADD COLUMN host TEXT COLLATE NOCASE AS ("
    " CASE WHEN substr(authority, 1, 4) = 'www.' THEN substr(authority, 5) ELSE authority END);"
    "ALTER TABLE articles ADD COLUMN published_key TEXT AS (coalesce(published, ''));"
    "ALTER TABLE articles ADD COLUMN title_key TEXT COLLATE NOCASE"
    " AS (substr(coalesce(title, ''), 1, 40));"
    "CREATE INDEX articles_by_host ON articles (host, created_us DESC, id DESC)"
    " WHERE host IS NOT NULL;"
    "CREATE INDEX articles_by_update ON articles (updated_us, id);"
    "CREATE INDEX articles_by_publication ON articles (published_key, id);"
    "CREATE INDEX articles_by_title ON articles (title_key, id);"
    "CREATE INDEX articles_by_star ON articles (created_us DESC, id DESC) WHERE is_starred = 1;"
    "ALTER TABLE article_tags ADD COLUMN name TEXT;"
    "UPDATE article_tags SET name = tag;"
    "UPDATE OR REPLACE article_tags SET tag = fold(tag);"
    "DROP TABLE search;"
    "CREATE VIRTUAL TABLE search USING fts5 (title, text, authors, site,"
    " content='searchable', content_rowid='id', tokenize='articled');"
    "INSERT INTO search (search, rank) VALUES ('rank', 'bm25(10.0, 1.0, 4.0, 2.0)');"
    "INSERT INTO search (search) VALUES ('rebuild');",

    /* Articles of which only the address is there, and the addresses that lead to an article. */
    "ALTER TABLE articles ADD COLUMN fetch INTEGER NOT NULL DEFAULT 0 CHECK (fetch BETWEEN 0 AND "
    "2);"
    "ALTER TABLE articles ADD COLUMN fetch_error TEXT;"
    "CREATE INDEX articles_pending ON articles (id) WHERE fetch = 1;"
    "CREATE TABLE addresses ("
    " address TEXT NOT NULL PRIMARY KEY,"
    " article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX addresses_by_article ON addresses (article_id);",

    /* Of a secret only the hash: whoever reads a copy of the file cannot use what stands in it. */
    "CREATE TABLE tokens ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " name TEXT NOT NULL UNIQUE COLLATE NOCASE,"
    " scopes INTEGER NOT NULL,"
    " hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),"
    " created_us INTEGER NOT NULL,"
    " used_us INTEGER NOT NULL DEFAULT 0,"
    " expires_us INTEGER NOT NULL"
    ") STRICT;"
    "CREATE TABLE sessions ("
    " hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),"
    " token_id INTEGER NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,"
    " created_us INTEGER NOT NULL,"
    " expires_us INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX sessions_by_token ON sessions (token_id, created_us);",

    /* Answers that are given again for a day. */
    "CREATE TABLE answers ("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " key BLOB NOT NULL UNIQUE CHECK (length(key) = 32),"
    " digest BLOB NOT NULL CHECK (length(digest) = 32),"
    " created_us INTEGER NOT NULL,"
    " code INTEGER NOT NULL,"
    " headers TEXT NOT NULL,"
    " body BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX answers_by_time ON answers (created_us);",
};

const struct schema schema_articles = {.migrations = migrations, .version = ARRAY_LEN(migrations)};

static enum status copy_before(struct connection *connection, const char *path, int version,
                               struct error *err)
{
    size_t room = strlen(path) + 32;
    char *copy = malloc(room);
    if (!copy) {
        return error_no_memory(err);
    }
    (void)snprintf(copy, room, "%s.v%d.bak", path, version);
    /* One that is there is from a migration that did not get further, of the same file. */
    enum status status = copy_database(connection, copy, COPY_REPLACES, err);
    free(copy);
    return status;
}

/* The step and the file's new version number are one transaction: it happened, or it did not. */
static enum status step(struct connection *connection, const char *sql, int version,
                        struct error *err)
{
    char pragmas[96];
    (void)snprintf(pragmas, sizeof(pragmas),
                   "PRAGMA user_version = %d; PRAGMA application_id = %d; COMMIT", version,
                   APPLICATION_ID);
    enum status status = connection_exec(connection, "BEGIN IMMEDIATE", err);
    status = status ? status : connection_exec(connection, sql, err);
    status = status ? status : connection_exec(connection, pragmas, err);
    if (status) {
        (void)connection_exec(connection, "ROLLBACK", NULL);
    }
    return status;
}

static enum status check_owner(struct connection *connection, int version, struct error *err)
{
    int64_t application, tables;
    enum status status = connection_number(connection, "PRAGMA application_id", &application, err);
    status =
        status ? status
               : connection_number(connection, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (status || application == APPLICATION_ID || (!version && !application && !tables)) {
        return status;
    }
    return error_set(
        err, ERR_UNSUPPORTED,
        "articles.db is another program's data base; nothing was changed: give a folder of its own "
        "with --data");
}

enum status schema_apply(const struct schema *schema, struct connection *connection,
                         const char *path, struct error *err)
{
    int64_t version;
    enum status status = connection_number(connection, "PRAGMA user_version", &version, err);
    status = status ? status : check_owner(connection, (int)version, err);
    if (status) {
        return status;
    }
    if (version < 0 || version > schema->version) {
        return error_set(err, ERR_UNSUPPORTED,
                         "articles.db was written by a newer articled (schema %d; this one knows "
                         "%d); nothing was "
                         "changed: start the newer one, or give another folder with --data",
                         (int)version, schema->version);
    }
    if (version && version < schema->version) {
        status = copy_before(connection, path, (int)version, err);
    }
    for (int i = (int)version; i < schema->version && !status; i++) {
        status = step(connection, schema->migrations[i], i + 1, err);
    }
    return status;
}
