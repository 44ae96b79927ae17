/* Cleaning many stored originals again with some threads. */
#ifndef CLI_RECLEAN_JOBS_H
#define CLI_RECLEAN_JOBS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct reclean_jobs {
    int64_t *ids; /* these alone; none: all */
    int n;
    int threads;
    bool wants_all; /* those that this engine cleaned, too */
    bool is_forced; /* a worse cleaning replaces a better one */
    bool wants_progress;
    int64_t changed, same, kept, failed; /* what came of it; `kept`: the new one was worse */
};

/* Opens the folder, cleans, says on standard output what came of it. */
enum status reclean_jobs_run(struct reclean_jobs *jobs, const char *dir,
                             struct error *err) MUST_USE;

#endif
