/* The facts that a sender gives with a document, checked one by one. */
#include "handlers/given.h"

#include "base/time.h"
#include "base/url.h"
#include "base/utf8.h"

enum status given_refuse(struct request *req, struct response *res, struct str name,
                         const char *what)
{
    res->error_pointer = arena_printf(req->arena, "/%.*s", STR_ARG(name));
    return error_set(&res->error, ERR_UNPROCESSABLE, "\"%.*s\" %s", STR_ARG(name), what);
}

/* One line of text: controls and runs of white space become a space. */
static struct str one_line(struct arena *arena, struct str value)
{
    char *text = arena_alloc(arena, value.len + 1);
    size_t len = 0;
    if (!text) {
        return str_null();
    }
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (c > ' ' && c != 0x7F) {
            text[len++] = (char)c;
        } else if (len && text[len - 1] != ' ') {
            text[len++] = ' ';
        }
    }
    return str_trim(str_of(text, len));
}

static enum status take_text(struct request *req, struct response *res,
                             struct submission *submission, enum meta_field field, struct str name,
                             struct str value)
{
    if (!utf8_is_valid(value)) {
        return given_refuse(req, res, name, "is not UTF-8 text");
    }
    if (value.len > GIVEN_TEXT_MAX) {
        return given_refuse(req, res, name, "is longer than 1000 bytes");
    }
    return meta_replace(req->arena, &submission->given, field, one_line(req->arena, value),
                        SOURCE_GIVEN)
               ? OK
               : error_no_memory(&res->error);
}

static enum status take_url(struct request *req, struct response *res,
                            struct submission *submission, struct str name, struct str value)
{
    const struct url *url = url_resolve(req->arena, NULL, value);
    if (!url || !url->host.len) {
        return given_refuse(req, res, name,
                            "is not an http or https address, e.g. https://example.org/a");
    }
    submission->input.url = url->text;
    return meta_replace(req->arena, &submission->given, META_URL, url->text, SOURCE_GIVEN)
               ? OK
               : error_no_memory(&res->error);
}

static enum status take_date(struct request *req, struct response *res,
                             struct submission *submission, struct str name, struct str value)
{
    struct date date;
    char text[TIME_TEXT_MAX];
    if (!date_parse(value, &date)) {
        return given_refuse(req, res, name,
                            "is not a date, e.g. 2024-05-06 or 2024-05-06T07:08:09Z");
    }
    bool is_set = meta_replace(req->arena, &submission->given, META_PUBLISHED,
                               date_format(&date, text), SOURCE_GIVEN) &&
                  meta_replace(req->arena, &submission->given, META_PUBLISHED_RAW,
                               one_line(req->arena, value), SOURCE_GIVEN);
    return is_set ? OK : error_no_memory(&res->error);
}

/* RFC 5646 in outline: letters and digits in parts of at most eight, joined by '-'. */
static bool is_language(struct str value)
{
    struct str rest = value, part;
    size_t n = 0;
    while (str_split(&rest, '-', &part)) {
        if (!part.len || part.len > 8) {
            return false;
        }
        for (size_t i = 0; i < part.len; i++) {
            unsigned char c = (unsigned char)part.ptr[i];
            if (!byte_is_alpha(c) && (!n || !byte_is_digit(c))) {
                return false;
            }
        }
        n++;
    }
    return n && value.len <= 35;
}

static enum status take_state(struct request *req, struct response *res,
                              struct submission *submission, struct str name, struct str value)
{
    if (!article_state_from_name(value, &submission->state)) {
        return given_refuse(req, res, name, "is one of unread, reading, archived");
    }
    submission->has_state = true;
    return OK;
}

static bool is_name_of(struct str name, const char *one, const char *many)
{
    return str_equal(name, str_from(one)) || str_equal(name, str_from(many));
}

enum status given_take_item(struct request *req, struct response *res,
                            struct submission *submission, struct str name, struct str value)
{
    bool is_tag = is_name_of(name, "tag", "tags");
    struct fact_list *list = is_tag ? &submission->given.tags : &submission->given.authors;
    if (!utf8_is_valid(value)) {
        return given_refuse(req, res, name, "is not UTF-8 text");
    }
    if (value.len > (is_tag ? GIVEN_TAG_MAX : GIVEN_TEXT_MAX)) {
        return given_refuse(req, res, name,
                            is_tag ? "holds a tag of over 100 bytes"
                                   : "holds a name of over 1000 bytes");
    }
    if (list->len == META_LIST_MAX) {
        return given_refuse(req, res, name, "has more than 32 items");
    }
    return meta_add(req->arena, list, one_line(req->arena, value), SOURCE_GIVEN)
               ? OK
               : error_no_memory(&res->error);
}

static enum status take_list(struct request *req, struct response *res,
                             struct submission *submission, struct str name, struct str value)
{
    char separator = str_find_byte(value, ';') >= 0 ? ';' : ',';
    struct str rest = value, part;
    while (str_split(&rest, separator, &part)) {
        enum status status = given_take_item(req, res, submission, name, part);
        if (status) {
            return status;
        }
    }
    return OK;
}

enum status given_take(struct request *req, struct response *res, struct submission *submission,
                       struct str name, struct str value)
{
    if (!str_trim(value).len) {
        return OK;
    }
    if (str_equal(name, STR("title"))) {
        return take_text(req, res, submission, META_TITLE, name, value);
    }
    if (str_equal(name, STR("site"))) {
        return take_text(req, res, submission, META_SITE, name, value);
    }
    if (str_equal(name, STR("url"))) {
        return take_url(req, res, submission, name, value);
    }
    if (str_equal(name, STR("published"))) {
        return take_date(req, res, submission, name, value);
    }
    if (str_equal(name, STR("state"))) {
        return take_state(req, res, submission, name, str_trim(value));
    }
    if (str_equal(name, STR("lang"))) {
        return is_language(str_trim(value))
                   ? take_text(req, res, submission, META_LANG, name, value)
                   : given_refuse(req, res, name, "is not a language tag, e.g. en or pt-BR");
    }
    if (is_name_of(name, "author", "authors") || is_name_of(name, "tag", "tags")) {
        return take_list(req, res, submission, name, value);
    }
    return OK;
}
