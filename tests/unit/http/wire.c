/* A client of few words, for tests that speak to a server through sockets. */
#include "wire.h"

#include "../test.h"

#include "base/buf.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEARD_MAX = 8 * 1024 * 1024 };

int wire_dial(uint16_t port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

bool wire_send(int fd, struct str bytes)
{
    while (bytes.len) {
        ssize_t n = send(fd, bytes.ptr, bytes.len, MSG_NOSIGNAL);
        if (n <= 0) {
            return false;
        }
        bytes = str_sub(bytes, (size_t)n, bytes.len);
    }
    return true;
}

struct str wire_hear(struct arena *arena, int fd, const char *enough)
{
    struct buf buf;
    char bytes[4096];
    ssize_t n;
    struct pollfd poller = {.fd = fd, .events = POLLIN};
    buf_init(&buf, HEARD_MAX);
    while (poll(&poller, 1, WIRE_PATIENCE_MS) > 0 && (n = recv(fd, bytes, sizeof(bytes), 0)) > 0) {
        buf_add(&buf, bytes, (size_t)n);
        if (enough && str_find(buf_str(&buf), str_from(enough)) >= 0) {
            break;
        }
    }
    struct str heard = arena_str(arena, buf.ptr ? buf_str(&buf) : STR(""));
    buf_done(&buf);
    return heard;
}

struct str wire_ask(struct arena *arena, uint16_t port, struct str request)
{
    int fd = wire_dial(port);
    assert_true(wire_send(fd, request));
    (void)shutdown(fd, SHUT_WR);
    struct str heard = wire_hear(arena, fd, NULL);
    (void)close(fd);
    return heard;
}

size_t wire_count(struct str text, const char *part)
{
    size_t n = 0;
    ptrdiff_t at;
    while ((at = str_find(text, str_from(part))) >= 0) {
        n++;
        text = str_sub(text, (size_t)at + 1, text.len);
    }
    return n;
}

void wire_assert(struct str text, const char *part, bool is_there, const char *file, int line)
{
    if ((str_find(text, str_from(part)) >= 0) != is_there) {
        print_error("\"%s\" is %sin: %.*s\n", part, is_there ? "not " : "",
                    STR_ARG(str_sub(text, 0, 2000)));
        _fail(file, line);
    }
}
