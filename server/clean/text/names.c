/* Names of people in running text, told by their shape. */
#include "clean/text/names.h"

#include "base/utf8.h"
#include "clean/text/names_table.h"

enum {
    NAME_WORDS_MAX = 5,
    GLUE_MIN = 2,     /* letters of a name before what is set close to it */
    NO_NAME_MAX = 20, /* bytes; no word of NO_NAMES is longer */
};

/* Months that are surnames too. */
static const char *const MONTHS[] = {"may", "june", "april", "august", "march"};
/* What pages set close to a name in capitals, too. */
static const struct str STAMPS[] = {{"published", 9}, {"updated", 7}, {"posted", 6}};
/* What ends the name of a group. */
static const char *const GROUPS[] = {"staff", "team", "editors", "newsroom", "desk"};
static const char *const PARTICLES[] = {"de",  "da", "van", "von", "der", "den", "del",
                                        "di",  "la", "le",  "al",  "bin", "el",  "ter",
                                        "dos", "du", "zu",  "af",  "ten"};
static const char *const JOINTS[] = {"and", "&", "und", "y", "et",      "og",
                                     "och", "e", "en",  "i", "\xD0\xB8"};

static bool is_one_of(const char *const *words, size_t n, struct str word)
{
    char first = word.len ? byte_lower(word.ptr[0]) : '\0';
    for (size_t i = 0; i < n; i++) {
        if (words[i][0] == first && str_equal_nocase(word, str_from(words[i]))) {
            return true;
        }
    }
    return false;
}

static size_t skip_spaces(struct str s, size_t at)
{
    while (at < s.len && byte_is_space((unsigned char)s.ptr[at])) {
        at++;
    }
    return at;
}

/* Letters and what may stand within a name: O'Neil, J.R., Anne-Marie. */
static bool is_name_character(uint32_t c)
{
    return (utf8_is_word(c) && !utf8_is_digit(c) && c != '_') || c == '\'' || c == 0x2019 ||
           c == '.' || c == '-' || c == 0x2010;
}

static struct str word_at(struct str s, size_t at)
{
    size_t end = at;
    while (end < s.len) {
        size_t next = end;
        if (!is_name_character(utf8_next(s, &next))) {
            break;
        }
        end = next;
    }
    /* A full stop belongs to an initial or a title (J., Dr.), not to the end of a sentence. */
    while (end > at + 4 && s.ptr[end - 1] == '.') {
        end--;
    }
    return str_of(s.ptr + at, end - at);
}

static bool is_capitalised(struct str word)
{
    size_t at = 0;
    return word.len && utf8_is_upper(utf8_next(word, &at));
}

static bool is_no_name(struct str word)
{
    while (word.len && (word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == '-')) {
        word.len--;
    }
    char lower[NO_NAME_MAX + 1];
    size_t low = 0, high = NO_NAMES_LEN;
    for (size_t i = 0; i < word.len && i <= NO_NAME_MAX; i++) {
        lower[i] = byte_lower(word.ptr[i]);
    }
    while (word.len <= NO_NAME_MAX && low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(str_of(lower, word.len), str_from(NO_NAMES[middle]));
        if (order == 0) {
            return true;
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle : high;
    }
    return !word.len;
}

/* Words that belong to a name where other words of it stand before: "Tom May", but not "Tom, May
 * 5"; "Kettleby Staff", but not "Ann Lee Staff Writer". */
static bool is_late_name(struct str s, size_t at, struct str word)
{
    struct str rest = str_trim(str_sub(s, at + word.len, s.len));
    bool has_number = rest.len && byte_is_digit((unsigned char)rest.ptr[0]);
    return (is_one_of(MONTHS, ARRAY_LEN(MONTHS), word) && !has_number) ||
           (is_one_of(GROUPS, ARRAY_LEN(GROUPS), word) && !rest.len);
}

/*
 * Pages set words close: "Ann LeePublished", "Ann LeeMar 5", "ANN LEEUPDATED".  The part of a word
 * before one that is no part of a name; McCarthy and KettlebyPress stay whole.
 */
static struct str before_glue(struct str word)
{
    for (size_t i = GLUE_MIN; i < word.len; i++) {
        if (byte_is_upper((unsigned char)word.ptr[i]) &&
            byte_is_lower((unsigned char)word.ptr[i - 1]) &&
            is_no_name(str_sub(word, i, word.len))) {
            return str_sub(word, 0, i);
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(STAMPS); i++) {
        size_t len = STAMPS[i].len;
        if (word.len >= len + GLUE_MIN &&
            str_equal_nocase(str_sub(word, word.len - len, word.len), STAMPS[i])) {
            return str_sub(word, 0, word.len - len);
        }
    }
    return word;
}

struct name {
    struct str text;
    size_t words;
};

static struct name read_name(struct str s, size_t at)
{
    struct name name = {.text = str_of(s.ptr + at, 0)};
    size_t end = at;
    while (name.words < NAME_WORDS_MAX) {
        size_t start = skip_spaces(s, end);
        struct str whole = word_at(s, start), word = before_glue(whole);
        bool is_particle = name.words && is_one_of(PARTICLES, ARRAY_LEN(PARTICLES), word);
        if (is_particle) {
            struct str behind = word_at(s, skip_spaces(s, start + word.len));
            bool is_joining =
                is_capitalised(behind) || is_one_of(PARTICLES, ARRAY_LEN(PARTICLES), behind);
            is_particle = is_joining && !is_no_name(behind);
        }
        bool is_fine =
            is_particle || (is_capitalised(word) &&
                            (!is_no_name(word) || (name.words && is_late_name(s, start, word))));
        if (!is_fine) {
            break;
        }
        end = start + word.len;
        name.words++;
        name.text.len = end - at;
        if (word.len < whole.len) {
            break;
        }
    }
    bool is_too_long = name.text.len > NAME_BYTES_MAX;
    return is_too_long ? (struct name){0} : name;
}

/* The start of the next name behind a comma or the word for "and"; 0 if there is none. */
static size_t skip_joint(struct str s, size_t at)
{
    size_t next = skip_spaces(s, at);
    bool has_comma = next < s.len && (s.ptr[next] == ',' || s.ptr[next] == ';');
    next = skip_spaces(s, next + has_comma);
    struct str word = word_at(s, next);
    if (next < s.len && s.ptr[next] == '&') {
        word = str_sub(s, next, 1);
    }
    if (is_one_of(JOINTS, ARRAY_LEN(JOINTS), word)) {
        return skip_spaces(s, next + word.len);
    }
    return has_comma ? next : 0;
}

struct names names_read(struct str s)
{
    struct names names = {0};
    size_t at = skip_spaces(s, 0);
    while (names.len < NAMES_MAX && at < s.len) {
        struct name name = read_name(s, at);
        /* "By Ann Lee, CNN": behind the first name, one word alone is more likely a company. */
        if (!name.words || (names.len && name.words < 2)) {
            break;
        }
        names.items[names.len++] = name.text;
        names.bytes = at + name.text.len;
        at = skip_joint(s, names.bytes);
        if (!at) {
            break;
        }
    }
    return names;
}

bool names_is_name(struct str s)
{
    s = str_trim(s);
    struct name name = read_name(s, 0);
    return name.words >= 2 && name.words <= 4 && name.text.len == s.len;
}

bool names_begins_otherwise(struct str s)
{
    s = str_trim(s);
    return s.len && is_no_name(before_glue(word_at(s, 0)));
}
