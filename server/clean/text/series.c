/* Texts that are a series of entries: diaries, minutes, numbered rules. */
#include "clean/text/series.h"

#include "clean/date_text.h"
#include "clean/text/scan.h"

#include <math.h>

enum {
    HEADS_MIN = 4,
    REFRAINS_MIN = 6,
    PREAMBLE_MAX = 8, /* units before the first entry: a title, who was present; no prose */
    ENTRY_MAX = 12,   /* units of an entry in a short text; in a long one ... */
    ENTRY_OF = 4,     /* ... a part of the whole */
    TAIL_MAX = 2,     /* units of the last entry, beyond those of the longest before it */
    DATE_WORDS = 6,   /* of a line that is a date */
    NUMBER_MAX = 9999,
    DAY_MAX = 31,
};

/* What was seen of a series up to some unit. */
struct series {
    size_t heads, told; /* entries, and those of them with prose */
    size_t last;        /* the last head's unit */
    size_t longest;     /* entry's units */
    int number;         /* the last head's */
    bool is_broken, has_prose;
};

/* A number of one to four digits; -1 if the word is none. */
static int read_number(struct str word)
{
    int number = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (!byte_is_digit((unsigned char)word.ptr[i]) || number > NUMBER_MAX / 10) {
            return -1;
        }
        number = 10 * number + (word.ptr[i] - '0');
    }
    return word.len ? number : -1;
}

/* "3. Slipway", "Item 3: slipway"; -1 if no number stands there. */
static int entry_number(struct str line)
{
    struct bullet bullet = scan_bullet(line);
    struct str word;
    size_t at = 0;
    bool has_number = !bullet.len && scan_word(line, &at, &word) && scan_word(line, &at, &word);
    return bullet.is_number ? bullet.number : has_number ? read_number(word) : -1;
}

static bool has_day(struct str line)
{
    struct str word;
    size_t at = 0;
    while (scan_word(line, &at, &word)) {
        int number = read_number(word);
        if (number > 0 && number <= DAY_MAX) {
            return true;
        }
    }
    return false;
}

static bool has_month(struct str line)
{
    struct str word;
    size_t at = 0;
    while (scan_word(line, &at, &word)) {
        if (read_number(word) < 0 && date_month(word) > 0) {
            return true;
        }
    }
    return false;
}

/* "Monday, 3 March": a diary need not tell the year.  To look a word up costs most, and most lines
 * have no number. */
static bool has_day_of_month(struct str line)
{
    return has_day(line) && has_month(line);
}

static bool is_dated(const struct reading *reading, size_t unit)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    return traits->words <= DATE_WORDS && traits->own[OWN_TERMINATED] <= 0 &&
           (traits->own[OWN_DATE_LINE] > 0 || has_day_of_month(reading_text(reading, unit)));
}

static void end_entry(const struct reading *reading, size_t unit, struct series *series)
{
    size_t units = unit - series->last;
    if (series->heads) {
        series->is_broken |= units > MAX((size_t)ENTRY_MAX, reading->lines.len / ENTRY_OF);
        series->told += series->has_prose;
        series->longest = MAX(series->longest, units);
    } else {
        series->is_broken |= units > PREAMBLE_MAX || series->has_prose;
    }
    series->has_prose = false;
    series->last = unit;
}

static bool is_whole(const struct reading *reading, struct series *series)
{
    size_t most = series->longest + TAIL_MAX;
    bool has_tail = reading->lines.len - series->last > most;
    end_entry(reading, reading->lines.len, series);
    return !has_tail && !series->is_broken && series->heads >= HEADS_MIN &&
           2 * series->told >= series->heads;
}

/* The first of the text's first lines that comes again and again, by its words; 0 if none does. */
static uint64_t find_refrain(const struct reading *reading)
{
    for (size_t i = 0; i < PREAMBLE_MAX && i < reading->lines.len; i++) {
        const struct traits *traits = &reading->sheet.traits[i];
        if (traits->words > 0 && traits->own[OWN_LOG_REPEATED] >= logf(REFRAINS_MIN)) {
            return traits->key;
        }
    }
    return 0;
}

/* Verses with a refrain, changes of which each has the same line: a page's lines that come again
 * stand close together, or far from its start and end. */
static bool has_refrain(const struct reading *reading)
{
    struct series series = {0};
    uint64_t refrain = find_refrain(reading);
    for (size_t i = 0; refrain && i < reading->lines.len; i++) {
        const struct traits *traits = &reading->sheet.traits[i];
        if (traits->key == refrain) {
            series.has_prose &= series.heads > 0;
            end_entry(reading, i, &series);
            series.heads++;
        }
        series.has_prose |= traits->is_prose;
    }
    return is_whole(reading, &series);
}

bool series_is(const struct reading *reading)
{
    struct series dated = {0}, numbered = {0};
    for (size_t i = 0; i < reading->lines.len; i++) {
        int number = entry_number(reading_text(reading, i));
        if (number >= 0 && number == numbered.number + 1) {
            end_entry(reading, i, &numbered);
            numbered.heads++;
            numbered.number = number;
        }
        if (is_dated(reading, i)) {
            end_entry(reading, i, &dated);
            dated.heads++;
        }
        /* "3. The slipway is worn." is an entry by itself. */
        numbered.has_prose |= reading->sheet.traits[i].is_prose;
        dated.has_prose |= reading->sheet.traits[i].is_prose;
    }
    return is_whole(reading, &dated) || is_whole(reading, &numbered) || has_refrain(reading);
}
