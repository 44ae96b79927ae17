/* Tests of render/html.c and render/escape.c: canonical markup, and nothing but it. */
#include "tree.h"

#include "render/render.h"

#define CHECK(cases) tree_check((cases), ARRAY_LEN(cases), render_html)
#define IMG_END " loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">"
#define REL " rel=\"noopener noreferrer nofollow\""

static void every_kind_has_one_form(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"", ""},
        {"p('a') p('b')", "<p>a</p>\n<p>b</p>\n"},
        {"heading[level=2]('a') heading[level=0]('b') heading[level=77]('c')",
         "<h2>a</h2>\n<h1>b</h1>\n<h6>c</h6>\n"},
        {"list(item('a' list[ordered](item('b'))) item(p('c')))",
         "<ul>\n<li>a\n<ol>\n<li>b</li>\n</ol>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n"},
        {"list(item[done]('a') item[open](p('b')))",
         "<ul>\n<li><input type=\"checkbox\" disabled checked> a</li>\n"
         "<li><input type=\"checkbox\" disabled> \n<p>b</p>\n</li>\n</ul>\n"},
        {"list[ordered start=7](item('a'))", "<ol start=\"7\">\n<li>a</li>\n</ol>\n"},
        {"quote(p('a'))", "<blockquote>\n<p>a</p>\n</blockquote>\n"},
        {"code-block('\n a\n<b>')", "<pre><code>\n a\n&lt;b&gt;</code></pre>\n"},
        {"code-block[text='c skip-link']('a')", "<pre><code class=\"language-c\">a</code></pre>\n"},
        {"rule", "<hr>\n"},
        {"definitions(term('a') definition('b') definition(p('c')))",
         "<dl>\n<dt>a</dt>\n<dd>b</dd>\n<dd>\n<p>c</p>\n</dd>\n</dl>\n"},
        {"p('a' br 'b')", "<p>a<br>b</p>\n"},
        {"p(em('a') b('b') code('c') deleted('d') inserted('e') marked('f') subscript('g'))",
         "<p><em>a</em><strong>b</strong><code>c</code><del>d</del><ins>e</ins><mark>f</mark>"
         "<sub>g</sub></p>\n"},
        {"p(superscript('a') quotation('b') keyboard('c') small('d') ruby('e' ruby-text('f')))",
         "<p><sup>a</sup><q>b</q><kbd>c</kbd><small>d</small><ruby>e<rt>f</rt></ruby></p>\n"},
        {"p[lang=he dir=rtl anchor=x]('a')", "<p id=\"a-x\" lang=\"he\" dir=\"rtl\">a</p>\n"},
    };
    CHECK(cases);
}

static void tables_have_a_head_where_there_is_one(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"table(caption('c') row(cell[header]('a')) row(cell('b')) row(cell('d')))",
         "<table>\n<caption>c</caption>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n"
         "<tr>\n<td>b</td>\n</tr>\n<tr>\n<td>d</td>\n</tr>\n</tbody>\n</table>\n"},
        {"table(row(cell[header]('a') cell('b')))",
         "<table>\n<tbody>\n<tr>\n<th>a</th>\n<td>b</td>\n</tr>\n</tbody>\n</table>\n"},
        {"table(row(cell('a')) row(cell[header]('b')))",
         "<table>\n<tbody>\n<tr>\n<td>a</td>\n</tr>\n<tr>\n<th>b</th>\n</tr>\n</tbody>\n</"
         "table>\n"},
        {"table(row(cell[header rowspan=2]('a') cell[header]('b')) row(cell('c')))",
         "<table>\n<tbody>\n<tr>\n<th rowspan=\"2\">a</th>\n<th>b</th>\n</tr>\n<tr>\n<td>c</td>\n"
         "</tr>\n</tbody>\n</table>\n"},
        {"table(row(cell[header]('a')))",
         "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>\n"},
        {"table(row(cell[colspan=2 rowspan=3](p('a')) cell[colspan=1 rowspan=1]()))",
         "<table>\n<tbody>\n<tr>\n<td colspan=\"2\" rowspan=\"3\">\n<p>a</p>\n</td>\n<td></td>\n"
         "</tr>\n</tbody>\n</table>\n"},
    };
    CHECK(cases);
}

static void links_and_images(void **state)
{
    (void)state;
    static const struct tree_case cases[] = {
        {"p(link[url=https://e.example/?a&b text='T']('a'))",
         "<p><a href=\"https://e.example/?a&amp;b\"" REL " title=\"T\">a</a></p>\n"},
        {"p(link[fragment=n1]('1')) p[anchor=n1]('x')",
         "<p><a href=\"#a-n1\">1</a></p>\n<p id=\"a-n1\">x</p>\n"},
        /* Cleaning what was rendered changes nothing. */
        {"p[anchor=a-n1]('x')", "<p id=\"a-n1\">x</p>\n"},
        {"p[anchor='n 1<']('x')", "<p id=\"a-n-1&lt;\">x</p>\n"},
        {"p(link('a') link[anchor=x]('b'))", "<p>a<a id=\"a-x\">b</a></p>\n"},
        {"p(link[url=https://e.example/](em(link[url=https://f.example/]('a'))))",
         "<p><a href=\"https://e.example/\"" REL "><em>a</em></a></p>\n"},
        {"figure(image[url=https://e.example/i text='A \"b\"' width=3 height=4] caption('c'))",
         "<figure><img src=\"https://e.example/i\" alt=\"A &quot;b&quot;\" width=\"3\" "
         "height=\"4\"" IMG_END "\n<figcaption>c</figcaption>\n</figure>\n"},
        {"p(image[url=https://e.example/i width=3])",
         "<p><img src=\"https://e.example/i\" alt=\"\"" IMG_END "</p>\n"},
        {"p('a' image[url=mailto:a@e.example] image[text=x])", "<p>a</p>\n"},
    };
    CHECK(cases);
}

static void escaping_leaves_no_mark(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 0);
    render_escape(&buf, STR("&<>\"'\0\x01\x1F\r\x0B\t\nx\x7F\xC3\xA9"));
    ASSERT_STR(buf_str(&buf), "&amp;&lt;&gt;&quot;&#39;\t\nx\x7F\xC3\xA9");
    buf_clear(&buf);
    render_escape(&buf, str_null());
    assert_int_equal(buf.len, 0);
    buf_done(&buf);
}

/* A name, then attributes in double quotes: what render_html writes, and nothing else begins with
 * "<". */
static const char *read_tag(const char *at, struct str *ret_name, bool *ret_is_end)
{
    assert_int_equal(*at++, '<');
    *ret_is_end = *at == '/';
    at += *ret_is_end;
    *ret_name = tree_take(&at, " >");
    for (size_t i = 0; i < ret_name->len; i++) {
        assert_true(byte_is_lower((unsigned char)ret_name->ptr[i]) ||
                    byte_is_digit((unsigned char)ret_name->ptr[i]));
    }
    while (*at == ' ') {
        at++;
        struct str attribute = tree_take(&at, "=");
        assert_false(str_starts(attribute, STR("on")) || str_equal(attribute, STR("style")));
        assert_int_equal(at[1], '"');
        at += 2;
        (void)tree_take(&at, "\"");
        at++;
    }
    assert_int_equal(*at, '>');
    return at + 1;
}

static void assert_balanced(const char *html)
{
    struct str open[NODE_DEPTH_MAX * 2 + 8];
    size_t depth = 0;
    for (const char *at = strchr(html, '<'); at; at = strchr(at, '<')) {
        struct str name;
        bool is_end;
        at = read_tag(at, &name, &is_end);
        if (is_end) {
            assert_true(depth > 0 && str_equal(open[depth - 1], name));
            depth--;
        } else if (!str_equal(name, STR("img")) && !str_equal(name, STR("br")) &&
                   !str_equal(name, STR("hr"))) {
            assert_true(depth < ARRAY_LEN(open));
            open[depth++] = name;
        }
    }
    assert_int_equal(depth, 0);
}

static struct str render_z(const struct node *root, struct buf *buf)
{
    render_html(root, buf);
    buf_add_byte(buf, '\0');
    assert_true(buf_ok(buf));
    return str_of(buf->ptr, buf->len - 1);
}

static void hostile_text_stays_text_everywhere(void **state)
{
    (void)state;
    static const struct str hostile = {"\"'><script>alert(1)</script><img onerror=x> a=b&", 48};
    struct arena arena = {0};
    struct node *root = node_new(&arena, NULL, NODE_ROOT);
    for (int i = NODE_PARAGRAPH; i < NODE_KIND_COUNT; i++) {
        struct node *node = node_new(&arena, root, (enum node_kind)i);
        *node = (struct node){
            .kind = node->kind,
            .parent = root,
            .text = hostile,
            .lang = hostile,
            .dir = hostile,
            .anchor = hostile,
            .fragment = hostile,
            .width = -1,
            .height = 2,
            .level = -5,
            .start = -1,
        };
        if (i == NODE_IMAGE || i == NODE_CAPTION) {
            node->url = url_resolve(&arena, NULL, STR("https://e.example/?\"'<>&"));
        }
        if (i != NODE_TEXT && i != NODE_BREAK && i != NODE_IMAGE && i != NODE_RULE) {
            assert_non_null(node_new_text(&arena, node, hostile));
        }
    }
    struct buf buf;
    buf_init(&buf, 0);
    struct str html = render_z(root, &buf);
    assert_balanced(html.ptr);
    assert_int_equal(str_find(html, STR("<script")), STR_NONE);
    buf_done(&buf);
    arena_done(&arena);
}

static void depth_is_bounded(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct node *root = node_new(&arena, NULL, NODE_ROOT);
    struct node *last = tree_chain(&arena, root, NODE_QUOTE, NODE_DEPTH_MAX - 1);
    assert_non_null(node_new_text(&arena, last, STR("deepest")));
    last = tree_chain(&arena, root, NODE_EMPHASIS, 100000);
    assert_non_null(node_new_text(&arena, last, STR("too deep")));
    struct buf buf;
    buf_init(&buf, 0);
    struct str html = render_z(root, &buf);
    assert_balanced(html.ptr);
    assert_true(str_find(html, STR("deepest")) > 0);
    assert_int_equal(str_find(html, STR("too deep")), STR_NONE);
    buf_done(&buf);
    arena_done(&arena);
}

/* The fragment is appended, and does not look at what stands before it. */
static void appends(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf buf;
    buf_init(&buf, 0);
    buf_add_z(&buf, "before");
    render_html(tree_new(&arena, "p('a')"), &buf);
    ASSERT_STR(buf_str(&buf), "before<p>a</p>\n");
    buf_done(&buf);
    arena_done(&arena);
}

static void failure_sticks(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct node *root = tree_new(
        &arena, "list(item(p('a'))) table(row(cell('c'))) p(image[url=https://e.example/])");
    for (size_t ceiling = 1; ceiling < 250; ceiling++) {
        struct buf buf;
        buf_init(&buf, ceiling);
        render_html(root, &buf);
        assert_true(!buf_ok(&buf) || buf.len <= ceiling);
        buf_done(&buf);
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_has_one_form),
        cmocka_unit_test(tables_have_a_head_where_there_is_one),
        cmocka_unit_test(links_and_images),
        cmocka_unit_test(escaping_leaves_no_mark),
        cmocka_unit_test(hostile_text_stays_text_everywhere),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(appends),
        cmocka_unit_test(failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
