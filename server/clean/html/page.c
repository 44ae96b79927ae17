/* A page's facts by name, and the texts that only its structured data hold. */
#include "clean/html/page.h"

#include "clean/html/measure.h"
#include "clean/html/shingles.h"

enum {
    UNSEEN_WORDS_MIN = 8, /* shorter texts of structured data are names */
    UNSEEN_MAX = 200,     /* blocks made of them */
};

struct str page_meta(const struct page *page, const char *key)
{
    struct str wanted = str_from(key);
    for (size_t i = 0; i < page->n_metas; i++) {
        if (page_meta_is(&page->metas[i], wanted)) {
            return page->metas[i].value;
        }
    }
    return str_null();
}

bool block_is_terminated(const struct block *block)
{
    switch (block->last) {
    case '.':
    case '!':
    case '?':
    case '"':
    case '\'':
    case ')':
    case 0x2026:
    case 0x201D:
    case 0x2019:
    case 0x3002:
        return true;
    default:
        return false;
    }
}

void block_prior(const struct page *page, const struct block *block, struct prior_block *ret_text)
{
    *ret_text = (struct prior_block){.words = page->words + block->first_word,
                                     .n_words = block->words,
                                     .kind = block->kind,
                                     .link_share = block_link_share(block),
                                     .is_terminated = block_is_terminated(block)};
}

/* Appends text with its tags taken out and white space collapsed. */
static void add_plain(struct buf *buf, struct str text)
{
    size_t start = buf->len;
    bool is_in_tag = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool opens = c == '<' && i + 1 < text.len &&
                     (byte_is_alpha((unsigned char)text.ptr[i + 1]) || text.ptr[i + 1] == '/');
        if (opens) {
            is_in_tag = true;
        }
        bool is_space = is_in_tag || byte_is_space((unsigned char)c);
        is_in_tag = is_in_tag && c != '>';
        if (!is_space) {
            buf_add_byte(buf, c);
        } else if (buf->len > start && buf->ptr[buf->len - 1] != ' ') {
            buf_add_byte(buf, ' ');
        }
    }
    while (buf->len > start && buf->ptr[buf->len - 1] == ' ') {
        buf->len--;
    }
}

/* Adds one text as a block unless the page shows it. */
static bool add_block(struct page *page, struct shingles *seen, const struct matcher *phrases,
                      enum block_kind kind, struct str text)
{
    size_t at = page->text.len;
    add_plain(&page->text, text);
    if (!buf_ok(&page->text)) {
        return false;
    }
    struct block block = {.at = at, .len = page->text.len - at, .kind = (uint8_t)kind};
    size_t words_before = page->n_words;
    if (!block_measure(page, &block, phrases)) {
        return false;
    }
    const uint32_t *words = page->words + block.first_word;
    if (block.words < UNSEEN_WORDS_MIN || shingles_share(seen, words, block.words) > 0.5F) {
        page->text.len = at;
        page->n_words = words_before;
        return true;
    }
    shingles_add(seen, words, block.words);
    page->blocks[page->n_blocks++] = block;
    return true;
}

/* An article's body is cut into its paragraphs; the other texts are one block. */
static bool add_text(struct page *page, struct shingles *seen, const struct matcher *phrases,
                     enum block_kind kind, struct str text, size_t most)
{
    struct str rest = text, line;
    bool is_ok = true;
    while (is_ok && page->n_blocks < most && str_split(&rest, '\n', &line)) {
        if (kind != BLOCK_LD_BODY) {
            line = text;
            rest = str_null();
        }
        is_ok = add_block(page, seen, phrases, kind, line);
    }
    return is_ok;
}

bool page_add_unseen(struct page *page, const struct matcher *phrases)
{
    struct str description = page_meta(page, "og:description");
    description = description.len ? description : page_meta(page, "description");
    size_t n = description.len > 0;
    for (size_t key = 0; key < LD_KEY_COUNT; key++) {
        n += page->ld.n_texts[key];
    }
    if (!n) {
        return true;
    }
    struct shingles seen;
    size_t most = page->n_blocks + UNSEEN_MAX;
    struct block *blocks =
        arena_grow(page->arena, page->blocks, page->n_blocks, most, sizeof(*blocks));
    if (!blocks || !shingles_init(page->arena, &seen, page->n_words)) {
        return false;
    }
    page->blocks = blocks;
    for (size_t i = 0; i < page->n_blocks; i++) {
        shingles_add(&seen, page->words + blocks[i].first_word, blocks[i].words);
    }
    bool is_ok = true;
    for (size_t key = 0; key < LD_KEY_COUNT; key++) {
        for (size_t i = 0; i < page->ld.n_texts[key] && is_ok; i++) {
            enum block_kind kind = (enum block_kind)(BLOCK_LD_BODY + key);
            is_ok = add_text(page, &seen, phrases, kind, page->ld.texts[key][i], most);
        }
    }
    return is_ok && (page->n_blocks >= most || !description.len ||
                     add_block(page, &seen, phrases, BLOCK_META_DESCRIPTION, description));
}
