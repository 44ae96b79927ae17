/* Cleaning a stored original again: what POST .../reclean and `articled reclean` share. */
#include "handlers/recleaning.h"

#include "handlers/ingest.h"

/* A cleaning that is so much less sure of itself, or so much shorter, is worse. */
static const double MUCH_LESS_SURE = 0.2;
enum { MUCH_SHORTER = 3 };

/* The value of `name` in "text/html; charset=utf-8". */
static struct str charset_of(struct str type)
{
    ptrdiff_t at = str_find(type, STR("; charset="));
    return at < 0 ? str_null() : str_sub(type, (size_t)at + sizeof("; charset=") - 1, type.len);
}

/* What it was taken for then, whatever the bytes look like now. */
static enum clean_type type_of(const struct article *article)
{
    if (str_starts(article->original_type, STR("message/rfc822"))) {
        return CLEAN_MAIL;
    }
    switch (article->kind) {
    case DOC_HTML:
        return CLEAN_HTML;
    case DOC_MARKDOWN:
        return CLEAN_MARKDOWN;
    default:
        /* Mail that nobody called so is found by its header. */
        return CLEAN_AUTO;
    }
}

static void keep_given(const struct meta *meta, struct meta *ret_given)
{
    const struct fact_list *const lists[] = {&meta->authors, &meta->tags};
    struct fact_list *const given[] = {&ret_given->authors, &ret_given->tags};
    for (size_t i = 0; i < META_FIELD_COUNT; i++) {
        if (meta->fields[i].source == SOURCE_GIVEN) {
            ret_given->fields[i] = meta->fields[i];
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        if (lists[i]->source == SOURCE_GIVEN) {
            *given[i] = *lists[i];
        }
    }
    /* It is settled anew: from the page, or else from META_URL. */
    ret_given->fields[META_CANONICAL_URL] = (struct fact){.source = SOURCE_NONE};
}

enum status recleaning_run(struct store *store, struct cleaner *cleaner, int64_t id,
                           const struct recleaning *how, struct arena *arena,
                           struct article *ret_current, struct article *ret_cleaned,
                           struct error *err)
{
    struct article current;
    struct submission submission = {.state = STATE_UNREAD};
    struct str type;
    enum status status = store_get(store, id, STORE_TREE, arena, &current, err);
    if (!status && current.fetch != ARTICLE_FETCHED) {
        return error_set(err, ERR_CONFLICT, "article %lld has no page yet, and so nothing to clean",
                         (long long)id);
    }
    status =
        status ? status : store_get_original(store, id, arena, &submission.input.bytes, &type, err);
    if (status) {
        return status;
    }
    submission.input.type = type_of(&current);
    submission.input.charset = charset_of(type);
    submission.input.url = meta_get(&current.meta, META_URL);
    submission.input.is_form_typed = (current.warnings >> WARNING_NEWLINES_STRIPPED & 1u) != 0;
    submission.input.selector = how->selector;
    submission.input.removals = how->removals;
    submission.input.n_removals = how->n_removals;
    submission.input.log = how->log;
    submission.media_type = type;
    keep_given(&current.meta, &submission.given);
    status = ingest(cleaner, &submission, arena, ret_cleaned, err);
    if (!status) {
        *ret_current = current;
    }
    return status;
}

enum status recleaning_check(const struct article *current, const struct article *cleaned,
                             struct error *err)
{
    if (!cleaned->word_count && current->word_count) {
        return error_set(err, ERR_CONFLICT,
                         "nothing readable would be left; the article stays as it is (force=1 "
                         "replaces it all the same)");
    }
    bool is_less_sure = cleaned->confidence + MUCH_LESS_SURE < current->confidence;
    bool is_shorter = cleaned->word_count * MUCH_SHORTER < current->word_count &&
                      cleaned->confidence <= current->confidence;
    if (is_less_sure || is_shorter) {
        return error_set(err, ERR_CONFLICT,
                         "the new cleaning looks worse: %lld words with confidence %.2f instead of "
                         "%lld with %.2f; the article stays as it is (force=1 replaces it all the "
                         "same)",
                         (long long)cleaned->word_count, cleaned->confidence,
                         (long long)current->word_count, current->confidence);
    }
    return OK;
}

void recleaning_keep(const struct article *current, struct article *cleaned)
{
    struct submission given = {.state = current->state};
    keep_given(&current->meta, &given.given);
    ingest_give(&cleaned->meta, &given.given);
    cleaned->state = current->state;
    cleaned->is_starred = current->is_starred;
    cleaned->progress = current->progress;
    cleaned->note = current->note;
}
