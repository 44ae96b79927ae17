/* Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): a request that is sent again
 * under its key is not done again, but answered as it was. */
#include "handlers/idempotency.h"

#include "base/log.h"
#include "store/store.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_MAX = 255,    /* bytes; a UUID has 36 */
    RUNNING_MAX = 512 /* more than requests that can wait for workers and writers */
};

struct idempotency {
    pthread_mutex_t lock;
    struct sha256 running[RUNNING_MAX];
    size_t len;
};

enum status idempotency_new(struct idempotency **ret_idempotency, struct error *err)
{
    struct idempotency *idempotency = calloc(1, sizeof(*idempotency));
    if (!idempotency || pthread_mutex_init(&idempotency->lock, NULL)) {
        free(idempotency);
        return error_no_memory(err);
    }
    *ret_idempotency = idempotency;
    return OK;
}

void idempotency_free(struct idempotency *idempotency)
{
    if (idempotency) {
        (void)pthread_mutex_destroy(&idempotency->lock);
        free(idempotency);
    }
}

/* The key without the quotes that the draft (2.1) asks for and many clients leave out. */
static struct str key_of(const struct request *req)
{
    struct str key = str_trim(request_header(req, "Idempotency-Key"));
    bool is_quoted = key.len >= 2 && key.ptr[0] == '"' && key.ptr[key.len - 1] == '"';
    return is_quoted ? str_sub(key, 1, key.len - 2) : key;
}

static bool is_key(struct str key)
{
    bool is_good = key.len > 0 && key.len <= KEY_MAX;
    for (size_t i = 0; i < key.len && is_good; i++) {
        unsigned char c = (unsigned char)key.ptr[i];
        is_good = c >= ' ' && c < 0x7F;
    }
    return is_good;
}

static struct sha256 hash_of(struct arena *arena, const struct request *req)
{
    return hash_sha256(
        arena_printf(arena, "%lld:%.*s", (long long)req->who.token_id, STR_ARG(key_of(req))));
}

/* All that makes it this request: method, address, type and body. */
static struct sha256 digest_of(struct arena *arena, const struct request *req)
{
    struct sha256 body = hash_sha256(req->body);
    char hex[SHA256_HEX + 1];
    hash_hex(&body, hex);
    return hash_sha256(arena_printf(arena, "%s %.*s %.*s %s", http_method_name(req->method),
                                    STR_ARG(req->target), STR_ARG(req->body_type), hex));
}

/* False when it is there already, or too many are. */
static bool enter(struct idempotency *idempotency, const struct sha256 *key, bool *ret_is_full)
{
    bool is_new = true;
    (void)pthread_mutex_lock(&idempotency->lock);
    for (size_t i = 0; i < idempotency->len && is_new; i++) {
        is_new = memcmp(&idempotency->running[i], key, sizeof(*key)) != 0;
    }
    *ret_is_full = idempotency->len == RUNNING_MAX;
    is_new = is_new && !*ret_is_full;
    if (is_new) {
        idempotency->running[idempotency->len++] = *key;
    }
    (void)pthread_mutex_unlock(&idempotency->lock);
    return is_new;
}

static void leave(struct idempotency *idempotency, const struct sha256 *key)
{
    (void)pthread_mutex_lock(&idempotency->lock);
    for (size_t i = 0; i < idempotency->len; i++) {
        if (memcmp(&idempotency->running[i], key, sizeof(*key)) == 0) {
            idempotency->running[i] = idempotency->running[--idempotency->len];
            break;
        }
    }
    (void)pthread_mutex_unlock(&idempotency->lock);
}

/* ---- recalling ---- */

/* The headers whose values make sense again; Content-Type is the answer's. */
static const char *const kept_headers[] = {
    "Content-Type", "Location",           "ETag", "Last-Modified", "Cache-Control",
    "Vary",         "Preference-Applied",
};

static void add_kept(struct request *req, struct response *res, struct str name, struct str value)
{
    for (size_t i = 0; i < ARRAY_LEN(kept_headers); i++) {
        if (!str_equal(name, str_from(kept_headers[i]))) {
            continue;
        }
        if (i == 0) {
            res->type = arena_cstr(req->arena, value);
        } else {
            response_header(res, kept_headers[i], value);
        }
    }
}

static enum status repeat(struct request *req, struct response *res,
                          const struct store_answer *answer)
{
    struct str rest = answer->headers, line;
    res->code = answer->code;
    while (str_split(&rest, '\n', &line)) {
        ptrdiff_t colon = str_find(line, STR(": "));
        if (colon > 0) {
            add_kept(req, res, str_sub(line, 0, (size_t)colon),
                     str_sub(line, (size_t)colon + 2, line.len));
        }
    }
    response_header(res, "Idempotency-Replayed", STR("true"));
    buf_add_str(&res->body, answer->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

static enum status refuse_running(struct response *res, bool is_full)
{
    res->retry_after_s = 1;
    return is_full ? error_set(&res->error, ERR_BUSY, "too many requests with keys at once")
                   : error_set(&res->error, ERR_CONFLICT,
                               "a request with this Idempotency-Key is being answered; send it "
                               "again in a moment");
}

enum status idempotency_recall(struct app *app, struct request *req, struct response *res,
                               bool *ret_is_answered)
{
    struct store_answer answer;
    bool is_full = false;
    if (!is_key(key_of(req))) {
        return error_set(&res->error, ERR_INVALID,
                         "Idempotency-Key has 1 to %d printable characters, e.g. a UUID",
                         (int)KEY_MAX);
    }
    struct sha256 key = hash_of(req->arena, req), digest = digest_of(req->arena, req);
    if (!enter(app->idempotency, &key, &is_full)) {
        return refuse_running(res, is_full);
    }
    enum status status = store_get_answer(app->store, &key, req->arena, &answer, &res->error);
    if (status == ERR_NOT_FOUND) {
        res->error = (struct error){.status = OK};
        return OK;
    }
    leave(app->idempotency, &key);
    if (!status && memcmp(&answer.digest, &digest, sizeof(digest)) != 0) {
        status = error_set(&res->error, ERR_UNPROCESSABLE,
                           "this Idempotency-Key was sent with another request; a new request "
                           "needs a new key");
    }
    *ret_is_answered = !status;
    return status ? status : repeat(req, res, &answer);
}

/* ---- remembering ---- */

struct remembering {
    struct app *app;
    struct request *req;
    struct response *res;
    struct store_write write;
};

static struct str print_headers(struct request *req, const struct response *res)
{
    struct str text = arena_printf(req->arena, "Content-Type: %s\n",
                                   res->type ? res->type : http_format_type(req->format));
    for (size_t i = 0; i < res->n_headers; i++) {
        text = arena_printf(req->arena, "%.*s%s: %.*s\n", STR_ARG(text), res->headers[i].name,
                            STR_ARG(res->headers[i].value));
    }
    return text;
}

/* What is not to be kept by clients is not kept here either: new tokens, sessions. */
static bool is_secret(const struct response *res)
{
    bool is_secret = false;
    for (size_t i = 0; i < res->n_headers; i++) {
        is_secret |= str_equal(res->headers[i].value, STR("no-store")) ||
                     str_equal(str_from(res->headers[i].name), STR("Set-Cookie"));
    }
    return is_secret;
}

/* The answer is true even where it could not be kept. */
static void kept(struct store_write *write)
{
    struct remembering *remembering = write->owner;
    if (write->status) {
        log_line(LOG_LEVEL_ERROR, "msg=\"answer not kept: %s\"", write->error.message);
    }
    leave(remembering->app->idempotency, &write->answer.key);
    request_finish(remembering->req, remembering->res, OK);
}

enum status idempotency_remember(struct app *app, struct request *req, struct response *res)
{
    struct remembering *remembering = ARENA_NEW(req->arena, struct remembering);
    struct error err = {.status = OK};
    if (is_secret(res)) {
        idempotency_forget(app, req);
        return OK;
    }
    enum status status = remembering ? OK : error_no_memory(&err);
    if (!status) {
        *remembering = (struct remembering){.app = app, .req = req, .res = res};
        remembering->write = (struct store_write){
            .kind = WRITE_ANSWER,
            .answer = {.key = hash_of(req->arena, req),
                       .digest = digest_of(req->arena, req),
                       .code = res->code ? res->code : 200,
                       .headers = print_headers(req, res),
                       .body = buf_str(&res->body)},
            .done = kept,
            .owner = remembering,
        };
        status = store_submit(app->store, &remembering->write, &err);
    }
    if (status) {
        log_line(LOG_LEVEL_ERROR, "msg=\"answer not kept: %s\"", err.message);
        idempotency_forget(app, req);
        return OK;
    }
    return PENDING;
}

void idempotency_forget(struct app *app, struct request *req)
{
    struct sha256 key = hash_of(req->arena, req);
    leave(app->idempotency, &key);
}
