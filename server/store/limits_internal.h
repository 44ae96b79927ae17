/* The most that one article may hold: everything a stranger can choose has a bound. */
#ifndef STORE_LIMITS_INTERNAL_H
#define STORE_LIMITS_INTERNAL_H

enum {
    LIMIT_MEGABYTE = 1024 * 1024,
    /* Bytes as received: the largest body that is taken is 32 MB, and 64 leaves room for what it
       unpacks to. */
    LIMIT_ORIGINAL_BYTES = 64 * LIMIT_MEGABYTE,
    /* HTML, text or tree, and all of them: a log of 32 MB, which is kept whole, is each of them. */
    LIMIT_CONTENT_BYTES = 64 * LIMIT_MEGABYTE,
    LIMIT_ARTICLE_BYTES = 2 * LIMIT_CONTENT_BYTES,
    /* Facts, note, images and media type together: a list reads them 200 at a time. */
    LIMIT_HEAD_BYTES = LIMIT_MEGABYTE,
    /* SQLite refuses a longer row, string or blob: those above, and what wraps them. */
    LIMIT_ROW_BYTES = 66 * LIMIT_MEGABYTE,
    /* A tree as bytes. */
    LIMIT_TREE_BYTES = LIMIT_CONTENT_BYTES,
    /* Writes that wait, and those that one transaction takes: more does not make them cheaper. */
    LIMIT_QUEUE = 256,
    LIMIT_BATCH = 64,
    LIMIT_READERS = 128,
    LIMIT_LIST = 200,
    /* Older cleanings of an article that are kept: enough to go back after several tries at a
       selector, while an article that is cleaned every night does not grow for ever. */
    LIMIT_REVISIONS = 10,
    /* Answers that are kept to be repeated: one request in ten seconds, all day. */
    LIMIT_ANSWERS = 10 * 1000,
    LIMIT_ANSWER_HOURS = 24,
    /* A list whose filters match seldom may walk over very many rows. */
    LIMIT_LIST_MS = 2000,
};

#endif
