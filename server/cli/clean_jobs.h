/* Cleaning many files with some threads, the answers written in the order of the files. */
#ifndef CLI_CLEAN_JOBS_H
#define CLI_CLEAN_JOBS_H

#include "base/str.h"
#include "clean/clean.h"

#include <stdbool.h>
#include <stdio.h>

enum { CLEAN_THREADS_MAX = 64 };

enum clean_format {
    CLEAN_FORMAT_JSON,
    CLEAN_FORMAT_HTML,
    CLEAN_FORMAT_MARKDOWN,
    CLEAN_FORMAT_TEXT
};

struct clean_jobs {
    char **files; /* "-" is standard input */
    int n;
    enum clean_type type;
    enum clean_format format;
    struct str url; /* where the files are from, or unknown */
    int threads;
    bool wants_progress; /* a counter on stderr */
    FILE *out;
};

/* The exit status: 0, or 1 if any input failed or the answers could not be written. */
int clean_jobs_run(struct clean_jobs *jobs);

#endif
