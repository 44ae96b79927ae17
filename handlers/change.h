/* What a reader may change of an article: the same fields as merge patch (RFC 7396) and as a form.
 */
#ifndef HANDLERS_CHANGE_H
#define HANDLERS_CHANGE_H

#include "handlers/submission.h"
#include "http/form.h"

#include <stdbool.h>

enum {
    CHANGE_BODY_MAX = 256 * 1024, /* every field at its longest, escaped */
    CHANGE_NOTE_MAX = 64 * 1024,  /* bytes: a list reads the notes of 200 articles at a time */
};

/* Borrowed from the request and its arena. */
struct change {
    unsigned named;          /* bit set of the fields that were sent; see the table in change.c */
    unsigned removed;        /* those of them that were sent as null */
    struct submission given; /* their values: given.title, ..., state */
    bool is_starred;
    double progress;
    struct str note;
};

/*
 * Reads req->body, a JSON object.  ERR_INVALID when it is no JSON, ERR_UNPROCESSABLE for a field
 * that is not known or cannot be taken: res->error_pointer names it.
 */
enum status change_read_json(struct request *req, struct response *res,
                             struct change *ret_change) MUST_USE;
/* Takes one field of a form, where empty means null; errors as above. */
enum status change_take_field(struct request *req, struct response *res, struct change *change,
                              const struct form_field *field) MUST_USE;
/* Makes it so.  Facts that were given survive later cleanings. */
void change_apply(const struct change *change, struct article *article);

#endif
