/* Pages made to be slow or large: each is answered within bounds of time and memory. */
#include "../test.h"

#include "base/buf.h"
#include "base/time.h"
#include "clean/clean.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    INPUT_BYTES = 1024 * 1024,
    CPU_MS_MAX = 1000,
    MEMORY_MAX = 64 * 1024 * 1024,
};

/* Sanitizers take several times the time and memory; there only the faults that they find count. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

/* `head`, then `part` (with "%zu" for a counter) until the input is full, then `tail`. */
static const struct {
    const char *head, *part, *tail;
} attacks[] = {
    {"", "<div>", ""},
    {"", "<div>x", ""},
    {"", "<div><p>", ""},
    {"", "<ul><li>", ""},
    {"", "<ul><li>x", ""},
    {"", "<ol><li><p>word ", ""},
    {"", "<font size=%zu><p>", ""},
    {"", "<font size=%zu><p>x", ""},
    {"", "<b id=%zu>", ""},
    {"", "<a><div></a>x", ""},
    {"", "<template>", ""},
    {"", "<table>", ""},
    {"", "<table><tr><td>x", ""},
    {"<table>", "<tr><td colspan=1000 rowspan=65534>x", ""},
    {"", "<svg><desc>", ""},
    {"", "<math><mi>", ""},
    {"", "<blockquote>x", ""},
    {"", "<details><summary>x", ""},
    {"", "<i><p>x", ""},
    {"<p ", "a%zu=b ", ">x"},
    {"<p ", "a%zu ", ">x"},
    {"", "<x%zu/>", ""},
    {"", "<x%zu>y", ""},
    {"", "<p class=c%zu>word", ""},
    {"", "<a href=/%zu>word </a>", ""},
    {"", "<p>word ", ""},
    {"", "<p>word word word word word word word word word word word word. ", ""},
    {"", "<h2>x</h2>", ""},
    {"", "<br>x", ""},
    {"", "<img src=/%zu.png>x<p>", ""},
    {"<pre>", "x\n", ""},
    {"<p>", "x", ""},
    {"<p>", ", ", ""},
    {"<p>", "&amp;", ""},
    {"<p>", "\xE4\xB8\xAD", ""},
    {"<p class=\"", "comment article nav ", "\">x"},
    {"", "<p style=\"display:none %zu\">word", ""},
    {"", "<!--", ""},
    {"", "<meta name=author content=\"By Ann Lee %zu\">", ""},
    {"", "<time datetime=%zu>1 May 2024</time><p>", ""},
    {"<h1>x</h1>", "<p class=author>By Ann Lee, Bob Ray and Cy Dow</p>", ""},
    {"<title>", "x | ", "</title><h1>x</h1>"},
    {"<script type=application/ld+json>", "[", "</script>"},
    {"<script type=application/ld+json>[", "{\"@type\":\"Article\",\"author\":{\"@id\":\"%zu\"}},",
     "{}]</script>"},
    {"", "<script type=application/ld+json>{\"description\":\"%zu\"}</script>", ""},
    {"<img srcset=\"", "/a.png %zuw, ", "\">"},
    {"", "</p>", ""},
    {"", "<", ""},
    {"", "<ruby>a<rt>b", ""},
    {"<select>", "<option>x", ""},
    {"<dl>", "<dt>x<dd>y", ""},
    {"", "<figure><img src=/a.png><figcaption>x", ""},
    {"", "<p id=%zu><a href=#%zu>x</a>", ""},
    {"", "<span class=ln>1", "x"},
    {"", "<math><msup>x", ""},
    {"", "<math><mi>x</mi></math>", ""},
    {"<p>text ", "<math><msup><mi>x</mi><mi>y</mi></msup></math>", " text"},
    {"<pre>x", "<div></div>", "y</pre>"},
    {"<pre>", "<div><b>x", ""},
    {"<ol reversed>", "<li>x", ""},
    {"<ol>", "<li value=%zu>x", ""},
    {"", "<ol reversed><li>x", ""},
    {"", "<ul><ul>x", ""},
    {"", "<aside class=pull-quote>x %zu</aside>", ""},
    {"<p>word word word", "<b>x</b>", ""},
    {"<p>word word word", "<img class=emoji alt=x>", ""},
    {"", "<table><tr><td class=ln>1<td>", ""},
    {"", "<h2>x</h2><hr>", ""},
    {"<p>text", "&nbsp; ", "text"},
    {"<p>", "\xE4\xB8\xAD\n", ""},
    {"<p>", "[a](", ""},
    {"<p>", "&amp;a", ""},
    {"", "<p>text<img src=/a.png>", ""},
    {"", "<li><input type=checkbox disabled>x", ""},
};

static void fill(struct buf *buf, size_t i)
{
    buf_add_z(buf, attacks[i].head);
    for (size_t n = 0; buf->len < INPUT_BYTES; n++) {
        for (const char *c = attacks[i].part; *c; c++) {
            if (strncmp(c, "%zu", 3) == 0) {
                buf_add_int(buf, (int64_t)n);
                c += 2;
            } else {
                buf_add_byte(buf, *c);
            }
        }
    }
    buf_add_z(buf, attacks[i].tail);
}

static size_t peak_bytes(void)
{
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    return (size_t)usage.ru_maxrss * 1024;
}

/* Cleans one attack; returns the process's exit status. */
static int attack(size_t i)
{
    struct buf input;
    struct arena arena = {0};
    struct error error = {0};
    struct doc *doc;
    buf_init(&input, 0);
    fill(&input, i);
    struct cleaner *cleaner = cleaner_new(&error);
    size_t before = peak_bytes();
    int64_t start = time_thread_cpu_ns();
    struct clean_input given = {
        .bytes = buf_str(&input), .type = CLEAN_HTML, .url = STR("https://a.example/")};
    if (!cleaner || clean_run(cleaner, &given, &arena, &doc, &error) != OK) {
        print_error("%s%s: %s\n", attacks[i].head, attacks[i].part, error.message);
        return 1;
    }
    int64_t took = (time_thread_cpu_ns() - start) / 1000000;
    size_t memory = peak_bytes() - before;
    arena_done(&arena);
    cleaner_free(cleaner);
    buf_done(&input);
    bool is_bad = !IS_SANITIZED && (took > CPU_MS_MAX || memory > MEMORY_MAX);
    if (is_bad || getenv("HOSTILE_SHOW")) {
        print_error("%5d ms %5zu KB  %s%s\n", (int)took, memory / 1024, attacks[i].head,
                    attacks[i].part);
    }
    return is_bad;
}

/* Each in a process of its own, so that one's memory is not counted to the next. */
static void test_attacks(void **state)
{
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < ARRAY_LEN(attacks); i++) {
        pid_t child = fork();
        if (child == 0) {
            _exit(attack(i));
        }
        int status = 1;
        assert_int_equal(waitpid(child, &status, 0), child);
        failed += status != 0;
        if (status != 0) {
            print_error("failed: %s%s\n", attacks[i].head, attacks[i].part);
        }
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_attacks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
