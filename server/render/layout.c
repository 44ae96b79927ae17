/* Blocks on lines: the empty lines between them and what stands before each line, for text and
 * Markdown. */
#include "render/layout_internal.h"

#include "render/walk_internal.h"

#include <assert.h>
#include <string.h>

void layout_init(struct layout *layout, struct buf *buf)
{
    *layout = (struct layout){.buf = buf};
}

void layout_line(struct layout *layout)
{
    buf_add_byte(layout->buf, '\n');
    buf_add(layout->buf, layout->prefix, layout_level(layout)->prefix_len);
}

void layout_empty_line(struct layout *layout)
{
    struct str prefix = str_of(layout->prefix, layout_level(layout)->prefix_len);
    while (prefix.len && prefix.ptr[prefix.len - 1] == ' ') {
        prefix.len--;
    }
    buf_add_byte(layout->buf, '\n');
    buf_add_str(layout->buf, prefix);
}

void layout_block(struct layout *layout)
{
    if (layout->gap == GAP_EMPTY_LINE) {
        layout_empty_line(layout);
    }
    if (layout->gap != GAP_NONE) {
        layout_line(layout);
    }
    layout->gap = GAP_NONE;
    layout_level(layout)->last_mark = '\0';
}

void layout_block_end(struct layout *layout)
{
    layout->gap = layout_level(layout)->is_tight ? GAP_LINE : GAP_EMPTY_LINE;
}

void layout_group(struct layout *layout, bool is_tight)
{
    assert(layout->depth + 1 < LAYOUT_DEPTH_MAX);
    struct layout_level level = {
        .prefix_len = layout_level(layout)->prefix_len,
        .is_tight = is_tight,
        .before = layout->gap,
        .start = layout->buf->len,
        .inside = layout->buf->len,
    };
    layout->levels[++layout->depth] = level;
}

void layout_enter(struct layout *layout, struct str marker, struct str continuation, bool is_tight)
{
    size_t len = layout_level(layout)->prefix_len;
    if (len + continuation.len > LAYOUT_PREFIX_MAX) {
        layout_group(layout, is_tight);
        return;
    }
    enum layout_gap before = layout->gap;
    size_t start = layout->buf->len;
    layout_block(layout);
    buf_add_str(layout->buf, marker);
    layout_group(layout, is_tight);
    struct layout_level *level = layout_level(layout);
    memcpy(layout->prefix + len, continuation.ptr, continuation.len);
    level->prefix_len = len + continuation.len;
    level->before = before;
    level->start = start;
}

const char *layout_task(const struct node *item)
{
    static const char *const boxes[] = {
        [TASK_NONE] = "", [TASK_OPEN] = "[ ] ", [TASK_DONE] = "[x] "};
    return (size_t)item->task < ARRAY_LEN(boxes) ? boxes[item->task] : "";
}

bool layout_leave(struct layout *layout)
{
    assert(layout->depth > 0);
    const struct layout_level *level = layout_level(layout);
    bool is_empty = layout->buf->len == level->inside;
    layout->depth--;
    if (is_empty) {
        layout->buf->len = level->start;
        layout->gap = level->before;
    } else {
        layout_block_end(layout);
    }
    return !is_empty;
}

void layout_collect(const struct node *node, struct buf *buf)
{
    struct walk walk = walk_of(node);
    while (walk_step(&walk)) {
        if (!walk.is_leaving && walk.node->kind == NODE_TEXT) {
            buf_add_str(buf, walk.node->text);
        } else if (!walk.is_leaving && walk.node->kind == NODE_BREAK) {
            buf_add_byte(buf, '\n');
        }
    }
}

struct str layout_trim_code(struct str code)
{
    size_t start = 0;
    for (size_t i = 0; i < code.len && byte_is_space((unsigned char)code.ptr[i]); i++) {
        start = code.ptr[i] == '\n' ? i + 1 : start;
    }
    size_t end = code.len;
    while (end > start && byte_is_space((unsigned char)code.ptr[end - 1])) {
        end--;
    }
    return str_sub(code, start, end - start);
}

size_t layout_longest_run(struct str s, char c)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < s.len; i++) {
        run = s.ptr[i] == c ? run + 1 : 0;
        longest = MAX(longest, run);
    }
    return longest;
}

void layout_add_code(struct layout *layout, struct str code)
{
    bool needs_prefix = false;
    for (size_t i = 0; i < code.len; i++) {
        unsigned char c = (unsigned char)code.ptr[i];
        bool is_end = c == '\n';
        if (needs_prefix && is_end) {
            layout_empty_line(layout);
        } else if (needs_prefix) {
            layout_line(layout);
        }
        needs_prefix = is_end;
        if (c == '\t' || (c >= ' ' && c != 0x7F)) {
            buf_add_byte(layout->buf, (char)c);
        }
    }
}

bool layout_is_tight_list(const struct node *list)
{
    for (const struct node *item = list->first; item; item = item->next) {
        bool has_list = false;
        for (const struct node *child = item->first; child; child = child->next) {
            bool is_list = child->kind == NODE_LIST;
            bool is_text = node_is_inline(child->kind) ||
                           (child->kind == NODE_PARAGRAPH && child == item->first &&
                            (!child->next || child->next->kind == NODE_LIST));
            if (!is_list && (!is_text || has_list)) {
                return false;
            }
            has_list |= is_list;
        }
    }
    return true;
}
