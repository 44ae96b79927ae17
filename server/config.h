/* Settings: one table; a flag beats the environment, which beats the default. */
#ifndef CONFIG_H
#define CONFIG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/log.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    /* A saved page with its pictures inside is 10 to 30 MB (SingleFile); more is no article. */
    CONFIG_BODY_MAX = 32 * 1024 * 1024,
    /* Of all requests together, so that many large posts cannot fill a small machine. */
    CONFIG_BODY_BUDGET = 96 * 1024 * 1024,
    /* Requests that wait for a worker: some seconds of work for two cores. */
    CONFIG_QUEUE = 256,
    /* From a request's first byte to its last; 32 MB in it needs 9 Mbit/s. */
    CONFIG_REQUEST_SECONDS = 30,
    CONFIG_IDLE_SECONDS = 60,
    /* A stop waits this long for what runs; Docker and systemd kill after 10 s and 90 s. */
    CONFIG_GRACE_MS = 4000,
    CONFIG_HOSTS_MAX = 16,
    CONFIG_THREADS_MAX = 64,
    CONFIG_RATE_MAX = 1000 * 1000,
};

/* What `articled serve` and `articled health` run with.  Strings live in the arena, argv or the
 * environment. */
struct config {
    struct str address; /* of --listen, without the port and brackets */
    uint16_t port;
    const char *data;
    const char *listen;
    const char *hosts[CONFIG_HOSTS_MAX + 1]; /* NULL-ended: names that Host may have */
    const char *host_list;
    int64_t loops, workers;           /* 0: one for each core, at least 2 loops */
    int64_t token_rate, address_rate; /* requests a minute; 0: no limit */
    bool is_open;                     /* --no-auth */
    bool is_behind_proxy;
    bool is_fetch_off;       /* --no-fetch */
    const char *fetch_allow; /* --fetch-allow, each parted by a comma from the next */
    const char *log_format_name;
    enum log_format log_format; /* --log-format */
    bool is_quiet;
    bool is_verbose;
    bool wants_help;
};

/*
 * Reads argv (without the subcommand) and ARTICLED_* of the environment.  ERR_INVALID names the
 * flag and what it takes.
 */
enum status config_read(struct arena *arena, int argc, char **argv, struct config *ret_config,
                        struct error *err) MUST_USE;
/* The flags, one to a line, with environment names and defaults. */
void config_help(struct buf *buf);
/* Whether the address is of this machine alone (127.0.0.0/8, ::1). */
bool config_is_loopback(const struct config *config);

#endif
