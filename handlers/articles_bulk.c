/* POST /articles/bulk: one change of many articles, for the list's tick boxes. */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "handlers/update.h"
#include "http/problem.h"
#include "render/json.h"

#include <stdatomic.h>

/* As many as a page of the list has. */
enum { BULK_MAX = 200 };

/* One article's share of it. */
struct item {
    struct bulk *bulk;
    struct article article;
    struct store_write write;
};

struct bulk {
    struct request *req;
    struct response *res;
    struct change change;
    struct str next;
    bool is_deletion;
    int64_t ids[BULK_MAX];
    struct item *items; /* as many */
    size_t len;
    _Atomic size_t open; /* writes that are not done, and the handler while it submits */
};

static enum status amend(struct store_write *write, const struct article *current,
                         struct error *err)
{
    struct item *item = write->owner;
    (void)err;
    item->article = *current;
    change_apply(&item->bulk->change, &item->article);
    return OK;
}

static void add_item(struct json *json, const struct item *item)
{
    const struct store_write *write = &item->write;
    int done = item->bulk->is_deletion ? 204 : 200;
    json_object_begin(json);
    json_key(json, "id");
    json_int(json, write->id);
    json_key(json, "status");
    json_int(json, write->status ? problem_code(write->status) : done);
    json_key(json, "revision");
    if (write->status || item->bulk->is_deletion) {
        json_unknown(json);
    } else {
        json_int(json, item->article.revision);
    }
    json_key_str(json, "detail", write->status ? str_from(write->error.message) : str_null());
    json_object_end(json);
}

/* Those that are not there any more are what a browser wanted or cannot help; the rest is said. */
static enum status answer_browser(struct bulk *bulk)
{
    for (size_t i = 0; i < bulk->len; i++) {
        const struct store_write *write = &bulk->items[i].write;
        if (write->status && write->status != ERR_GONE && write->status != ERR_NOT_FOUND) {
            bulk->res->error = write->error;
            return write->status;
        }
    }
    return response_see_other(bulk->res, bulk->next.len ? bulk->next : STR("/articles"));
}

static enum status answer(struct bulk *bulk)
{
    struct json json;
    struct buf *body = &bulk->res->body;
    if (bulk->req->format == FORMAT_HTML) {
        return answer_browser(bulk);
    }
    json_init(&json, body);
    json_object_begin(&json);
    json_key(&json, "items");
    json_array_begin(&json);
    for (size_t i = 0; i < bulk->len; i++) {
        add_item(&json, &bulk->items[i]);
    }
    json_array_end(&json);
    json_object_end(&json);
    return buf_ok(body) ? OK : error_no_memory(&bulk->res->error);
}

/* Whoever ends last answers. */
static void leave(struct bulk *bulk)
{
    if (atomic_fetch_sub(&bulk->open, 1) == 1) {
        request_finish(bulk->req, bulk->res, answer(bulk));
    }
}

static void committed(struct store_write *write)
{
    leave(((struct item *)write->owner)->bulk);
}

static enum status take_id(struct bulk *bulk, struct str value)
{
    uint64_t id;
    if (!str_to_uint(str_trim(value), INT64_MAX, &id) || !id) {
        bulk->res->error_pointer = STR("/id");
        return error_set(&bulk->res->error, ERR_UNPROCESSABLE, "\"id\" is an article's number");
    }
    if (bulk->len == BULK_MAX) {
        bulk->res->error_pointer = STR("/id");
        return error_set(&bulk->res->error, ERR_UNPROCESSABLE,
                         "over %d articles; send the rest in another request", (int)BULK_MAX);
    }
    bulk->ids[bulk->len++] = (int64_t)id;
    return OK;
}

static enum status take_field(struct bulk *bulk, const struct form_field *field)
{
    if (str_equal(field->name, STR("id"))) {
        return take_id(bulk, field->value);
    }
    if (str_equal(field->name, STR("next"))) {
        return update_take_next(bulk->req, bulk->res, field->value, &bulk->next);
    }
    if (str_equal(field->name, STR("delete"))) {
        bulk->is_deletion = str_equal(field->value, STR("1"));
        return OK;
    }
    return change_take_field(bulk->req, bulk->res, &bulk->change, field);
}

static enum status read_form(struct bulk *bulk)
{
    struct form form;
    struct request *req = bulk->req;
    enum status status = form_parse_urlencoded(req->arena, req->body, &form, &bulk->res->error);
    for (size_t i = 0; i < form.len && !status; i++) {
        status = take_field(bulk, &form.fields[i]);
    }
    if (!status && !bulk->len) {
        bulk->res->error_pointer = STR("/id");
        return error_set(&bulk->res->error, ERR_UNPROCESSABLE,
                         "no article is named; send \"id\" for each");
    }
    return status;
}

/* What cannot be queued has failed for itself. */
static void submit_all(struct bulk *bulk, struct store *store)
{
    for (size_t i = 0; i < bulk->len; i++) {
        struct item *item = &bulk->items[i];
        struct store_write *write = &item->write;
        item->bulk = bulk;
        *write = (struct store_write){
            .kind = bulk->is_deletion ? WRITE_DELETE : WRITE_UPDATE,
            .id = bulk->ids[i],
            .article = bulk->is_deletion ? NULL : &item->article,
            .amend = amend,
            .arena = bulk->req->arena,
            .done = committed,
            .owner = item,
        };
        (void)atomic_fetch_add(&bulk->open, 1);
        enum status status = store_submit(store, write, &write->error);
        if (status) {
            write->status = status;
            (void)atomic_fetch_sub(&bulk->open, 1);
        }
    }
}

enum status handle_articles_bulk(struct app *app, struct request *req, struct response *res)
{
    struct bulk *bulk = ARENA_NEW(req->arena, struct bulk);
    if (!bulk) {
        return error_no_memory(&res->error);
    }
    *bulk = (struct bulk){.req = req, .res = res, .open = 1};
    res->csp = page_csp;
    enum status status = read_form(bulk);
    if (status) {
        return status;
    }
    bulk->items = arena_array(req->arena, bulk->len, sizeof(*bulk->items));
    if (!bulk->items) {
        return error_no_memory(&res->error);
    }
    submit_all(bulk, app->store);
    leave(bulk);
    return PENDING;
}
