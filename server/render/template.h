/* Page templates: text with named holes, parsed once, filled many times. */
#ifndef RENDER_TEMPLATE_H
#define RENDER_TEMPLATE_H

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/*
 * {{name}} is replaced by the value, escaped for HTML; {{&name}} by the value as it is (only for
 * what a renderer made); {{?name}}...{{/name}} is kept when the value is not empty,
 * {{^name}}...{{/name}} when it is empty; both nest.  A list is made by filling an item's template
 * once per item into a buffer that is a value of the page's.
 */
struct template;

struct template_value {
    const char *name;
    struct str value;
};

/* Parses `text` (borrowed for the template's life).  ERR_INVALID names an unknown or unclosed
 * hole's place. */
enum status template_new(struct str text, struct template **ret_template,
                         struct error *err) MUST_USE;
void template_free(struct template *template);
/* Appends the filled template.  A name that is not among the values is empty. */
void template_fill(const struct template *template, const struct template_value *values, size_t n,
                   struct buf *buf);

#endif
