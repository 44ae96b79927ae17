/* Whether an element matches a selector; the work has a bound for every page. */
#include "clean/html/dom.h"
#include "clean/html/selector_internal.h"

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
    const lxb_dom_attr_t *attr = find_attr(element, selector_str(simple->name));
    struct str wanted = selector_str(simple->u.attribute.value);
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
    return str_equal_nocase(str_of(name, len), selector_str(simple->name));
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
        return has_in(element, "id", selector_str(simple->name));
    case LXB_CSS_SELECTOR_TYPE_CLASS:
        return has_in(element, "class", selector_str(simple->name));
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
    if (!selector_has_list(simple)) {
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
