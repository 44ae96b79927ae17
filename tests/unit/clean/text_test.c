/* Whole texts through the engine: what stays, what becomes a fact, what goes. */
#include "text_case.h"

#include <stdlib.h>
#include <string.h>

#ifndef ARTICLED_CORPUS
#define ARTICLED_CORPUS "../shared/corpus"
#endif

/* A story as crawlers write pages down: masthead and headline above, sign-up boxes and alerts
 * below. */
#define STORY                                                                                      \
    "Harbour officials and the owners of the old ferry met for most of Tuesday in Kettleby to "    \
    "settle who will pay for the repair of the slipway, which has been closed since the storm of " \
    "last November.\n\n"                                                                           \
    "Neither side would say how much was offered. The harbour master, Ines Corran, called the "    \
    "talks \"useful,\" and the owners said in a short statement that they had been \"patient and " \
    "orderly.\"\n\n"                                                                               \
    "In the past weeks the town had made it clear that the meeting would be a first step, and "    \
    "that the ferry will not sail before the slipway has been examined by an engineer from the "   \
    "county.\n\n"                                                                                  \
    "After a winter without crossings, shopkeepers on both banks said they were tired of waiting " \
    "and would accept any plan that has a date in it.\n\n"                                         \
    "\"We had forty guests a day from the other side, and now we have the gulls,\" said Bram "     \
    "Tolley, who runs the tea room at the landing. \"So yes, I would like them to agree on "       \
    "something before the plums are ripe.\""

#define HEAD "The Kettleby Courier\n\nFerry owners and town meet over broken slipway\n\n"

#define TAIL                                                                                  \
    "\n\nStaff writers Orla Finch and Dev Marsh contributed to this report.\n\n"              \
    "Hanna Brook is the Courier's harbour correspondent. She previously covered the county "  \
    "court and the fish market.\n\n\n\n"                                                      \
    "Thank you! Check your email to confirm. You may also like:\n\n"                          \
    "Please enter a valid e-mail address\n\n"                                                 \
    "View all newsletters\n\nLeave a comment\n\n"                                             \
    "Sign up for alerts about the \"Life on the Water\" series.\n\n"                          \
    "Most Popular\n\n\n\nThank you! Check your email to confirm.\n\nView all newsletters\n\n" \
    "To continue reading, please enter your email address.\n\n"                               \
    "You will also receive from The Kettleby Courier:\n"                                      \
    "  \xE2\x80\xA2 Four weeks of free reading\n  \xE2\x80\xA2 The Tide Table newsletter\n\n" \
    "I have read and accept the Terms of Use and the Privacy Policy.\n"

static void a_story_comes_out_of_its_page(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, HEAD STORY TAIL);
    ASSERT_STR(text_body(&run), STORY);
    ASSERT_STR(text_fact(&run, META_SITE), "The Kettleby Courier");
    ASSERT_STR(text_fact(&run, META_TITLE), "Ferry owners and town meet over broken slipway");
    ASSERT_STR(text_fact(&run, META_AUTHOR_BIO),
               "Hanna Brook is the Courier's harbour correspondent. She previously covered the "
               "county court and the fish market.");
    assert_int_equal(run.doc->meta.authors.len, 1);
    ASSERT_STR(run.doc->meta.authors.items[0], "Hanna Brook");
    assert_int_equal(run.doc->meta.contributors.len, 2);
    ASSERT_STR(run.doc->meta.contributors.items[0], "Orla Finch");
    ASSERT_STR(run.doc->meta.contributors.items[1], "Dev Marsh");
    assert_int_equal(run.doc->warnings, 0);
    assert_true(run.doc->confidence > 0.8);
    text_done(&run);
}

static void byline_date_and_subtitle_are_facts(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, "Home\n\nNews\n\nFerry owners and town meet over broken slipway\n\n"
                   "A winter without crossings has left both banks of the river short of guests\n\n"
                   "By HANNA BROOK and Lee Ostrander\n\nPublished 6 May 2021, updated 8 May "
                   "2021\n\nShare\n\n" STORY
                   "\n\nRelated\n\nSign up for our newsletter\n\n(c) 2021 Kettleby Courier\n");
    ASSERT_STR(text_body(&run), STORY);
    ASSERT_STR(text_fact(&run, META_TITLE), "Ferry owners and town meet over broken slipway");
    ASSERT_STR(text_fact(&run, META_SUBTITLE),
               "A winter without crossings has left both banks of the river short of guests");
    ASSERT_STR(text_fact(&run, META_PUBLISHED), "2021-05-06");
    ASSERT_STR(text_fact(&run, META_PUBLISHED_RAW), "6 May 2021");
    ASSERT_STR(text_fact(&run, META_MODIFIED), "2021-05-08");
    assert_int_equal(run.doc->meta.authors.len, 2);
    ASSERT_STR(run.doc->meta.authors.items[0], "Hanna Brook");
    ASSERT_STR(run.doc->meta.authors.items[1], "Lee Ostrander");
    text_done(&run);
}

static void a_correction_stays(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, HEAD STORY "\n\nCorrection: An earlier version of this article gave the wrong "
                              "year for the storm, which was in November." TAIL);
    assert_true(str_find(text_body(&run), STR("Correction: An earlier version")) >= 0);
    assert_true(str_find(text_body(&run), STR("contributed to this report")) < 0);
    text_done(&run);
}

/* Cleaning what was cleaned changes nothing, as a body and as an article with its header. */
static void cleaning_again_changes_nothing(void **state)
{
    (void)state;
    static const char *const texts[] = {
        HEAD STORY TAIL,
        HEAD STORY,
        STORY,
        "The Ferry\n\nby Mara Ellinghouse\n\nThe rope comes off,\nthe water opens.\n\nNo sound.\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct text_case first, again;
        text_run(&first, texts[i]);
        text_run_as(&again, buf_str(&first.body), false);
        assert_true(str_equal(text_body(&first), text_body(&again)));
        struct article article;
        struct buf whole;
        struct text_case whole_again;
        buf_init(&whole, 0);
        assert_int_equal(render_to_article(&first.arena, first.doc, &article, NULL), OK);
        render_article_text(&article, &whole);
        text_run_as(&whole_again, buf_str(&whole), false);
        if (!str_equal(text_body(&first), text_body(&whole_again))) {
            print_error("%.*s\n", STR_ARG(buf_str(&whole)));
            fail_msg("%.*s", STR_ARG(text_body(&whole_again)));
        }
        assert_true(str_equal(text_fact(&first, META_TITLE), text_fact(&whole_again, META_TITLE)));
        buf_done(&whole);
        text_done(&first);
        text_done(&again);
        text_done(&whole_again);
    }
}

/* A headline taken from under another line would stand before that one, and again behind it. */
static void a_clean_text_begins_with_its_headline(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, "Online Ropes\n\nHarbour Ropes Defined\n\n" STORY);
    ASSERT_STR(text_fact(&run, META_TITLE), "Online Ropes");
    ASSERT_STR(text_body(&run), "Harbour Ropes Defined\n\n" STORY);
    text_done(&run);
}

/* The example that the program was made for; it is not part of the sources. */
static void the_seed_is_cleaned(void **state)
{
    (void)state;
    const char *folder = getenv("ARTICLED_CORPUS");
    char path[512];
    static char bytes[65536];
    (void)snprintf(path, sizeof(path), "%s/seed.txt", folder ? folder : ARTICLED_CORPUS);
    FILE *file = fopen(path, "rb");
    if (!file) {
        print_message("skipped: no %s (set ARTICLED_CORPUS)\n", path);
        skip();
    }
    size_t len = fread(bytes, 1, sizeof(bytes), file);
    (void)fclose(file);
    struct text_case run;
    text_run_as(&run, str_of(bytes, len), false);
    struct str body = text_body(&run);
    assert_true(str_starts(body, STR("U.S. and North Korean diplomats met for several hours")));
    assert_true(
        str_ends(str_sub(body, 0, body.len - 3), STR("on the table by China and the U.S.")));
    ASSERT_STR(text_fact(&run, META_SITE), "The Washington Post");
    ASSERT_STR(text_fact(&run, META_TITLE), "U.S., N. Korean diplomats meet in New York");
    assert_int_equal(run.doc->meta.authors.len, 1);
    ASSERT_STR(run.doc->meta.authors.items[0], "William Wan");
    ASSERT_STR(run.doc->meta.contributors.items[0], "Chico Harlan");
    text_done(&run);
}

/* Texts that are no pages: every word stays, and the reader is told that nothing was chosen. */
static void what_is_no_page_is_kept_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {
        /* a letter */
        "12 Harbour Lane\nTilbrook\n\n14 March 2021\n\nDear Aunt Rosalind,\n\nThank you for the "
        "parcel. The scarf fits and the jam is nearly gone.\n\nWe are all well here. Tom has "
        "started at the mill, and the baby sleeps.\n\nWill you come at Easter? There is room, and "
        "the garden is lovely then.\n\nWith love,\nEdith",
        /* a chat */
        "[09:12] ada: morning\n[09:13] ada: did the build pass?\n[09:15] bob: no, two tests "
        "fail\n[09:17] ada: clock one is mine\n[09:34] ada: lunch?\n[09:34] bob: share the ramen "
        "place? view the menu first",
        /* one paragraph */
        "The kettle in the signal box has boiled every morning since 1931, and the man who fills "
        "it has never once been late. He says that this is because he lives upstairs.",
        /* a transcript */
        "INTERVIEWER: When did you first see the comet?\n\nHALE: It was a Tuesday. I was looking "
        "for something else.\n\nINTERVIEWER: And what did you think it was?\n\nHALE: A smudge.",
        /* verses without a title */
        "old pond at midnight\na frog considers the moon\nthen thinks better of it",
        /* a word, and no word at all */
        "hello",
        "* * *",
        "> > > >",
        /* a table */
        "name,year,height\nEiffel,1889,330\nShard,2012,310\nGherkin,2003,180",
        /* minutes */
        "Present: I. Corran, B. Tolley, H. Brook\nApologies: "
        "D. Marsh\n\n1. Minutes of the last meeting\nAgreed.\n\n2. Slipway\nB. Tolley to ask "
        "for a second offer.\n\n3. Any other business\nNone. Next meeting: 4 May, 7 pm.",
        /* a list of things to buy */
        "milk\nbread (2)\nlight bulbs, E14\nsomething for the cat",
        /* a log */
        "2021-05-06 07:08:09 INFO start\n2021-05-06 07:08:10 WARN slow disk sda1\n2021-05-06 "
        "07:08:12 INFO login from 10.0.0.7\n2021-05-06 07:09:00 INFO stop",
        /* mail */
        "From: Piet Claes <piet@example.org>\nTo: Nora Lind <nora@example.net>\nSubject: Re: the "
        "boat\n\nHi Nora,\n\nYes, Saturday works. Bring the pump.\n\nPiet",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct text_case run;
        text_run(&run, texts[i]);
        if (!str_equal(text_body(&run), str_from(texts[i]))) {
            ASSERT_STR(text_body(&run), texts[i]);
        }
        assert_true(doc_has_warning(run.doc, WARNING_LOW_CONFIDENCE));
        assert_false(doc_has_warning(run.doc, WARNING_NO_CONTENT));
        text_done(&run);
    }
}

static void a_poem_gives_its_title_and_author(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, "The Ferry\n\nby Mara Ellinghouse\n\nThe rope comes off, the water opens,\n"
                   "a grey door swinging without sound,\n\nYou hold the rail. I hold the morning.\n"
                   "The gulls ask nothing, as they should.\n");
    ASSERT_STR(text_fact(&run, META_TITLE), "The Ferry");
    ASSERT_STR(run.doc->meta.authors.items[0], "Mara Ellinghouse");
    ASSERT_STR(text_body(&run), "The rope comes off, the water opens,\n"
                                "a grey door swinging without sound,\n\n"
                                "You hold the rail. I hold the morning.\n"
                                "The gulls ask nothing, as they should.");
    char shape[8];
    text_shape(&run, shape, sizeof(shape));
    assert_string_equal(shape, "pp");
    text_done(&run);
}

static void code_keeps_its_lines(void **state)
{
    (void)state;
    static const char code[] =
        "#include <stdio.h>\n\nint main(void)\n{\n    for (int i = 0; i < 3; "
        "i++) {\n        printf(\"%d\\n\", i);\n    }\n    return 0;\n}";
    struct text_case run;
    text_run(&run, code);
    assert_int_equal(run.doc->root->first->kind, NODE_CODE_BLOCK);
    ASSERT_STR(run.doc->root->first->first->text, code);
    text_done(&run);
}

static void structure_comes_back(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, STORY
             "\n\nWhat happens next\n\nThe engineer comes on Friday, and her report will be read "
             "out in the town hall on the evening of the same day, if she finishes it.\n\nThe plan "
             "has three parts:\n\n1. Drain the basin.\n2. Lift the sill.\n3. Pour the new "
             "slab.\n\nWhat it needs:\n\n- a crane\n  - and its driver\n- forty sacks\n\n> It was "
             "always going to be the sill, as everyone who ever stood on it in winter "
             "knows.\n\nThe owners pay the crane, and the town pays the rest, as both sides have "
             "agreed in writing.");
    char shape[32];
    text_shape(&run, shape, sizeof(shape));
    assert_string_equal(shape, "ppppphpplplqp");
    const struct node *list = run.doc->root->first;
    while (list->kind != NODE_LIST) {
        list = list->next;
    }
    assert_true(list->is_ordered);
    assert_int_equal(list->start, 1);
    ASSERT_STR(list->last->first->text, "Pour the new slab.");
    list = list->next->next;
    assert_false(list->is_ordered);
    assert_int_equal(list->first->first->kind, NODE_PARAGRAPH);
    assert_int_equal(list->first->last->kind, NODE_LIST);
    text_done(&run);
}

static void tabs_make_tables(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "name\tyear\theight\nEiffel\t1889\t330\nShard\t2012\t310",
        STORY "\n\nThe fares are these:\n\nadult\t4\nchild\t2\ngoat\t1\n\nThey have not changed "
              "since the days of the steam ferry, when a goat was dearer than a child is today.",
    };
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        struct text_case run;
        text_run(&run, tables[i]);
        const struct node *table = run.doc->root->first;
        while (table && table->kind != NODE_TABLE) {
            table = table->next;
        }
        assert_non_null(table);
        assert_non_null(table->first->next->next);
        assert_null(table->first->next->next->next);
        ASSERT_STR(text_body(&run), tables[i]);
        text_done(&run);
    }
}

static void stripped_newlines_are_told(void **state)
{
    (void)state;
    struct text_case run;
    struct buf line;
    buf_init(&line, 0);
    for (const char *at = HEAD STORY TAIL; *at; at++) {
        if (*at != '\n') {
            buf_add_byte(&line, *at);
        }
    }
    text_run_as(&run, buf_str(&line), true);
    assert_true(doc_has_warning(run.doc, WARNING_NEWLINES_STRIPPED));
    assert_ptr_equal(run.doc->root->first, run.doc->root->last);
    assert_int_equal(run.doc->root->first->kind, NODE_PARAGRAPH);
    assert_true(str_find(text_body(&run), STR("Most PopularThank you!")) >= 0);
    text_done(&run);
    text_run_as(&run, buf_str(&line), false);
    assert_false(doc_has_warning(run.doc, WARNING_NEWLINES_STRIPPED));
    text_done(&run);
    text_run_as(&run, STR("short"), true);
    assert_false(doc_has_warning(run.doc, WARNING_NEWLINES_STRIPPED));
    text_done(&run);
    buf_done(&line);
}

static void nothing_readable_is_no_content(void **state)
{
    (void)state;
    struct text_case run;
    text_run_as(&run, STR(" \n\t\r\n \xC2\xA0 \0 \x1B[0m"), false);
    assert_true(doc_has_warning(run.doc, WARNING_NO_CONTENT));
    assert_null(run.doc->root->first);
    text_done(&run);
}

static void the_language_is_guessed(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, STORY);
    ASSERT_STR(text_fact(&run, META_LANG), "en");
    text_done(&run);
    text_run(&run, "Stand: 05.06.2021\n\nDie F\xC3\xA4hre f\xC3\xA4hrt wieder, und die "
                   "Leute auf beiden Seiten des Flusses sind froh, dass sie nicht mehr mit dem Bus "
                   "zur Arbeit fahren m\xC3\xBCssen.");
    ASSERT_STR(text_fact(&run, META_LANG), "de");
    text_done(&run);
}

/* Mixed line ends, zeros, bells and the colours of a terminal are no part of a text. */
static void controls_are_washed_out(void **state)
{
    (void)state;
    struct text_case run;
    text_run_as(&run, STR("One\r\nline\rand \x1B[1mano\0ther\x07\x1B[0m\n\n\n\nThe\vend\xC2\xAD."),
                false);
    ASSERT_STR(text_body(&run), "One\nline\nand another\n\nThe\nend.");
    text_done(&run);
}

/* Every size that a stranger can choose is bounded: many lines are one block of code, many items
 * one list. */
static void hostile_sizes_stay_small(void **state)
{
    (void)state;
    static const char *const units[] = {
        "a\n", "- a\n", "*\n",          "\n",           "word ",        "> ",
        "1. ", "a\0b",  "May 5, 2020 ", "By Ann Lee, ", "http://a.b/ ", "\xE6\x97\xA5"};
    enum { SIZE = 1024 * 1024 };
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        size_t len = MAX(strlen(units[i]), (size_t)1), at = 0;
        for (; at + len <= SIZE; at += len) {
            memcpy(bytes + at, units[i], len);
        }
        struct text_case run;
        text_run_as(&run, str_of(bytes, at), false);
        assert_true(run.arena.held < 24 * 1024 * 1024);
        bool is_blank = units[i][0] == '\n';
        assert_int_equal(run.doc->root->first == NULL, is_blank);
        text_done(&run);
    }
    free(bytes);
}

static void memory_that_runs_out_is_an_error(void **state)
{
    (void)state;
    struct arena arena;
    struct error err = {0};
    arena_init(&arena, 0);
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    assert_non_null(doc);
    arena.ceiling = 1; /* from here on, what is held is all there is */
    while (arena_alloc(&arena, 16)) {
    }
    struct clean_input input = {.bytes = STR(HEAD STORY)};
    assert_int_equal(clean_text(NULL, input.bytes, &input, &arena, doc, &err), ERR_NO_MEMORY);
    assert_int_equal(err.status, ERR_NO_MEMORY);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_story_comes_out_of_its_page),
        cmocka_unit_test(byline_date_and_subtitle_are_facts),
        cmocka_unit_test(a_correction_stays),
        cmocka_unit_test(cleaning_again_changes_nothing),
        cmocka_unit_test(a_clean_text_begins_with_its_headline),
        cmocka_unit_test(the_seed_is_cleaned),
        cmocka_unit_test(what_is_no_page_is_kept_whole),
        cmocka_unit_test(a_poem_gives_its_title_and_author),
        cmocka_unit_test(code_keeps_its_lines),
        cmocka_unit_test(structure_comes_back),
        cmocka_unit_test(tabs_make_tables),
        cmocka_unit_test(stripped_newlines_are_told),
        cmocka_unit_test(nothing_readable_is_no_content),
        cmocka_unit_test(the_language_is_guessed),
        cmocka_unit_test(controls_are_washed_out),
        cmocka_unit_test(hostile_sizes_stay_small),
        cmocka_unit_test(memory_that_runs_out_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
