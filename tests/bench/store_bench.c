/*
 * Measures the store against bare SQLite: store_bench [ROWS [KILOBYTES [LIST_ROWS]]] prints lines
 * of "name value unit floor ratio".  Each article is a page of KILOBYTES, a sixteenth of it prose,
 * as pages of the web are.
 */
#include "common.h"

#include "store/batch_internal.h"
#include "store/query_internal.h"
#include "store/row_internal.h"
#include "store/store_internal.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 8, ROUNDS = 5, READS = 20000, PAGE = 30, PATH_ROOM = 96 };

/* Made before the clock runs. */
struct page {
    struct article article;
    struct str original;
};

struct bench {
    char dir[PATH_ROOM - 32];
    char data[PATH_ROOM];
    size_t rows, size, list_rows;
    struct arena arena;
    struct arena pages_arena;
    struct page *pages;
    struct store *store;
};

/* What one of the threads does. */
struct client {
    struct bench *bench;
    unsigned first;
    sem_t is_done;
};

struct span {
    double wall_s, cpu_s;
};

static void check(enum status status, const struct error *err)
{
    if (status) {
        (void)fprintf(stderr, "store_bench: %s\n", err->message);
        exit(1);
    }
}

static struct span now(void)
{
    struct timespec cpu;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    return (struct span){(double)time_monotonic_us() / 1e6,
                         (double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9};
}

static struct span since(struct span start)
{
    struct span end = now();
    return (struct span){end.wall_s - start.wall_s, end.cpu_s - start.cpu_s};
}

static void print(const char *name, double value, const char *unit, double floor)
{
    (void)printf("%s %.3f %s %.3f %.3f\n", name, value, unit, floor, value / floor);
    (void)fflush(stdout);
}

/* Words of a vocabulary in which some are much more frequent than others, as in prose. */
static void add_prose(struct buf *buf, uint64_t *random, size_t size)
{
    size_t end = buf->len + size;
    while (buf->len < end) {
        *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        unsigned draw = (unsigned)(*random >> 40) & 0xFFFF;
        unsigned word = (unsigned)((uint64_t)draw * draw / 0x10000 * draw / 0x10000) % 8000;
        for (unsigned left = word + 17; left; left /= 19) {
            buf_add_byte(buf, "etaoinshrdlcumwfgyp"[left % 19]);
        }
        buf_add_byte(buf, ' ');
    }
}

static void add_markup(struct buf *buf, unsigned n, size_t size)
{
    for (size_t i = 0, start = buf->len; buf->len - start < size; i++) {
        buf_printf(buf,
                   "<li class=\"item item-%zu\"><a href=\"/section/%zu/story-%zu\">%zx</a></li>\n",
                   i % 7, i * 7 % 31, i * (n + 3) % 100003, i * 2654435761u % 0xFFFFF);
    }
}

static struct str take(struct arena *arena, struct buf *buf)
{
    struct str s = arena_str(arena, buf_str(buf));
    if (!s.ptr) {
        abort();
    }
    buf_clear(buf);
    return s;
}

/* A page whose prose becomes the article. */
static struct str make_article(struct arena *arena, unsigned n, size_t size,
                               struct article *article)
{
    struct buf buf;
    uint64_t random = n + 1;
    buf_init(&buf, 0);
    add_prose(&buf, &random, size / 16);
    struct str text = take(arena, &buf);
    buf_printf(&buf, "<h2>%u</h2><p>%.*s</p>", n, STR_ARG(text));
    struct str html = take(arena, &buf);
    add_markup(&buf, n, size - html.len);
    buf_add_str(&buf, html);
    struct str page = take(arena, &buf);
    buf_done(&buf);
    *article = (struct article){
        .content_html = html, .content_text = text, .content_tree = html, .images = STR("[]")};
    article->meta.fields[META_TITLE] =
        (struct fact){arena_printf(arena, "Story number %u", n), SOURCE_JSON_LD};
    article->meta.fields[META_SITE] = (struct fact){STR("The Example"), SOURCE_META};
    article->meta.fields[META_EXCERPT] = (struct fact){str_sub(text, 0, 280), SOURCE_META};
    article->meta.fields[META_CANONICAL_URL] =
        (struct fact){arena_printf(arena, "https://example.org/%u", n), SOURCE_META};
    article->meta.authors = (struct fact_list){{STR("A. Writer")}, 1, SOURCE_DOM};
    article->meta.tags = (struct fact_list){{STR("news"), STR("bench")}, 2, SOURCE_META};
    return page;
}

static void wake(struct store_write *write)
{
    (void)sem_post(write->owner);
}

/* A client of the store: one article after the other, each durable before the next. */
static void *insert_by_store(void *argument)
{
    struct client *client = argument;
    for (unsigned n = client->first; n < client->bench->rows; n += THREADS) {
        struct page *page = &client->bench->pages[n];
        struct store_write write = {.article = &page->article,
                                    .original = page->original,
                                    .done = wake,
                                    .owner = &client->is_done};
        check(store_submit(client->bench->store, &write, &write.error), &write.error);
        (void)sem_wait(&client->is_done);
        check(write.status, &write.error);
    }
    return NULL;
}

/* The same rows over a connection of its own, a transaction each. */
static void *insert_by_connection(void *argument)
{
    struct client *client = argument;
    struct connection connection;
    struct squeezer squeezer;
    struct error err = {0};
    check(connection_open(client->bench->store->folder.file, CONNECTION_WRITES, &connection, &err),
          &err);
    check(squeezer_init(&squeezer, &err), &err);
    (void)sqlite3_busy_timeout(connection.db, 60 * 1000);
    for (unsigned n = client->first; n < client->bench->rows; n += THREADS) {
        struct page *page = &client->bench->pages[n];
        struct store_write write = {.article = &page->article, .original = page->original};
        struct store_write *writes = &write;
        check(row_prepare(&squeezer, &write, &write.prepared, &err), &err);
        (void)batch_run(&connection, &writes, 1);
        check(write.status, &write.error);
        row_prepared_free(write.prepared);
    }
    connection_close(&connection);
    squeezer_done(&squeezer);
    return NULL;
}

static void open_store(struct bench *bench, const char *name)
{
    struct error err = {0};
    (void)snprintf(bench->data, sizeof(bench->data), "%s/%s", bench->dir, name);
    struct store_options options = {.dir = bench->data};
    check(store_open(&options, &bench->store, &err), &err);
}

static struct span insert_all(struct bench *bench, const char *name, void *(*insert)(void *))
{
    pthread_t threads[THREADS];
    struct client clients[THREADS];
    open_store(bench, name);
    struct span start = now();
    for (unsigned i = 0; i < THREADS; i++) {
        clients[i] = (struct client){.bench = bench, .first = i};
        (void)sem_init(&clients[i].is_done, 0, 0);
        if (pthread_create(&threads[i], NULL, insert, &clients[i])) {
            abort();
        }
    }
    for (unsigned i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    return since(start);
}

static void make_pages(struct bench *bench)
{
    bench->pages = calloc(bench->rows, sizeof(*bench->pages));
    for (unsigned n = 0; bench->pages && n < bench->rows; n++) {
        struct page *page = &bench->pages[n];
        page->original = make_article(&bench->pages_arena, n, bench->size, &page->article);
    }
}

static void bench_inserts(struct bench *bench)
{
    double rows = (double)bench->rows;
    int64_t waiting, commits;
    struct span bare = insert_all(bench, "bare", insert_by_connection);
    store_close(bench->store);
    struct span store = insert_all(bench, "store", insert_by_store);
    writer_counts(&bench->store->writer, &waiting, &commits);
    print("store_insert_rate", rows / store.wall_s, "rows/s", rows / bare.wall_s);
    print("store_insert_cpu", store.cpu_s / rows * 1e6, "us/row", bare.cpu_s / rows * 1e6);
    print("store_insert_commits", (double)commits, "commits", rows);
}

static void bench_disk(struct bench *bench)
{
    struct store_stats stats;
    struct error err = {0};
    store_close(bench->store);
    open_store(bench, "store");
    check(store_stats(bench->store, &stats, &err), &err);
    print("store_disk", (double)stats.file_bytes / (double)bench->rows, "bytes/article",
          (double)bench->size);
}

/* The least that a read can be: one prepared statement and a copy. */
static double bare_reads(struct bench *bench)
{
    struct error err = {0};
    struct connection connection;
    check(connection_open(bench->store->folder.file, CONNECTION_READS, &connection, &err), &err);
    struct span start = now();
    for (unsigned i = 0; i < READS; i++) {
        bool has_row;
        AUTO_QUERY query = query_begin(&connection, STATEMENT_HTML);
        query_int(&query, 1 + i * 7919 % (unsigned)bench->rows);
        check(query_step(&query, &has_row, &err), &err);
        (void)query_take_int(&query);
        if (!arena_str(&bench->arena, query_take_str(&query)).ptr) {
            abort();
        }
        arena_reset(&bench->arena);
    }
    double cpu_s = since(start).cpu_s;
    connection_close(&connection);
    return cpu_s / READS * 1e6;
}

static double store_reads(struct bench *bench, unsigned parts)
{
    struct error err = {0};
    struct span start = now();
    for (unsigned i = 0; i < READS; i++) {
        struct article article;
        int64_t id = 1 + i * 7919 % (unsigned)bench->rows;
        check(store_get(bench->store, id, parts, &bench->arena, &article, &err), &err);
        arena_reset(&bench->arena);
    }
    return since(start).cpu_s / READS * 1e6;
}

/* The best of some rounds, side by side, as other work on the machine only adds. */
static void bench_reads(struct bench *bench)
{
    double bare = 1e9, html = 1e9, head = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        bare = MIN(bare, bare_reads(bench));
        html = MIN(html, store_reads(bench, STORE_HTML));
        head = MIN(head, store_reads(bench, STORE_HEAD));
    }
    print("store_get_html", html, "us", bare);
    print("store_get_head", head, "us", bare);
}

static double list_reads(struct bench *bench, const struct store_query *query)
{
    struct error err = {0};
    struct store_list list;
    enum { LISTS = 300 };
    struct span start = now();
    for (int i = 0; i < LISTS; i++) {
        check(store_list(bench->store, query, &bench->arena, &list, &err), &err);
        arena_reset(&bench->arena);
    }
    return since(start).cpu_s / LISTS * 1e6;
}

/* What can be the same in all rows. */
#define COPIED                                                                                   \
    "kind, confidence, warnings, word_count, reading_minutes, state, is_starred, progress, "     \
    "note, original_hash, original_size, original_type, title, authors, site, published, lang, " \
    "language, images, engine, meta"

/* Copies of one row stand for many articles: a list reads no more of them. */
static void add_list_rows(struct bench *bench)
{
    static const char sql[] =
        "BEGIN;"
        "CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1000000 UNION ALL SELECT i + 1 "
        "FROM n"
        " WHERE i < 1000000 + %zu - 1) SELECT i FROM n;"
        "INSERT INTO articles (id, revision, created_us, updated_us, " COPIED ")"
        " SELECT i, revision, i, i, " COPIED " FROM temp.n, articles WHERE articles.id = 1;"
        "INSERT INTO article_tags SELECT 'many', i, i, 'many' FROM temp.n; DROP TABLE temp.n; "
        "COMMIT;"
        "PRAGMA wal_checkpoint(TRUNCATE)";
    char text[sizeof(sql) + 32];
    struct connection connection;
    struct error err = {0};
    (void)snprintf(text, sizeof(text), sql, bench->list_rows);
    check(connection_open(bench->store->folder.file, CONNECTION_WRITES, &connection, &err), &err);
    check(connection_exec(&connection, text, &err), &err);
    connection_close(&connection);
    /* Readers look for what their own writer does, not for another's. */
    store_close(bench->store);
    open_store(bench, "store");
}

static void bench_lists(struct bench *bench)
{
    struct store_query first = {.limit = PAGE}, tagged = {.limit = PAGE, .tag = STR("many")};
    struct store_query deep = first, deep_tagged = tagged;
    double times[4] = {1e9, 1e9, 1e9, 1e9};
    add_list_rows(bench);
    /* Their times are their numbers; those before them are of today. */
    int64_t newest = (int64_t)(1000 * 1000 + bench->list_rows), oldest = 1000 * 1000 + PAGE + 1;
    first.cursor = tagged.cursor = (struct store_cursor){.id = newest, .number = newest};
    deep.cursor = deep_tagged.cursor = (struct store_cursor){.id = oldest, .number = oldest};
    for (int i = 0; i < ROUNDS; i++) {
        times[0] = MIN(times[0], list_reads(bench, &first));
        times[1] = MIN(times[1], list_reads(bench, &deep));
        times[2] = MIN(times[2], list_reads(bench, &tagged));
        times[3] = MIN(times[3], list_reads(bench, &deep_tagged));
    }
    print("store_list_deep", times[1], "us", times[0]);
    print("store_list_tag_deep", times[3], "us", times[2]);
}

int main(int argc, char **argv)
{
    struct bench bench = {
        .rows = number(argc, argv, 1, 400),
        .size = number(argc, argv, 2, 120) * 1024,
        .list_rows = number(argc, argv, 3, 100 * 1000),
    };
    const char *parent = getenv("TMPDIR");
    (void)snprintf(bench.dir, sizeof(bench.dir), "%.40s/articled-bench-XXXXXX",
                   parent ? parent : "/tmp");
    if (!mkdtemp(bench.dir)) {
        (void)fprintf(stderr, "store_bench: no folder in %s\n", bench.dir);
        return 1;
    }
    make_pages(&bench);
    if (!bench.pages) {
        return 1;
    }
    bench_inserts(&bench);
    bench_disk(&bench);
    bench_reads(&bench);
    bench_lists(&bench);
    store_close(bench.store);
    arena_done(&bench.arena);
    arena_done(&bench.pages_arena);
    free(bench.pages);
    return nftw(bench.dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) ? 1 : 0;
}
