/* The socket that a server listens on. */
#include "http/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

static uint16_t port_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address = {.v6 = {.sin6_family = AF_UNSPEC}};
    socklen_t len = sizeof(address);
    if (getsockname(fd, &address.any, &len) != 0) {
        return 0;
    }
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

static int bind_to(const struct addrinfo *info)
{
    int yes = 1;
    int fd = socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        return -1;
    }
    /* Not SO_REUSEPORT, with which two servers would share the port without a word. */
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(fd, info->ai_addr, info->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0) {
        int reason = errno;
        (void)close(fd);
        errno = reason;
        return -1;
    }
    return fd;
}

enum status listener_open(struct str address, uint16_t port, int *ret_fd, uint16_t *ret_port,
                          struct error *err)
{
    char host[64], service[8];
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_PASSIVE},
                    *info;
    (void)snprintf(host, sizeof(host), "%.*s", STR_ARG(address));
    (void)snprintf(service, sizeof(service), "%u", (unsigned)port);
    if (address.len >= sizeof(host) || getaddrinfo(host, service, &hints, &info) != 0) {
        return error_set(err, ERR_INVALID, "\"%s\" is no IPv4 or IPv6 address to listen on", host);
    }
    int fd = bind_to(info);
    int reason = errno;
    freeaddrinfo(info);
    if (fd < 0) {
        return error_set(
            err, reason == EADDRINUSE ? ERR_CONFLICT : ERR_IO, "cannot listen on %s port %u: %s%s",
            host, (unsigned)port, strerror(reason),
            reason == EADDRINUSE ? "; another program has it, so choose one with --listen" : "");
    }
    *ret_fd = fd;
    *ret_port = port_of(fd);
    return OK;
}

/* A socket that listens at an address which the kernel made up, in no network (unix(7), autobind).
 */
static int open_unreachable(void)
{
    struct sockaddr_un nowhere = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd >= 0 && (bind(fd, (const struct sockaddr *)&nowhere, sizeof(sa_family_t)) != 0 ||
                    listen(fd, 0) != 0)) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* dup3 closes the old socket, which leaves each epoll set by itself (epoll(7), questions 6). */
void listener_deafen(int fd)
{
    int nowhere = open_unreachable();
    if (nowhere < 0 || dup3(nowhere, fd, O_CLOEXEC) < 0) {
        (void)shutdown(fd, SHUT_RDWR); /* refuses too, but wakes whoever polls it, over and over */
    }
    if (nowhere >= 0) {
        (void)close(nowhere);
    }
}
