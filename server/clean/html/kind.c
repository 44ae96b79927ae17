/* What kind of page it says itself that it is, as far as facts depend on it. */
#include "clean/html/kind.h"

#define TYPE(name) (UINT32_C(1) << LD_##name)

bool kind_is_article(const struct page *page)
{
    uint32_t articles =
        TYPE(ARTICLE) | TYPE(NEWS_ARTICLE) | TYPE(BLOG_POSTING) | TYPE(TECH_ARTICLE) | TYPE(RECIPE);
    return (page->ld.types & articles) || page_meta(page, "article:published_time").len;
}

bool kind_is_thread(const struct page *page)
{
    return (page->ld.types & (TYPE(FORUM_POSTING) | TYPE(QA_PAGE))) != 0;
}

bool kind_is_other(const struct page *page)
{
    uint32_t others = TYPE(PRODUCT) | TYPE(ITEM_LIST) | TYPE(COLLECTION_PAGE);
    bool is_shop = str_starts_nocase(page_meta(page, "og:type"), STR("product"));
    return !kind_is_article(page) && !kind_is_thread(page) &&
           (is_shop || (page->ld.types & others));
}
