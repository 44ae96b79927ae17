/* Web pages: parse, survey, choose, build, tell. */
#include "clean/clean_internal.h"

#include "clean/html/build.h"
#include "clean/html/choose.h"
#include "clean/html/engine.h"
#include "clean/html/explain.h"
#include "clean/html/metadata.h"
#include "clean/html/phrases.h"
#include "clean/html/settle.h"
#include "clean/html/signature.h"

enum {
    SHELL_WORDS = 60, /* a page with fewer that runs scripts is one that they would fill */
    SHELL_SCRIPT_BYTES = 2000,
    PAYWALL_WORDS = 400, /* a longer text is more than the beginning */
};

/* Below this the choice is little better than a guess. */
static const double CONFIDENT = 0.5;

/* Where addresses of the page are resolved: <base>, or the page itself. */
static const struct url *base_of(const struct page *page)
{
    const struct url *base =
        page->base.len ? url_resolve(page->arena, page->url, page->base) : NULL;
    return base ? base : page->url;
}

static bool asks_for_money(const struct page *page)
{
    for (size_t i = 0; i < page->n_blocks; i++) {
        if (page->blocks[i].phrases >> PHRASE_PAYWALL & 1) {
            return true;
        }
    }
    return page->ld.is_locked;
}

static void warn(const struct survey *survey, const struct choice *choice, struct doc *doc)
{
    const struct page *page = survey->page;
    bool is_shell =
        survey->words < SHELL_WORDS && page->n_scripts && page->n_script_bytes > SHELL_SCRIPT_BYTES;
    if (page->is_cut) {
        doc_warn(doc, WARNING_TRUNCATED);
    }
    if (!choice->words) {
        doc_warn(doc, WARNING_NO_CONTENT);
    } else if (choice->expected < CONFIDENT) {
        doc_warn(doc, WARNING_LOW_CONFIDENCE);
    }
    if (is_shell || (!choice->words && page->n_script_bytes > SHELL_SCRIPT_BYTES)) {
        doc_warn(doc, WARNING_CLIENT_RENDERED);
    }
    if (choice->words && choice->words < PAYWALL_WORDS && asks_for_money(page)) {
        doc_warn(doc, WARNING_PAYWALL);
    }
}

enum status html_fill(struct cleaner *cleaner, const struct survey *survey,
                      const struct clean_input *input, struct arena *arena, struct doc *doc,
                      struct choice *ret_choice, struct error *err)
{
    const struct page *page = survey->page;
    struct build_notes notes;
    if (!choose_blocks(page->arena, survey, &cleaner->url_words, ret_choice)) {
        return error_no_memory(err);
    }
    if (cleaner->pick) {
        enum status status = pick_choose(cleaner->pick, page, ret_choice, err);
        if (status != OK) {
            return status;
        }
    }
    bool is_picked = cleaner->pick && cleaner->pick->body.list;
    if (!metadata_read(survey, ret_choice, input, arena, doc) ||
        (!is_picked && !signature_take_out(page, ret_choice, arena, &doc->meta)) ||
        !build_tree(page, ret_choice->keep, ret_choice->beside, base_of(page), arena, doc->root,
                    &notes) ||
        !settle_tree(page->arena, arena, doc->root, meta_get(&doc->meta, META_TITLE),
                     &notes.pulled)) {
        return error_no_memory(err);
    }
    if (notes.is_cut) {
        doc_warn(doc, WARNING_TRUNCATED);
    }
    doc->confidence = ret_choice->words ? ret_choice->expected : 0;
    warn(survey, ret_choice, doc);
    struct explained explained = {
        .survey = survey, .choice = ret_choice, .meta = &doc->meta, .is_picked = is_picked};
    return !input->log || explain_page(&explained, arena, input->log) ? OK : error_no_memory(err);
}

enum status clean_html(struct cleaner *cleaner, struct str text, const struct clean_input *input,
                       struct arena *arena, struct doc *doc, struct error *err)
{
    struct page page;
    struct survey survey;
    struct choice choice;
    struct pick pick;
    enum status status = pick_parse(input, &pick, err);
    if (status != OK) {
        return status;
    }
    cleaner->pick = pick_is_empty(&pick) ? NULL : &pick;
    status = engine_read(cleaner, text, input->url, &page, &survey, err);
    if (status == OK) {
        status = html_fill(cleaner, &survey, input, arena, doc, &choice, err);
    }
    engine_release(cleaner, &page);
    cleaner->pick = NULL;
    pick_done(&pick);
    return status;
}

enum status html_fragment_to_nodes(struct cleaner *cleaner, struct str html, const struct url *base,
                                   struct arena *arena, struct node *parent, struct error *err)
{
    struct page page;
    struct survey survey;
    struct build_notes notes;
    enum status status = engine_read(cleaner, html, str_null(), &page, &survey, err);
    if (status == OK && !build_tree(&page, NULL, NULL, base, arena, parent, &notes)) {
        status = error_no_memory(err);
    }
    engine_release(cleaner, &page);
    return status;
}
