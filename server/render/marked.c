/* A passage as HTML: escaped text with <mark> around what somebody looked for. */
#include "render/render.h"

/* U+2026, with the space that parts it from a word. */
#define ELLIPSIS "\xE2\x80\xA6"

void render_marked(const struct marked *marked, struct buf *buf)
{
    size_t at = 0;
    if (marked->is_cut_before) {
        BUF_LITERAL(buf, ELLIPSIS " ");
    }
    for (size_t i = 0; i < marked->n; i++) {
        const struct marked_span *mark = &marked->marks[i];
        render_escape(buf, str_sub(marked->text, at, mark->from - at));
        BUF_LITERAL(buf, "<mark>");
        render_escape(buf, str_sub(marked->text, mark->from, mark->to - mark->from));
        BUF_LITERAL(buf, "</mark>");
        at = mark->to;
    }
    render_escape(buf, str_sub(marked->text, at, marked->text.len));
    if (marked->is_cut_after) {
        BUF_LITERAL(buf, " " ELLIPSIS);
    }
}
