/* A search while it is read. */
#ifndef STORE_SEARCH_INTERNAL_H
#define STORE_SEARCH_INTERNAL_H

#include "base/macros.h"
#include "store/search.h"

struct parser {
    struct arena *arena;
    struct str text;
    size_t at;
    size_t wrong_at; /* characters before what an error is about */
    int terms;
    struct error *err;
};

void parser_skip_space(struct parser *parser);
/* The next byte, 0 at the end; the word that begins with it, up to white space, a parenthesis or a
 * quote. */
char parser_peek(const struct parser *parser);
struct str parser_peek_word(const struct parser *parser);
/* ERR_INVALID about what stands at byte `at`. */
enum status parser_wrong(struct parser *parser, size_t at, const char *fmt, ...) PRINTF_LIKE(3, 4);
enum status parser_new(struct parser *parser, enum search_kind kind,
                       struct search **ret_search) MUST_USE;

/* Takes a word, a phrase, or one of them behind a field's name. */
enum status search_take_term(struct parser *parser, struct search **ret_search) MUST_USE;

#endif
