/* What people type to find articles: words, phrases and fields, read into a tree. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "doc/article.h"

#include <stdbool.h>
#include <stddef.h>

/*
 *   word              every word must be there, without regard to case and accents
 *   "some words"      side by side; pre* words that begin so; -x and NOT x: without
 *   a OR b, ( )       one of them; "and" is what stands side by side
 *   title:x author:x  words of a field; site:x the publication's name, or its host with "."
 *   tag:x lang:x      as the list's filters of these names
 *   before:D after:D  published before a day, or on it and after ("2024", "2024-05", "2024-05-06");
 *                     where that is not known, added
 *   is:x state:x      unread, reading, archived; is:starred
 */
enum search_kind {
    SEARCH_ALL, /* of its parts */
    SEARCH_ANY,
    SEARCH_NOT, /* its one part */
    SEARCH_TEXT,
    SEARCH_TITLE,
    SEARCH_AUTHOR,
    SEARCH_SITE,
    SEARCH_TAG,
    SEARCH_LANG,
    SEARCH_BEFORE,
    SEARCH_AFTER,
    SEARCH_STATE,
    SEARCH_STARRED,
};

struct search {
    enum search_kind kind;
    struct search *parts, *next; /* of ALL, ANY, NOT; the next one beside it */
    struct str text;             /* as typed, without quotes; of a day, YYYY-MM-DD */
    bool is_prefix;              /* its last word is the beginning of one */
    enum article_state state;
    struct str *tokens; /* the store's: what the index holds of the text */
    size_t n_tokens;
    bool is_open; /* the last one is the beginning of a token */
};

enum {
    SEARCH_BYTES_MAX = 1024, /* longer than anybody types */
    SEARCH_TERMS_MAX = 32,   /* each is a walk through a part of the index */
    SEARCH_DEPTH_MAX = 8,    /* of parentheses */
};

/*
 * Reads `text`, which must be UTF-8, into the arena.  ERR_INVALID says what is wrong and where;
 * `*ret_position` is the number of characters before that place.
 */
enum status search_parse(struct arena *arena, struct str text, struct search **ret_search,
                         size_t *ret_position, struct error *err) MUST_USE;

#endif
