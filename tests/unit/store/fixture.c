/* What the tests of store/ share: a folder of their own, articles to store, and writes that are
 * waited for. */
#include "fixture.h"

#include "../test.h"
#include "base/buf.h"
#include "store/tokens_internal.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

int fixture_set_up_folder(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    if (!f) {
        return -1;
    }
    (void)snprintf(f->dir, sizeof(f->dir), "/tmp/articled-test-XXXXXX");
    if (!mkdtemp(f->dir)) {
        free(f);
        return -1;
    }
    (void)snprintf(f->data, sizeof(f->data), "%s/data", f->dir);
    (void)snprintf(f->file, sizeof(f->file), "%s/articles.db", f->data);
    *state = f;
    return 0;
}

int fixture_set_up(void **state)
{
    if (fixture_set_up_folder(state)) {
        return -1;
    }
    fixture_open(*state);
    return 0;
}

static int remove_one(const char *path, const struct stat *stat_of, int type, struct FTW *ftw)
{
    (void)stat_of;
    (void)type;
    (void)ftw;
    return remove(path);
}

int fixture_tear_down(void **state)
{
    struct fixture *f = *state;
    store_close(f->store);
    arena_done(&f->arena);
    int failed = nftw(f->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(f);
    return failed;
}

void fixture_open(struct fixture *f)
{
    struct store_options options = {.dir = f->data};
    f->err = (struct error){.status = OK};
    if (store_open(&options, &f->store, &f->err)) {
        print_error("%s\n", f->err.message);
        fail();
    }
}

void fixture_close(struct fixture *f)
{
    store_close(f->store);
    f->store = NULL;
}

/* Somebody's shell, but one that knows the search index's tokenizer. */
static sqlite3 *open_file(struct fixture *f)
{
    sqlite3 *db;
    struct tokens *tokens;
    assert_int_equal(sqlite3_open(f->file, &db), SQLITE_OK);
    assert_int_equal(tokens_register(db, &tokens), SQLITE_OK);
    return db;
}

void fixture_sql(struct fixture *f, const char *sql)
{
    sqlite3 *db = open_file(f);
    (void)sqlite3_busy_timeout(db, 5000);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL)) {
        print_error("%s\n", sqlite3_errmsg(db));
        fail();
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

int64_t fixture_number(struct fixture *f, const char *sql)
{
    sqlite3 *db = open_file(f);
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(statement, 0);
    (void)sqlite3_finalize(statement);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return number;
}

int64_t fixture_log_size(struct fixture *f)
{
    char path[FIXTURE_PATH];
    struct stat stat_of;
    (void)snprintf(path, sizeof(path), "%s/articles.db-wal", f->data);
    return stat(path, &stat_of) ? 0 : (int64_t)stat_of.st_size;
}

/* Words that differ from article to article, about `size` bytes of them. */
static struct str make_text(struct arena *arena, unsigned n, size_t size, const char *mark)
{
    static const char *const words[] = {"river",  "council", "\xc3\xa9tude", "harbour", "seven",
                                        "winter", "letters", "bridge",       "<b>",     "engine"};
    struct buf buf;
    unsigned random = n * 2654435761u + 1;
    buf_init(&buf, 0);
    buf_printf(&buf, "%s %u:", mark, n);
    while (buf.len < size) {
        random = random * 1103515245u + 12345;
        buf_printf(&buf, " %s%u", words[random >> 16 & 7], random >> 20 & 63);
    }
    struct str text = arena_str(arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

static void make_meta(struct arena *arena, unsigned n, struct meta *meta)
{
    static const char *const sites[] = {"The Harbour Post", "Letters", "Example News"};
    static const char *const languages[] = {"en", "en-GB", "de", "pt-BR"};
    for (unsigned i = 0; i < META_FIELD_COUNT; i++) {
        meta->fields[i] = (struct fact){
            arena_printf(arena, "%s of %u", meta_field_name((enum meta_field)i), n),
            (enum source)(1 + (i + n) % SOURCE_GUESS),
        };
    }
    meta->fields[META_SITE].value = str_from(sites[n % ARRAY_LEN(sites)]);
    meta->fields[META_LANG].value = str_from(languages[n % ARRAY_LEN(languages)]);
    meta->fields[META_CANONICAL_URL].value = arena_printf(arena, "https://example.org/a/%u", n);
    meta->fields[META_SECTION] = (struct fact){.source = SOURCE_NONE};
    meta->authors = (struct fact_list){.len = 1 + n % 3, .source = SOURCE_DOM};
    for (size_t i = 0; i < meta->authors.len; i++) {
        meta->authors.items[i] = arena_printf(arena, "Author %zu", i + n % 5);
    }
    meta->tags = (struct fact_list){.len = 2, .source = SOURCE_JSON_LD};
    meta->tags.items[0] = n % 2 ? STR("odd") : STR("even");
    meta->tags.items[1] = arena_printf(arena, "tag %u", n % 10);
    meta->contributors = (struct fact_list){.len = n % 2, .source = SOURCE_TEXT};
    meta->contributors.items[0] = n % 2 ? STR("A. Helper") : str_null();
}

struct str fixture_article(struct arena *arena, unsigned n, size_t size,
                           struct article *ret_article)
{
    *ret_article = (struct article){
        .kind = (enum doc_kind)(n % 3),
        .confidence = 0.25 + n % 4 * 0.1,
        .warnings = n % 16,
        .word_count = 100 + n,
        .reading_minutes = 1 + (int)(n % 9),
        .state = (enum article_state)(n % 3),
        .is_starred = n % 2,
        .progress = n % 5 * 0.2,
        .note = n % 4 ? arena_printf(arena, "note %u", n) : str_null(),
        .content_html = make_text(arena, n, size, "html"),
        .content_text = make_text(arena, n, size, "text"),
        .content_tree = make_text(arena, n, size, "tree"),
        .images = arena_printf(arena, "[\"https://example.org/%u.png\"]", n),
        .original_type = STR("text/html; charset=utf-8"),
    };
    make_meta(arena, n, &ret_article->meta);
    return make_text(arena, n, size * 3, "<!doctype html>");
}

static bool same_list(const struct fact_list *a, const struct fact_list *b)
{
    bool is_same = a->len == b->len && a->source == b->source;
    for (size_t i = 0; i < a->len && is_same; i++) {
        is_same = str_equal(a->items[i], b->items[i]);
    }
    return is_same;
}

static bool same_meta(const struct meta *a, const struct meta *b)
{
    bool is_same = same_list(&a->authors, &b->authors) && same_list(&a->tags, &b->tags) &&
                   same_list(&a->contributors, &b->contributors);
    for (size_t i = 0; i < META_FIELD_COUNT && is_same; i++) {
        is_same = a->fields[i].source == b->fields[i].source &&
                  str_equal(a->fields[i].value, b->fields[i].value);
    }
    return is_same;
}

static bool same_str(struct str a, struct str b)
{
    return str_equal(a, b) && !a.ptr == !b.ptr;
}

bool fixture_is_same(const struct article *a, const struct article *b)
{
    return same_meta(&a->meta, &b->meta) && a->kind == b->kind && a->confidence == b->confidence &&
           a->warnings == b->warnings && a->word_count == b->word_count &&
           a->reading_minutes == b->reading_minutes && a->state == b->state &&
           a->is_starred == b->is_starred && a->progress == b->progress &&
           same_str(a->note, b->note) && same_str(a->content_html, b->content_html) &&
           same_str(a->content_text, b->content_text) &&
           same_str(a->content_tree, b->content_tree) && same_str(a->images, b->images) &&
           same_str(a->original_type, b->original_type);
}

void fixture_assert_same(const struct article *actual, const struct article *expected)
{
    assert_true(same_meta(&actual->meta, &expected->meta));
    ASSERT_STR(actual->content_html, expected->content_html.ptr);
    ASSERT_STR(actual->content_text, expected->content_text.ptr);
    ASSERT_STR(actual->content_tree, expected->content_tree.ptr);
    assert_true(fixture_is_same(actual, expected));
}

static void post(struct store_write *write)
{
    (void)sem_post(&((struct waited *)write->owner)->is_done);
}

void waited_insert(struct waited *waited, struct article *article, struct str original)
{
    waited->write =
        (struct store_write){.kind = WRITE_INSERT, .article = article, .original = original};
}

void waited_delete(struct waited *waited, int64_t id)
{
    waited->write = (struct store_write){.kind = WRITE_DELETE, .id = id};
}

enum status waited_submit(struct store *store, struct waited *waited)
{
    waited->write.done = post;
    waited->write.owner = waited;
    (void)sem_init(&waited->is_done, 0, 0);
    return store_submit(store, &waited->write, &waited->write.error);
}

enum status waited_end(struct waited *waited)
{
    while (sem_wait(&waited->is_done)) {
    }
    (void)sem_destroy(&waited->is_done);
    return waited->write.status;
}

int64_t fixture_add(struct fixture *f, unsigned n)
{
    struct article article;
    struct waited waited;
    struct str original = fixture_article(&f->arena, n, 500, &article);
    waited_insert(&waited, &article, original);
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
    assert_false(waited.write.was_known);
    return article.id;
}

enum status fixture_delete(struct fixture *f, int64_t id)
{
    struct waited waited;
    waited_delete(&waited, id);
    enum status status = waited_submit(f->store, &waited);
    status = status ? status : waited_end(&waited);
    f->err = waited.write.error;
    return status;
}
