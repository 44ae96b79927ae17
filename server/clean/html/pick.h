/* What a person picked on a page, in place of what the engine would choose. */
#ifndef CLEAN_HTML_PICK_H
#define CLEAN_HTML_PICK_H

#include "base/error.h"
#include "clean/clean.h"
#include "clean/html/selector.h"

#include <stdbool.h>

#include <lexbor/html/html.h>

struct choice;
struct page;

struct pick {
    struct selector body; /* empty: the engine chooses */
    struct selector removals[CLEAN_REMOVALS_MAX];
    size_t n_removals;
};

/* Parses the input's selectors; ERR_UNPROCESSABLE says what is wrong with one. */
enum status pick_parse(const struct clean_input *input, struct pick *ret_pick,
                       struct error *err) MUST_USE;
void pick_done(struct pick *pick);
static inline bool pick_is_empty(const struct pick *pick)
{
    return !pick->body.list && !pick->n_removals;
}

/*
 * Takes the removals out of the tree, before anything is read of it.  ERR_UNPROCESSABLE when the
 * selectors take too long on this page.
 */
enum status pick_remove(const struct pick *pick, lxb_html_document_t *document,
                        struct error *err) MUST_USE;
/* Has the choice be the blocks in the picked elements; errors as above. */
enum status pick_choose(const struct pick *pick, const struct page *page, struct choice *choice,
                        struct error *err) MUST_USE;

#endif
