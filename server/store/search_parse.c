/* Reads the language of searches: terms, and how they stand to each other. */
#include "store/search_internal.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void parser_skip_space(struct parser *parser)
{
    size_t next = parser->at;
    while (parser->at < parser->text.len && utf8_is_space(utf8_next(parser->text, &next))) {
        parser->at = next;
    }
}

char parser_peek(const struct parser *parser)
{
    return parser->at < parser->text.len ? parser->text.ptr[parser->at] : '\0';
}

struct str parser_peek_word(const struct parser *parser)
{
    size_t at = parser->at, next = at;
    while (at < parser->text.len) {
        uint32_t c = utf8_next(parser->text, &next);
        if (utf8_is_space(c) || c == '(' || c == ')' || c == '"') {
            break;
        }
        at = next;
    }
    return str_sub(parser->text, parser->at, at - parser->at);
}

enum status parser_wrong(struct parser *parser, size_t at, const char *fmt, ...)
{
    char text[ERROR_MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    parser->wrong_at = utf8_length(str_sub(parser->text, 0, at));
    return error_set(parser->err, ERR_INVALID, "the search is wrong at position %zu: %s",
                     parser->wrong_at, text);
}

enum status parser_new(struct parser *parser, enum search_kind kind, struct search **ret_search)
{
    struct search *search = ARENA_NEW(parser->arena, struct search);
    if (!search) {
        return error_no_memory(parser->err);
    }
    search->kind = kind;
    *ret_search = search;
    return OK;
}

/* One beside the other. */
struct chain {
    struct search *first, **end;
};

/* What is open: the whole, and each parenthesis in it. */
struct level {
    struct chain any, all; /* what stands before the last OR, and behind it */
    size_t at;             /* of its parenthesis */
    bool is_not;
};

static bool take_word(struct parser *parser, struct str word)
{
    bool is_there = str_equal(parser_peek_word(parser), word);
    parser->at += is_there ? word.len : 0;
    return is_there;
}

/* A minus sign or NOT.  A dash with space behind it is one of those that stand between words. */
static bool take_not(struct parser *parser)
{
    if (take_word(parser, STR("NOT"))) {
        parser_skip_space(parser);
        return true;
    }
    size_t next = parser->at + 1;
    bool is_minus = parser_peek(parser) == '-' && next < parser->text.len &&
                    !utf8_is_space(utf8_next(parser->text, &next));
    parser->at += is_minus;
    return is_minus;
}

static void chain_add(struct chain *chain, struct search *search)
{
    *(chain->first ? chain->end : &chain->first) = search;
    chain->end = &search->next;
}

/* A node of `kind` with what the chain holds; a single one stands for itself. */
static enum status chain_close(struct parser *parser, struct chain *chain, enum search_kind kind,
                               struct search **ret_search)
{
    struct search *first = chain->first;
    assert(first); /* a level is closed behind a term alone */
    *chain = (struct chain){.first = NULL};
    *ret_search = first;
    if (!first->next) {
        return OK;
    }
    enum status status = parser_new(parser, kind, ret_search);
    if (!status) {
        (*ret_search)->parts = first;
    }
    return status;
}

static enum status add_part(struct parser *parser, struct level *level, bool is_not,
                            struct search *part)
{
    struct search *added = part;
    enum status status = is_not ? parser_new(parser, SEARCH_NOT, &added) : OK;
    if (!status && is_not) {
        added->parts = part;
    }
    if (!status) {
        chain_add(&level->all, added);
    }
    return status;
}

static enum status close_all(struct parser *parser, struct level *level)
{
    struct search *all = NULL;
    enum status status = chain_close(parser, &level->all, SEARCH_ALL, &all);
    if (!status) {
        chain_add(&level->any, all);
    }
    return status;
}

static bool is_operator(struct str word)
{
    return str_equal(word, STR("OR")) || str_equal(word, STR("AND")) || str_equal(word, STR("NOT"));
}

/* Opens parentheses up to a term, and takes it; `*depth` is that of the last level. */
static enum status take_part(struct parser *parser, struct level *levels, int *depth)
{
    struct search *term = NULL;
    bool is_not = take_not(parser);
    while (parser_peek(parser) == '(') {
        if (*depth == SEARCH_DEPTH_MAX) {
            return parser_wrong(parser, parser->at, "more than %d parentheses in one another",
                                SEARCH_DEPTH_MAX);
        }
        levels[++*depth] = (struct level){.at = parser->at++, .is_not = is_not};
        parser_skip_space(parser);
        is_not = take_not(parser);
    }
    if (parser->at == parser->text.len || parser_peek(parser) == ')' ||
        is_operator(parser_peek_word(parser))) {
        return parser_wrong(parser, parser->at, "here a word is missing");
    }
    enum status status = search_take_term(parser, &term);
    return status ? status : add_part(parser, &levels[*depth], is_not, term);
}

static enum status take_closing(struct parser *parser, struct level *levels, int *depth)
{
    enum status status = OK;
    parser_skip_space(parser);
    while (!status && parser_peek(parser) == ')') {
        struct search *group = NULL;
        struct level *level = &levels[*depth];
        if (!*depth) {
            return parser_wrong(parser, parser->at, "this parenthesis was not opened");
        }
        status = close_all(parser, level);
        status = status ? status : chain_close(parser, &level->any, SEARCH_ANY, &group);
        status = status ? status : add_part(parser, level - 1, level->is_not, group);
        parser->at++;
        --*depth;
        parser_skip_space(parser);
    }
    return status;
}

static enum status parse(struct parser *parser, struct search **ret_search)
{
    struct level levels[SEARCH_DEPTH_MAX + 1] = {0};
    int depth = 0;
    bool goes_on = true;
    enum status status = OK;
    parser_skip_space(parser);
    while (!status && goes_on) {
        status = take_part(parser, levels, &depth);
        status = status ? status : take_closing(parser, levels, &depth);
        if (!status && take_word(parser, STR("OR"))) {
            status = close_all(parser, &levels[depth]);
        } else {
            goes_on = take_word(parser, STR("AND")) || parser->at < parser->text.len;
        }
        parser_skip_space(parser);
    }
    if (!status && depth) {
        return parser_wrong(parser, levels[depth].at, "this parenthesis is not closed");
    }
    status = status ? status : close_all(parser, &levels[0]);
    return status ? status : chain_close(parser, &levels[0].any, SEARCH_ANY, ret_search);
}

enum status search_parse(struct arena *arena, struct str text, struct search **ret_search,
                         size_t *ret_position, struct error *err)
{
    struct parser parser = {.arena = arena, .text = text, .err = err};
    struct search *search = NULL;
    *ret_position = 0;
    if (text.len > SEARCH_BYTES_MAX) {
        return error_set(err, ERR_INVALID, "a search has at most %d bytes", SEARCH_BYTES_MAX);
    }
    if (!str_trim(text).len) {
        return error_set(err, ERR_INVALID, "the search is empty: say what to look for");
    }
    enum status status = parse(&parser, &search);
    if (status) {
        *ret_position = parser.wrong_at;
        return status;
    }
    *ret_search = search;
    return OK;
}
