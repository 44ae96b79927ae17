/* Tests of the tokens of the search index: folded words, pairs of letters, and fold(). */
#include "../test.h"

#include "base/buf.h"
#include "store/connection_internal.h"
#include "store/tokens_internal.h"

static int set_up(void **state)
{
    static struct connection connection;
    struct error err = {.status = OK};
    *state = &connection;
    return connection_open(":memory:", CONNECTION_READS, &connection, &err) ? -1 : 0;
}

static int tear_down(void **state)
{
    connection_close(*state);
    return 0;
}

static int show(void *context, const struct token *token)
{
    buf_printf(context, "%s%.*s@%zu-%zu%s", ((struct buf *)context)->len ? " " : "",
               STR_ARG(token->text), token->from, token->to, token->is_beside ? "+" : "");
    return 0;
}

static void assert_tokens(void **state, enum tokens_of kind, const char *text, const char *tokens)
{
    struct connection *connection = *state;
    struct buf buf;
    buf_init(&buf, 0);
    assert_int_equal(tokens_walk(connection->tokens, kind, str_from(text), show, &buf), SQLITE_OK);
    ASSERT_STR(buf_str(&buf), tokens);
    buf_done(&buf);
}

#define BEI "\xE5\x8C\x97"
#define JING "\xE4\xBA\xAC"
#define SHI "\xE5\xB8\x82"

static void words_are_folded(void **state)
{
    assert_tokens(state, TOKENS_OF_DOCUMENT, "", "");
    assert_tokens(state, TOKENS_OF_DOCUMENT, "The caf\xC3\xA9, e-mail",
                  "the@0-3 cafe@4-9 e@11-12 mail@13-17");
    assert_tokens(state, TOKENS_OF_DOCUMENT, "cafe\xCC\x81", "cafe@0-6");
    /* Devanagari's vowel signs are parts of its words; an emoji is none, nor what follows it. */
    assert_tokens(state, TOKENS_OF_DOCUMENT, "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8",
                  "\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8@0-9");
    assert_tokens(state, TOKENS_OF_DOCUMENT, "\xE2\x9D\xA4\xEF\xB8\x8F x", "x@7-8");
}

static void dense_scripts_are_pairs(void **state)
{
    assert_tokens(state, TOKENS_OF_DOCUMENT, BEI JING SHI,
                  BEI JING "@0-6 " JING SHI "@3-9 " SHI "@6-9+");
    assert_tokens(state, TOKENS_OF_QUERY, BEI JING SHI, BEI JING "@0-6 " JING SHI "@3-9");
    assert_tokens(state, TOKENS_OF_DOCUMENT, BEI, BEI "@0-3");
    assert_tokens(state, TOKENS_OF_QUERY, BEI, BEI "@0-3");
    assert_tokens(state, TOKENS_OF_DOCUMENT, "x" BEI JING "2 " SHI "\xE3\x80\x82",
                  "x@0-1 " BEI JING "@1-7 " JING "@4-7+ 2@7-8 " SHI "@9-12");
}

static int stop(void *context, const struct token *token)
{
    (void)token;
    return ++*(int *)context == 2 ? 7 : 0;
}

static void a_walk_can_be_ended(void **state)
{
    struct connection *connection = *state;
    int n = 0;
    assert_int_equal(
        tokens_walk(connection->tokens, TOKENS_OF_DOCUMENT, STR("a b " BEI JING SHI), stop, &n), 7);
    assert_int_equal(n, 2);
}

static void fold_is_lower_case(void **state)
{
    struct connection *connection = *state;
    int64_t is_so = 0;
    struct error err = {.status = OK};
    static const char sql[] = "SELECT fold('\xC3\x9C"
                              "BUNG X') = '\xC3\xBC"
                              "bung x'"
                              " AND fold('') = '' AND fold(NULL) IS NULL";
    assert_int_equal(connection_number(connection, sql, &is_so, &err), OK);
    assert_int_equal(is_so, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded),
        cmocka_unit_test(dense_scripts_are_pairs),
        cmocka_unit_test(a_walk_can_be_ended),
        cmocka_unit_test(fold_is_lower_case),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
