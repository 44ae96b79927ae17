/* What is known about an article, each fact with its source. */
#ifndef DOC_META_H
#define DOC_META_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Where a fact comes from; the order says nothing about trust. */
enum source {
    SOURCE_NONE,
    SOURCE_GIVEN, /* the submission said so */
    SOURCE_JSON_LD,
    SOURCE_OPEN_GRAPH,
    SOURCE_META, /* <meta name>, <title>, <link> */
    SOURCE_MICRODATA,
    SOURCE_DOM,  /* visible elements: headings, bylines, <time> */
    SOURCE_TEXT, /* read in running text */
    SOURCE_GUESS,
};

/* "json-ld", "og", "meta", "microdata", "dom", "text", "given", "guess"; NULL for SOURCE_NONE. */
const char *source_name(enum source source);
/* The reverse; SOURCE_NONE for anything else. */
enum source source_from_name(struct str name);

struct fact {
    struct str value; /* unknown where `source` is SOURCE_NONE */
    enum source source;
};

enum meta_field {
    META_TITLE,
    META_SUBTITLE,
    META_SITE,          /* the publication's name */
    META_PUBLISHED,     /* RFC 3339 as of base/time.h: a day, or a time with its offset */
    META_PUBLISHED_RAW, /* as it stands on the page */
    META_MODIFIED,
    META_LANG, /* BCP 47 */
    META_DIR,  /* "ltr" or "rtl" */
    META_EXCERPT,
    META_LEAD_IMAGE,    /* an http(s) address */
    META_URL,           /* where it was found: given with the submission */
    META_CANONICAL_URL, /* what the page calls itself, or META_URL, without tracking parameters */
    META_AUTHOR_BIO,    /* a sentence or two about the author, taken out of the text */
    META_SECTION,
    META_FIELD_COUNT
};

/* "title", ...: the key in JSON and in `sources`. */
const char *meta_field_name(enum meta_field field);

enum {
    META_LIST_MAX = 32,    /* most authors, contributors or tags kept */
    META_VALUE_MAX = 4096, /* bytes of one fact; a page may call megabytes its title */
};

struct fact_list {
    struct str items[META_LIST_MAX];
    size_t len;
    enum source source;
};

struct meta {
    struct fact fields[META_FIELD_COUNT];
    struct fact_list authors;
    struct fact_list contributors; /* "... contributed to this report" */
    struct fact_list tags;
};

/*
 * Sets a field unless it has a value already (first writer wins), with the value trimmed, cut to
 * META_VALUE_MAX and copied
 * into the arena; an empty value sets nothing.  False when memory is out.
 */
bool meta_set(struct arena *arena, struct meta *meta, enum meta_field field, struct str value,
              enum source source) MUST_USE;
/* The same, over what stands there. */
bool meta_replace(struct arena *arena, struct meta *meta, enum meta_field field, struct str value,
                  enum source source) MUST_USE;
/* Adds an item unless it is empty, there already (ASCII case ignored) or the list is full. */
bool meta_add(struct arena *arena, struct fact_list *list, struct str value,
              enum source source) MUST_USE;

static inline struct str meta_get(const struct meta *meta, enum meta_field field)
{
    return meta->fields[field].value;
}

#endif
