/* Which of a text's dates is that of publication. */
#include "text_case.h"

#define MENU "Home\nBoats\nTimetable\nLog in\n\n"
#define STORY                                                                                     \
    "Kettleby counts its ropes\n\n"                                                               \
    "The harbour of Kettleby has a book in which every rope is written down with its length and " \
    "its age, and with the name of whoever tied it last.\n\n"                                     \
    "It was begun by a clerk who had lost a boat to a knot, and three of his successors have "    \
    "kept "                                                                                       \
    "it since, each in a hand that is harder to read than the one before.\n\n"                    \
    "This winter the book was full. The town has bought a second one, though there are fewer "    \
    "boats each year, and the first entry in it is a rope that nobody remembers.\n\n"             \
    "The harbour master keeps it on a shelf between the tide tables and the tea.\n\n"             \
    "Each spring he walks the quay with it and a lamp, and calls the numbers out.\n\n"            \
    "A boy walks behind him, pulls at each of the ropes and says whether it holds.\n\n"           \
    "What does not hold is cut, and its line in the book is struck through in red.\n\n"           \
    "There are eleven red lines on the last page, which is more than on any other.\n\n"           \
    "The boy says that this is because he has grown, and pulls harder than he did.\n\n"           \
    "The harbour master says that it is the rope, which is not what it once was.\n\n"             \
    "Both of them would like to see the clerk's face, who began it all with a knot.\n\n"
#define TEASERS                                                                            \
    "More of the harbour\nThe lamp on the quay\nA knot and its boat\nTea with the clerk\n" \
    "Who walks the quay\nRopes of the north\nRed lines and black\nWhat the boy holds\n"
#define POEM                                                                         \
    "The rope was wet,\nthe rope was long,\nwe tied it once,\nwe tied it wrong.\n\n" \
    "The lamp went out,\nthe tide came in,\nand no one asked\nwhere we had been.\n"
#define END "Subscribe to our newsletter\nPrivacy policy\nAll rights reserved\n"

static void the_date_of_publication_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *published;
    } CASES[] = {
        {MENU STORY "Published 5 March 2024\n\n" END, "2024-03-05"},
        {MENU STORY "Published 5 March 2024, updated 7 March 2024\n\n" END, "2024-03-05"},
        {MENU STORY END, ""},
        /* What tells of the last change of a page alone says nothing of when it was published. */
        {MENU STORY "Last updated 5 March 2024\n\n" END, ""},
        /* Far from headline and story a date that stands alone is told if it is the only one. */
        {MENU STORY TEASERS "5 March 2024\n\n" END, "2024-03-05"},
        {MENU STORY TEASERS "5 March 2024\n\n4 April 2024\n\n" END, ""},
        /* Of a text that is kept whole the same; a diary has more of them. */
        {"5 March 2024\n\n" POEM, "2024-03-05"},
        {"5 March 2024\n\n" POEM "\n6 March 2024\n\n" POEM, ""},
        {MENU STORY END "This page was last modified on 5 March 2024.\n", ""},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct text_case run;
        text_run(&run, CASES[i].text);
        ASSERT_STR(text_fact(&run, META_PUBLISHED), CASES[i].published);
        text_done(&run);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_date_of_publication_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
