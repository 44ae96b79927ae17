/* The program: finds the subcommand and runs it. */
#include "base/buf.h"
#include "base/macros.h"
#include "cli/cli.h"
#include "config.h"

#include <stdio.h>
#include <string.h>

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
};

static const struct command commands[] = {
    {"serve", cli_serve, "serve articles over HTTP"},
    {"clean", cli_clean, "clean files or standard input, as a filter"},
    {"token", cli_token, "make, list and revoke tokens for those who may use the service"},
    {"check", cli_check, "check the stored articles for damage"},
    {"backup", cli_backup, "copy everything to a file, also while the server runs"},
    {"reclean", cli_reclean, "clean stored originals again with a newer engine"},
    {"health", cli_health, "ask a running server whether it works"},
};

static void print_help(FILE *out)
{
    (void)fprintf(out, "articled " ARTICLED_VERSION ": post anything, read a clean article\n\n"
                       "usage: articled COMMAND [ARGUMENT...]\n\n");
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        (void)fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].summary);
    }
    (void)fprintf(out, "\narticled COMMAND --help tells more; articled --version.\n");
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "--help";
    if (strcmp(name, "--version") == 0 || strcmp(name, "version") == 0) {
        (void)puts("articled " ARTICLED_VERSION);
        return 0;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        print_help(argc > 1 ? stdout : stderr);
        return argc > 1 ? 0 : 2;
    }
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        if (strcmp(name, commands[i].name) == 0) {
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    (void)fprintf(stderr, "articled: no command \"%s\"\n", name);
    print_help(stderr);
    return 2;
}
