/* What a person picked on a page, in place of what the engine would choose. */
#include "clean/html/pick.h"

#include "clean/html/choose.h"
#include "clean/html/dom.h"

#include <string.h>

/* Looks at elements that all selectors together may take: a tenth of a second.  Pages have some
 * thousand elements, and a selector looks at each a few times. */
enum { STEPS_MAX = 5000000 };

enum status pick_parse(const struct clean_input *input, struct pick *ret_pick, struct error *err)
{
    enum status status = OK;
    *ret_pick = (struct pick){.n_removals = 0};
    if (input->n_removals > CLEAN_REMOVALS_MAX) {
        return error_set(err, ERR_UNPROCESSABLE, "over %d removals; join them with commas",
                         (int)CLEAN_REMOVALS_MAX);
    }
    if (input->selector.len) {
        status = selector_parse(input->selector, &ret_pick->body, err);
    }
    for (size_t i = 0; i < input->n_removals && status == OK; i++) {
        status = selector_parse(input->removals[i], &ret_pick->removals[i], err);
        ret_pick->n_removals += status == OK;
    }
    if (status != OK) {
        pick_done(ret_pick);
    }
    return status;
}

void pick_done(struct pick *pick)
{
    if (pick->body.list) {
        selector_done(&pick->body);
    }
    for (size_t i = 0; i < pick->n_removals; i++) {
        selector_done(&pick->removals[i]);
    }
    *pick = (struct pick){.n_removals = 0};
}

static enum status check_steps(size_t steps, struct error *err)
{
    return steps ? OK
                 : error_set(err, ERR_UNPROCESSABLE,
                             "the selectors take too long on this page; use fewer spaces and ~");
}

static bool is_removed(const struct pick *pick, const lxb_dom_node_t *node, size_t *steps)
{
    for (size_t i = 0; i < pick->n_removals; i++) {
        if (selector_matches(&pick->removals[i], node, steps)) {
            return true;
        }
    }
    return false;
}

/* Marked first and removed then, as :nth-child() counts those that are still there. */
enum status pick_remove(const struct pick *pick, lxb_html_document_t *document, struct error *err)
{
    size_t steps = STEPS_MAX;
    lxb_dom_node_t *root = lxb_dom_interface_node(document), *node = root->first_child;
    if (!pick->n_removals) {
        return OK;
    }
    while (node) {
        bool is_marked = dom_is_element(node) && is_removed(pick, node, &steps);
        node->user = is_marked ? node : NULL;
        node = is_marked ? dom_next_outside(node, root) : dom_next(node, root);
    }
    for (node = root->first_child; node;) {
        lxb_dom_node_t *marked = node->user == node ? node : NULL;
        node = marked ? dom_next_outside(node, root) : dom_next(node, root);
        if (marked) {
            marked->user = NULL;
            lxb_dom_node_remove(marked);
        }
    }
    return check_steps(steps, err);
}

/* Every block that a text in the element is of. */
static void keep_all_in(lxb_dom_node_t *element, const struct page *page, bool *keep)
{
    for (lxb_dom_node_t *node = dom_next(element, element); node; node = dom_next(node, element)) {
        size_t number = dom_is_text(node) ? (size_t)(uintptr_t)node->user : 0;
        if (number && number <= page->n_blocks) {
            keep[number - 1] = true;
        }
    }
}

enum status pick_choose(const struct pick *pick, const struct page *page, struct choice *choice,
                        struct error *err)
{
    size_t steps = STEPS_MAX;
    lxb_dom_node_t *root = lxb_dom_interface_node(page->dom.document), *node = root->first_child;
    if (!pick->body.list) {
        return OK;
    }
    memset(choice->keep, 0, page->n_blocks * sizeof(*choice->keep));
    /* What somebody points at is the text, a caption alone, too. */
    memset(choice->beside, 0, page->n_blocks * sizeof(*choice->beside));
    while (node) {
        bool is_picked = dom_is_element(node) && selector_matches(&pick->body, node, &steps);
        if (is_picked) {
            keep_all_in(node, page, choice->keep);
        }
        node = is_picked ? dom_next_outside(node, root) : dom_next(node, root);
    }
    choice->words = 0;
    for (size_t i = 0; i < page->n_blocks; i++) {
        choice->words += choice->keep[i] ? page->blocks[i].words : 0;
    }
    choice->expected = 1; /* somebody looked at it */
    return check_steps(steps, err);
}
