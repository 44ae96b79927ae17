/* What one unit of a text looks like by itself: the numbers that the model judges it by. */
#include "clean/text/traits.h"

#include "base/utf8.h"
#include "clean/text/days.h"
#include "clean/text/logs.h"
#include "clean/text/marks.h"
#include "clean/text/scan.h"
#include "clean/text/words.h"

#include <math.h>

enum {
    LEXICON_WORDS_MAX = 60, /* a line with more words is judged by them, not by its phrases */
    DATE_WORDS_MAX = 300,
    FOLD_ROOM = 1024,
    FOLDED_MAX = 400, /* bytes; longer texts are not looked for, nor looked into */
    PROSE_WORDS = 12,
    LONG_PROSE_WORDS = 25,
    DATE_LINE_WORDS = 12,
    ASKING_WORDS = 20,
};

static void set_length(float *own, uint32_t words, size_t characters, const struct logs *logs)
{
    own[OWN_LOG_WORDS] = logs_of(logs, words);
    own[OWN_LOG_LENGTH] = logs_of(logs, characters);
    own[OWN_WORDS_1] = words <= 1;
    own[OWN_WORDS_2] = words == 2;
    own[OWN_WORDS_4] = words >= 3 && words <= 4;
    own[OWN_WORDS_8] = words >= 5 && words <= 8;
    own[OWN_WORDS_14] = words >= 9 && words <= 14;
    own[OWN_WORDS_24] = words >= 15 && words <= 24;
    own[OWN_WORDS_49] = words >= 25 && words <= 49;
    own[OWN_WORDS_50] = words >= 50;
    own[OWN_LONG_WORDS] = (float)characters / (float)MAX(1U, words) > 9;
}

static void set_shares(float *own, const struct words *count)
{
    float words = (float)MAX(1U, count->words), alphas = (float)MAX(1U, count->alphas);
    own[OWN_STOPWORDS] = (float)count->stopwords / words;
    own[OWN_NO_STOPWORD] = count->stopwords == 0;
    own[OWN_CAPITALS] = (float)count->capitals / alphas;
    own[OWN_TITLE_CASE] = count->capitals == count->alphas && count->words > 1;
    own[OWN_ALL_CAPS] = (float)count->all_caps / alphas;
    own[OWN_IS_ALL_CAPS] = count->all_caps == count->alphas && count->alphas;
    own[OWN_DIGITS] = (float)count->digits / words;
    own[OWN_PERSONAL] = count->is_personal;
    own[OWN_SAID] = count->is_said;
}

static void set_marks(float *own, struct str text, struct marks marks, const struct logs *logs)
{
    bool ends_question = marks.last == '?' || marks.last == 0xFF1F;
    own[OWN_TERMINATED] = scan_is_terminated(text);
    own[OWN_COLON] = marks.last == ':' || marks.last == 0xFF1A;
    own[OWN_QUESTION] = ends_question;
    own[OWN_EXCLAMATION] = marks.last == '!' || marks.last == 0xFF01;
    own[OWN_SENTENCES_2] = marks.sentences >= 2;
    own[OWN_LOG_SENTENCES] = logs_of(logs, marks.sentences);
    own[OWN_LOG_COMMAS] = logs_of(logs, marks.commas);
    own[OWN_SEPARATOR] = marks.separators > 0;
    own[OWN_LOG_SEPARATORS] = logs_of(logs, marks.separators);
    own[OWN_AT_SIGN] = marks.has_at;
    own[OWN_ADDRESS] = marks.has_address;
    own[OWN_PHONE] = marks.has_phone;
    own[OWN_QUOTE] = marks.has_quote;
}

static void set_room(float *own, const struct unit *unit)
{
    own[OWN_INDENTED] = unit->indent > 0;
    own[OWN_INDENT] = (float)MIN(unit->indent, 12U) / 4;
    own[OWN_BLANK_1] = unit->blank_before > 0;
    own[OWN_BLANK_2] = unit->blank_before > 1;
    own[OWN_BLANK_3] = unit->blank_before > 2;
}

static void set_start(float *own, const struct unit *unit, struct bullet bullet)
{
    struct str body = str_sub(unit->text, bullet.len, unit->text.len);
    uint32_t first = scan_first(body);
    own[OWN_STARTS_LOWER] = utf8_is_lower(first);
    own[OWN_STARTS_UPPER] = utf8_is_upper(first);
    own[OWN_STARTS_DIGIT] = utf8_is_digit(first);
    own[OWN_BULLET] = bullet.len > 0;
    own[OWN_NUMBERED] = bullet.is_number || str_starts_nocase(unit->text, STR("step "));
    set_room(own, unit);
}

static void set_lexicon(float *own, const struct lexicon *lexicon, struct str folded)
{
    unsigned found = lexicon_match(lexicon, folded) | marks_hints(folded);
    unsigned n = 0;
    for (unsigned i = 0; i < LEXICON_COUNT; i++) {
        bool is_found = found >> i & 1u;
        own[OWN_LEXICON + i] = is_found;
        n += is_found;
    }
    own[OWN_ANY_LEXICON] = n >= 1;
    own[OWN_SOME_LEXICON] = n >= 2;
}

/* What reading a unit takes, and where its content words go. */
struct reader {
    const struct lexicon *lexicon;
    const struct wording_table *table;
    const struct logs *logs;
    struct tokens tokens;
    char *folds; /* room for the folded texts */
};

static void keep_folded(struct reader *reader, struct str folded, struct str *ret_folded)
{
    if (folded.len <= FOLDED_MAX) {
        memcpy(reader->folds, folded.ptr, folded.len);
        *ret_folded = str_of(reader->folds, folded.len);
        reader->folds += folded.len;
    }
}

static void read_unit(const struct unit *unit, struct reader *reader, struct traits *traits,
                      struct str *ret_folded)
{
    struct tokens *tokens = &reader->tokens;
    traits->first_token = tokens->len;
    struct wording wording;
    struct words count = words_count(unit->text, reader->lexicon, tokens, &wording);
    traits->tokens = (uint8_t)(tokens->len - traits->first_token);
    struct marks marks = marks_read(unit->text);
    uint32_t words = count.words + (count.dense >= 3 ? count.dense / 2 : 0);
    traits->words = words;
    traits->key = count.key;
    traits->wording = wording_judge(reader->table, &wording);
    float *own = traits->own;
    set_length(own, words, marks.characters, reader->logs);
    set_shares(own, &count);
    set_marks(own, unit->text, marks, reader->logs);
    set_start(own, unit, scan_bullet(unit->text));
    own[OWN_ASKS] = count.asks && words < ASKING_WORDS;
    if (words <= LEXICON_WORDS_MAX) {
        char bytes[FOLD_ROOM];
        struct str folded = lexicon_fold(unit->text, bytes, sizeof(bytes));
        set_lexicon(own, reader->lexicon, folded);
        keep_folded(reader, scan_after_bullet(folded), ret_folded);
    }
    if (words <= DATE_WORDS_MAX && count.digits + count.dense > 0) {
        own[OWN_DATE] = days_may_be(unit->text) && days_find(unit->text, false).len > 0;
        own[OWN_DATE_LINE] = own[OWN_DATE] > 0 && words <= DATE_LINE_WORDS;
    }
    /* Small words of every script are not known. */
    bool is_other_script = 2 * count.caseless >= count.words;
    bool is_running = own[OWN_STOPWORDS] >= 0.2F || count.dense > 0 || is_other_script;
    bool is_whole = own[OWN_TERMINATED] > 0 || words >= LONG_PROSE_WORDS;
    traits->is_prose = words >= PROSE_WORDS && is_running && is_whole;
}

/* Counts, for every unit, how many have the same words. */
static bool set_repeated(struct arena *arena, struct sheet *sheet)
{
    size_t slots = 16;
    while (slots < 2 * sheet->len) {
        slots *= 2;
    }
    struct slot {
        uint64_t key;
        uint32_t n;
    } *table = arena_array(arena, slots, sizeof(*table));
    if (!table) {
        return false;
    }
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sheet->len; i++) {
            struct traits *traits = &sheet->traits[i];
            size_t at = (size_t)(traits->key ^ traits->key >> 29) & (slots - 1);
            while (table[at].n && table[at].key != traits->key) {
                at = (at + 1) & (slots - 1);
            }
            table[at].key = traits->key;
            table[at].n += round == 0;
            if (round == 1) {
                traits->own[OWN_REPEATED] = table[at].n > 1;
                traits->own[OWN_REPEATED_TWICE] = table[at].n > 2;
                traits->own[OWN_LOG_REPEATED] = logf((float)table[at].n);
            }
        }
    }
    return true;
}

bool traits_read(struct arena *arena, const struct lexicon *lexicon,
                 const struct wording_table *wording, const struct lines *lines,
                 struct sheet *ret_sheet)
{
    size_t bytes = 0, folds = 0;
    for (size_t i = 0; i < lines->len; i++) {
        /* A content word and the space behind it take five bytes at least. */
        bytes += MIN(lines->units[i].text.len / (WORDS_CONTENT_CHARACTERS + 1) + 1,
                     (size_t)WORDS_TOKENS_MAX);
        folds += MIN(2 * lines->units[i].text.len, (size_t)FOLDED_MAX);
    }
    struct logs logs;
    logs_init(&logs);
    struct reader reader = {
        .lexicon = lexicon, .table = wording, .logs = &logs, .tokens.room = bytes};
    struct sheet sheet = {.len = lines->len};
    reader.tokens.hashes = arena_array(arena, bytes + 1, sizeof(*reader.tokens.hashes));
    reader.folds = arena_grow(arena, NULL, 0, folds + 1, 1);
    sheet.traits = arena_array(arena, lines->len + 1, sizeof(*sheet.traits));
    sheet.folded = arena_array(arena, lines->len + 1, sizeof(*sheet.folded));
    if (!reader.tokens.hashes || !reader.folds || !sheet.traits || !sheet.folded) {
        return false;
    }
    for (size_t i = 0; i < lines->len; i++) {
        read_unit(&lines->units[i], &reader, &sheet.traits[i], &sheet.folded[i]);
    }
    sheet.tokens = reader.tokens.hashes;
    *ret_sheet = sheet;
    return set_repeated(arena, &sheet);
}

bool traits_pick(struct arena *arena, const struct sheet *from, const size_t *units,
                 const struct lines *lines, struct sheet *ret_sheet)
{
    struct sheet sheet = {.tokens = from->tokens, .len = lines->len};
    sheet.traits = arena_array(arena, lines->len + 1, sizeof(*sheet.traits));
    if (!sheet.traits) {
        return false;
    }
    for (size_t i = 0; i < lines->len; i++) {
        sheet.traits[i] = from->traits[units[i]];
        set_room(sheet.traits[i].own, &lines->units[i]);
    }
    *ret_sheet = sheet;
    return set_repeated(arena, &sheet);
}
