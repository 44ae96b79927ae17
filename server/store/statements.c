/* Every statement that is always the same and runs more than once; lists are put together in
 * list_sql.c. */
#include "store/statements_internal.h"

#include "base/macros.h"

/* What row_read takes, in its order. */
#define HEAD                                                                                 \
    "SELECT a.id, a.revision, a.created_us, a.updated_us, a.kind, a.confidence, a.warnings," \
    " a.word_count, a.reading_minutes, a.state, a.is_starred, a.progress, a.note,"           \
    " a.original_hash, a.original_size, a.original_type, a.images, a.engine, a.fetch, "      \
    "a.fetch_error, a.meta "

static const char *const texts[STATEMENT_COUNT] = {
    /* IMMEDIATE, because a transaction that begins with reading may get BUSY when it turns to
       writing. */
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_BEGIN_READING] = "BEGIN",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",
    [STATEMENT_SAVEPOINT] = "SAVEPOINT one",
    [STATEMENT_ROLLBACK_TO] = "ROLLBACK TO one",
    [STATEMENT_RELEASE] = "RELEASE one",

    [STATEMENT_HEAD] = HEAD "FROM articles AS a WHERE a.id = ?1",
    [STATEMENT_HTML] = "SELECT html_sum, html FROM contents WHERE article_id = ?1",
    [STATEMENT_TEXT] = "SELECT text_sum, text FROM contents WHERE article_id = ?1",
    [STATEMENT_TREE] = "SELECT 0, tree FROM contents WHERE article_id = ?1",
    [STATEMENT_REVISION] = "SELECT revision, updated_us FROM articles WHERE id = ?1",
    [STATEMENT_TOMBSTONE] = "SELECT 1 FROM tombstones WHERE id = ?1",
    [STATEMENT_ORIGINAL] = "SELECT o.hash, o.size, a.original_type, o.bytes FROM articles AS a"
                           " JOIN originals AS o ON o.hash = a.original_hash WHERE a.id = ?1",
    [STATEMENT_REVISIONS] = "SELECT revision, created_us, kind, confidence, warnings, word_count,"
                            " reading_minutes, engine FROM revisions WHERE article_id = ?1"
                            " ORDER BY revision DESC",
    [STATEMENT_OLDER] = "SELECT revision, created_us, kind, confidence, warnings, word_count,"
                        " reading_minutes, engine, meta, tree FROM revisions"
                        " WHERE article_id = ?1 AND revision = ?2",
    [STATEMENT_FIND_ORIGINAL] = "SELECT id FROM articles WHERE original_hash = ?1 LIMIT 1",
    [STATEMENT_FIND_CANONICAL] = "SELECT id FROM articles WHERE canonical_url = ?1 LIMIT 1",
    [STATEMENT_FIND_ADDRESS] = "SELECT id FROM articles WHERE canonical_url = ?1"
                               " UNION ALL SELECT article_id FROM addresses WHERE address = ?1"
                               " LIMIT 1",
    [STATEMENT_NEXT_PENDING] =
        "SELECT id FROM articles WHERE fetch = 1 AND id > ?1 ORDER BY id LIMIT 1",
    [STATEMENT_TOTALS] = "SELECT articles, changes FROM totals",

    [STATEMENT_ADD_ORIGINAL] = "INSERT INTO originals (hash, size, bytes) VALUES (?1, ?2, ?3)"
                               " ON CONFLICT (hash) DO NOTHING",
    [STATEMENT_ADD_ARTICLE] =
        "INSERT INTO articles (revision, created_us, updated_us, kind, confidence, warnings, "
        "word_count,"
        " reading_minutes, state, is_starred, progress, note, original_hash, original_size, "
        "original_type,"
        " title, authors, site, published, lang, language, canonical_url, images, engine, fetch,"
        " fetch_error, meta)"
        " VALUES (1, ?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
        "?17, ?18, ?19,"
        " ?20, ?21, ?22, ?23, ?24, ?25)",
    [STATEMENT_ADD_CONTENT] =
        "INSERT INTO contents (article_id, html_sum, text_sum, html, text, tree)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [STATEMENT_ADD_TAG] = "INSERT OR IGNORE INTO article_tags (article_id, created_us, tag, name)"
                          " VALUES (?1, ?2, fold(?3), ?3)",
    [STATEMENT_TAGGED] = "SELECT created_us, article_id FROM article_tags WHERE tag = fold(?1)"
                         " AND (created_us, article_id) < (?2, ?3)"
                         " ORDER BY created_us DESC, article_id DESC LIMIT ?4",
    [STATEMENT_META] = "SELECT meta FROM articles WHERE id = ?1",
    [STATEMENT_SET_META] =
        "UPDATE articles SET meta = ?2, revision = revision + 1, updated_us = ?3 WHERE id = ?1",
    [STATEMENT_REMOVE_TAG] =
        "DELETE FROM article_tags WHERE tag = fold(?3) AND created_us = ?2 AND article_id = ?1",
    [STATEMENT_ADD_AUTHOR] = "INSERT OR IGNORE INTO article_authors (article_id, created_us, "
                             "author) VALUES (?1, ?2, ?3)",
    /* An address leads to the first article that was found there. */
    [STATEMENT_ADD_ADDRESS] =
        "INSERT OR IGNORE INTO addresses (article_id, address) VALUES (?1, ?2)",
    [STATEMENT_ADD_TOTALS] = "UPDATE totals SET articles = articles + ?1, changes = changes + 1",
    [STATEMENT_INDEX] =
        "INSERT INTO search (rowid, title, text, authors, site) VALUES (?1, ?2, ?3, ?4, ?5)",
    /* FTS5 takes a row out of its index by the words that went in, so this comes before the row
       goes. */
    [STATEMENT_UNINDEX] =
        "INSERT INTO search (search, rowid, title, text, authors, site)"
        " SELECT 'delete', id, title, text, authors, site FROM searchable WHERE id = ?1",
    /* The words that are there now, after the row changed. */
    [STATEMENT_INDEX_AGAIN] =
        "INSERT INTO search (rowid, title, text, authors, site)"
        " SELECT id, title, text, authors, site FROM searchable WHERE id = ?1",
    [STATEMENT_CHANGE_ARTICLE] =
        "UPDATE articles SET updated_us = ?1, kind = ?2, confidence = ?3, warnings = ?4,"
        " word_count = ?5, reading_minutes = ?6, state = ?7, is_starred = ?8, progress = ?9,"
        " note = ?10, original_hash = ?11, original_size = ?12, original_type = ?13, title = ?14,"
        " authors = ?15, site = ?16, published = ?17, lang = ?18, language = ?19,"
        " canonical_url = ?20, images = ?21, engine = ?22, fetch = ?23, fetch_error = ?24, meta = "
        "?25,"
        " revision = ?26 WHERE id = ?27",
    [STATEMENT_CHANGE_CONTENT] =
        "UPDATE contents SET html_sum = ?2, text_sum = ?3, html = ?4, text = ?5, tree = ?6"
        " WHERE article_id = ?1",
    [STATEMENT_REMOVE_TAGS] = "DELETE FROM article_tags WHERE article_id = ?1",
    [STATEMENT_REMOVE_AUTHORS] = "DELETE FROM article_authors WHERE article_id = ?1",
    [STATEMENT_GET_ANSWER] =
        "SELECT digest, code, headers, body FROM answers WHERE key = ?1 AND created_us > ?2",
    /* One that was kept under the key before is older than a day. */
    [STATEMENT_ADD_ANSWER] =
        "INSERT OR REPLACE INTO answers (key, digest, created_us, code, headers, body)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    /* Ids grow with time, so that nothing has to be counted. */
    [STATEMENT_FORGET_ANSWERS] = "DELETE FROM answers WHERE id <= max(?1, coalesce((SELECT max(id) "
                                 "FROM answers WHERE created_us <= ?2), 0))",
    [STATEMENT_ADD_REVISION] =
        "INSERT INTO revisions (article_id, revision, created_us, kind, confidence, warnings,"
        " word_count, reading_minutes, engine, meta, tree)"
        " SELECT a.id, a.revision, a.updated_us, a.kind, a.confidence, a.warnings, a.word_count,"
        " a.reading_minutes, a.engine, a.meta, c.tree"
        " FROM articles AS a JOIN contents AS c ON c.article_id = a.id"
        " WHERE a.id = ?1 AND c.tree IS NOT NULL",
    [STATEMENT_FORGET_REVISIONS] =
        "DELETE FROM revisions WHERE article_id = ?1 AND revision <="
        " (SELECT revision FROM revisions WHERE article_id = ?1 ORDER BY revision DESC"
        "  LIMIT 1 OFFSET ?2)",
    [STATEMENT_REMOVE_ARTICLE] =
        "DELETE FROM articles WHERE id = ?1 RETURNING original_hash, revision",
    /* Uses are counted by looking, as a stored count could be wrong. */
    [STATEMENT_REMOVE_ORIGINAL] =
        "DELETE FROM originals WHERE hash = ?1"
        " AND NOT EXISTS (SELECT 1 FROM articles WHERE original_hash = ?1)",
    [STATEMENT_ADD_TOMBSTONE] = "INSERT INTO tombstones (id, deleted_us) VALUES (?1, ?2)",

    [STATEMENT_GRANTS] =
        "SELECT id, name, scopes, hash, created_us, used_us, expires_us FROM tokens"
        " ORDER BY id",
    [STATEMENT_SESSIONS] = "SELECT hash, token_id, created_us, expires_us FROM sessions"
                           " ORDER BY token_id",
    [STATEMENT_PLACE_FOR_GRANT] = "SELECT count(*), coalesce(max(name = ?1), 0) FROM tokens",
    [STATEMENT_ADD_GRANT] = "INSERT INTO tokens (name, scopes, hash, created_us, expires_us)"
                            " VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
    [STATEMENT_REMOVE_GRANT] = "DELETE FROM tokens WHERE id = ?1 RETURNING id",
    [STATEMENT_NOTE_USE] = "UPDATE tokens SET used_us = max(used_us, ?2) WHERE id = ?1",
    [STATEMENT_ADD_SESSION] = "INSERT INTO sessions (hash, token_id, created_us, expires_us)"
                              " SELECT ?1, id, ?3, ?4 FROM tokens WHERE id = ?2 RETURNING token_id",
    [STATEMENT_REMOVE_SESSION] = "DELETE FROM sessions WHERE hash = ?1",
    /* What ended, and of one token's those before the newest. */
    [STATEMENT_REMOVE_OLD_SESSIONS] =
        "DELETE FROM sessions WHERE expires_us <= ?1 OR hash IN (SELECT hash FROM sessions"
        " WHERE token_id = ?2 ORDER BY created_us DESC LIMIT -1 OFFSET ?3)",

    [STATEMENT_EACH_ARTICLE] = "SELECT id FROM articles ORDER BY id",
    [STATEMENT_EACH_ORIGINAL] = "SELECT hash, size, NULL, bytes FROM originals",
};

const char *statement_sql(enum statement statement)
{
    return texts[statement];
}
