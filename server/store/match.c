/* Searches as expressions of FTS5.  The functions that follow a tree call themselves: it is as deep
 * as parentheses may stand in one another. */
#include "store/match_internal.h"

#include "base/utf8.h"

struct collect {
    struct arena *arena;
    struct search *term;
    size_t room;
};

static int collect(void *context, const struct token *token)
{
    struct collect *into = context;
    struct search *term = into->term;
    if (term->n_tokens == into->room) {
        size_t room = into->room ? into->room * 2 : 8;
        term->tokens =
            arena_grow(into->arena, term->tokens, into->room, room, sizeof(*term->tokens));
        into->room = term->tokens ? room : 0;
    }
    struct str copy = arena_str(into->arena, token->text);
    if (!term->tokens || !copy.ptr) {
        return SQLITE_NOMEM;
    }
    term->tokens[term->n_tokens++] = copy;
    return SQLITE_OK;
}

/* A letter that stands alone is in the index as the beginning of pairs. */
static bool is_one_dense_letter(struct str token)
{
    size_t at = 0;
    return utf8_is_cjk(utf8_next(token, &at)) && at == token.len;
}

static enum status resolve_term(struct tokens *tokens, struct arena *arena, struct search *term,
                                struct error *err)
{
    struct collect into = {.arena = arena, .term = term};
    term->n_tokens = 0;
    if (tokens_walk(tokens, TOKENS_OF_QUERY, term->text, collect, &into)) {
        return error_no_memory(err);
    }
    term->is_open = term->n_tokens &&
                    (term->is_prefix || is_one_dense_letter(term->tokens[term->n_tokens - 1]));
    return OK;
}

static enum status resolve(struct tokens *tokens, struct arena *arena, struct search **search,
                           struct error *err);

/* Those of its parts that look for something; none: the search itself is none. */
static enum status resolve_parts(struct tokens *tokens, struct arena *arena, struct search *search,
                                 struct error *err)
{
    enum status status = OK;
    struct search **at = &search->parts;
    while (*at && !status) {
        struct search *next = (*at)->next, *part = *at;
        status = resolve(tokens, arena, &part, err);
        *at = part ? part : next;
        if (part) {
            part->next = next;
            at = &part->next;
        }
    }
    return status;
}

static enum status resolve(struct tokens *tokens, struct arena *arena, struct search **search,
                           struct error *err)
{
    struct search *one = *search;
    enum status status = OK;
    switch (one->kind) {
    case SEARCH_ALL:
    case SEARCH_ANY:
    case SEARCH_NOT:
        status = resolve_parts(tokens, arena, one, err);
        *search = one->parts ? one : NULL;
        break;
    case SEARCH_TEXT:
    case SEARCH_TITLE:
    case SEARCH_AUTHOR:
        status = resolve_term(tokens, arena, one, err);
        *search = one->n_tokens ? one : NULL;
        break;
    case SEARCH_SITE:
        status = resolve_term(tokens, arena, one, err);
        break;
    case SEARCH_TAG:
    case SEARCH_LANG:
    case SEARCH_BEFORE:
    case SEARCH_AFTER:
    case SEARCH_STATE:
    case SEARCH_STARRED:
        break;
    }
    return status;
}

enum status match_resolve(struct tokens *tokens, struct arena *arena, struct search **search,
                          struct error *err)
{
    enum status status = resolve(tokens, arena, search, err);
    return status || *search ? status
                             : error_set(err, ERR_INVALID,
                                         "the search has no words: signs alone cannot be found");
}

bool match_is_without_words(const struct search *search)
{
    return search->kind == SEARCH_NOT && match_is_words(search->parts);
}

bool match_is_words(const struct search *search)
{
    bool has_words = false;
    switch (search->kind) {
    case SEARCH_TEXT:
    case SEARCH_TITLE:
    case SEARCH_AUTHOR:
        return true;
    case SEARCH_ALL:
    case SEARCH_ANY:
        for (const struct search *part = search->parts; part; part = part->next) {
            bool is_words = match_is_words(part);
            has_words |= is_words;
            if (!is_words && (search->kind == SEARCH_ANY || !match_is_without_words(part))) {
                return false;
            }
        }
        return has_words;
    default:
        return false;
    }
}

/* A phrase as FTS5 reads it: the tokens in one string, of which it makes the same ones again. */
static void add_phrase(struct buf *buf, const struct search *term)
{
    buf_add_byte(buf, '"');
    for (size_t i = 0; i < term->n_tokens; i++) {
        if (i) {
            buf_add_byte(buf, ' ');
        }
        buf_add_str(buf, term->tokens[i]); /* none holds a quote: that is no letter */
    }
    buf_add_z(buf, term->is_open ? "\" *" : "\"");
}

void match_add_column(struct buf *buf, const char *column, const struct search *term)
{
    buf_add_z(buf, column);
    buf_add_z(buf, " : ");
    add_phrase(buf, term);
}

/* The parts that can be looked for (`is_without`: that must not be there), parted by `between`. */
static size_t add_parts(struct buf *buf, const struct search *parts, bool is_without,
                        const char *between)
{
    size_t n = 0;
    for (const struct search *part = parts; part; part = part->next) {
        if (is_without ? match_is_without_words(part) : match_is_words(part)) {
            buf_add_z(buf, n++ ? between : "");
            match_add(buf, is_without ? part->parts : part);
        }
    }
    return n;
}

static bool has_any(const struct search *parts, bool (*is_such)(const struct search *))
{
    while (parts && !is_such(parts)) {
        parts = parts->next;
    }
    return parts;
}

void match_add_all(struct buf *buf, const struct search *parts)
{
    if (!has_any(parts, match_is_words)) {
        return;
    }
    bool has_without = has_any(parts, match_is_without_words);
    buf_add_z(buf, has_without ? "((" : "(");
    (void)add_parts(buf, parts, false, " AND ");
    if (has_without) {
        buf_add_z(buf, ") NOT (");
        (void)add_parts(buf, parts, true, " OR ");
        buf_add_z(buf, ")");
    }
    buf_add_z(buf, ")");
}

void match_add(struct buf *buf, const struct search *search)
{
    switch (search->kind) {
    case SEARCH_TEXT:
        add_phrase(buf, search);
        break;
    case SEARCH_TITLE:
        match_add_column(buf, "title", search);
        break;
    case SEARCH_AUTHOR:
        match_add_column(buf, "authors", search);
        break;
    case SEARCH_ANY:
        buf_add_z(buf, "(");
        (void)add_parts(buf, search->parts, false, " OR ");
        buf_add_z(buf, ")");
        break;
    default:
        match_add_all(buf, search->parts);
        break;
    }
}
