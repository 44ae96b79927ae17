/* The words of a unit: how many, of which shapes, and which of them say what it is about. */
#include "clean/text/words.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "clean/text/scan.h"

enum {
    WORD_ROOM = 64, /* bytes of a word that are folded and hashed */
    PLAIN_MAX = 48, /* bytes of a word that is read in one pass */
};

/* Letters by their case, UPPER being the bit that parts them; what else is in words. */
enum { LOWER = 1, OTHER = 2, UPPER = 0x20 };

/* clang-format off */
static const unsigned char KINDS[256] = {
    ['0'] = OTHER, ['1'] = OTHER, ['2'] = OTHER, ['3'] = OTHER, ['4'] = OTHER,
    ['5'] = OTHER, ['6'] = OTHER, ['7'] = OTHER, ['8'] = OTHER, ['9'] = OTHER, ['_'] = OTHER,
    ['A'] = UPPER, ['B'] = UPPER, ['C'] = UPPER, ['D'] = UPPER, ['E'] = UPPER, ['F'] = UPPER,
    ['G'] = UPPER, ['H'] = UPPER, ['I'] = UPPER, ['J'] = UPPER, ['K'] = UPPER, ['L'] = UPPER,
    ['M'] = UPPER, ['N'] = UPPER, ['O'] = UPPER, ['P'] = UPPER, ['Q'] = UPPER, ['R'] = UPPER,
    ['S'] = UPPER, ['T'] = UPPER, ['U'] = UPPER, ['V'] = UPPER, ['W'] = UPPER, ['X'] = UPPER,
    ['Y'] = UPPER, ['Z'] = UPPER,
    ['a'] = LOWER, ['b'] = LOWER, ['c'] = LOWER, ['d'] = LOWER, ['e'] = LOWER, ['f'] = LOWER,
    ['g'] = LOWER, ['h'] = LOWER, ['i'] = LOWER, ['j'] = LOWER, ['k'] = LOWER, ['l'] = LOWER,
    ['m'] = LOWER, ['n'] = LOWER, ['o'] = LOWER, ['p'] = LOWER, ['q'] = LOWER, ['r'] = LOWER,
    ['s'] = LOWER, ['t'] = LOWER, ['u'] = LOWER, ['v'] = LOWER, ['w'] = LOWER, ['x'] = LOWER,
    ['y'] = LOWER, ['z'] = LOWER,
};
/* clang-format on */

/* One word's hash in lower case, and what its letters say. */
struct word {
    uint32_t hash, characters, dense;
    bool is_alpha, is_caseless, is_capital, is_all_caps, is_digit;
};

/* What a character of a word adds to it. */
static void add_character(struct word *word, uint32_t c, bool *has_lower, bool *has_upper)
{
    bool is_upper = utf8_is_upper(c), is_digit = utf8_is_digit(c);
    if (!word->characters) {
        word->is_digit = is_digit;
        word->is_alpha = !is_digit && c != '_';
        word->is_capital = is_upper;
        word->is_caseless = c >= 0x80 && !is_upper && !utf8_is_lower(c);
    }
    *has_upper |= is_upper;
    *has_lower |= utf8_is_lower(c);
    word->characters++;
    word->dense += utf8_is_cjk(c);
}

static struct word read_word(struct str text)
{
    struct word word = {0};
    char bytes[WORD_ROOM];
    size_t len = 0;
    bool has_lower = false, has_upper = false;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = scan_next(text, &at);
        add_character(&word, c, &has_lower, &has_upper);
        if (len + UTF8_MAX_BYTES < WORD_ROOM) {
            len += utf8_encode(utf8_lower(c), bytes + len);
        }
    }
    word.is_all_caps = word.characters > 1 && has_upper && !has_lower;
    word.hash = lexicon_hash(str_of(bytes, len));
    return word;
}

/*
 * Most words are short and ASCII: found, folded and hashed in one pass.  `*ret_end` is where the
 * word ends; false when it goes on otherwise.
 */
static bool read_plain(struct str text, size_t start, struct word *ret_word, size_t *ret_end)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t end = start;
    unsigned seen = 0;
    uint64_t hash = HASH_START;
    for (unsigned char kind; end < text.len && (kind = KINDS[bytes[end]]) != 0; end++) {
        seen |= kind;
        hash = hash_byte(hash, bytes[end] | (kind & UPPER));
    }
    size_t len = end - start;
    if (!len || len > PLAIN_MAX || (end < text.len && bytes[end] >= 0x80)) {
        return false;
    }
    unsigned char first = bytes[start];
    *ret_word = (struct word){
        .hash = lexicon_fold_hash(hash),
        .characters = (uint32_t)len,
        .is_alpha = KINDS[first] & (UPPER | LOWER),
        .is_capital = KINDS[first] & UPPER,
        .is_all_caps = len > 1 && (seen & (UPPER | LOWER)) == UPPER,
        .is_digit = byte_is_digit(first),
    };
    *ret_end = end;
    return true;
}

/* The next word from `*at` on; false when there is none. */
static bool next_word(struct str text, size_t *at, struct word *ret_word)
{
    size_t start = *at;
    while (start < text.len && (unsigned char)text.ptr[start] < 0x80 &&
           !scan_is_word((unsigned char)text.ptr[start])) {
        start++;
    }
    *at = start;
    if (start < text.len && read_plain(text, start, ret_word, at)) {
        return true;
    }
    struct str part;
    if (!scan_word(text, at, &part)) {
        return false;
    }
    *ret_word = read_word(part);
    return true;
}

static void count_word(struct words *words, const struct word *word, unsigned kinds)
{
    words->asks |= !words->words && (kinds & LEXICON_WORD_ASKS);
    words->words++;
    words->dense += word->dense;
    words->alphas += word->is_alpha;
    words->caseless += word->is_caseless;
    words->capitals += word->is_alpha && word->is_capital;
    words->all_caps += word->is_alpha && word->is_all_caps;
    words->digits += word->is_digit;
    words->stopwords += (kinds & LEXICON_WORD_SMALL) != 0;
    words->is_personal |= (kinds & LEXICON_WORD_PERSONAL) != 0;
    words->is_said |= (kinds & LEXICON_WORD_SAID) != 0;
    words->key = hash_number(words->key, word->hash);
}

struct words words_count(struct str text, const struct lexicon *lexicon, struct tokens *tokens,
                         struct wording *ret_wording)
{
    struct words words = {.key = HASH_START};
    struct word word;
    size_t at = 0, first = tokens->len;
    ret_wording->len = ret_wording->marks_len = ret_wording->all = 0;
    while (next_word(text, &at, &word)) {
        unsigned kinds = lexicon_word(lexicon, word.hash);
        count_word(&words, &word, kinds);
        wording_add_word(ret_wording, word.is_digit ? WORDING_NUMBER : word.hash);
        bool is_content =
            !(kinds & LEXICON_WORD_SMALL) && word.characters >= WORDS_CONTENT_CHARACTERS;
        if (is_content && tokens->len - first < WORDS_TOKENS_MAX && tokens->len < tokens->room) {
            tokens->hashes[tokens->len++] = word.hash;
        }
    }
    wording_add_marks(ret_wording, text);
    return words;
}
