/* Mail to a document: sender, subject and date from its header, its text or HTML part cleaned. */
#include "clean/mail/mail.h"

#include "base/time.h"
#include "clean/charset.h"
#include "clean/mail/headers.h"
#include "clean/mail/letter.h"
#include "clean/mail/letter_tree.h"
#include "clean/mail/parts.h"
#include "clean/text/verbatim.h"
#include "clean/text/wash.h"

#include <string.h>

static const double CONFIDENCE_LETTER = 0.9; /* as of letters in plain text */

/* The name of "Ann Lee <ann@example.org>" or "ann@example.org (Ann Lee)", else the address. */
static struct str read_name(struct str from)
{
    ptrdiff_t open = str_find_byte(from, '<');
    struct str name = open > 0 ? str_trim(str_sub(from, 0, (size_t)open)) : str_null();
    ptrdiff_t bracket = str_find_byte(from, '(');
    if (!name.len && bracket > 0 && from.ptr[from.len - 1] == ')') {
        name = str_sub(from, (size_t)bracket + 1, from.len - (size_t)bracket - 2);
    }
    if (name.len > 1 && name.ptr[0] == '"' && name.ptr[name.len - 1] == '"') {
        name = str_trim(str_sub(name, 1, name.len - 2));
    }
    ptrdiff_t close = str_find_byte(from, '>');
    struct str address = open >= 0 && close > open
                             ? str_sub(from, (size_t)open + 1, (size_t)(close - open - 1))
                             : from;
    return name.len ? name : address;
}

static bool set_facts(struct arena *arena, struct str header, struct doc *doc)
{
    struct str subject = headers_text(arena, header, STR("Subject"));
    struct str written = headers_get(arena, header, STR("Date"));
    struct date date;
    char text[TIME_TEXT_MAX];
    bool is_ok = meta_set(arena, &doc->meta, META_TITLE, subject, SOURCE_META);
    if (is_ok && written.len && date_parse(written, &date)) {
        is_ok =
            meta_set(arena, &doc->meta, META_PUBLISHED, date_format(&date, text), SOURCE_META) &&
            meta_set(arena, &doc->meta, META_PUBLISHED_RAW, written, SOURCE_META);
    }
    return is_ok;
}

/* The sender, whoever the text names besides. */
static bool set_author(struct arena *arena, struct str header, struct doc *doc)
{
    struct str from = headers_text(arena, header, STR("From"));
    if (!from.len) {
        return true;
    }
    doc->meta.authors.len = 0;
    return meta_add(arena, &doc->meta.authors, read_name(from), SOURCE_META);
}

/* Sent by a machine to many: they must offer to be unsubscribed (RFC 2369, 3.2).  Lists on which
 * people write tell where to (3.4). */
static bool is_bulk(struct arena *arena, struct str header)
{
    return headers_get(arena, header, STR("List-Unsubscribe")).len &&
           !headers_get(arena, header, STR("List-Post")).len;
}

static bool add_quoted(struct arena *arena, struct doc *doc, struct str quoted)
{
    struct verbatim_skip none = {0};
    if (!quoted.len) {
        return true;
    }
    struct node *quote = node_new(arena, doc->root, NODE_QUOTE);
    struct str text = letter_unquote(arena, quoted);
    return quote && text.ptr && verbatim_add(arena, quote, text, none);
}

static enum status clean_letter(struct cleaner *cleaner, struct str text,
                                const struct clean_input *input, struct arena *arena,
                                struct doc *doc, struct error *err)
{
    if (!wash_text(arena, text, &text)) {
        return error_no_memory(err);
    }
    struct letter letter = letter_read(text);
    struct clean_input whole = *input;
    whole.is_whole = true;
    enum status status = clean_text(cleaner, letter.text, &whole, arena, doc, err);
    if (status != OK) {
        return status;
    }
    bool is_ok = meta_set(arena, &doc->meta, META_AUTHOR_BIO, letter.signature, SOURCE_TEXT) &&
                 add_quoted(arena, doc, letter.quoted);
    return is_ok ? OK : error_no_memory(err);
}

/* A part as UTF-8, told in the doc if it had to be repaired. */
static enum status read_part(const struct part *part, bool is_html, struct arena *arena,
                             struct doc *doc, struct str *ret_text, struct error *err)
{
    bool is_repaired;
    enum status status =
        charset_to_utf8(arena, part->bytes, part->charset, is_html, ret_text, &is_repaired, err);
    if (status == OK && is_repaired) {
        doc_warn(doc, WARNING_CHARSET_REPAIRED);
    }
    return status;
}

static enum status clean_text_part(struct cleaner *cleaner, const struct part *part, bool is_chosen,
                                   const struct clean_input *input, struct arena *arena,
                                   struct doc *doc, struct error *err)
{
    struct str text;
    enum status status = read_part(part, false, arena, doc, &text, err);
    if (status != OK) {
        return status;
    }
    if (part->is_flowed) {
        text = letter_unflow(arena, text, part->removes_space);
        if (!text.ptr) {
            return error_no_memory(err);
        }
    }
    return is_chosen ? clean_text(cleaner, text, input, arena, doc, err)
                     : clean_letter(cleaner, text, input, arena, doc, err);
}

static enum status clean_html_part(struct cleaner *cleaner, const struct part *part, bool is_chosen,
                                   const struct clean_input *input, struct arena *arena,
                                   struct doc *doc, struct error *err)
{
    struct str html;
    enum status status = read_part(part, true, arena, doc, &html, err);
    if (status != OK) {
        return status;
    }
    if (is_chosen) {
        return clean_html(cleaner, html, input, arena, doc, err);
    }
    status = html_fragment_to_nodes(cleaner, html, NULL, arena, doc->root, err);
    doc->confidence = CONFIDENCE_LETTER;
    return status != OK || letter_fold_tree(arena, doc) ? status : error_no_memory(err);
}

static bool add_line(struct arena *arena, struct node *parent, struct str line)
{
    return (!parent->first || node_new(arena, parent, NODE_BREAK)) &&
           node_new_text(arena, parent, line);
}

/* Who wrote an attached mail, when, and what about. */
static bool add_header(struct arena *arena, struct str header, struct node *quote)
{
    static const struct str FIELDS[] = {{"From", 4}, {"Date", 4}, {"Subject", 7}};
    struct node *block = node_new(arena, quote, NODE_PARAGRAPH);
    for (size_t i = 0; block && i < ARRAY_LEN(FIELDS); i++) {
        struct str value = headers_text(arena, header, FIELDS[i]);
        struct str line = arena_printf(arena, "%.*s: %.*s", STR_ARG(FIELDS[i]), STR_ARG(value));
        if (value.len && !add_line(arena, block, line)) {
            return false;
        }
    }
    return block != NULL;
}

/* A mail that is attached, as it is when it is forwarded whole. */
static enum status add_attached(struct cleaner *cleaner, struct str message, struct arena *arena,
                                struct doc *doc, struct error *err)
{
    struct str body = message, header = headers_take(&body), text;
    struct parts parts = parts_read(arena, header, body);
    bool has_text = str_trim(parts.text.bytes).len > 0;
    struct node *quote = node_new(arena, doc->root, NODE_QUOTE);
    doc->confidence = MAX(doc->confidence, CONFIDENCE_LETTER);
    if (!quote || !add_header(arena, header, quote)) {
        return error_no_memory(err);
    }
    enum status status =
        read_part(has_text ? &parts.text : &parts.html, !has_text, arena, doc, &text, err);
    if (status != OK || !has_text) {
        return status != OK ? status
                            : html_fragment_to_nodes(cleaner, text, NULL, arena, quote, err);
    }
    struct verbatim_skip none = {0};
    bool is_ok = wash_text(arena, text, &text) && verbatim_add(arena, quote, text, none);
    return is_ok ? OK : error_no_memory(err);
}

/* A mailbox's first mail: what follows begins with "From " (RFC 4155); of lines of the mail that
 * do, too, the mark before them goes. */
static struct str take_from_mailbox(struct arena *arena, struct str bytes, bool *ret_is_cut)
{
    char *out = arena_alloc(arena, bytes.len + 1);
    size_t len = 0;
    bool was_empty = false;
    struct str line, rest = bytes;
    (void)str_split(&rest, '\n', &line);
    while (out && rest.ptr && str_split(&rest, '\n', &line)) {
        struct str name = line;
        while (name.len && name.ptr[0] == '>') {
            name = str_sub(name, 1, name.len);
        }
        bool is_from = str_starts(name, STR("From "));
        *ret_is_cut = is_from && name.len == line.len && was_empty && headers_is_mail(rest);
        if (*ret_is_cut) {
            break;
        }
        struct str kept = str_sub(line, is_from && name.len < line.len, line.len);
        memcpy(out + len, kept.ptr, kept.len);
        len += kept.len;
        out[len++] = '\n';
        was_empty = !str_trim(line).len;
    }
    return str_of(out, out ? len : 0);
}

enum status clean_mail(struct cleaner *cleaner, struct str bytes, const struct clean_input *input,
                       struct arena *arena, struct doc *doc, struct error *err)
{
    bool is_cut = false;
    if (str_starts(bytes, STR("From "))) {
        bytes = take_from_mailbox(arena, bytes, &is_cut);
    }
    if (is_cut) {
        doc_warn(doc, WARNING_SEVERAL_ARTICLES);
    }
    struct str body = bytes, header = headers_take(&body);
    struct parts parts = parts_read(arena, header, body);
    bool is_chosen = is_bulk(arena, header);
    /* Letters quote and sign in their text; what is sent to many is laid out in HTML. */
    bool has_text = str_trim(parts.text.bytes).len && !(is_chosen && parts.html.bytes.len);
    enum status status = OK;
    if (!set_facts(arena, header, doc)) {
        return error_no_memory(err);
    }
    if (has_text) {
        status = clean_text_part(cleaner, &parts.text, is_chosen, input, arena, doc, err);
    } else if (parts.html.bytes.len) {
        doc->kind = DOC_HTML;
        status = clean_html_part(cleaner, &parts.html, is_chosen, input, arena, doc, err);
    } else if (!parts.message.len) {
        doc_warn(doc, WARNING_NO_CONTENT);
    }
    if (status == OK && parts.message.len) {
        status = add_attached(cleaner, parts.message, arena, doc, err);
    }
    bool is_told = status != OK || set_author(arena, header, doc);
    /* What could not be read for want of memory looks like what is not there. */
    return is_told && !arena->is_exhausted ? status : error_no_memory(err);
}
