/* Escaping for HTML: the one function through which every value of a page goes. */
#include "render/render.h"

/* What stands for a byte in content and in quoted values; "" drops it, NULL keeps it. */
static const char *const replacements[256] = {
    [0] = "",        [1] = "",       [2] = "",       [3] = "",         [4] = "",         [5] = "",
    [6] = "",        [7] = "",       [8] = "",       [11] = "",        [12] = "",        [13] = "",
    [14] = "",       [15] = "",      [16] = "",      [17] = "",        [18] = "",        [19] = "",
    [20] = "",       [21] = "",      [22] = "",      [23] = "",        [24] = "",        [25] = "",
    [26] = "",       [27] = "",      [28] = "",      [29] = "",        [30] = "",        [31] = "",
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

void render_escape(struct buf *buf, struct str s)
{
    size_t start = 0;
    for (size_t i = 0; i < s.len; i++) {
        const char *replacement = replacements[(unsigned char)s.ptr[i]];
        if (replacement) {
            buf_add(buf, s.ptr + start, i - start);
            buf_add_z(buf, replacement);
            start = i + 1;
        }
    }
    if (start < s.len) {
        buf_add(buf, s.ptr + start, s.len - start);
    }
}
