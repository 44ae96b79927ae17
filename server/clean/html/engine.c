/* The first half of every cleaning of HTML: from text to a surveyed page. */
#include "clean/html/engine.h"

#include "clean/html/preloaded.h"

enum { TEXT_KEPT_MAX = 512 * 1024 }; /* bytes; the texts of most pages have a tenth of it */

/* The address that links are resolved against and that tells something about the page's kind. */
static void find_address(struct page *page, struct str url)
{
    const struct str told[] = {url, page->canonical, page_meta(page, "og:url")};
    for (size_t i = 0; i < ARRAY_LEN(told) && !page->url; i++) {
        page->url = told[i].len ? url_resolve(page->arena, NULL, told[i]) : NULL;
    }
}

void engine_release(struct cleaner *cleaner, struct page *page)
{
    cleaner->text = page->text;
    if (cleaner->text.room > TEXT_KEPT_MAX) {
        buf_done(&cleaner->text);
    }
    parse_release(&cleaner->parser);
}

enum status engine_read(struct cleaner *cleaner, struct str text, struct str url,
                        struct page *ret_page, struct survey *ret_survey, struct error *err)
{
    struct arena *arena = &cleaner->scratch;
    arena_reset(arena);
    *ret_page = (struct page){
        .arena = arena, .source = text, .text = cleaner->text, .decoration = &cleaner->decoration};
    buf_clear(&ret_page->text);
    /* Selectors may ask for any attribute. */
    cleaner->parser.names = cleaner->pick ? NULL : &cleaner->names;
    enum status status = parse_page(&cleaner->parser, text, err);
    if (status == OK && cleaner->pick) {
        status = pick_remove(cleaner->pick, cleaner->parser.document, err);
    }
    if (status != OK) {
        return status;
    }
    dom_init(&ret_page->dom, cleaner->parser.document);
    ret_page->is_cut = cleaner->parser.is_cut;
    if (!page_walk(ret_page, cleaner->hints, &cleaner->phrases) || !ld_read(arena, &ret_page->ld) ||
        !preloaded_read(arena, ret_page)) {
        return error_no_memory(err);
    }
    find_address(ret_page, url);
    if (!page_add_unseen(ret_page, &cleaner->phrases) ||
        !survey_page(arena, ret_page, ret_survey)) {
        return error_no_memory(err);
    }
    return OK;
}
