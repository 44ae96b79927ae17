/* articled backup: a copy of everything in one file, also while the server runs. */
#include "cli/cli.h"

#include "cli/own_words.h"
#include "config.h"
#include "store/store.h"

#include <stdio.h>

static const char usage[] =
    "usage: articled backup [--data DIR] FILE\n\n"
    "Writes all articles, as of now, to FILE, which must not be there yet; also while the server\n"
    "runs.  To go back to it, put it into an empty folder as articles.db.\n";

int cli_backup(int argc, char **argv)
{
    struct arena arena = {0};
    struct config config;
    struct error err = {0};
    struct own_words words = {.most = 1};
    enum status status = own_words_read(&arena, argc, argv, &words, &err);
    status = status ? status : config_read(&arena, words.n_flags, words.flags, &config, &err);
    if (!status && config.wants_help) {
        (void)fputs(usage, stdout);
    } else if (!status && !words.n) {
        status = error_set(&err, ERR_INVALID, "say which file to write; --help tells more");
    } else if (!status) {
        status = store_backup(config.data, words.items[0], &err);
    }
    if (status) {
        (void)fprintf(stderr, "articled backup: %s\n", err.message);
    }
    arena_done(&arena);
    return status == OK ? 0 : status == ERR_INVALID ? 2 : 1;
}
