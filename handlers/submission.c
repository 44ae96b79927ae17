/* What was posted: a document and what the sender says of it, however it was wrapped. */
#include "handlers/submission.h"

#include "base/utf8.h"
#include "clean/sniff.h"
#include "handlers/given.h"
#include "handlers/json_body.h"
#include "http/form.h"

#include <string.h>

/* The fields that carry a document, and what it then is. */
struct content_field {
    const char *name;
    enum clean_type type;
    const char *media_type;
};

static const struct content_field content_fields[] = {
    {"html", CLEAN_HTML, "text/html; charset=utf-8"},
    {"text", CLEAN_TEXT, "text/plain; charset=utf-8"},
    {"markdown", CLEAN_MARKDOWN, "text/markdown; charset=utf-8"},
    {"content", CLEAN_AUTO, "text/plain; charset=utf-8"},
};

static const char *const given_fields[] = {"url", "title", "author", "authors", "published",
                                           "tag", "tags",  "site",   "lang",    "state"};

static const char takes_text[] =
    "send one of \"html\", \"text\", \"markdown\"; with it may go \"url\", \"title\", \"authors\", "
    "\"published\", \"site\", \"lang\", \"tags\", \"state\"";

static const struct content_field *find_content_field(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(content_fields); i++) {
        if (str_equal(name, str_from(content_fields[i].name))) {
            return &content_fields[i];
        }
    }
    return NULL;
}

static bool is_known_field(struct str name)
{
    if (find_content_field(name) || str_equal(name, STR("file"))) {
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(given_fields); i++) {
        if (str_equal(name, str_from(given_fields[i]))) {
            return true;
        }
    }
    return false;
}

bool submission_is_form(struct str body)
{
    ptrdiff_t equals = str_find_byte(str_sub(body, 0, FORM_NAME_MAX), '=');
    return equals > 0 && is_known_field(str_sub(body, 0, (size_t)equals));
}

bool submission_is_address(struct str body)
{
    struct str s = str_trim(body);
    if (s.len > URL_MAX ||
        !(str_starts_nocase(s, STR("http://")) || str_starts_nocase(s, STR("https://")))) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (byte_is_space((unsigned char)s.ptr[i])) {
            return false;
        }
    }
    return true;
}

static enum status set_document(struct response *res, struct submission *submission,
                                struct str bytes, enum clean_type type, struct str media_type)
{
    if (submission->input.bytes.ptr) {
        return error_set(
            &res->error, ERR_UNPROCESSABLE,
            "more than one document was sent; send one of html, text, markdown or file");
    }
    submission->input.bytes = bytes.ptr ? bytes : STR("");
    submission->input.type = type;
    submission->media_type = media_type;
    return OK;
}

static enum clean_type type_of_media(struct str media)
{
    if (str_equal(media, STR("text/markdown")) || str_equal(media, STR("text/x-markdown"))) {
        return CLEAN_MARKDOWN;
    }
    if (str_equal(media, STR("message/rfc822"))) {
        return CLEAN_MAIL;
    }
    if (str_equal(media, STR("text/html")) || str_equal(media, STR("application/xhtml+xml"))) {
        return CLEAN_HTML;
    }
    return CLEAN_AUTO;
}

static enum clean_type type_of_file(struct str name)
{
    static const struct {
        const char *suffix;
        enum clean_type type;
    } suffixes[] = {{".html", CLEAN_HTML}, {".htm", CLEAN_HTML},    {".xhtml", CLEAN_HTML},
                    {".eml", CLEAN_MAIL},  {".md", CLEAN_MARKDOWN}, {".markdown", CLEAN_MARKDOWN}};
    for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
        if (str_ends_nocase(name, str_from(suffixes[i].suffix))) {
            return suffixes[i].type;
        }
    }
    return CLEAN_AUTO;
}

/* A media type with its charset, as the original will be described. */
static struct str describe(struct arena *arena, struct str type, struct str charset)
{
    if (!type.len || str_equal(type, STR("application/x-www-form-urlencoded"))) {
        type = STR("application/octet-stream");
    }
    return charset.len ? arena_printf(arena, "%.*s; charset=%.*s", STR_ARG(type), STR_ARG(charset))
                       : arena_str(arena, type);
}

static enum status take_bare(struct request *req, struct response *res,
                             struct submission *submission)
{
    enum clean_type type = type_of_media(req->body_type);
    if (type == CLEAN_AUTO) {
        type = type_of_file(req->path_rest);
    }
    submission->input.charset = req->body_charset;
    return set_document(res, submission, req->body, type,
                        describe(req->arena, req->body_type, req->body_charset));
}

static enum status take_form(struct request *req, struct response *res,
                             struct submission *submission, const struct form *form)
{
    for (size_t i = 0; i < form->len; i++) {
        const struct form_field *field = &form->fields[i];
        const struct content_field *content = find_content_field(field->name);
        bool is_file = field->file_name.ptr || str_equal(field->name, STR("file"));
        enum status status;
        if (is_file && !field->value.len && !field->file_name.len) {
            status = OK; /* a browser's file input that was left empty */
        } else if (is_file) {
            enum clean_type type = type_of_media(field->type);
            type = type == CLEAN_AUTO ? type_of_file(field->file_name) : type;
            submission->input.charset = field->charset;
            status = set_document(res, submission, field->value, type,
                                  describe(req->arena, field->type, field->charset));
        } else if (content && str_trim(field->value).len) {
            status = set_document(res, submission, field->value, content->type,
                                  str_from(content->media_type));
        } else {
            status = given_take(req, res, submission, field->name, field->value);
        }
        if (status) {
            return status;
        }
    }
    return OK;
}

static enum status refuse_field(struct request *req, struct response *res, const char *key,
                                const char *what)
{
    res->error_pointer = arena_printf(req->arena, "/%.60s", key);
    return error_set(&res->error, ERR_UNPROCESSABLE, "\"%.60s\" %s", key, what);
}

static enum status take_json_list(struct request *req, struct response *res,
                                  struct submission *submission, const char *key, json_t *list)
{
    size_t i;
    json_t *item;
    bool is_list_field = strcmp(key, "authors") == 0 || strcmp(key, "tags") == 0;
    if (!is_list_field) {
        return refuse_field(req, res, key, "takes a string");
    }
    json_array_foreach(list, i, item)
    {
        if (!json_is_string(item)) {
            return refuse_field(req, res, key, "takes a list of strings");
        }
        enum status status = given_take_item(req, res, submission, str_from(key), json_text(item));
        if (status) {
            return status;
        }
    }
    return OK;
}

static enum status take_json_field(struct request *req, struct response *res,
                                   struct submission *submission, const char *key, json_t *value)
{
    const struct content_field *content = find_content_field(str_from(key));
    if (json_is_null(value) || !is_known_field(str_from(key))) {
        return OK;
    }
    if (json_is_array(value) && !content) {
        return take_json_list(req, res, submission, key, value);
    }
    if (!json_is_string(value)) {
        return refuse_field(req, res, key, "takes a string");
    }
    if (!content) {
        return given_take(req, res, submission, str_from(key), json_text(value));
    }
    struct str copy = arena_str(req->arena, json_text(value));
    if (!copy.ptr) {
        return error_no_memory(&res->error);
    }
    submission->input.charset = STR("utf-8");
    return set_document(res, submission, copy, content->type, str_from(content->media_type));
}

static bool has_known_field(json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        if (is_known_field(str_from(key))) {
            return true;
        }
    }
    return false;
}

/* `is_declared`: the Content-Type says JSON, so that anything else is an error and not a document.
 */
static enum status take_json(struct request *req, struct response *res,
                             struct submission *submission, bool is_declared)
{
    json_error_t reason;
    AUTO_JSON root =
        json_loadb(req->body.ptr, req->body.len, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &reason);
    if (!root && is_declared) {
        return error_set(&res->error, ERR_INVALID, "not JSON: %s (line %d, column %d)", reason.text,
                         reason.line, reason.column);
    }
    if (!is_declared && (!json_is_object(root) || !has_known_field(root))) {
        return take_bare(req, res, submission);
    }
    if (!json_is_object(root)) {
        return error_set(&res->error, ERR_UNPROCESSABLE, "the JSON is not an object; %s",
                         takes_text);
    }
    const char *key;
    json_t *value;
    json_object_foreach(root, key, value)
    {
        enum status status = take_json_field(req, res, submission, key, value);
        if (status) {
            return status;
        }
    }
    return OK;
}

static bool is_json_type(struct str type)
{
    return str_equal(type, STR("application/json")) || str_ends(type, STR("+json"));
}

static enum status unwrap(struct request *req, struct response *res, struct submission *submission)
{
    struct form form = {.len = 0};
    enum status status;
    bool is_form_type = str_equal(req->body_type, STR("application/x-www-form-urlencoded"));
    if (str_equal(req->body_type, STR("multipart/form-data"))) {
        status = form_parse_multipart(req->arena, req->body, request_header(req, "Content-Type"),
                                      &form, &res->error);
        return status ? status : take_form(req, res, submission, &form);
    }
    if (is_form_type && submission_is_form(req->body)) {
        status = form_parse_known(req->arena, req->body, is_known_field, &form, &res->error);
        return status ? status : take_form(req, res, submission, &form);
    }
    submission->input.is_form_typed = is_form_type;
    if (is_json_type(req->body_type)) {
        return take_json(req, res, submission, true);
    }
    if (submission_is_address(req->body)) {
        return given_take(req, res, submission, STR("url"), str_trim(req->body));
    }
    return str_starts(str_trim(str_sub(req->body, 0, 64)), STR("{"))
               ? take_json(req, res, submission, false)
               : take_bare(req, res, submission);
}

static enum status take_params(struct request *req, struct response *res,
                               struct submission *submission)
{
    static const char *const names[] = {"url", "title", "tags"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct str value = request_param(req, names[i]);
        enum status status =
            value.len ? given_take(req, res, submission, str_from(names[i]), value) : OK;
        if (status) {
            return status;
        }
    }
    return OK;
}

/* A document that is one line with an address, in a paste or a file, is that address. */
static enum status take_address(struct request *req, struct response *res,
                                struct submission *submission)
{
    struct str bytes = submission->input.bytes;
    if (submission_is_address(bytes)) {
        submission->input.bytes = str_null();
        enum status status = given_take(req, res, submission, STR("url"), str_trim(bytes));
        if (status) {
            return status;
        }
    }
    submission->is_address = !submission->input.bytes.ptr && submission->input.url.len;
    return OK;
}

static enum status check_document(struct response *res, const struct submission *submission)
{
    const char *kind;
    struct str bytes = submission->input.bytes;
    if (submission->is_address) {
        return OK;
    }
    if (!bytes.ptr) {
        return error_set(&res->error, ERR_UNPROCESSABLE, "there is no document in it; %s",
                         takes_text);
    }
    if (!str_trim(bytes).len) {
        return error_set(&res->error, ERR_INVALID,
                         "the body is empty; send an article, e.g. with --data-binary @page.html");
    }
    if (sniff_is_binary(bytes, &kind)) {
        return error_set(&res->error, ERR_UNSUPPORTED,
                         "this is %s; send HTML, plain text, Markdown or JSON", kind);
    }
    return OK;
}

enum status submission_read(struct request *req, struct response *res,
                            struct submission *ret_submission)
{
    struct submission submission = {.state = STATE_UNREAD};
    enum status status;
    bool has_body = str_trim(req->body).len > 0;
    status = take_params(req, res, &submission);
    if (!status && !has_body && !submission.input.url.len) {
        status =
            error_set(&res->error, ERR_INVALID,
                      "the body is empty; send an article, e.g. with --data-binary @page.html");
    }
    if (!status && has_body) {
        status = unwrap(req, res, &submission);
    }
    status = status ? status : take_address(req, res, &submission);
    status = status ? status : check_document(res, &submission);
    if (!status) {
        *ret_submission = submission;
    }
    return status;
}
