/* Tests of writing: many in one transaction, each failing for itself; full queues and disks;
 * readers meanwhile. */
#include "fixture.h"

#include "../test.h"
#include "store/limits_internal.h"
#include "store/store_internal.h"

#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

enum { MANY = 64 };

/* A write whose end holds the writer's thread until it is let go, so that others must queue. */
struct gate {
    struct store_write write;
    sem_t is_reached, may_go, is_done;
};

static void hold(struct store_write *write)
{
    struct gate *gate = write->owner;
    (void)sem_post(&gate->is_reached);
    (void)sem_wait(&gate->may_go);
    (void)sem_post(&gate->is_done);
}

static void close_gate(struct fixture *f, struct gate *gate)
{
    *gate = (struct gate){.write = {.kind = WRITE_DELETE, .id = 999, .done = hold, .owner = gate}};
    (void)sem_init(&gate->is_reached, 0, 0);
    (void)sem_init(&gate->may_go, 0, 0);
    (void)sem_init(&gate->is_done, 0, 0);
    assert_int_equal(store_submit(f->store, &gate->write, &f->err), OK);
    (void)sem_wait(&gate->is_reached);
}

static void open_gate(struct gate *gate)
{
    (void)sem_post(&gate->may_go);
    (void)sem_wait(&gate->is_done);
}

static int64_t commits(struct fixture *f)
{
    int64_t waiting, n;
    writer_counts(&f->store->writer, &waiting, &n);
    return n;
}

/* Article `n` in memory of the test, queued. */
static void queue_article(struct fixture *f, unsigned n, size_t size, struct article *article,
                          struct waited *waited)
{
    struct str original = fixture_article(&f->arena, n, size, article);
    waited_insert(waited, article, original);
    assert_int_equal(waited_submit(f->store, waited), OK);
}

static void what_waits_is_one_transaction(void **state)
{
    struct fixture *f = *state;
    struct gate gate;
    struct article articles[MANY];
    struct waited waited[MANY];
    struct store_stats stats;
    close_gate(f, &gate);
    int64_t before = commits(f);
    for (unsigned i = 0; i < MANY; i++) {
        queue_article(f, i, 300, &articles[i], &waited[i]);
    }
    assert_int_equal(store_stats(f->store, &stats, &f->err), OK);
    assert_int_equal(stats.queued, MANY);
    assert_int_equal(stats.articles, 0);
    open_gate(&gate);
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(waited_end(&waited[i]), OK);
        assert_int_equal(articles[i].id, i + 1);
    }
    assert_int_equal(commits(f), before + 1);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void the_same_twice_in_one_transaction_is_one(void **state)
{
    struct fixture *f = *state;
    struct gate gate;
    struct article articles[3];
    struct waited waited[3];
    close_gate(f, &gate);
    queue_article(f, 1, 300, &articles[0], &waited[0]);
    queue_article(f, 1, 300, &articles[1], &waited[1]);
    queue_article(f, 2, 300, &articles[2], &waited[2]);
    open_gate(&gate);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(waited_end(&waited[i]), OK);
    }
    assert_false(waited[0].write.was_known);
    assert_true(waited[1].write.was_known);
    assert_int_equal(articles[1].id, articles[0].id);
    assert_false(waited[2].write.was_known);
    assert_int_not_equal(articles[2].id, articles[0].id);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void one_that_fails_does_not_disturb_the_others(void **state)
{
    struct fixture *f = *state;
    struct gate gate;
    struct article articles[3], article;
    struct waited waited[3], deletion;
    close_gate(f, &gate);
    queue_article(f, 1, 300, &articles[0], &waited[0]);
    struct str original = fixture_article(&f->arena, 2, 300, &articles[1]);
    articles[1].confidence = NAN; /* which the table refuses, after the original went in */
    waited_insert(&waited[1], &articles[1], original);
    assert_int_equal(waited_submit(f->store, &waited[1]), OK);
    waited_delete(&deletion, 77);
    assert_int_equal(waited_submit(f->store, &deletion), OK);
    queue_article(f, 3, 300, &articles[2], &waited[2]);
    int64_t before = commits(f);
    open_gate(&gate);
    assert_int_equal(waited_end(&waited[0]), OK);
    assert_int_equal(waited_end(&waited[1]), ERR_INTERNAL);
    assert_int_equal(waited_end(&deletion), ERR_NOT_FOUND);
    assert_int_equal(waited_end(&waited[2]), OK);
    assert_int_equal(articles[1].id, 0);
    assert_int_equal(commits(f), before + 1);
    assert_int_equal(store_get(f->store, articles[2].id, STORE_HTML, &f->arena, &article, &f->err),
                     OK);
    assert_int_equal(store_check(f->store, &f->err), OK);
    fixture_close(f);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM originals"), 2);
}

static void what_came_in_the_same_transaction_can_go(void **state)
{
    struct fixture *f = *state;
    struct gate gate;
    struct article articles[3], article;
    struct waited waited[3], deletion;
    close_gate(f, &gate);
    queue_article(f, 1, 300, &articles[0], &waited[0]);
    queue_article(f, 2, 300, &articles[1], &waited[1]);
    waited_delete(&deletion, 1); /* a client that guesses its id */
    assert_int_equal(waited_submit(f->store, &deletion), OK);
    queue_article(f, 3, 300, &articles[2], &waited[2]);
    open_gate(&gate);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(waited_end(&waited[i]), OK);
    }
    assert_int_equal(waited_end(&deletion), OK);
    assert_int_equal(store_get(f->store, 1, STORE_HEAD, &f->arena, &article, &f->err), ERR_GONE);
    assert_int_equal(store_check(f->store, &f->err), OK);
    fixture_close(f);
    assert_int_equal(
        fixture_number(f, "SELECT count(*) FROM search WHERE search MATCH 'html OR text'"), 2);
}

static void a_full_queue_says_so(void **state)
{
    struct fixture *f = *state;
    struct gate gate;
    struct waited *waited = calloc(LIMIT_QUEUE + 1, sizeof(*waited));
    assert_non_null(waited);
    close_gate(f, &gate);
    for (unsigned i = 0; i < LIMIT_QUEUE; i++) {
        waited_delete(&waited[i], i + 1);
        assert_int_equal(waited_submit(f->store, &waited[i]), OK);
    }
    waited_delete(&waited[LIMIT_QUEUE], 1);
    assert_int_equal(waited_submit(f->store, &waited[LIMIT_QUEUE]), ERR_BUSY);
    open_gate(&gate);
    for (unsigned i = 0; i < LIMIT_QUEUE; i++) {
        assert_int_equal(waited_end(&waited[i]), ERR_NOT_FOUND);
    }
    (void)fixture_add(f, 1);
    free(waited);
}

static void closing_finishes_what_waits(void **state)
{
    struct fixture *f = *state;
    struct article articles[MANY], article;
    struct waited waited[MANY];
    for (unsigned i = 0; i < MANY; i++) {
        queue_article(f, i, 300, &articles[i], &waited[i]);
    }
    fixture_close(f);
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(waited_end(&waited[i]), OK);
    }
    fixture_open(f);
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(
            store_get(f->store, articles[i].id, STORE_HTML, &f->arena, &article, &f->err), OK);
    }
}

static void too_large_is_refused_at_once(void **state)
{
    struct fixture *f = *state;
    struct article article;
    struct waited waited;
    char *bytes = calloc(1, LIMIT_ORIGINAL_BYTES + 1);
    assert_non_null(bytes);
    (void)fixture_article(&f->arena, 1, 300, &article);
    waited_insert(&waited, &article, str_of(bytes, LIMIT_ORIGINAL_BYTES + 1));
    assert_int_equal(waited_submit(f->store, &waited), ERR_TOO_LARGE);
    article.content_text = str_of(bytes, LIMIT_CONTENT_BYTES + 1);
    waited_insert(&waited, &article, STR("x"));
    assert_int_equal(waited_submit(f->store, &waited), ERR_TOO_LARGE);
    article.content_text = article.content_tree = str_of(bytes, LIMIT_CONTENT_BYTES);
    assert_true(article.content_html.len > 0);
    assert_int_equal(waited_submit(f->store, &waited), ERR_TOO_LARGE);
    article.content_text = article.content_tree = str_null();
    article.note = str_of(bytes, LIMIT_HEAD_BYTES);
    assert_int_equal(waited_submit(f->store, &waited), ERR_TOO_LARGE);
    free(bytes);
}

static void the_largest_that_is_taken_comes_back(void **state)
{
    struct fixture *f = *state;
    struct article article, back;
    struct waited waited;
    struct str bytes, type;
    char *large = malloc(LIMIT_ORIGINAL_BYTES);
    unsigned random = 1;
    assert_non_null(large);
    /* Not compressible: that is the longest row. */
    for (size_t i = 0; i < LIMIT_ORIGINAL_BYTES; i++) {
        random = random * 1103515245u + 12345;
        large[i] = (char)(random >> 16);
    }
    article = (struct article){.content_html = str_of(large, LIMIT_CONTENT_BYTES)};
    waited_insert(&waited, &article, str_of(large, LIMIT_ORIGINAL_BYTES));
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
    assert_int_equal(store_get(f->store, article.id, STORE_HTML, &f->arena, &back, &f->err), OK);
    assert_true(str_equal(back.content_html, article.content_html));
    assert_int_equal(store_get_original(f->store, article.id, &f->arena, &bytes, &type, &f->err),
                     OK);
    assert_true(str_equal(bytes, waited.write.original));
    free(large);
}

/* The system refuses to make any file longer than this, as a full disk would. */
static void set_largest_file(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_loses_only_what_does_not_fit(void **state)
{
    struct fixture *f = *state;
    struct gate gate;
    struct article articles[3], article;
    struct waited waited[3];
    (void)signal(SIGXFSZ, SIG_IGN);
    int64_t id = fixture_add(f, 1);
    close_gate(f, &gate);
    queue_article(f, 2, 300, &articles[0], &waited[0]);
    queue_article(f, 3, 4 * LIMIT_MEGABYTE, &articles[1], &waited[1]);
    queue_article(f, 4, 300, &articles[2], &waited[2]);
    set_largest_file(2 * LIMIT_MEGABYTE);
    open_gate(&gate);
    assert_int_equal(waited_end(&waited[0]), OK);
    assert_int_equal(waited_end(&waited[1]), ERR_FULL);
    assert_int_equal(waited_end(&waited[2]), OK);
    assert_int_equal(articles[1].id, 0);
    set_largest_file(RLIM_INFINITY);
    assert_int_equal(store_get(f->store, id, STORE_HTML, &f->arena, &article, &f->err), OK);
    assert_int_equal(store_get(f->store, articles[0].id, STORE_HTML, &f->arena, &article, &f->err),
                     OK);
    assert_int_equal(store_get(f->store, articles[2].id, STORE_HTML, &f->arena, &article, &f->err),
                     OK);
    /* And with room again, it goes in. */
    queue_article(f, 3, 4 * LIMIT_MEGABYTE, &articles[1], &waited[1]);
    assert_int_equal(waited_end(&waited[1]), OK);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void a_quite_full_disk_says_so_to_all(void **state)
{
    struct fixture *f = *state;
    struct article articles[MANY], article;
    struct waited waited[MANY];
    (void)signal(SIGXFSZ, SIG_IGN);
    int64_t id = fixture_add(f, 100);
    set_largest_file((rlim_t)fixture_log_size(f));
    for (unsigned i = 0; i < MANY; i++) {
        queue_article(f, i, 300, &articles[i], &waited[i]);
    }
    for (unsigned i = 0; i < MANY; i++) {
        assert_int_equal(waited_end(&waited[i]), ERR_FULL);
        assert_int_equal(articles[i].id, 0);
    }
    assert_int_equal(store_get(f->store, id, STORE_HTML, &f->arena, &article, &f->err), OK);
    set_largest_file(RLIM_INFINITY);
    assert_int_equal(fixture_add(f, 1), id + 1);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

/* The limit must not outlive a test that failed. */
static int tear_down_disk(void **state)
{
    set_largest_file(RLIM_INFINITY);
    return fixture_tear_down(state);
}

#define DISK_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, tear_down_disk)
#define WRITER_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WRITER_TEST(what_waits_is_one_transaction),
        WRITER_TEST(the_same_twice_in_one_transaction_is_one),
        WRITER_TEST(one_that_fails_does_not_disturb_the_others),
        WRITER_TEST(what_came_in_the_same_transaction_can_go),
        WRITER_TEST(a_full_queue_says_so),
        WRITER_TEST(closing_finishes_what_waits),
        WRITER_TEST(too_large_is_refused_at_once),
        WRITER_TEST(the_largest_that_is_taken_comes_back),
        DISK_TEST(a_full_disk_loses_only_what_does_not_fit),
        DISK_TEST(a_quite_full_disk_says_so_to_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
