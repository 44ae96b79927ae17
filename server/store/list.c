/* Pages of lists and of what was searched for: which articles, and what is shown of them. */
#include "base/time.h"
#include "store/limits_internal.h"
#include "store/list_sql_internal.h"
#include "store/marker_internal.h"
#include "store/row_internal.h"
#include "store/timed_internal.h"

#include <assert.h>
#include <string.h>

/* An item as its walk gives it. */
struct row {
    struct store_cursor cursor;
    bool has_score;
    double score;
};

struct page {
    struct connection *connection;
    struct arena *arena;
    struct list_plan plan;
    size_t limit;
    struct row *rows; /* room for one more than the limit */
    size_t n;
    int64_t deadline_us;
};

static enum status take_row(const struct page *page, struct query *query, struct row *row,
                            struct error *err)
{
    row->cursor.id = query_take_int(query);
    if (list_key_is_text(page->plan.sort)) {
        row->cursor.text = arena_str(page->arena, query_take_str(query));
        if (!row->cursor.text.ptr) {
            return error_no_memory(err);
        }
    } else if (page->plan.sort == SORT_RELEVANCE) {
        double score = query_take_real(query);
        memcpy(&row->cursor.number, &score, sizeof(score));
    } else {
        row->cursor.number = query_take_int(query);
    }
    row->has_score = !query_is_null(query);
    row->score = -query_take_real(query); /* of FTS5's, the lowest is the best */
    return OK;
}

static enum status take_rows(struct page *page, struct error *err)
{
    bool has_row;
    AUTO_SQL sql;
    sql_init(&sql);
    list_sql_page(&page->plan, (int)page->limit, page->arena, &sql);
    if (!sql_ok(&sql)) {
        return error_no_memory(err);
    }
    AUTO_QUERY query = sql_begin(page->connection, &sql);
    enum status status = query_step(&query, &has_row, err);
    while (!status && has_row && page->n <= page->limit) {
        status = take_row(page, &query, &page->rows[page->n], err);
        page->n += !status;
        status = status ? status : query_step(&query, &has_row, err);
    }
    return status;
}

/* A page that was walked to backwards is turned round. */
static void put_in_order(struct page *page, struct store_list *list)
{
    const struct store_cursor *cursor = &page->plan.query->cursor;
    bool goes_on = page->n > page->limit;
    page->n = MIN(page->n, page->limit);
    for (size_t i = 0; cursor->is_backward && i < page->n / 2; i++) {
        struct row row = page->rows[i];
        page->rows[i] = page->rows[page->n - 1 - i];
        page->rows[page->n - 1 - i] = row;
    }
    /* The other way is where the cursor came from. */
    list->has_more = cursor->is_backward ? true : goes_on;
    list->has_previous = cursor->is_backward ? goes_on : cursor->id != 0;
    if (page->n) {
        list->first = page->rows[0].cursor;
        list->last = page->rows[page->n - 1].cursor;
    }
}

static enum status read_heads(struct page *page, struct store_list *list, struct error *err)
{
    enum status status = OK;
    for (size_t i = 0; i < page->n && !status; i++) {
        bool has_row;
        AUTO_QUERY query = query_begin(page->connection, STATEMENT_HEAD);
        query_int(&query, page->rows[i].cursor.id);
        status = query_step(&query, &has_row, err);
        if (!status && has_row) {
            page->rows[list->len] = page->rows[i];
            status = row_read(&query, page->arena, &list->items[list->len], err);
            list->len += !status;
        }
    }
    return status;
}

/* The text is looked at where it lies, and only the passage copied. */
static enum status mark_text(struct page *page, const struct marker *marker, int64_t id,
                             struct marked *ret_snippet, struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(page->connection, STATEMENT_TEXT);
    query_int(&query, id);
    enum status status = query_step(&query, &has_row, err);
    if (!status && has_row) {
        (void)query_take_int(&query);
        struct str text = query_take_str(&query);
        *ret_snippet = marker_passage(marker, page->arena, text);
    }
    return status;
}

static enum status mark(struct page *page, struct store_list *list, struct error *err)
{
    const struct marker *marker =
        marker_new(page->arena, page->connection->tokens, page->plan.conditions);
    enum status status = OK;
    list->hits = arena_array(page->arena, MAX(list->len, (size_t)1), sizeof(*list->hits));
    if (!list->hits) {
        return error_no_memory(err);
    }
    for (size_t i = 0; i < list->len && !status; i++) {
        struct store_hit *hit = &list->hits[i];
        const struct meta *meta = &list->items[i].meta;
        hit->has_score = page->rows[i].has_score;
        hit->score = page->rows[i].score;
        hit->title.text = meta_get(meta, META_TITLE);
        hit->snippet.text = meta_get(meta, META_EXCERPT);
        if (marker && time_monotonic_us() < page->deadline_us) {
            hit->title = marker_whole(marker, page->arena, hit->title.text);
            status = mark_text(page, marker, list->items[i].id, &hit->snippet, err);
        }
    }
    return status;
}

static enum status read_page(struct page *page, struct store_list *ret_list, struct error *err)
{
    struct store_list list = {
        .items = arena_array(page->arena, page->limit, sizeof(*list.items)),
    };
    page->rows = arena_array(page->arena, page->limit + 1, sizeof(*page->rows));
    if (!list.items || !page->rows) {
        return error_no_memory(err);
    }
    enum status status = take_rows(page, err);
    if (status) {
        return status;
    }
    put_in_order(page, &list);
    status = read_heads(page, &list, err);
    if (!status && page->plan.query->is_marked) {
        status = mark(page, &list, err);
    }
    if (!status) {
        *ret_list = list;
    }
    return status;
}

static enum status read_count(struct page *page, int64_t *ret_count, struct error *err)
{
    bool has_row;
    AUTO_SQL sql;
    sql_init(&sql);
    list_sql_count(&page->plan, page->arena, &sql);
    if (!sql_ok(&sql)) {
        return error_no_memory(err);
    }
    AUTO_QUERY query = sql_begin(page->connection, &sql);
    enum status status = query_step(&query, &has_row, err);
    if (!status) {
        *ret_count = has_row ? query_take_int(&query) : 0;
    }
    return status;
}

/* Either `ret_list` or `ret_count`, until the deadline. */
static enum status read_in_time(struct store *store, const struct store_query *query,
                                struct arena *arena, struct store_list *ret_list,
                                int64_t *ret_count, struct error *err)
{
    struct timed timed;
    assert(ret_list || ret_count);
    timed_begin(store, &timed);
    struct page page = {
        .connection = timed.connection,
        .arena = arena,
        .limit = (size_t)MAX(1, MIN(query->limit, (int)LIMIT_LIST)),
        .deadline_us = timed.deadline_us,
    };
    enum status status = list_plan(query, page.connection->tokens, arena, &page.plan, err);
    if (!status) {
        status = ret_list ? read_page(&page, ret_list, err) : read_count(&page, ret_count, err);
    }
    timed_end(&timed);
    return status;
}

enum status store_list(struct store *store, const struct store_query *query, struct arena *arena,
                       struct store_list *ret_list, struct error *err)
{
    return read_in_time(store, query, arena, ret_list, NULL, err);
}

enum status store_count(struct store *store, const struct store_query *query, struct arena *arena,
                        int64_t *ret_count, struct error *err)
{
    return read_in_time(store, query, arena, NULL, ret_count, err);
}
