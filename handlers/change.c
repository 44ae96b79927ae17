/* What a reader may change of an article: the same fields as merge patch (RFC 7396) and as a form.
 */
#include "handlers/change.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "handlers/given.h"
#include "handlers/json_body.h"

#include <string.h>

enum kind { KIND_FACT, KIND_LIST, KIND_STATE, KIND_FLAG, KIND_SHARE, KIND_NOTE };

static const struct field {
    const char *name;
    enum kind kind;
    enum meta_field fact; /* of KIND_FACT */
} fields[] = {
    {"title", KIND_FACT, META_TITLE},
    {"authors", KIND_LIST, 0},
    {"published", KIND_FACT, META_PUBLISHED},
    {"site", KIND_FACT, META_SITE},
    {"lang", KIND_FACT, META_LANG},
    {"tags", KIND_LIST, 0},
    {"state", KIND_STATE, 0},
    {"starred", KIND_FLAG, 0},
    {"progress", KIND_SHARE, 0},
    {"note", KIND_NOTE, 0},
};

enum { SHOWN_MAX = 60 }; /* bytes of a strange name in a message */

static const struct field *find_field(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        if (str_equal(name, str_from(fields[i].name))) {
            return &fields[i];
        }
    }
    return NULL;
}

static unsigned bit_of(const struct field *field)
{
    return 1u << (field - fields);
}

/* RFC 6901, 3: '~' and '/' are escaped in a pointer. */
static struct str pointer_to(struct arena *arena, struct str name)
{
    struct buf buf;
    buf_init(&buf, 0);
    buf_add_byte(&buf, '/');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '~' || name.ptr[i] == '/') {
            buf_add_z(&buf, name.ptr[i] == '~' ? "~0" : "~1");
        } else {
            buf_add_byte(&buf, name.ptr[i]);
        }
    }
    struct str pointer = buf_ok(&buf) ? arena_str(arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return pointer;
}

static enum status refuse_unknown(struct request *req, struct response *res, struct str name)
{
    struct str known = str_null(), shown = utf8_cut(name, SHOWN_MAX);
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        known = arena_printf(req->arena, "%.*s%s%s", STR_ARG(known), i ? ", " : "", fields[i].name);
    }
    res->error_pointer = pointer_to(req->arena, shown);
    return error_set(&res->error, ERR_UNPROCESSABLE,
                     "\"%.*s\" cannot be changed; what can be: %.*s", STR_ARG(shown),
                     STR_ARG(known));
}

static enum status take_note(struct request *req, struct response *res, struct change *change,
                             struct str value)
{
    struct buf buf;
    if (value.len > CHANGE_NOTE_MAX) {
        return given_refuse(req, res, STR("note"), "is longer than 64 KiB");
    }
    if (!utf8_is_valid(value)) {
        return given_refuse(req, res, STR("note"), "is not UTF-8 text");
    }
    buf_init(&buf, 0);
    for (size_t i = 0; i < value.len; i++) {
        /* A page's text field sends CR and LF (HTML, 4.10.22.4). */
        if (value.ptr[i] != '\r' || i + 1 == value.len || value.ptr[i + 1] != '\n') {
            buf_add_byte(&buf, value.ptr[i]);
        }
    }
    change->note = arena_str(req->arena, buf_str(&buf));
    bool is_copied = buf_ok(&buf) && (change->note.ptr || !value.len);
    buf_done(&buf);
    return is_copied ? OK : error_no_memory(&res->error);
}

static enum status take_share(struct request *req, struct response *res, struct change *change,
                              const json_t *value)
{
    double share = json_number_value(value);
    if (!json_is_number(value) || !(share >= 0 && share <= 1)) {
        return given_refuse(req, res, STR("progress"), "is a number from 0 to 1");
    }
    change->progress = share;
    return OK;
}

static enum status take_items(struct request *req, struct response *res, struct change *change,
                              struct str name, json_t *list)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        if (!json_is_string(item)) {
            return given_refuse(req, res, name, "takes a list of strings");
        }
        enum status status = given_take_item(req, res, &change->given, name, json_text(item));
        if (status) {
            return status;
        }
    }
    return OK;
}

/* A string's value, wherever it came from. */
static enum status take_text(struct request *req, struct response *res, struct change *change,
                             const struct field *field, struct str value)
{
    if (field->kind == KIND_NOTE) {
        return take_note(req, res, change, value);
    }
    if (field->kind == KIND_STATE && !str_trim(value).len) {
        return given_refuse(req, res, STR("state"), "is one of unread, reading, archived");
    }
    return given_take(req, res, &change->given, str_from(field->name), value);
}

static enum status take_json(struct request *req, struct response *res, struct change *change,
                             const struct field *field, json_t *value)
{
    struct str name = str_from(field->name);
    change->named |= bit_of(field);
    if (json_is_null(value)) {
        change->removed |= bit_of(field);
        return OK;
    }
    switch (field->kind) {
    case KIND_FLAG:
        change->is_starred = json_is_true(value);
        return json_is_boolean(value) ? OK : given_refuse(req, res, name, "is true or false");
    case KIND_SHARE:
        return take_share(req, res, change, value);
    case KIND_LIST:
        if (json_is_array(value)) {
            return take_items(req, res, change, name, value);
        }
        break;
    default:
        break;
    }
    return json_is_string(value) ? take_text(req, res, change, field, json_text(value))
                                 : given_refuse(req, res, name,
                                                field->kind == KIND_LIST ? "takes a list of strings"
                                                                         : "takes a string");
}

enum status change_read_json(struct request *req, struct response *res, struct change *ret_change)
{
    struct change change = {.named = 0};
    const char *key;
    json_t *value;
    AUTO_JSON root = NULL;
    enum status status = json_body_read(req, res, "{\"starred\": true}", &root);
    if (status) {
        return status;
    }
    json_object_foreach(root, key, value)
    {
        const struct field *field = find_field(str_from(key));
        status = field ? take_json(req, res, &change, field, value)
                       : refuse_unknown(req, res, str_from(key));
        if (status) {
            return status;
        }
    }
    *ret_change = change;
    return OK;
}

static bool read_flag(struct str value, bool *ret_flag)
{
    static const struct {
        const char *word;
        bool flag;
    } words[] = {{"1", true},  {"true", true},   {"yes", true}, {"on", true},
                 {"0", false}, {"false", false}, {"no", false}, {"off", false}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_equal_nocase(value, str_from(words[i].word))) {
            *ret_flag = words[i].flag;
            return true;
        }
    }
    return false;
}

enum status change_take_field(struct request *req, struct response *res, struct change *change,
                              const struct form_field *form_field)
{
    const struct field *field = find_field(form_field->name);
    struct str value = form_field->value, trimmed = str_trim(value);
    if (!field) {
        return refuse_unknown(req, res, form_field->name);
    }
    change->named |= bit_of(field);
    if (!trimmed.len) {
        return OK;
    }
    if (field->kind == KIND_FLAG) {
        return read_flag(trimmed, &change->is_starred)
                   ? OK
                   : given_refuse(req, res, form_field->name, "is 1 or 0");
    }
    if (field->kind == KIND_SHARE) {
        AUTO_JSON number = json_loadb(trimmed.ptr, trimmed.len, JSON_DECODE_ANY, NULL);
        return take_share(req, res, change, number);
    }
    return take_text(req, res, change, field, value);
}

/* A list that was sent is given, even when it is empty; null leaves it to the next cleaning. */
static void apply_list(struct fact_list *list, const struct fact_list *given, bool is_removed)
{
    *list = *given;
    list->source = is_removed ? SOURCE_NONE : SOURCE_GIVEN;
}

static void apply_one(const struct change *change, const struct field *field,
                      struct article *article)
{
    const struct meta *given = &change->given.given;
    bool is_removed = (change->removed & bit_of(field)) != 0;
    switch (field->kind) {
    case KIND_FACT:
        article->meta.fields[field->fact] = given->fields[field->fact];
        if (field->fact == META_PUBLISHED) {
            article->meta.fields[META_PUBLISHED_RAW] = given->fields[META_PUBLISHED_RAW];
        }
        break;
    case KIND_LIST:
        if (strcmp(field->name, "tags") == 0) {
            apply_list(&article->meta.tags, &given->tags, is_removed);
        } else {
            apply_list(&article->meta.authors, &given->authors, is_removed);
        }
        break;
    case KIND_STATE:
        article->state = change->given.state;
        break;
    case KIND_FLAG:
        article->is_starred = change->is_starred;
        break;
    case KIND_SHARE:
        article->progress = change->progress;
        break;
    case KIND_NOTE:
        article->note = change->note.len ? change->note : str_null();
        break;
    }
}

void change_apply(const struct change *change, struct article *article)
{
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        if (change->named & bit_of(&fields[i])) {
            apply_one(change, &fields[i], article);
        }
    }
}
