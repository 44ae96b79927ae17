/* GET /articles/{id}/log: why each fact and block was chosen, by cleaning the original once more.
 */
#include "handlers/handlers.h"

#include "clean/log.h"
#include "handlers/cleaners.h"
#include "handlers/pages.h"
#include "handlers/recleaning.h"
#include "render/json.h"

/* What a source is, for people. */
static const char *const source_words[] = {
    [SOURCE_NONE] = "nothing tells it",
    [SOURCE_GIVEN] = "somebody said so, when it was sent or since",
    [SOURCE_JSON_LD] = "the page's structured data say so (JSON-LD)",
    [SOURCE_OPEN_GRAPH] = "the page's head says so (Open Graph)",
    [SOURCE_META] = "the page's head says so",
    [SOURCE_MICRODATA] = "marked up on the page (microdata)",
    [SOURCE_DOM] = "it stands where such a thing stands on the page",
    [SOURCE_TEXT] = "read in the text",
    [SOURCE_GUESS] = "guessed from the rest",
};

/* One fact of the article, whatever it consists of. */
struct told {
    const char *name;
    struct str value; /* of one that is a list: unknown */
    const struct fact_list *list;
    enum source source;
    const struct clean_log_fact *log; /* its candidates, or NULL */
};

enum { TOLD_MAX = META_FIELD_COUNT + 3 };

static const struct clean_log_fact *find_fact(const struct clean_log *log, const char *name)
{
    for (size_t i = 0; i < log->n_facts; i++) {
        if (str_equal(str_from(log->facts[i].name), str_from(name))) {
            return &log->facts[i];
        }
    }
    return NULL;
}

static size_t list_told(const struct meta *meta, const struct clean_log *log,
                        struct told told[TOLD_MAX])
{
    const struct {
        const char *name;
        const struct fact_list *list;
    } lists[] = {
        {"authors", &meta->authors}, {"contributors", &meta->contributors}, {"tags", &meta->tags}};
    size_t n = 0;
    for (int i = 0; i < META_FIELD_COUNT; i++) {
        const char *name = meta_field_name((enum meta_field)i);
        told[n++] = (struct told){name, meta->fields[i].value, NULL, meta->fields[i].source,
                                  find_fact(log, name)};
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        enum source source = lists[i].list->len ? lists[i].list->source : SOURCE_NONE;
        told[n++] = (struct told){lists[i].name, str_null(), lists[i].list, source,
                                  find_fact(log, lists[i].name)};
    }
    return n;
}

static void add_value(struct json *json, const struct told *told)
{
    json_key(json, "value");
    if (!told->list) {
        json_str(json, told->value);
        return;
    }
    json_array_begin(json);
    for (size_t i = 0; i < told->list->len; i++) {
        json_str(json, told->list->items[i]);
    }
    json_array_end(json);
}

static void add_candidates(struct json *json, const struct clean_log_fact *fact)
{
    json_key(json, "candidates");
    json_array_begin(json);
    for (size_t i = 0; fact && i < fact->len; i++) {
        json_object_begin(json);
        json_key_str(json, "value", fact->candidates[i].value);
        json_key_str(json, "source", str_from(source_name(fact->candidates[i].source)));
        json_key(json, "score");
        json_decimal(json, fact->candidates[i].score, 3);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_facts(struct json *json, const struct told *told, size_t n)
{
    json_key(json, "fields");
    json_object_begin(json);
    for (size_t i = 0; i < n; i++) {
        json_key(json, told[i].name);
        json_object_begin(json);
        add_value(json, &told[i]);
        json_key_str(json, "source", str_from(source_name(told[i].source)));
        json_key_str(json, "reason", str_from(source_words[told[i].source]));
        add_candidates(json, told[i].log);
        json_object_end(json);
    }
    json_object_end(json);
}

static void add_blocks(struct json *json, const struct clean_log *log)
{
    json_key(json, "blocks");
    json_array_begin(json);
    for (size_t i = 0; i < log->n_blocks; i++) {
        const struct clean_log_block *block = &log->blocks[i];
        json_object_begin(json);
        json_key_str(json, "path", block->path);
        json_key_str(json, "text", block->text);
        json_key(json, "words");
        json_int(json, (int64_t)block->words);
        json_key(json, "kept");
        json_bool(json, block->is_kept);
        json_key(json, "probability");
        json_decimal(json, block->probability, 3);
        json_key_str(json, "reason", str_from(block->reason));
        json_object_end(json);
    }
    json_array_end(json);
    json_key(json, "blocks_total");
    json_int(json, (int64_t)log->n_all);
}

static void add_json(const struct article *article, const struct clean_log *log,
                     const struct told *told, size_t n, struct buf *buf)
{
    struct json json;
    json_init(&json, buf);
    json_object_begin(&json);
    json_key(&json, "id");
    json_int(&json, article->id);
    json_key_str(&json, "kind", str_from(doc_kind_name(article->kind)));
    json_key(&json, "engine");
    json_int(&json, article->engine);
    json_key(&json, "confidence");
    json_decimal(&json, article->confidence, 3);
    json_key_str(&json, "note", str_from(log->note));
    add_facts(&json, told, n);
    add_blocks(&json, log);
    json_object_end(&json);
}

static void add_fact_page(const struct app *app, struct arena *arena, const struct told *told,
                          struct buf *buf)
{
    struct str value = told->value, others = str_null();
    for (size_t i = 0; told->list && i < told->list->len; i++) {
        value = arena_printf(arena, "%.*s%s%.*s", STR_ARG(value), i ? ", " : "",
                             STR_ARG(told->list->items[i]));
    }
    for (size_t i = 0; told->log && i < told->log->len; i++) {
        others =
            arena_printf(arena, "%.*s%s%.*s (%.2f)", STR_ARG(others), i ? "; " : "",
                         STR_ARG(told->log->candidates[i].value), told->log->candidates[i].score);
    }
    const struct template_value values[] = {
        {"name", str_from(told->name)},
        {"value", value},
        {"reason", str_from(source_words[told->source])},
        {"candidates", others},
    };
    pages_fill(app->pages, PAGE_LOG_FACT, values, ARRAY_LEN(values), buf);
}

/* The selector of the element around a block's: all but its last step. */
static struct str around(struct str path)
{
    ptrdiff_t step = str_find_last_byte(path, '>');
    struct str outer = step > 0 ? str_trim(str_sub(path, 0, (size_t)step)) : str_null();
    return str_find_byte(outer, '>') < 0 ? str_null() : outer; /* not <html> and the whole <body> */
}

static void add_block_page(const struct app *app, struct request *req,
                           const struct clean_log_block *block, struct buf *buf)
{
    const struct template_value values[] = {
        {"id", arena_printf(req->arena, "%lld", (long long)req->path_id)},
        {"path", block->path},
        {"around", around(block->path)},
        {"text", block->text},
        {"kept", block->is_kept ? STR("kept") : str_null()},
        {"probability", arena_printf(req->arena, "%.2f", block->probability)},
        {"reason", str_from(block->reason)},
    };
    pages_fill(app->pages, PAGE_LOG_BLOCK, values, ARRAY_LEN(values), buf);
}

static enum status add_page(const struct app *app, struct request *req,
                            const struct article *article, const struct clean_log *log,
                            const struct told *told, size_t n, struct response *res)
{
    struct buf facts, blocks;
    buf_init(&facts, 0);
    buf_init(&blocks, 0);
    for (size_t i = 0; i < n; i++) {
        add_fact_page(app, req->arena, &told[i], &facts);
    }
    for (size_t i = 0; i < log->n_blocks; i++) {
        add_block_page(app, req, &log->blocks[i], &blocks);
    }
    struct page_frame frame = {.title = STR("Why it was cleaned like this"), .req = req};
    const struct template_value values[] = {
        {"id", arena_printf(req->arena, "%lld", (long long)article->id)},
        {"title", meta_get(&article->meta, META_TITLE)},
        {"confidence", arena_printf(req->arena, "%.2f", article->confidence)},
        {"note", str_from(log->note)},
        {"is_html", page_flag(article->kind == DOC_HTML)},
        {"facts", buf_str(&facts)},
        {"blocks", buf_str(&blocks)},
    };
    pages_add(app, PAGE_LOG, &frame, values, ARRAY_LEN(values), &res->body);
    enum status status = buf_ok(&facts) && buf_ok(&blocks) ? OK : error_no_memory(&res->error);
    buf_done(&facts);
    buf_done(&blocks);
    return status;
}

enum status handle_log_get(struct app *app, struct request *req, struct response *res)
{
    struct article current, cleaned;
    struct clean_log log = {.n_all = 0};
    struct recleaning how = {.log = &log};
    struct told told[TOLD_MAX];
    enum status status =
        recleaning_run(app->store, cleaners_get(app->cleaners, req->worker), req->path_id, &how,
                       req->arena, &current, &cleaned, &res->error);
    if (status) {
        return status;
    }
    cleaned.id = current.id;
    size_t n = list_told(&cleaned.meta, &log, told);
    response_header(res, "Cache-Control", STR("private, no-cache"));
    response_header(res, "Vary", STR("Accept"));
    if (req->format == FORMAT_HTML) {
        res->csp = page_csp;
        status = add_page(app, req, &cleaned, &log, told, n, res);
    } else {
        add_json(&cleaned, &log, told, n, &res->body);
    }
    return status ? status : buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
