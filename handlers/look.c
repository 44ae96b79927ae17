/* How a reader wants the pages to look: kept in a cookie, so that it needs no account and no
 * script. */
#include "handlers/look.h"

#include "http/cookie.h"

/* New choices go to the end of a row and new rows to the end of the table: their places are what
 * stands in people's cookies. */
const struct look_row look_rows[LOOK_COUNT] = {
    [LOOK_THEME] = {"theme",
                    "Colours",
                    {{"auto", "As the device"},
                     {"light", "Light"},
                     {"sepia", "Sepia"},
                     {"dark", "Dark"},
                     {"eink", "E-ink"}}},
    [LOOK_FONT] = {"font",
                   "Letters",
                   {{"serif", "Serif"},
                    {"sans", "Sans serif"},
                    {"system", "The device's own"},
                    {"dyslexia", "Dyslexia-friendly"}}},
    [LOOK_SIZE] = {"size",
                   "Size",
                   {{"medium", "Medium"},
                    {"small", "Small"},
                    {"large", "Large"},
                    {"larger", "Larger"},
                    {"largest", "Largest"}}},
    [LOOK_WIDTH] = {"width",
                    "Width",
                    {{"medium", "Medium"}, {"narrow", "Narrow"}, {"wide", "Wide"}}},
    [LOOK_SPACING] = {"spacing",
                      "Lines",
                      {{"medium", "Medium"}, {"tight", "Tight"}, {"loose", "Loose"}}},
    [LOOK_ALIGN] = {"align", "Edges", {{"start", "Ragged"}, {"justify", "Justified, hyphenated"}}},
    /* WCAG 2.2, 2.1.4: keys without Ctrl or Alt can be turned off. */
    [LOOK_KEYS] = {"keys", "Keys", {{"on", "On"}, {"off", "Off"}}},
};

static const char cookie_name[] = "look";

static size_t choices_of(enum look_setting setting)
{
    size_t n = 0;
    while (look_rows[setting].choices[n].value) {
        n++;
    }
    return n;
}

struct look look_of(const struct request *req)
{
    struct look look = {{0}};
    struct str digits = cookie_find(request_header(req, "Cookie"), str_from(cookie_name));
    for (size_t i = 0; i < MIN(digits.len, (size_t)LOOK_COUNT); i++) {
        size_t digit = (size_t)(unsigned char)digits.ptr[i] - '0';
        look.chosen[i] = digit < choices_of((enum look_setting)i) ? (unsigned char)digit : 0;
    }
    return look;
}

bool look_set(struct look *look, struct str name, struct str value)
{
    for (size_t i = 0; i < LOOK_COUNT; i++) {
        if (!str_equal(name, str_from(look_rows[i].name))) {
            continue;
        }
        for (size_t j = 0; look_rows[i].choices[j].value; j++) {
            if (str_equal(value, str_from(look_rows[i].choices[j].value))) {
                look->chosen[i] = (unsigned char)j;
                return true;
            }
        }
    }
    return false;
}

struct str look_value(const struct look *look, enum look_setting setting)
{
    size_t chosen = look->chosen[setting];
    return chosen ? str_from(look_rows[setting].choices[chosen].value) : str_null();
}

struct str look_digits(struct arena *arena, const struct look *look)
{
    char digits[LOOK_COUNT];
    for (size_t i = 0; i < LOOK_COUNT; i++) {
        digits[i] = (char)('0' + look->chosen[i]);
    }
    return arena_str(arena, str_of(digits, sizeof(digits)));
}

struct str look_cookie(struct arena *arena, const struct look *look)
{
    /* Lax, so that a link from elsewhere opens as the reader is used to; readable for our script,
     * which changes the page before the answer comes. */
    return arena_printf(arena, "%s=%.*s; Path=/; Max-Age=31536000; SameSite=Lax", cookie_name,
                        STR_ARG(look_digits(arena, look)));
}
