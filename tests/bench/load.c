/*
 * A load client for a server on this machine: keep-alive requests over some connections, and what
 * they took.
 *
 *   load PORT CONNECTIONS REQUESTS PAUSE_US get PATH[,HEADER: VALUE]...
 *   load PORT CONNECTIONS REQUESTS PAUSE_US post PATH FILE...
 *
 * Paths or files are taken in turn.  Prints "name value" lines.
 */
#include "base/buf.h"
#include "base/time.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS_MAX = 256, REQUESTS_MAX = 10 * 1000 * 1000, TIMEOUT_SECONDS = 60 };

struct load {
    uint16_t port;
    uint64_t connections, requests, pause_us;
    struct buf *texts; /* whole requests, taken in turn */
    size_t n_texts;
    atomic_ullong next;
    atomic_ullong codes[6]; /* by their first digit; 0: no answer */
    atomic_ullong bytes;
    int64_t *took_us; /* of each request */
};

struct link {
    int fd;
    char in[65536];
};

static void link_close(struct link *link)
{
    if (link->fd >= 0) {
        (void)close(link->fd);
        link->fd = -1;
    }
}

static bool link_open(struct link *link, uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timeval timeout = {.tv_sec = TIMEOUT_SECONDS};
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    link->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (link->fd < 0) {
        return false;
    }
    (void)setsockopt(link->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    (void)setsockopt(link->fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof(timeout));
    if (connect(link->fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        link_close(link);
        return false;
    }
    return true;
}

static bool send_all(int fd, struct str text)
{
    while (text.len) {
        ssize_t n = send(fd, text.ptr, text.len, MSG_NOSIGNAL);
        if (n <= 0) {
            return false;
        }
        text = str_sub(text, (size_t)n, text.len);
    }
    return true;
}

static uint64_t content_length(struct str head)
{
    uint64_t length = 0;
    ptrdiff_t at = str_find_nocase(head, STR("\r\nContent-Length:"));
    if (at >= 0) {
        struct str value = str_sub(head, (size_t)at + 17, head.len);
        ptrdiff_t end = str_find_byte(value, '\r');
        value = str_trim(str_sub(value, 0, end < 0 ? value.len : (size_t)end));
        (void)str_to_uint(value, INT64_MAX, &length);
    }
    return length;
}

/* Reads one whole answer; its code's first digit, or 0. */
static int receive(struct load *load, struct link *link)
{
    size_t got = 0;
    ptrdiff_t end = STR_NONE;
    while (end < 0 && got < sizeof(link->in)) {
        ssize_t n = recv(link->fd, link->in + got, sizeof(link->in) - got, 0);
        if (n <= 0) {
            return 0;
        }
        got += (size_t)n;
        end = str_find(str_of(link->in, got), STR("\r\n\r\n"));
    }
    if (end < 0 || !str_starts(str_of(link->in, got), STR("HTTP/1.1 "))) {
        return 0;
    }
    int digit = link->in[9] - '0';
    struct str head = str_of(link->in, (size_t)end + 2);
    bool is_last = str_find_nocase(head, STR("\r\nConnection: close")) >= 0;
    uint64_t here = got - (size_t)end - 4;
    uint64_t body = digit == 3 && link->in[11] == '4' ? here : content_length(head);
    atomic_fetch_add(&load->bytes, body);
    for (uint64_t left = body - MIN(here, body); left;) {
        ssize_t n = recv(link->fd, link->in, MIN(sizeof(link->in), left), 0);
        if (n <= 0) {
            return 0;
        }
        left -= (uint64_t)n;
    }
    if (is_last) {
        link_close(link);
    }
    return digit >= 1 && digit <= 5 ? digit : 0;
}

static void *work(void *argument)
{
    struct load *load = argument;
    struct link link = {.fd = -1};
    for (uint64_t i; (i = atomic_fetch_add(&load->next, 1)) < load->requests;) {
        int64_t start = time_monotonic_us();
        int digit = 0;
        if ((link.fd >= 0 || link_open(&link, load->port)) &&
            send_all(link.fd, buf_str(&load->texts[i % load->n_texts]))) {
            digit = receive(load, &link);
        }
        if (!digit) {
            link_close(&link);
        }
        atomic_fetch_add(&load->codes[digit], 1);
        load->took_us[i] = time_monotonic_us() - start;
        if (load->pause_us) {
            (void)usleep((useconds_t)load->pause_us);
        }
    }
    link_close(&link);
    return NULL;
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void report(struct load *load, int64_t us)
{
    static const struct {
        const char *name;
        uint64_t per_mille;
    } ranks[] = {{"p50_us", 500}, {"p90_us", 900}, {"p99_us", 990}, {"max_us", 1000}};
    static const char *const digits[] = {"no_answer", "code_1xx", "code_2xx",
                                         "code_3xx",  "code_4xx", "code_5xx"};
    qsort(load->took_us, load->requests, sizeof(int64_t), compare);
    (void)printf("requests %llu\nseconds %.6f\nbytes %llu\n", (unsigned long long)load->requests,
                 (double)us / 1e6, atomic_load(&load->bytes));
    for (size_t i = 0; i < ARRAY_LEN(ranks); i++) {
        uint64_t at = (load->requests - 1) * ranks[i].per_mille / 1000;
        (void)printf("%s %lld\n", ranks[i].name, (long long)load->took_us[at]);
    }
    for (size_t i = 0; i < ARRAY_LEN(digits); i++) {
        (void)printf("%s %llu\n", digits[i], atomic_load(&load->codes[i]));
    }
}

/* "PATH" or "PATH,Accept: text/html" as a request. */
static void add_get(struct buf *text, struct str target)
{
    ptrdiff_t comma = str_find_byte(target, ',');
    struct str path = comma < 0 ? target : str_sub(target, 0, (size_t)comma);
    buf_printf(text, "GET %.*s HTTP/1.1\r\nHost: localhost\r\n", STR_ARG(path));
    if (comma >= 0) {
        buf_add_str(text, str_sub(target, (size_t)comma + 1, target.len));
        BUF_LITERAL(text, "\r\n");
    }
    BUF_LITERAL(text, "\r\n");
}

static bool add_post(struct buf *text, const char *path, const char *file)
{
    FILE *in = fopen(file, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0) {
        return false;
    }
    long size = ftell(in);
    rewind(in);
    buf_printf(text, "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %ld\r\n\r\n", path,
               size);
    bool is_read = size >= 0 && buf_reserve(text, (size_t)size) &&
                   fread(text->ptr + text->len, 1, (size_t)size, in) == (size_t)size;
    text->len += is_read ? (size_t)size : 0;
    (void)fclose(in);
    return is_read;
}

static bool read_arguments(struct load *load, int argc, char **argv)
{
    uint64_t port;
    if (argc < 7 || !str_to_uint(str_from(argv[1]), 65535, &port) ||
        !str_to_uint(str_from(argv[2]), CONNECTIONS_MAX, &load->connections) ||
        !str_to_uint(str_from(argv[3]), REQUESTS_MAX, &load->requests) ||
        !str_to_uint(str_from(argv[4]), 1000 * 1000, &load->pause_us) || !load->requests) {
        return false;
    }
    bool is_post = strcmp(argv[5], "post") == 0;
    int first = is_post ? 7 : 6;
    load->port = (uint16_t)port;
    load->n_texts = (size_t)(argc - first);
    load->texts = calloc((size_t)argc, sizeof(struct buf));
    load->took_us = calloc(load->requests, sizeof(int64_t));
    for (int i = first; load->texts && i < argc; i++) {
        struct buf *text = &load->texts[i - first];
        buf_init(text, 0);
        if (is_post && !add_post(text, argv[6], argv[i])) {
            (void)fprintf(stderr, "load: cannot read %s\n", argv[i]);
            return false;
        }
        if (!is_post) {
            add_get(text, str_from(argv[i]));
        }
    }
    return load->texts && load->took_us && load->n_texts;
}

int main(int argc, char **argv)
{
    struct load load = {0};
    pthread_t threads[CONNECTIONS_MAX];
    uint64_t started = 0;
    if (!read_arguments(&load, argc, argv)) {
        (void)fputs(
            "usage: load PORT CONNECTIONS REQUESTS PAUSE_US get PATH... | post PATH FILE...\n",
            stderr);
        return 2;
    }
    int64_t start = time_monotonic_us();
    while (started < load.connections &&
           pthread_create(&threads[started], NULL, work, &load) == 0) {
        started++;
    }
    for (uint64_t i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    report(&load, time_monotonic_us() - start);
    for (size_t i = 0; i < load.n_texts; i++) {
        buf_done(&load.texts[i]);
    }
    free(load.texts);
    free(load.took_us);
    return started ? 0 : 1;
}
