/* Pages of the list, newest first: one walk down one index from the cursor. */
#include "base/time.h"
#include "store/limits_internal.h"
#include "store/row_internal.h"
#include "store/store_internal.h"

/* Between looks at the clock, in steps of SQLite's machine: some 10 us of work. */
enum { STEPS_PER_LOOK = 1000 };

/* The index to walk down: of the filter that is likely to leave the fewest. */
static enum statement choose_index(const struct store_query *query)
{
    const struct {
        bool is_asked;
        enum statement statement;
    } choices[] = {
        {query->tag.len, STATEMENT_LIST_TAG},     {query->author.len, STATEMENT_LIST_AUTHOR},
        {query->site.len, STATEMENT_LIST_SITE},   {query->lang.len, STATEMENT_LIST_LANG},
        {query->has_state, STATEMENT_LIST_STATE},
    };
    for (size_t i = 0; i < ARRAY_LEN(choices); i++) {
        if (choices[i].is_asked) {
            return choices[i].statement;
        }
    }
    return STATEMENT_LIST_ALL;
}

static void give_filter(struct query *query, struct str value)
{
    query_text(query, value.len ? value : str_null());
}

/* In the order of FILTERS in statements.c; `range` is the language with its separator. */
static void give_parameters(struct query *query, const struct store_query *wanted, struct str range,
                            int limit)
{
    bool has_cursor = wanted->before_us || wanted->before_id;
    query_int(query, has_cursor ? wanted->before_us : INT64_MAX);
    query_int(query, has_cursor ? wanted->before_id : INT64_MAX);
    give_filter(query, wanted->site);
    give_filter(query, row_language(wanted->lang));
    give_filter(query, wanted->lang);
    give_filter(query, range);
    if (wanted->has_state) {
        query_int(query, wanted->state);
    } else {
        query_text(query, str_null());
    }
    give_filter(query, wanted->tag);
    give_filter(query, wanted->author);
    query_int(query, limit + 1); /* one more tells whether there is a next page */
}

static enum status take_rows(struct query *query, int limit, struct arena *arena,
                             struct store_list *list, struct error *err)
{
    bool has_row;
    enum status status = query_step(query, &has_row, err);
    while (!status && has_row && list->len < (size_t)limit) {
        status = row_read(query, arena, &list->items[list->len], err);
        list->len += !status;
        status = status ? status : query_step(query, &has_row, err);
    }
    list->has_more = !status && has_row;
    return status;
}

static enum status read_list(struct connection *connection, const struct store_query *wanted,
                             struct arena *arena, struct store_list *ret_list, struct error *err)
{
    int limit = MAX(1, MIN(wanted->limit, (int)LIMIT_LIST));
    struct str range =
        wanted->lang.len ? arena_printf(arena, "%.*s-", STR_ARG(wanted->lang)) : str_null();
    struct store_list list = {.items = arena_array(arena, (size_t)limit, sizeof(*list.items))};
    if (!list.items || (wanted->lang.len && !range.ptr)) {
        return error_no_memory(err);
    }
    AUTO_QUERY query = query_begin(connection, choose_index(wanted));
    give_parameters(&query, wanted, range, limit);
    enum status status = take_rows(&query, limit, arena, &list, err);
    if (!status) {
        *ret_list = list;
    }
    return status;
}

static int is_too_late(void *argument)
{
    const int64_t *deadline_us = argument;
    return time_monotonic_us() >= *deadline_us;
}

enum status store_list(struct store *store, const struct store_query *query, struct arena *arena,
                       struct store_list *ret_list, struct error *err)
{
    int64_t deadline_us = time_monotonic_us() + (int64_t)store->list_ms * 1000;
    struct connection *connection = readers_take(&store->readers);
    sqlite3_progress_handler(connection->db, STEPS_PER_LOOK, is_too_late, &deadline_us);
    enum status status = read_list(connection, query, arena, ret_list, err);
    sqlite3_progress_handler(connection->db, 0, NULL, NULL);
    readers_give(&store->readers, connection);
    return status;
}
