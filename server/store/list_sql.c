/* A list's query as SQL: one table or index to walk along, conditions on the way, an order. */
#include "store/list_sql_internal.h"

#include "store/list_conditions_internal.h"
#include "store/match_internal.h"

#include <string.h>

/* What is walked along, by the filter that is likely to leave the fewest. */
enum walk {
    WALK_RANKED, /* all that FTS5 finds, sorted by their ranks */
    WALK_FOUND,  /* what FTS5 finds, in the order that the articles came in */
    WALK_SORTED, /* the same, sorted by a column */
    WALK_TAG,
    WALK_AUTHOR,
    WALK_ARTICLES,
};

/*
 * `id` is the article's number in that walk.  CROSS JOIN keeps the order of the tables, and so that
 * of the rows: SQLite's manual, "optoverview", 8.2.  A subquery with a LIMIT is run as it stands:
 * rank is computed once for a row and not again wherever it is looked at.
 */
static const struct {
    const char *from, *join, *id;
} walks[] = {
    [WALK_RANKED] = {"(SELECT rowid AS id, rank AS score FROM search WHERE search MATCH ", NULL,
                     "s.id"},
    [WALK_FOUND] = {"search AS s", " CROSS JOIN articles AS a ON a.id = s.rowid", "s.rowid"},
    [WALK_SORTED] = {"search AS s", " CROSS JOIN articles AS a ON a.id = s.rowid", "s.rowid"},
    [WALK_TAG] = {"article_tags AS k", " CROSS JOIN articles AS a ON a.id = k.article_id",
                  "k.article_id"},
    [WALK_AUTHOR] = {"article_authors AS k", " CROSS JOIN articles AS a ON a.id = k.article_id",
                     "k.article_id"},
    [WALK_ARTICLES] = {"articles AS a", "", "a.id"},
};

static const struct {
    const char *key, *index;
    bool is_text;
} sorts[] = {
    [SORT_CREATED] = {"a.created_us", "articles_by_time", false},
    [SORT_UPDATED] = {"a.updated_us", "articles_by_update", false},
    [SORT_PUBLISHED] = {"a.published_key", "articles_by_publication", true},
    [SORT_TITLE] = {"a.title_key", "articles_by_title", true},
    [SORT_RELEVANCE] = {"s.score", NULL, false},
};

bool list_key_is_text(enum store_sort sort)
{
    return sorts[sort].is_text;
}

enum status list_plan(const struct store_query *query, struct tokens *tokens, struct arena *arena,
                      struct list_plan *ret_plan, struct error *err)
{
    struct list_plan plan = {.query = query, .sort = query->sort};
    struct search *search = query->search;
    enum status status = search ? match_resolve(tokens, arena, &search, err) : OK;
    if (status) {
        return status;
    }
    if (search && search->kind == SEARCH_ALL) {
        plan.conditions = search->parts;
    } else {
        plan.conditions = search;
    }
    plan.match = list_match(plan.conditions, arena);
    if (!plan.match.ptr) {
        return error_no_memory(err);
    }
    if (plan.sort == SORT_RELEVANCE && !plan.match.len) {
        plan.sort = SORT_CREATED;
    }
    *ret_plan = plan;
    return OK;
}

static enum walk choose_walk(const struct list_plan *plan, bool is_count)
{
    if (plan->match.len) {
        return plan->sort == SORT_RELEVANCE && !is_count ? WALK_RANKED
               : plan->sort <= SORT_CREATED || is_count  ? WALK_FOUND
                                                         : WALK_SORTED;
    }
    return plan->query->tag.len ? WALK_TAG : plan->query->author.len ? WALK_AUTHOR : WALK_ARTICLES;
}

/* The index that gives the list's order; NULL where SQLite must sort what two of them find. */
static const char *choose_index(const struct list_plan *plan)
{
    const struct store_query *query = plan->query;
    if (plan->sort != SORT_CREATED) {
        return sorts[plan->sort].index;
    }
    if (query->site.len) {
        return list_has_host(query->site) ? NULL : "articles_by_site";
    }
    return query->lang.len                           ? "articles_by_language"
           : query->has_starred && query->is_starred ? "articles_by_star"
           : query->has_state                        ? "articles_by_state"
                                                     : "articles_by_time";
}

static void add_and(struct sql *sql, const char *piece)
{
    sql_add(sql, " AND ");
    sql_add(sql, piece);
}

static void add_from(struct sql *sql, const struct list_plan *plan, enum walk walk, bool needs_join)
{
    const char *index = walk == WALK_ARTICLES ? choose_index(plan) : NULL;
    sql_add(sql, " FROM ");
    sql_add(sql, walks[walk].from);
    if (walk == WALK_RANKED) {
        (void)sql_text(sql, plan->match);
        sql_add(sql, " LIMIT -1) AS s");
        sql_add(sql, needs_join ? " CROSS JOIN articles AS a ON a.id = s.id" : "");
    } else if (needs_join) {
        sql_add(sql, walks[walk].join);
    }
    if (index) {
        sql_add(sql, " INDEXED BY ");
        sql_add(sql, index);
    }
    sql_add(sql, " WHERE ");
    switch (walk) {
    case WALK_FOUND:
    case WALK_SORTED:
        sql_add(sql, "s.search MATCH ");
        (void)sql_text(sql, plan->match);
        break;
    case WALK_TAG:
        sql_add(sql, "k.tag = fold(");
        (void)sql_text(sql, plan->query->tag);
        sql_add(sql, ")");
        break;
    case WALK_AUTHOR:
        sql_add(sql, "k.author = ");
        (void)sql_text(sql, plan->query->author);
        break;
    default:
        sql_add(sql, "1");
        break;
    }
}

/* The column by which a walk is in order. */
static const char *key_of(const struct list_plan *plan, enum walk walk)
{
    if (plan->sort == SORT_CREATED && (walk == WALK_TAG || walk == WALK_AUTHOR)) {
        return "k.created_us";
    }
    return walk == WALK_FOUND ? "s.rowid" : sorts[plan->sort].key;
}

/* Scores in FTS5 are the better the lower; of equal ones the newest comes first. */
static void add_ranked_cursor(struct sql *sql, const struct list_plan *plan, bool goes_down)
{
    const struct store_cursor *cursor = &plan->query->cursor;
    double score;
    memcpy(&score, &cursor->number, sizeof(score));
    /* Scores change with what comes and goes, so that of the article as it is now counts. */
    sql_add(sql, " AND (s.score, -s.id) ");
    sql_add(sql, goes_down ? "<" : ">");
    sql_add(sql, " (coalesce((SELECT rank FROM search WHERE search MATCH ");
    (void)sql_text(sql, plan->match);
    sql_add(sql, " AND rowid = ");
    int id = sql_int(sql, cursor->id);
    sql_add(sql, "), ");
    (void)sql_real(sql, score);
    sql_add(sql, "), -");
    sql_again(sql, id);
    sql_add(sql, ")");
}

static void add_cursor(struct sql *sql, const struct list_plan *plan, enum walk walk,
                       bool goes_down)
{
    const struct store_cursor *cursor = &plan->query->cursor;
    if (!cursor->id) {
        return;
    }
    if (walk == WALK_RANKED) {
        add_ranked_cursor(sql, plan, goes_down);
        return;
    }
    if (walk == WALK_FOUND) {
        add_and(sql, goes_down ? "s.rowid < " : "s.rowid > ");
        (void)sql_int(sql, cursor->id);
        return;
    }
    add_and(sql, "(");
    sql_add(sql, key_of(plan, walk));
    sql_add(sql, ", ");
    sql_add(sql, walks[walk].id);
    sql_add(sql, goes_down ? ") < (" : ") > (");
    if (sorts[plan->sort].is_text) {
        (void)sql_text(sql, cursor->text);
    } else {
        (void)sql_int(sql, cursor->number);
    }
    sql_add(sql, ", ");
    (void)sql_int(sql, cursor->id);
    sql_add(sql, ")");
}

static void add_order(struct sql *sql, const struct list_plan *plan, enum walk walk, bool goes_down)
{
    const char *direction = goes_down ? " DESC" : "";
    sql_add(sql, " ORDER BY ");
    if (walk == WALK_RANKED) {
        sql_add(sql, goes_down ? "s.score DESC, s.id" : "s.score, s.id DESC");
        return;
    }
    sql_add(sql, key_of(plan, walk));
    sql_add(sql, direction);
    if (walk != WALK_FOUND) {
        sql_add(sql, ", ");
        sql_add(sql, walks[walk].id);
        sql_add(sql, direction);
    }
}

void list_sql_page(const struct list_plan *plan, int limit, struct arena *arena, struct sql *sql)
{
    enum walk walk = choose_walk(plan, false);
    bool is_ascending = walk == WALK_RANKED || plan->query->is_ascending;
    bool goes_down = is_ascending == plan->query->cursor.is_backward;
    sql_add(sql, "SELECT ");
    sql_add(sql, walks[walk].id);
    sql_add(sql, ", ");
    sql_add(sql, key_of(plan, walk));
    sql_add(sql, walk == WALK_RANKED                            ? ", s.score"
                 : walk == WALK_FOUND && plan->query->is_marked ? ", s.rank"
                                                                : ", NULL");
    add_from(sql, plan, walk, walk > WALK_FOUND || list_asks_articles(plan));
    list_add_conditions(sql, plan, walk == WALK_TAG, walk == WALK_AUTHOR, arena);
    add_cursor(sql, plan, walk, goes_down);
    add_order(sql, plan, walk, goes_down);
    sql_add(sql, " LIMIT ");
    (void)sql_int(sql, limit + 1); /* one more tells whether there is a page behind */
}

void list_sql_count(const struct list_plan *plan, struct arena *arena, struct sql *sql)
{
    enum walk walk = choose_walk(plan, true);
    sql_add(sql, "SELECT count(*)");
    add_from(sql, plan, walk, walk > WALK_FOUND || list_asks_articles(plan));
    list_add_conditions(sql, plan, walk == WALK_TAG, walk == WALK_AUTHOR, arena);
}
