/* The words that tell furniture from prose: phrases by category, and the small words of each
 * language. */
#include "clean/text/lexicon.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "clean/text/scan.h"

enum {
    BUCKETS = 4096,
    PHRASES_MAX = 1024,
    WORD_SLOTS = 4096, /* four times the words */
};

/* Words that say more than that they are small. */
static const struct {
    const char *words;
    enum lexicon_word kind;
} KINDS[] = {
    {"i we you my our your", LEXICON_WORD_PERSONAL},
    {"said says told according dit sagte dijo disse", LEXICON_WORD_SAID},
    {"how what why when where who is are can do does should", LEXICON_WORD_ASKS},
};

struct phrase {
    struct str text;
    uint16_t next; /* in its bucket; 0: the last */
    uint8_t category;
    bool is_at_start, is_at_end, is_open;
};

struct lexicon {
    struct phrase phrases[PHRASES_MAX]; /* the first is never used */
    size_t len;
    uint16_t buckets[BUCKETS];
    uint32_t words[WORD_SLOTS]; /* hashes; 0: free */
    uint8_t kinds[WORD_SLOTS];
};

uint32_t lexicon_hash(struct str word)
{
    return lexicon_fold_hash(hash_bytes(HASH_START, word));
}

/*
 * By the first three bytes.  Behind a phrase of two the word ends, so that what ends a word counts
 * as nothing; but a phrase may be one character of two bytes that more follows.
 */
static size_t bucket_of(struct str s)
{
    unsigned first = (unsigned char)s.ptr[0], second = (unsigned char)s.ptr[1];
    unsigned char third = s.len > 2 && first < 0x80 ? (unsigned char)s.ptr[2] : ' ';
    bool goes_on = byte_is_alpha(third) || byte_is_digit(third) || third >= 0x80;
    return (first * 1021 + second * 67 + (goes_on ? third * 5u : 0)) % BUCKETS;
}

static void add_phrase(struct lexicon *lexicon, const char *text, uint8_t category)
{
    struct phrase phrase = {.text = str_from(text), .category = category};
    if (phrase.text.ptr[0] == '^') {
        phrase.is_at_start = true;
        phrase.text = str_sub(phrase.text, 1, phrase.text.len);
    }
    char last = phrase.text.ptr[phrase.text.len - 1];
    phrase.is_at_end = last == '$';
    phrase.is_open = last == '*';
    phrase.text.len -= phrase.is_at_end || phrase.is_open;
    if (phrase.text.len < 2 || lexicon->len + 1 >= PHRASES_MAX) {
        return;
    }
    uint16_t *bucket = &lexicon->buckets[bucket_of(phrase.text)];
    phrase.next = *bucket;
    *bucket = (uint16_t)++lexicon->len;
    lexicon->phrases[lexicon->len] = phrase;
}

static size_t slot_of(const struct lexicon *lexicon, uint32_t hash)
{
    size_t slot = hash % WORD_SLOTS;
    while (lexicon->words[slot] && lexicon->words[slot] != hash) {
        slot = (slot + 1) % WORD_SLOTS;
    }
    return slot;
}

static void add_words(struct lexicon *lexicon, const char *list, enum lexicon_word kind)
{
    struct str words = str_from(list), word;
    while (str_split(&words, ' ', &word)) {
        uint32_t hash = lexicon_hash(word);
        size_t slot = slot_of(lexicon, hash);
        lexicon->words[slot] = hash;
        lexicon->kinds[slot] |= (uint8_t)kind;
    }
}

struct lexicon *lexicon_new(struct arena *arena)
{
    struct lexicon *lexicon = ARENA_NEW(arena, struct lexicon);
    if (!lexicon) {
        return NULL;
    }
    for (size_t category = 0; category < LEXICON_COUNT; category++) {
        for (size_t i = 0; i < LEXICON[category].len; i++) {
            add_phrase(lexicon, LEXICON[category].phrases[i], (uint8_t)category);
        }
    }
    for (size_t i = 0; i < STOPWORDS_LEN; i++) {
        add_words(lexicon, STOPWORDS[i], LEXICON_WORD_SMALL);
    }
    for (size_t i = 0; i < ARRAY_LEN(KINDS); i++) {
        add_words(lexicon, KINDS[i].words, KINDS[i].kind);
    }
    return lexicon;
}

unsigned lexicon_word(const struct lexicon *lexicon, uint32_t hash)
{
    return lexicon->kinds[slot_of(lexicon, hash)];
}

/* Whether a word that ends at `end` ends there for good; scripts without spaces always do. */
static bool is_word_end(struct str folded, size_t end)
{
    if (end >= folded.len) {
        return true;
    }
    uint32_t next = utf8_next(folded, &end);
    return !utf8_is_word(next) || utf8_is_cjk(next);
}

static unsigned match_at(const struct lexicon *lexicon, struct str folded, size_t at)
{
    unsigned found = 0;
    struct str rest = str_sub(folded, at, folded.len);
    if (rest.len < 2) {
        return 0;
    }
    for (size_t i = lexicon->buckets[bucket_of(rest)]; i; i = lexicon->phrases[i].next) {
        const struct phrase *phrase = &lexicon->phrases[i];
        size_t end = at + phrase->text.len;
        /* Most that begin alike end otherwise. */
        if (end > folded.len || folded.ptr[end - 1] != phrase->text.ptr[phrase->text.len - 1]) {
            continue;
        }
        bool is_placed =
            (!phrase->is_at_start || at == 0) && (!phrase->is_at_end || end == folded.len);
        if (is_placed && str_starts(rest, phrase->text) &&
            (phrase->is_open || is_word_end(folded, end))) {
            found |= 1u << phrase->category;
        }
    }
    return found;
}

unsigned lexicon_match(const struct lexicon *lexicon, struct str folded)
{
    unsigned found = 0;
    bool is_inside = false;
    for (size_t at = 0; at < folded.len;) {
        size_t before = at, letters = scan_letters(folded, at);
        if (letters) {
            found |= is_inside ? 0 : match_at(lexicon, folded, before);
            is_inside = true;
            at += letters;
            continue;
        }
        uint32_t c = scan_next(folded, &at);
        bool is_word = c >= 0x80 && utf8_is_word(c), is_dense = is_word && utf8_is_cjk(c);
        /* No phrase begins with a space. */
        if (c != ' ' && (!is_inside || is_dense || !is_word)) {
            found |= match_at(lexicon, folded, before);
        }
        is_inside = is_word && !is_dense;
    }
    return found;
}

static uint32_t fold_character(uint32_t c)
{
    if (c == 0x2019 || c == 0x2018 || c == 0x60 || c == 0xB4) {
        return '\'';
    }
    return c == 0x2010 || c == 0x2011 ? '-' : utf8_lower(c);
}

struct str lexicon_fold(struct str line, char *bytes, size_t room)
{
    size_t len = 0;
    bool was_space = true;
    for (size_t at = 0; at < line.len && len + UTF8_MAX_BYTES <= room;) {
        unsigned char byte = (unsigned char)line.ptr[at];
        if (byte > ' ' && byte < 0x80 && byte != '`') {
            bytes[len++] = byte_lower((char)byte);
            was_space = false;
            at++;
            continue;
        }
        uint32_t c = scan_next(line, &at);
        bool is_space = utf8_is_space(c);
        if (!is_space) {
            len += utf8_encode(fold_character(c), bytes + len);
        } else if (!was_space) {
            bytes[len++] = ' ';
        }
        was_space = is_space;
    }
    while (len && bytes[len - 1] == ' ') {
        len--;
    }
    return str_of(bytes, len);
}
