/* Tests of clean/html/headline.c, bylines.c, dates.c, ld.c and language.c: facts by the rule that
 * finds them. */
#include "../../test.h"

#include "clean/clean.h"

#define PROSE                                                                                  \
    "<p>The council of the small harbour town voted to repair the old lighthouse, which has "  \
    "stood dark for eleven "                                                                   \
    "years, and to open its lower rooms to visitors from next spring, when the winter storms " \
    "have passed.</p>"
#define BODY "<article>" PROSE PROSE "</article>"

/* A page's head and the top of its body, and one fact that follows; NULL: it stays unknown. */
static const struct {
    enum meta_field field;
    const char *page, *value;
    enum source source;
} cases[] = {
    /* titles */
    {META_TITLE, "<title>A fine day - The Post</title><h1>A fine day</h1>", "A fine day",
     SOURCE_DOM},
    {META_TITLE, "<title>The Post: A fine day</title><h1>The Post</h1><h1>A fine day</h1>",
     "A fine day", SOURCE_DOM},
    {META_TITLE,
     "<title>x</title><meta property=og:title content='A fine day | The Post'>"
     "<meta property=og:site_name content='The Post'>",
     "A fine day", SOURCE_OPEN_GRAPH},
    {META_TITLE, "<title>A fine day at sea | The Post</title>", "A fine day at sea", SOURCE_META},
    {META_TITLE, "<title>Storm - calm - storm</title>", "Storm - calm", SOURCE_META},
    {META_TITLE, "<h1>A fine\n day</h1>", "A fine day", SOURCE_DOM},
    {META_TITLE, "<title>Caf&amp;eacute; &amp; bar</title>", "Caf\xC3\xA9 & bar", SOURCE_META},
    {META_TITLE, "", NULL, SOURCE_NONE},
    {META_SITE, "<title>A fine day | a.example</title>", "a.example", SOURCE_META},
    {META_SITE, "<title>A fine day | Some words</title>", NULL, SOURCE_NONE},
    {META_SITE,
     "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"The "
     "Post\"}}</script>",
     "The Post", SOURCE_JSON_LD},
    /* dates */
    {META_PUBLISHED,
     "<script "
     "type=application/"
     "ld+json>{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2001-01-01\"},"
     "{\"@type\":\"Article\",\"datePublished\":\"2024-05-06T07:08:09Z\"}]}</script>",
     "2024-05-06T07:08:09Z", SOURCE_JSON_LD},
    {META_PUBLISHED, "<meta property='article:published_time' content='2024-05-06'>", "2024-05-06",
     SOURCE_OPEN_GRAPH},
    {META_PUBLISHED, "<meta itemprop=datePublished content='2024-05-06'>", "2024-05-06",
     SOURCE_MICRODATA},
    {META_PUBLISHED, "<h1>T</h1><time datetime=2024-05-06>last week</time>", "2024-05-06",
     SOURCE_DOM},
    {META_PUBLISHED, "<h1>T</h1><p class=date>6. Mai 2024</p>", "2024-05-06", SOURCE_DOM},
    {META_PUBLISHED, "<h1>T</h1><p>By Ann Lee, May 6, 2024</p>", "2024-05-06", SOURCE_TEXT},
    {META_PUBLISHED, "<link rel=canonical href='https://a.example/2024/05/06/x'>", "2024-05-06",
     SOURCE_META},
    {META_PUBLISHED, "<h1>T</h1><nav><time datetime=2024-05-06>x</time></nav>", NULL, SOURCE_NONE},
    {META_PUBLISHED, "<meta property='article:published_time' content='soon'>", NULL, SOURCE_NONE},
    {META_PUBLISHED,
     "<h1>The storm of May 6, 2024 and everything that came after it, told by those who were there "
     "in the "
     "harbour and on the sea on that day</h1>",
     NULL, SOURCE_NONE},
    {META_MODIFIED, "<meta property='article:modified_time' content='2024-05-07'>", "2024-05-07",
     SOURCE_OPEN_GRAPH},
    {META_MODIFIED, "", NULL, SOURCE_NONE},
    /* language */
    {META_LANG, "<meta http-equiv=content-language content='de, en'>", "de", SOURCE_META},
    {META_LANG, "<meta property=og:locale content=en_US>", "en-US", SOURCE_OPEN_GRAPH},
    {META_LANG, "", "en", SOURCE_GUESS},
    /* addresses */
    {META_CANONICAL_URL, "<link rel=canonical href='https://a.example/x?utm_source=y&a=1#z'>",
     "https://a.example/x?a=1", SOURCE_META},
    {META_CANONICAL_URL, "<link rel=canonical href='javascript:x'>", NULL, SOURCE_NONE},
    {META_LEAD_IMAGE, "<meta property=og:image content='data:image/png;base64,AA'>", NULL,
     SOURCE_NONE},
    {META_LEAD_IMAGE, "<meta property=og:image content='https://a.example/i.jpg'>",
     "https://a.example/i.jpg", SOURCE_OPEN_GRAPH},
    {META_SECTION, "<meta property='article:section' content='Sea'>", "Sea", SOURCE_OPEN_GRAPH},
};

/* The same for authors, parted by semicolons. */
static const struct {
    const char *page, *authors;
    enum source source;
} authors[] = {
    {"<script "
     "type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},"
     "{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ann Lee\"}]}</script>",
     "Ann Lee", SOURCE_JSON_LD},
    {"<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[\"Ann "
     "Lee\",{\"name\":\"Bob\nRay\"}]}</script>",
     "Ann Lee;Bob Ray", SOURCE_JSON_LD},
    {"<meta name=author content='By Ann Lee, Bob Ray'>", "Ann Lee;Bob Ray", SOURCE_META},
    {"<meta name=author content='https://a.example/ann'>", "", SOURCE_NONE},
    {"<meta name=author content=admin>", "", SOURCE_NONE},
    {"<h1>T</h1><p class=byline>Von <a rel=author href=/a>Ann Lee</a></p>", "Ann Lee", SOURCE_DOM},
    {"<h1>T</h1><span itemprop=author>Ann Lee</span>", "Ann Lee", SOURCE_DOM},
    {"<h1>T</h1><p class=author>Written by Ann Lee | May 6, 2024</p>", "Ann Lee", SOURCE_DOM},
    {"<h1>T</h1><p>By Ann Lee and Bob Ray</p>", "Ann Lee;Bob Ray", SOURCE_TEXT},
    {"<h1>T</h1><p>By the sea</p>", "", SOURCE_NONE},
    {"<h1>T</h1><div class=comments><p class=author>Cy Dow</p></div>", "", SOURCE_NONE},
    {"", "", SOURCE_NONE},
};

static struct doc *clean(struct cleaner *cleaner, struct arena *arena, const char *top)
{
    struct error error = {0};
    struct doc *doc;
    struct str page = arena_printf(arena, "%s" BODY, top);
    struct clean_input input = {.bytes = page, .type = CLEAN_HTML};
    assert_non_null(page.ptr);
    if (str_find(page, STR("a.example</title>")) >= 0) {
        input.url = STR("https://a.example/");
    }
    assert_int_equal(clean_run(cleaner, &input, arena, &doc, &error), OK);
    return doc;
}

static void test_fields(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena = {0};
        struct doc *doc = clean(*state, &arena, cases[i].page);
        const struct fact *fact = &doc->meta.fields[cases[i].field];
        if (!str_equal(fact->value, str_from(cases[i].value)) || fact->source != cases[i].source) {
            fail_msg("%s: \"%.*s\" (%d) is not \"%s\"", cases[i].page, STR_ARG(fact->value),
                     (int)fact->source, cases[i].value ? cases[i].value : "");
        }
        arena_done(&arena);
    }
}

static void test_authors(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(authors); i++) {
        struct arena arena = {0};
        struct fact_list *list = &clean(*state, &arena, authors[i].page)->meta.authors;
        struct str names = STR("");
        for (size_t k = 0; k < list->len; k++) {
            names = arena_printf(&arena, "%.*s%s%.*s", STR_ARG(names), k ? ";" : "",
                                 STR_ARG(list->items[k]));
        }
        if (!str_equal(names, str_from(authors[i].authors)) || list->source != authors[i].source) {
            fail_msg("%s: %.*s", authors[i].page, STR_ARG(names));
        }
        arena_done(&arena);
    }
}

/* The headline is in the facts; the body does not repeat it. */
static void test_title_once(void **state)
{
    struct arena arena = {0};
    struct doc *doc = clean(*state, &arena, "<title>A fine day | Post</title><h1>A fine day</h1>");
    for (const struct node *node = doc->root; node; node = node_next(node, doc->root)) {
        assert_int_not_equal(node->kind, NODE_HEADING);
    }
    arena_done(&arena);
}

/* An article that is in JSON-LD alone is still found. */
static void test_unseen_body(void **state)
{
    struct arena arena = {0};
    struct error error = {0};
    struct doc *doc;
    struct clean_input input = {
        .type = CLEAN_HTML,
        .bytes = STR("<title>T</title><script "
                     "type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"T\","
                     "\"articleBody\":\"The council of the small harbour town voted to repair the "
                     "old lighthouse, which has "
                     "stood dark for eleven years.\\n\\nWork will begin in March, said the harbour "
                     "master, once the winter "
                     "storms have passed; the lamp itself has been in storage since the tower was "
                     "closed.\"}</script>"
                     "<div id=root></div>")};
    assert_int_equal(clean_run(*state, &input, &arena, &doc, &error), OK);
    assert_int_equal(doc->root->first ? doc->root->first->kind : NODE_ROOT, NODE_PARAGRAPH);
    assert_true(doc->word_count > 40);
    arena_done(&arena);
}

static int set_up(void **state)
{
    struct error error = {0};
    *state = cleaner_new(&error);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    cleaner_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields), cmocka_unit_test(test_authors),
        cmocka_unit_test(test_title_once), cmocka_unit_test(test_unseen_body)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
