/* The parameter "fields": only some members of each item of a list. */
#include "handlers/projection.h"

#include "base/utf8.h"

enum { SHOWN_MAX = 60 };

/* Behind the string that begins at `at`. */
static size_t skip_string(struct str json, size_t at)
{
    for (at++; at < json.len && json.ptr[at] != '"'; at++) {
        at += json.ptr[at] == '\\';
    }
    return at + 1;
}

/* Behind the value that begins at `at`: where its comma or the object's end is. */
static size_t skip_value(struct str json, size_t at)
{
    int depth = 0;
    while (at < json.len) {
        char c = json.ptr[at];
        if (c == '"') {
            at = skip_string(json, at);
            continue;
        }
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (depth < 0 || (depth == 0 && c == ',')) {
            break;
        }
        at++;
    }
    return at;
}

/* Takes the next member off an object; `*at` begins at 0. */
static bool next_member(struct str object, size_t *at, struct str *ret_name, struct str *ret_member)
{
    size_t from = *at + 1; /* behind the brace or the comma */
    if (from >= object.len || object.ptr[from] != '"') {
        return false;
    }
    size_t name_end = skip_string(object, from);
    *ret_name = str_sub(object, from + 1, name_end - from - 2);
    *at = skip_value(object, name_end + 1);
    *ret_member = str_sub(object, from, *at - from);
    return true;
}

static bool is_named(struct str fields, struct str name)
{
    struct str field;
    while (str_split(&fields, ',', &field)) {
        if (str_equal(str_trim(field), name)) {
            return true;
        }
    }
    return false;
}

void projection_add(struct buf *buf, struct str object, struct str fields)
{
    struct str name, member;
    size_t at = 0;
    bool has_any = false;
    if (!fields.len) {
        buf_add_str(buf, object);
        return;
    }
    buf_add_byte(buf, '{');
    while (next_member(object, &at, &name, &member)) {
        if (is_named(fields, name)) {
            buf_add_z(buf, has_any ? "," : "");
            buf_add_str(buf, member);
            has_any = true;
        }
    }
    buf_add_byte(buf, '}');
}

static bool has_member(struct str object, struct str wanted)
{
    struct str name, member;
    size_t at = 0;
    while (next_member(object, &at, &name, &member)) {
        if (str_equal(name, wanted)) {
            return true;
        }
    }
    return false;
}

enum status projection_check(struct str object, struct str fields, struct error *err)
{
    struct str field;
    while (fields.len && str_split(&fields, ',', &field)) {
        struct str name = str_trim(field);
        if (!has_member(object, name)) {
            return error_set(err, ERR_INVALID,
                             "\"fields\" takes names of an item's members, parted by commas; "
                             "\"%.*s\" is none of them",
                             STR_ARG(utf8_cut(name, SHOWN_MAX)));
        }
    }
    return OK;
}
