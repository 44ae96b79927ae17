/* Fuzzes what people type to search: the parser, FTS5 with the expression that is made of it, the
 * statement around that, and the marks in the text that was searched for itself. */
#include "base/utf8.h"
#include "store/connection_internal.h"
#include "store/list_sql_internal.h"
#include "store/marker_internal.h"
#include "store/search.h"

#include <stdlib.h>

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Enough of the tables to prepare any statement. */
static const char schema[] =
    "CREATE TABLE articles (id INTEGER PRIMARY KEY, created_us, updated_us, title_key,"
    " published_key, published, site, host, lang, language, state, is_starred);"
    "CREATE TABLE article_tags (tag, created_us, article_id);"
    "CREATE TABLE article_authors (author, created_us, article_id);"
    "CREATE INDEX articles_by_time ON articles (created_us, id);"
    "CREATE VIRTUAL TABLE search USING fts5 (title, text, authors, site, tokenize='articled');"
    "INSERT INTO search VALUES ('fog', 'a quiet harbour', 'Quill', 'Light');"
    "INSERT INTO articles (id, created_us, state, is_starred) VALUES (1, 1, 0, 0)";

static void run(struct connection *connection, struct arena *arena, struct search *search)
{
    struct store_query query = {.limit = 5, .sort = SORT_RELEVANCE, .search = search};
    struct list_plan plan;
    struct error err = {.status = OK};
    bool has_row;
    enum status status = list_plan(&query, connection->tokens, arena, &plan, &err);
    must(status == OK || status == ERR_INVALID);
    if (status) {
        return;
    }
    AUTO_SQL sql;
    sql_init(&sql);
    list_sql_page(&plan, 5, arena, &sql);
    must(sql_ok(&sql));
    AUTO_QUERY steps = sql_begin(connection, &sql);
    must(query_step(&steps, &has_row, &err) == OK);
}

static void mark(struct connection *connection, struct arena *arena, const struct search *search,
                 struct str text)
{
    const struct marker *marker = marker_new(arena, connection->tokens, search);
    if (!marker) {
        return;
    }
    struct marked all[] = {marker_whole(marker, arena, text), marker_passage(marker, arena, text)};
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        size_t at = 0;
        must(utf8_is_valid(all[i].text));
        for (size_t j = 0; j < all[i].n; j++) {
            const struct marked_span *span = &all[i].marks[j];
            must(span->from >= at && span->to > span->from && span->to <= all[i].text.len);
            must(utf8_is_valid(str_sub(all[i].text, span->from, span->to - span->from)));
            at = span->to;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    static struct connection connection;
    struct arena arena = {.ceiling = 0};
    struct error err = {.status = OK};
    struct str text = str_of((const char *)bytes, len);
    struct search *search = NULL;
    size_t position = 0;
    if (!connection.db) {
        must(connection_open(":memory:", CONNECTION_READS, &connection, &err) == OK);
        must(connection_exec(&connection, "PRAGMA query_only = OFF", &err) == OK);
        must(connection_exec(&connection, schema, &err) == OK);
    }
    if (!utf8_is_valid(text) || str_find_byte(text, '\0') >= 0) {
        return 0;
    }
    enum status status = search_parse(&arena, text, &search, &position, &err);
    must(status == OK || (status == ERR_INVALID && position <= utf8_length(text)));
    if (!status) {
        run(&connection, &arena, search);
        mark(&connection, &arena, search, text);
    }
    arena_done(&arena);
    return 0;
}
