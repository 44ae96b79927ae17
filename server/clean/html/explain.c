/* The reasons for what was chosen of a page, for whoever asks (clean/log.h). */
#include "clean/html/explain.h"

#include "clean/html/bylines.h"
#include "clean/html/days.h"
#include "clean/html/path.h"
#include "clean/html/phrases.h"
#include "clean/html/rank.h"
#include "clean/html/signature.h"
#include "clean/html/titles.h"

#include <math.h>
#include <string.h>

enum {
    HINT_STEPS = 4, /* up to the element whose name says it */
    FEW_WORDS = 8,
};

static const float LIKELY = 0.5F, LINKS = 0.5F;

static const struct {
    enum near_tag tag;
    const char *reason;
} tag_reasons[] = {
    {NEAR_NAV, "in <nav>: the site's navigation"},
    {NEAR_FOOTER, "in <footer>"},
    {NEAR_ASIDE, "in <aside>: beside the text"},
    {NEAR_BUTTON, "a button"},
    {NEAR_FORM, "in a form"},
    {NEAR_LABEL, "a form's label"},
    {NEAR_NOSCRIPT, "in <noscript>"},
};

static const struct {
    enum hint hint;
    const char *reason;
} hint_reasons[] = {
    {HINT_CONSENT, "in an element named after cookies or consent"},
    {HINT_SUBSCRIBE, "in an element named after subscriptions"},
    {HINT_AD, "in an element named after advertising"},
    {HINT_SOCIAL, "in an element named after sharing"},
    {HINT_RELATED, "in an element named after related or popular stories"},
    {HINT_COMMENT, "in an element named after comments"},
    {HINT_NAV, "in an element named after navigation"},
    {HINT_MODAL, "in an element named after a dialog"},
    {HINT_FOOTER, "in an element named after the foot of the page"},
    {HINT_SIDE, "in an element named after the side of the page"},
    {HINT_SEARCH, "in an element named after search"},
    {HINT_WIDGET, "in an element named after widgets"},
    {HINT_AUTHOR, "in an element named after the author"},
    {HINT_DATE, "in an element named after a date"},
    {HINT_TAGS, "in an element named after tags"},
    {HINT_META, "in an element named after facts about the text"},
    {HINT_CARD, "in an element named after cards"},
};

static const struct {
    enum phrase phrase;
    const char *reason;
} phrase_reasons[] = {
    {PHRASE_COOKIE, "its words are those of a cookie notice"},
    {PHRASE_SUBSCRIBE, "its words ask for a subscription"},
    {PHRASE_LOGIN, "its words ask to log in"},
    {PHRASE_SHARE, "its words offer to share"},
    {PHRASE_RELATED, "its words announce other stories"},
    {PHRASE_COPYRIGHT, "its words are a copyright notice"},
    {PHRASE_COMMENT, "its words are about comments"},
    {PHRASE_ADVERT, "its words announce advertising"},
    {PHRASE_NAV, "its words are those of navigation"},
    {PHRASE_LEGAL, "its words are legal notices"},
    {PHRASE_PAYWALL, "its words ask for money"},
};

static bool is_in(const struct box *box, enum near_tag tag)
{
    return box_tag(box, tag) < BOX_FAR;
}

static const char *reason_of_kept(const struct explained *explained, size_t i)
{
    const struct page *page = explained->survey->page;
    const struct block *block = &page->blocks[i];
    const struct box *box = &page->boxes[block->box];
    if (explained->is_picked) {
        return "in the element that was picked";
    }
    if (block->kind != BLOCK_PAGE) {
        return "told by structured data, where the page shows no text";
    }
    if (block_heading(page, block)) {
        return "a heading of text that is kept";
    }
    if (explained->choice->scores[i] >= LIKELY) {
        return "reads like the text that a reader came for";
    }
    if (is_in(box, NEAR_TABLE)) {
        return "in a table of which most is kept";
    }
    return is_in(box, NEAR_FIGCAPTION)
               ? "the caption of a picture in the text"
               : "unsure by itself, but it raises what is expected of the whole";
}

static const char *reason_of_named(const struct block *block, const struct box *box)
{
    for (size_t i = 0; i < ARRAY_LEN(tag_reasons); i++) {
        if (is_in(box, tag_reasons[i].tag)) {
            return tag_reasons[i].reason;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(phrase_reasons); i++) {
        if (block->phrases >> phrase_reasons[i].phrase & 1) {
            return phrase_reasons[i].reason;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(hint_reasons); i++) {
        if (box_hint(box, hint_reasons[i].hint) < HINT_STEPS) {
            return hint_reasons[i].reason;
        }
    }
    return NULL;
}

static const char *reason_of_dropped(const struct explained *explained, size_t i)
{
    const struct page *page = explained->survey->page;
    const struct block *block = &page->blocks[i];
    const struct box *box = &page->boxes[block->box];
    struct str text = block_text(page, block);
    if (str_equal(text, meta_get(explained->meta, META_TITLE))) {
        return "it is told as the title";
    }
    if (str_equal(text, meta_get(explained->meta, META_SUBTITLE))) {
        return "it is told as the subtitle";
    }
    if (explained->is_picked) {
        return "not in the element that was picked";
    }
    if (signature_is(text, explained->meta)) {
        return "it is told as the author or the date";
    }
    if (block->kind != BLOCK_PAGE) {
        return "told by structured data; the page's own text is there";
    }
    if (box->flags & (BOX_HIDDEN | BOX_ARIA_HIDDEN)) {
        return "hidden on the page";
    }
    const char *named = reason_of_named(block, box);
    if (named) {
        return named;
    }
    if (block_link_share(block) > LINKS) {
        return "consists of links";
    }
    return block->words < FEW_WORDS ? "a few words that nothing speaks for"
                                    : "unlike the text that is kept";
}

static bool add_blocks(const struct explained *explained, struct arena *arena,
                       struct clean_log *log)
{
    const struct page *page = explained->survey->page;
    log->n_all = page->n_blocks;
    size_t n = MIN(page->n_blocks, (size_t)LOG_BLOCKS_MAX);
    log->blocks = arena_array(arena, n + 1, sizeof(*log->blocks));
    if (!log->blocks) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const struct block *block = &page->blocks[i];
        bool is_kept = explained->choice->keep[i];
        struct clean_log_block *told = &log->blocks[log->n_blocks++];
        *told = (struct clean_log_block){
            .path = path_of(arena, &page->dom, page->boxes[block->box].node),
            .text = log_text(arena, block_text(page, block)),
            .words = block->words,
            .probability = (double)explained->choice->scores[i],
            .is_kept = is_kept,
            .reason = is_kept ? reason_of_kept(explained, i) : reason_of_dropped(explained, i)};
        if (!told->path.ptr || !told->text.ptr) {
            return false;
        }
    }
    return true;
}

/* Puts a candidate in its place, unless eight are likelier. */
static bool add_candidate(struct arena *arena, struct clean_log_fact *fact, struct str value,
                          enum source source, float odds)
{
    double score = 1 / (1 + exp(-(double)odds));
    size_t at = fact->len;
    while (at > 0 && fact->candidates[at - 1].score < score) {
        at--;
    }
    if (at == LOG_CANDIDATES_MAX) {
        return true;
    }
    struct str copy = log_text(arena, value);
    fact->len = MIN(fact->len + 1, (size_t)LOG_CANDIDATES_MAX);
    memmove(&fact->candidates[at + 1], &fact->candidates[at],
            (fact->len - at - 1) * sizeof(fact->candidates[0]));
    fact->candidates[at] =
        (struct clean_log_candidate){.value = copy, .source = source, .score = score};
    return copy.ptr != NULL;
}

static struct clean_log_fact *add_fact(struct clean_log *log, const char *name)
{
    struct clean_log_fact *fact = &log->facts[log->n_facts++];
    *fact = (struct clean_log_fact){.name = name};
    return fact;
}

static bool add_titles(const struct explained *explained, struct arena *arena,
                       struct clean_log *log, uint32_t *ret_block)
{
    struct titles titles;
    struct clean_log_fact *fact = add_fact(log, meta_field_name(META_TITLE));
    titles_list(explained->survey, meta_get(explained->meta, META_SITE), &titles);
    bool is_ok = true;
    *ret_block = BLOCK_NONE;
    for (size_t i = 0; i < titles.len && is_ok; i++) {
        const struct title *title = &titles.items[i];
        is_ok = add_candidate(arena, fact, title->text, title->source,
                              rank_score(&RANK_TITLES, title->row));
        if (str_equal(title->text, meta_get(explained->meta, META_TITLE))) {
            *ret_block = title->block;
        }
    }
    return is_ok;
}

static bool add_bylines(const struct explained *explained, uint32_t title, struct arena *arena,
                        struct clean_log *log)
{
    struct bylines bylines;
    struct clean_log_fact *fact = add_fact(log, "authors");
    bool is_ok =
        bylines_list(explained->survey, title, meta_get(explained->meta, META_SITE), &bylines);
    for (size_t i = 0; is_ok && i < bylines.len; i++) {
        const struct byline *byline = &bylines.items[i];
        if (byline->n_names) {
            is_ok = add_candidate(arena, fact, byline->names[0], byline->source,
                                  rank_score(&RANK_BYLINES, byline->row));
        }
    }
    return is_ok;
}

static bool add_days(const struct explained *explained, uint32_t title, struct arena *arena,
                     struct clean_log *log)
{
    struct days days;
    bool is_ok = true;
    struct clean_log_fact *fact = add_fact(log, meta_field_name(META_PUBLISHED));
    days_list(explained->survey, title, &days);
    for (size_t i = 0; i < days.len && is_ok; i++) {
        char text[TIME_TEXT_MAX];
        is_ok = add_candidate(arena, fact, date_format(&days.items[i].date, text),
                              days.items[i].source, rank_score(&RANK_DATES, days.items[i].row));
    }
    return is_ok;
}

bool explain_page(const struct explained *explained, struct arena *arena, struct clean_log *log)
{
    uint32_t title;
    *log = (struct clean_log){.n_all = 0};
    if (!explained->choice->words) {
        log->note = "nothing was kept: what could be kept would be wrong for the most part";
    }
    return add_blocks(explained, arena, log) && add_titles(explained, arena, log, &title) &&
           add_bylines(explained, title, arena, log) && add_days(explained, title, arena, log);
}
