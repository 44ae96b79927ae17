/* articled health: asks a running server whether it works; for Docker's health check, which has no
 * curl. */
#include "cli/cli.h"

#include "config.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { TIMEOUT_SECONDS = 5 };

/* A server that listens everywhere is asked on loopback. */
static const char *address_to_ask(struct arena *arena, const struct config *config)
{
    if (str_equal(config->address, STR("0.0.0.0"))) {
        return "127.0.0.1";
    }
    return str_equal(config->address, STR("::")) ? "::1" : arena_cstr(arena, config->address);
}

static int connect_to(const char *address, uint16_t port)
{
    char service[8];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV},
                    *found;
    struct timeval timeout = {.tv_sec = TIMEOUT_SECONDS};
    (void)snprintf(service, sizeof(service), "%u", (unsigned)port);
    if (!address || getaddrinfo(address, service, &hints, &found) != 0) {
        return -1;
    }
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof(timeout));
        if (connect(fd, found->ai_addr, found->ai_addrlen) != 0) {
            (void)close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(found);
    return fd;
}

/* Whether the answer to GET /healthz starts with HTTP/1.1 200. */
static bool is_healthy(int fd)
{
    static const char request[] =
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    static const char expected[] = "HTTP/1.1 200 ";
    char answer[sizeof(expected)];
    size_t got = 0;
    if (send(fd, request, sizeof(request) - 1, MSG_NOSIGNAL) != (ssize_t)sizeof(request) - 1) {
        return false;
    }
    while (got < sizeof(expected) - 1) {
        ssize_t n = recv(fd, answer + got, sizeof(expected) - 1 - got, 0);
        if (n <= 0) {
            return false;
        }
        got += (size_t)n;
    }
    return memcmp(answer, expected, sizeof(expected) - 1) == 0;
}

int cli_health(int argc, char **argv)
{
    struct arena arena = {0};
    struct config config;
    struct error err = {0};
    int result = 1;
    if (config_read(&arena, argc, argv, &config, &err)) {
        (void)fprintf(stderr, "articled health: %s\n", err.message);
        result = 2;
    } else if (config.wants_help) {
        (void)puts("usage: articled health [--listen ADDRESS:PORT]\n\nExits 0 when the server "
                   "there answers.");
        result = 0;
    } else {
        int fd = connect_to(address_to_ask(&arena, &config), config.port);
        result = fd >= 0 && is_healthy(fd) ? 0 : 1;
        if (result) {
            (void)fprintf(stderr, "articled health: no healthy server on %s\n", config.listen);
        }
        if (fd >= 0) {
            (void)close(fd);
        }
    }
    arena_done(&arena);
    return result;
}
