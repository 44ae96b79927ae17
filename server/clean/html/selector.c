/* CSS selectors: parsed by lexbor, matched here, where the work has a bound for every page. */
#include "clean/html/selector.h"

#include "base/utf8.h"
#include "clean/clean.h"
#include "clean/html/dom.h"

#include <string.h>

enum { SHOWN_MAX = 40 }; /* bytes of a selector in a message */

static struct str str_of_lexbor(lexbor_str_t s)
{
    return str_of((const char *)s.data, s.length);
}

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

static bool takes_list(unsigned function)
{
    return function == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_IS ||
           function == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_WHERE ||
           function == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NOT;
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
               (takes_list(pseudo->type) || !((const lxb_css_selector_anb_of_t *)pseudo->data)->of);
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_ELEMENT:
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_ELEMENT_FUNCTION:
        return false;
    default:
        return true;
    }
}

static bool has_list(const lxb_css_selector_t *simple)
{
    return simple->type == LXB_CSS_SELECTOR_TYPE_PSEUDO_CLASS_FUNCTION &&
           takes_list(simple->u.pseudo.type);
}

/* What is in :is() and :not() says something of the one element: no combinators, no lists. */
static const lxb_css_selector_t *find_unknown_inner(const lxb_css_selector_list_t *list)
{
    for (; list; list = list->next) {
        for (const lxb_css_selector_t *simple = list->first; simple; simple = simple->next) {
            bool is_joined =
                simple->prev && simple->combinator != LXB_CSS_SELECTOR_COMBINATOR_CLOSE;
            if (!is_known_simple(simple) || has_list(simple) || is_joined) {
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
                has_list(simple) ? find_unknown_inner(simple->u.pseudo.data) : NULL;
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
        struct str name = utf8_cut(str_of_lexbor(unknown->name), SHOWN_MAX);
        ptrdiff_t at = name.len ? str_find_nocase(text, name) : STR_NONE;
        status = error_set(err, ERR_UNPROCESSABLE,
                           "\"%.*s\" at character %td cannot be used here; tags, .classes, #ids, "
                           "[attributes], :not() and :nth-child() can",
                           STR_ARG(name), MAX(at, 0) + 1);
        selector_done(ret_selector);
    }
    return status;
}

/* ---- matching ---- */

struct matching {
    size_t *steps;
};

static bool take_step(const struct matching *matching)
{
    bool has_more = *matching->steps > 0;
    *matching->steps -= has_more;
    return has_more;
}

static const lxb_dom_node_t *previous_element(const lxb_dom_node_t *node)
{
    for (node = node->prev; node && !dom_is_element(node);) {
        node = node->prev;
    }
    return node;
}

static const lxb_dom_node_t *next_element(const lxb_dom_node_t *node)
{
    for (node = node->next; node && !dom_is_element(node);) {
        node = node->next;
    }
    return node;
}

/* The element's number among its siblings (of its type), from the front or the back. */
static long place_among(const struct matching *matching, const lxb_dom_node_t *element,
                        bool of_type, bool from_end)
{
    long place = 1;
    const lxb_dom_node_t *other = element;
    while (take_step(matching)) {
        other = from_end ? next_element(other) : previous_element(other);
        if (!other) {
            return place;
        }
        place += !of_type || other->local_name == element->local_name;
    }
    return 0;
}

static bool is_nth(const struct matching *matching, const lxb_css_selector_pseudo_t *pseudo,
                   const lxb_dom_node_t *element)
{
    const lxb_css_selector_anb_of_t *wanted = pseudo->data;
    bool of_type = pseudo->type == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_OF_TYPE ||
                   pseudo->type == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_LAST_OF_TYPE;
    bool from_end = pseudo->type == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_LAST_CHILD ||
                    pseudo->type == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NTH_LAST_OF_TYPE;
    long a = wanted->anb.a;
    long from_b = place_among(matching, element, of_type, from_end) - wanted->anb.b;
    return *matching->steps && (a ? from_b % a == 0 && from_b / a >= 0 : from_b == 0);
}

static bool is_class(const struct matching *matching, unsigned pseudo,
                     const lxb_dom_node_t *element)
{
    switch (pseudo) {
    case LXB_CSS_SELECTOR_PSEUDO_CLASS_FIRST_CHILD:
        return !previous_element(element);
    case LXB_CSS_SELECTOR_PSEUDO_CLASS_LAST_CHILD:
        return !next_element(element);
    case LXB_CSS_SELECTOR_PSEUDO_CLASS_ONLY_CHILD:
        return !previous_element(element) && !next_element(element);
    default:
        return place_among(matching, element, true,
                           pseudo == LXB_CSS_SELECTOR_PSEUDO_CLASS_LAST_OF_TYPE) == 1;
    }
}

static const lxb_dom_attr_t *find_attr(const lxb_dom_node_t *element, struct str name)
{
    const lxb_dom_attr_t *attr = ((const lxb_dom_element_t *)element)->first_attr;
    for (; attr; attr = attr->next) {
        size_t len = 0;
        const char *own = (const char *)lxb_dom_attr_qualified_name((lxb_dom_attr_t *)attr, &len);
        if (str_equal_nocase(str_of(own, len), name)) {
            return attr;
        }
    }
    return NULL;
}

/* Whether one of the words, parted by white space, is `word`. */
static bool has_token(struct str words, struct str word, bool ignores_case)
{
    size_t at = 0;
    while (at < words.len) {
        size_t start = at;
        while (at < words.len && !byte_is_space((unsigned char)words.ptr[at])) {
            at++;
        }
        struct str own = str_sub(words, start, at - start);
        if (own.len && (ignores_case ? str_equal_nocase(own, word) : str_equal(own, word))) {
            return true;
        }
        at++;
    }
    return false;
}

static bool is_dash_match(struct str value, struct str wanted)
{
    return str_starts(value, wanted) && (value.len == wanted.len || value.ptr[wanted.len] == '-');
}

/* Selectors 4, 6: an empty value is nowhere begun with, ended with or contained. */
static bool is_attribute(const lxb_css_selector_t *simple, const lxb_dom_node_t *element)
{
    const lxb_dom_attr_t *attr = find_attr(element, str_of_lexbor(simple->name));
    struct str wanted = str_of_lexbor(simple->u.attribute.value);
    if (!attr || !wanted.ptr) {
        return attr != NULL;
    }
    struct str value = dom_value(attr);
    bool any_case = simple->u.attribute.modifier == LXB_CSS_SELECTOR_MODIFIER_I;
    switch (simple->u.attribute.match) {
    case LXB_CSS_SELECTOR_MATCH_EQUAL:
        return any_case ? str_equal_nocase(value, wanted) : str_equal(value, wanted);
    case LXB_CSS_SELECTOR_MATCH_INCLUDE:
        return has_token(value, wanted, any_case);
    case LXB_CSS_SELECTOR_MATCH_DASH:
        return is_dash_match(value, wanted);
    case LXB_CSS_SELECTOR_MATCH_PREFIX:
        return wanted.len &&
               (any_case ? str_starts_nocase(value, wanted) : str_starts(value, wanted));
    case LXB_CSS_SELECTOR_MATCH_SUFFIX:
        return wanted.len && (any_case ? str_ends_nocase(value, wanted) : str_ends(value, wanted));
    case LXB_CSS_SELECTOR_MATCH_SUBSTRING:
        return wanted.len &&
               (any_case ? str_find_nocase(value, wanted) : str_find(value, wanted)) >= 0;
    default:
        return false;
    }
}

static bool is_element_name(const lxb_css_selector_t *simple, const lxb_dom_node_t *element)
{
    size_t len = 0;
    const char *name = (const char *)lxb_dom_element_local_name(
        lxb_dom_interface_element((lxb_dom_node_t *)element), &len);
    return str_equal_nocase(str_of(name, len), str_of_lexbor(simple->name));
}

static bool has_in(const lxb_dom_node_t *element, const char *attribute, struct str word)
{
    const lxb_dom_attr_t *attr = find_attr(element, str_from(attribute));
    return attr && has_token(dom_value(attr), word, false);
}

/* One part of a compound, but :is() and :not(). */
static bool matches_simple(const struct matching *matching, const lxb_css_selector_t *simple,
                           const lxb_dom_node_t *element)
{
    switch (simple->type) {
    case LXB_CSS_SELECTOR_TYPE_ANY:
        return true;
    case LXB_CSS_SELECTOR_TYPE_ELEMENT:
        return is_element_name(simple, element);
    case LXB_CSS_SELECTOR_TYPE_ID:
        return has_in(element, "id", str_of_lexbor(simple->name));
    case LXB_CSS_SELECTOR_TYPE_CLASS:
        return has_in(element, "class", str_of_lexbor(simple->name));
    case LXB_CSS_SELECTOR_TYPE_ATTRIBUTE:
        return is_attribute(simple, element);
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_CLASS:
        return is_class(matching, simple->u.pseudo.type, element);
    case LXB_CSS_SELECTOR_TYPE_PSEUDO_CLASS_FUNCTION:
        return is_nth(matching, &simple->u.pseudo, element);
    default:
        return false;
    }
}

/* Whether one of the compounds in :is() or :not() matches. */
static bool matches_inner(const struct matching *matching, const lxb_css_selector_list_t *list,
                          const lxb_dom_node_t *element)
{
    for (; list; list = list->next) {
        const lxb_css_selector_t *simple = list->first;
        while (simple && take_step(matching) && matches_simple(matching, simple, element)) {
            simple = simple->next;
        }
        if (!simple) {
            return true;
        }
    }
    return false;
}

static bool matches_part(const struct matching *matching, const lxb_css_selector_t *simple,
                         const lxb_dom_node_t *element)
{
    if (!has_list(simple)) {
        return matches_simple(matching, simple, element);
    }
    bool is_not = simple->u.pseudo.type == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NOT;
    return matches_inner(matching, simple->u.pseudo.data, element) != is_not;
}

/* The next element that a combinator leads to from `element`; NULL at the end of the way. */
static const lxb_dom_node_t *step_back(lxb_css_selector_combinator_t combinator,
                                       const lxb_dom_node_t *element)
{
    bool goes_up = combinator == LXB_CSS_SELECTOR_COMBINATOR_DESCENDANT ||
                   combinator == LXB_CSS_SELECTOR_COMBINATOR_CHILD;
    const lxb_dom_node_t *next = goes_up ? element->parent : previous_element(element);
    return next && dom_is_element(next) ? next : NULL;
}

/*
 * From the last part backwards; every combinator looks for an element that the parts before it
 * match.  It calls itself no deeper than a selector has combinators.
 */
static bool matches_up_to(const struct matching *matching, const lxb_css_selector_t *last,
                          const lxb_dom_node_t *element)
{
    const lxb_css_selector_t *part = last;
    for (;; part = part->prev) {
        if (!take_step(matching) || !matches_part(matching, part, element)) {
            return false;
        }
        if (!part->prev) {
            return true;
        }
        if (part->combinator != LXB_CSS_SELECTOR_COMBINATOR_CLOSE) {
            break;
        }
    }
    bool goes_on = part->combinator == LXB_CSS_SELECTOR_COMBINATOR_DESCENDANT ||
                   part->combinator == LXB_CSS_SELECTOR_COMBINATOR_FOLLOWING;
    do {
        element = step_back(part->combinator, element);
        if (element && matches_up_to(matching, part->prev, element)) {
            return true;
        }
    } while (element && goes_on);
    return false;
}

bool selector_matches(const struct selector *selector, const lxb_dom_node_t *element, size_t *steps)
{
    struct matching matching = {.steps = steps};
    const lxb_css_selector_list_t *list = selector->list;
    while (list && !matches_up_to(&matching, list->last, element)) {
        list = list->next;
    }
    return list && *steps > 0;
}
