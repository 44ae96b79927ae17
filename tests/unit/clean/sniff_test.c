/* What bytes are taken for: HTML, Markdown, text, or nothing that can be read. */
#include "clean/sniff.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(literal)                  \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

struct row {
    struct str bytes;
    enum clean_type type;
};

static const struct row HTML_ROWS[] = {
    {BYTES("<!DOCTYPE html><p>x"), CLEAN_HTML},
    {BYTES("\xEF\xBB\xBF\r\n  <!-- made by hand -->\n<HTML lang=en>"), CLEAN_HTML},
    {BYTES("<?xml version=\"1.0\"?>\n<html xmlns=\"x\">"), CLEAN_HTML},
    {BYTES("<!-- a very long notice that never ends"), CLEAN_HTML},
    {BYTES("<p>Hello</p>"), CLEAN_HTML},
    {BYTES("<p>One paragraph that nobody closed"), CLEAN_HTML},
    {BYTES("<p> Room </p>"), CLEAN_HTML},
    {BYTES("<article>\n  <h1>Title</h1>\n  <p>Text.</p>\n</article>\n"), CLEAN_HTML},
    {BYTES("<style>\n.a { top: 0 }\n.b { top: 1px }\n"), CLEAN_HTML},
    {BYTES("<img src=\"a.png\">"), CLEAN_HTML},
    {BYTES("Some <b>bold</b> words and <a href=\"/x\">a link</a> in one line."), CLEAN_HTML},
    {BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0"), CLEAN_HTML},
    {BYTES("<div>\n# not Markdown\n</div>\n<div>\n<p>x</p>\n<p>y</p>\n</div>"), CLEAN_HTML},
};

static const struct row TEXT_ROWS[] = {
    {BYTES(""), CLEAN_TEXT},
    {BYTES("   \n\n"), CLEAN_TEXT},
    {BYTES("A plain article.\n\nIt says that 3 < 5 and 7 > 2, *surely*.\n\n1. First\n2. Second\n"),
     CLEAN_TEXT},
    {BYTES("The <p> element\n\nClose a paragraph with </p>, or with another <p>, as you like.\n"),
     CLEAN_TEXT},
    {BYTES("<p> is the element for paragraphs.\n\nIt may be closed."), CLEAN_TEXT},
    {BYTES("How to write a page\n\nWrite a paragraph like this:\n\n    <p>Hello</p>\n\nSave the "
           "file.\n\n"
           "Open it in a browser. It shows the word.\n\nThat was all."),
     CLEAN_TEXT},
    {BYTES("<ann> good morning\n<bob> hello ann\n<ann> coffee?\n"), CLEAN_TEXT},
    {BYTES(
         "From: a@example.org\nTo: <b@example.org>\n\n> quoted\n> lines\n\n* a star\n* another\n"),
     CLEAN_TEXT},
    {BYTES("#!/bin/sh\n# one\n# two\n# three\necho hello\n"), CLEAN_TEXT},
    {BYTES("   #Feed\n\n   * Home\n   * News\n\n   Text of the page."), CLEAN_TEXT},
    {BYTES("We paid $5 * 3 = $15 [1] and (2) got __init__ wrong.\n"), CLEAN_TEXT},
    {BYTES("<heading for the hills>\nThey left."), CLEAN_TEXT},
};

static const struct row MAIL_ROWS[] = {
    {BYTES("From: a@b.example\nDate: Tue, 4 Jun 2024 11:00:00 +0200\nTo: c\n\n<p>Hi"), CLEAN_MAIL},
};

static const struct row MARKDOWN_ROWS[] = {
    {BYTES("# Title\n\nText.\n"), CLEAN_MARKDOWN},
    {BYTES("Title\n=====\n\nText with **strong** words and `code`.\n"), CLEAN_MARKDOWN},
    {BYTES("---\ntitle: A day\ntags: [a, b]\n---\n\nText.\n"), CLEAN_MARKDOWN},
    {BYTES("Some text.\n\n## One\n\nMore.\n\n## Two\n\nMore.\n"), CLEAN_MARKDOWN},
    {BYTES("See [the page](https://example.org) and [another](https://example.com).\n"),
     CLEAN_MARKDOWN},
    {BYTES("<p align=\"center\">\n<img src=\"logo.png\">\n</p>\n\n# Tool\n\nIt does things.\n\n## "
           "Use\n\n"
           "Run it.\n\n- one\n- two\n"),
     CLEAN_MARKDOWN},
    {BYTES("Steps:\n\n```sh\n<p>make</p>\n```\n\n- [ ] first\n- [x] second\n"), CLEAN_MARKDOWN},
    {BYTES("Numbers **here**:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"), CLEAN_MARKDOWN},
};

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum clean_type type = sniff_type(rows[i].bytes);
        if (type != rows[i].type) {
            fail_msg("row %zu is taken for %d: %.*s", i, (int)type, STR_ARG(rows[i].bytes));
        }
    }
}

static void html_is_html(void **state)
{
    (void)state;
    check_rows(HTML_ROWS, ARRAY_LEN(HTML_ROWS));
}

static void text_is_text(void **state)
{
    (void)state;
    check_rows(TEXT_ROWS, ARRAY_LEN(TEXT_ROWS));
}

static void markdown_is_markdown(void **state)
{
    (void)state;
    check_rows(MARKDOWN_ROWS, ARRAY_LEN(MARKDOWN_ROWS));
}

static void mail_is_mail(void **state)
{
    (void)state;
    check_rows(MAIL_ROWS, ARRAY_LEN(MAIL_ROWS));
}

static void every_element_is_found(void **state)
{
    (void)state;
    static const char *const names[] = {
        "a",       "article", "blockquote", "br",    "div",  "figure", "footer", "h1",
        "header",  "img",     "li",         "main",  "meta", "ol",     "p",      "picture",
        "section", "span",    "strong",     "table", "td",   "ul",     "video"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        char html[64];
        (void)snprintf(html, sizeof(html), "<%s class=x>some words</%s>", names[i], names[i]);
        if (sniff_type(str_from(html)) != CLEAN_HTML) {
            fail_msg("%s", html);
        }
    }
}

static void binaries_are_named(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        const char *name;
    } rows[] = {
        {BYTES("%PDF-1.7\n"), "a PDF file"},
        {BYTES("PK\3\4\x14"), "a ZIP, EPUB or Office file"},
        {BYTES("\x89PNG\r\n\x1A\n"), "a PNG image"},
        {BYTES("\xFF\xD8\xFF\xE0"), "a JPEG image"},
        {BYTES("GIF89a"), "a GIF image"},
        {BYTES("\x1F\x8B\x08"), "a gzip file"},
        {BYTES("\0\0\0\x18"
               "ftypmp42"),
         "an MP4 or HEIC file"},
        {BYTES("some words\0and a zero"), "a binary file"},
        {BYTES("\1\2\3\4\5\6abc"), "a binary file"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const char *name = "nothing";
        assert_true(sniff_is_binary(rows[i].bytes, &name));
        assert_string_equal(name, rows[i].name);
    }
}

static void texts_are_not_binary(void **state)
{
    (void)state;
    static const struct str rows[] = {
        BYTES(""),
        BYTES("words\r\n\ttabs\f\x1B[1mbold\x1B[0m"),
        BYTES("caf\xE9 cr\xE8me"),
        BYTES("h\0e\0l\0l\0o\0 \0y\0o\0u\0"),
        BYTES("\0h\0e\0l\0l\0o\0 \0y\0o\0u"),
        BYTES("\xFF\xFE\x2D\x4E\x87\x65"),
        BYTES("h\0\0\0e\0\0\0l\0\0\0l\0\0\0"),
        BYTES("PK is a name\n"),
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        const char *name = "nothing";
        if (sniff_is_binary(rows[i], &name)) {
            fail_msg("row %zu is taken for %s", i, name);
        }
    }
}

static void only_the_window_counts(void **state)
{
    (void)state;
    static char bytes[3 * 4096];
    memset(bytes, 'x', sizeof(bytes));
    memcpy(bytes + 5000, "<html><p></p><p></p>", 20);
    bytes[6000] = '\0';
    const char *name;
    assert_int_equal(sniff_type(str_of(bytes, sizeof(bytes))), CLEAN_TEXT);
    assert_false(sniff_is_binary(str_of(bytes, sizeof(bytes)), &name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(html_is_html),           cmocka_unit_test(text_is_text),
        cmocka_unit_test(markdown_is_markdown),   cmocka_unit_test(mail_is_mail),
        cmocka_unit_test(every_element_is_found), cmocka_unit_test(binaries_are_named),
        cmocka_unit_test(texts_are_not_binary),   cmocka_unit_test(only_the_window_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
