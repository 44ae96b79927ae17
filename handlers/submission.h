/* What was posted: a document and what the sender says of it, however it was wrapped. */
#ifndef HANDLERS_SUBMISSION_H
#define HANDLERS_SUBMISSION_H

#include "base/error.h"
#include "base/str.h"
#include "clean/clean.h"
#include "doc/article.h"
#include "http/request.h"
#include "http/response.h"

enum {
    GIVEN_TEXT_MAX = 1000, /* bytes of a given title, site or author: a headline, not a page */
    GIVEN_TAG_MAX = 100,
};

/* Borrowed from the request and its arena. */
struct submission {
    struct clean_input input;
    struct str media_type; /* of the document, for whoever fetches the original */
    struct meta given; /* SOURCE_GIVEN facts: title, site, published, lang, url, authors, tags */
    enum article_state state;
    bool has_state;  /* the sender said it */
    bool is_address; /* nothing but input.url came: the document is still to be fetched */
};

/*
 * Unwraps multipart, form fields and JSON, whatever the Content-Type says; what is none of these is
 * the document itself.  Query parameters url, title and tags count where the body does not say
 * otherwise.  ERR_INVALID for an empty body or a malformed wrapper, ERR_UNPROCESSABLE for a field
 * that cannot be taken (res->error_pointer names it), ERR_UNSUPPORTED for binary files.  The reason
 * is in res->error.  An address alone, as the body, a field or a parameter, is a submission, too.
 */
enum status submission_read(struct request *req, struct response *res,
                            struct submission *ret_submission) MUST_USE;

/* Whether a body labelled as a form is one: it starts with the name of a known field and '='. */
bool submission_is_form(struct str body);
/* Whether a body is nothing but one http(s) address. */
bool submission_is_address(struct str body);

#endif
