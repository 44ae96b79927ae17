/* What stands above the headline of a text, and what behind its end. */
#include "text_case.h"

#define BODY                                                                                       \
    "Harbour officials and the owners of the old ferry met for most of Tuesday in Kettleby to "    \
    "settle who will pay for the repair of the slipway, which has been closed since the storm of " \
    "last November.\n\n"                                                                           \
    "Neither side would say how much was offered. The harbour master, Ines Corran, called the "    \
    "talks useful, and the owners said in a short statement to %s that they had been orderly.\n\n" \
    "In the past weeks the town had made it clear that the meeting would be a first step, and "    \
    "that the ferry will not sail before the slipway has been examined by an engineer from the "   \
    "county.\n\n"                                                                                  \
    "After a winter without crossings, shopkeepers on both banks said they were tired of waiting " \
    "and would accept any plan that has a date in it.\n"

static void a_masthead_is_one_however_far_the_body_is(void **state)
{
    (void)state;
    static const struct {
        const char *between, *named, *site;
    } CASES[] = {
        {"", "the Kettleby Ledger", "The Kettleby Ledger"},
        {"By Ann Lee\n\nShare\n\nPrint\n\n3 min read\n\n", "the Kettleby Ledger",
         "The Kettleby Ledger"},
        /* Nothing else says what the first line is. */
        {"By Ann Lee\n\nShare\n\nPrint\n\n3 min read\n\n", "the town", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        char body[2048], text[4096];
        (void)snprintf(body, sizeof(body), BODY, CASES[i].named);
        (void)snprintf(text, sizeof(text),
                       "The Kettleby Ledger\n\nNews and tides for the harbour and the islands\n\n"
                       "Harbour officials and ferry owners meet over the slipway\n\n%s%s",
                       CASES[i].between, body);
        struct text_case run;
        text_run(&run, text);
        ASSERT_STR(text_fact(&run, META_SITE), CASES[i].site);
        text_done(&run);
    }
}

static void what_announces_nothing_is_dropped(void **state)
{
    (void)state;
    static const struct {
        const char *end, *last;
    } CASES[] = {
        {"\nSuccess! You are on the list. You might also like:\n\nShow Comments\n", "in it."},
        {"\nYou might also like:\n\nRead next:\n\nMost Read\n", "in it."},
        {"\nThe board wrote to the owners in May:\n\nWe will pay for the slipway, and for the "
         "engineer whom the county has sent to Kettleby to examine it.\n",
         "examine it."},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        char body[2048], text[4096];
        (void)snprintf(body, sizeof(body), BODY, "the Kettleby Ledger");
        (void)snprintf(text, sizeof(text),
                       "Harbour officials and ferry owners meet over the slipway\n\n%s%s", body,
                       CASES[i].end);
        struct text_case run;
        text_run(&run, text);
        assert_true(str_ends(str_trim(buf_str(&run.body)), str_from(CASES[i].last)));
        text_done(&run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_masthead_is_one_however_far_the_body_is),
        cmocka_unit_test(what_announces_nothing_is_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
