/* The language of a text, told by its small words. */
#include "clean/html/language.h"

#include "base/utf8.h"
#include "clean/html/lexicon.h"
#include "clean/html/measure.h"

enum {
    SAMPLE_WORDS = 3000,
    HITS_MIN = 8,   /* small words that must be found */
    SHARE_MIN = 10, /* in a hundred words; in prose of any of the languages they are 20 to 50 */
    SLOTS = 1024,   /* more than twice as many as there are small words in all */
    SCRIPT_SAMPLE = 4000, /* bytes */
};

/* Which languages (bits) have a small word, by its hash. */
struct table {
    struct small_word {
        uint32_t word;
        uint32_t languages;
    } slots[SLOTS];
};

static struct small_word *slot_of(struct table *table, uint32_t word)
{
    size_t i = word % SLOTS;
    while (table->slots[i].languages && table->slots[i].word != word) {
        i = (i + 1) % SLOTS;
    }
    return &table->slots[i];
}

static void index_words(struct table *table)
{
    for (unsigned i = 0; i < LANGUAGE_COUNT; i++) {
        struct str rest = str_from(LANGUAGE_WORDS[i].words), text;
        while (str_split(&rest, ' ', &text)) {
            uint32_t word = word_hash(text);
            struct small_word *slot = slot_of(table, word);
            slot->word = word;
            slot->languages |= 1U << i;
        }
    }
}

static void count_words(const struct page *page, const struct block *block, struct table *table,
                        size_t *hits)
{
    for (size_t k = 0; k < block->words; k++) {
        uint32_t languages = slot_of(table, page->words[block->first_word + k])->languages;
        for (; languages; languages &= languages - 1) {
            hits[__builtin_ctz(languages)]++;
        }
    }
}

/* Scripts that one language mostly has for itself. */
static struct str by_script(struct str text)
{
    size_t han = 0, kana = 0, hangul = 0, all = 0;
    text = utf8_cut(text, SCRIPT_SAMPLE);
    for (size_t at = 0; at < text.len; all++) {
        uint32_t c = utf8_next(text, &at);
        han += c >= 0x4E00 && c <= 0x9FFF;
        kana += c >= 0x3040 && c <= 0x30FF;
        hangul += c >= 0xAC00 && c <= 0xD7A3;
    }
    if (4 * (han + kana + hangul) < all) {
        return str_null();
    }
    return hangul > han + kana ? STR("ko") : 10 * kana > han ? STR("ja") : STR("zh");
}

struct str language_guess(const struct page *page, const bool *keep)
{
    struct table table = {0};
    size_t hits[LANGUAGE_COUNT] = {0}, words = 0, best = 0;
    struct str script = str_null();
    index_words(&table);
    for (size_t i = 0; i < page->n_blocks && words < SAMPLE_WORDS; i++) {
        if (keep[i]) {
            script = script.len ? script : by_script(block_text(page, &page->blocks[i]));
            count_words(page, &page->blocks[i], &table, hits);
            words += page->blocks[i].words;
        }
    }
    for (size_t i = 1; i < LANGUAGE_COUNT; i++) {
        best = hits[i] > hits[best] ? i : best;
    }
    if (script.len) {
        return script;
    }
    bool is_clear = hits[best] >= HITS_MIN && 100 * hits[best] >= SHARE_MIN * words;
    return is_clear ? str_from(LANGUAGE_WORDS[best].language) : str_null();
}
