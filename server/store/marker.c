/* Finds in texts what a search looked for, by the tokens that the index holds. */
#include "store/marker_internal.h"

#include "base/utf8.h"
#include "store/passage_internal.h"

enum {
    DISTINCT_MAX = 64, /* tokens of a search that are told apart: the bits of a set */
    PHRASE_MAX = 16,   /* tokens of a phrase that are compared */
    MARKS_MAX = 64,
    READ_MAX = 1024 * 1024, /* bytes of a text: a book is not read for two lines of it */
};

struct wanted {
    struct str text;
    bool is_open; /* what begins so, too */
};

struct phrase {
    unsigned char tokens[PHRASE_MAX]; /* places in `wanted` */
    size_t n;
    bool is_for_titles; /* only for them */
};

struct marker {
    struct tokens *tokens;
    struct wanted wanted[DISTINCT_MAX];
    size_t n_wanted;
    struct phrase phrases[SEARCH_TERMS_MAX];
    size_t n_phrases;
    uint64_t by_first[256]; /* those that begin with a byte */
};

/* The place of a token among the wanted ones; DISTINCT_MAX when they are too many. */
static size_t want(struct marker *marker, struct str text, bool is_open)
{
    size_t i = 0;
    while (i < marker->n_wanted &&
           (marker->wanted[i].is_open != is_open || !str_equal(marker->wanted[i].text, text))) {
        i++;
    }
    if (i == marker->n_wanted && i < DISTINCT_MAX) {
        marker->wanted[marker->n_wanted++] = (struct wanted){text, is_open};
        marker->by_first[(unsigned char)text.ptr[0]] |= (uint64_t)1 << i;
    }
    return i;
}

static void add_phrase(struct marker *marker, const struct search *term)
{
    struct phrase phrase = {.is_for_titles = term->kind == SEARCH_TITLE};
    size_t n = MIN(term->n_tokens, (size_t)PHRASE_MAX);
    for (; phrase.n < n; phrase.n++) {
        bool is_open = term->is_open && phrase.n + 1 == term->n_tokens;
        size_t at = want(marker, term->tokens[phrase.n], is_open);
        if (at == DISTINCT_MAX) {
            return;
        }
        phrase.tokens[phrase.n] = (unsigned char)at;
    }
    if (phrase.n && marker->n_phrases < SEARCH_TERMS_MAX) {
        marker->phrases[marker->n_phrases++] = phrase;
    }
}

/* As deep as parentheses may stand in one another.  What must not be there is not marked. */
static void add_search(struct marker *marker, const struct search *search)
{
    switch (search->kind) {
    case SEARCH_TEXT:
    case SEARCH_TITLE:
        add_phrase(marker, search);
        break;
    case SEARCH_ALL:
    case SEARCH_ANY:
        for (const struct search *part = search->parts; part; part = part->next) {
            add_search(marker, part);
        }
        break;
    default:
        break;
    }
}

struct marker *marker_new(struct arena *arena, struct tokens *tokens, const struct search *parts)
{
    struct marker *marker = parts ? ARENA_NEW(arena, struct marker) : NULL;
    if (marker) {
        marker->tokens = tokens;
    }
    for (const struct search *part = parts; marker && part; part = part->next) {
        add_search(marker, part);
    }
    return marker && marker->n_phrases ? marker : NULL;
}

/* The tokens before, at most so many as a phrase has. */
struct place {
    uint64_t set;
    size_t from;
};

struct finding {
    const struct marker *marker;
    bool is_title;
    struct place places[PHRASE_MAX];
    size_t n; /* of tokens so far, without those beside others */
    struct found found[MARKS_MAX];
    size_t n_found;
    uint64_t all; /* of the phrases, what one passage could have */
};

static uint64_t set_of(const struct marker *marker, struct str token)
{
    uint64_t set = 0, left = marker->by_first[(unsigned char)token.ptr[0]];
    for (; left; left &= left - 1) {
        size_t i = (size_t)__builtin_ctzll(left);
        const struct wanted *wanted = &marker->wanted[i];
        if (wanted->is_open ? str_starts(token, wanted->text) : str_equal(token, wanted->text)) {
            set |= (uint64_t)1 << i;
        }
    }
    return set;
}

/* Where a phrase that ends with this token begins; false when it does not stand here. */
static bool ends_here(const struct finding *finding, const struct phrase *phrase, uint64_t set,
                      const struct token *token, size_t *ret_from)
{
    if (phrase->n > finding->n || !(set >> phrase->tokens[phrase->n - 1] & 1)) {
        return false;
    }
    *ret_from = token->from;
    for (size_t back = 1; back < phrase->n; back++) {
        const struct place *place = &finding->places[(finding->n - 1 - back) % PHRASE_MAX];
        if (!(place->set >> phrase->tokens[phrase->n - 1 - back] & 1)) {
            return false;
        }
        *ret_from = place->from;
    }
    return true;
}

static size_t end_of(const struct marker *marker, const struct phrase *phrase,
                     const struct token *token)
{
    const struct wanted *last = &marker->wanted[phrase->tokens[phrase->n - 1]];
    size_t at = 0;
    /* Of a pair, the one letter that was looked for; of a word, all. */
    return last->is_open && utf8_is_cjk(utf8_next(last->text, &at)) ? token->from + last->text.len
                                                                    : token->to;
}

static int find(void *context, const struct token *token)
{
    struct finding *finding = context;
    const struct marker *marker = finding->marker;
    uint64_t set = set_of(marker, token->text);
    if (!token->is_beside) {
        finding->places[finding->n++ % PHRASE_MAX] = (struct place){set, token->from};
    } else if (set) {
        finding->places[(finding->n - 1) % PHRASE_MAX].set |= set;
    }
    for (size_t i = 0; set && i < marker->n_phrases; i++) {
        size_t from;
        const struct phrase *phrase = &marker->phrases[i];
        if ((phrase->is_for_titles && !finding->is_title) ||
            !ends_here(finding, phrase, set, token, &from)) {
            continue;
        }
        finding->found[finding->n_found++] =
            (struct found){{from, end_of(marker, phrase, token)}, (uint64_t)1 << i};
        if (finding->n_found == MARKS_MAX) {
            return 1;
        }
    }
    /* Nothing better can come than a passage with all of it. */
    return !finding->is_title &&
           passage_is_full(finding->found, finding->n_found, finding->all, token->from);
}

static void run(const struct marker *marker, struct str text, bool is_title,
                struct finding *finding)
{
    *finding = (struct finding){.marker = marker, .is_title = is_title};
    for (size_t i = 0; i < marker->n_phrases; i++) {
        finding->all |= (uint64_t)!marker->phrases[i].is_for_titles << i;
    }
    (void)tokens_walk(marker->tokens, TOKENS_OF_DOCUMENT, utf8_cut(text, READ_MAX), find, finding);
}

struct marked marker_whole(const struct marker *marker, struct arena *arena, struct str text)
{
    struct finding finding;
    run(marker, text, true, &finding);
    struct marked marked = {.text = text};
    passage_mark(arena, finding.found, finding.n_found, &marked);
    return marked;
}

struct marked marker_passage(const struct marker *marker, struct arena *arena, struct str text)
{
    struct finding finding;
    run(marker, text, false, &finding);
    return passage_make(arena, text, finding.found, finding.n_found);
}
