/* The article's title, and the publication's name, told apart from each other. */
#ifndef CLEAN_HTML_HEADLINE_H
#define CLEAN_HTML_HEADLINE_H

#include "clean/html/survey.h"
#include "doc/meta.h"

/* The publication's name as the page says it, or as its title ends; value unknown if neither. */
struct fact headline_site(const struct survey *survey);
/* The title; `*ret_block` is the block that shows it, or BLOCK_NONE. */
struct fact headline_find(const struct survey *survey, struct str site, uint32_t *ret_block);
/* What stands below the title and is named so; `*ret_block` as above. */
struct fact headline_subtitle(const struct survey *survey, uint32_t title, uint32_t *ret_block);

#endif
