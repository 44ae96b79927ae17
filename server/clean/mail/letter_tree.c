/* A letter laid out in HTML: its signature and the mail that it answers, told in its tree. */
#include "clean/mail/letter_tree.h"

#include "clean/mail/marks.h"

#include <string.h>

enum {
    TEXT_ROOM = 400,      /* bytes of a block that are looked at; marks are short */
    SIGNATURE_MAX = 1200, /* bytes; a longer one is a text behind a rule of dashes */
};

/* The first bytes of a block's text, a break as LF. */
struct sample {
    char bytes[TEXT_ROOM];
    size_t len;
};

static void add_bytes(struct sample *sample, struct str text)
{
    size_t len = MIN(text.len, TEXT_ROOM - sample->len);
    memcpy(sample->bytes + sample->len, text.ptr ? text.ptr : "", len);
    sample->len += len;
}

static struct sample read_sample(const struct node *block)
{
    struct sample sample = {0};
    for (const struct node *node = node_next(block, block); node && sample.len < TEXT_ROOM;
         node = node_next(node, block)) {
        if (node->kind == NODE_TEXT) {
            add_bytes(&sample, node->text);
        } else if (node->kind == NODE_BREAK) {
            add_bytes(&sample, STR("\n"));
        }
    }
    return sample;
}

/* What is being sorted: the blocks that are left, and where they go. */
struct folding {
    struct arena *arena;
    struct node *root;
    struct node *quote; /* where all the rest goes, once a mail is quoted without marks */
    struct node *rest;  /* the blocks that follow */
    char *signature;
    size_t signature_len;
};

static struct node *take(struct folding *folding)
{
    struct node *node = folding->rest;
    folding->rest = node->next;
    node->next = node->parent = NULL;
    return node;
}

static bool begins_quotation(const struct node *node)
{
    struct sample sample = read_sample(node);
    struct str rest = str_of(sample.bytes, sample.len), line, next = str_null();
    if (node->kind == NODE_QUOTE || !str_split(&rest, '\n', &line)) {
        return node->kind == NODE_QUOTE;
    }
    if (rest.ptr) {
        (void)str_split(&rest, '\n', &next);
    }
    bool is_attribution =
        node->next && node->next->kind == NODE_QUOTE && !next.len && marks_is_attribution(line);
    return is_attribution || marks_is_rule(line) || (next.len && marks_is_header(line, next));
}

static bool is_above_quote(const struct node *node)
{
    return node->kind == NODE_QUOTE || (node->next && node->next->kind == NODE_QUOTE);
}

/* Puts a block that begins a quotation where it belongs. */
static bool add_quotation(struct folding *folding, struct node *node)
{
    if (node->kind == NODE_QUOTE) {
        node_append(folding->root, node);
        return true;
    }
    if (folding->rest && folding->rest->kind == NODE_QUOTE) {
        struct node *quote = take(folding);
        node->parent = quote;
        node->next = quote->first;
        quote->first = node;
        quote->last = quote->last ? quote->last : node;
        node_append(folding->root, quote);
        return true;
    }
    folding->quote = node_new(folding->arena, folding->root, NODE_QUOTE);
    if (folding->quote) {
        node_append(folding->quote, node);
    }
    return folding->quote != NULL;
}

/* Whether a block is "-- ", or a signature with that as its first line. */
static bool is_signature(const struct node *node)
{
    struct sample sample = read_sample(node);
    struct str rest = str_of(sample.bytes, sample.len), line;
    return node->kind == NODE_PARAGRAPH && str_split(&rest, '\n', &line) &&
           marks_is_edge(line.len > 2 ? str_trim(line) : line);
}

static size_t signature_length(const struct node *node)
{
    size_t len = 0;
    for (; node && len <= SIGNATURE_MAX && !begins_quotation(node); node = node->next) {
        len += read_sample(node).len + 1;
    }
    return len;
}

static bool take_signature(struct folding *folding)
{
    folding->signature = arena_alloc(folding->arena, SIGNATURE_MAX + TEXT_ROOM + 1);
    while (folding->signature && folding->rest && !begins_quotation(folding->rest)) {
        struct sample sample = read_sample(take(folding));
        memcpy(folding->signature + folding->signature_len, sample.bytes, sample.len);
        folding->signature_len += sample.len;
        folding->signature[folding->signature_len++] = '\n';
    }
    return folding->signature != NULL;
}

static bool is_device(const struct node *node)
{
    struct sample sample = read_sample(node);
    return node->kind == NODE_PARAGRAPH && marks_is_device(str_of(sample.bytes, sample.len));
}

static bool fold(struct folding *folding)
{
    while (folding->rest) {
        struct node *node = folding->rest;
        bool is_last = !node->next || begins_quotation(node->next);
        if (folding->quote) {
            node_append(folding->quote, take(folding));
        } else if (!folding->signature && is_signature(node) &&
                   signature_length(node) <= SIGNATURE_MAX) {
            if (!take_signature(folding)) {
                return false;
            }
        } else if (is_last && is_device(node)) {
            (void)take(folding);
        } else if (!begins_quotation(node) || (!folding->root->first && !is_above_quote(node))) {
            node_append(folding->root, take(folding));
        } else if (!add_quotation(folding, take(folding))) {
            return false;
        }
    }
    return true;
}

bool letter_fold_tree(struct arena *arena, struct doc *doc)
{
    struct folding folding = {.arena = arena, .root = doc->root, .rest = doc->root->first};
    doc->root->first = doc->root->last = NULL;
    if (!fold(&folding)) {
        return false;
    }
    struct str signature = str_trim(str_of(folding.signature, folding.signature_len));
    while (str_starts(signature, STR("-"))) {
        signature = str_trim(str_sub(signature, 1, signature.len));
    }
    return meta_set(arena, &doc->meta, META_AUTHOR_BIO, signature, SOURCE_TEXT);
}
