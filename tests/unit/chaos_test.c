/* Fails each allocation in turn: what runs out of memory says so, keeps what it had and leaks
 * nothing. */
#include "test.h"

#include "clean/clean.h"
#include "doc/pack.h"
#include "handlers/ingest.h"
#include "render/render.h"

#include <stdlib.h>

#include <lexbor/core/base.h>

enum { ROUNDS_MAX = 20000 };

/* How many allocations still succeed; negative: all.  One thread runs here. */
static long allowance = -1;
static long refusals;

static int may_allocate(void)
{
    if (allowance < 0) {
        return 1;
    }
    if (allowance == 0) {
        refusals++;
        return 0;
    }
    allowance--;
    return 1;
}

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_malloc(size_t size)
{
    return may_allocate() ? __real_malloc(size) : NULL;
}

void *__real_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_calloc(size_t n, size_t size)
{
    return may_allocate() ? __real_calloc(n, size) : NULL;
}

void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size)
{
    return may_allocate() ? __real_realloc(old, size) : NULL;
}

/* One whole cleaning, from nothing to Markdown and JSON. */
static enum status clean_once(struct str bytes, enum clean_type type, struct buf *out)
{
    struct error err = {0};
    struct arena arena = {0};
    struct article article;
    struct node *root;
    struct submission submission = {.input = {.bytes = bytes, .type = type}};
    struct cleaner *cleaner = cleaner_new(&err);
    enum status status = cleaner ? OK : ERR_NO_MEMORY;
    status = status ? status : ingest(cleaner, &submission, &arena, &article, &err);
    status = status ? status : doc_unpack(&arena, article.content_tree, &root, &err);
    if (!status) {
        render_article_markdown(&article, root, out);
        render_article_json(&article, ARTICLE_FULL, RENDER_NO_CREATED, out);
        status = buf_ok(out) ? OK : ERR_NO_MEMORY;
    }
    cleaner_free(cleaner);
    arena_done(&arena);
    return status;
}

/* Allows 0, 1, 2, ... allocations until one fails no more; every round before that must say
 * ERR_NO_MEMORY. */
static void fail_each(struct str bytes, enum clean_type type)
{
    struct buf expected, got;
    buf_init(&expected, 0);
    assert_int_equal(clean_once(bytes, type, &expected), OK);
    assert_true(expected.len > 0);
    for (long round = 0; round < ROUNDS_MAX; round++) {
        buf_init(&got, 0);
        allowance = round;
        refusals = 0;
        enum status status = clean_once(bytes, type, &got);
        allowance = -1;
        if (!refusals) {
            assert_int_equal(status, OK);
            assert_true(str_equal(buf_str(&got), buf_str(&expected)));
            buf_done(&got);
            break;
        }
        assert_int_equal(status, ERR_NO_MEMORY);
        buf_done(&got);
        assert_true(round + 1 < ROUNDS_MAX);
    }
    buf_done(&expected);
}

static void text_survives(void **state)
{
    (void)state;
    fail_each(STR("The Harbour Gazette\n\nFerry returns after winter\n\nBy Ann Example\n\n"
                  "The ferry between the two islands sails again from Monday, the harbour office "
                  "said. It had been "
                  "in dock since the autumn storms, when its rudder broke near the lighthouse.\n\n"
                  "Tickets cost the same as last year.\n\nSign up for our newsletter\n"),
              CLEAN_TEXT);
}

static void markdown_survives(void **state)
{
    (void)state;
    fail_each(STR("---\ntitle: A note\n---\n\n# Heading\n\nText with *marks*, a "
                  "[link](https://a.example/) and "
                  "`code`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>raw</b>\n"),
              CLEAN_MARKDOWN);
}

static void mail_survives(void **state)
{
    (void)state;
    fail_each(STR("From: =?utf-8?q?Ann_Lee?= <ann@a.example>\nDate: Tue, 4 Jun 2024 11:00:00 "
                  "+0200\nTo: b\nSubject: =?iso-8859-1?b?RuRocmU=?=\nContent-Type: "
                  "multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; "
                  "format=flowed\nContent-Transfer-Encoding: quoted-printable\n\nOne =3D \ntwo.\n\n"
                  "-- \nAnn\n\nB wrote:\n> yes\n--b--\n"),
              CLEAN_MAIL);
}

static void html_survives(void **state)
{
    (void)state;
    fail_each(
        STR("<!DOCTYPE html><html lang=en><head><title>Ferry returns - Harbour Gazette</title>"
            "<script "
            "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Ann\"}}"
            "</script></head><body><nav><a href=/>Home</a></nav><article><h1>Ferry returns</h1>"
            "<p>The ferry between the two islands sails again from Monday, the harbour office "
            "said. It had been "
            "in dock since the autumn storms, when its rudder broke near the lighthouse.</p>"
            "<ul><li>One</li><li>Two</li></ul><table><tr><td>1</td></tr></table>"
            "<p>Tickets cost the same as last year, and <a href='/more'>more</a> can be read "
            "elsewhere.</p>"
            "</article><footer>Copyright</footer></body></html>"),
        CLEAN_HTML);
}

/*
 * lexbor (3.0.1) destroys a document twice when it runs out of memory while making one, so that its
 * own allocations are spared here; what it returns NULL for is tested where it is called.
 */
static int spare_lexbor(void **state)
{
    (void)state;
    return lexbor_memory_setup(__real_malloc, __real_realloc, __real_calloc, free) == LXB_STATUS_OK
               ? 0
               : -1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_survives),
        cmocka_unit_test(markdown_survives),
        cmocka_unit_test(mail_survives),
        cmocka_unit_test(html_survives),
    };
    return cmocka_run_group_tests(tests, spare_lexbor, NULL);
}
