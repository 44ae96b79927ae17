/* Memory that runs out at every single allocation: the store says so, crashes nowhere and keeps
 * what it has. */
#include "fixture.h"

#include "../test.h"

#include "store/grants.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *old, size_t size);

/* Which allocation fails, counted down by every thread; at 0 none does. */
static struct {
    pthread_mutex_t mutex;
    unsigned left;
    bool was_reached;
} chaos = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static bool fails_now(void)
{
    (void)pthread_mutex_lock(&chaos.mutex);
    bool fails = chaos.left == 1;
    chaos.left -= chaos.left > 0;
    chaos.was_reached |= fails;
    (void)pthread_mutex_unlock(&chaos.mutex);
    return fails;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails_now() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails_now() ? NULL : __real_realloc(old, size);
}

/* SQLite's own allocations go the same way: its malloc is replaced by one that keeps the size in
 * front. */
enum { FRONT = 16 };

static void *front_malloc(int size)
{
    char *block = fails_now() ? NULL : __real_malloc((size_t)size + FRONT);
    if (!block) {
        return NULL;
    }
    memcpy(block, &size, sizeof(size));
    return block + FRONT;
}

static int front_size(void *block)
{
    int size = 0;
    if (block) {
        memcpy(&size, (char *)block - FRONT, sizeof(size));
    }
    return size;
}

static void front_free(void *block)
{
    if (block) {
        free((char *)block - FRONT);
    }
}

static void *front_realloc(void *old, int size)
{
    void *block = front_malloc(size);
    if (block && old) {
        memcpy(block, old, (size_t)MIN(size, front_size(old)));
        front_free(old);
    }
    return block;
}

static int round_up(int size)
{
    return (size + 7) & ~7;
}

static int begin(void *unused)
{
    (void)unused;
    return SQLITE_OK;
}

static void end(void *unused)
{
    (void)unused;
}

static void set_chaos(unsigned left)
{
    (void)pthread_mutex_lock(&chaos.mutex);
    chaos.left = left;
    chaos.was_reached = false;
    (void)pthread_mutex_unlock(&chaos.mutex);
}

static bool stop_chaos(void)
{
    (void)pthread_mutex_lock(&chaos.mutex);
    bool was_reached = chaos.was_reached;
    chaos.left = 0;
    (void)pthread_mutex_unlock(&chaos.mutex);
    return was_reached;
}

/* What fails for want of memory may say nothing else. */
static void assert_no_memory(enum status status, const struct error *err)
{
    if (status != ERR_NO_MEMORY) {
        print_error("%s: %s\n", status_name(status), err->message);
        fail();
    }
}

/* Runs `work` with the first allocation failing, then the second, until none is left to fail. */
static void fail_each(struct fixture *f, enum status (*work)(struct fixture *f))
{
    unsigned n = 1;
    for (bool was_reached = true; was_reached; n++) {
        struct arena before = f->arena;
        f->arena = (struct arena){.ceiling = 0};
        f->err = (struct error){.status = OK};
        set_chaos(n);
        enum status status = work(f);
        was_reached = stop_chaos();
        if (status) {
            assert_no_memory(status, &f->err);
        }
        assert_true(was_reached || status == OK);
        arena_done(&f->arena);
        f->arena = before;
    }
    assert_true(n > 3);
}

static enum status open_and_close(struct fixture *f)
{
    struct store_options options = {.dir = f->data, .readers = 1};
    struct store *store = NULL;
    enum status status = store_open(&options, &store, &f->err);
    store_close(store);
    return status;
}

static enum status read_all(struct fixture *f)
{
    struct article article;
    struct store_list list;
    struct store_stats stats;
    struct str bytes, type;
    int64_t id;
    struct store_query query = {.limit = 3, .tag = STR("odd"), .lang = STR("en")};
    enum status status =
        store_get(f->store, 1, STORE_HTML | STORE_TEXT | STORE_TREE, &f->arena, &article, &f->err);
    status = status ? status : store_get_original(f->store, 1, &f->arena, &bytes, &type, &f->err);
    status = status ? status : store_list(f->store, &query, &f->arena, &list, &f->err);
    status = status ? status : store_stats(f->store, &stats, &f->err);
    return status ? status
                  : store_find(f->store, NULL, STR("https://example.org/a/1"), &id, &f->err);
}

static enum status search_all(struct fixture *f)
{
    struct store_list list;
    struct store_names names;
    int64_t count;
    size_t position;
    struct store_query query = {.limit = 3, .sort = SORT_RELEVANCE, .is_marked = true};
    struct store_names_query all = {.kind = STORE_TAGS, .limit = 10};
    enum status status = search_parse(&f->arena, STR("(riv* OR site:x) -\"no such\" tag:odd"),
                                      &query.search, &position, &f->err);
    status = status ? status : store_list(f->store, &query, &f->arena, &list, &f->err);
    status = status ? status : store_count(f->store, &query, &f->arena, &count, &f->err);
    return status ? status : store_read_names(f->store, &all, &f->arena, &names, &f->err);
}

static enum status rename_and_back(struct fixture *f)
{
    static const struct str names[] = {{"odd", 3}, {"even", 4}};
    enum status status = OK;
    for (size_t i = 0; i < 2 && !status; i++) {
        struct waited waited;
        waited_delete(&waited, 0);
        waited.write.kind = WRITE_RETAG;
        waited.write.retag = (struct store_retag){.tag = names[i], .name = names[1 - i]};
        status = waited_submit(f->store, &waited);
        status = status ? status : waited_end(&waited);
        f->err = waited.write.error;
        /* The one before may have failed, or not the one before that. */
        status = status == ERR_NOT_FOUND ? OK : status;
    }
    return status;
}

static enum status insert_and_delete(struct fixture *f)
{
    struct article article;
    struct waited waited;
    static const char original[] = "some bytes";
    /* Made without the fixture's generator, whose own memory is not the question. */
    article = (struct article){
        .content_html = STR("<p>x"), .content_text = STR("x"), .content_tree = STR("t")};
    article.meta.authors = (struct fact_list){{STR("A")}, 1, SOURCE_DOM};
    article.meta.tags = (struct fact_list){{STR("b")}, 1, SOURCE_DOM};
    waited_insert(&waited, &article, str_of(original, sizeof(original)));
    enum status status = waited_submit(f->store, &waited);
    status = status ? status : waited_end(&waited);
    f->err = waited.write.error;
    return status ? status : fixture_delete(f, article.id);
}

static void opening(void **state)
{
    struct fixture *f = *state;
    fail_each(f, open_and_close);
    fixture_open(f);
    (void)fixture_add(f, 1);
    fixture_close(f);
    fail_each(f, open_and_close);
    fixture_open(f);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void reading(void **state)
{
    struct fixture *f = *state;
    (void)fixture_add(f, 1);
    fail_each(f, read_all);
}

static void searching(void **state)
{
    struct fixture *f = *state;
    (void)fixture_add(f, 1);
    fail_each(f, search_all);
}

static void renaming(void **state)
{
    struct fixture *f = *state;
    (void)fixture_add(f, 1);
    fail_each(f, rename_and_back);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void writing(void **state)
{
    struct fixture *f = *state;
    (void)fixture_add(f, 1);
    fail_each(f, insert_and_delete);
    fixture_close(f);
    fixture_open(f);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

/* SQLite's own check calls a page damaged that it had no memory for. */
static enum status check(struct fixture *f)
{
    enum status status = store_check(f->store, &f->err);
    return status == ERR_CORRUPT ? ERR_NO_MEMORY : status;
}

static void checking(void **state)
{
    struct fixture *f = *state;
    (void)fixture_add(f, 1);
    fail_each(f, check);
}

static struct grants *grants;

static enum status list_grants(struct fixture *f)
{
    struct grant_list list;
    return grants_list(grants, &f->arena, &list, &f->err);
}

static void granting(void **state)
{
    struct fixture *f = *state;
    struct grant grant = {.name = STR("phone"), .scopes = 1};
    assert_int_equal(grants_open(f->data, &grants, &f->err), OK);
    assert_int_equal(grants_add(grants, &grant, &f->err), OK);
    fail_each(f, list_grants);
    grants_close(grants);
}

int main(void)
{
    static const sqlite3_mem_methods methods = {
        front_malloc, front_free, front_realloc, front_size, round_up, begin, end, NULL,
    };
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(opening, fixture_set_up_folder, fixture_tear_down),
        cmocka_unit_test_setup_teardown(reading, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(searching, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(renaming, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(writing, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(granting, fixture_set_up_folder, fixture_tear_down),
        cmocka_unit_test_setup_teardown(checking, fixture_set_up, fixture_tear_down),
    };
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods)) {
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
