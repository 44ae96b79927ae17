/* Which comes first in the dates of a page's numbers: the day or the month. */
#include "clean/html/day_order.h"

/* English as it is written where the day comes before the month, and countries that write so. */
static const char *const DAY_FIRST[] = {"en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"};
static const char *const DAY_FIRST_HOSTS[] = {".uk", ".au", ".nz", ".ie", ".in", ".za"};
/* Where no language is told: endings of hosts that do not tell of a country with another. */
static const char *const NO_COUNTRIES[] = {".us", ".io", ".ai", ".co", ".tv", ".me", ".ca"};

static bool ends_in_one(struct str host, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_ends(host, str_from(ends[i]))) {
            return true;
        }
    }
    return false;
}

bool day_order_is_first(const struct page *page)
{
    struct str lang = page->lang.len ? page->lang : page->ld.lang;
    struct str host = page->url ? page->url->host : str_null();
    lang = lang.len ? lang : page_meta(page, "og:locale");
    for (size_t i = 0; i < ARRAY_LEN(DAY_FIRST); i++) {
        if (str_starts_nocase(lang, str_from(DAY_FIRST[i]))) {
            return true;
        }
    }
    bool is_country = host.len > 3 && host.ptr[host.len - 3] == '.' &&
                      !ends_in_one(host, NO_COUNTRIES, ARRAY_LEN(NO_COUNTRIES));
    return lang.len ? !str_starts_nocase(lang, STR("en")) ||
                          ends_in_one(host, DAY_FIRST_HOSTS, ARRAY_LEN(DAY_FIRST_HOSTS))
                    : is_country;
}
