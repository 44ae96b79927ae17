/* Bodies made of parts: multipart/form-data (RFC 7578), parsed whole and without copies. */
#include "http/form.h"

#include "base/url.h"
#include "http/media.h"

enum { BOUNDARY_MAX = 70, PART_HEADERS_MAX = 16 }; /* RFC 2046, 5.1.1: 70 characters */

/* One header line of a part off the front of `*rest`, without its line end. */
static bool take_line(struct str *rest, struct str *ret_line)
{
    ptrdiff_t end = str_find_byte(*rest, '\n');
    if (end < 0) {
        return false;
    }
    *ret_line = str_sub(*rest, 0, (size_t)end);
    if (str_ends(*ret_line, STR("\r"))) {
        ret_line->len--;
    }
    *rest = str_sub(*rest, (size_t)end + 1, rest->len);
    return true;
}

static bool header_value(struct str line, const char *name, struct str *ret_value)
{
    ptrdiff_t colon = str_find_byte(line, ':');
    if (colon < 0 || !str_equal_nocase(str_trim(str_sub(line, 0, (size_t)colon)), str_from(name))) {
        return false;
    }
    *ret_value = str_trim(str_sub(line, (size_t)colon + 1, line.len));
    return true;
}

/* Undoes what browsers do to names between quotes: \" and %22. */
static struct str unquote(struct arena *arena, struct str s)
{
    char *text = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; text && i < s.len; i++) {
        if (s.ptr[i] == '\\' && i + 1 < s.len && (s.ptr[i + 1] == '"' || s.ptr[i + 1] == '\\')) {
            i++;
        } else if (str_starts(str_sub(s, i, 3), STR("%22"))) {
            text[len++] = '"';
            i += 2;
            continue;
        }
        text[len++] = s.ptr[i];
    }
    return str_of(text, len);
}

/* A file's name without folders; filename*=UTF-8''... (RFC 5987) beats filename. */
static struct str file_name_of(struct arena *arena, struct str disposition)
{
    struct str extended = media_parameter(disposition, "filename*"), decoded;
    struct str name = media_parameter(disposition, "filename");
    if (str_starts_nocase(extended, STR("UTF-8''")) &&
        url_decode(arena, str_sub(extended, sizeof("UTF-8''") - 1, extended.len), false,
                   &decoded)) {
        name = decoded;
    } else if (name.ptr) {
        name = unquote(arena, name);
    }
    ptrdiff_t slash = MAX(str_find_last_byte(name, '/'), str_find_last_byte(name, '\\'));
    return slash < 0 ? name : str_sub(name, (size_t)slash + 1, name.len);
}

/* RFC 7578, 4.7: deprecated, and what says nothing; a coding that were to be undone is not read. */
static bool is_plain_coding(struct str coding)
{
    return str_equal_nocase(coding, STR("binary")) || str_equal_nocase(coding, STR("8bit")) ||
           str_equal_nocase(coding, STR("7bit"));
}

/* The part's headers off the front of `*part`; what is left is its value. */
static enum status read_headers(struct arena *arena, struct str *part, struct form_field *field,
                                struct error *err)
{
    struct str line, value, disposition = str_null();
    for (int n = 0; take_line(part, &line); n++) {
        if (!line.len) {
            struct str name = media_parameter(disposition, "name");
            if (!name.ptr || name.len > FORM_NAME_MAX) {
                return error_set(err, ERR_INVALID,
                                 "a part of the form has no name, or one over 256 bytes");
            }
            field->name = unquote(arena, name);
            field->file_name = file_name_of(arena, disposition);
            return OK;
        }
        if (n == PART_HEADERS_MAX) {
            return error_set(err, ERR_INVALID, "a part of the form has more than 16 headers");
        }
        if (header_value(line, "Content-Disposition", &value)) {
            disposition = value;
        } else if (header_value(line, "Content-Type", &value)) {
            field->type = media_type(arena, value);
            field->charset = media_parameter(value, "charset");
        } else if (header_value(line, "Content-Transfer-Encoding", &value) &&
                   !is_plain_coding(value)) {
            return error_set(
                err, ERR_INVALID,
                "a part of the form has a Content-Transfer-Encoding; send it as it is");
        }
    }
    return error_set(err, ERR_INVALID, "a part of the form ends within its headers");
}

/* Where the next delimiter line starts in `s`, at its "--"; STR_NONE if there is none. */
static ptrdiff_t find_delimiter(struct str s, struct str delimiter)
{
    size_t from = 0;
    for (;;) {
        ptrdiff_t at = str_find(str_sub(s, from, s.len), delimiter);
        if (at < 0) {
            return STR_NONE;
        }
        size_t place = from + (size_t)at, after = place + delimiter.len;
        bool starts_line = place == 0 || s.ptr[place - 1] == '\n';
        struct str rest = str_sub(s, after, 2);
        bool ends_well = !rest.len || rest.ptr[0] == '\r' || rest.ptr[0] == '\n' ||
                         rest.ptr[0] == ' ' || rest.ptr[0] == '\t' || str_equal(rest, STR("--"));
        if (starts_line && ends_well) {
            return (ptrdiff_t)place;
        }
        from = place + 1;
    }
}

/* A part without the line end that belongs to the delimiter behind it. */
static struct str trim_line_end(struct str s)
{
    s.len -= str_ends(s, STR("\n"));
    s.len -= str_ends(s, STR("\r"));
    return s;
}

enum status form_parse_multipart(struct arena *arena, struct str body, struct str content_type,
                                 struct form *ret_form, struct error *err)
{
    struct str boundary = media_parameter(content_type, "boundary"), line;
    ret_form->len = 0;
    if (!boundary.len || boundary.len > BOUNDARY_MAX) {
        return error_set(err, ERR_INVALID,
                         "multipart/form-data needs a boundary of 1 to 70 characters");
    }
    struct str delimiter = arena_printf(arena, "--%.*s", STR_ARG(boundary));
    if (!delimiter.ptr) {
        return error_no_memory(err);
    }
    ptrdiff_t at = find_delimiter(body, delimiter);
    while (at >= 0) {
        struct str rest = str_sub(body, (size_t)at + delimiter.len, body.len);
        if (str_starts(rest, STR("--"))) {
            return OK;
        }
        if (!take_line(&rest, &line)) {
            break;
        }
        ptrdiff_t next = find_delimiter(rest, delimiter);
        if (next < 0) {
            break;
        }
        if (ret_form->len == FORM_FIELDS_MAX) {
            return error_set(err, ERR_INVALID, "the form has more than %d parts",
                             (int)FORM_FIELDS_MAX);
        }
        struct str part = str_sub(rest, 0, (size_t)next);
        struct form_field field = {.value = STR("")};
        enum status status = read_headers(arena, &part, &field, err);
        if (status) {
            return status;
        }
        field.value = trim_line_end(part);
        ret_form->fields[ret_form->len++] = field;
        body = rest;
        at = next;
    }
    return error_set(err, ERR_INVALID, "the form is cut off: its last boundary is missing");
}
