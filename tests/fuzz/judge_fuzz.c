/* Fuzzes fetch/judge.c: an address is judged the same however it is written, and nothing that leads
 * into a private network is let through. */
#include "fetch/judge.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

static const struct judge judge;

static void fail_unless(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_url(struct arena *arena, const struct url *url)
{
    const struct url *again = url_resolve(arena, NULL, url->text);
    struct address address;
    fail_unless(again && judge_url(&judge, url) == judge_url(&judge, again));
    if (!judge_url(&judge, url)) {
        return;
    }
    /* Whatever the C library takes for a number is one that was judged. */
    struct in_addr loose;
    char *host = arena_cstr(arena, url->host);
    if (host && inet_aton(host, &loose)) {
        fail_unless(address_parse(url->host, &address));
        fail_unless(memcmp(&loose, address.bytes, sizeof(loose)) == 0);
    }
    fail_unless(!url->port.len || str_equal(url->port, STR("443")) ||
                str_equal(url->port, STR("80")));
}

/* The first bytes as IPv4, and the same mapped and through NAT64. */
static void check_address(const uint8_t *bytes, size_t len)
{
    static const unsigned char prefixes[][12] = {{[10] = 0xFF, [11] = 0xFF},
                                                 {0x00, 0x64, 0xFF, 0x9B}};
    if (len < 4) {
        return;
    }
    struct address v4 = {.port = 80};
    memcpy(v4.bytes, bytes, 4);
    bool is_public = judge_address(&judge, &v4);
    fail_unless(!is_public || (bytes[0] != 127 && bytes[0] != 10 && bytes[0] != 0 &&
                               bytes[0] < 224 && !(bytes[0] == 192 && bytes[1] == 168)));
    for (size_t i = 0; i < ARRAY_LEN(prefixes); i++) {
        struct address v6 = {.is_v6 = true, .port = 80};
        memcpy(v6.bytes, prefixes[i], 12);
        memcpy(v6.bytes + 12, bytes, 4);
        fail_unless(judge_address(&judge, &v6) == is_public);
    }
    if (len >= ADDRESS_BYTES_MAX) {
        struct address v6 = {.is_v6 = true, .port = 443};
        memcpy(v6.bytes, bytes, ADDRESS_BYTES_MAX);
        bool is_given_out = bytes[0] >> 5 == 1;
        fail_unless(is_given_out || !judge_address(&judge, &v6) || bytes[0] == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena;
    struct judge listed;
    struct str text = str_of((const char *)bytes, len);
    arena_init(&arena, 1024 * 1024);
    const struct url *url = url_resolve(&arena, NULL, text);
    if (url) {
        check_url(&arena, url);
    }
    check_address(bytes, len);
    if (judge_init(&listed, text, NULL) == OK) {
        fail_unless(listed.n_allowed <= JUDGE_ALLOWED_MAX);
    }
    arena_done(&arena);
    return 0;
}
