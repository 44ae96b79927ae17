/* Web pages: the templates of static/, parsed once, and the frame around every page. */
#ifndef HANDLERS_PAGES_H
#define HANDLERS_PAGES_H

#include "app.h"
#include "base/error.h"
#include "doc/article.h"
#include "http/request.h"
#include "http/response.h"
#include "render/template.h"

struct pages;

enum page {
    PAGE_FRAME, /* around all others */
    PAGE_LIST,
    PAGE_LIST_ITEM,
    PAGE_SHELF,
    PAGE_TAG,
    PAGE_SEARCH,
    PAGE_NAMES,
    PAGE_NAMES_ITEM,
    PAGE_ARTICLE,
    PAGE_ADD,
    PAGE_LOGIN,
    PAGE_TOKENS,
    PAGE_TOKEN_ITEM,
    PAGE_TOKEN_NEW,
    PAGE_RECEIVE,
    PAGE_CONNECT,
    PAGE_SETTINGS,
    PAGE_LOOK_FIELD,
    PAGE_LOOK_OPTION,
    PAGE_HELP,
    PAGE_ERROR,
    PAGE_REVISIONS,
    PAGE_REVISIONS_ITEM,
    PAGE_REVISION,
    PAGE_LOG,
    PAGE_LOG_FACT,
    PAGE_LOG_BLOCK,
    PAGE_DOCS,
    PAGE_DOCS_OPERATION,
    PAGE_DOCS_PARAM,
    PAGE_COUNT
};

/* Parses every template; ERR_INTERNAL names the file that is missing or wrong. */
enum status pages_new(struct pages **ret_pages, struct error *err) MUST_USE;
void pages_free(struct pages *pages);

/* Appends one filled template. */
void pages_fill(const struct pages *pages, enum page page, const struct template_value *values,
                size_t n, struct buf *buf);
/*
 * Appends a whole page: the template filled, in the frame.  `lang` and `dir` of the content may be
 * unknown.
 */
struct page_frame {
    struct str title, lang, dir;
    const struct request *req; /* its look is the page's; NULL: as without a cookie */
    const char *place; /* page.html's hole that marks where it is: "in_articles", ...; or NULL */
    bool is_plain;     /* a document alone: without script, search and the reader's look */
};
void pages_add(const struct app *app, enum page page, const struct page_frame *frame,
               const struct template_value *values, size_t n, struct buf *buf);

/* The address by which the client reached this server, for curl lines that work: "http://HOST". */
struct str page_base_url(const struct request *req);

/* What a page of forms, the page that shows an article, and an article as a document alone may load
 * and do. */
extern const char page_csp[];
extern const char reading_csp[];
extern const char article_csp[];

/*
 * The end of an answer's entity tag: its format, and for a page also the templates and style sheet
 * that it was made of and the reader's look; so that no browser shows an older program's page, or
 * yesterday's colours.  A plain page has no look.
 */
struct str page_variant(const struct app *app, const struct request *req, bool is_plain);

/* For struct server_options: the page instead of problem+json. */
void pages_error(struct app *app, const struct request *req, int code, const char *title,
                 const char *detail, struct buf *buf);

/* What a page calls an article: its title, or its address while there is no more. */
struct str page_title(const struct article *article);

/* A stored moment as people read it, "6 May 2024", from RFC 3339; unknown stays unknown. */
struct str page_date(struct arena *arena, struct str rfc3339);

/* The value of a section's hole that is kept, or left out. */
static inline struct str page_flag(bool is_set)
{
    return is_set ? STR("1") : str_null();
}
/* "43" of a share; unknown at the beginning. */
struct str page_percent(struct arena *arena, double share);

#endif
