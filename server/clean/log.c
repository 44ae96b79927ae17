/* Why a cleaning came out as it did, in words and numbers. */
#include "clean/log.h"

#include "base/utf8.h"

struct str log_text(struct arena *arena, struct str text)
{
    return arena_str(arena, utf8_cut(text.ptr ? text : STR(""), LOG_TEXT_MAX));
}
