/*
 * The floor of a GET: libmicrohttpd with the flags of server/http/server.c answers /floor with
 * bytes from memory, and does nothing else.
 *
 *   http_floor PORT BYTES
 */
#include "base/str.h"

#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOPS = 2, CONNECTIONS_A_LOOP = 120, CONNECTION_MEMORY = 32 * 1024, IDLE_SECONDS = 60 };

/* Every request has the same answer. */
static enum MHD_Result answer(void *response, struct MHD_Connection *connection, const char *path,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_len, void **seen)
{
    (void)path;
    (void)method;
    (void)version;
    (void)upload;
    if (!*seen) { /* what is queued in the first call closes the connection */
        *seen = response;
        return MHD_YES;
    }
    *upload_len = 0;
    return MHD_queue_response(connection, MHD_HTTP_OK, response);
}

static int serve(uint16_t port, struct MHD_Response *response)
{
    sigset_t signals;
    int number;
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
    struct MHD_Daemon *daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, port, NULL, NULL,
                         answer, response, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)LOOPS,
                         MHD_OPTION_CONNECTION_LIMIT, (unsigned)(LOOPS * CONNECTIONS_A_LOOP),
                         MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
                         MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
    if (!daemon) {
        (void)fprintf(stderr, "http_floor: cannot listen on port %u\n", (unsigned)port);
        return 1;
    }
    (void)sigwait(&signals, &number);
    MHD_stop_daemon(daemon);
    return 0;
}

int main(int argc, char **argv)
{
    enum { BYTES_MAX = 64 * 1024 * 1024 };
    uint64_t port, len;
    if (argc != 3 || !str_to_uint(str_from(argv[1]), UINT16_MAX, &port) ||
        !str_to_uint(str_from(argv[2]), BYTES_MAX, &len)) {
        (void)fprintf(stderr, "usage: http_floor PORT BYTES\n");
        return 2;
    }
    char *bytes = malloc((size_t)len + 1);
    if (!bytes) {
        return 1;
    }
    memset(bytes, 'a', (size_t)len);
    struct MHD_Response *response =
        MHD_create_response_from_buffer((size_t)len, bytes, MHD_RESPMEM_MUST_FREE);
    int code = response ? serve((uint16_t)port, response) : 1;
    MHD_destroy_response(response);
    return code;
}
