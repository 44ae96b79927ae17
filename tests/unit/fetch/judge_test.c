/* Tests of fetch/judge.c: every special-purpose range at its edges, every odd way to write an
 * address. */
#include "../test.h"

#include "fetch/judge.h"

static const struct judge nothing_allowed;

static struct address address_of(const char *text, uint16_t port)
{
    struct address address;
    assert_true(address_parse(str_from(text), &address));
    address.port = port;
    return address;
}

static void expect(const struct judge *judge, const char *text, uint16_t port, bool expected)
{
    struct address address = address_of(text, port);
    if (judge_address(judge, &address) != expected) {
        fail_msg("%s port %u is %s", text, (unsigned)port, expected ? "refused" : "let through");
    }
}

/* First and last of each range in IANA's registries, and what stands behind other forms. */
static const char *const refused[] = {
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.255",
    "168.63.129.16",
    "169.254.0.0",
    "169.254.169.254",
    "169.254.255.255",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.255",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.0",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.255",
    "224.0.0.0",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    /* IPv6 */
    "::",
    "::1",
    "100::1",
    "100:0:0:1::1",
    "64:ff9b:1::1",
    "2001::1",
    "2001:1::1",
    "2001:2::1",
    "2001:3::1",
    "2001:4:112::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:1ff:ffff::1",
    "2001:db8::1",
    "2002:808:808::1",
    "2002:7f00:1::1",
    "2620:4f:8000::1",
    "3fff::1",
    "3fff:fff:ffff::1",
    "5f00::1",
    "fc00::1",
    "fdff::1",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "feff::1",
    "ff02::1",
    "4000::1",
    "e000::1",
    /* IPv4 in IPv6: mapped, compatible, translated, NAT64, Teredo, ISATAP */
    "::ffff:127.0.0.1",
    "::ffff:10.1.2.3",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::192.168.1.1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2a00::5efe:127.0.0.1",
    "2a00::200:5efe:10.0.0.1",
};
static const char *const public[] = {
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "2606:4700::1111",
    "2a00:1450:4001:80b::200e",
    "2001:200::1",
    "2001:4860:4860::8888",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2a00::5efe:8.8.8.8",
    "3ffe::1",
};

static void test_ranges(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        expect(&nothing_allowed, refused[i], 80, false);
        expect(&nothing_allowed, refused[i], 443, false);
    }
    for (size_t i = 0; i < ARRAY_LEN(public); i++) {
        expect(&nothing_allowed, public[i], 80, true);
        expect(&nothing_allowed, public[i], 443, true);
        expect(&nothing_allowed, public[i], 22, false);
        expect(&nothing_allowed, public[i], 8080, false);
        expect(&nothing_allowed, public[i], 0, false);
    }
}

static void test_allowed(void **state)
{
    struct judge judge;
    (void)state;
    assert_int_equal(judge_init(&judge, STR(" 127.0.0.1, 192.168.1.0/24,fd00::/8 "), NULL), OK);
    expect(&judge, "127.0.0.1", 8081, true);
    expect(&judge, "127.0.0.2", 8081, false);
    expect(&judge, "::ffff:127.0.0.1", 8081, true);
    expect(&judge, "::1", 80, false);
    expect(&judge, "192.168.1.255", 22, true);
    expect(&judge, "192.168.2.0", 80, false);
    expect(&judge, "fd12::1", 3000, true);
    expect(&judge, "fc00::1", 80, false);
    expect(&judge, "8.8.8.8", 80, true);
    expect(&judge, "8.8.8.8", 8081, false);
    atomic_store(&judge.own_port, (uint16_t)8081);
    expect(&judge, "127.0.0.1", 8081, false);
    expect(&judge, "::ffff:127.0.0.1", 8081, false);
    expect(&judge, "127.0.0.1", 8082, true);
}

static void test_bad_lists(void **state)
{
    static const char *const lists[] = {"10.0.0.0/33",
                                        "fd00::/129",
                                        "10.0.0",
                                        "10.0.0.0/",
                                        "10.0.0.0/-1",
                                        "localhost",
                                        "127.0.0.1/8 10.0.0.0/8",
                                        "010.0.0.1/8",
                                        "fe80::1%eth0"};
    struct judge judge;
    struct error err = {.status = OK};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        assert_int_equal(judge_init(&judge, str_from(lists[i]), &err), ERR_INVALID);
        assert_non_null(strstr(err.message, "--fetch-allow"));
    }
    char many[33 * 10 + 1] = "";
    for (size_t i = 0; i < 33; i++) {
        memcpy(many + i * 10, "127.0.0.1,", 11);
    }
    assert_int_equal(judge_init(&judge, str_from(many), &err), ERR_INVALID);
    assert_int_equal(judge_init(&judge, str_null(), &err), OK);
    assert_int_equal(judge.n_allowed, 0);
}

static const struct {
    const char *url;
    bool is_public, with_allowed; /* before the name is looked up */
} urls[] = {
    {"https://example.org/a", true, true},
    {"http://example.org:80/a", true, true},
    {"http://example.org:443/a", true, true},
    {"https://example.org./a", true, true},
    {"http://8.8.8.8/", true, true},
    {"http://[2606:4700::1111]/", true, true},
    {"http://example.org:8080/", false, true},
    {"http://example.org:22/", false, true},
    {"http://example.org:0/", false, true},
    {"http://localhost/", false, true},
    {"http://LOCALHOST./", false, true},
    {"http://router/", false, true},
    {"http://a.local/", false, true},
    {"http://metadata.google.internal/", false, true},
    {"http://nas.home.arpa/", false, true},
    {"http://a.localhost/", false, true},
    {"http://notlocal/", false, true},
    {"http://my-local.example.org/", true, true},
    {"http://thelocal.de/", true, true},
    {"http://127.0.0.1/", false, true},
    {"http://127.0.0.1:9/", false, true},
    {"http://10.0.0.1/", false, false},
    {"http://[::1]/", false, false},
    {"http://[::ffff:127.0.0.1]/", false, true},
    {"http://[::]/", false, false},
    /* what the WHATWG standard, libcurl or getaddrinfo read as numbers, each in its own way */
    {"http://2130706433/", false, false},
    {"http://0177.0.0.1/", false, false},
    {"http://0x7f.0.0.1/", false, false},
    {"http://0x7f000001/", false, false},
    {"http://127.1/", false, false},
    {"http://127.0.1/", false, false},
    {"http://127.0.0.1./", false, false},
    {"http://127.0.0.01/", false, false},
    {"http://256.256.256.256/", false, false},
    {"http://1.2.3.4.5/", false, false},
    {"http://134744072/", false, false},
    {"http://[v1.a]/", false, false},
    {"http://[1]/", false, false},
};

static void test_urls(void **state)
{
    struct judge judge;
    struct arena arena = {.ceiling = 0};
    (void)state;
    assert_int_equal(judge_init(&judge, STR("127.0.0.1/32"), NULL), OK);
    for (size_t i = 0; i < ARRAY_LEN(urls); i++) {
        const struct url *url = url_resolve(&arena, NULL, str_from(urls[i].url));
        /* What is no address at all does not come so far. */
        if ((url && judge_url(&nothing_allowed, url)) != urls[i].is_public ||
            (url && judge_url(&judge, url)) != urls[i].with_allowed) {
            fail_msg("%s is judged wrongly", urls[i].url);
        }
    }
    const struct url *mail = url_resolve(&arena, NULL, STR("mailto:a@example.org"));
    assert_non_null(mail);
    assert_false(judge_url(&judge, mail));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_allowed),
        cmocka_unit_test(test_bad_lists),
        cmocka_unit_test(test_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
