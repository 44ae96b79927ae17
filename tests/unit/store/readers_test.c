/* Tests of reading while there is writing: whole articles, at once, and a log that stays short. */
#include "fixture.h"

#include "../test.h"
#include "base/time.h"
#include "store/limits_internal.h"
#include "store/store_internal.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>

/* What the threads of the tests share. */
struct traffic {
    struct fixture *f;
    atomic_llong newest; /* all ids up to it are there */
    atomic_bool is_over;
    atomic_int failures;
};

static void *read_all_the_time(void *argument)
{
    struct traffic *traffic = argument;
    struct arena arena = {0};
    struct article article, expected;
    struct store_list list;
    struct error err = {0};
    struct store_query query = {.limit = 5, .tag = STR("odd")};
    for (unsigned i = 0; !atomic_load(&traffic->is_over); i++) {
        int64_t newest = atomic_load(&traffic->newest);
        int64_t id = newest ? 1 + i % newest : 1;
        enum status status = store_get(traffic->f->store, id, STORE_HTML | STORE_TEXT | STORE_TREE,
                                       &arena, &article, &err);
        (void)fixture_article(&arena, (unsigned)id, 500, &expected);
        bool is_good = status == OK ? fixture_is_same(&article, &expected)
                                    : !newest && status == ERR_NOT_FOUND;
        is_good = is_good && store_list(traffic->f->store, &query, &arena, &list, &err) == OK;
        atomic_fetch_add(&traffic->failures, !is_good);
        arena_reset(&arena);
    }
    arena_done(&arena);
    return NULL;
}

static void readers_see_whole_articles_meanwhile(void **state)
{
    enum { READERS = 6, ROUNDS = 150 };
    struct fixture *f = *state;
    struct traffic traffic = {.f = f};
    pthread_t threads[READERS];
    for (size_t i = 0; i < READERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, read_all_the_time, &traffic), 0);
    }
    for (unsigned n = 1; n <= ROUNDS; n++) {
        assert_int_equal(fixture_add(f, n), n);
        atomic_store(&traffic.newest, n);
    }
    atomic_store(&traffic.is_over, true);
    for (size_t i = 0; i < READERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(atomic_load(&traffic.failures), 0);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

/* Of a write that reads when it is done, as handlers do. */
struct reading {
    struct store_write write;
    struct store *store;
    enum status status;
    sem_t is_done;
};

static void read_it(struct store_write *write)
{
    struct article article;
    struct arena arena = {0};
    struct reading *reading = write->owner;
    reading->status =
        store_get(reading->store, write->article->id, STORE_HTML, &arena, &article, &write->error);
    arena_done(&arena);
    (void)sem_post(&reading->is_done);
}

static void what_is_done_can_be_read_at_once(void **state)
{
    struct fixture *f = *state;
    struct article article;
    struct reading reading = {.store = f->store};
    struct str original = fixture_article(&f->arena, 1, 300, &article);
    reading.write = (struct store_write){
        .article = &article, .original = original, .done = read_it, .owner = &reading};
    (void)sem_init(&reading.is_done, 0, 0);
    assert_int_equal(store_submit(f->store, &reading.write, &f->err), OK);
    (void)sem_wait(&reading.is_done);
    assert_int_equal(reading.status, OK);
}

/* One that was at work during a commit must not go on with what it saw before. */
static void a_reader_given_back_sees_the_last_commit(void **state)
{
    struct fixture *f = *state;
    struct article article;
    int64_t before = -1, held = -1;
    struct connection *connection = readers_take(&f->store->readers);
    assert_int_equal(
        connection_number(connection, "SELECT count(*) FROM articles", &before, &f->err), OK);
    (void)fixture_add(f, 1);
    assert_int_equal(connection_number(connection, "SELECT count(*) FROM articles", &held, &f->err),
                     OK);
    assert_int_equal(held, before);
    readers_give(&f->store->readers, connection);
    assert_int_equal(store_get(f->store, 1, STORE_HEAD, &f->arena, &article, &f->err), OK);
}

/* Content of many pages of the log, with little to index. */
static void add_large(struct fixture *f, unsigned n, struct str bytes)
{
    struct article article;
    struct waited waited;
    struct str original = fixture_article(&f->arena, n, 500, &article);
    article.content_html = bytes;
    waited_insert(&waited, &article, original);
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
}

static void *read_one_all_the_time(void *argument)
{
    struct traffic *traffic = argument;
    struct arena arena = {0};
    struct article article;
    struct error err = {0};
    while (!atomic_load(&traffic->is_over)) {
        bool is_good = store_get(traffic->f->store, 1, STORE_HTML, &arena, &article, &err) == OK;
        atomic_fetch_add(&traffic->failures, !is_good);
        arena_reset(&arena);
    }
    arena_done(&arena);
    return NULL;
}

/* Readers hold on to what they see; if they never let go, the log would grow with every write. */
static void the_log_stays_short_under_readers(void **state)
{
    enum { READERS = 3, ARTICLES = 80 };
    struct fixture *f = *state;
    struct traffic traffic = {.f = f};
    pthread_t threads[READERS];
    char *bytes = calloc(1, LIMIT_MEGABYTE);
    int64_t longest = 0;
    assert_non_null(bytes);
    add_large(f, 1, STR("<p>"));
    for (size_t i = 0; i < READERS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, read_one_all_the_time, &traffic), 0);
    }
    for (unsigned n = 2; n < ARTICLES; n++) {
        add_large(f, n, str_of(bytes, LIMIT_MEGABYTE));
        longest = MAX(longest, fixture_log_size(f));
    }
    atomic_store(&traffic.is_over, true);
    for (size_t i = 0; i < READERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(atomic_load(&traffic.failures), 0);
    assert_true(longest < 20 * LIMIT_MEGABYTE);
    free(bytes);
}

static void the_log_is_emptied_in_a_pause(void **state)
{
    enum { PATIENCE_US = 20 * 1000 * 1000 };
    struct fixture *f = *state;
    struct article article;
    (void)fixture_add(f, 1);
    /* A reader that has seen the log must not keep it. */
    assert_int_equal(store_get(f->store, 1, STORE_HEAD, &f->arena, &article, &f->err), OK);
    assert_true(fixture_log_size(f) > 0);
    int64_t end_us = time_monotonic_us() + PATIENCE_US;
    while (fixture_log_size(f) && time_monotonic_us() < end_us) {
        (void)sched_yield();
    }
    assert_int_equal(fixture_log_size(f), 0);
    assert_int_equal(store_get(f->store, 1, STORE_HEAD, &f->arena, &article, &f->err), OK);
}

#define READERS_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        READERS_TEST(readers_see_whole_articles_meanwhile),
        READERS_TEST(what_is_done_can_be_read_at_once),
        READERS_TEST(a_reader_given_back_sees_the_last_commit),
        READERS_TEST(the_log_stays_short_under_readers),
        READERS_TEST(the_log_is_emptied_in_a_pause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
