/* articled serve: opens the store, starts the server, waits for a signal, undoes it in reverse. */
#include "cli/cli.h"

#include "app.h"
#include "base/log.h"
#include "config.h"
#include "fetch/fetch.h"
#include "handlers/cleaners.h"
#include "handlers/download.h"
#include "handlers/handlers.h"
#include "handlers/idempotency.h"
#include "handlers/keyring.h"
#include "handlers/pages.h"
#include "handlers/pending.h"
#include "handlers/shelves.h"
#include "http/server.h"
#include "store/grants.h"
#include "store/store.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <jansson.h>

struct service {
    struct arena arena;
    struct pending_list pending; /* what an earlier run did not fetch */
    struct config config;
    struct app app;
    struct server *server;
};

static void close_service(struct service *service)
{
    fetcher_stop(service->app.fetcher); /* first: else requests would wait for other servers */
    server_stop(service->server, CONFIG_GRACE_MS);
    keyring_free(service->app.keyring);
    grants_close(service->app.grants);
    store_close(service->app.store);
    idempotency_free(service->app.idempotency);
    fetcher_free(service->app.fetcher);
    pending_done(&service->pending);
    cleaners_free(service->app.cleaners);
    pages_free(service->app.pages);
    shelves_free(service->app.shelves);
    arena_done(&service->arena);
}

/* Beyond this machine nobody could get in without a token; and with --no-auth, everybody. */
static enum status check_exposure(const struct service *service, struct error *err)
{
    const struct config *config = &service->config;
    bool is_empty = false;
    if (config_is_loopback(config) || config->is_open) {
        return OK;
    }
    enum status status = keyring_is_empty(service->app.keyring, &is_empty, err);
    if (status || !is_empty) {
        return status;
    }
    return error_set(
        err, ERR_FORBIDDEN,
        "%s is reachable from other machines, and there is no token yet; make one with "
        "`articled token new NAME --data %.150s`, or say --no-auth if whoever reaches "
        "it may read and delete",
        config->listen, config->data);
}

static enum status start_server(struct service *service, struct error *err)
{
    const struct config *config = &service->config;
    struct server_options options = {
        .address = config->address,
        .port = config->port,
        .loops = (int)config->loops,
        .workers = (int)config->workers,
        .queue = CONFIG_QUEUE,
        .body_budget = CONFIG_BODY_BUDGET,
        .request_seconds = CONFIG_REQUEST_SECONDS,
        .idle_seconds = CONFIG_IDLE_SECONDS,
        .hosts = config->hosts[0] ? config->hosts : NULL,
        .is_quiet = config->is_quiet,
        .routes = routes,
        .n_routes = routes_len,
        .app = &service->app,
        .error_page = pages_error,
        .error_page_csp = page_csp,
        .recall = idempotency_recall,
        .remember = idempotency_remember,
        .forget = idempotency_forget,
        .identify = keyring_identify,
        .login_path = "/login",
        .token_rate = config->token_rate,
        .address_rate = config->address_rate,
        .is_behind_proxy = config->is_behind_proxy,
    };
    enum status status = server_start(&options, &service->server, err);
    if (!status) {
        fetcher_set_own_port(service->app.fetcher, server_port(service->server));
        pending_resume(&service->pending, server_workers(service->server));
    }
    return status;
}

static enum status open_keyring(struct service *service, struct error *err)
{
    const struct config *config = &service->config;
    enum status status = grants_open(config->data, &service->app.grants, err);
    struct keyring_options options = {.grants = service->app.grants,
                                      .is_open = config->is_open,
                                      .is_private = config_is_loopback(config)};
    return status ? status : keyring_new(&options, &service->app.keyring, err);
}

static enum status open_service(struct service *service, struct error *err)
{
    const struct config *config = &service->config;
    struct store_options store = {.dir = config->data,
                                  .readers = (int)(config->loops + config->workers)};
    struct fetcher_options fetcher = {.is_off = config->is_fetch_off,
                                      .allowed = str_from(config->fetch_allow),
                                      .takes = download_takes};
    enum status status = fetcher_new(&fetcher, &service->app.fetcher, err);
    status = status ? status : pages_new(&service->app.pages, err);
    status = status ? status : shelves_new(&service->app.shelves, err);
    status = status ? status : cleaners_new((int)config->workers, &service->app.cleaners, err);
    status = status ? status : idempotency_new(&service->app.idempotency, err);
    status = status ? status : store_open(&store, &service->app.store, err);
    status = status ? status : open_keyring(service, err);
    status = status ? status : check_exposure(service, err);
    if (!status && !config->is_fetch_off) {
        status = pending_find(&service->app, &service->pending, err);
    }
    return status ? status : start_server(service, err);
}

/* The address that people type, and a line to paste. */
static void announce(const struct service *service)
{
    char url[96];
    bool is_v6 = str_find_byte(service->config.address, ':') >= 0;
    (void)snprintf(url, sizeof(url), is_v6 ? "http://[%.*s]:%u" : "http://%.*s:%u",
                   STR_ARG(service->config.address), (unsigned)server_port(service->server));
    bool is_empty = true;
    bool is_open = service->config.is_open ||
                   (!keyring_is_empty(service->app.keyring, &is_empty, NULL) && is_empty);
    (void)fprintf(stderr,
                  "articled: listening on %s, articles in %s\n"
                  "articled: try  curl %s--data-binary @page.html %s/articles\n",
                  url, service->config.data, is_open ? "" : "-H 'Authorization: Bearer TOKEN' ",
                  url);
}

/* Signals are taken by sigwait alone; every thread started later inherits the mask. */
static void block_signals(sigset_t *set)
{
    (void)sigemptyset(set);
    (void)sigaddset(set, SIGINT);
    (void)sigaddset(set, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, set, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

/* Few malloc arenas keep a burst of large pages from staying resident in each thread's own. */
static void tune_process(void)
{
    (void)mallopt(M_ARENA_MAX, 2);
    (void)mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    (void)mallopt(M_MMAP_THRESHOLD, 512 * 1024);
    (void)prctl(PR_SET_DUMPABLE, 0);
    (void)umask(077);
    json_object_seed(0);
}

static int print_help(void)
{
    struct buf buf;
    buf_init(&buf, 0);
    BUF_LITERAL(&buf, "usage: articled serve [FLAG...]\n\n");
    config_help(&buf);
    (void)fwrite(buf.ptr, 1, buf.len, stdout);
    buf_done(&buf);
    return 0;
}

int cli_serve(int argc, char **argv)
{
    struct service service = {0};
    struct error err = {0};
    sigset_t signals;
    int number = 0;
    enum status status = config_read(&service.arena, argc, argv, &service.config, &err);
    if (!status && service.config.wants_help) {
        arena_done(&service.arena);
        return print_help();
    }
    if (!status) {
        log_set_level(service.config.is_verbose ? LOG_LEVEL_DEBUG : LOG_LEVEL_INFO);
        log_set_format(service.config.log_format);
        tune_process();
        block_signals(&signals);
        status = open_service(&service, &err);
    }
    if (!status) {
        announce(&service);
        (void)sigwait(&signals, &number);
        log_line(LOG_LEVEL_INFO, "msg=\"stopping\" signal=%d", number);
    } else {
        (void)fprintf(stderr, "articled: %s\n", err.message);
    }
    close_service(&service);
    return status == OK ? 0 : status == ERR_INVALID ? 2 : 1;
}
