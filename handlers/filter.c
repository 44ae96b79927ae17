/* The parameters that everything takes that lists articles, and the addresses of its pages. */
#include "handlers/filter.h"

#include "base/time.h"
#include "base/url.h"
#include "handlers/cursor.h"

enum { DEFAULT_LIMIT = 30 };

const struct route_param filter_params[] = {
    {"q", PARAM_TEXT, 0, SEARCH_BYTES_MAX, NULL,
     "Words, \"a phrase\", pre*, -not, OR, parentheses, title: author: site: tag: lang: before: "
     "after: is:"},
    {"tag", PARAM_TEXT, 0, 100, NULL, "Only articles with this tag."},
    {"state", PARAM_CHOICE, 0, 0, "unread reading archived", "Only articles in this state."},
    {"starred", PARAM_BOOL, 0, 0, NULL, "Only articles with a star, or only those without."},
    {"site", PARAM_TEXT, 0, 1000, NULL, "Only articles of this publication or host."},
    {"lang", PARAM_TEXT, 0, 35, NULL, "Only articles in this language."},
    {"author", PARAM_TEXT, 0, 1000, NULL, "Only articles by this author."},
    {"since", PARAM_TEXT, 0, 40, NULL,
     "Only what was added (with sort=updated: changed) on this day or at this time, or later."},
    {"until", PARAM_TEXT, 0, 40, NULL, "Only what was added or changed up to this day or time."},
    {"sort", PARAM_CHOICE, 0, 0,
     "created -created updated -updated published -published title -title relevance",
     "The order; with - the last first."},
    {"limit", PARAM_INT, 1, 200, NULL, "How many articles at most."},
    {"cursor", PARAM_TEXT, 0, CURSOR_MAX, NULL,
     "Where to go on: from \"next\" of the page before."},
    {"fields", PARAM_TEXT, 0, 500, NULL, "Only these members of each item, parted by commas."},
    {"count", PARAM_BOOL, 0, 0, NULL, "With the total of all pages."},
    {NULL},
};

static const struct {
    const char *name;
    enum store_sort sort;
} sorts[] = {
    {"created", SORT_CREATED}, {"updated", SORT_UPDATED},     {"published", SORT_PUBLISHED},
    {"title", SORT_TITLE},     {"relevance", SORT_RELEVANCE},
};

static void take_sort(struct filter *filter, struct str name)
{
    bool is_descending = str_starts(name, STR("-"));
    struct str bare = str_sub(name, is_descending, name.len);
    for (size_t i = 0; i < ARRAY_LEN(sorts); i++) {
        if (str_equal(bare, str_from(sorts[i].name))) {
            filter->query.sort = sorts[i].sort;
        }
    }
    filter->query.is_ascending = !is_descending && filter->query.sort != SORT_RELEVANCE;
}

static enum status refuse(struct response *res, const char *name, const char *what)
{
    res->error_pointer = str_from(name);
    return error_set(&res->error, ERR_INVALID, "\"%s\" %s", name, what);
}

/* In UTC where no offset is given; `*ret_is_day` when no time is. */
static bool read_moment(struct str text, int64_t *ret_us, bool *ret_is_day)
{
    struct date date = {0};
    if (!date_parse(text, &date) || !date.day) {
        return false;
    }
    int64_t seconds = time_days_from_civil(date.year, date.month, date.day) * 86400;
    if (date.has_time) {
        seconds += date.hour * 3600 + date.minute * 60 + date.second;
        seconds -= date.has_offset ? date.offset_minutes * 60 : 0;
    }
    *ret_us = seconds * 1000000;
    *ret_is_day = !date.has_time;
    return true;
}

static enum status take_times(const struct request *req, struct response *res,
                              struct store_query *query)
{
    static const char what[] = "takes a day or a time as 2024-05-06 or 2024-05-06T07:08:09Z";
    struct str since = request_param(req, "since"), until = request_param(req, "until");
    bool is_day;
    if (since.ptr && !read_moment(since, &query->since_us, &is_day)) {
        return refuse(res, "since", what);
    }
    if (until.ptr) {
        if (!read_moment(until, &query->until_us, &is_day)) {
            return refuse(res, "until", what);
        }
        /* All of the day, and the second itself: what is returned has whole ones. */
        query->until_us += is_day ? (int64_t)86400 * 1000000 : 1000000;
    }
    return OK;
}

static enum status take_search(struct request *req, struct response *res, struct store_query *query)
{
    struct str q = request_param(req, "q");
    size_t position;
    if (!str_trim(q).len) {
        return OK;
    }
    enum status status = search_parse(req->arena, q, &query->search, &position, &res->error);
    if (status == ERR_INVALID) {
        res->error_pointer = STR("q");
        res->has_error_position = true;
        res->error_position = (int64_t)position;
    }
    return status;
}

enum status filter_read(struct request *req, struct response *res, const char *sort,
                        struct filter *ret_filter)
{
    struct str wanted_sort = request_param(req, "sort"), cursor = request_param(req, "cursor");
    struct filter filter = {
        .sort = wanted_sort.len ? arena_cstr(req->arena, wanted_sort) : sort,
        .is_counted = request_param_bool(req, "count", false),
        .query = {.limit = (int)request_param_int(req, "limit", DEFAULT_LIMIT),
                  .site = request_param(req, "site"),
                  .author = request_param(req, "author"),
                  .tag = request_param(req, "tag"),
                  .lang = request_param(req, "lang"),
                  .has_starred = request_param(req, "starred").ptr != NULL,
                  .is_starred = request_param_bool(req, "starred", false)},
    };
    if (!filter.sort) {
        return error_no_memory(&res->error);
    }
    take_sort(&filter, str_from(filter.sort));
    filter.query.has_state =
        article_state_from_name(request_param(req, "state"), &filter.query.state);
    if (cursor.len && !cursor_read(cursor, filter.sort, &filter.query)) {
        return refuse(res, "cursor",
                      "is not one of this list's; take it from \"next\" or the Link header");
    }
    enum status status = take_times(req, res, &filter.query);
    status = status ? status : take_search(req, res, &filter.query);
    if (!status) {
        *ret_filter = filter;
    }
    return status;
}

/* The same list from another place on; without a cursor, from its beginning. */
static struct str page_url(const struct request *req, const struct filter *filter,
                           const struct store_cursor *cursor, bool is_backward)
{
    struct buf buf;
    const char *separator = "?";
    buf_init(&buf, 0);
    buf_add_z(&buf, req->route->path);
    if (cursor) {
        struct buf text;
        buf_init(&text, 0);
        cursor_add(&text, filter->sort, &filter->query, cursor, is_backward);
        buf_add_z(&buf, "?cursor=");
        url_encode(&buf, buf_str(&text));
        buf_done(&text);
        separator = "&";
    }
    for (const struct route_param *param = filter_params; param->name; param++) {
        struct str value = request_param(req, param->name);
        if (value.ptr && !str_equal(str_from(param->name), STR("cursor"))) {
            buf_add_z(&buf, separator);
            buf_add_z(&buf, param->name);
            buf_add_byte(&buf, '=');
            url_encode(&buf, value);
            separator = "&";
        }
    }
    struct str url = buf_ok(&buf) ? arena_str(req->arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return url;
}

static struct str add_link(struct arena *arena, struct str links, struct str url, const char *rel)
{
    return url.len ? arena_printf(arena, "%.*s%s<%.*s>; rel=\"%s\"", STR_ARG(links),
                                  links.len ? ", " : "", STR_ARG(url), rel)
                   : links;
}

enum status filter_link(const struct request *req, struct response *res,
                        const struct filter *filter, const struct store_list *list,
                        struct filter_pages *ret_pages)
{
    struct filter_pages pages = {.next = str_null()};
    struct str links = STR("");
    if (list->has_more && list->len) {
        pages.next = page_url(req, filter, &list->last, false);
    }
    if (list->has_previous && list->len) {
        pages.previous = page_url(req, filter, &list->first, true);
    }
    if (filter->query.cursor.id) {
        pages.first = page_url(req, filter, NULL, false);
    }
    links = add_link(req->arena, links, pages.next, "next");
    links = add_link(req->arena, links, pages.previous, "prev");
    links = add_link(req->arena, links, pages.first, "first");
    if (links.len) {
        response_header(res, "Link", links);
    }
    if (req->arena->is_exhausted) {
        return error_no_memory(&res->error);
    }
    *ret_pages = pages;
    return OK;
}
