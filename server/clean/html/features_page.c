/* The numbers that the model judges a whole page by, and the names of all features. */
#include "clean/html/features.h"

enum {
    HINT_REACH = 6, /* steps up within which a hint colours a block's words, for the page's sums */
    TAG_REACH = 4,
};

const struct matcher_row URL_ROWS[PAGE_URL_WORDS_COUNT] = {
    {0, "forum,thread,topic,viewtopic,showthread,/t/,discuss,question,community,/q/"
        ",answers,reddit,stackexchange,"
        "stackoverflow"},
    {1, "/product,/p/,/dp/,/item,/shop/,/buy|,/store"},
    {2, "collection,categor,/shop|,/c/,catalog,/browse,/all|"},
    {3, "/doc|,/docs|,docs.,documentation,/api|,reference,manual,guide,wiki,/"
        "learn,tutorial,readthedocs,developer"},
    {4, "blog,news,article,story,|post|,/posts/,/20,press,magazine"},
    {5, "service,solution,pricing,feature,platform,about,software,industr"},
    {6, "list,/tag/,/topic/,/topics/,archive,index,search,courses,events,jobs,directory,resources"},
};

static const char *const URL_NAMES[PAGE_URL_WORDS_COUNT] = {
    "forum", "product", "collection", "docs", "blog", "service", "list"};
static const uint8_t PHRASES[PAGE_PHRASES_COUNT] = {PHRASE_CART,  PHRASE_COMMENT, PHRASE_AGO,
                                                    PHRASE_CALL,  PHRASE_LOGIN,   PHRASE_MONTH,
                                                    PHRASE_AUTHOR};
static const uint8_t HINTS[PAGE_HINTS_COUNT] = {
    HINT_ARTICLE, HINT_BODYTEXT, HINT_COMMENT, HINT_PRODUCT, HINT_PRICE,  HINT_FORUM, HINT_REPLY,
    HINT_USER,    HINT_CARD,     HINT_LIST,    HINT_CODE,    HINT_REVIEW, HINT_NAV,   HINT_FAQ};
static const uint8_t TAGS[PAGE_TAGS_COUNT] = {NEAR_ARTICLE, NEAR_MAIN, NEAR_SECTION, NEAR_LI,
                                              NEAR_TD,      NEAR_PRE,  NEAR_P,       NEAR_H2,
                                              NEAR_H3,      NEAR_FORM, NEAR_A};

static const char *const NAMES[FEATURE_PHRASES] = {
    "words",        "link share",       "links",       "uppers",        "digits",
    "sentences",    "words a sentence", "commas",      "is terminated", "is colon",
    "starts upper", "has separator",    "has year",    "has price",     "word length",
    "leaf",         "is strong",        "is emphasis", "is code",       "has time"};
static const char *const PLACE_NAMES[FEATURE_LEVEL - FEATURE_IS_HIDDEN] = {
    "is hidden",   "is aria-hidden", "is noscript", "is body",           "is description",
    "place",       "index",          "index left",  "since h1",          "near long",
    "long before", "long after",     "since long",  "until long",        "title share",
    "title cover", "in description", "in ld body",  "in ld description", "repeats"};
static const char *const TREE_NAMES[FEATURE_NEIGHBOUR - FEATURE_UP] = {
    "up",          "down",        "after best first", "after best last", "depth",
    "group count", "group words", "group links",      "group share"};
static const char *const HEADING_NAMES[FEATURE_PAGE - FEATURE_HEADING_DISTANCE] = {
    "heading distance", "heading level", "heading related", "heading comment", "heading share"};
const uint8_t INLINE_HINTS[FEATURE_INLINE_COUNT] = {
    HINT_AUTHOR, HINT_DATE,  HINT_META, HINT_TAGS, HINT_SOCIAL, HINT_EDIT,
    HINT_HIDDEN, HINT_PRICE, HINT_USER, HINT_CODE, HINT_TITLE,  HINT_CAPTION};
static const char *const CONTEXT_NAMES[FEATURE_GUESS_NEIGHBOUR - FEATURE_EARLIER] = {
    "earlier",       "later",         "since comment",  "since related",
    "section words", "section links", "section blocks", "section guess",
    "guess text",    "guess around",  "guess",          "guess group"};
static const char *const MEDIA_NAMES[FEATURE_MEDIA_LEVEL - FEATURE_FIRST] = {
    "first", "last", "media before", "media after", "since media"};
static const char *const PAGE_NAMES[PAGE_LD_TYPES] = {
    "words",         "link share",    "blocks",           "long blocks",     "long share",
    "path parts",    "path length",   "path dashes",      "path has year",   "has query",
    "is og article", "is og product", "ld bodies",        "ld descriptions", "best score",
    "best share",    "best links",    "has article meta", "scripts",         "guessed",
    "guessed share", "media"};

static void read_url(const struct page *page, const struct matcher *url_words, float *row)
{
    for (size_t i = PAGE_PATH_PARTS; i <= PAGE_HAS_QUERY; i++) {
        row[i] = 0;
    }
    for (size_t i = 0; i < PAGE_URL_WORDS_COUNT; i++) {
        row[PAGE_URL_WORDS + i] = 0;
    }
    if (!page->url) {
        row[PAGE_PATH_PARTS] = -1;
        return;
    }
    struct str path = page->url->path;
    size_t digits = 0;
    for (size_t i = 0; i < path.len; i++) {
        row[PAGE_PATH_PARTS] += path.ptr[i] == '/' && i + 1 < path.len;
        row[PAGE_PATH_DASHES] += path.ptr[i] == '-';
        digits = byte_is_digit((unsigned char)path.ptr[i]) ? digits + 1 : 0;
        row[PAGE_PATH_HAS_YEAR] = digits == 4 ? 1 : row[PAGE_PATH_HAS_YEAR];
    }
    row[PAGE_PATH_LENGTH] = (float)path.len;
    row[PAGE_HAS_QUERY] = page->url->query.len > 0;
    uint64_t words = matcher_run(url_words, page->url->text);
    for (size_t i = 0; i < PAGE_URL_WORDS_COUNT; i++) {
        row[PAGE_URL_WORDS + i] = (float)(words >> i & 1);
    }
}

static void read_facts(const struct survey *survey, float *row)
{
    const struct page *page = survey->page;
    struct str type = page_meta(page, "og:type");
    row[PAGE_IS_OG_ARTICLE] = str_find_nocase(type, STR("article")) >= 0;
    row[PAGE_IS_OG_PRODUCT] = str_find_nocase(type, STR("product")) >= 0;
    row[PAGE_LD_BODIES] = (float)page->ld.n_texts[LD_KEY_BODY];
    row[PAGE_LD_DESCRIPTIONS] = (float)page->ld.n_texts[LD_KEY_DESCRIPTION];
    row[PAGE_HAS_ARTICLE_META] = 0;
    for (size_t i = 0; i < page->n_metas; i++) {
        if (str_starts_nocase(page->metas[i].key, STR("article:"))) {
            row[PAGE_HAS_ARTICLE_META] = 1;
        }
    }
    row[PAGE_SCRIPTS] = (float)page->n_scripts;
    for (size_t i = 0; i < LD_TYPE_COUNT; i++) {
        row[PAGE_LD_TYPES + i] = (float)(page->ld.types >> i & 1);
    }
}

static void read_sums(const struct survey *survey, float *row)
{
    const struct page *page = survey->page;
    const struct sums *best = &survey->sums[survey->best];
    row[PAGE_WORDS] = survey->words;
    row[PAGE_LINK_SHARE] = survey->link_words / MAX(survey->words, 1);
    row[PAGE_BLOCKS] = (float)page->n_blocks;
    row[PAGE_LONG_BLOCKS] = (float)survey->long_before[page->n_blocks];
    row[PAGE_LONG_SHARE] = survey->long_words / MAX(survey->words, 1);
    row[PAGE_GUESSED] = survey->nearby.guessed[0];
    row[PAGE_GUESSED_SHARE] = survey->nearby.guessed[0] / MAX(survey->words, 1);
    row[PAGE_MEDIA] = survey->sums[0].media;
    row[PAGE_BEST_SCORE] = best->score;
    row[PAGE_BEST_SHARE] = best->words / MAX(survey->words, 1);
    row[PAGE_BEST_LINKS] = best->link_words / MAX(best->words, 1);
}

/* The share of the page's words that have certain phrases, hints or tags. */
static void read_blocks(const struct survey *survey, float *row)
{
    const struct page *page = survey->page;
    for (size_t i = PAGE_PHRASES; i < PAGE_FEATURE_COUNT; i++) {
        row[i] = 0;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        const uint8_t *near = page->boxes[block->box].near;
        float words = (float)block->words;
        for (size_t k = 0; k < PAGE_PHRASES_COUNT; k++) {
            row[PAGE_PHRASES + k] += (float)(block->phrases >> PHRASES[k] & 1);
        }
        for (size_t k = 0; k < PAGE_HINTS_COUNT; k++) {
            row[PAGE_HINTS + k] += near[HINTS[k]] <= HINT_REACH ? words : 0;
        }
        for (size_t k = 0; k < PAGE_TAGS_COUNT; k++) {
            row[PAGE_TAGS + k] += near[HINT_COUNT + TAGS[k]] <= TAG_REACH ? words : 0;
        }
    }
    for (size_t k = PAGE_HINTS; k < PAGE_FEATURE_COUNT; k++) {
        row[k] /= MAX(survey->words, 1);
    }
}

void features_of_page(const struct survey *survey, const struct matcher *url_words,
                      float row[FEATURE_COUNT])
{
    read_url(survey->page, url_words, row + FEATURE_PAGE);
    read_facts(survey, row + FEATURE_PAGE);
    read_sums(survey, row + FEATURE_PAGE);
    read_blocks(survey, row + FEATURE_PAGE);
}

static void page_name(size_t i, struct buf *buf)
{
    if (i < PAGE_LD_TYPES) {
        buf_printf(buf, "page:%s", PAGE_NAMES[i]);
    } else if (i < PAGE_URL_WORDS) {
        buf_printf(buf, "page:ld:%s", ld_type_name((enum ld_type)(i - PAGE_LD_TYPES)));
    } else if (i < PAGE_PHRASES) {
        buf_printf(buf, "page:url:%s", URL_NAMES[i - PAGE_URL_WORDS]);
    } else if (i < PAGE_HINTS) {
        buf_printf(buf, "page:phrase:%s", phrase_name((enum phrase)PHRASES[i - PAGE_PHRASES]));
    } else if (i < PAGE_TAGS) {
        buf_printf(buf, "page:hint:%s", hint_name((enum hint)HINTS[i - PAGE_HINTS]));
    } else {
        buf_printf(buf, "page:tag:%s", near_name((enum near_tag)TAGS[i - PAGE_TAGS]));
    }
}

void feature_name(size_t feature, struct buf *buf)
{
    static const char *const level[] = {"share", "links", "words a block", "blocks", "prose"};
    static const char *const box[] = {"children", "score", "place"};
    static const char *const other[] = {"words", "link share", "leaf", "is terminated",
                                        "same parent"};
    if (feature >= FEATURE_PAGE) {
        page_name(feature - FEATURE_PAGE, buf);
    } else if (feature >= FEATURE_MEDIA_LEVEL) {
        size_t i = feature - FEATURE_MEDIA_LEVEL;
        buf_printf(buf, "level%zu:%s", i / 2, i % 2 ? "media a block" : "media");
    } else if (feature >= FEATURE_FIRST) {
        buf_add_z(buf, MEDIA_NAMES[feature - FEATURE_FIRST]);
    } else if (feature >= FEATURE_INLINE_HINTS) {
        size_t i = feature - FEATURE_INLINE_HINTS;
        buf_printf(buf, "inline:%s", hint_name((enum hint)INLINE_HINTS[i]));
    } else if (feature >= FEATURE_GUESS_LEVEL) {
        size_t i = feature - FEATURE_GUESS_LEVEL;
        buf_printf(buf, "level%zu:%s", i / 2, i % 2 ? "guess share" : "guess");
    } else if (feature >= FEATURE_GUESS_NEIGHBOUR) {
        buf_printf(buf, "neighbour%zu:guess", feature - FEATURE_GUESS_NEIGHBOUR);
    } else if (feature >= FEATURE_EARLIER) {
        buf_add_z(buf, CONTEXT_NAMES[feature - FEATURE_EARLIER]);
    } else if (feature >= FEATURE_HEADING_DISTANCE) {
        buf_add_z(buf, HEADING_NAMES[feature - FEATURE_HEADING_DISTANCE]);
    } else if (feature >= FEATURE_NEIGHBOUR) {
        size_t i = feature - FEATURE_NEIGHBOUR;
        buf_printf(buf, "neighbour%zu:%s", i / FEATURE_A_NEIGHBOUR, other[i % FEATURE_A_NEIGHBOUR]);
    } else if (feature >= FEATURE_UP) {
        buf_add_z(buf, TREE_NAMES[feature - FEATURE_UP]);
    } else if (feature >= FEATURE_BOX_PLACE) {
        size_t i = feature - FEATURE_BOX_PLACE;
        buf_printf(buf, "place%zu:%s", i / FEATURE_A_PLACE, box[i % FEATURE_A_PLACE]);
    } else if (feature >= FEATURE_LEVEL) {
        size_t i = feature - FEATURE_LEVEL;
        buf_printf(buf, "level%zu:%s", i / FEATURE_A_LEVEL, level[i % FEATURE_A_LEVEL]);
    } else if (feature >= FEATURE_IS_HIDDEN) {
        buf_add_z(buf, PLACE_NAMES[feature - FEATURE_IS_HIDDEN]);
    } else if (feature >= FEATURE_TAGS) {
        buf_printf(buf, "tag:%s", near_name((enum near_tag)(feature - FEATURE_TAGS)));
    } else if (feature >= FEATURE_HINTS) {
        buf_printf(buf, "hint:%s", hint_name((enum hint)(feature - FEATURE_HINTS)));
    } else if (feature >= FEATURE_PHRASES) {
        buf_printf(buf, "phrase:%s", phrase_name((enum phrase)(feature - FEATURE_PHRASES)));
    } else {
        buf_add_z(buf, NAMES[feature]);
    }
}
