/* Tests of opening: the folder, its lock, migrations, and files that are not ours. */
#include "fixture.h"

#include "../test.h"
#include "store/store_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sqlite3.h>

static enum status try_open(struct fixture *f, const char *dir)
{
    struct store_options options = {.dir = dir, .readers = 2};
    f->err = (struct error){.status = OK};
    return store_open(&options, &f->store, &f->err);
}

/* The message names the folder and says `words`. */
static void assert_says(struct fixture *f, const char *words)
{
    if (!strstr(f->err.message, words) || !strstr(f->err.message, f->dir)) {
        print_error("\"%s\" does not say \"%s\"\n", f->err.message, words);
        fail();
    }
}

static void write_file(const char *path, const char *bytes, size_t len)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, len), len);
    assert_int_equal(close(file), 0);
}

static void parents_are_made(void **state)
{
    struct fixture *f = *state;
    char dir[FIXTURE_PATH];
    struct stat stat_of;
    (void)snprintf(dir, sizeof(dir), "%s/a/b/c", f->dir);
    assert_int_equal(try_open(f, dir), OK);
    assert_int_equal(stat(dir, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 0777, 0700);
}

static void two_do_not_share_a_folder(void **state)
{
    struct fixture *f = *state;
    struct store_options options = {.dir = f->data};
    struct store *second = NULL;
    fixture_open(f);
    /* flock tells open files apart, not processes, so that one process is enough to see it. */
    assert_int_equal(store_open(&options, &second, &f->err), ERR_CONFLICT);
    assert_null(second);
    char pid[32];
    (void)snprintf(pid, sizeof(pid), "process %ld", (long)getpid());
    assert_says(f, pid);
    (void)fixture_add(f, 1);
    fixture_close(f);
    fixture_open(f);
}

static void a_file_in_place_of_the_folder_is_refused(void **state)
{
    struct fixture *f = *state;
    write_file(f->data, "x", 1);
    assert_int_equal(try_open(f, f->data), ERR_IO);
    assert_says(f, "Not a directory");
    assert_int_equal(try_open(f, ""), ERR_INVALID);
}

static void what_is_no_data_base_is_refused(void **state)
{
    struct fixture *f = *state;
    char bytes[8192];
    memset(bytes, 'x', sizeof(bytes));
    assert_int_equal(mkdir(f->data, 0700), 0);
    write_file(f->file, bytes, sizeof(bytes));
    assert_int_equal(try_open(f, f->data), ERR_CORRUPT);
    assert_says(f, "no data base");
    /* And nobody wrote into it. */
    struct stat stat_of;
    assert_int_equal(stat(f->file, &stat_of), 0);
    assert_int_equal(stat_of.st_size, sizeof(bytes));
}

static void a_cut_file_is_refused(void **state)
{
    struct fixture *f = *state;
    fixture_open(f);
    (void)fixture_add(f, 1);
    fixture_close(f);
    assert_int_equal(truncate(f->file, 6000), 0);
    assert_int_equal(try_open(f, f->data), ERR_CORRUPT);
}

static void anothers_data_base_is_refused(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(mkdir(f->data, 0700), 0);
    fixture_sql(f, "CREATE TABLE recipes (a, b)");
    assert_int_equal(try_open(f, f->data), ERR_UNSUPPORTED);
    assert_says(f, "another program's");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM sqlite_schema"), 1);
}

static void a_newer_file_is_refused(void **state)
{
    struct fixture *f = *state;
    fixture_open(f);
    (void)fixture_add(f, 1);
    fixture_close(f);
    fixture_sql(f, "PRAGMA user_version = 99");
    assert_int_equal(try_open(f, f->data), ERR_UNSUPPORTED);
    assert_says(f, "newer articled (schema 99; this one knows ");
    assert_int_equal(fixture_number(f, "PRAGMA user_version"), 99);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM articles"), 1);
}

enum { STEPS_MAX = 64 };

/* The articles' schema with a step of the future. */
static struct schema with_step(const char *step, const char *steps[STEPS_MAX])
{
    int n = schema_articles.version;
    assert_true(n < STEPS_MAX);
    for (int i = 0; i < n; i++) {
        steps[i] = schema_articles.migrations[i];
    }
    steps[n] = step;
    return (struct schema){.migrations = steps, .version = n + 1};
}

static enum status try_open_as(struct fixture *f, const struct schema *schema)
{
    struct store_options options = {.dir = f->data};
    f->err = (struct error){.status = OK};
    return store_open_as(&options, schema, &f->store, &f->err);
}

static void an_older_file_is_copied_and_brought_up(void **state)
{
    struct fixture *f = *state;
    const char *steps[STEPS_MAX];
    struct schema newer = with_step("ALTER TABLE articles ADD COLUMN mood TEXT", steps);
    struct article article, expected;
    char copy[FIXTURE_PATH];
    struct stat stat_of;
    fixture_open(f);
    (void)fixture_article(&f->arena, 1, 500, &expected);
    int64_t id = fixture_add(f, 1);
    fixture_close(f);
    assert_int_equal(try_open_as(f, &newer), OK);
    assert_int_equal(
        store_get(f->store, id, STORE_HTML | STORE_TEXT | STORE_TREE, &f->arena, &article, &f->err),
        OK);
    fixture_assert_same(&article, &expected);
    const char *sqlite;
    int version = 0;
    store_version(f->store, &sqlite, &version);
    assert_int_equal(version, newer.version);
    assert_int_equal(store_check(f->store, &f->err), OK);
    fixture_close(f);
    assert_int_equal(fixture_number(f, "PRAGMA user_version"), newer.version);
    /* The copy is as before, and a whole store. */
    (void)snprintf(copy, sizeof(copy), "%s/articles.db.v%d.bak", f->data, schema_articles.version);
    assert_int_equal(stat(copy, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 077, 0);
    assert_int_equal(rename(copy, f->file), 0);
    assert_int_equal(fixture_number(f, "PRAGMA user_version"), schema_articles.version);
    fixture_open(f);
    assert_int_equal(store_check(f->store, &f->err), OK);
    assert_int_equal(store_get(f->store, id, STORE_HEAD, &f->arena, &article, &f->err), OK);
}

static void a_step_that_fails_changes_nothing(void **state)
{
    struct fixture *f = *state;
    const char *steps[STEPS_MAX];
    struct schema broken =
        with_step("CREATE TABLE half (a); INSERT INTO nowhere VALUES (1)", steps);
    fixture_open(f);
    (void)fixture_add(f, 1);
    fixture_close(f);
    assert_int_equal(try_open_as(f, &broken), ERR_INTERNAL);
    assert_int_equal(fixture_number(f, "PRAGMA user_version"), schema_articles.version);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'"),
                     0);
    fixture_open(f);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void a_new_file_needs_no_copy(void **state)
{
    struct fixture *f = *state;
    char copy[FIXTURE_PATH];
    fixture_open(f);
    (void)snprintf(copy, sizeof(copy), "%s/articles.db.v0.bak", f->data);
    assert_int_not_equal(access(copy, F_OK), 0);
}

static void connections_are_hardened(void **state)
{
    struct fixture *f = *state;
    fixture_open(f);
    struct connection *reader = readers_take(&f->store->readers);
    sqlite3 *const dbs[] = {f->store->writer.connection.db, reader->db};
    for (size_t i = 0; i < ARRAY_LEN(dbs); i++) {
        int value = -1;
        (void)sqlite3_db_config(dbs[i], SQLITE_DBCONFIG_DEFENSIVE, -1, &value);
        assert_int_equal(value, 1);
        (void)sqlite3_db_config(dbs[i], SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &value);
        assert_int_equal(value, 0);
        (void)sqlite3_db_config(dbs[i], SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, -1, &value);
        assert_int_equal(value, 0);
        assert_int_equal(sqlite3_limit(dbs[i], SQLITE_LIMIT_ATTACHED, -1), 0);
    }
    assert_int_equal(sqlite3_exec(reader->db, "DELETE FROM articles", NULL, NULL, NULL),
                     SQLITE_READONLY);
    assert_int_not_equal(sqlite3_exec(reader->db, "SELECT \"no such column\"", NULL, NULL, NULL),
                         SQLITE_OK);
    int64_t number = 0;
    assert_int_equal(connection_number(reader, "PRAGMA foreign_keys", &number, &f->err), OK);
    assert_int_equal(number, 1);
    readers_give(&f->store->readers, reader);
}

static void the_writer_syncs_every_commit(void **state)
{
    struct fixture *f = *state;
    struct connection connection;
    int64_t number = 0;
    fixture_open(f);
    assert_int_equal(connection_open(f->file, CONNECTION_WRITES, &connection, &f->err), OK);
    assert_int_equal(connection_number(&connection, "PRAGMA synchronous", &number, &f->err), OK);
    assert_int_equal(number, 2);
    connection_close(&connection);
}

/* Runs as nobody, as root may write everywhere; the child's exit says what store_open said. */
static int open_as_nobody(struct fixture *f, char *message, size_t room)
{
    int ends[2], result = -1;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        if (geteuid() == 0 && (setgid(65534) || setuid(65534))) {
            _exit(255);
        }
        enum status status = try_open(f, f->data);
        (void)!write(ends[1], f->err.message, strlen(f->err.message));
        _exit((int)status);
    }
    (void)close(ends[1]);
    ssize_t len = read(ends[0], message, room - 1);
    message[len > 0 ? len : 0] = '\0';
    (void)close(ends[0]);
    assert_int_equal(waitpid(child, &result, 0), child);
    return WIFEXITED(result) ? WEXITSTATUS(result) : -1;
}

static void what_may_not_be_written_says_so(void **state)
{
    struct fixture *f = *state;
    char message[ERROR_MESSAGE_MAX];
    fixture_open(f);
    (void)fixture_add(f, 1);
    fixture_close(f);
    assert_int_equal(chmod(f->dir, 0755), 0);
    assert_int_equal(chmod(f->data, 0555), 0);
    assert_int_equal(chmod(f->file, 0444), 0);
    assert_int_equal(open_as_nobody(f, message, sizeof(message)), ERR_READ_ONLY);
    assert_non_null(strstr(message, f->data));
    assert_non_null(strstr(message, "Permission denied"));
    assert_int_equal(chmod(f->data, 0755), 0);
    assert_int_equal(chmod(f->file, 0644), 0);
    fixture_open(f);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

#define OPEN_TEST(name) \
    cmocka_unit_test_setup_teardown(name, fixture_set_up_folder, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        OPEN_TEST(parents_are_made),
        OPEN_TEST(two_do_not_share_a_folder),
        OPEN_TEST(a_file_in_place_of_the_folder_is_refused),
        OPEN_TEST(what_is_no_data_base_is_refused),
        OPEN_TEST(a_cut_file_is_refused),
        OPEN_TEST(anothers_data_base_is_refused),
        OPEN_TEST(a_newer_file_is_refused),
        OPEN_TEST(an_older_file_is_copied_and_brought_up),
        OPEN_TEST(a_step_that_fails_changes_nothing),
        OPEN_TEST(a_new_file_needs_no_copy),
        OPEN_TEST(connections_are_hardened),
        OPEN_TEST(the_writer_syncs_every_commit),
        OPEN_TEST(what_may_not_be_written_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
