/* What a page says about itself in JSON-LD. */
#ifndef CLEAN_HTML_LD_H
#define CLEAN_HTML_LD_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The types that tell kinds of pages apart; bits of ld.types.  The order is that of the names in
 * ld.c. */
enum ld_type {
    LD_ARTICLE,
    LD_NEWS_ARTICLE,
    LD_BLOG_POSTING,
    LD_PRODUCT,
    LD_FORUM_POSTING,
    LD_QA_PAGE,
    LD_ITEM_LIST,
    LD_COLLECTION_PAGE,
    LD_FAQ_PAGE,
    LD_TECH_ARTICLE,
    LD_WEB_PAGE,
    LD_ORGANIZATION,
    LD_RECIPE,
    LD_COURSE,
    LD_SOFTWARE,
    LD_SERVICE,
    LD_BREADCRUMBS,
    LD_TYPE_COUNT
};

enum {
    LD_BYTES_MAX = 512 * 1024, /* of one script: more is data for a program */
    LD_SCRIPTS_MAX = 16,
    LD_TEXTS_MAX = 60, /* texts of one key */
    LD_AUTHORS_MAX = 16,
};

enum ld_key { LD_KEY_BODY, LD_KEY_DESCRIPTION, LD_KEY_TEXT, LD_KEY_REVIEW, LD_KEY_COUNT };

struct ld {
    struct str scripts[LD_SCRIPTS_MAX]; /* as they stand in the page */
    size_t n_scripts;
    uint32_t types;
    struct str texts[LD_KEY_COUNT][LD_TEXTS_MAX];
    size_t n_texts[LD_KEY_COUNT];
    /* of the article (or, if there is none, of the page) */
    struct str headline, name, subtitle, published, modified, publisher, image, section, url, lang;
    struct str authors[LD_AUTHORS_MAX];
    size_t n_authors;
    bool has_company; /* an author that says it is no person */
    /* of others: when the page was made, and the only person that is described */
    struct str page_published, person;
    size_t n_articles, n_persons;
    struct str keywords; /* parted by commas */
    bool is_locked;      /* isAccessibleForFree: false */
};

const char *ld_type_name(enum ld_type type);
/* Reads the scripts; what is no JSON is passed over.  Strings are copied into the arena. */
bool ld_read(struct arena *arena, struct ld *ld) MUST_USE;

#endif
