/* Runs the text engine on a string, for its tests. */
#ifndef UNIT_CLEAN_TEXT_CASE_H
#define UNIT_CLEAN_TEXT_CASE_H

#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "clean/clean_internal.h"
#include "doc/doc.h"
#include "doc/node.h"
#include "render/render.h"

struct text_case {
    struct arena arena;
    struct doc *doc;
    struct buf body; /* the body as text */
};

static inline void text_run_as(struct text_case *run, struct str text, bool is_form_typed)
{
    struct clean_input input = {.bytes = text, .type = CLEAN_TEXT, .is_form_typed = is_form_typed};
    struct error err = {0};
    *run = (struct text_case){0};
    buf_init(&run->body, 0);
    run->doc = doc_new(&run->arena, DOC_TEXT);
    assert_non_null(run->doc);
    assert_int_equal(clean_text(NULL, text, &input, &run->arena, run->doc, &err), OK);
    assert_true(doc_finish(&run->arena, run->doc));
    render_text(run->doc->root, &run->body);
    assert_true(buf_ok(&run->body));
}

static inline void text_run(struct text_case *run, const char *text)
{
    text_run_as(run, str_from(text), false);
}

static inline void text_done(struct text_case *run)
{
    buf_done(&run->body);
    arena_done(&run->arena);
}

static inline struct str text_body(const struct text_case *run)
{
    return str_trim(buf_str(&run->body));
}

static inline struct str text_fact(const struct text_case *run, enum meta_field field)
{
    return meta_get(&run->doc->meta, field);
}

/* The kinds of the body's blocks, by their first letters: "p" "h" "l" "q" "c" (code). */
static inline void text_shape(const struct text_case *run, char *shape, size_t room)
{
    size_t n = 0;
    for (const struct node *node = run->doc->root->first; node && n + 1 < room; node = node->next) {
        shape[n++] = node_name(node->kind)[0];
    }
    shape[n] = '\0';
}

#endif
