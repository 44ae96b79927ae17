/* Many fixed patterns found in one pass over a text: Aho and Corasick's automaton, with sets as
 * output. */
#ifndef CLEAN_HTML_MATCHER_H
#define CLEAN_HTML_MATCHER_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One row of a table of patterns: a bit (0 to 63), and patterns parted by commas.  In a pattern,
 * "^" is the start of the text and "|" the edge of a word (any byte that is no ASCII letter, digit
 * or part of a character beyond ASCII, or the text's start or end); all else stands for itself,
 * letters without case.
 */
struct matcher_row {
    unsigned bit;
    const char *patterns;
};

/*
 * MATCHER_BYTES finds patterns anywhere.  MATCHER_WORDS too, but all bytes between words are alike,
 * so that "sign up" also is "sign-up", and the tables stay small.  MATCHER_STARTS is that, and
 * finds them where a word begins alone: several times faster, as most words fit no pattern beyond
 * their first letters.
 */
enum matcher_mode { MATCHER_BYTES, MATCHER_WORDS, MATCHER_STARTS };

enum { MATCHER_FOUND = 0x8000 };

struct matcher {
    bool is_starts;       /* MATCHER_STARTS */
    uint8_t classes[256]; /* of bytes; patterns tell apart only some */
    size_t n_classes;
    uint16_t *next; /* [state * n_classes + class]; MATCHER_FOUND is set where `bits` are not 0 */
    uint64_t *bits; /* [state]: what has been found on arriving there */
    size_t n_states;
    /*
     * MATCHER_STARTS: only the start and what one byte leads to have rows in `next`.  The states
     * that another one leads to follow each other from first[state] on, and via[state] is the class
     * that leads to each.  All of it takes 20 kB, where rows take 300 and wait for memory.
     */
    size_t n_rows;
    uint16_t *first; /* with MATCHER_FOUND likewise */
    uint8_t *via;
    /* A bit for every three classes with which something begins that may match: few words do. */
    uint64_t *filter;
};

/* Built once in `arena`; false when memory is out. */
bool matcher_init(struct arena *arena, struct matcher *matcher, enum matcher_mode mode,
                  const struct matcher_row *rows, size_t n) MUST_USE;
/* The bits of all patterns that `text` holds. */
uint64_t matcher_run(const struct matcher *matcher, struct str text);
/*
 * MATCHER_STARTS alone: the bits of the patterns that begin right at `at`, where a word must begin;
 * `at` 0 also has those with "^".  For callers that know where words begin anyway.
 */
uint64_t matcher_run_at(const struct matcher *matcher, struct str text, size_t at);

#endif
