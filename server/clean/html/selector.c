/* CSS selectors parsed by lexbor, and what of them is known here. */
#include "clean/html/selector_internal.h"

#include "base/utf8.h"
#include "clean/clean.h"

#include <string.h>

enum { SHOWN_MAX = 40 }; /* bytes of a selector in a message */

/* ---- what is known ---- */

static const unsigned known_classes[] = {
    LXB_CSS_SELECTOR_PSEUDO_CLASS_FIRST_CHILD, LXB_CSS_SELECTOR_PSEUDO_CLASS_LAST_CHILD,
    LXB_CSS_SELECTOR_PSEUDO_CLASS_ONLY_CHILD, LXB_CSS_SELECTOR_PSEUDO_CLASS_FIRST_OF_TYPE,
    LXB_CSS_SELECTOR_PSEUDO_CLASS_LAST_OF_TYPE};
static const unsigned known_functions[] = {LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_IS,
                                           LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_WHERE,
                                           LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NOT,
                                           LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_CHILD,
                                           LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_LAST_CHILD,
                                           LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_OF_TYPE,
                                           LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_LAST_OF_TYPE};

static bool is_among(const unsigned *numbers, size_t n, unsigned number)
{
    bool is_found = false;
    for (size_t i = 0; i < n; i++) {
        is_found |= numbers[i] == number;
    }
    return is_found;
}

static bool is_known_simple(const lxb_css_selector_t *simple)
{
    const lxb_css_selector_pseudo_t *pseudo = &simple->u.pseudo;
    if (simple->combinator == LXB_CSS_SELECTOR_COMBINATOR_CELL) {
        return false;
    }
    switch (simple->type) {
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_CLASS:
        return is_among(known_classes, ARRAY_LEN(known_classes), pseudo->type);
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_CLASS_FUNCTION:
        /* "2n+1 of selector" is not. */
        return is_among(known_functions, ARRAY_LEN(known_functions), pseudo->type) &&
               pseudo->data &&
               (selector_takes_list(pseudo->type) ||
                !((const lxb_css_selector_anb_of_t *)pseudo->data)->of);
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_ELEMENT:
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_ELEMENT_FUNCTION:
        return false;
    default:
        return true;
    }
}

/* What is in :is() and :not() says something of the one element: no combinators, no lists. */
static const lxb_css_selector_t *find_unknown_inner(const lxb_css_selector_list_t *list)
{
    for (; list; list = list->next) {
        for (const lxb_css_selector_t *simple = list->first; simple; simple = simple->next) {
            bool is_joined =
                simple->prev && simple->combinator != LXB_CSS_SELECTOR_COMBINATOR_CLOSE;
            if (!is_known_simple(simple) || selector_has_list(simple) || is_joined) {
                return simple;
            }
        }
    }
    return NULL;
}

/* The first part that is not known, or NULL. */
static const lxb_css_selector_t *find_unknown(const lxb_css_selector_list_t *list)
{
    for (; list; list = list->next) {
        for (const lxb_css_selector_t *simple = list->first; simple; simple = simple->next) {
            if (!is_known_simple(simple)) {
                return simple;
            }
            const lxb_css_selector_t *inner =
                selector_has_list(simple) ? find_unknown_inner(simple->u.pseudo.data) : NULL;
            if (inner) {
                return inner;
            }
        }
    }
    return NULL;
}

/* ---- parsing ---- */

void selector_done(struct selector *selector)
{
    if (selector->list) {
        lxb_css_selector_list_destroy_memory(selector->list);
    }
    (void)lxb_css_parser_destroy(selector->parser, true);
    *selector = (struct selector){.parser = NULL};
}

static enum status parse(struct str text, struct selector *ret_selector, struct error *err)
{
    struct selector selector = {.parser = lxb_css_parser_create()};
    if (!selector.parser || lxb_css_parser_init(selector.parser, NULL) != LXB_STATUS_OK) {
        selector_done(&selector);
        return error_no_memory(err);
    }
    selector.list =
        lxb_css_selectors_parse(selector.parser, (const lxb_char_t *)text.ptr, text.len);
    if (!selector.list || selector.parser->status != LXB_STATUS_OK) {
        selector_done(&selector);
        return error_set(err, ERR_UNPROCESSABLE, "is no CSS selector");
    }
    *ret_selector = selector;
    return OK;
}

static bool is_selector(struct str text)
{
    struct selector selector = {.parser = NULL};
    bool is_good = parse(text, &selector, NULL) == OK;
    if (is_good) {
        selector_done(&selector);
    }
    return is_good;
}

/*
 * lexbor does not say where it stopped: behind the longest beginning that is a selector, or would
 * be with an element's name behind it, as "div > " would.
 */
static size_t place_of_error(struct str text)
{
    char begun[CLEAN_SELECTOR_MAX + 1];
    for (size_t len = text.len; len-- > 0;) {
        memcpy(begun, text.ptr, len);
        begun[len] = '*';
        if ((len && is_selector(str_sub(text, 0, len))) || is_selector(str_of(begun, len + 1))) {
            return len;
        }
    }
    return 0;
}

enum status selector_parse(struct str text, struct selector *ret_selector, struct error *err)
{
    *ret_selector = (struct selector){.parser = NULL};
    if (!str_trim(text).len || text.len > CLEAN_SELECTOR_MAX || !utf8_is_valid(text)) {
        return error_set(err, ERR_UNPROCESSABLE, "a CSS selector has 1 to %d bytes of UTF-8",
                         (int)CLEAN_SELECTOR_MAX);
    }
    enum status status = parse(text, ret_selector, err);
    if (status == ERR_UNPROCESSABLE) {
        size_t at = place_of_error(text);
        struct str rest = utf8_cut(str_sub(text, at, text.len), SHOWN_MAX);
        return error_set(
            err, ERR_UNPROCESSABLE,
            "this is no CSS selector: it cannot be read from character %zu on: \"%.*s\"", at + 1,
            STR_ARG(rest));
    }
    const lxb_css_selector_t *unknown = status ? NULL : find_unknown(ret_selector->list);
    if (unknown) {
        struct str name = utf8_cut(selector_str(unknown->name), SHOWN_MAX);
        ptrdiff_t at = name.len ? str_find_nocase(text, name) : STR_NONE;
        status = error_set(err, ERR_UNPROCESSABLE,
                           "\"%.*s\" at character %td cannot be used here; tags, .classes, #ids, "
                           "[attributes], :not() and :nth-child() can",
                           STR_ARG(name), MAX(at, 0) + 1);
        selector_done(ret_selector);
    }
    return status;
}
