/* Tests of render/markdown*.c: the exact form of each kind. */
#include "tree.h"

#include "render/render.h"

#define CHECK(cases) tree_check((cases), ARRAY_LEN(cases), render_markdown)

static void blocks_have_their_forms(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"", ""},
        {"p('One.') p('Two.')", "One.\n\nTwo.\n"},
        {"heading[level=2]('Head') p('x')", "## Head\n\nx\n"},
        {"heading[level=9]('Head')", "###### Head\n"},
        {"quote(p('a') p('b')) p('c')", "> a\n>\n> b\n\nc\n"},
        {"quote(quote(p('a')))", "> > a\n"},
        {"quote(p('a')) quote(p('b'))", "> a\n\n> b\n"},
        {"rule p('x') rule", "***\n\nx\n\n***\n"},
        {"figure(image[url=https://e.example/i text=Alt] caption('Cap ' em('tion')))",
         "![Alt](https://e.example/i)\n\nCap *tion*\n"},
        {"definitions(term('Te' b('rm')) definition('Inline') term('U') definition(p('A') p('B')))",
         "**Term**\n\n: Inline\n\n**U**\n\n: A\n\nB\n"},
        {"definitions(definition(list(item('x'))))", "- x\n"},
        {"'bare ' em('inlines') p('and a block')", "bare *inlines*\n\nand a block\n"},
    };
    CHECK(cases);
}

static void lists_nest_and_stay_apart(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"list(item('a') item('b'))", "- a\n- b\n"},
        {"list(item[open]('a') item[done](p('b') p('c')))", "- [ ] a\n\n- [x] b\n\n  c\n"},
        {"p('a ' link[fragment=n]('\xE2\x86\xA9'))", "a\n"},
        {"list(item(p('a')) item(p('b')))", "- a\n- b\n"},
        {"list(item(p('a') p('b')) item('c'))", "- a\n\n  b\n\n- c\n"},
        {"list[ordered start=9](item('a') item('b' list(item('c' list[ordered](item('d')))) ))",
         "9. a\n10. b\n    - c\n      1. d\n"},
        {"list[ordered start=999999999](item('a') item('b'))", "999999999. a\n999999999. b\n"},
        {"list[ordered start=0](item('a'))", "0. a\n"},
        /* Only a list that starts with 1 interrupts a paragraph. */
        {"list(item('a' list[ordered start=5](item('b'))))", "- a\n\n  5. b\n"},
        /* Neighbours would be one list. */
        {"list(item('a')) list(item('b')) list(item('c'))", "- a\n\n+ b\n\n- c\n"},
        {"list[ordered](item('a')) list[ordered](item('b'))", "1. a\n\n1) b\n"},
        {"list(item('a')) p('x') list(item('b'))", "- a\n\nx\n\n- b\n"},
        /* "- - -" would be a rule. */
        {"list(item(list(item(list(item('a'))))))", "- + - a\n"},
        {"list(item(quote(p('a'))) item(code-block('b')) item(rule))",
         "- > a\n\n- ```\n  b\n  ```\n\n- ***\n"},
        {"list(item() item(p()) item('c'))", "- c\n"},
        {"list[ordered](item() item('b') item('c'))", "1. b\n2. c\n"},
        {"list(item(p())) p('x')", "x\n"},
    };
    CHECK(cases);
}

static void code_is_fenced(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"code-block[text=c++]('a\n\n\tb')", "```c++\na\n\n\tb\n```\n"},
        {"code-block('\n\n  a\n\n')", "```\n  a\n```\n"},
        {"code-block('``` a ````')", "`````\n``` a ````\n`````\n"},
        {"code-block[text='c `']('a')", "```\na\n```\n"},
        {"code-block(' \n ') p('x')", "x\n"},
        {"code-block('a\x01\x7f' 'b')", "```\nab\n```\n"},
        {"quote(code-block('a\n\nb'))", "> ```\n> a\n>\n> b\n> ```\n"},
        {"p(code('a`b``c'))", "```a`b``c```\n"},
        {"p(code('`'))", "`` ` ``\n"},
        {"p(code('a ' em('b') '\nc'))", "`a b c`\n"},
        {"p('x' code(' ') 'y')", "x y\n"},
        {"p('x' code(' a ') 'y')", "x `a` y\n"},
        {"p(code('a') code('b`'))", "`a`b\\`\n"},
    };
    CHECK(cases);
}

static void tables_are_gfm(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"table(row(cell[header]('A') cell[header]('B')) row(cell('1') cell('2')))",
         "| A | B |\n| --- | --- |\n| 1 | 2 |\n"},
        {"table(row(cell() cell[header]('A')) row(cell[header]('1') cell('2')))",
         "|  | A |\n| --- | --- |\n| 1 | 2 |\n"},
        {"table(caption('Cap') row(cell('1')))", "Cap\n\n|  |\n| --- |\n| 1 |\n"},
        {"table(row(cell[header]('A')) row(cell('1') cell('2')))",
         "| A |  |\n| --- | --- |\n| 1 | 2 |\n"},
        {"table(row(cell[colspan=3]('w')) row(cell('1') cell('2') cell('3')))",
         "|  |  |  |\n| --- | --- | --- |\n| w |  |  |\n| 1 | 2 | 3 |\n"},
        {"table(row(cell[rowspan=2]('t') cell('1')) row(cell('2')) row(cell('u') cell('3')))",
         "|  |  |\n| --- | --- |\n| t | 1 |\n|  | 2 |\n| u | 3 |\n"},
        {"table(row(cell('a|b') cell(code('c|d')) cell(link[url=https://e.example/?a|b]('x'))))",
         "|  |  |  |\n| --- | --- | --- |\n| a\\|b | c\\|d | [x](https://e.example/?a%7Cb) |\n"},
        {"table(row(cell(p('a') list(item('b') item('c')) code-block('d\ne')) cell('f' br 'g')))",
         "|  |  |\n| --- | --- |\n| a<br>b<br>c<br>d e | f<br>g |\n"},
        {"table(row(cell(table(row(cell('a') cell('b')))) cell()))",
         "|  |  |\n| --- | --- |\n| a b |  |\n"},
        {"list(item(table(row(cell[header]('A')))))", "- | A |\n  | --- |\n"},
        {"table(caption('only'))", "only\n"},
        {"p('- ') table(row(cell('- 1. #')))", "\\-\n\n|  |\n| --- |\n| - 1. # |\n"},
    };
    CHECK(cases);
}

/* Wide spans cost columns in one row, not in each. */
static void spans_are_bounded(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct node *root = tree_new(&arena, "table(row(cell[colspan=1000 rowspan=1000]('a')))");
    for (int i = 0; i < 1000; i++) {
        assert_non_null(node_new_text(
            &arena, node_new(&arena, node_new(&arena, root->first, NODE_ROW), NODE_CELL),
            STR("b")));
    }
    struct buf buf;
    buf_init(&buf, 0);
    render_markdown(root, &buf);
    assert_true(buf_ok(&buf));
    assert_in_range(buf.len, 1000, 400 * 1000);
    buf_done(&buf);
    arena_done(&arena);
}

/* A small table cannot ask for a long head. */
static void heads_are_bounded(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf buf;
    buf_init(&buf, 0);
    render_markdown(tree_new(&arena, "table(row(cell[colspan=1000]('a')))"), &buf);
    assert_in_range(buf.len, 100, 1500);
    buf_done(&buf);
    arena_done(&arena);
}

static void inlines_have_their_marks(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"p('a ' em('b') ' ' b('c') ' ' deleted('d'))", "a *b* **c** ~~d~~\n"},
        {"p(em(b('x')) ' y')", "***x*** y\n"},
        {"p('a' em(' b ') 'c')", "a *b* c\n"},
        {"p(em('a' br) 'b')", "*a*\\\nb\n"},
        {"p('a' br br 'b' br)", "a\\\nb\n"},
        {"heading[level=1]('a' br 'b')", "# a b\n"},
        {"p(inserted('a') marked('b') subscript('c') small('d') keyboard('e'))", "abcde\n"},
        {"p('10' superscript('6') ', 1' superscript('st') ', x.' superscript('2'))",
         "10^6, 1st, x.2\n"},
        {"p(quotation('a ' quotation('b')))", "\xE2\x80\x9C"
                                              "a \xE2\x80\x98"
                                              "b\xE2\x80\x99\xE2\x80\x9D\n"},
        {"p(ruby('K' ruby-text('k')))", "K(k)\n"},
        {"p(em(' ') 'a' em())", "a\n"},
        /* What a parser would not read as a mark is left out. */
        {"p('a' em('(b)') 'c')", "a(b)c\n"},
        {"p('a' em('b') 'c')", "a*b*c\n"},
        {"p(em('a') em('b'))", "*a*b\n"},
        {"p(em('a' em('b')))", "*ab*\n"},
        {"p(b(code('x')) 'y')", "`x`y\n"},
    };
    CHECK(cases);
}

static void links_and_images(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"p(link[url=https://e.example/](em('a') ' b'))", "[*a* b](https://e.example/)\n"},
        {"p(link[url=https://e.example/ text='A \"t\" `x`']('a'))",
         "[a](https://e.example/ \"A \\\"t\\\" \\`x\\`\")\n"},
        {"p(link[url=https://e.example/a_(b)]('a'))", "[a](<https://e.example/a\\_(b)>)\n"},
        {"p(link[url=https://e.example/?a=1&lt;b&c=`]('a'))",
         "[a](https://e.example/?a=1\\&lt;b&c=%60)\n"},
        {"p(link[url=https://e.example/x]('https://e.example/x'))", "<https://e.example/x>\n"},
        {"p(link[url=mailto:a@e.example]('write'))", "[write](mailto:a@e.example)\n"},
        {"p(link[url=https://e.example/](code('a]: b')))", "[a\\]: b](https://e.example/)\n"},
        {"p(link[fragment=n1]('1') link('2'))", "12\n"},
        {"p(link[url=https://e.example/](link[url=https://f.example/]('a')))",
         "[a](https://e.example/)\n"},
        {"p('a' link[url=https://e.example/](' ') 'b')", "a b\n"},
        {"p('Look!' link[url=https://e.example/]('a'))", "Look\\![a](https://e.example/)\n"},
        {"p(link[url=https://e.example/](image[url=https://e.example/i text='[x]']))",
         "[![\\[x\\]](https://e.example/i)](https://e.example/)\n"},
        {"p('a ' image[url=https://e.example/i])", "a ![](https://e.example/i)\n"},
        {"p(image[url=mailto:a@e.example text=x] image[text=y] 'a')", "a\n"},
    };
    CHECK(cases);
}

static void what_looks_like_a_mark_is_escaped(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"p('*a* _b_ `c` [d](e) <f> ~~g~~ \\')",
         "\\*a\\* \\_b\\_ \\`c\\` [d]\\(e) \\<f> \\~\\~g\\~\\~ \\\\\n"},
        {"p('[1] and [2][3](4)! ' link[url=https://e.example/]('[5]'))",
         "[1] and [2][3]\\(4)! [\\[5\\]](https://e.example/)\n"},
        {"p('5.1V') p('+64') p('-5') p('-- x') p('5. x') p('5.')",
         "5.1V\n\n+64\n\n-5\n\n\\-- x\n\n5\\. x\n\n5\\.\n"},
        {"p('[a]: b') p('[x] c') p('a!' link[url=https://e.example/]('b'))",
         "\\[a]: b\n\n\\[x] c\n\na\\![b](https://e.example/)\n"},
        {"heading[level=2]('C# and F#') heading[level=2]('a #')", "## C# and F#\n\n## a \\#\n"},
        {"p('snake_case stays, _this_ not')", "snake_case stays, \\_this\\_ not\n"},
        {"p('AT&T, &amp; &#65; &')", "AT&T, \\&amp; \\&#65; \\&\n"},
        {"p('# a') p('#a')", "\\# a\n\n\\#a\n"},
        {"p('1. a') p('12) a') p('1986.') p('3.5 a')", "1\\. a\n\n12\\) a\n\n1986\\.\n\n3.5 a\n"},
        {"p('1' small('. a'))", "1\\. a\n"},
        {"p('+ a' br '- a' br '> a' br '=== ' br '| a' br ': a')",
         "\\+ a\\\n\\- a\\\n\\> a\\\n\\===\\\n\\| a\\\n\\: a\n"},
        {"p('    a')", "a\n"},
        {"p('a\t\n  b\x01')", "a b\n"},
        {"heading[level=1]('# C# and #')", "# # C# and \\#\n"},
        {"p('a - b + c = d > e | f')", "a - b + c = d > e | f\n"},
    };
    CHECK(cases);
}

/* Indentation stops growing, so that lines times depth stays in proportion. */
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
    at =
        tree_chain(&arena, node_new(&arena, root, NODE_PARAGRAPH), NODE_STRONG, 2 * NODE_DEPTH_MAX);
    assert_non_null(node_new_text(&arena, at, STR("too deep")));
    struct buf buf;
    buf_init(&buf, 0);
    render_markdown(root, &buf);
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
        "list(item(p('a') p('b'))) table(row(cell('c'))) code-block('d') p(code('e'))";
    struct node *root = tree_new(&arena, tree);
    for (size_t ceiling = 1; ceiling < 60; ceiling++) {
        struct buf buf;
        buf_init(&buf, ceiling);
        render_markdown(root, &buf);
        assert_true(!buf_ok(&buf) || buf.len <= ceiling);
        buf_done(&buf);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_have_their_forms),
        cmocka_unit_test(lists_nest_and_stay_apart),
        cmocka_unit_test(code_is_fenced),
        cmocka_unit_test(tables_are_gfm),
        cmocka_unit_test(spans_are_bounded),
        cmocka_unit_test(heads_are_bounded),
        cmocka_unit_test(inlines_have_their_marks),
        cmocka_unit_test(links_and_images),
        cmocka_unit_test(what_looks_like_a_mark_is_escaped),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
