/* A page parsed by lexbor, within limits that hold for every input. */
#include "clean/html/parse.h"

#include "base/time.h"
#include "clean/html/spare.h"

#include <malloc.h>

static lxb_dom_document_t *dom_of(struct parser *parser)
{
    return lxb_dom_interface_document(parser->document);
}

static lxb_html_parser_t *machine_of(struct parser *parser)
{
    return dom_of(parser)->parser;
}

/* Start tags whose loss would change how the tokenizer reads on: raw text ends at its own end tag
 * alone. */
static bool is_raw_text(lxb_tag_id_t tag)
{
    switch (tag) {
    case LXB_TAG_IFRAME:
    case LXB_TAG_NOEMBED:
    case LXB_TAG_NOFRAMES:
    case LXB_TAG_PLAINTEXT:
    case LXB_TAG_SCRIPT:
    case LXB_TAG_STYLE:
    case LXB_TAG_TEXTAREA:
    case LXB_TAG_TITLE:
    case LXB_TAG_XMP:
        return true;
    default:
        return false;
    }
}

/* Keeps the first attributes and the last, in which the tokenizer may still be writing. */
static void cut_attributes(lxb_html_token_t *token)
{
    lxb_html_token_attr_t *attr = token->attr_first;
    for (size_t n = 1; attr && n < PARSE_ATTRIBUTES_MAX - 1; n++) {
        attr = attr->next;
    }
    if (attr && attr->next && attr->next != token->attr_last) {
        attr->next = token->attr_last;
        token->attr_last->prev = attr;
    }
}

static lxb_html_token_t *guard(lxb_html_tokenizer_t *tokenizer, lxb_html_token_t *token,
                               void *context)
{
    struct parser *parser = context;
    const lxb_html_tree_t *tree = machine_of(parser)->tree;
    bool is_start = token->tag_id >= LXB_TAG__BEGIN && !(token->type & LXB_HTML_TOKEN_TYPE_CLOSE);
    if (is_start) {
        bool is_deep = lexbor_array_length(tree->open_elements) >= PARSE_DEPTH_MAX;
        bool is_full = lexbor_array_length(tree->active_formatting) >= PARSE_FORMATTING_MAX;
        if ((is_deep && !is_raw_text(token->tag_id)) ||
            (is_full && dom_is_formatting(token->tag_id))) {
            parser->is_cut |= is_deep;
            return token;
        }
        if (token->attr_first) {
            cut_attributes(token);
        }
    }
    if (parser->names && spare_token(parser->names, tree, token)) {
        return token;
    }
    return parser->token_done(tokenizer, token, parser->token_context);
}

static size_t pool_size(const lexbor_mraw_t *pool)
{
    size_t size = 0;
    for (const lexbor_mem_chunk_t *chunk = pool->mem->chunk_first; chunk; chunk = chunk->next) {
        size += chunk->size;
    }
    return size;
}

static size_t tree_size(struct parser *parser)
{
    return pool_size(dom_of(parser)->mraw) + pool_size(dom_of(parser)->text);
}

/* A clean document with the guard before its tree builder. */
static lxb_status_t begin(struct parser *parser)
{
    parser->is_cut = false;
    if (!parser->document) {
        parser->document = lxb_html_document_create();
    }
    if (!parser->document) {
        return LXB_STATUS_ERROR_MEMORY_ALLOCATION;
    }
    lxb_status_t status = lxb_html_document_parse_chunk_begin(parser->document);
    if (status == LXB_STATUS_OK) {
        /* lexbor leaves this as the page before had it, and only ever sets it to quirks. */
        dom_of(parser)->compat_mode = LXB_DOM_DOCUMENT_CMODE_NO_QUIRKS;
        lxb_html_tokenizer_t *tokenizer = machine_of(parser)->tkz;
        if (tokenizer->callback_token_done != guard) {
            parser->token_done = tokenizer->callback_token_done;
            parser->token_context = tokenizer->callback_token_ctx;
            lxb_html_tokenizer_callback_token_done_set(tokenizer, guard, parser);
        }
    }
    return status;
}

/* Between two chunks: whether time and memory allow another, and a tag is not growing without end.
 */
static bool may_go_on(struct parser *parser, int64_t start_ns, size_t most)
{
    lxb_html_token_t *open = machine_of(parser)->tkz->token;
    if (open && open->attr_first) {
        cut_attributes(open);
    }
    bool is_late = time_thread_cpu_ns() - start_ns > (int64_t)PARSE_BUDGET_MS * 1000000;
    return !is_late && tree_size(parser) < most;
}

void parse_done(struct parser *parser)
{
    if (parser->document) {
        (void)lxb_html_document_destroy(parser->document);
    }
    *parser = (struct parser){0};
}

void parse_release(struct parser *parser)
{
    if (parser->document && tree_size(parser) > PARSE_KEPT_MAX) {
        parse_done(parser);
        (void)malloc_trim(0);
    }
}

enum status parse_page(struct parser *parser, struct str text, struct error *err)
{
    int64_t start_ns = time_thread_cpu_ns();
    size_t most =
        MIN(PARSE_MEMORY_LEAST + PARSE_MEMORY_A_BYTE * text.len, (size_t)PARSE_MEMORY_MAX);
    lxb_status_t status = begin(parser);
    for (size_t at = 0; at < text.len && status == LXB_STATUS_OK; at += PARSE_CHUNK) {
        if (at && !may_go_on(parser, start_ns, most)) {
            parser->is_cut = true;
            break;
        }
        struct str chunk = str_sub(text, at, PARSE_CHUNK);
        status = lxb_html_document_parse_chunk(parser->document, (const lxb_char_t *)chunk.ptr,
                                               chunk.len);
    }
    if (status == LXB_STATUS_OK) {
        status = lxb_html_document_parse_chunk_end(parser->document);
    }
    if (status != LXB_STATUS_OK) {
        parse_done(parser);
        return error_no_memory(err);
    }
    return OK;
}
