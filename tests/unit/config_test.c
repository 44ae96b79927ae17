/* Tests of server/config.c: a flag beats the environment, which beats the default. */
#include "test.h"

#include "config.h"

#include <stdlib.h>

enum { ARGUMENTS_MAX = 8 };

/* Reads `words` (ended by NULL) as the command line. */
static enum status read_words(struct arena *arena, const char *const *words, struct config *config,
                              struct error *err)
{
    char *argv[ARGUMENTS_MAX];
    int argc = 0;
    for (; words[argc]; argc++) {
        argv[argc] = arena_cstr(arena, str_from(words[argc]));
    }
    return config_read(arena, argc, argv, config, err);
}

static int clean_environment(void **state)
{
    (void)state;
    (void)unsetenv("ARTICLED_LISTEN");
    (void)unsetenv("ARTICLED_DATA");
    (void)unsetenv("ARTICLED_WORKERS");
    (void)unsetenv("ARTICLED_FETCH_ALLOW");
    return setenv("XDG_DATA_HOME", "/xdg", 1);
}

static void has_defaults(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct config config;
    assert_int_equal(read_words(&arena, (const char *[]){NULL}, &config, NULL), OK);
    ASSERT_STR(config.address, "127.0.0.1");
    assert_int_equal(config.port, 8080);
    assert_string_equal(config.data, "/xdg/articled");
    assert_true(config_is_loopback(&config));
    assert_true(config.loops >= 2 && config.workers >= 1);
    assert_false(config.is_open);
    arena_done(&arena);
}

static void flags_beat_the_environment(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct config config;
    (void)setenv("ARTICLED_LISTEN", "[::]:9000", 1);
    (void)setenv("ARTICLED_WORKERS", "3", 1);
    assert_int_equal(read_words(&arena, (const char *[]){NULL}, &config, NULL), OK);
    ASSERT_STR(config.address, "::");
    assert_int_equal(config.port, 9000);
    assert_int_equal(config.workers, 3);
    assert_false(config_is_loopback(&config));
    const char *words[] = {"--listen=localhost:0", "--workers", "5", "--no-auth", "--host",
                           "a.example, b.example", NULL};
    assert_int_equal(read_words(&arena, words, &config, NULL), OK);
    ASSERT_STR(config.address, "127.0.0.1");
    assert_int_equal(config.workers, 5);
    assert_true(config.is_open);
    assert_string_equal(config.hosts[1], "b.example");
    assert_null(config.hosts[2]);
    arena_done(&arena);
}

static void lists_add_up(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct config config;
    assert_int_equal(read_words(&arena, (const char *[]){NULL}, &config, NULL), OK);
    assert_string_equal(config.fetch_allow, "");
    (void)setenv("ARTICLED_FETCH_ALLOW", "10.0.0.0/8", 1);
    assert_int_equal(read_words(&arena, (const char *[]){NULL}, &config, NULL), OK);
    assert_string_equal(config.fetch_allow, "10.0.0.0/8");
    const char *words[] = {
        "--fetch-allow", "127.0.0.1", "--fetch-allow=::1,fd00::/8", "--no-fetch", "--listen",
        "127.0.0.1:0",   NULL};
    assert_int_equal(read_words(&arena, words, &config, NULL), OK);
    assert_string_equal(config.fetch_allow, "127.0.0.1,::1,fd00::/8");
    assert_true(config.is_fetch_off);
    arena_done(&arena);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    static const char *const wrong[][3] = {{"--log-format", "xml", NULL},
                                           {"--nonsense", NULL},
                                           {"--workers", "many", NULL},
                                           {"--workers", "65", NULL},
                                           {"--workers", NULL},
                                           {"--listen", "8080", NULL},
                                           {"--listen", "127.0.0.1:99999", NULL}};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
        struct arena arena = {0};
        struct config config;
        struct error err = {0};
        assert_int_equal(read_words(&arena, wrong[i], &config, &err), ERR_INVALID);
        assert_true(str_find(str_from(err.message), str_from(wrong[i][0])) >= 0);
        arena_done(&arena);
    }
}

static void help_names_every_flag(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 0);
    config_help(&buf);
    assert_true(str_find(buf_str(&buf), STR("--listen ADDRESS:PORT")) >= 0);
    assert_true(str_find(buf_str(&buf), STR("[ARTICLED_DATA]")) >= 0);
    buf_done(&buf);
}

#define TEST(function) cmocka_unit_test_setup(function, clean_environment)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(has_defaults),       TEST(flags_beat_the_environment), TEST(lists_add_up),
        TEST(says_what_is_wrong), TEST(help_names_every_flag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
