/* Tests of search_parse: what is read, and where what is wrong stands. */
#include "../test.h"

#include "base/buf.h"
#include "store/search.h"

static const char *const names[] = {
    [SEARCH_ALL] = "all",       [SEARCH_ANY] = "any",     [SEARCH_NOT] = "not",
    [SEARCH_TEXT] = "",         [SEARCH_TITLE] = "title", [SEARCH_AUTHOR] = "author",
    [SEARCH_SITE] = "site",     [SEARCH_TAG] = "tag",     [SEARCH_LANG] = "lang",
    [SEARCH_BEFORE] = "before", [SEARCH_AFTER] = "after", [SEARCH_STATE] = "state",
    [SEARCH_STARRED] = "star",
};

/* The tree in brackets: all(title<fog>not(any(<a><b*>))). */
static void show(struct buf *buf, const struct search *search)
{
    buf_add_z(buf, names[search->kind]);
    if (search->parts) {
        buf_add_z(buf, "(");
        for (const struct search *part = search->parts; part; part = part->next) {
            show(buf, part);
        }
        buf_add_z(buf, ")");
    } else if (search->kind == SEARCH_STATE) {
        buf_printf(buf, "<%s>", article_state_name(search->state));
    } else {
        buf_printf(buf, "<%.*s%s>", STR_ARG(search->text), search->is_prefix ? "*" : "");
    }
}

static void reads_what_is_typed(void **state)
{
    static const struct {
        const char *typed, *tree;
    } cases[] = {
        {"fog", "<fog>"},
        {"  fog  ", "<fog>"},
        {"fog bell", "all(<fog><bell>)"},
        {"fog AND bell", "all(<fog><bell>)"},
        {"fog and or not", "all(<fog><and><or><not>)"},
        {"\"the  fog\" x", "all(<the  fog><x>)"},
        {"fog* \"two wo\"*", "all(<fog*><two wo*>)"},
        {"-fog", "not(<fog>)"},
        {"NOT fog", "not(<fog>)"},
        {"-\"a b\" - c", "all(not(<a b>)<-><c>)"},
        {"e-mail", "<e-mail>"},
        {"a OR b c OR d", "any(<a>all(<b><c>)<d>)"},
        {"(a OR b) c", "all(any(<a><b>)<c>)"},
        {"( (a) )", "<a>"},
        {"-(a b) c", "all(not(all(<a><b>))<c>)"},
        {"-(-a)", "not(not(<a>))"},
        {"a(b)\"c\"d", "all(<a><b><c><d>)"},
        {"title:fog AUTHOR:\"Q R\"", "all(title<fog>author<Q R>)"},
        {"site:example.org tag:\"two words\" -tag:x",
         "all(site<example.org>tag<two words>not(tag<x>))"},
        {"before:2024 after:2024-05 after:2024-05-06",
         "all(before<2024-01-01>after<2024-05-01>after<2024-05-06>)"},
        {"is:unread is:starred state:archived", "all(state<unread>star<starred>state<archived>)"},
        {"http://example.org/x std::string 10:30",
         "all(<http://example.org/x><std::string><10:30>)"},
        {"\xE5\x8C\x97\xE3\x80\x80\xE4\xBA\xAC", "all(<\xE5\x8C\x97><\xE4\xBA\xAC>)"},
        {"\"\" a", "all(<><a>)"},
        {"tag:x*", "tag<x*>"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena = {.ceiling = 0};
        struct error err = {.status = OK};
        struct search *search = NULL;
        struct buf buf;
        size_t position;
        buf_init(&buf, 0);
        assert_int_equal(search_parse(&arena, str_from(cases[i].typed), &search, &position, &err),
                         OK);
        show(&buf, search);
        ASSERT_STR(buf_str(&buf), cases[i].tree);
        buf_done(&buf);
        arena_done(&arena);
    }
}

static void says_where_it_is_wrong(void **state)
{
    static const struct {
        const char *typed;
        size_t position;
        const char *says;
    } cases[] = {
        {"", 0, "empty"},
        {" \t", 0, "empty"},
        {"fog \"bell", 4, "quote"},
        {"\xC3\xA9t\xC3\xA9 \"bell", 4, "quote"}, /* characters, not bytes */
        {"(fog", 0, "not closed"},
        {"a (b (c)", 2, "not closed"},
        {"fog)", 3, "not opened"},
        {"OR fog", 0, "missing"},
        {"fog OR", 6, "missing"},
        {"fog AND", 7, "missing"},
        {"fog OR OR x", 7, "missing"},
        {"NOT", 3, "missing"},
        {"a ()", 3, "missing"},
        {"title:", 6, "nothing"},
        {"a tag: b", 6, "nothing"},
        {"before:soon", 7, "2024-05-06"},
        {"before:2024-13", 7, "2024-05-06"},
        {"before:2024-05-06T07:08", 7, "2024-05-06"},
        {"is:red", 3, "starred"},
        {"state:starred", 6, "archived"},
        {"a autor:x", 2, "\"autor\""},
        {"lang:\"en\"*", 5, "*"},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena = {.ceiling = 0};
        struct error err = {.status = OK};
        struct search *search = NULL;
        size_t position = 99;
        enum status status =
            search_parse(&arena, str_from(cases[i].typed), &search, &position, &err);
        assert_int_equal(status, ERR_INVALID);
        assert_null(search);
        assert_int_equal(position, cases[i].position);
        assert_true(str_find(str_from(err.message), str_from(cases[i].says)) >= 0);
        arena_done(&arena);
    }
}

static enum status parse_repeated(const char *piece, size_t n, size_t *ret_position)
{
    struct arena arena = {.ceiling = 0};
    struct error err = {.status = OK};
    struct search *search = NULL;
    struct buf buf;
    buf_init(&buf, 0);
    for (size_t i = 0; i < n; i++) {
        buf_add_z(&buf, piece);
    }
    enum status status = search_parse(&arena, buf_str(&buf), &search, ret_position, &err);
    buf_done(&buf);
    arena_done(&arena);
    return status;
}

static void has_bounds(void **state)
{
    size_t position;
    (void)state;
    assert_int_equal(parse_repeated("a", SEARCH_BYTES_MAX, &position), OK);
    assert_int_equal(parse_repeated("a", SEARCH_BYTES_MAX + 1, &position), ERR_INVALID);
    assert_int_equal(parse_repeated("a ", SEARCH_TERMS_MAX, &position), OK);
    assert_int_equal(parse_repeated("a ", SEARCH_TERMS_MAX + 1, &position), ERR_INVALID);
    assert_int_equal(position, 2 * SEARCH_TERMS_MAX);
    assert_int_equal(parse_repeated("(", 500, &position), ERR_INVALID);
    assert_int_equal(position, SEARCH_DEPTH_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_typed),
        cmocka_unit_test(says_where_it_is_wrong),
        cmocka_unit_test(has_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
