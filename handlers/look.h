/* How a reader wants the pages to look: kept in a cookie, so that it needs no account and no
 * script. */
#ifndef HANDLERS_LOOK_H
#define HANDLERS_LOOK_H

#include "base/arena.h"
#include "http/request.h"

enum look_setting {
    LOOK_THEME,
    LOOK_FONT,
    LOOK_SIZE,
    LOOK_WIDTH,
    LOOK_SPACING,
    LOOK_ALIGN,
    LOOK_KEYS,
    LOOK_COUNT
};

enum { LOOK_CHOICES_MAX = 5 };

/* A row a setting: its field in forms (also `data-NAME` on <html>), and what can be chosen; the
 * first is what stands without a cookie. */
struct look_choice {
    const char *value, *label;
};
struct look_row {
    const char *name, *label;
    struct look_choice choices[LOOK_CHOICES_MAX + 1]; /* ended by a row without value */
};
extern const struct look_row look_rows[LOOK_COUNT];

/* By index into the rows' choices; all zero is what stands without a cookie. */
struct look {
    unsigned char chosen[LOOK_COUNT];
};

/* From the request's cookie; what is missing or unknown in it is the first choice. */
struct look look_of(const struct request *req);
/* False when there is no such setting or choice. */
bool look_set(struct look *look, struct str name, struct str value);
/* The chosen value; unknown when it is the first one, which pages do not say. */
struct str look_value(const struct look *look, enum look_setting setting);
/* A digit a setting, "2010000": in the cookie and in pages' validators. */
struct str look_digits(struct arena *arena, const struct look *look);
/* The value of Set-Cookie that keeps it for a year. */
struct str look_cookie(struct arena *arena, const struct look *look);

#endif
