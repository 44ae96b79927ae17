/* articled check: reads every stored byte and says whether all of it is sound. */
#include "cli/cli.h"

#include "config.h"
#include "store/store.h"

#include <stdio.h>

int cli_check(int argc, char **argv)
{
    struct arena arena = {0};
    struct config config;
    struct store *store = NULL;
    struct store_stats stats;
    struct error err = {0};
    enum status status = config_read(&arena, argc, argv, &config, &err);
    if (!status && config.wants_help) {
        (void)puts("usage: articled check [--data DIR]\n\n"
                   "Checks the data base, its indexes and every original's hash.  The server must "
                   "not run.");
    } else if (!status) {
        struct store_options options = {.dir = config.data, .readers = 1};
        status = store_open(&options, &store, &err);
        status = status ? status : store_check(store, &err);
        status = status ? status : store_stats(store, &stats, &err);
        if (!status) {
            (void)printf("%lld articles, all sound\n", (long long)stats.articles);
        }
    }
    if (status) {
        (void)fprintf(stderr, "articled check: %s\n", err.message);
    }
    store_close(store);
    arena_done(&arena);
    return status == OK ? 0 : status == ERR_INVALID ? 2 : 1;
}
