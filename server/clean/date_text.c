/* Dates in running text: written out in many languages, or in numbers. */
#include "clean/date_text.h"

#include "base/utf8.h"
#include "clean/date_words.h"

#include <string.h>

enum {
    WORD_ROOM = 48,  /* bytes of the longest name of a month, folded, and two spaces */
    GAP_MAX = 4,     /* bytes of space and punctuation between two parts of one date */
    YEAR_MIN = 1900, /* earlier years are history, not publication */
    YEAR_MAX = 2099,
    SHORT_YEAR_MAX =
        69, /* POSIX, strptime %y: 69 to 99 are of the 20th century; here 00 to 69 of the 21st */
    PARTS = 3,
    BESIDE_MAX = 10, /* bytes behind a word in which a number makes it a month */
    NEAR_DIGIT = 64, /* bytes: what is farther before a digit belongs to no date with it */
};

enum part_kind { PART_NONE, PART_NUMBER, PART_YEAR, PART_MONTH };

/* A number or the name of a month, with what a date in Chinese, Japanese or Korean writes behind
 * it. */
struct part {
    enum part_kind kind;
    int value;
    size_t at, end; /* bytes of the text */
    size_t digits;
    int unit;    /* 1 year, 2 month, 3 day, 0 none */
    bool is_far; /* what stands before it parts it from the part before */
};

static const struct {
    const char *sign;
    int unit;
} UNITS[] = {
    {"\xE5\xB9\xB4", 1}, {"\xE6\x9C\x88", 2},
    {"\xE6\x97\xA5", 3}, /* the ideographs of both scripts */
    {"\xEB\x85\x84", 1}, {"\xEC\x9B\x94", 2},
    {"\xEC\x9D\xBC", 3}, /* Hangul */
};

/* A word in lower case between two spaces, as the lists have it; empty if it is longer than any. */
struct folded {
    char bytes[WORD_ROOM];
};

static struct folded fold(struct str word)
{
    struct folded folded = {" "};
    size_t len = 1;
    for (size_t at = 0; at < word.len;) {
        char lower[UTF8_MAX_BYTES];
        size_t n = utf8_encode(utf8_lower(utf8_next(word, &at)), lower);
        if (len + n + 2 > sizeof(folded.bytes)) {
            return (struct folded){""};
        }
        memcpy(folded.bytes + len, lower, n);
        len += n;
    }
    folded.bytes[len++] = ' ';
    folded.bytes[len] = '\0';
    return folded;
}

int date_month(struct str word)
{
    struct folded folded = fold(word);
    if (word.len < 3 || !folded.bytes[0]) {
        return 0;
    }
    for (int month = 1; month <= 12; month++) {
        if (strstr(DATE_MONTHS[month - 1], folded.bytes)) {
            return month;
        }
    }
    return 0;
}

static bool is_link(struct str word)
{
    struct folded folded = fold(word);
    return folded.bytes[0] && strstr(DATE_LINKS, folded.bytes);
}

static int unit_at(struct str text, size_t at)
{
    for (size_t i = 0; i < ARRAY_LEN(UNITS); i++) {
        if (str_starts(str_sub(text, at, 3), str_from(UNITS[i].sign))) {
            return UNITS[i].unit;
        }
    }
    return 0;
}

/* Where the first digit from `at` on stands, or (sooner said than looked up) a letter of the
 * scripts that have their own; at the end if there is none. */
static size_t find_digit(struct str text, size_t at)
{
    for (; at < text.len; at++) {
        unsigned char c = (unsigned char)text.ptr[at];
        if (byte_is_digit(c) || c == 0xD9 || c == 0xDB || c == 0xE0 || c == 0xEF) {
            break;
        }
    }
    return at;
}

static bool has_digit(struct str text)
{
    return find_digit(text, 0) < text.len;
}

/* Takes one digit, also of the scripts that write decimal numbers with their own; -1 if there is
 * none. */
static int take_digit(struct str text, size_t *at)
{
    static const uint32_t zeros[] = {'0', 0x0660, 0x06F0, 0x0966, 0xFF10};
    size_t behind = *at;
    uint32_t c = *at < text.len ? utf8_next(text, &behind) : 0;
    for (size_t i = 0; i < ARRAY_LEN(zeros); i++) {
        if (c >= zeros[i] && c <= zeros[i] + 9) {
            *at = behind;
            return (int)(c - zeros[i]);
        }
    }
    return -1;
}

/*
 * Pages set the time close to the year, or how long the reading takes: "May 6, 20249:15 AM", "May
 * 6, 20245 min".  The digits of the year then; 0 where the number is none such.
 */
static size_t glued_year(struct str text)
{
    size_t digits = 0;
    while (digits < text.len && byte_is_digit((unsigned char)text.ptr[digits])) {
        digits++;
    }
    struct str rest = str_sub(text, digits, text.len);
    bool is_glued = str_starts(rest, STR(":")) || str_starts(rest, STR(" min"));
    bool is_century = str_starts(text, STR("19")) || str_starts(text, STR("20"));
    return (digits == 5 || digits == 6) && is_glued && is_century ? 4 : 0;
}

static struct part read_number(struct str text, size_t *at)
{
    struct part part = {.kind = PART_NUMBER, .at = *at};
    size_t glued = glued_year(str_sub(text, *at, text.len));
    size_t end = glued ? *at + glued : text.len;
    for (int digit; *at < end && (digit = take_digit(text, at)) >= 0;) {
        part.value = part.digits < 5 ? part.value * 10 + digit : 0;
        part.digits++;
    }
    part.end = *at;
    if (part.digits == 4 && part.value >= YEAR_MIN && part.value <= YEAR_MAX) {
        part.kind = PART_YEAR;
    } else if (part.digits > 2) {
        part.kind = PART_NONE;
    }
    size_t behind = *at < text.len && text.ptr[*at] == ' ' ? *at + 1 : *at;
    part.unit = unit_at(text, behind);
    if (part.unit) {
        part.end = *at = behind + 3;
    }
    return part;
}

/* Pages set words close: "Ann LeeMay 6, 2024".  The part from the capital on that stands within a
 * word. */
static struct str after_glue(struct str word)
{
    size_t at = word.len;
    for (size_t i = 1; i < word.len; i++) {
        bool is_edge = byte_is_lower((unsigned char)word.ptr[i - 1]) &&
                       byte_is_upper((unsigned char)word.ptr[i]);
        at = is_edge ? i : at;
    }
    return str_sub(word, at, word.len);
}

/* The next number or word; false at the end.  Words that only link others come as PART_NONE with
 * digits 1. */
static bool next_part(struct str text, size_t *at, bool is_behind_number, struct part *ret_part)
{
    size_t start = *at;
    while (start < text.len) {
        size_t behind = start;
        uint32_t c = utf8_next(text, &behind);
        if (utf8_is_word(c)) {
            break;
        }
        start = behind;
    }
    if (start >= text.len) {
        return false;
    }
    bool is_far = start - *at > GAP_MAX;
    for (size_t i = *at; i < start && !is_far; i++) {
        is_far = !strchr(" .,-/\xC2\xA0\xE2\x80\xAF'", text.ptr[i]) || text.ptr[i] == '\0';
    }
    size_t end = start;
    if (take_digit(text, &(size_t){start}) >= 0) {
        *ret_part = read_number(text, &end);
    } else {
        for (size_t next = start; next < text.len; end = next) {
            uint32_t c = utf8_next(text, &next);
            if (!utf8_is_word(c) || utf8_is_digit(c)) {
                break;
            }
        }
        /* To look a word up costs more than all else here: only one beside a number is a month. */
        struct str word = str_sub(text, start, end - start);
        bool is_beside = is_behind_number || has_digit(str_sub(text, end, BESIDE_MAX));
        int month = is_beside ? date_month(word) : 0;
        if (is_beside && !month) {
            month = date_month(after_glue(word));
        }
        *ret_part = (struct part){
            .kind = month ? PART_MONTH : PART_NONE, .value = month, .at = start, .end = end};
        ret_part->digits = !month && is_beside && is_link(word);
    }
    ret_part->is_far = is_far;
    *at = end > start ? end : start + 1;
    return true;
}

static bool read_words(const struct part *p, struct date *ret_date)
{
    const struct part *day, *month, *year;
    if (p[0].kind == PART_NUMBER && p[1].kind == PART_MONTH && p[2].kind == PART_YEAR) {
        day = &p[0], month = &p[1], year = &p[2];
    } else if (p[0].kind == PART_MONTH && p[1].kind == PART_NUMBER && p[2].kind == PART_YEAR) {
        month = &p[0], day = &p[1], year = &p[2];
    } else if (p[0].kind == PART_YEAR && p[1].kind == PART_MONTH && p[2].kind == PART_NUMBER) {
        year = &p[0], month = &p[1], day = &p[2];
    } else if (p[0].unit == 1 && p[1].unit == 2 && p[2].kind == PART_NUMBER) {
        year = &p[0], month = &p[1], day = &p[2];
    } else {
        return false;
    }
    *ret_date = (struct date){.year = year->value, .month = month->value, .day = day->value};
    return true;
}

/* The mark between two numbers, if it is one of - / . with at most one space behind it; else 0. */
static char joint_of(struct str text, const struct part *a, const struct part *b)
{
    struct str gap = str_sub(text, a->end, b->at - a->end);
    bool is_joint = gap.len && strchr("-/.", gap.ptr[0]) &&
                    (gap.len == 1 || (gap.len == 2 && gap.ptr[1] == ' '));
    return is_joint ? gap.ptr[0] : '\0';
}

/* A number that goes on before or behind is no date but a version, an address, a telephone. */
static bool goes_on(struct str text, size_t at, size_t end, char joint)
{
    bool is_before =
        at >= 2 && text.ptr[at - 1] == joint && byte_is_digit((unsigned char)text.ptr[at - 2]);
    bool is_behind = end + 1 < text.len && text.ptr[end] == joint &&
                     byte_is_digit((unsigned char)text.ptr[end + 1]);
    return is_before || is_behind;
}

static bool read_numbers(struct str text, const struct part *p, bool day_first,
                         struct date *ret_date)
{
    char joint = p[0].unit || p[1].unit ? '\0' : joint_of(text, &p[0], &p[1]);
    if (!joint || joint_of(text, &p[1], &p[2]) != joint || p[1].kind != PART_NUMBER) {
        return false;
    }
    if (p[0].kind == PART_YEAR && p[2].kind == PART_NUMBER) {
        *ret_date = (struct date){.year = p[0].value, .month = p[1].value, .day = p[2].value};
        return true;
    }
    bool has_short_year = p[2].kind == PART_NUMBER && p[2].digits == 2 && joint != '-';
    if (p[0].kind != PART_NUMBER || (p[2].kind != PART_YEAR && !has_short_year) ||
        goes_on(text, p[0].at, p[2].end, joint)) {
        return false;
    }
    bool is_day_first = p[0].value > 12 || ((day_first || joint == '.') && p[1].value <= 12);
    int year = p[2].value;
    year += !has_short_year ? 0 : year <= SHORT_YEAR_MAX ? 2000 : 1900;
    *ret_date = (struct date){.year = year,
                              .month = is_day_first ? p[1].value : p[0].value,
                              .day = is_day_first ? p[0].value : p[1].value};
    return true;
}

/* Where to go on from `at`: at the word that a date with the next digit may begin with, or `at`
 * itself if that is near; at the end if there is no digit. */
static size_t skip_to_digit(struct str text, size_t at)
{
    size_t digit = find_digit(text, at);
    if (digit >= text.len || digit - at <= NEAR_DIGIT) {
        return digit >= text.len ? text.len : at;
    }
    size_t start = digit - NEAR_DIGIT;
    while (start < digit && !byte_is_space((unsigned char)text.ptr[start])) {
        start++;
    }
    return start;
}

bool date_find(struct str text, bool day_first, struct date *ret_date, size_t *ret_at,
               size_t *ret_len)
{
    struct part parts[PARTS] = {0}, part;
    bool is_behind_number = false;
    for (size_t at = skip_to_digit(text, 0); next_part(text, &at, is_behind_number, &part);) {
        if (part.kind == PART_NONE && part.digits && !part.is_far) {
            continue;
        }
        is_behind_number = part.kind == PART_NUMBER || part.kind == PART_YEAR;
        if (part.is_far) {
            memset(parts, 0, sizeof(parts));
        }
        if (part.kind == PART_NONE) {
            memset(parts, 0, sizeof(parts));
            at = skip_to_digit(text, at);
            continue;
        }
        parts[0] = parts[1];
        parts[1] = parts[2];
        parts[2] = part;
        struct date date;
        bool is_date = parts[0].kind != PART_NONE && parts[1].kind != PART_NONE &&
                       parts[2].kind != PART_NONE &&
                       (read_words(parts, &date) || read_numbers(text, parts, day_first, &date));
        if (is_date && date_is_valid(&date)) {
            *ret_date = date;
            *ret_at = parts[0].at;
            *ret_len = part.end - parts[0].at;
            return true;
        }
    }
    return false;
}
