/* articled token: makes, lists and revokes tokens, also while the server runs. */
#include "cli/cli.h"

#include "base/time.h"
#include "config.h"
#include "handlers/granting.h"
#include "http/scope.h"
#include "store/grants.h"

#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: articled token new NAME [--scope SCOPE,...] [--expires WHEN] [--data DIR]\n"
    "       articled token list [--data DIR]\n"
    "       articled token revoke NAME|ID [--data DIR]\n\n"
    "A token lets a program or a browser use the service.  Its secret is printed once.  A running\n"
    "server knows of each change at once.\n\n"
    "  --scope SCOPE,...  read: see articles; submit: add some; write: change and delete them;\n"
    "                     admin: everything, and tokens (default: read,submit,write)\n"
    "  --expires WHEN     after 90d, 12h or 8w, or on a day, 2030-01-31 (default: never)\n"
    "  --data DIR         the folder of articles.db (default: $XDG_DATA_HOME/articled)\n";

enum { WORDS_MAX = 2 };

struct call {
    const char *words[WORDS_MAX]; /* what to do, and with which token */
    int n_words;
    const char *scopes, *expires, *data;
    bool wants_help;
    struct arena arena;
    struct grants *grants;
};

static const struct option {
    const char *name;
    size_t offset; /* in struct call */
} options[] = {
    {"--scope", offsetof(struct call, scopes)},
    {"--scopes", offsetof(struct call, scopes)},
    {"--expires", offsetof(struct call, expires)},
    {"--data", offsetof(struct call, data)},
};

/* "--flag value" and "--flag=value"; NULL when it is none of them. */
static const struct option *find_option(struct str word, struct str *ret_value)
{
    ptrdiff_t equals = str_find_byte(word, '=');
    struct str name = equals < 0 ? word : str_sub(word, 0, (size_t)equals);
    *ret_value = equals < 0 ? str_null() : str_sub(word, (size_t)equals + 1, word.len);
    for (size_t i = 0; i < ARRAY_LEN(options); i++) {
        if (str_equal(name, str_from(options[i].name))) {
            return &options[i];
        }
    }
    return NULL;
}

static enum status read_call(int argc, char **argv, struct call *call, struct error *err)
{
    for (int i = 0; i < argc; i++) {
        struct str value;
        const struct option *option = find_option(str_from(argv[i]), &value);
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            call->wants_help = true;
        } else if (option && !value.ptr && i + 1 == argc) {
            return error_set(err, ERR_INVALID, "%s takes a value", argv[i]);
        } else if (option) {
            *(const char **)(void *)((char *)call + option->offset) =
                value.ptr ? value.ptr : argv[++i];
        } else if (argv[i][0] == '-' || call->n_words == WORDS_MAX) {
            return error_set(err, ERR_INVALID, "unknown argument \"%.60s\"", argv[i]);
        } else {
            call->words[call->n_words++] = argv[i];
        }
    }
    return OK;
}

static enum status open_folder(struct call *call, struct error *err)
{
    char flag[] = "--data", *arguments[] = {flag, arena_cstr(&call->arena, str_from(call->data))};
    struct config config;
    enum status status = config_read(&call->arena, call->data ? 2 : 0, arguments, &config, err);
    return status ? status : grants_open(config.data, &call->grants, err);
}

static enum status show(const char *secret, struct error *err)
{
    return printf("%s\n", secret) > 0 && fflush(stdout) == 0
               ? OK
               : error_set(err, ERR_IO, "the token cannot be printed; nothing was kept");
}

/* The secret alone goes to standard output, so that a script can take it. */
static enum status make(struct call *call, struct error *err)
{
    char secret[SECRET_TEXT_MAX];
    const char *field;
    struct grant grant;
    struct granting granting = {.name = str_from(call->words[1]),
                                .scopes = str_from(call->scopes),
                                .expires = str_from(call->expires)};
    enum status status = granting_do(call->grants, &granting, secret, &grant, &field, err);
    if (!status) {
        (void)fprintf(
            stderr,
            "articled: token %lld, \"%s\", may %.*s; keep its secret, which is shown this "
            "once:\n",
            (long long)grant.id, call->words[1],
            STR_ARG(scope_list(&call->arena, grant.scopes, ',')));
        status = show(secret, err);
        if (status) { /* nobody could ever use it */
            (void)!grants_remove(call->grants, grant.id, NULL);
        }
    }
    return status;
}

static void print_moment(int64_t us, const char *otherwise)
{
    char text[TIME_TEXT_MAX];
    struct str moment = us ? time_format(us, text) : str_from(otherwise);
    (void)printf("  %-20.*s", STR_ARG(moment));
}

static enum status list(struct call *call, struct error *err)
{
    struct grant_list all;
    int width = (int)sizeof("NAME") - 1;
    enum status status = grants_list(call->grants, &call->arena, &all, err);
    if (status) {
        return status;
    }
    for (size_t i = 0; i < all.n_grants; i++) {
        width = MAX(width, (int)all.grants[i].name.len);
    }
    (void)printf("%4s  %-*s  %-23s  %-20s  %-20s  %s\n", "ID", width, "NAME", "SCOPES", "CREATED",
                 "LAST USED", "EXPIRES");
    for (size_t i = 0; i < all.n_grants; i++) {
        const struct grant *grant = &all.grants[i];
        (void)printf("%4lld  %-*.*s  %-23.*s", (long long)grant->id, width, STR_ARG(grant->name),
                     STR_ARG(scope_list(&call->arena, grant->scopes, ',')));
        print_moment(grant->created_us, "");
        print_moment(grant->used_us, "never");
        print_moment(grant->expires_us, "never");
        (void)printf("\n");
    }
    return OK;
}

static enum status revoke(struct call *call, struct error *err)
{
    struct grant_list all;
    uint64_t id;
    struct str name = str_from(call->words[1]);
    bool is_id = str_to_uint(name, INT64_MAX, &id);
    enum status status = grants_list(call->grants, &call->arena, &all, err);
    for (size_t i = 0; i < all.n_grants && !status; i++) {
        const struct grant *grant = &all.grants[i];
        if (is_id ? grant->id == (int64_t)id : str_equal_nocase(grant->name, name)) {
            return grants_remove(call->grants, grant->id, err);
        }
    }
    return status ? status
                  : error_set(err, ERR_NOT_FOUND,
                              "there is no token \"%.100s\"; `articled token list` shows them",
                              call->words[1]);
}

static const struct {
    const char *name;
    int n_words;
    enum status (*run)(struct call *call, struct error *err);
} words[] = {{"new", 2, make}, {"list", 1, list}, {"revoke", 2, revoke}};

static enum status run(struct call *call, struct error *err)
{
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (call->n_words && strcmp(call->words[0], words[i].name) == 0 &&
            call->n_words == words[i].n_words) {
            enum status status = open_folder(call, err);
            return status ? status : words[i].run(call, err);
        }
    }
    return error_set(err, ERR_INVALID,
                     "say `new NAME`, `list` or `revoke NAME`; --help tells more");
}

int cli_token(int argc, char **argv)
{
    struct call call = {.n_words = 0};
    struct error err = {0};
    enum status status = read_call(argc, argv, &call, &err);
    if (!status && call.wants_help) {
        (void)fputs(usage, stdout);
    } else if (!status) {
        status = run(&call, &err);
    }
    if (status) {
        (void)fprintf(stderr, "articled token: %s\n", err.message);
    }
    grants_close(call.grants);
    arena_done(&call.arena);
    return status == OK ? 0 : status == ERR_INVALID ? 2 : 1;
}
