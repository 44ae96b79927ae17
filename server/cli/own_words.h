/* A command's own words, taken out from between the settings that config.h knows. */
#ifndef CLI_OWN_WORDS_H
#define CLI_OWN_WORDS_H

#include "base/arena.h"
#include "base/error.h"

struct own_words {
    int most;           /* how many are taken; set before */
    const char **items; /* what does not begin with '-', in order */
    int n;
    char **flags; /* the rest, for config_read */
    int n_flags;
};

/* ERR_INVALID when there are more words than are taken.  Everything lives in argv and the arena. */
enum status own_words_read(struct arena *arena, int argc, char **argv, struct own_words *words,
                           struct error *err) MUST_USE;

#endif
