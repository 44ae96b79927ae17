/*
 * What the tests of store/ share: a folder of their own, articles to store, and writes that are
 * waited for.
 */
#ifndef UNIT_STORE_FIXTURE_H
#define UNIT_STORE_FIXTURE_H

#include "store/store.h"

#include <semaphore.h>
#include <stdbool.h>

/* Each longer than the one before by more than a name, which compilers see. */
enum { FIXTURE_DIR = 64, FIXTURE_DATA = 96, FIXTURE_PATH = 160 };

struct fixture {
    char dir[FIXTURE_DIR];   /* a folder in /tmp that is removed at the end */
    char data[FIXTURE_DATA]; /* where the store is, in it */
    char file[FIXTURE_PATH];
    struct store *store;
    struct arena arena;
    struct error err;
};

/* cmocka's: the state becomes a struct fixture with an open, empty store. */
int fixture_set_up(void **state);
/* The same without a store. */
int fixture_set_up_folder(void **state);
int fixture_tear_down(void **state);

void fixture_open(struct fixture *f);
void fixture_close(struct fixture *f);
/* Runs SQL on the closed store's file, as somebody with a shell might. */
void fixture_sql(struct fixture *f, const char *sql);
/* The one number that SQL gives. */
int64_t fixture_number(struct fixture *f, const char *sql);
/* Of SQLite's log, in bytes. */
int64_t fixture_log_size(struct fixture *f);

/*
 * Article number `n`: every field set, each from `n` alone, so that it can be made again and
 * compared.  Its content has `size` bytes or a few more.
 */
struct str fixture_article(struct arena *arena, unsigned n, size_t size,
                           struct article *ret_article);
/* Fails the test unless all that fixture_article sets is the same. */
void fixture_assert_same(const struct article *actual, const struct article *expected);
/* The same as a claim, for where nothing may fail. */
bool fixture_is_same(const struct article *actual, const struct article *expected);

/* A write whose end can be waited for. */
struct waited {
    struct store_write write;
    sem_t is_done;
};
void waited_insert(struct waited *waited, struct article *article, struct str original);
void waited_delete(struct waited *waited, int64_t id);
enum status waited_submit(struct store *store, struct waited *waited);
/* The outcome. */
enum status waited_end(struct waited *waited);

/* Stores article `n` and waits; its id. */
int64_t fixture_add(struct fixture *f, unsigned n);
enum status fixture_delete(struct fixture *f, int64_t id);

#endif
