/* A place in a list as text, and back. */
#include "handlers/cursor.h"

static bool has_text(const struct store_query *query)
{
    return query->sort == SORT_PUBLISHED || query->sort == SORT_TITLE;
}

bool cursor_read(struct str text, const char *sort, struct store_query *query)
{
    struct str name;
    ptrdiff_t dot = str_find_last_byte(text, '.');
    uint64_t id, number = 0;
    if (dot < 0 || !str_to_uint(str_sub(text, (size_t)dot + 1, text.len), INT64_MAX, &id) || !id) {
        return false;
    }
    struct str rest = str_sub(text, 0, (size_t)dot);
    if (!str_split(&rest, '.', &name) || !str_equal(name, str_from(sort)) || !rest.len ||
        (rest.ptr[0] != 'n' && rest.ptr[0] != 'p')) {
        return false;
    }
    struct str key = str_sub(rest, 1, rest.len);
    if (!has_text(query) && !str_to_uint(key, UINT64_MAX, &number)) {
        return false;
    }
    query->cursor = (struct store_cursor){
        .id = (int64_t)id,
        .number = (int64_t)number,
        .text = key,
        .is_backward = rest.ptr[0] == 'p',
    };
    return true;
}

void cursor_add(struct buf *buf, const char *sort, const struct store_query *query,
                const struct store_cursor *cursor, bool is_backward)
{
    buf_printf(buf, "%s.%c", sort, is_backward ? 'p' : 'n');
    if (has_text(query)) {
        buf_add_str(buf, cursor->text);
    } else {
        buf_printf(buf, "%llu", (unsigned long long)cursor->number);
    }
    buf_printf(buf, ".%lld", (long long)cursor->id);
}
