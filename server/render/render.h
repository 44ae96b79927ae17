/* A cleaned document as HTML, Markdown, plain text and JSON: the only escapers in the program. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "doc/article.h"
#include "doc/doc.h"
#include "doc/marked.h"

/* Escapes for element content and double-quoted attribute values: & < > " ' and drops C0 controls.
 */
void render_escape(struct buf *buf, struct str s);
/* The same with <mark> around the marked places, and an ellipsis where it is cut. */
void render_marked(const struct marked *marked, struct buf *buf);

/*
 * Appends the tree as an HTML fragment: canonical markup (one form for each tree), links with
 * rel="noopener noreferrer nofollow", images with loading="lazy" and referrerpolicy="no-referrer".
 * Re-parsing and cleaning it gives the same tree.
 */
void render_html(const struct node *root, struct buf *buf);
/* CommonMark with GFM tables; everything that could be read as a mark is escaped. */
void render_markdown(const struct node *root, struct buf *buf);
/* Plain text: paragraphs parted by one empty line, "- " and "1. " items, tables as tab-separated
 * lines, no link addresses, image alternatives left out. */
void render_text(const struct node *root, struct buf *buf);
/* Markdown or text of a whole article: title, byline and address above the body (Markdown: YAML
 * front matter).  The text's body is article->content_text. */
void render_article_markdown(const struct article *article, const struct node *root,
                             struct buf *buf);
void render_article_text(const struct article *article, struct buf *buf);

/*
 * Makes an article (id 0) of a doc: renders its HTML, text and packed tree into the arena, lists
 * its images.  ERR_TOO_LARGE when one of them is over 64 MB.
 */
enum status render_to_article(struct arena *arena, const struct doc *doc,
                              struct article *ret_article, struct error *err) MUST_USE;

enum article_part {
    ARTICLE_FULL,    /* every field of the article object */
    ARTICLE_SUMMARY, /* for lists: no content_html, content_text, images, sources, extraction */
};
/*
 * Appends the article object as JSON on one line (RFC 8259; DESIGN: unknown is null, never left
 * out).  An article without id (id 0) shows id, created, updated, revision and links as null.
 * `created`: adds "is_new": true or false where it is not RENDER_NO_CREATED (answers to POST).
 */
enum render_created { RENDER_NO_CREATED, RENDER_WAS_CREATED, RENDER_WAS_KNOWN };
void render_article_json(const struct article *article, enum article_part part,
                         enum render_created created, struct buf *buf);

#endif
