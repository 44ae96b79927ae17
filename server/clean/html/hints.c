/* What the class, id, role and itemprop of an element say that it holds. */
#include "clean/html/hints.h"

#include <string.h>

enum {
    FOLDED_MAX =
        400, /* bytes of attributes that are looked at: what stands further back is for styling */
};

static const char *const NAMES[HINT_COUNT] = {
    "article", "content",     "main",      "post",    "bodytext", "comment", "nav",     "header",
    "footer",  "side",        "related",   "social",  "ad",       "consent", "modal",   "subscribe",
    "author",  "meta",        "tags",      "caption", "gallery",  "title",   "lead",    "product",
    "price",   "description", "review",    "forum",   "reply",    "user",    "list",    "card",
    "filter",  "search",      "contents",  "code",    "hidden",   "widget",  "section", "faq",
    "edit",    "note",        "reference", "date"};

const char *hint_name(enum hint hint)
{
    return NAMES[hint];
}

bool hints_init(struct arena *arena, struct hints *hints)
{
    return matcher_init(arena, &hints->matcher, MATCHER_WORDS, HINT_ROWS, HINT_COUNT);
}

/* "PostBody_main" becomes "post-body-main"; the rest is lower-cased by the matcher. */
static size_t fold(struct str value, char *bytes, size_t len)
{
    for (size_t i = 0; i < value.len && len + 2 < FOLDED_MAX; i++) {
        char c = value.ptr[i];
        if (i && byte_is_upper((unsigned char)c) &&
            byte_is_lower((unsigned char)value.ptr[i - 1])) {
            bytes[len++] = '-';
        }
        bytes[len++] = (char)(c == '_' ? '-' : c);
    }
    bytes[len++] = ' ';
    return len;
}

static uint64_t mix(uint64_t key, uint64_t part)
{
    key = (key ^ part) * UINT64_C(0x9E3779B97F4A7C15);
    return key ^ key >> 29;
}

/* Eight bytes at a time, the last eight maybe twice: attributes are hashed once for every element.
 */
static uint64_t add_to_key(uint64_t key, struct str value)
{
    uint64_t part = 0;
    for (size_t at = 0; at + sizeof(part) < value.len; at += sizeof(part)) {
        memcpy(&part, value.ptr + at, sizeof(part));
        key = mix(key, part);
    }
    if (value.len >= sizeof(part)) {
        memcpy(&part, value.ptr + value.len - sizeof(part), sizeof(part));
        key = mix(key, part);
    } else if (value.len) {
        for (size_t i = 0; i < value.len; i++) {
            part = part << 8 | (unsigned char)value.ptr[i];
        }
        key = mix(key, part);
    }
    return (key ^ value.len) * UINT64_C(0xC2B2AE3D27D4EB4F);
}

static void read_attributes(struct hints *hints, unsigned tag, const struct str values[4],
                            struct hint_slot *slot)
{
    char bytes[FOLDED_MAX];
    uint32_t tokens[PRIOR_ATTRIBUTE_MAX];
    size_t len = 0;
    for (size_t i = 0; i < 4 && len + 2 < FOLDED_MAX; i++) {
        len = values[i].len ? fold(values[i], bytes, len) : len;
    }
    slot->bits = len ? matcher_run(&hints->matcher, str_of(bytes, len)) : 0;
    slot->prior = prior_sum(tokens, prior_attribute_tokens(tag, values, tokens));
}

const struct hint_slot *hints_of(struct hints *hints, unsigned tag, const struct str values[4])
{
    uint64_t key = add_to_key(tag + 1, STR("tag"));
    for (size_t i = 0; i < 4; i++) {
        key = add_to_key(key, str_sub(values[i], 0, FOLDED_MAX));
    }
    struct hint_slot *slot = &hints->slots[(key ^ key >> 32) % HINT_CACHE];
    if (slot->key != key) {
        slot->key = key;
        read_attributes(hints, tag, values, slot);
    }
    return slot;
}
