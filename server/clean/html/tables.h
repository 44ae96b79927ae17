/* Elements whose use has to be guessed: tables that only lay a page out, figures that are no
 * figures. */
#ifndef CLEAN_HTML_TABLES_H
#define CLEAN_HTML_TABLES_H

#include "clean/html/dom.h"

#include <stdbool.h>

/* Whether a <table> holds data in rows and columns; else its cells are read as blocks one behind
 * the other. */
bool table_is_data(const struct dom *dom, const lxb_dom_node_t *table);
/* Whether a <figure> is a picture, table, piece of code or quotation with at most a caption. */
bool figure_is_figure(const lxb_dom_node_t *figure);
/* The language of a <pre> as its or its neighbours' classes name it; unknown if they do not. */
struct str code_language(const struct dom *dom, const lxb_dom_node_t *pre);

#endif
