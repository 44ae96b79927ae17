/* Where a browser goes after a form: back to the page that it was on. */
#include "handlers/next.h"

/* Printable ASCII as addresses are sent, at most one page's worth of filters. */
enum { NEXT_MAX = 4096 };

bool next_is_ours(struct str next)
{
    /* "//host" is another server's address. */
    bool is_ours =
        str_starts(next, STR("/")) && !str_starts(next, STR("//")) && next.len <= NEXT_MAX;
    for (size_t i = 0; i < next.len && is_ours; i++) {
        /* Browsers read '\' as '/' (WHATWG URL, 4.4) and skip tabs and line ends. */
        is_ours = next.ptr[i] > ' ' && next.ptr[i] < 0x7F && next.ptr[i] != '\\';
    }
    return is_ours;
}

struct str next_of(const struct form *form, struct str otherwise)
{
    const struct form_field *field = form_get(form, "next");
    return field && next_is_ours(field->value) ? field->value : otherwise;
}
