/* The list's shelves: all, unread, half read, starred and archived articles, with how many there
 * are. */
#include "handlers/shelves.h"

#include "handlers/pages.h"
#include "store/store.h"

#include <pthread.h>
#include <stdlib.h>

/* A shelf is what the list shows with one parameter; the first one is what it shows without. */
static const struct shelf {
    const char *label, *heading, *param, *value, *hint;
} shelf_rows[] = {
    {"All", "Articles", NULL, NULL, NULL},
    {"Unread", "Unread articles", "state", "unread", "Everything is read, or at least begun."},
    {"Reading", "Half read", "state", "reading",
     "An article that you leave halfway stands here, and opens where you left it."},
    {"Starred", "Starred articles", "starred", "1",
     "An article's star, or the key s, puts it here."},
    {"Archived", "Archived articles", "state", "archived",
     "What you have finished can be archived: by its button, or the key a."},
};

struct shelves {
    pthread_mutex_t lock;
    int64_t changes; /* of the store, when they were counted; -1: never */
    int64_t counts[ARRAY_LEN(shelf_rows)];
};

enum status shelves_new(struct shelves **ret_shelves, struct error *err)
{
    struct shelves *shelves = calloc(1, sizeof(*shelves));
    if (!shelves || pthread_mutex_init(&shelves->lock, NULL) != 0) {
        free(shelves);
        return error_no_memory(err);
    }
    shelves->changes = -1;
    *ret_shelves = shelves;
    return OK;
}

void shelves_free(struct shelves *shelves)
{
    if (shelves) {
        (void)pthread_mutex_destroy(&shelves->lock);
        free(shelves);
    }
}

static enum status count_shelf(struct app *app, const struct request *req,
                               const struct shelf *shelf, int64_t *ret_count, struct error *err)
{
    struct store_query query = {.limit = 1};
    query.has_state = article_state_from_name(str_from(shelf->value), &query.state);
    query.has_starred = query.is_starred = !query.has_state;
    return store_count(app->store, &query, req->arena, ret_count, err);
}

/* Without the lock, since it may take milliseconds: two threads may count the same once. */
static enum status count_all(struct app *app, const struct request *req, int64_t *counts,
                             int64_t *ret_changes, struct error *err)
{
    struct store_stats stats;
    enum status status = store_stats(app->store, &stats, err);
    if (status) {
        return status;
    }
    counts[0] = stats.articles;
    *ret_changes = stats.latest_change;
    for (size_t i = 1; i < ARRAY_LEN(shelf_rows) && !status; i++) {
        status = count_shelf(app, req, &shelf_rows[i], &counts[i], err);
    }
    return status;
}

static enum status read_counts(struct app *app, const struct request *req, int64_t *counts,
                               struct error *err)
{
    struct shelves *shelves = app->shelves;
    struct store_stats stats;
    int64_t changes;
    enum status status = store_stats(app->store, &stats, err);
    (void)pthread_mutex_lock(&shelves->lock);
    bool is_known = shelves->changes == stats.latest_change;
    memcpy(counts, shelves->counts, sizeof(shelves->counts));
    (void)pthread_mutex_unlock(&shelves->lock);
    if (status || is_known) {
        return status;
    }
    status = count_all(app, req, counts, &changes, err);
    if (!status) {
        (void)pthread_mutex_lock(&shelves->lock);
        memcpy(shelves->counts, counts, sizeof(shelves->counts));
        shelves->changes = changes;
        (void)pthread_mutex_unlock(&shelves->lock);
    }
    return status;
}

static bool has_other_filter(const struct request *req)
{
    static const char *const names[] = {"tag", "site", "author", "lang", "q", "since", "until"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (request_param(req, names[i]).len) {
            return true;
        }
    }
    return false;
}

static bool is_current(const struct request *req, const struct shelf *shelf)
{
    if (!shelf->param) {
        return !request_param(req, "state").len && !request_param(req, "starred").ptr;
    }
    if (str_equal(str_from(shelf->param), STR("starred"))) {
        return request_param_bool(req, "starred", false);
    }
    return str_equal(request_param(req, shelf->param), str_from(shelf->value));
}

static const struct shelf *find_current(const struct request *req)
{
    for (size_t i = 1; i < ARRAY_LEN(shelf_rows); i++) {
        if (is_current(req, &shelf_rows[i])) {
            return &shelf_rows[i];
        }
    }
    return &shelf_rows[0];
}

struct str shelves_heading(const struct request *req)
{
    return str_from(find_current(req)->heading);
}

struct str shelves_hint(const struct request *req)
{
    return has_other_filter(req) ? STR("Nothing here has all of that.")
                                 : str_from(find_current(req)->hint);
}

enum status shelves_add(struct app *app, const struct request *req, struct buf *buf,
                        struct error *err)
{
    int64_t counts[ARRAY_LEN(shelf_rows)];
    const struct shelf *current = has_other_filter(req) ? NULL : find_current(req);
    enum status status = read_counts(app, req, counts, err);
    for (size_t i = 0; i < ARRAY_LEN(shelf_rows) && !status; i++) {
        const struct shelf *shelf = &shelf_rows[i];
        struct str url =
            shelf->param ? arena_printf(req->arena, "/articles?%s=%s", shelf->param, shelf->value)
                         : STR("/articles");
        const struct template_value values[] = {
            {"url", url},
            {"label", str_from(shelf->label)},
            {"count", arena_printf(req->arena, "%lld", (long long)counts[i])},
            {"is_current", page_flag(shelf == current)},
        };
        pages_fill(app->pages, PAGE_SHELF, values, ARRAY_LEN(values), buf);
    }
    return status;
}
