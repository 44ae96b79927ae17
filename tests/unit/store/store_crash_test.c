/* Kills a process that stores, at any moment: whatever it acknowledged is there afterwards, whole.
 */
#include "fixture.h"

#include "../test.h"
#include "base/buf.h"
#include "base/time.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 20, THREADS = 4, SIZE = 1000, LONGEST_MS = 120, PER_ROUND = 1000 * 1000 };

/* What the child says through the pipe: article `n` has `id`.  Short enough to be written at once.
 */
struct acknowledged {
    int64_t id;
    unsigned n;
};

struct inserter {
    struct store *store;
    int pipe;
    unsigned first;
};

struct insertion {
    struct waited waited;
    int pipe;
    unsigned n;
};

/* In the writer's thread, after the commit. */
static void acknowledge(struct store_write *done)
{
    struct insertion *insertion = done->owner;
    struct acknowledged message = {.id = done->article->id, .n = insertion->n};
    if (done->status || write(insertion->pipe, &message, sizeof(message)) != sizeof(message)) {
        abort();
    }
    (void)sem_post(&insertion->waited.is_done);
}

static void *insert_until_killed(void *argument)
{
    const struct inserter *inserter = argument;
    struct arena arena = {0};
    struct error err = {0};
    for (unsigned n = inserter->first;; n += THREADS) {
        struct article article;
        struct insertion insertion = {.pipe = inserter->pipe, .n = n};
        struct str original = fixture_article(&arena, n, SIZE, &article);
        waited_insert(&insertion.waited, &article, original);
        insertion.waited.write.done = acknowledge;
        insertion.waited.write.owner = &insertion;
        (void)sem_init(&insertion.waited.is_done, 0, 0);
        if (store_submit(inserter->store, &insertion.waited.write, &err)) {
            abort();
        }
        (void)sem_wait(&insertion.waited.is_done);
        arena_reset(&arena);
    }
}

/* The child's whole life. */
static void run_child(const char *dir, unsigned first, int pipe)
{
    struct store_options options = {.dir = dir};
    struct store *store;
    struct error err = {0};
    struct inserter inserters[THREADS];
    pthread_t threads[THREADS];
    if (store_open(&options, &store, &err)) {
        abort();
    }
    for (unsigned i = 0; i < THREADS; i++) {
        inserters[i] = (struct inserter){.store = store, .pipe = pipe, .first = first + i};
        if (pthread_create(&threads[i], NULL, insert_until_killed, &inserters[i])) {
            abort();
        }
    }
    for (;;) {
        (void)pause();
    }
}

/* Takes what the child says until `end_us` (0: its first word), or its end. */
static bool listen_until(int pipe, int64_t end_us, struct buf *list)
{
    struct acknowledged message;
    for (;;) {
        struct pollfd ready = {.fd = pipe, .events = POLLIN};
        int64_t left_us = end_us - time_monotonic_us();
        int wait_ms = end_us ? (int)MIN(left_us / 1000, INT32_MAX) : -1;
        if (end_us && (left_us <= 0 || poll(&ready, 1, wait_ms) == 0)) {
            return true;
        }
        ssize_t len = read(pipe, &message, sizeof(message));
        if (len <= 0) {
            return false;
        }
        assert_int_equal(len, sizeof(message));
        buf_add(list, &message, sizeof(message));
        if (!end_us) {
            return true;
        }
    }
}

/* Lets a child store articles for a while and kills it; what it acknowledged goes to `list`. */
static void run_round(struct fixture *f, unsigned round, struct buf *list)
{
    int ends[2], result;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        (void)close(ends[0]);
        run_child(f->data, round * PER_ROUND, ends[1]);
    }
    (void)close(ends[1]);
    /* A moment that differs from round to round, wherever in a commit that is. */
    struct str seed = str_of((const char *)&round, sizeof(round));
    int64_t moment_us = (int64_t)(hash_bytes(HASH_START, seed) % (LONGEST_MS * 1000));
    assert_true(listen_until(ends[0], 0, list));
    assert_true(listen_until(ends[0], time_monotonic_us() + moment_us, list));
    (void)kill(child, SIGKILL);
    assert_false(listen_until(ends[0], INT64_MAX, list));
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL);
    (void)close(ends[0]);
}

static void assert_there(struct fixture *f, const struct acknowledged *acknowledged)
{
    struct article article, expected;
    struct str bytes, type;
    struct str original = fixture_article(&f->arena, acknowledged->n, SIZE, &expected);
    assert_int_equal(store_get(f->store, acknowledged->id, STORE_HTML | STORE_TEXT | STORE_TREE,
                               &f->arena, &article, &f->err),
                     OK);
    fixture_assert_same(&article, &expected);
    assert_int_equal(
        store_get_original(f->store, acknowledged->id, &f->arena, &bytes, &type, &f->err), OK);
    assert_true(str_equal(bytes, original));
    arena_reset(&f->arena);
}

/* What was acknowledged from number `from` on is there; the highest of its ids. */
static int64_t assert_all_there(struct fixture *f, const struct buf *list, size_t from)
{
    int64_t highest = 0;
    for (size_t i = from; i < list->len / sizeof(struct acknowledged); i++) {
        struct acknowledged acknowledged;
        memcpy(&acknowledged, list->ptr + i * sizeof(acknowledged), sizeof(acknowledged));
        assert_there(f, &acknowledged);
        highest = MAX(highest, acknowledged.id);
    }
    return highest;
}

static void nothing_acknowledged_is_lost(void **state)
{
    struct fixture *f = *state;
    struct buf list;
    int64_t highest = 0;
    buf_init(&list, 0);
    for (unsigned round = 0; round < ROUNDS; round++) {
        size_t from = list.len / sizeof(struct acknowledged);
        run_round(f, round, &list);
        assert_true(buf_ok(&list));
        fixture_open(f);
        int64_t before = highest;
        highest = assert_all_there(f, &list, from);
        assert_true(highest > before);
        if (store_check(f->store, &f->err)) {
            print_error("%s\n", f->err.message);
            fail();
        }
        fixture_close(f);
    }
    fixture_open(f);
    (void)assert_all_there(f, &list, 0);
    print_message("%zu acknowledged, all there\n", list.len / sizeof(struct acknowledged));
    buf_done(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_acknowledged_is_lost, fixture_set_up_folder,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
