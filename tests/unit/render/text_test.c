/* Tests of render/text.c: every word once, in order, on lines that a person would write. */
#include "tree.h"

#include "render/render.h"

#define CHECK(cases) tree_check((cases), ARRAY_LEN(cases), render_text)

static void blocks_are_parted_by_empty_lines(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"", ""},
        {"heading[level=1]('Head') p('One.') p('Two.')", "Head\n\nOne.\n\nTwo.\n"},
        {"quote(p('a') p('b')) rule p('c')", "a\n\nb\n\n* * *\n\nc\n"},
        {"code-block('\n  int x;\n\n\ty;\x01\n\n') p('z')", "  int x;\n\n\ty;\n\nz\n"},
        {"code-block(' \n\t\n') p('z')", "z\n"},
        {"figure(image[url=https://e.example/i text=Alt] caption('Cap')) p('x')", "Cap\n\nx\n"},
        {"figure(image[url=https://e.example/i] caption[beside]('Cap')) p('x')", "x\n"},
        {"p(link[beside url=https://e.example/v]('https://e.example/v')) p('x')", "x\n"},
        {"p(link[url=https://e.example/v]('https://e.example/v'))", "https://e.example/v\n"},
        {"definitions(term('T') definition('D') term('U') definition(p('E') p('F')))",
         "T\nD\nU\nE\nF\n"},
        {"p(image[url=https://e.example/i text=Alt]) p('x')", "x\n"},
        {"'loose ' em('words') p('x')", "loose words\n\nx\n"},
        {"p('  one two three \x7F four five  six\t\tseven eight \x01 ')",
         "one two three four five six seven eight\n"},
    };
    CHECK(cases);
}

static void lists_have_marks(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"list(item('a') item(p('b')))", "- a\n- b\n"},
        {"list(item[open]('a') item[done](p('b')))", "- [ ] a\n- [x] b\n"},
        {"p('a ' link[fragment=n]('^') 'b' link[fragment=n]('1'))", "a b1\n"},
        {"list[ordered start=9](item('a') item('b' list(item('c') item('d'))) item('e'))",
         "9. a\n10. b\n    - c\n    - d\n11. e\n"},
        {"list(item(p('a') p('b')) item('c'))", "- a\n\n  b\n\n- c\n"},
        {"list(item(code-block('a\n\nb')))", "- a\n\n  b\n"},
        {"list[ordered](item(image[url=https://e.example/i]) item('b'))", "1. b\n"},
        {"list[ordered start=2147483647](item('a') item('b'))", "2147483647. a\n2147483648. b\n"},
    };
    CHECK(cases);
}

static void a_row_is_a_line(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"table(caption('Cap') row(cell[header]('A') cell[header]('B')) row(cell('1') cell('2')))",
         "Cap\nA\tB\n1\t2\n"},
        {"table(row(cell() cell('a') cell() cell('b') cell())) p('x')", "\ta\t\tb\n\nx\n"},
        {"table(row(cell() cell()) row(cell('a')))", "a\n"},
        {"table(row(cell(p('a') p('b') list(item('c'))) cell('d' br 'e') "
         "cell(code-block('f\ng'))))",
         "a b c\td e\tf g\n"},
        {"table(row(cell(table(row(cell('a') cell('b')) row(cell('c')))) cell('d')))",
         "a b c\td\n"},
        {"p('before') table(row(cell('a\tb')))", "before\n\na b\n"},
    };
    CHECK(cases);
}

static void words_keep_their_places(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"p('a' em('b') ' ' b(' c ') 'd ' code(' e ') ' f')", "ab c d e f\n"},
        {"p('  a \t\n b\x01\x7f  ')", "a b\n"},
        {"p('a' br 'b ' br br ' c' br)", "a\nb\nc\n"},
        {"p(link[url=https://e.example/ text=title]('a') link[fragment=n1]('1'))", "a1\n"},
        {"p('10' superscript('6') ' H' subscript('2') 'O')", "106 H2O\n"},
        {"p(deleted('a') inserted('b') small('c') keyboard('d') marked('e'))", "abcde\n"},
        {"p(quotation('a ' quotation('b')))", "\xE2\x80\x9C"
                                              "a \xE2\x80\x98"
                                              "b\xE2\x80\x99\xE2\x80\x9D\n"},
        {"p(ruby('K' ruby-text('k')) ' x')", "K(k) x\n"},
        {"p('<b> & *x* [y](z)')", "<b> & *x* [y](z)\n"},
    };
    CHECK(cases);
}

static void depth_is_bounded(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct node *root = node_new(&arena, NULL, NODE_ROOT);
    struct node *at = root;
    for (int i = 0; i < NODE_DEPTH_MAX / 2 - 1; i++) {
        at = tree_chain(&arena, node_new(&arena, at, NODE_LIST), NODE_ITEM, 1);
    }
    struct node *code = node_new(&arena, at, NODE_CODE_BLOCK);
    assert_non_null(node_new_text(&arena, code, STR("a\nb\nlast")));
    at = tree_chain(&arena, root, NODE_QUOTE, 2 * NODE_DEPTH_MAX);
    assert_non_null(node_new_text(&arena, at, STR("too deep")));
    struct buf buf;
    buf_init(&buf, 0);
    render_text(root, &buf);
    assert_true(buf_ok(&buf));
    assert_true(str_find(buf_str(&buf), STR("last\n")) > 0);
    char indentation[66]; /* more than any line may have */
    memset(indentation, ' ', sizeof(indentation));
    assert_int_equal(str_find(buf_str(&buf), str_of(indentation, sizeof(indentation))), STR_NONE);
    assert_int_equal(str_find(buf_str(&buf), STR("too deep")), STR_NONE);
    assert_true(buf.len < 1000);
    buf_done(&buf);
    arena_done(&arena);
}

static void failure_sticks(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *tree =
        "list(item(p('a') p('b'))) table(row(cell('c') cell('d'))) code-block('d\ne')";
    struct node *root = tree_new(&arena, tree);
    for (size_t ceiling = 1; ceiling < 40; ceiling++) {
        struct buf buf;
        buf_init(&buf, ceiling);
        render_text(root, &buf);
        assert_true(!buf_ok(&buf) || buf.len <= ceiling);
        buf_done(&buf);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_parted_by_empty_lines),
        cmocka_unit_test(lists_have_marks),
        cmocka_unit_test(a_row_is_a_line),
        cmocka_unit_test(words_keep_their_places),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
