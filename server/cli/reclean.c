/* articled reclean: cleans stored originals again, after the engine has become a better one. */
#include "cli/cli.h"

#include "cli/own_words.h"
#include "cli/reclean_jobs.h"
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: articled reclean [--data DIR] [--all] [--force] [ID...]\n\n"
    "Cleans the originals of all articles again that an older engine cleaned, or of these.  What "
    "is\n"
    "the reader's stays, the older cleaning is kept as a revision, and a worse one replaces "
    "nothing\n"
    "without --force.  When it was interrupted, the same command goes on where it stopped.\n"
    "  --all     also what this engine has cleaned already\n"
    "The server must not run.  Exits 1 if any original could not be cleaned.\n";

static bool take_flag(const char *word, struct reclean_jobs *jobs)
{
    bool is_all = strcmp(word, "--all") == 0, is_force = strcmp(word, "--force") == 0;
    jobs->wants_all |= is_all;
    jobs->is_forced |= is_force;
    return is_all || is_force;
}

/* Leaves what config_read knows. */
static void take_flags(struct own_words *words, struct reclean_jobs *jobs)
{
    int kept = 0;
    for (int i = 0; i < words->n_flags; i++) {
        if (!take_flag(words->flags[i], jobs)) {
            words->flags[kept++] = words->flags[i];
        }
    }
    words->n_flags = kept;
}

static enum status take_ids(struct arena *arena, const struct own_words *words,
                            struct reclean_jobs *jobs, struct error *err)
{
    jobs->ids = arena_array(arena, (size_t)words->n + 1, sizeof(*jobs->ids));
    if (!jobs->ids) {
        return error_no_memory(err);
    }
    for (int i = 0; i < words->n; i++) {
        uint64_t id;
        if (!str_to_uint(str_from(words->items[i]), INT64_MAX, &id) || !id) {
            return error_set(err, ERR_INVALID, "\"%.60s\" is no article's number", words->items[i]);
        }
        jobs->ids[jobs->n++] = (int64_t)id;
    }
    return OK;
}

int cli_reclean(int argc, char **argv)
{
    struct arena arena = {0};
    struct config config;
    struct error err = {0};
    struct own_words words = {.most = argc};
    struct reclean_jobs jobs = {.wants_progress = isatty(STDERR_FILENO) != 0};
    bool has_failed = false;
    enum status status = own_words_read(&arena, argc, argv, &words, &err);
    if (!status) {
        take_flags(&words, &jobs);
        status = take_ids(&arena, &words, &jobs, &err);
    }
    status = status ? status : config_read(&arena, words.n_flags, words.flags, &config, &err);
    if (!status && config.wants_help) {
        (void)fputs(usage, stdout);
    } else if (!status) {
        jobs.threads = (int)config.workers;
        status = reclean_jobs_run(&jobs, config.data, &err);
        has_failed = jobs.failed > 0;
    }
    if (status) {
        (void)fprintf(stderr, "articled reclean: %s\n", err.message);
    }
    arena_done(&arena);
    return status == OK ? has_failed : status == ERR_INVALID ? 2 : 1;
}
