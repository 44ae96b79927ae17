/*
 * Measures searches against bare SQL over the same file: search_bench [ROWS [BYTES]] prints lines
 * of "name value unit floor ratio".  The words are as frequent as in prose: "w0" stands in nearly
 * every text, "w40" in some, "w3000" in few.
 */
#include "common.h"

#include "store/query_internal.h"
#include "store/store_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <sqlite3.h>

enum { PAGE = 20, ROUNDS = 5, WORDS = 8000 };

struct bench {
    char dir[64];
    struct store *store;
    struct arena arena;
    size_t rows, bytes;
    sqlite3 *bare;
    sqlite3_stmt *statement;
};

/* What is asked of both: as people type it, and as FTS5 takes it. */
static const struct {
    const char *name, *typed, *match;
} questions[] = {
    {"rare", "w3000", "w3000"},          {"some", "w40", "w40"},
    {"two_words", "w40 w80", "w40 w80"}, {"phrase", "\"w1 w2\"", "\"w1 w2\""},
    {"prefix", "w300*", "w300*"},        {"common", "w2", "w2"},
};

static void check(enum status status, const struct error *err)
{
    if (status) {
        (void)fprintf(stderr, "search_bench: %s\n", err->message);
        exit(1);
    }
}

static void check_sql(int code, sqlite3 *db)
{
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        (void)fprintf(stderr, "search_bench: %s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

static double cpu_us(void)
{
    struct timespec cpu;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    return (double)cpu.tv_sec * 1e6 + (double)cpu.tv_nsec / 1e3;
}

static void add_text(struct buf *buf, uint64_t *random, size_t bytes)
{
    buf_clear(buf);
    while (buf->len < bytes) {
        *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        double draw = (double)(*random >> 40) / (1 << 24);
        buf_printf(buf, "w%d ", (int)(draw * draw * draw * draw * WORDS));
    }
}

/* One real article, so that its row can be copied. */
static void done(struct store_write *write)
{
    *(_Atomic bool *)write->owner = true;
}

static void add_first(struct bench *bench)
{
    struct article article = {.confidence = 1, .images = STR("[]")};
    struct error err = {.status = OK};
    _Atomic bool is_done = false;
    struct store_write write = {.kind = WRITE_INSERT,
                                .article = &article,
                                .original = STR("w1"),
                                .done = done,
                                .owner = (void *)&is_done};
    article.content_html = article.content_text = STR("w1");
    article.content_tree = STR("t");
    check(store_submit(bench->store, &write, &err), &err);
    while (!is_done) {
        struct timespec moment = {.tv_nsec = 1000000};
        (void)nanosleep(&moment, NULL);
    }
    check(write.status, &write.error);
}

static void add_rows(struct bench *bench)
{
    static const char copy[] =
        "INSERT INTO articles (id, revision, created_us, updated_us, kind, confidence, warnings,"
        " word_count, reading_minutes, state, is_starred, progress, original_hash, original_size,"
        " title, images, meta) SELECT ?1, 1, ?1, ?1, kind, 1, 0, 0, 0, 0, 0, 0, original_hash, 0,"
        " 'w' || (?1 % 977), '[]', meta FROM articles WHERE id = 1";
    static const char content[] = "INSERT INTO contents VALUES (?1, 0, 0, ?2, ?2, NULL)";
    struct connection connection;
    struct error err = {.status = OK};
    struct buf text;
    uint64_t random = 1;
    sqlite3_stmt *add_article, *add_content;
    check(connection_open(bench->store->folder.file, CONNECTION_WRITES, &connection, &err), &err);
    sqlite3 *db = connection.db;
    buf_init(&text, 0);
    check(connection_exec(&connection, "PRAGMA synchronous = OFF; BEGIN", &err), &err);
    check_sql(sqlite3_prepare_v2(db, copy, -1, &add_article, NULL), db);
    check_sql(sqlite3_prepare_v2(db, content, -1, &add_content, NULL), db);
    for (size_t i = 2; i <= bench->rows; i++) {
        add_text(&text, &random, bench->bytes);
        check_sql(sqlite3_bind_int64(add_article, 1, (int64_t)i), db);
        check_sql(sqlite3_step(add_article), db);
        check_sql(sqlite3_reset(add_article), db);
        check_sql(sqlite3_bind_int64(add_content, 1, (int64_t)i), db);
        check_sql(sqlite3_bind_text(add_content, 2, text.ptr, (int)text.len, SQLITE_STATIC), db);
        check_sql(sqlite3_step(add_content), db);
        check_sql(sqlite3_reset(add_content), db);
    }
    (void)sqlite3_finalize(add_article);
    (void)sqlite3_finalize(add_content);
    check(connection_exec(&connection,
                          "UPDATE totals SET articles = (SELECT count(*) FROM articles);"
                          "INSERT INTO search (search) VALUES ('rebuild'); COMMIT;"
                          "PRAGMA wal_checkpoint(TRUNCATE)",
                          &err),
          &err);
    connection_close(&connection);
    buf_done(&text);
}

static void open_store(struct bench *bench)
{
    struct store_options options = {.dir = bench->dir, .readers = 1};
    struct error err = {.status = OK};
    check(store_open(&options, &bench->store, &err), &err);
    bench->store->list_ms = 60 * 1000; /* by the clock, which says little on a busy machine */
}

/* As short as it can be written, with what the service also does: the rows and the marks. */
static void open_bare(struct bench *bench, struct connection *connection)
{
    static const char sql[] =
        "SELECT a.id, a.meta, s.rank, highlight(search, 0, '<mark>', '</mark>'),"
        " snippet(search, 1, '<mark>', '</mark>', '...', 40)"
        " FROM search AS s JOIN articles AS a ON a.id = s.rowid"
        " WHERE s.search MATCH ?1 ORDER BY s.rank LIMIT ?2";
    struct error err = {.status = OK};
    check(connection_open(bench->store->folder.file, CONNECTION_READS, connection, &err), &err);
    check_sql(sqlite3_prepare_v2(connection->db, sql, -1, &bench->statement, NULL), connection->db);
    bench->bare = connection->db;
}

static double ask_bare(struct bench *bench, const char *match)
{
    double start = cpu_us();
    check_sql(sqlite3_bind_text(bench->statement, 1, match, -1, SQLITE_STATIC), bench->bare);
    check_sql(sqlite3_bind_int(bench->statement, 2, PAGE), bench->bare);
    int code = sqlite3_step(bench->statement);
    while (code == SQLITE_ROW) {
        for (int i = 0; i < 5; i++) {
            (void)sqlite3_column_blob(bench->statement, i);
        }
        code = sqlite3_step(bench->statement);
    }
    check_sql(code, bench->bare);
    (void)sqlite3_reset(bench->statement);
    return cpu_us() - start;
}

static double ask_store(struct bench *bench, const char *typed)
{
    double start = cpu_us();
    struct store_query query = {.limit = PAGE, .sort = SORT_RELEVANCE, .is_marked = true};
    struct error err = {.status = OK};
    struct store_list list;
    size_t position;
    check(search_parse(&bench->arena, str_from(typed), &query.search, &position, &err), &err);
    check(store_list(bench->store, &query, &bench->arena, &list, &err), &err);
    double took = cpu_us() - start;
    arena_reset(&bench->arena);
    return took;
}

static void ask(struct bench *bench)
{
    for (size_t i = 0; i < ARRAY_LEN(questions); i++) {
        double store = 1e12, bare = 1e12;
        for (int round = 0; round < ROUNDS; round++) {
            bare = MIN(bare, ask_bare(bench, questions[i].match));
            store = MIN(store, ask_store(bench, questions[i].typed));
        }
        (void)printf("search_%s %.0f us %.0f %.3f\n", questions[i].name, store, bare, store / bare);
    }
}

int main(int argc, char **argv)
{
    struct bench bench = {.rows = number(argc, argv, 1, 100 * 1000),
                          .bytes = number(argc, argv, 2, 2000)};
    struct connection connection;
    const char *parent = getenv("TMPDIR");
    (void)snprintf(bench.dir, sizeof(bench.dir), "%.32s/articled-search-XXXXXX",
                   parent ? parent : "/tmp");
    if (!mkdtemp(bench.dir)) {
        (void)fprintf(stderr, "search_bench: no folder in %s\n", bench.dir);
        return 1;
    }
    open_store(&bench);
    add_first(&bench);
    add_rows(&bench);
    /* Readers look for what their own writer does, not for another's. */
    store_close(bench.store);
    open_store(&bench);
    open_bare(&bench, &connection);
    ask(&bench);
    (void)sqlite3_finalize(bench.statement);
    connection_close(&connection);
    store_close(bench.store);
    arena_done(&bench.arena);
    return nftw(bench.dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) ? 1 : 0;
}
