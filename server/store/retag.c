/* Gives a tag another name in the articles that have it, or takes it away, some at a time. */
#include "store/retag_internal.h"

#include "base/time.h"
#include "base/utf8.h"
#include "store/meta_pack_internal.h"
#include "store/query_internal.h"

/* Articles in one go: some milliseconds for which other writes wait. */
enum { STEP = 100 };

struct tagged {
    int64_t created_us, id;
};

static bool is_same(struct str a, struct str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        if (utf8_lower(utf8_next(a, &i)) != utf8_lower(utf8_next(b, &j))) {
            return false;
        }
    }
    return i == a.len && j == b.len;
}

static bool has_tag(const struct fact_list *tags, struct str tag)
{
    for (size_t i = 0; i < tags->len; i++) {
        if (is_same(tags->items[i], tag)) {
            return true;
        }
    }
    return false;
}

/* At its place comes the new name, unless that is there already. */
static void change_tags(struct fact_list *tags, const struct store_retag *retag)
{
    struct fact_list changed = {.source = tags->source};
    for (size_t i = 0; i < tags->len; i++) {
        bool is_it = is_same(tags->items[i], retag->tag);
        struct str name = is_it ? retag->name : tags->items[i];
        if (name.len && !has_tag(&changed, name)) {
            changed.items[changed.len++] = name;
        }
    }
    *tags = changed;
}

/* The articles with the tag from the cursor on, the newest first. */
static enum status list_tagged(struct connection *connection, const struct store_retag *retag,
                               struct tagged *tagged, size_t *ret_n, struct error *err)
{
    bool has_row;
    bool is_first = !retag->reached_id;
    size_t n = 0;
    AUTO_QUERY query = query_begin(connection, STATEMENT_TAGGED);
    query_text(&query, retag->tag);
    query_int(&query, is_first ? INT64_MAX : retag->reached_us);
    query_int(&query, is_first ? INT64_MAX : retag->reached_id);
    query_int(&query, STEP);
    enum status status = query_step(&query, &has_row, err);
    while (!status && has_row && n < STEP) {
        tagged[n].created_us = query_take_int(&query);
        tagged[n++].id = query_take_int(&query);
        status = query_step(&query, &has_row, err);
    }
    *ret_n = n;
    return status;
}

static enum status read_meta(struct connection *connection, int64_t id, struct arena *arena,
                             struct meta *ret_meta, struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(connection, STATEMENT_META);
    query_int(&query, id);
    enum status status = query_step(&query, &has_row, err);
    if (!status && !has_row) {
        return error_set(err, ERR_CORRUPT, "article %lld is damaged: it has only its tags",
                         (long long)id);
    }
    return status ? status : meta_unpack(arena, query_take_str(&query), ret_meta, err);
}

static enum status write_meta(struct connection *connection, int64_t id, const struct meta *meta,
                              struct error *err)
{
    struct buf packed;
    buf_init(&packed, 0);
    meta_pack(meta, &packed);
    enum status status = buf_ok(&packed) ? OK : error_no_memory(err);
    if (!status) {
        AUTO_QUERY query = query_begin(connection, STATEMENT_SET_META);
        query_int(&query, id);
        query_blob(&query, buf_str(&packed));
        query_int(&query, time_now_us());
        status = query_run(&query, err);
    }
    buf_done(&packed);
    return status;
}

static enum status write_tag(struct connection *connection, enum statement statement,
                             const struct tagged *tagged, struct str tag, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, statement);
    query_int(&query, tagged->id);
    query_int(&query, tagged->created_us);
    query_text(&query, tag);
    return query_run(&query, err);
}

static enum status change_one(struct connection *connection, const struct store_retag *retag,
                              const struct tagged *tagged, struct arena *arena, struct error *err)
{
    struct meta meta = {0};
    enum status status = read_meta(connection, tagged->id, arena, &meta, err);
    if (status) {
        return status;
    }
    change_tags(&meta.tags, retag);
    status = write_meta(connection, tagged->id, &meta, err);
    status = status ? status : write_tag(connection, STATEMENT_REMOVE_TAG, tagged, retag->tag, err);
    if (!status && retag->name.len) {
        status = write_tag(connection, STATEMENT_ADD_TAG, tagged, retag->name, err);
    }
    return status;
}

static enum status count_change(struct connection *connection, struct error *err)
{
    AUTO_QUERY query = query_begin(connection, STATEMENT_ADD_TOTALS);
    query_int(&query, 0);
    return query_run(&query, err);
}

enum status retag_step(struct connection *connection, struct store_retag *retag, struct error *err)
{
    struct tagged tagged[STEP];
    struct arena arena = {.ceiling = 0};
    size_t n = 0;
    enum status status = list_tagged(connection, retag, tagged, &n, err);
    if (!status && !n && !retag->reached_id) {
        return error_set(err, ERR_NOT_FOUND, "there is no tag \"%.*s\"", STR_ARG(retag->tag));
    }
    for (size_t i = 0; i < n && !status; i++) {
        status = change_one(connection, retag, &tagged[i], &arena, err);
        arena_reset(&arena);
    }
    arena_done(&arena);
    status = status ? status : count_change(connection, err);
    if (!status && n) {
        retag->reached_us = tagged[n - 1].created_us;
        retag->reached_id = tagged[n - 1].id;
    }
    retag->has_more = n == STEP;
    return status;
}
