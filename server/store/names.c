/* Which tags, sites and authors there are, and of how many articles. */
#include "store/sql_internal.h"
#include "store/timed_internal.h"

/*
 * Each walks along one index.  A tag is shown as in the newest article that has it: the columns
 * beside max() are of its row (SQLite's manual, "lang_select", 2.5).
 */
static const struct {
    const char *select, *only, *group;
} kinds[] = {
    [STORE_TAGS] = {"SELECT name, count(*), max(created_us) FROM article_tags WHERE 1",
                    " AND tag = fold(", " GROUP BY tag ORDER BY "},
    [STORE_SITES] = {"SELECT site, count(*) FROM articles WHERE site IS NOT NULL", " AND site = (",
                     " GROUP BY site ORDER BY "},
    [STORE_AUTHORS] = {"SELECT author, count(*) FROM article_authors WHERE 1", " AND author = (",
                       " GROUP BY author ORDER BY "},
};
static const char *const keys[] = {
    [STORE_TAGS] = "tag", [STORE_SITES] = "site", [STORE_AUTHORS] = "author"};

static void add_sql(const struct store_names_query *wanted, int limit, struct sql *sql)
{
    sql_add(sql, kinds[wanted->kind].select);
    if (wanted->only.len) {
        sql_add(sql, kinds[wanted->kind].only);
        (void)sql_text(sql, wanted->only);
        sql_add(sql, ")");
    }
    sql_add(sql, kinds[wanted->kind].group);
    sql_add(sql, wanted->by_count ? "2 DESC, " : "");
    sql_add(sql, keys[wanted->kind]);
    sql_add(sql, " LIMIT ");
    (void)sql_int(sql, limit);
}

static enum status take_names(struct query *query, size_t limit, struct arena *arena,
                              struct store_names *names, struct error *err)
{
    bool has_row;
    enum status status = query_step(query, &has_row, err);
    while (!status && has_row && names->len < limit) {
        struct store_name *name = &names->items[names->len++];
        name->name = arena_str(arena, query_take_str(query));
        name->count = query_take_int(query);
        status = name->name.ptr ? query_step(query, &has_row, err) : error_no_memory(err);
    }
    return status;
}

static enum status read_names(struct connection *connection, const struct store_names_query *wanted,
                              struct arena *arena, struct store_names *ret_names, struct error *err)
{
    AUTO_SQL sql;
    int limit = MAX(1, MIN(wanted->limit, (int)STORE_NAMES_MAX));
    struct store_names names = {
        .items = arena_array(arena, (size_t)limit, sizeof(*names.items)),
    };
    sql_init(&sql);
    add_sql(wanted, limit, &sql);
    if (!names.items || !sql_ok(&sql)) {
        return error_no_memory(err);
    }
    AUTO_QUERY query = sql_begin(connection, &sql);
    enum status status = take_names(&query, (size_t)limit, arena, &names, err);
    if (!status) {
        *ret_names = names;
    }
    return status;
}

enum status store_read_names(struct store *store, const struct store_names_query *query,
                             struct arena *arena, struct store_names *ret_names, struct error *err)
{
    struct timed timed;
    timed_begin(store, &timed);
    enum status status = read_names(timed.connection, query, arena, ret_names, err);
    timed_end(&timed);
    return status;
}
