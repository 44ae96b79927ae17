/* The engine's front door: bytes of any kind and charset in, a finished document out. */
#include "clean/clean.h"

#include "base/time.h"
#include "clean/charset.h"
#include "clean/clean_internal.h"
#include "clean/html/engine.h"
#include "clean/html/features.h"
#include "clean/html/images.h"
#include "clean/html/selector.h"
#include "clean/log.h"
#include "clean/mail/mail.h"
#include "clean/sniff.h"
#include "clean/text/lexicon.h"

#include <stdlib.h>

enum { SCRATCH_KEPT = 2 * 1024 * 1024 }; /* bytes: 15 of 16 pages need no more */

/* What is read alone, and the same for all cleaners. */
static bool build_tables(struct cleaner *cleaner)
{
    struct arena *tables = &cleaner->tables;
    cleaner->lexicon = lexicon_new(tables);
    return cleaner->lexicon && hints_init(tables, cleaner->hints) &&
           matcher_init(tables, &cleaner->phrases, MATCHER_STARTS, PHRASE_ROWS, PHRASE_COUNT) &&
           matcher_init(tables, &cleaner->url_words, MATCHER_BYTES, URL_ROWS,
                        PAGE_URL_WORDS_COUNT) &&
           matcher_init(tables, &cleaner->decoration, MATCHER_BYTES, &DECORATION_ROW, 1);
}

static void borrow_tables(struct cleaner *cleaner, const struct cleaner *first)
{
    cleaner->lexicon = first->lexicon;
    cleaner->hints->matcher = first->hints->matcher;
    cleaner->phrases = first->phrases;
    cleaner->url_words = first->url_words;
    cleaner->decoration = first->decoration;
}

struct cleaner *cleaner_new_beside(const struct cleaner *first, struct error *err)
{
    struct cleaner *cleaner = calloc(1, sizeof(*cleaner));
    bool is_ok = cleaner != NULL;
    if (is_ok) {
        dom_names_init(&cleaner->names);
        cleaner->hints = ARENA_NEW(&cleaner->tables, struct hints);
        /* The first block is what arena_reset keeps: large enough for most pages, it is taken once,
         * and is touched only as far as pages need it. */
        is_ok = cleaner->hints && arena_grow(&cleaner->scratch, NULL, 0, SCRATCH_KEPT, 1) != NULL;
    }
    if (is_ok && first) {
        borrow_tables(cleaner, first);
    } else {
        is_ok = is_ok && build_tables(cleaner);
    }
    if (!is_ok) {
        cleaner_free(cleaner);
        (void)error_no_memory(err);
        return NULL;
    }
    return cleaner;
}

struct cleaner *cleaner_new(struct error *err)
{
    return cleaner_new_beside(NULL, err);
}

void cleaner_measure(struct cleaner *cleaner, struct histogram *durations)
{
    cleaner->durations = durations;
}

void cleaner_free(struct cleaner *cleaner)
{
    if (cleaner) {
        parse_done(&cleaner->parser);
        buf_done(&cleaner->text);
        arena_done(&cleaner->scratch);
        arena_done(&cleaner->tables);
        free(cleaner);
    }
}

static const enum doc_kind KINDS[] = {[CLEAN_AUTO] = DOC_TEXT,
                                      [CLEAN_HTML] = DOC_HTML,
                                      [CLEAN_TEXT] = DOC_TEXT,
                                      [CLEAN_MARKDOWN] = DOC_MARKDOWN,
                                      [CLEAN_MAIL] = DOC_TEXT};

static enum status clean_as(struct cleaner *cleaner, enum clean_type type, struct str text,
                            const struct clean_input *input, struct arena *arena, struct doc *doc,
                            struct error *err)
{
    switch (type) {
    case CLEAN_HTML:
        return clean_html(cleaner, text, input, arena, doc, err);
    case CLEAN_MAIL:
        return clean_mail(cleaner, text, input, arena, doc, err);
    case CLEAN_MARKDOWN:
        return clean_markdown(cleaner, text, input, arena, doc, err);
    default:
        return clean_text(cleaner, text, input, arena, doc, err);
    }
}

/* The bytes as UTF-8, but mail as it is: each of its parts has a charset. */
static enum status read_text(struct arena *arena, const struct clean_input *input,
                             enum clean_type type, struct str *ret_text, bool *ret_is_repaired,
                             struct error *err)
{
    if (type == CLEAN_MAIL) {
        *ret_text = input->bytes;
        *ret_is_repaired = false;
        return OK;
    }
    return charset_to_utf8(arena, input->bytes, input->charset, type == CLEAN_HTML, ret_text,
                           ret_is_repaired, err);
}

enum status clean_check_selector(struct str text, struct error *err)
{
    struct selector selector = {.parser = NULL};
    enum status status = selector_parse(text, &selector, err);
    if (status == OK) {
        selector_done(&selector);
    }
    return status;
}

static enum status run(struct cleaner *cleaner, const struct clean_input *input,
                       struct arena *arena, struct doc **ret_doc, struct error *err)
{
    const char *name;
    bool is_repaired;
    struct str text;
    if (input->bytes.len > CLEAN_INPUT_MAX) {
        return error_set(err, ERR_TOO_LARGE, "the document is larger than %d MB",
                         CLEAN_INPUT_MAX >> 20);
    }
    if (sniff_is_binary(input->bytes, &name)) {
        return error_set(err, ERR_INVALID, "this is %s, not a text or a web page", name);
    }
    enum clean_type type = input->type == CLEAN_AUTO ? sniff_type(input->bytes) : input->type;
    if (type != CLEAN_HTML && (input->selector.len || input->n_removals)) {
        return error_set(err, ERR_UNPROCESSABLE,
                         "only a web page has elements to pick; this article was made of text");
    }
    enum status status = read_text(arena, input, type, &text, &is_repaired, err);
    if (status != OK) {
        return status;
    }
    struct doc *doc = doc_new(arena, KINDS[type]);
    if (!doc) {
        return error_no_memory(err);
    }
    if (is_repaired) {
        doc_warn(doc, WARNING_CHARSET_REPAIRED);
    }
    if (input->log) {
        *input->log = (struct clean_log){
            .note = "all of it was written by somebody: it is kept whole, without a choice"};
    }
    status = clean_as(cleaner, type, text, input, arena, doc, err);
    if (status == OK && !doc_finish(arena, doc)) {
        status = error_no_memory(err);
    }
    if (status == OK) {
        *ret_doc = doc;
    }
    return status;
}

enum status clean_run(struct cleaner *cleaner, const struct clean_input *input, struct arena *arena,
                      struct doc **ret_doc, struct error *err)
{
    int64_t started_us = time_monotonic_us();
    enum status status = run(cleaner, input, arena, ret_doc, err);
    if (cleaner->durations) {
        histogram_add(cleaner->durations, time_monotonic_us() - started_us);
    }
    return status;
}
