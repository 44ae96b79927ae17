/* Lines at the ends of an article that say who wrote it and when. */
#include "clean/html/signature.h"

#include "base/time.h"
#include "base/utf8.h"
#include "clean/date_text.h"
#include "clean/html/credit.h"
#include "clean/html/wordset.h"
#include "clean/text/credits.h"

#include <string.h>

enum {
    LINE_BYTES = 160,
    GLUE_BYTES = 24,
    DAY_BYTES = 10, /* "2024-05-06" */
    ZONE_MIN = 2,
    ZONE_MAX = 5,
    CREDIT_BLOCKS = 3 /* at the end, among which some may tell who else worked on the article */
};

/* What stands around names and days, in lower case; the agencies stand behind their reporters. */
static const char GLUE[] =
    /* English, German, French, Spanish, Portuguese, Italian, Dutch */
    "|by|and|on|at|in|the|of|for|from|updated|published|posted|written|created|last|modified|"
    "first|edited|reviewed|date|am|pm|a.m|p.m|noon|min|mins|minute|minutes|read|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|"
    "von|und|um|uhr|vom|aktualisiert|ver\xC3\xB6"
    "ffentlicht|stand|"
    "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    "par|et|le|publi\xC3\xA9|mis|\xC3\xA0|jour|"
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    "por|el|y|de|publicado|actualizado|lunes|martes|mi\xC3\xA9rcoles|jueves|viernes|s\xC3\xA1"
    "bado|"
    "em|\xC3\xA0s|atualizado|segunda-feira|ter\xC3\xA7"
    "a-feira|quarta-feira|quinta-feira|"
    "sexta-feira|domingo|"
    "di|e|il|del|pubblicato|aggiornato|luned\xC3\xAC|marted\xC3\xAC|mercoled\xC3\xAC|"
    "gioved\xC3\xAC|venerd\xC3\xAC|sabato|domenica|"
    "door|op|en|gepubliceerd|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    "ap|afp|dpa|efe|upi|reuters|associated|press|bloomberg|agencies|";

static bool is_glue(struct str word)
{
    char bytes[GLUE_BYTES + 3] = "|";
    size_t len = 1;
    for (size_t i = 0; i < word.len && len <= GLUE_BYTES; i++) {
        bytes[len++] = byte_lower(word.ptr[i]);
    }
    bytes[len++] = '|';
    bytes[len] = '\0';
    return word.len <= GLUE_BYTES && strstr(GLUE, bytes);
}

static bool is_told_day(const struct date *date, const struct meta *meta)
{
    char text[TIME_TEXT_MAX];
    const struct date day = {.year = date->year, .month = date->month, .day = date->day};
    struct str said = date_format(&day, text);
    return said.len == DAY_BYTES && (str_starts(meta_get(meta, META_PUBLISHED), said) ||
                                     str_starts(meta_get(meta, META_MODIFIED), said));
}

/* Where the line's first date stands, if it is one of the facts. */
static bool find_day(struct str line, const struct meta *meta, size_t *ret_at, size_t *ret_len)
{
    struct date date;
    for (int day_first = 0; day_first < 2; day_first++) {
        if (date_find(line, day_first, &date, ret_at, ret_len) && is_told_day(&date, meta)) {
            return true;
        }
    }
    return false;
}

/* A word without the signs around it. */
static struct str bare(struct str word)
{
    size_t start = word.len, end = 0;
    for (size_t at = 0; at < word.len;) {
        size_t before = at;
        if (utf8_is_word(utf8_next(word, &at))) {
            start = MIN(start, before);
            end = at;
        }
    }
    return start < end ? str_sub(word, start, end) : str_null();
}

static bool starts_upper(struct str word)
{
    size_t at = 0;
    return utf8_is_upper(utf8_next(word, &at));
}

/* "AMT", as it stands behind "11:28". */
static bool is_zone(struct str word)
{
    size_t n = 0;
    while (n < word.len && byte_is_upper((unsigned char)word.ptr[n])) {
        n++;
    }
    return n == word.len && n >= ZONE_MIN && n <= ZONE_MAX;
}

/* Whether every word of a part of the line is a fact's (`told`) or stands around facts. */
static bool is_all_told(struct str part, const struct wordset *told, bool has_name)
{
    struct str word;
    bool is_open = false; /* behind a name: words that may be of a trade, if one follows */
    bool is_time = false; /* behind "11:28" */
    while (str_split(&part, ' ', &word)) {
        word = bare(word);
        struct wordset set = wordset_of(word);
        bool is_number = word.len && byte_is_digit((unsigned char)word.ptr[0]);
        bool is_around = is_glue(word) || date_month(word) > 0 || (is_time && is_zone(word));
        is_time = is_number && str_find_byte(word, ':') > 0;
        if (!word.len || is_number || is_around || wordset_share(&set, told) == 1) {
            continue;
        }
        if (!has_name || !starts_upper(word)) {
            return false;
        }
        is_open = !credit_is_remark(word);
    }
    return !is_open;
}

static void add_words(struct wordset *set, const struct wordset *more)
{
    for (size_t i = 0; i < more->len && set->len < WORDSET_MAX; i++) {
        set->words[set->len++] = more->words[i];
    }
}

bool signature_is(struct str line, const struct meta *meta)
{
    if (line.len > LINE_BYTES) {
        return false;
    }
    struct wordset words = wordset_of(line), told = wordset_of(meta_get(meta, META_SITE));
    size_t at = 0, len = 0;
    bool has_name = false, has_day = find_day(line, meta, &at, &len);
    for (size_t i = 0; i < meta->authors.len; i++) {
        struct wordset name = wordset_of(meta->authors.items[i]);
        has_name |= wordset_holds(&words, &name);
        add_words(&told, &name);
    }
    struct str before = str_sub(line, 0, has_day ? at : line.len);
    struct str behind = has_day ? str_sub(line, at + len, line.len) : str_null();
    return (has_name || has_day) && is_all_told(before, &told, has_name) &&
           is_all_told(behind, &told, has_name);
}

/* Where the first and the last kept paragraph of running text stand; false when there is none. */
static bool find_ends(const struct page *page, const struct choice *choice, size_t *ret_first,
                      size_t *ret_last)
{
    bool is_found = false;
    for (size_t i = 0; i < page->n_blocks; i++) {
        if (choice->keep[i] && block_is_long(&page->blocks[i])) {
            *ret_first = is_found ? *ret_first : i;
            *ret_last = i;
            is_found = true;
        }
    }
    return is_found;
}

static bool take_credits(const struct page *page, struct choice *choice, struct arena *arena,
                         struct meta *meta)
{
    bool is_ok = true;
    for (size_t i = page->n_blocks, n = 0; i-- > 0 && n < CREDIT_BLOCKS && is_ok;) {
        if (!choice->keep[i] || page->blocks[i].kind != BLOCK_PAGE) {
            continue;
        }
        bool is_list;
        struct names names = credits_read(block_text(page, &page->blocks[i]), &is_list);
        for (size_t k = 0; k < names.len && is_ok; k++) {
            is_ok = meta_add(arena, &meta->contributors, names.items[k], SOURCE_TEXT);
        }
        if (names.len && is_list) {
            choice_drop(page, choice, i);
        }
        n++;
    }
    return is_ok;
}

bool signature_take_out(const struct page *page, struct choice *choice, struct arena *arena,
                        struct meta *meta)
{
    size_t first = 0, last = 0;
    if (!find_ends(page, choice, &first, &last)) {
        return true;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        bool is_end = choice->keep[i] && (i < first || i > last);
        if (is_end && signature_is(block_text(page, &page->blocks[i]), meta)) {
            choice_drop(page, choice, i);
        }
    }
    return take_credits(page, choice, arena, meta);
}
