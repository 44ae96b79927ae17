/* An article at rest: the cleaned document with its identity, renderings and the reader's own
 * state. */
#include "doc/article.h"

static const char *const state_names[] = {
    [STATE_UNREAD] = "unread",
    [STATE_READING] = "reading",
    [STATE_ARCHIVED] = "archived",
};

const char *article_state_name(enum article_state state)
{
    return (size_t)state < ARRAY_LEN(state_names) ? state_names[state] : state_names[STATE_UNREAD];
}

bool article_state_from_name(struct str name, enum article_state *ret_state)
{
    for (size_t i = 0; i < ARRAY_LEN(state_names); i++) {
        if (str_equal(name, str_from(state_names[i]))) {
            *ret_state = (enum article_state)i;
            return true;
        }
    }
    return false;
}
