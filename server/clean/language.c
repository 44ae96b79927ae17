/* The language of a running text, told by its script and its small words. */
#include "clean/language.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "clean/language_words.h"

enum {
    SAMPLE_WORDS = 3000,
    WORD_MAX = 24,  /* bytes; no small word is longer */
    HITS_MIN = 5,   /* small words that must be found */
    SHARE_MIN = 10, /* in a hundred words; in prose of any of the languages they are 20 to 50 */
    LETTERS_MIN = 12,
    SLOTS = 1024, /* more than twice as many as there are small words in all */
};

/* Scripts that one language mostly has for itself; a Japanese text has Han characters too. */
static const struct script {
    uint32_t first, last;
    const char *language;
} SCRIPTS[] = {
    {0x3040, 0x30FF, "ja"}, {0xAC00, 0xD7A3, "ko"}, {0x4E00, 0x9FFF, "zh"}, {0x0590, 0x05FF, "he"},
    {0x0600, 0x06FF, "ar"}, {0x0370, 0x03FF, "el"}, {0x0E00, 0x0E7F, "th"}, {0x0900, 0x097F, "hi"},
    {0x10A0, 0x10FF, "ka"}, {0x0530, 0x058F, "hy"}, {0x0980, 0x09FF, "bn"}, {0x0B80, 0x0BFF, "ta"},
};
enum { SCRIPT_KANA, SCRIPT_HANGUL, SCRIPT_HAN, SCRIPT_HEBREW, SCRIPT_ARABIC };

struct language_count {
    struct small_word {
        uint32_t word;      /* its hash */
        uint32_t languages; /* bits; 0: a free slot */
    } slots[SLOTS];
    size_t hits[LANGUAGE_COUNT];
    size_t letters[ARRAY_LEN(SCRIPTS)];
    size_t persian; /* letters that Arabic has not */
    size_t all_letters, words;
};

static uint32_t hash_word(struct str word)
{
    return (uint32_t)hash_bytes(HASH_START, word);
}

static size_t slot_of(const struct language_count *count, uint32_t word)
{
    size_t i = word % SLOTS;
    while (count->slots[i].languages && count->slots[i].word != word) {
        i = (i + 1) % SLOTS;
    }
    return i;
}

struct language_count *language_count_new(struct arena *arena)
{
    struct language_count *count = ARENA_NEW(arena, struct language_count);
    for (unsigned i = 0; count && i < LANGUAGE_COUNT; i++) {
        struct str rest = str_from(LANGUAGE_WORDS[i].words), text;
        while (str_split(&rest, ' ', &text)) {
            uint32_t word = hash_word(text);
            struct small_word *slot = &count->slots[slot_of(count, word)];
            slot->word = word;
            slot->languages |= 1U << i;
        }
    }
    return count;
}

static void count_word(struct language_count *count, uint32_t word)
{
    uint32_t languages = count->slots[slot_of(count, word)].languages;
    for (; languages; languages &= languages - 1) {
        count->hits[__builtin_ctz(languages)]++;
    }
    count->words++;
}

static void count_letter(struct language_count *count, uint32_t c)
{
    count->all_letters++;
    if (c < SCRIPTS[SCRIPT_ARABIC].first && c < 0x370) {
        return;
    }
    for (size_t i = 0; i < ARRAY_LEN(SCRIPTS); i++) {
        count->letters[i] += c >= SCRIPTS[i].first && c <= SCRIPTS[i].last;
    }
    count->persian += c == 0x067E || c == 0x0686 || c == 0x0698 || c == 0x06AF || c == 0x06CC;
}

/* Hashes the ASCII letters at `at`, as many as the word has room for; returns how many. */
static size_t hash_letters(struct str text, size_t at, size_t room, uint64_t *hash)
{
    size_t n = 0, most = MIN(room, text.len - at);
    while (n < most && byte_is_alpha((unsigned char)text.ptr[at + n])) {
        *hash = hash_byte(*hash, (unsigned char)text.ptr[at + n] | 0x20);
        n++;
    }
    return n;
}

void language_count_add(struct language_count *count, struct str text)
{
    uint64_t hash = HASH_START;
    size_t len = 0;
    for (size_t at = 0; at < text.len && count->words < SAMPLE_WORDS;) {
        size_t letters = hash_letters(text, at, WORD_MAX - MIN(len, (size_t)WORD_MAX), &hash);
        len += letters;
        at += letters;
        count->all_letters += letters;
        uint32_t c = at < text.len ? utf8_next(text, &at) : ' ';
        bool is_letter = utf8_is_word(c) && !utf8_is_digit(c);
        if (is_letter) {
            char lower[UTF8_MAX_BYTES];
            count_letter(count, c);
            size_t n = len < WORD_MAX ? utf8_encode(utf8_lower(c), lower) : 0;
            hash = hash_bytes(hash, str_of(lower, n));
            len += n;
        }
        if (len && (!is_letter || at >= text.len)) {
            count_word(count, (uint32_t)hash);
            hash = HASH_START;
            len = 0;
        }
    }
}

/* The language of the script that a quarter of the letters are of: names in Latin letters stand in
 * texts of every script. */
static struct str by_script(const struct language_count *count)
{
    const size_t *letters = count->letters;
    size_t best = 0;
    for (size_t i = 1; i < ARRAY_LEN(SCRIPTS); i++) {
        best = letters[i] > letters[best] ? i : best;
    }
    size_t han = letters[SCRIPT_HAN], kana = letters[SCRIPT_KANA];
    bool is_east = best == SCRIPT_HAN || best == SCRIPT_KANA;
    if (count->all_letters < LETTERS_MIN ||
        4 * (is_east ? han + kana : letters[best]) < count->all_letters) {
        return str_null();
    }
    if (is_east) {
        return 10 * kana > han ? STR("ja") : STR("zh");
    }
    bool is_persian = best == SCRIPT_ARABIC && 50 * count->persian > letters[best];
    return is_persian ? STR("fa") : str_from(SCRIPTS[best].language);
}

struct str language_count_best(const struct language_count *count)
{
    struct str script = by_script(count);
    size_t best = 0;
    for (size_t i = 1; i < LANGUAGE_COUNT; i++) {
        best = count->hits[i] > count->hits[best] ? i : best;
    }
    bool is_clear =
        count->hits[best] >= HITS_MIN && 100 * count->hits[best] >= SHARE_MIN * count->words;
    return script.len ? script : is_clear ? str_from(LANGUAGE_WORDS[best].language) : str_null();
}
