/* Tests of doc/: the tree, its finishing and its packing. */
#include "../test.h"

#include "doc/article.h"
#include "doc/doc.h"
#include "doc/pack.h"

#include <string.h>

struct fixture {
    struct arena arena;
    struct doc *doc;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    fixture.doc = doc_new(&fixture.arena, DOC_HTML);
    *state = &fixture;
    return fixture.doc ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    arena_done(&fixture->arena);
    return 0;
}

static struct node *add(struct fixture *f, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(&f->arena, parent, kind);
    assert_non_null(node);
    return node;
}

static struct node *add_text(struct fixture *f, struct node *parent, const char *text)
{
    struct node *node = node_new_text(&f->arena, parent, str_from(text));
    assert_non_null(node);
    return node;
}

/* "paragraph(text strong(text))": the kinds of a tree. */
static void outline(const struct node *node, struct buf *buf)
{
    buf_add_z(buf, node_name(node->kind));
    if (node->first) {
        buf_add_byte(buf, '(');
        for (const struct node *child = node->first; child; child = child->next) {
            outline(child, buf);
            if (child->next) {
                buf_add_byte(buf, ' ');
            }
        }
        buf_add_byte(buf, ')');
    }
}

static void assert_outline(const struct node *root, const char *expected)
{
    struct buf buf;
    buf_init(&buf, 0);
    outline(root, &buf);
    ASSERT_STR(buf_str(&buf), expected);
    buf_done(&buf);
}

static void walks_in_order(void **state)
{
    struct fixture *f = *state;
    struct node *list = add(f, f->doc->root, NODE_LIST);
    struct node *item = add(f, list, NODE_ITEM);
    struct node *text = add_text(f, item, "a");
    struct node *rule = add(f, f->doc->root, NODE_RULE);
    assert_ptr_equal(node_next(f->doc->root, f->doc->root), list);
    assert_ptr_equal(node_next(text, f->doc->root), rule);
    assert_null(node_next(rule, f->doc->root));
    assert_null(node_next(text, list));
    assert_ptr_equal(node_next_outside(list, f->doc->root), rule);
    node_remove(list);
    assert_ptr_equal(f->doc->root->first, rule);
    assert_null(list->parent);
}

static void finishing_drops_what_is_empty(void **state)
{
    struct fixture *f = *state;
    struct node *root = f->doc->root;
    struct node *paragraph = add(f, root, NODE_PARAGRAPH);
    add_text(f, paragraph, "Two");
    add_text(f, add(f, paragraph, NODE_STRONG), " ");
    add_text(f, paragraph, "words");
    add(f, paragraph, NODE_EMPHASIS);
    struct node *empty = add(f, root, NODE_QUOTE);
    add_text(f, add(f, empty, NODE_PARAGRAPH), " \n ");
    struct node *row = add(f, add(f, root, NODE_TABLE), NODE_ROW);
    add(f, row, NODE_CELL);
    add_text(f, add(f, row, NODE_CELL), "cell");
    add(f, add(f, add(f, root, NODE_TABLE), NODE_ROW), NODE_CELL);
    assert_true(doc_finish(&f->arena, f->doc));
    assert_outline(root, "root(paragraph(text) table(row(cell cell(text))))");
    ASSERT_STR(paragraph->first->text, "Two words");
    assert_int_equal(f->doc->word_count, 3);
    assert_int_equal(f->doc->reading_minutes, 1);
    ASSERT_STR(meta_get(&f->doc->meta, META_EXCERPT), "Two words");
    ASSERT_STR(meta_get(&f->doc->meta, META_DIR), "ltr");
}

static void an_empty_document_has_no_facts(void **state)
{
    struct fixture *f = *state;
    assert_true(doc_finish(&f->arena, f->doc));
    assert_int_equal(f->doc->word_count, 0);
    assert_int_equal(f->doc->reading_minutes, 0);
    assert_null(meta_get(&f->doc->meta, META_EXCERPT).ptr);
    assert_null(meta_get(&f->doc->meta, META_DIR).ptr);
}

static void the_excerpt_is_cut_between_words(void **state)
{
    struct fixture *f = *state;
    char text[1001];
    memset(text, 'a', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    for (size_t i = 9; i < 1000; i += 10) {
        text[i] = ' ';
    }
    add_text(f, add(f, f->doc->root, NODE_PARAGRAPH), text);
    assert_true(doc_finish(&f->arena, f->doc));
    struct str excerpt = meta_get(&f->doc->meta, META_EXCERPT);
    assert_int_equal(excerpt.len, 279 + 3);
    assert_true(str_ends(excerpt, STR("a\xE2\x80\xA6")));
}

static void arabic_runs_from_right_to_left(void **state)
{
    struct fixture *f = *state;
    add_text(f, add(f, f->doc->root, NODE_PARAGRAPH),
             "\xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7 \xD8\xA8\xD9\x83 ok");
    assert_true(doc_finish(&f->arena, f->doc));
    ASSERT_STR(meta_get(&f->doc->meta, META_DIR), "rtl");
}

static void anchors_meet_their_links(void **state)
{
    struct fixture *f = *state;
    struct node *paragraph = add(f, f->doc->root, NODE_PARAGRAPH);
    struct node *note = add(f, paragraph, NODE_LINK), *lost = add(f, paragraph, NODE_LINK);
    note->fragment = STR("note-1");
    lost->fragment = STR("nowhere");
    add_text(f, note, "1");
    add_text(f, lost, "2");
    struct node *target = add(f, f->doc->root, NODE_PARAGRAPH),
                *other = add(f, f->doc->root, NODE_PARAGRAPH);
    target->anchor = STR("note-1");
    other->anchor = STR("unused");
    add_text(f, target, "The note.");
    add_text(f, other, "Another.");
    assert_true(doc_finish(&f->arena, f->doc));
    ASSERT_STR(note->fragment, "note-1");
    ASSERT_STR(target->anchor, "note-1");
    assert_int_equal(lost->fragment.len, 0);
    assert_int_equal(other->anchor.len, 0);
}

static void fill_with_everything(struct fixture *f)
{
    struct node *root = f->doc->root;
    for (int kind = NODE_ROOT + 1; kind < NODE_KIND_COUNT; kind++) {
        struct node *node = add(f, root, (enum node_kind)kind);
        node->text = STR("t\xC3\xA9xt");
        add_text(f, node, "inside");
    }
    struct node *all = add(f, root, NODE_CELL);
    *all = (struct node){.kind = NODE_CELL,
                         .parent = root,
                         .next = all->next,
                         .text = STR(""),
                         .level = 6,
                         .start = 999999999,
                         .colspan = 2,
                         .rowspan = 1000,
                         .width = 640,
                         .height = 480,
                         .is_ordered = true,
                         .is_header = true,
                         .is_beside = true,
                         .task = TASK_DONE,
                         .lang = STR("pt-BR"),
                         .dir = STR("rtl"),
                         .anchor = STR("a"),
                         .fragment = STR("b")};
    all->url = url_resolve(&f->arena, NULL, STR("https://example.org/a?b#c"));
}

static void packing_keeps_everything(void **state)
{
    struct fixture *f = *state;
    struct buf first, second;
    struct node *copy;
    fill_with_everything(f);
    buf_init(&first, 0);
    buf_init(&second, 0);
    doc_pack(f->doc->root, &first);
    assert_int_equal(doc_unpack(&f->arena, buf_str(&first), &copy, NULL), OK);
    doc_pack(copy, &second);
    assert_true(str_equal(buf_str(&first), buf_str(&second)));
    const struct node *all = copy->last;
    ASSERT_STR(all->url->text, "https://example.org/a?b#c");
    ASSERT_STR(all->lang, "pt-BR");
    ASSERT_STR(all->fragment, "b");
    assert_int_equal(all->rowspan, 1000);
    assert_true(all->is_header && all->is_ordered && all->is_beside);
    assert_int_equal(all->task, TASK_DONE);
    assert_non_null(all->text.ptr);
    buf_done(&first);
    buf_done(&second);
}

/* Every cut and every changed byte is read as damage or as another tree, never past the end. */
static void unpacking_trusts_nothing(void **state)
{
    struct fixture *f = *state;
    struct buf good;
    struct node *copy;
    fill_with_everything(f);
    buf_init(&good, 0);
    doc_pack(f->doc->root, &good);
    for (size_t len = 0; len < good.len; len++) {
        struct str cut = arena_str(&f->arena, str_of(good.ptr, len));
        assert_int_equal(doc_unpack(&f->arena, str_of(cut.ptr, len), &copy, NULL), ERR_CORRUPT);
    }
    for (size_t i = 0; i < good.len; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            good.ptr[i] ^= (char)(1u << bit);
            enum status status = doc_unpack(&f->arena, buf_str(&good), &copy, NULL);
            assert_true(status == OK || status == ERR_CORRUPT);
            good.ptr[i] ^= (char)(1u << bit);
        }
    }
    BUF_LITERAL(&good, "x");
    assert_int_equal(doc_unpack(&f->arena, buf_str(&good), &copy, NULL), ERR_CORRUPT);
    buf_done(&good);
}

static void unpacking_refuses_depth(void **state)
{
    struct fixture *f = *state;
    for (int depth = NODE_DEPTH_MAX; depth <= NODE_DEPTH_MAX + 10; depth += 10) {
        struct buf buf;
        struct node *copy, *node = add(f, NULL, NODE_ROOT), *root = node;
        for (int i = 0; i < depth; i++) {
            node = add(f, node, NODE_QUOTE);
        }
        buf_init(&buf, 0);
        doc_pack(root, &buf);
        assert_int_equal(doc_unpack(&f->arena, buf_str(&buf), &copy, NULL),
                         depth == NODE_DEPTH_MAX ? OK : ERR_CORRUPT);
        buf_done(&buf);
    }
}

static void facts_have_one_source(void **state)
{
    struct fixture *f = *state;
    struct meta *meta = &f->doc->meta;
    assert_true(meta_set(&f->arena, meta, META_TITLE, STR("  "), SOURCE_META));
    assert_null(meta_get(meta, META_TITLE).ptr);
    assert_true(meta_set(&f->arena, meta, META_TITLE, STR(" First "), SOURCE_JSON_LD));
    assert_true(meta_set(&f->arena, meta, META_TITLE, STR("Second"), SOURCE_META));
    ASSERT_STR(meta_get(meta, META_TITLE), "First");
    assert_int_equal(meta->fields[META_TITLE].source, SOURCE_JSON_LD);
    for (int i = 0; i < META_LIST_MAX + 5; i++) {
        assert_true(
            meta_add(&f->arena, &meta->tags, arena_printf(&f->arena, "tag %d", i), SOURCE_META));
    }
    assert_true(meta_add(&f->arena, &meta->tags, STR("TAG 1"), SOURCE_META));
    assert_int_equal(meta->tags.len, META_LIST_MAX);
    char long_text[META_VALUE_MAX + 10];
    memset(long_text, 'a', sizeof(long_text));
    assert_true(
        meta_set(&f->arena, meta, META_SITE, str_of(long_text, sizeof(long_text)), SOURCE_META));
    assert_int_equal(meta_get(meta, META_SITE).len, META_VALUE_MAX);
}

static void names_go_both_ways(void **state)
{
    (void)state;
    for (int i = SOURCE_GIVEN; i <= SOURCE_GUESS; i++) {
        assert_int_equal(source_from_name(str_from(source_name((enum source)i))), i);
    }
    enum doc_kind kind;
    enum article_state article_state;
    assert_true(doc_kind_from_name(STR("markdown"), &kind) && kind == DOC_MARKDOWN);
    assert_false(doc_kind_from_name(STR("pdf"), &kind));
    assert_true(article_state_from_name(STR("archived"), &article_state) &&
                article_state == STATE_ARCHIVED);
    for (int i = 0; i < WARNING_COUNT; i++) {
        assert_string_not_equal(doc_warning_name((enum doc_warning)i), "unknown");
    }
    for (int i = 0; i < NODE_KIND_COUNT; i++) {
        assert_string_not_equal(node_name((enum node_kind)i), "unknown");
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(walks_in_order),
        TEST(finishing_drops_what_is_empty),
        TEST(an_empty_document_has_no_facts),
        TEST(the_excerpt_is_cut_between_words),
        TEST(arabic_runs_from_right_to_left),
        TEST(anchors_meet_their_links),
        TEST(packing_keeps_everything),
        TEST(unpacking_trusts_nothing),
        TEST(unpacking_refuses_depth),
        TEST(facts_have_one_source),
        TEST(names_go_both_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
