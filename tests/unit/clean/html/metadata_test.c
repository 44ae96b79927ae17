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
    {META_TITLE,
     "<title>The Post: A fine day</title><meta property=og:site_name content='The Post'>"
     "<h1>The Post</h1><h1>A fine day</h1>",
     "A fine day", SOURCE_DOM},
    /* what the page shows is its title, not what was written for search engines */
    {META_TITLE,
     "<title>Best fine days of 2024 (updated) | The Post</title><h1>Nine fine days at sea</h1>",
     "Nine fine days at sea", SOURCE_DOM},
    {META_TITLE,
     "<title>A fine day - Forum - The Post</title><h1>The Post</h1><h2 class=topic-title>A fine "
     "day</h2>",
     "A fine day", SOURCE_DOM},
    {META_TITLE, "<h1>The &lt;table&gt; element</h1>", "The <table> element", SOURCE_DOM},
    {META_TITLE, "<p>" PROSE "</p><h2>Later</h2>", NULL, SOURCE_NONE},
    {META_SUBTITLE, "<h1>A fine day</h1><p class=subtitle>And what came of it</p>",
     "And what came of it", SOURCE_DOM},
    {META_SUBTITLE, "<h1>A fine day</h1><p>And what came of it</p>", NULL, SOURCE_NONE},
    {META_DIR, "<html dir=rtl><body>", "rtl", SOURCE_META},
    {META_TITLE,
     "<title>A fine day | The Post</title><meta property=og:title content='A fine day | The Post'>"
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
    {META_PUBLISHED,
     "<title>T</title><meta property=og:type content=article><link rel=canonical "
     "href='https://a.example/2024/5/6/a-fine-day'><h1>T</h1>",
     "2024-05-06", SOURCE_META},
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
    {"<meta name=author content='Ann Lee, MD, PhD, Senior Editor'>", "Ann Lee", SOURCE_META},
    {"<meta name=author content='Lee, Ann B.'>", "Ann B. Lee", SOURCE_META},
    {"<h1>T</h1><p><a rel=author href=/a>Ann Lee</a></p><p><a rel=author href=/b>Bob Ray</a></p>",
     "Ann Lee;Bob Ray", SOURCE_DOM},
    {"<h1>T</h1><p>May 6, 2024 | By Ann Lee</p>", "Ann Lee", SOURCE_TEXT},
    {"<h1>T</h1><p class=author>May 6, 2024</p>" BODY, "", SOURCE_NONE},
    {"<h1>T</h1><p class=author>Feb. 11</p>" BODY, "", SOURCE_NONE},
    {"<h1>T</h1>" BODY "<div class=comments><p class=author>Cy Dow</p></div>", "", SOURCE_NONE},
    {"", "", SOURCE_NONE},
};

/* A title, a byline and a date as pages of other languages write them, by what is around them. */
static const struct {
    const char *page, *author, *date;
} languages[] = {
    {"<html lang=de><title>Ein guter Tag</title><h1>Ein guter Tag</h1><p class=autor>Von Anna "
     "M\u00FCller</p><p class=datum>6. Mai 2024, 14:05 Uhr</p>",
     "Anna M\u00FCller", "2024-05-06"},
    {"<html lang=de><title>Ein guter Tag</title><h1>Ein guter Tag</h1><p>Ver\u00F6ffentlicht am "
     "06.05.2024 von Anna M\u00FCller</p>",
     "Anna M\u00FCller", "2024-05-06"},
    {"<html lang=fr><title>Un beau jour</title><h1>Un beau jour</h1><p>Par Ren\u00E9e "
     "Dupr\u00E9</p><p>Publi\u00E9 le 1er f\u00E9vrier 2024</p>",
     "Ren\u00E9e Dupr\u00E9", "2024-02-01"},
    {"<html lang=pl><title>Dobry dzie\u0144</title><h1>Dobry dzie\u0144</h1><p "
     "class=author>Autor: Ewa Lis</p><p class=date>6 maja 2024</p>",
     "Ewa Lis", "2024-05-06"},
    {"<html lang=es><title>Un buen d\u00EDa</title><h1>Un buen d\u00EDa</h1><p>Por Juan "
     "P\u00E9rez</p><p>6 de mayo de 2024</p>",
     "Juan P\u00E9rez", "2024-05-06"},
    {"<html lang=it><title>Un bel giorno</title><h1>Un bel giorno</h1><p>di Ugo Neri</p><p>6 "
     "maggio 2024</p>",
     "Ugo Neri", "2024-05-06"},
    {"<html lang=pt><title>Um bom dia</title><h1>Um bom dia</h1><p>Por Ana Lima</p><p>06/05/2024 "
     "\u00E0s 14h05</p>",
     "Ana Lima", "2024-05-06"},
    {"<html lang=ru><title>\u0414\u0435\u043D\u044C</title><h1>\u0414\u0435\u043D\u044C</h1><p "
     "class=author>\u0410\u0432\u0442\u043E\u0440: \u0410\u043D\u043D\u0430 "
     "\u041B\u0438</p><p class=date>6 \u043C\u0430\u044F 2024</p>",
     "\u0410\u043D\u043D\u0430 \u041B\u0438", "2024-05-06"},
    {"<html lang=ja><title>\u826F\u3044\u65E5</title><h1>\u826F\u3044\u65E5</h1><p "
     "class=author>\u6587\uFF1A\u5C71\u7530\u82B1\u5B50</p><p "
     "class=date>2024\u5E745\u67086\u65E5</p>",
     "\u5C71\u7530\u82B1\u5B50", "2024-05-06"},
    {"<html lang=zh><title>\u597D\u65E5\u5B50</title><h1>\u597D\u65E5\u5B50</h1><p "
     "class=author>\u4F5C\u8005\uFF1A\u674E\u5A1C</p><p class=date>2024-05-06 14:05</p>",
     "\u674E\u5A1C", "2024-05-06"},
    {"<html lang=ar dir=rtl><title>\u064A\u0648\u0645</title><h1>\u064A\u0648\u0645</h1><p "
     "class=author>\u0628\u0642\u0644\u0645: \u0644\u064A\u0646\u0627 "
     "\u0639\u0644\u064A</p><p class=date>6 \u0645\u0627\u064A\u0648 2024</p>",
     "\u0644\u064A\u0646\u0627 \u0639\u0644\u064A", "2024-05-06"},
    {"<html lang=ar><title>\u064A\u0648\u0645</title><h1>\u064A\u0648\u0645</h1><p "
     "class=author>\u0628\u0642\u0644\u0645 \u0644\u064A\u0646\u0627 "
     "\u0639\u0644\u064A</p><p class=date>\u0666 \u0645\u0627\u064A\u0648 "
     "\u0662\u0660\u0662\u0664</p>",
     "\u0644\u064A\u0646\u0627 \u0639\u0644\u064A", "2024-05-06"},
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

static void test_languages(void **state)
{
    for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
        struct arena arena = {0};
        const struct meta *meta = &clean(*state, &arena, languages[i].page)->meta;
        struct str author = meta->authors.len ? meta->authors.items[0] : STR("");
        struct str day = str_sub(meta_get(meta, META_PUBLISHED), 0, 10);
        if (meta->authors.len != 1 || !str_equal(author, str_from(languages[i].author)) ||
            !str_equal(day, str_from(languages[i].date))) {
            fail_msg("%s: %zu %.*s %.*s", languages[i].page, meta->authors.len, STR_ARG(author),
                     STR_ARG(day));
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
        cmocka_unit_test(test_languages), cmocka_unit_test(test_title_once),
        cmocka_unit_test(test_unseen_body)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
