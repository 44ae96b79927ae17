/* What md4c is given to read, and the texts that it hands back in parts. */
#include "clean/markdown/source.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "clean/markdown/entity.h"

#include <string.h>

struct str source_attribute(struct arena *arena, const MD_ATTRIBUTE *attribute)
{
    struct buf text;
    buf_init(&text, 0);
    for (size_t i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
        MD_OFFSET from = attribute->substr_offsets[i], to = attribute->substr_offsets[i + 1];
        struct str part = str_of(attribute->text + from, to - from);
        uint32_t c = attribute->substr_types[i] == MD_TEXT_ENTITY ? entity_decode(part) : 0;
        if (attribute->substr_types[i] == MD_TEXT_NULLCHAR) {
            c = UTF8_REPLACEMENT;
        }
        if (c) {
            utf8_add(&text, c);
        } else {
            buf_add_str(&text, part);
        }
    }
    struct str copy = buf_ok(&text) ? arena_str(arena, buf_str(&text)) : str_null();
    buf_done(&text);
    return copy;
}

struct str source_bound(struct str text, size_t most, bool *is_cut)
{
    size_t marks = 0, line = 0;
    for (size_t i = 0; i < text.len; i++) {
        line = text.ptr[i] == '\n' ? i + 1 : line;
        marks += memchr("[]!*_~`&<>|\\@:", text.ptr[i], 15) != NULL;
        if (marks > most) {
            *is_cut = true;
            return line ? str_sub(text, 0, line) : utf8_cut(text, i);
        }
    }
    return text;
}
