/* A term of a search: a word, a phrase, or a field with what it takes. */
#include "store/search_internal.h"

#include "base/time.h"
#include "base/utf8.h"

enum { SHOWN_MAX = 40 }; /* bytes of what was typed in a message */

static const struct field {
    const char *name;
    enum search_kind kind;
} fields[] = {
    {"title", SEARCH_TITLE}, {"author", SEARCH_AUTHOR}, {"site", SEARCH_SITE},
    {"tag", SEARCH_TAG},     {"lang", SEARCH_LANG},     {"before", SEARCH_BEFORE},
    {"after", SEARCH_AFTER}, {"is", SEARCH_STARRED},    {"state", SEARCH_STATE},
};
static const char field_names[] =
    "title:, author:, site:, tag:, lang:, before:, after:, is: and state:";

/* From a quote to the next one. */
static enum status take_phrase(struct parser *parser, struct str *ret_text)
{
    size_t from = parser->at + 1;
    ptrdiff_t len = str_find_byte(str_sub(parser->text, from, parser->text.len), '"');
    if (len < 0) {
        return parser_wrong(parser, parser->at, "this quote has no second one");
    }
    *ret_text = str_sub(parser->text, from, (size_t)len);
    parser->at = from + (size_t)len + 1;
    return OK;
}

/* The first day of what is named: a year, a month or a day. */
static enum status take_day(struct parser *parser, size_t at, struct str typed,
                            struct search *search)
{
    struct date date = {0};
    uint64_t year;
    if (typed.len == 4 && str_to_uint(typed, 9999, &year)) {
        date.year = (int)year;
    } else if (!date_parse(typed, &date) || date.has_time) {
        return parser_wrong(parser, at,
                            "this takes a day as 2024-05-06, a month as 2024-05 or a year");
    }
    search->text = arena_printf(parser->arena, "%04d-%02d-%02d", date.year, MAX(date.month, 1),
                                MAX(date.day, 1));
    return search->text.ptr ? OK : error_no_memory(parser->err);
}

static enum status take_state(struct parser *parser, size_t at, struct str typed,
                              struct search *search)
{
    bool is_state_alone = search->kind == SEARCH_STATE;
    if (article_state_from_name(typed, &search->state)) {
        search->kind = SEARCH_STATE;
        return OK;
    }
    if (!is_state_alone && str_equal(typed, STR("starred"))) {
        return OK;
    }
    return parser_wrong(parser, at,
                        is_state_alone ? "this takes unread, reading or archived"
                                       : "this takes unread, reading, archived or starred");
}

/* What a field takes, checked. */
static enum status check_value(struct parser *parser, size_t at, struct search *search)
{
    switch (search->kind) {
    case SEARCH_BEFORE:
    case SEARCH_AFTER:
        return take_day(parser, at, search->text, search);
    case SEARCH_STATE:
    case SEARCH_STARRED:
        return take_state(parser, at, search->text, search);
    default:
        return OK;
    }
}

static bool has_words(enum search_kind kind)
{
    return kind == SEARCH_TEXT || kind == SEARCH_TITLE || kind == SEARCH_AUTHOR ||
           kind == SEARCH_SITE;
}

/* A word or a phrase, with the star behind it. */
static enum status take_value(struct parser *parser, struct search *search)
{
    size_t at = parser->at;
    enum status status = OK;
    if (parser_peek(parser) == '"') {
        status = take_phrase(parser, &search->text);
        if (!status && parser_peek(parser) == '*') {
            search->is_prefix = true;
            parser->at++;
        }
    } else {
        search->text = parser_peek_word(parser);
        parser->at += search->text.len;
        if (has_words(search->kind) && str_ends(search->text, STR("*"))) {
            search->is_prefix = true;
            search->text.len--;
        }
    }
    if (!status && !search->text.len && search->kind != SEARCH_TEXT) {
        return parser_wrong(parser, at, "here is nothing to look for");
    }
    if (!status && search->is_prefix && !has_words(search->kind)) {
        return parser_wrong(parser, at, "no * can stand here");
    }
    return status ? status : check_value(parser, at, search);
}

static size_t letters_at(struct str text)
{
    size_t n = 0;
    while (n < text.len && byte_is_alpha((unsigned char)text.ptr[n])) {
        n++;
    }
    return n;
}

/*
 * Whether a field's name stands here: `*ret_field` then.  What looks like one is refused, since
 * somebody would wait for results; addresses and names with "::" do not.
 */
static enum status take_field(struct parser *parser, const struct field **ret_field)
{
    struct str rest = str_sub(parser->text, parser->at, parser->text.len);
    size_t len = letters_at(rest);
    *ret_field = NULL;
    if (!len || len >= rest.len || rest.ptr[len] != ':') {
        return OK;
    }
    for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
        if (str_equal_nocase(str_sub(rest, 0, len), str_from(fields[i].name))) {
            *ret_field = &fields[i];
            parser->at += len + 1;
            return OK;
        }
    }
    struct str value = str_sub(rest, len + 1, 1);
    if (!value.len || value.ptr[0] == '/' || value.ptr[0] == ':' ||
        byte_is_space((unsigned char)value.ptr[0])) {
        return OK;
    }
    return parser_wrong(parser, parser->at,
                        "there is no field \"%.*s\", only %s; put \"quotes\" "
                        "around words to look for them as they are",
                        STR_ARG(utf8_cut(str_sub(rest, 0, len), SHOWN_MAX)), field_names);
}

enum status search_take_term(struct parser *parser, struct search **ret_search)
{
    const struct field *field;
    size_t at = parser->at;
    if (++parser->terms > SEARCH_TERMS_MAX) {
        return parser_wrong(parser, at, "more than %d words and fields", SEARCH_TERMS_MAX);
    }
    enum status status = take_field(parser, &field);
    status = status ? status : parser_new(parser, field ? field->kind : SEARCH_TEXT, ret_search);
    return status ? status : take_value(parser, *ret_search);
}
