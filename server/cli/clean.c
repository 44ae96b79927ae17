/* articled clean: the engine as a Unix filter, many files in one process. */
#include "cli/cli.h"

#include "base/time.h"
#include "cli/clean_jobs.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "usage: articled clean [--type html|text|markdown|mail] [--url URL]\n"
    "                      [--format markdown|json|html|text] [-j N] [FILE...]\n\n"
    "Cleans each FILE, or standard input, and writes the articles in order.  With --format json "
    "that is\n"
    "one line for each input, with the fields of GET /articles/{id}; an input that failed has the "
    "field\n"
    "\"error\".  -j N cleans N files at once.  Exits 1 if any input failed.\n";

struct word {
    const char *name;
    int value;
};

static const struct word types[] = {{"html", CLEAN_HTML},
                                    {"text", CLEAN_TEXT},
                                    {"markdown", CLEAN_MARKDOWN},
                                    {"mail", CLEAN_MAIL},
                                    {"auto", CLEAN_AUTO}};
static const struct word formats[] = {{"json", CLEAN_FORMAT_JSON},
                                      {"html", CLEAN_FORMAT_HTML},
                                      {"markdown", CLEAN_FORMAT_MARKDOWN},
                                      {"text", CLEAN_FORMAT_TEXT}};

static bool find_word(const struct word *words, size_t n, const char *name, int *ret_value)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(words[i].name, name) == 0) {
            *ret_value = words[i].value;
            return true;
        }
    }
    return false;
}

/* Takes one option and its value; false when there is no such option or the value is wrong. */
static bool take_option(struct clean_jobs *jobs, const char *option, const char *value)
{
    int found;
    uint64_t threads;
    if (strcmp(option, "--type") == 0 && find_word(types, ARRAY_LEN(types), value, &found)) {
        jobs->type = (enum clean_type)found;
        return true;
    }
    if (strcmp(option, "--format") == 0 && find_word(formats, ARRAY_LEN(formats), value, &found)) {
        jobs->format = (enum clean_format)found;
        return true;
    }
    if (strcmp(option, "--url") == 0) {
        jobs->url = str_from(value);
        return true;
    }
    if (strcmp(option, "-j") == 0 && str_to_uint(str_from(value), CLEAN_THREADS_MAX, &threads) &&
        threads) {
        jobs->threads = (int)threads;
        return true;
    }
    return false;
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/* Reads "--type html", "--type=html", "-j2", "-j 2"; the rest are files.  -1: go on; else the exit
 * status. */
static int read_arguments(int argc, char **argv, struct clean_jobs *jobs)
{
    int i = 0;
    for (; i < argc && is_option(argv[i]); i++) {
        char option[16] = "";
        const char *value = NULL, *equals = strchr(argv[i], '=');
        if (strcmp(argv[i], "--help") == 0) {
            (void)fputs(usage, stdout);
            return 0;
        }
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        size_t len = strncmp(argv[i], "-j", 2) == 0 ? 2
                     : equals                       ? (size_t)(equals - argv[i])
                                                    : strlen(argv[i]);
        (void)snprintf(option, sizeof(option), "%.*s", (int)MIN(len, sizeof(option) - 1), argv[i]);
        value = len == 2 && argv[i][2] ? argv[i] + 2 : equals && len > 2 ? equals + 1 : NULL;
        if (!value && ++i < argc) {
            value = argv[i];
        }
        if (!value || !take_option(jobs, option, value)) {
            (void)fprintf(stderr, "articled clean: %s %s is not understood\n\n%s", option,
                          value ? value : "without a value", usage);
            return 2;
        }
    }
    jobs->files = argv + i;
    jobs->n = argc - i;
    return -1;
}

int cli_clean(int argc, char **argv)
{
    static char standard_input[] = "-";
    char *only_input[] = {standard_input};
    struct clean_jobs jobs = {.format = CLEAN_FORMAT_MARKDOWN, .threads = 1, .out = stdout};
    int status = read_arguments(argc, argv, &jobs);
    if (status >= 0) {
        return status;
    }
    if (!jobs.n) {
        jobs.files = only_input;
        jobs.n = 1;
    }
    jobs.wants_progress = jobs.n > 1 && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
    return clean_jobs_run(&jobs);
}
