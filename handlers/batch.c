/* Many submissions in one body: a JSON object a line. */
#include "handlers/batch.h"

#include "base/time.h"
#include "handlers/cleaners.h"
#include "handlers/deposit.h"
#include "handlers/ingest.h"
#include "http/problem.h"
#include "render/json.h"

#include <stdatomic.h>
#include <string.h>

enum {
    LINES_MAX = 1000, /* articles in one request */
    /* Lines that are cleaned before others get the worker, and whose articles share a commit. */
    STEP_LINES = 16,
    DEADLINE_S = 60,                   /* after which lines are given back undone */
    ARENA_CEILING = 512 * 1024 * 1024, /* of one step's articles: a bound, not a budget */
};

static const char media_type[] = "application/x-ndjson";

struct line {
    struct batch *batch;
    int64_t number;      /* 1.. */
    struct response res; /* why it failed */
    enum status status;
    struct deposit deposit;
    struct arena arena; /* of the deposit, which the writer uses while other lines are cleaned */
};

/* In the request's arena. */
struct batch {
    struct app *app;
    struct request *req;
    struct response *res;
    struct str rest; /* of the body */
    int64_t number;  /* of the last line that was taken */
    int64_t deadline_us;
    struct arena arena; /* of a step; empty between them */
    struct line lines[STEP_LINES];
    size_t len;
    _Atomic size_t open; /* lines that are not stored, and the step itself */
    /* The next step, on any worker. */
    enum status (*next)(struct app *, struct request *, struct response *);
};

bool batch_is(const struct request *req)
{
    return str_equal(req->body_type, str_from(media_type)) ||
           str_equal(req->body_type, STR("application/ndjson")) ||
           str_equal(req->body_type, STR("application/jsonl"));
}

/* ---- the answer ---- */

static void add_problem(struct json *json, const struct line *line)
{
    const struct response *res = &line->res;
    int code = problem_code(line->status);
    struct str detail = str_from(res->error.message);
    buf_printf(json->buf, ",\"type\":\"/problems/%s\"", status_name(line->status));
    json_key_str(json, "title", str_from(problem_title(code)));
    json_key_str(json, "detail", detail);
    if (res->error_pointer.len) {
        json_key(json, "errors");
        json_array_begin(json);
        json_object_begin(json);
        json_key_str(json, "pointer", res->error_pointer);
        json_key_str(json, "detail", detail);
        json_object_end(json);
        json_array_end(json);
    }
}

static void add_line(const struct line *line, struct buf *buf)
{
    struct json json;
    bool has_id = line->deposit.id && (!line->status || line->status == ERR_CONFLICT);
    int good = line->deposit.is_new ? 201 : 200;
    json_init(&json, buf);
    json_object_begin(&json);
    json_key(&json, "line");
    json_int(&json, line->number);
    json_key(&json, "status");
    json_int(&json, line->status ? problem_code(line->status) : good);
    if (has_id) {
        json_key(&json, "id");
        json_int(&json, line->deposit.id);
        json_key(&json, "location");
        json_raw(&json, STR("\"/articles/"));
        buf_add_int(buf, line->deposit.id);
        buf_add_byte(buf, '"');
    }
    if (line->status) {
        add_problem(&json, line);
    }
    json_object_end(&json);
    buf_add_byte(buf, '\n');
}

/* ---- the steps ---- */

/* Whoever ends last says what came of the step's lines, and has the next ones taken. */
static void leave(struct batch *batch)
{
    if (atomic_fetch_sub(&batch->open, 1) > 1) {
        return;
    }
    for (size_t i = 0; i < batch->len; i++) {
        add_line(&batch->lines[i], &batch->res->body);
        arena_done(&batch->lines[i].arena);
    }
    arena_done(&batch->arena);
    if (!request_continue(batch->req, batch->next)) {
        request_finish(batch->req, batch->res,
                       error_set(&batch->res->error, ERR_BUSY,
                                 "this server is stopping; send the batch again: what is kept "
                                 "already is answered with 200"));
    }
}

static void deposited(struct deposit *deposit)
{
    struct line *line = deposit->owner;
    line->status = deposit->status;
    line->res.error = deposit->error;
    leave(line->batch);
}

static enum status read_line(struct line *line, struct str text, struct submission *submission)
{
    struct batch *batch = line->batch;
    struct request req = *batch->req;
    req.arena = &batch->arena;
    req.body = text;
    req.body_type = STR("application/json");
    enum status status = submission_read(&req, &line->res, submission);
    if (!status && submission->is_address) {
        line->res.error_pointer = STR("/url");
        status = error_set(&line->res.error, ERR_UNPROCESSABLE,
                           "a batch fetches nothing; post the address by itself");
    }
    return status;
}

static enum status keep(struct line *line, struct str text)
{
    struct batch *batch = line->batch;
    struct deposit *deposit = &line->deposit;
    struct error *err = &line->res.error;
    struct submission submission;
    if (time_monotonic_us() > batch->deadline_us) {
        return error_set(err, ERR_TIMEOUT, "the batch took over %d seconds; send this line again",
                         (int)DEADLINE_S);
    }
    enum status status = read_line(line, text, &submission);
    if (status) {
        return status;
    }
    struct sha256 hash = hash_sha256(submission.input.bytes);
    status = deposit_find(deposit, &hash, err);
    if (status != ERR_NOT_FOUND) {
        return status;
    }
    status = ingest(cleaners_get(batch->app->cleaners, batch->req->worker), &submission,
                    &batch->arena, &deposit->article, err);
    deposit->original = submission.input.bytes;
    deposit->given = submission.given;
    deposit->has_state = submission.has_state;
    return status ? status : deposit_submit(deposit, err);
}

static void take_line(struct batch *batch, struct str text)
{
    struct line *line = &batch->lines[batch->len++];
    *line = (struct line){.batch = batch,
                          .number = batch->number,
                          .deposit = {.store = batch->app->store,
                                      .arena = &line->arena,
                                      .on_duplicate = deposit_duplicate(batch->req),
                                      .done = deposited,
                                      .owner = line}};
    (void)atomic_fetch_add(&batch->open, 1);
    enum status status = keep(line, text);
    if (status != PENDING) {
        line->status = status;
        (void)atomic_fetch_sub(&batch->open, 1);
    }
}

static enum status step(struct app *app, struct request *req, struct response *res)
{
    struct batch *batch = req->state;
    struct str text;
    (void)app;
    batch->len = 0;
    atomic_store(&batch->open, 1);
    arena_init(&batch->arena, ARENA_CEILING);
    while (batch->len < STEP_LINES && str_split(&batch->rest, '\n', &text)) {
        batch->number++;
        if (str_trim(text).len) {
            take_line(batch, str_trim(text));
        }
    }
    if (batch->len) {
        leave(batch);
        return PENDING;
    }
    arena_done(&batch->arena);
    res->type = media_type;
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

static size_t count_lines(struct str body)
{
    size_t n = 0;
    struct str rest = body, text;
    while (str_split(&rest, '\n', &text)) {
        n += str_trim(text).len > 0;
    }
    return n;
}

enum status batch_begin(struct app *app, struct request *req, struct response *res)
{
    size_t n = count_lines(req->body);
    if (!n) {
        return error_set(&res->error, ERR_INVALID,
                         "the body is empty; send a JSON object a line, e.g. {\"html\": \"...\"}");
    }
    if (n > LINES_MAX) {
        return error_set(&res->error, ERR_TOO_LARGE,
                         "the batch has %zu lines; send %d at a time. Nothing of it was kept", n,
                         (int)LINES_MAX);
    }
    struct batch *batch = ARENA_NEW(req->arena, struct batch);
    if (!batch) {
        return error_no_memory(&res->error);
    }
    batch->app = app;
    batch->req = req;
    batch->res = res;
    batch->rest = req->body;
    batch->next = step;
    batch->deadline_us = time_monotonic_us() + DEADLINE_S * INT64_C(1000000);
    req->state = batch;
    return step(app, req, res);
}
