/* What a list's items must be, as SQL. */
#include "store/list_conditions_internal.h"

#include "store/match_internal.h"
#include "store/row_internal.h"

struct str list_match(const struct search *parts, struct arena *arena)
{
    struct buf buf;
    buf_init(&buf, 0);
    match_add_all(&buf, parts);
    /* Nothing to look for is the empty string; the unknown one says that memory is out. */
    struct str match = !buf_ok(&buf) ? str_null()
                       : buf.len     ? arena_str(arena, buf_str(&buf))
                                     : STR("");
    buf_done(&buf);
    return match;
}

bool list_has_host(struct str site)
{
    return str_find_byte(site, '.') >= 0;
}

static void add_and(struct sql *sql, const char *piece)
{
    sql_add(sql, " AND ");
    sql_add(sql, piece);
}

static void add_site(struct sql *sql, struct str site)
{
    if (!list_has_host(site)) {
        add_and(sql, "a.site = ");
        (void)sql_text(sql, site);
        return;
    }
    add_and(sql, "(a.site = ");
    int number = sql_text(sql, site);
    sql_add(sql, " OR a.host = ");
    sql_again(sql, number);
    sql_add(sql, ")");
}

/* RFC 4647, 3.3.1: "en" is "en" and "en-GB". */
static void add_lang(struct sql *sql, struct str lang)
{
    sql_add(sql, "coalesce(a.lang = ");
    int number = sql_text(sql, lang);
    sql_add(sql, " OR substr(a.lang, 1, length(");
    sql_again(sql, number);
    sql_add(sql, ") + 1) = ");
    sql_again(sql, number);
    sql_add(sql, " || '-' COLLATE NOCASE, 0)");
}

static void add_tag(struct sql *sql, struct str tag)
{
    sql_add(sql, "EXISTS (SELECT 1 FROM article_tags AS t WHERE t.tag = fold(");
    (void)sql_text(sql, tag);
    sql_add(sql, ") AND t.created_us = a.created_us AND t.article_id = a.id)");
}

static void add_author(struct sql *sql, struct str author)
{
    sql_add(sql, "EXISTS (SELECT 1 FROM article_authors AS w WHERE w.author = ");
    (void)sql_text(sql, author);
    sql_add(sql, " AND w.created_us = a.created_us AND w.article_id = a.id)");
}

static void add_times(struct sql *sql, const struct list_plan *plan)
{
    const char *column = plan->sort == SORT_UPDATED ? "a.updated_us" : "a.created_us";
    if (plan->query->since_us) {
        add_and(sql, column);
        sql_add(sql, " >= ");
        (void)sql_int(sql, plan->query->since_us);
    }
    if (plan->query->until_us) {
        add_and(sql, column);
        sql_add(sql, " < ");
        (void)sql_int(sql, plan->query->until_us);
    }
}

static void add_filters(struct sql *sql, const struct list_plan *plan, bool has_tag,
                        bool has_author)
{
    const struct store_query *query = plan->query;
    if (query->site.len) {
        add_site(sql, query->site);
    }
    if (query->lang.len) {
        add_and(sql, "a.language = ");
        (void)sql_text(sql, row_language(query->lang));
        add_and(sql, "");
        add_lang(sql, query->lang);
    }
    if (query->has_state) {
        add_and(sql, "a.state = ");
        (void)sql_int(sql, query->state);
    }
    if (query->has_starred) {
        add_and(sql, query->is_starred ? "a.is_starred = 1" : "a.is_starred = 0");
    }
    if (query->tag.len && !has_tag) {
        add_and(sql, "");
        add_tag(sql, query->tag);
    }
    if (query->author.len && !has_author) {
        add_and(sql, "");
        add_author(sql, query->author);
    }
    add_times(sql, plan);
}

/* An article that has the words; `match` is NULL for no memory, which sql_begin tells by a failed
 * statement. */
static void add_in(struct sql *sql, struct str match)
{
    sql->is_over |= !match.ptr;
    sql_add(sql, "a.id IN (SELECT rowid FROM search WHERE search MATCH ");
    (void)sql_text(sql, match);
    sql_add(sql, ")");
}

static struct str match_site(const struct search *term, struct arena *arena)
{
    struct buf buf;
    buf_init(&buf, 0);
    match_add_column(&buf, "site", term);
    struct str match = buf_ok(&buf) ? arena_str(arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return match;
}

/* Words of the publication's name; with a dot also its host and those below it. */
static void add_site_words(struct sql *sql, const struct search *term, struct arena *arena)
{
    sql_add(sql, "(a.site IS ");
    int number = sql_text(sql, term->text);
    if (list_has_host(term->text)) {
        sql_add(sql, " OR coalesce(a.host = ");
        sql_again(sql, number);
        sql_add(sql, " OR substr(a.host, -length(");
        sql_again(sql, number);
        sql_add(sql, ") - 1) = '.' || ");
        sql_again(sql, number);
        sql_add(sql, " COLLATE NOCASE, 0)");
    }
    if (term->n_tokens) {
        sql_add(sql, " OR ");
        add_in(sql, match_site(term, arena));
    }
    sql_add(sql, ")");
}

/* The day it was published, or else came in. */
static const char day[] =
    "coalesce(a.published, strftime('%Y-%m-%d', a.created_us / 1000000, 'unixepoch'))";

static void add_condition(struct sql *sql, const struct search *search, struct arena *arena);

static void add_parts(struct sql *sql, const struct search *search, struct arena *arena)
{
    const char *between = search->kind == SEARCH_ANY ? " OR " : " AND ";
    sql_add(sql, search->kind == SEARCH_NOT ? "NOT (" : "(");
    for (const struct search *part = search->parts; part; part = part->next) {
        add_condition(sql, part, arena);
        sql_add(sql, part->next ? between : ")");
    }
}

static void add_condition(struct sql *sql, const struct search *search, struct arena *arena)
{
    if (match_is_words(search)) {
        struct search alone = *search;
        alone.next = NULL;
        add_in(sql, list_match(&alone, arena));
        return;
    }
    switch (search->kind) {
    case SEARCH_SITE:
        add_site_words(sql, search, arena);
        break;
    case SEARCH_TAG:
        add_tag(sql, search->text);
        break;
    case SEARCH_LANG:
        add_lang(sql, search->text);
        break;
    case SEARCH_BEFORE:
    case SEARCH_AFTER:
        sql_add(sql, day);
        sql_add(sql, search->kind == SEARCH_BEFORE ? " < " : " >= ");
        (void)sql_text(sql, search->text);
        break;
    case SEARCH_STATE:
        sql_add(sql, "a.state = ");
        (void)sql_int(sql, search->state);
        break;
    case SEARCH_STARRED:
        sql_add(sql, "a.is_starred = 1");
        break;
    default:
        add_parts(sql, search, arena);
        break;
    }
}

/* Whether FTS5 was asked for it already. */
static bool is_asked(const struct list_plan *plan, const struct search *part)
{
    return plan->match.len && (match_is_words(part) || match_is_without_words(part));
}

void list_add_conditions(struct sql *sql, const struct list_plan *plan, bool has_tag,
                         bool has_author, struct arena *arena)
{
    add_filters(sql, plan, has_tag, has_author);
    for (const struct search *part = plan->conditions; part; part = part->next) {
        if (!is_asked(plan, part)) {
            add_and(sql, "");
            add_condition(sql, part, arena);
        }
    }
}

bool list_asks_articles(const struct list_plan *plan)
{
    const struct store_query *query = plan->query;
    bool asks = query->site.len || query->author.len || query->tag.len || query->lang.len ||
                query->has_state || query->has_starred || query->since_us || query->until_us;
    for (const struct search *part = plan->conditions; part && !asks; part = part->next) {
        asks = !is_asked(plan, part);
    }
    return asks;
}
