/* Tests of base/punycode.c: RFC 3492's own examples (7.1), and names as people type them. */
#include "../test.h"

#include "base/punycode.h"

static const struct {
    const char *host, *expected; /* NULL: refused */
} cases[] = {
    /* RFC 3492, 7.1: (A) Arabic, (B) Chinese, (D) Czech, (F) Hindi, (M) and (R) Japanese */
    {"\u0644\u064A\u0647\u0645\u0627\u0628\u062A\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628"
     "\u064A\u061F",
     NULL}, /* with its question mark, which no host has */
    {"\u4ED6\u4EEC\u4E3A\u4EC0\u4E48\u4E0D\u8BF4\u4E2D\u6587", "xn--ihqwcrb4cv8a8dqg056pqjye"},
    {"pro\u010Dprost\u011Bnemluv\u00ED\u010Desky", "xn--proprostnemluvesky-uyb24dma41a"},
    {"3\u5E74b\u7D44\u91D1\u516B\u5148\u751F", "xn--3b-ww4c5e180e575a65lsy2b"},
    {"\u305D\u306E\u30B9\u30D4\u30FC\u30C9\u3067", "xn--d9juau41awczczp"},
    /* names */
    {"B\u00FCcher.Example", "xn--bcher-kva.example"},
    {"stra\u00DFe.de", "xn--strae-oqa.de"},
    {"\u043F\u0440\u0438\u043C\u0435\u0440.\u0440\u0444", "xn--e1afmkfd.xn--p1ai"},
    {"\u4F8B\u3048\u3002\u30C6\u30B9\u30C8", "xn--r8jz45g.xn--zckzah"},
    {"example.org", "example.org"},
    {"m\u00FC\u200Bller.de", "xn--mller-kva.de"},
    /* what would otherwise be another way to write an address */
    {"\uFF11\uFF12\uFF17.0.0.1", "127.0.0.1"},
    {"127\u30020\uFF0E0\uFF611", "127.0.0.1"},
    {"\u2460\u2461\u2466.0.0.1", NULL},
    {"\uFF45\uFF58ample.org", "example.org"},
    {"a\u2044b.org", NULL},
    {"a\xFF.org", NULL},
    {"\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4"
     "\u00E4"
     "\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4"
     "\u00E4"
     "\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4"
     "\u00E4"
     "\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4\u00E4"
     "\u00E4",
     NULL},
};

static void test_hosts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf buf;
        buf_init(&buf, 0);
        bool is_host = punycode_add_host(&buf, str_from(cases[i].host));
        if (is_host != (cases[i].expected != NULL)) {
            fail_msg("%s is %s", cases[i].host, is_host ? "taken" : "refused");
        }
        if (is_host) {
            ASSERT_STR(buf_str(&buf), cases[i].expected);
        }
        buf_done(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_hosts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
