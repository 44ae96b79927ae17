/* What sniff.c asks of a window of text: how much of it is HTML, how much Markdown. */
#ifndef CLEAN_SNIFF_INTERNAL_H
#define CLEAN_SNIFF_INTERNAL_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct html_look {
    bool is_document; /* begins as a page does: doctype, <html>, <head>, <body>, XML declaration */
    bool starts_with_tag; /* of an element that HTML has, and not just named as in "<p> is an
                             element" */
    size_t tags;          /* of known elements, without the ones that are only named */
    size_t closing;       /* ... of these, closing tags */
    size_t lines;         /* that are not blank */
    size_t lines_with_tag;
};
struct html_look sniff_look_html(struct str window);

enum { MARKDOWN_ENOUGH = 4 };
/* How many Markdown marks there are, weighed; from MARKDOWN_ENOUGH on it is no chance. */
int sniff_weigh_markdown(struct str window);

#endif
