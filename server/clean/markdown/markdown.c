/* Markdown to a document: what its author wrote is kept, nothing is chosen. */
#include "base/buf.h"
#include "clean/clean_internal.h"
#include "clean/markdown/front_matter.h"
#include "clean/markdown/tree.h"
#include "clean/text/wash.h"

static const double CONFIDENCE = 1.0;

/* All text under a node, as a heading reads. */
static struct str text_of(struct arena *arena, const struct node *root)
{
    struct buf text;
    buf_init(&text, 0);
    for (const struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind == NODE_TEXT) {
            buf_add_str(&text, node->text);
        } else if (node->kind == NODE_BREAK) {
            buf_add_byte(&text, ' ');
        }
    }
    struct str copy = buf_ok(&text) ? arena_str(arena, buf_str(&text)) : str_null();
    buf_done(&text);
    return str_trim(copy);
}

static struct node *find_heading(const struct node *root)
{
    for (struct node *child = root->first; child; child = child->next) {
        if (child->kind == NODE_HEADING && child->level == 1) {
            return child;
        }
    }
    return NULL;
}

/*
 * The first heading of level 1 is the title.  It leaves the body where it begins it, unless the
 * front matter has another title.
 */
static bool take_title(struct arena *arena, struct doc *doc)
{
    struct node *heading = find_heading(doc->root);
    struct str title = heading ? text_of(arena, heading) : str_null();
    if (!title.len) {
        return true;
    }
    if (!meta_set(arena, &doc->meta, META_TITLE, title, SOURCE_TEXT)) {
        return false;
    }
    if (heading == doc->root->first && str_equal_nocase(meta_get(&doc->meta, META_TITLE), title)) {
        node_remove(heading);
    }
    return true;
}

enum status clean_markdown(struct cleaner *cleaner, struct str text,
                           const struct clean_input *input, struct arena *arena, struct doc *doc,
                           struct error *err)
{
    struct str washed, body;
    if (!wash_text(arena, text, &washed) || !front_matter_read(arena, washed, &doc->meta, &body)) {
        return error_no_memory(err);
    }
    const struct url *base = url_resolve(arena, NULL, input->url);
    struct str told = meta_get(&doc->meta, META_URL);
    struct tree tree = {
        .arena = arena,
        .cleaner = cleaner,
        .base = base ? base : url_resolve(arena, NULL, told),
        .root = doc->root,
        .err = err,
    };
    enum status status = tree_parse(&tree, body);
    if (status != OK) {
        return status;
    }
    if (tree.is_cut) {
        doc_warn(doc, WARNING_TRUNCATED);
    }
    doc->confidence = CONFIDENCE;
    if (!take_title(arena, doc)) {
        return error_no_memory(err);
    }
    if (!doc->root->first) {
        doc_warn(doc, WARNING_NO_CONTENT);
    }
    return OK;
}
