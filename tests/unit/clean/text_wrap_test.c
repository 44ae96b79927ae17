/* Lines that a program has broken, made paragraphs again. */
#include "text_case.h"

#include "base/utf8.h"
#include "clean/text/wrap.h"

/* Wrapped at 64 columns; "slip-way" is broken, "tea-room" has its hyphen elsewhere too. */
static const char typeset[] = "The engineer came on Friday and measured the whole of the slip-\n"
                              "way with a steel tape, while the owners of the ferry stood at a\n"
                              "distance and counted the gulls on the roof. Nobody in the tea-\n"
                              "room believed that the work could be done before the plums were\n"
                              "ripe, but the tea-room had been wrong about the weather as well.\n"
                              "\n"
                              "In the evening the report was read out in the hall, and the har-\n"
                              "bour master, who had heard it before, closed her eyes until the\n"
                              "part about money came, which was the last and the shortest part\n"
                              "of all, and the only one that anybody wrote down on an envelope\n"
                              "or the back of a hand before they went home through the drizzle.\n";

static void words_broken_at_line_ends_are_joined(void **state)
{
    (void)state;
    struct text_case run;
    text_run(&run, typeset);
    ASSERT_STR(text_body(&run),
               "The engineer came on Friday and measured the whole of the slipway with a steel "
               "tape, while the owners of the ferry stood at a distance and counted the gulls on "
               "the roof. Nobody in the tea-room believed that the work could be done before the "
               "plums were ripe, but the tea-room had been wrong about the weather as well.\n\n"
               "In the evening the report was read out in the hall, and the harbour master, who "
               "had heard it before, closed her eyes until the part about money came, which was "
               "the last and the shortest part of all, and the only one that anybody wrote down "
               "on an envelope or the back of a hand before they went home through the drizzle.");
    text_done(&run);
}

static void lines_without_spaces_are_joined_without(void **state)
{
    (void)state;
    struct buf text, whole;
    buf_init(&text, 0);
    buf_init(&whole, 0);
    for (int paragraph = 0; paragraph < 3; paragraph++) {
        for (int line = 0; line < 4; line++) {
            int n = line == 3 ? 20 : 39; /* characters of two columns each */
            for (int i = 0; i < n; i++) {
                char bytes[UTF8_MAX_BYTES];
                size_t len =
                    utf8_encode(0x4E00U + (uint32_t)(paragraph * 997 + line * 41 + i), bytes);
                buf_add(&text, bytes, len);
                buf_add(&whole, bytes, len);
            }
            buf_add_z(&text, line == 3 ? "\xE3\x80\x82\n\n" : "\n");
        }
        buf_add_z(&whole, paragraph == 2 ? "\xE3\x80\x82" : "\xE3\x80\x82\n\n");
    }
    struct text_case run;
    text_run_as(&run, buf_str(&text), false);
    assert_true(str_equal(text_body(&run), buf_str(&whole)));
    text_done(&run);
    buf_done(&text);
    buf_done(&whole);
}

static void what_is_not_wrapped_stays_in_lines(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "short lines\nthat are verse\nand rhyme with worse",
        "One long paragraph that nobody has wrapped, and that goes on for as long as it likes, as "
        "paragraphs do that come out of a form.\nAnother one, which is as long as the first, and "
        "which begins on a line of its own since that is how it was typed.",
    };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        assert_int_equal(wrap_find(str_from(texts[i])).width, 0);
    }
    assert_true(wrap_find(str_from(typeset)).width >= 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_broken_at_line_ends_are_joined),
        cmocka_unit_test(lines_without_spaces_are_joined_without),
        cmocka_unit_test(what_is_not_wrapped_stays_in_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
