/* Tests of handlers/submission.c and given.c: every wrapping of a document, whatever its label
 * says. */
#include "../test.h"

#include "handlers/submission.h"

#include <string.h>

struct fixture {
    struct arena arena;
    struct request req;
    struct response res;
    struct submission submission;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.req = {.arena = &fixture.arena}};
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_done(&f->arena);
    return 0;
}

static enum status read_body(struct fixture *f, const char *type, const char *body)
{
    f->req.body = str_from(body);
    f->req.body_type = str_from(type);
    f->res = (struct response){0};
    return submission_read(&f->req, &f->res, &f->submission);
}

static const char form_type[] = "application/x-www-form-urlencoded";

/* curl --data-binary labels everything as a form; the bytes decide. */
static void a_page_labelled_as_form_is_a_page(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(read_body(f, form_type, "<p>a=b&amp;c</p>"), OK);
    ASSERT_STR(f->submission.input.bytes, "<p>a=b&amp;c</p>");
    assert_int_equal(f->submission.input.type, CLEAN_AUTO);
    assert_true(f->submission.input.is_form_typed);
    ASSERT_STR(f->submission.media_type, "application/octet-stream");
    assert_int_equal(read_body(f, form_type, "Prose that has x=1 in it."), OK);
    ASSERT_STR(f->submission.input.bytes, "Prose that has x=1 in it.");
}

static void form_fields_are_read(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        read_body(f, form_type,
                  "text=One+two%0Athree&title=T%C3%A9&tags=a,+b&url=https://x.example/p"),
        OK);
    ASSERT_STR(f->submission.input.bytes, "One two\nthree");
    assert_int_equal(f->submission.input.type, CLEAN_TEXT);
    assert_false(f->submission.input.is_form_typed);
    ASSERT_STR(meta_get(&f->submission.given, META_TITLE), "T\xC3\xA9");
    assert_int_equal(f->submission.given.tags.len, 2);
    ASSERT_STR(f->submission.given.tags.items[1], "b");
    ASSERT_STR(f->submission.input.url, "https://x.example/p");
}

static void json_is_read_whatever_its_label(void **state)
{
    struct fixture *f = *state;
    static const char *const labels[] = {
        "application/json", "", "application/x-www-form-urlencoded", "application/ld+json"};
    for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
        assert_int_equal(
            read_body(f, labels[i],
                      " {\"markdown\": \"# A\\n\\nb\", \"authors\": [\"Ann\", \"Bob, Jr.\"], "
                      "\"published\": \"2024-05-06T07:08:09+02:00\", \"title\": null, "
                      "\"state\": \"archived\", \"unknown\": {}}"),
            OK);
        ASSERT_STR(f->submission.input.bytes, "# A\n\nb");
        assert_int_equal(f->submission.input.type, CLEAN_MARKDOWN);
        ASSERT_STR(f->submission.given.authors.items[1], "Bob, Jr.");
        ASSERT_STR(meta_get(&f->submission.given, META_PUBLISHED), "2024-05-06T07:08:09+02:00");
        ASSERT_STR(meta_get(&f->submission.given, META_PUBLISHED_RAW), "2024-05-06T07:08:09+02:00");
        assert_int_equal(f->submission.given.fields[META_TITLE].source, SOURCE_NONE);
        assert_int_equal(f->submission.state, STATE_ARCHIVED);
    }
}

static void braces_alone_are_no_json(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(read_body(f, "", "{curly} words of a text"), OK);
    ASSERT_STR(f->submission.input.bytes, "{curly} words of a text");
    assert_int_equal(read_body(f, "text/plain", "{\"a\": 1}"), OK);
    ASSERT_STR(f->submission.input.bytes, "{\"a\": 1}");
}

struct refusal {
    const char *type, *body;
    enum status status;
    const char *pointer; /* NULL: none */
};

static void refusals_name_the_field(void **state)
{
    struct fixture *f = *state;
    static const struct refusal refusals[] = {
        {"", "", ERR_INVALID, NULL},
        {"", " \r\n\t ", ERR_INVALID, NULL},
        {"application/json", "{", ERR_INVALID, NULL},
        {"application/json", "{\"text\": \"a\", \"text\": \"b\"}", ERR_INVALID, NULL},
        {"application/json", "[]", ERR_UNPROCESSABLE, NULL},
        {"application/json", "{}", ERR_UNPROCESSABLE, NULL},
        {"application/json", "{\"text\": 7}", ERR_UNPROCESSABLE, "/text"},
        {"application/json", "{\"text\": \"\"}", ERR_INVALID, NULL},
        {"application/json", "{\"text\": \"a\", \"html\": \"b\"}", ERR_UNPROCESSABLE, NULL},
        {"application/json", "{\"text\": \"a\", \"title\": [\"b\"]}", ERR_UNPROCESSABLE, "/title"},
        {"application/json", "{\"text\": \"a\", \"authors\": [1]}", ERR_UNPROCESSABLE, "/authors"},
        {"application/json", "{\"text\": \"a\", \"published\": \"soon\"}", ERR_UNPROCESSABLE,
         "/published"},
        {"application/json", "{\"text\": \"a\", \"url\": \"javascript:x\"}", ERR_UNPROCESSABLE,
         "/url"},
        {"application/json", "{\"text\": \"a\", \"state\": \"lost\"}", ERR_UNPROCESSABLE, "/state"},
        {"application/json", "{\"text\": \"a\", \"lang\": \"e n\"}", ERR_UNPROCESSABLE, "/lang"},
        {"application/json", "{\"url\": \"ftp://x.example/\"}", ERR_UNPROCESSABLE, "/url"},
        {"application/json", "{\"url\": \"http://u:p@x.example/\"}", ERR_UNPROCESSABLE, "/url"},
        {"", "https://u@x.example/a", ERR_UNPROCESSABLE, "/url"},
        {"", "%PDF-1.7\nrest", ERR_UNSUPPORTED, NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        enum status status = read_body(f, refusals[i].type, refusals[i].body);
        if (status != refusals[i].status) {
            fail_msg("%s gives %s: %s", refusals[i].body, status_name(status),
                     f->res.error.message);
        }
        assert_true(f->res.error.message[0] != '\0');
        ASSERT_STR(f->res.error_pointer, refusals[i].pointer ? refusals[i].pointer : "");
    }
}

/* However it is wrapped, and as people type it into curl: not encoded. */
static void an_address_alone_is_to_be_fetched(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *type, *body, *url;
    } addresses[] = {
        {"", "https://x.example/a", "https://x.example/a"},
        {"text/plain", " HTTPS://x.example/a?b=c&d=e \r\n", "https://x.example/a?b=c&d=e"},
        {form_type, "https://x.example/a?b=c&d", "https://x.example/a?b=c&d"},
        {form_type, "url=https://x.example/a", "https://x.example/a"},
        {form_type, "url=https%3A%2F%2Fx.example%2Fa%3Fb%3Dc&tags=t", "https://x.example/a?b=c"},
        {form_type, "url=https://x.example/a?b=c&d=%2F&tags=t", "https://x.example/a?b=c&d=%2F"},
        {form_type, "content=https%3A%2F%2Fx.example%2Fa&url=", "https://x.example/a"},
        {"application/json", "{\"url\": \"https://x.example/\", \"tags\": [\"t\"]}",
         "https://x.example/"},
        {"", "{\"url\": \"https://x.example/\", \"html\": null}", "https://x.example/"},
        {"",
         "http://b\xC3\xBC"
         "cher.example/",
         "http://xn--bcher-kva.example/"},
    };
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        enum status status = read_body(f, addresses[i].type, addresses[i].body);
        if (status || !f->submission.is_address) {
            fail_msg("%s: %s", addresses[i].body, f->res.error.message);
        }
        ASSERT_STR(f->submission.input.url, addresses[i].url);
        assert_null(f->submission.input.bytes.ptr);
    }
    assert_int_equal(read_body(f, "", "https://x.example/a\nis a good read"), OK);
    assert_false(f->submission.is_address);
    assert_int_equal(read_body(f, form_type, "url=https://x.example/a&text=A+text"), OK);
    assert_false(f->submission.is_address);
}

static void long_values_are_refused(void **state)
{
    struct fixture *f = *state;
    char body[2000];
    (void)snprintf(body, sizeof(body), "text=a&title=%01500d", 0);
    assert_int_equal(read_body(f, form_type, body), ERR_UNPROCESSABLE);
    ASSERT_STR(f->res.error_pointer, "/title");
    (void)snprintf(body, sizeof(body), "text=a&tags=%0150d", 0);
    assert_int_equal(read_body(f, form_type, body), ERR_UNPROCESSABLE);
    ASSERT_STR(f->res.error_pointer, "/tags");
}

static void addresses_stand_alone(void **state)
{
    (void)state;
    assert_true(submission_is_address(STR(" https://example.org/a?b \n")));
    assert_false(submission_is_address(STR("https://example.org/ is where it is")));
    assert_false(submission_is_address(STR("example.org")));
    assert_true(submission_is_form(STR("html=%3Cp%3E")));
    assert_false(submission_is_form(STR("<a href=x>")));
    assert_false(submission_is_form(STR("unknown=1&text=2")));
    assert_false(submission_is_form(STR("text")));
}

static void given_text_is_one_line(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        read_body(f, "application/json", "{\"text\": \"a\", \"title\": \" A\\n\\tb\\u0000c \"}"),
        OK);
    ASSERT_STR(meta_get(&f->submission.given, META_TITLE), "A b c");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_page_labelled_as_form_is_a_page),
        TEST(form_fields_are_read),
        TEST(json_is_read_whatever_its_label),
        TEST(braces_alone_are_no_json),
        TEST(refusals_name_the_field),
        TEST(an_address_alone_is_to_be_fetched),
        TEST(long_values_are_refused),
        TEST(addresses_stand_alone),
        TEST(given_text_is_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
