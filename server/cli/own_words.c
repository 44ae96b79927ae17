/* A command's own words, taken out from between the settings that config.h knows. */
#include "cli/own_words.h"

#include <string.h>

/* Whether the next word is the value of this one: "--data DIR", but not "--data=DIR". */
static bool takes_next(const char *flag)
{
    return strcmp(flag, "--data") == 0;
}

enum status own_words_read(struct arena *arena, int argc, char **argv, struct own_words *words,
                           struct error *err)
{
    words->items = arena_array(arena, (size_t)argc + 1, sizeof(*words->items));
    words->flags = arena_array(arena, (size_t)argc + 1, sizeof(*words->flags));
    if (!words->items || !words->flags) {
        return error_no_memory(err);
    }
    for (int i = 0; i < argc; i++) {
        if (argv[i][0] != '-') {
            words->items[words->n++] = argv[i];
            continue;
        }
        words->flags[words->n_flags++] = argv[i];
        if (takes_next(argv[i]) && i + 1 < argc) {
            words->flags[words->n_flags++] = argv[++i];
        }
    }
    return words->n <= words->most
               ? OK
               : error_set(err, ERR_INVALID, "\"%.60s\" is one word too many; --help tells more",
                           words->items[words->most]);
}
