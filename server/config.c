/* Settings: one table; a flag beats the environment, which beats the default. */
#include "config.h"

#include "base/str.h"

#include <stdlib.h>
#include <unistd.h>

enum setting_type {
    SETTING_TEXT,
    SETTING_LIST, /* given again, it adds */
    SETTING_INT,
    SETTING_FLAG,
};

struct setting {
    const char *flag;
    const char *variable; /* of the environment */
    enum setting_type type;
    size_t offset; /* in struct config */
    const char *initial;
    int64_t min, max;
    const char *argument;
    const char *help;
};

static const struct setting settings[] = {
    {"--listen", "ARTICLED_LISTEN", SETTING_TEXT, offsetof(struct config, listen), "127.0.0.1:8080",
     0, 0, "ADDRESS:PORT", "where to serve; port 0 takes any free one"},
    {"--data", "ARTICLED_DATA", SETTING_TEXT, offsetof(struct config, data), NULL, 0, 0, "DIR",
     "the folder of articles.db (default: $XDG_DATA_HOME/articled)"},
    {"--host", "ARTICLED_HOST", SETTING_TEXT, offsetof(struct config, host_list), "", 0, 0,
     "NAME,...", "names that a browser may call this server by, besides localhost"},
    {"--loops", "ARTICLED_LOOPS", SETTING_INT, offsetof(struct config, loops), "0", 0,
     CONFIG_THREADS_MAX, "N", "threads that answer reads; 0: one a core"},
    {"--workers", "ARTICLED_WORKERS", SETTING_INT, offsetof(struct config, workers), "0", 0,
     CONFIG_THREADS_MAX, "N", "threads that clean; 0: one a core"},
    {"--no-auth", "ARTICLED_NO_AUTH", SETTING_FLAG, offsetof(struct config, is_open), "0", 0, 1,
     NULL, "ask nobody for a token, even beyond this machine"},
    {"--no-fetch", "ARTICLED_NO_FETCH", SETTING_FLAG, offsetof(struct config, is_fetch_off), "0", 0,
     1, NULL, "do not fetch addresses that are posted"},
    {"--fetch-allow", "ARTICLED_FETCH_ALLOW", SETTING_LIST, offsetof(struct config, fetch_allow),
     "", 0, 0, "CIDR,...", "fetch from these private addresses, too, on any port"},
    {"--log-format", "ARTICLED_LOG_FORMAT", SETTING_TEXT, offsetof(struct config, log_format_name),
     "logfmt", 0, 0, "logfmt|json", "how the lines of the log are written"},
    {"--rate", "ARTICLED_RATE", SETTING_INT, offsetof(struct config, token_rate), "3000", 0,
     CONFIG_RATE_MAX, "N", "requests a minute with one token; 0: no limit"},
    {"--rate-address", "ARTICLED_RATE_ADDRESS", SETTING_INT, offsetof(struct config, address_rate),
     "600", 0, CONFIG_RATE_MAX, "N", "the same from one address without a token"},
    {"--behind-proxy", "ARTICLED_BEHIND_PROXY", SETTING_FLAG,
     offsetof(struct config, is_behind_proxy), "0", 0, 1, NULL,
     "a proxy sets X-Forwarded-For and X-Forwarded-Proto"},
    {"--quiet", "ARTICLED_QUIET", SETTING_FLAG, offsetof(struct config, is_quiet), "0", 0, 1, NULL,
     "no access log"},
    {"--verbose", "ARTICLED_VERBOSE", SETTING_FLAG, offsetof(struct config, is_verbose), "0", 0, 1,
     NULL, "log what helps to find a fault"},
    {"--help", NULL, SETTING_FLAG, offsetof(struct config, wants_help), "0", 0, 1, NULL,
     "this text"},
};

static enum status set(struct config *config, const struct setting *setting, const char *origin,
                       const char *value, struct error *err)
{
    void *place = (char *)config + setting->offset;
    uint64_t number;
    switch (setting->type) {
    case SETTING_LIST:
    case SETTING_TEXT:
        *(const char **)place = value;
        break;
    case SETTING_INT:
        if (!str_to_uint(str_from(value), (uint64_t)setting->max, &number) ||
            (int64_t)number < setting->min) {
            return error_set(err, ERR_INVALID, "%s takes a number from %lld to %lld, not \"%.40s\"",
                             origin, (long long)setting->min, (long long)setting->max, value);
        }
        *(int64_t *)place = (int64_t)number;
        break;
    case SETTING_FLAG:
        *(bool *)place = value[0] != '\0' && !str_equal(str_from(value), STR("0"));
        break;
    }
    return OK;
}

static const struct setting *find_setting(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        if (str_equal(name, str_from(settings[i].flag))) {
            return &settings[i];
        }
    }
    return NULL;
}

static enum status read_environment(struct config *config, struct error *err)
{
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        const char *value = settings[i].variable ? getenv(settings[i].variable) : NULL;
        const char *origin = value ? settings[i].variable : settings[i].flag;
        value = value ? value : settings[i].initial;
        enum status status = value ? set(config, &settings[i], origin, value, err) : OK;
        if (status) {
            return status;
        }
    }
    return OK;
}

/* The flag's value; of a list, behind those that flags before it gave. */
static const char *whole_value(struct arena *arena, const struct config *config,
                               const struct setting *setting, bool was_given, const char *value)
{
    const char *before =
        *(const char *const *)(const void *)((const char *)config + setting->offset);
    return was_given ? arena_printf(arena, "%s,%s", before, value).ptr : value;
}

/* "--flag value" and "--flag=value". */
static enum status read_flags(struct arena *arena, int argc, char **argv, struct config *config,
                              struct error *err)
{
    bool was_given[ARRAY_LEN(settings)] = {false};
    for (int i = 0; i < argc; i++) {
        struct str word = str_from(argv[i]), name = word;
        ptrdiff_t equals = str_find_byte(word, '=');
        if (equals >= 0) {
            name = str_sub(word, 0, (size_t)equals);
        }
        const struct setting *setting = find_setting(name);
        if (!setting) {
            return error_set(err, ERR_INVALID,
                             "unknown argument \"%.60s\"; --help lists what there is", argv[i]);
        }
        const char *value = equals >= 0 ? argv[i] + equals + 1 : NULL;
        if (!value && setting->type == SETTING_FLAG) {
            value = "1";
        } else if (!value && ++i < argc) {
            value = argv[i];
        } else if (!value) {
            return error_set(err, ERR_INVALID, "%s takes a value: %s", setting->flag,
                             setting->argument);
        }
        bool *is_more = &was_given[setting - settings];
        if (setting->type == SETTING_LIST) {
            value = whole_value(arena, config, setting, *is_more, value);
        }
        *is_more = true;
        enum status status = value ? set(config, setting, arena_cstr(arena, name), value, err)
                                   : error_no_memory(err);
        if (status) {
            return status;
        }
    }
    return OK;
}

static enum status split_listen(struct config *config, struct error *err)
{
    struct str listen = str_from(config->listen);
    ptrdiff_t colon = str_find_last_byte(listen, ':');
    uint64_t port;
    if (colon < 1 || !str_to_uint(str_sub(listen, (size_t)colon + 1, listen.len), 65535, &port)) {
        return error_set(err, ERR_INVALID,
                         "--listen takes ADDRESS:PORT, e.g. 127.0.0.1:8080 or [::1]:8080, "
                         "not \"%.80s\"",
                         config->listen);
    }
    struct str address = str_sub(listen, 0, (size_t)colon);
    if (address.len > 2 && address.ptr[0] == '[' && str_ends(address, STR("]"))) {
        address = str_sub(address, 1, address.len - 2);
    }
    config->address = str_equal(address, STR("localhost")) ? STR("127.0.0.1") : address;
    config->port = (uint16_t)port;
    return OK;
}

static enum status read_log_format(struct config *config, struct error *err)
{
    if (!log_format_from_name(str_from(config->log_format_name), &config->log_format)) {
        return error_set(err, ERR_INVALID, "--log-format takes logfmt or json, not \"%.40s\"",
                         config->log_format_name);
    }
    return OK;
}

static enum status split_hosts(struct arena *arena, struct config *config, struct error *err)
{
    struct str rest = str_from(config->host_list), part;
    size_t n = 0;
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (!part.len) {
            continue;
        }
        if (n == CONFIG_HOSTS_MAX) {
            return error_set(err, ERR_INVALID, "--host takes at most %d names",
                             (int)CONFIG_HOSTS_MAX);
        }
        config->hosts[n] = arena_cstr(arena, part);
        if (!config->hosts[n++]) {
            return error_no_memory(err);
        }
    }
    return OK;
}

/* XDG Base Directory Specification 0.8: $XDG_DATA_HOME, else ~/.local/share. */
static enum status find_data(struct arena *arena, struct config *config, struct error *err)
{
    if (config->data && config->data[0]) {
        return OK;
    }
    const char *base = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    struct str path;
    if (base && base[0] == '/') {
        path = arena_printf(arena, "%s/articled", base);
    } else if (home && home[0] == '/') {
        path = arena_printf(arena, "%s/.local/share/articled", home);
    } else {
        return error_set(err, ERR_INVALID, "no home folder to keep articles in; say --data DIR");
    }
    config->data = path.ptr;
    return path.ptr ? OK : error_no_memory(err);
}

static void count_threads(struct config *config)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t n = MIN(MAX(cores, 1), CONFIG_THREADS_MAX);
    config->loops = config->loops ? config->loops : MAX(n, 2);
    config->workers = config->workers ? config->workers : n;
}

enum status config_read(struct arena *arena, int argc, char **argv, struct config *ret_config,
                        struct error *err)
{
    struct config config = {0};
    enum status status = read_environment(&config, err);
    if (!status) {
        status = read_flags(arena, argc, argv, &config, err);
    }
    if (!status && !config.wants_help) {
        status = split_listen(&config, err);
        status = status ? status : split_hosts(arena, &config, err);
        status = status ? status : read_log_format(&config, err);
        status = status ? status : find_data(arena, &config, err);
        count_threads(&config);
    }
    if (!status) {
        *ret_config = config;
    }
    return status;
}

void config_help(struct buf *buf)
{
    for (size_t i = 0; i < ARRAY_LEN(settings); i++) {
        const struct setting *setting = &settings[i];
        size_t start = buf->len;
        buf_printf(buf, "  %s%s%s", setting->flag, setting->argument ? " " : "",
                   setting->argument ? setting->argument : "");
        size_t width = buf->len - start;
        buf_add_repeated(buf, ' ', width < 26 ? 26 - width : 1);
        buf_add_z(buf, setting->help);
        if (setting->type == SETTING_TEXT && setting->initial && setting->initial[0]) {
            buf_printf(buf, " (default: %s)", setting->initial);
        }
        if (setting->variable) {
            buf_printf(buf, " [%s]", setting->variable);
        }
        buf_add_byte(buf, '\n');
    }
}

bool config_is_loopback(const struct config *config)
{
    return str_starts(config->address, STR("127.")) || str_equal(config->address, STR("::1"));
}
