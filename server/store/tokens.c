/* Text as the tokens that the search index holds: words of scripts with spaces, pairs of letters of
 * those without. */
#include "store/tokens_internal.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdlib.h>

/* SQLite's tokenizer for what is parted by spaces, and an instance of it. */
struct tokens {
    fts5_tokenizer unicode;
    void *unicode_context;
    Fts5Tokenizer *words;
};

/*
 * Marks belong to words: without them every vowel sign of Devanagari would end one.  The variation
 * selector that follows an emoji is none.
 */
static const char *const unicode_settings[] = {
    "remove_diacritics", "2", "categories", "L* N* Co Mn Mc", "separators", "\xEF\xB8\x8F",
};

/* FTS5's callback for a token, with the part of the text that is walked over. */
struct walk {
    void *context;
    int (*each)(void *context, int flags, const char *token, int len, int from, int to);
    const char *text;
    int offset; /* of the part that unicode61 sees */
};

static int add_word(void *context, int flags, const char *token, int len, int from, int to)
{
    const struct walk *walk = context;
    return walk->each(walk->context, flags, token, len, walk->offset + from, walk->offset + to);
}

static int walk_words(struct tokens *tokens, struct walk *walk, int flags, size_t from, size_t to)
{
    walk->offset = (int)from;
    return from == to ? SQLITE_OK
                      : tokens->unicode.xTokenize(tokens->words, walk, flags, walk->text + from,
                                                  (int)(to - from), add_word);
}

static int add_pair(const struct walk *walk, int flags, size_t from, size_t to)
{
    return walk->each(walk->context, flags, walk->text + from, (int)(to - from), (int)from,
                      (int)to);
}

/*
 * Every two neighbours from `from` to `to`.  A lone letter is a token in a query too; the last of
 * several only in a document.
 */
static int walk_pairs(const struct walk *walk, int flags, size_t from, size_t to)
{
    struct str text = str_of(walk->text, to);
    size_t first = from, second = from;
    int code = SQLITE_OK;
    bool is_alone = true;
    (void)utf8_next(text, &second);
    while (second < to && !code) {
        size_t end = second;
        (void)utf8_next(text, &end);
        code = add_pair(walk, 0, first, end);
        first = second;
        second = end;
        is_alone = false;
    }
    if (!code && (is_alone || (flags & FTS5_TOKENIZE_QUERY) == 0)) {
        code = add_pair(walk, is_alone ? 0 : FTS5_TOKEN_COLOCATED, first, to);
    }
    return code;
}

/* The first letter from `at` on of a script without spaces; `*ret_end` is behind the last one in a
 * row. */
static size_t find_dense(struct str text, size_t at, size_t *ret_end)
{
    size_t from = text.len, end = text.len;
    while (at < text.len) {
        size_t next = at;
        /* None begins with a lower byte: U+0E00 is E0 B8 80. */
        if ((unsigned char)text.ptr[at] < 0xE0) {
            next++;
        }
        uint32_t c = next == at ? utf8_next(text, &next) : 0;
        if (c && utf8_is_cjk(c) && utf8_is_word(c)) {
            from = MIN(from, at);
        } else if (from < text.len) {
            end = at;
            break;
        }
        at = next;
    }
    *ret_end = end;
    return from;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *bytes, int len,
                    int (*each)(void *context, int flags, const char *token, int len, int from,
                                int to))
{
    struct tokens *tokens = (struct tokens *)(void *)tokenizer;
    struct walk walk = {.context = context, .each = each, .text = bytes};
    struct str text = str_of(bytes, len > 0 ? (size_t)len : 0);
    size_t at = 0;
    int code = SQLITE_OK;
    while (at < text.len && !code) {
        size_t end, from = find_dense(text, at, &end);
        code = walk_words(tokens, &walk, flags, at, from);
        if (!code && from < end) {
            code = walk_pairs(&walk, flags, from, end);
        }
        at = end;
    }
    return code;
}

/* Everything is of the connection, not of a table: each table's tokenizer is the same one. */
static int create(void *context, const char **settings, int n, Fts5Tokenizer **ret_tokenizer)
{
    (void)settings;
    (void)n;
    *ret_tokenizer = context;
    return SQLITE_OK;
}

static void leave(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

static void free_tokens(void *context)
{
    struct tokens *tokens = context;
    if (tokens->words) {
        tokens->unicode.xDelete(tokens->words);
    }
    free(tokens);
}

/* FTS5's own interface, by the way its manual describes (fts5.html, section 7). */
static int find_fts5(sqlite3 *db, fts5_api **ret_api)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
    if (!code) {
        code = sqlite3_bind_pointer(statement, 1, (void *)ret_api, "fts5_api_ptr", NULL);
        (void)sqlite3_step(statement);
    }
    (void)sqlite3_finalize(statement);
    return code ? code : *ret_api ? SQLITE_OK : SQLITE_ERROR;
}

static int fill(fts5_api *api, struct tokens *tokens)
{
    int code = api->xFindTokenizer(api, "unicode61", &tokens->unicode_context, &tokens->unicode);
    return code ? code
                : tokens->unicode.xCreate(tokens->unicode_context,
                                          (const char **)(void *)(uintptr_t)unicode_settings,
                                          (int)ARRAY_LEN(unicode_settings), &tokens->words);
}

static void fold(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    const char *text = (const char *)sqlite3_value_text(values[0]);
    struct buf buf;
    size_t len = 0;
    if (!text) {
        return; /* NULL stays NULL */
    }
    buf_init(&buf, 0);
    buf_add_byte(&buf, ' '); /* one of no bytes could not be told from no memory */
    utf8_add_lower(&buf, str_of(text, (size_t)sqlite3_value_bytes(values[0])));
    char *lower = buf_take(&buf, &len);
    if (lower) {
        sqlite3_result_text(context, lower + 1, (int)len - 1, SQLITE_TRANSIENT);
    } else {
        sqlite3_result_error_nomem(context);
    }
    free(lower);
}

int tokens_register(sqlite3 *db, struct tokens **ret_tokens)
{
    static fts5_tokenizer methods = {.xCreate = create, .xDelete = leave, .xTokenize = tokenize};
    fts5_api *api = NULL;
    struct tokens *tokens = calloc(1, sizeof(*tokens));
    if (!tokens) {
        return SQLITE_NOMEM;
    }
    int code = find_fts5(db, &api);
    code = code ? code : fill(api, tokens);
    code = code ? code : api->xCreateTokenizer(api, "articled", tokens, &methods, free_tokens);
    if (code) {
        free_tokens(tokens); /* which FTS5 took over only if all went well */
        return code;
    }
    code = sqlite3_create_function_v2(db, "fold", 1,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                      fold, NULL, NULL, NULL);
    if (!code) {
        *ret_tokens = tokens;
    }
    return code;
}

struct caller {
    void *context;
    int (*each)(void *context, const struct token *token);
};

static int give(void *context, int flags, const char *bytes, int len, int from, int to)
{
    const struct caller *caller = context;
    struct token token = {
        .text = str_of(bytes, (size_t)len),
        .from = (size_t)from,
        .to = (size_t)to,
        .is_beside = (flags & FTS5_TOKEN_COLOCATED) != 0,
    };
    return caller->each(caller->context, &token);
}

int tokens_walk(struct tokens *tokens, enum tokens_of kind, struct str text,
                int (*each)(void *context, const struct token *token), void *context)
{
    struct caller caller = {.context = context, .each = each};
    return tokenize((Fts5Tokenizer *)(void *)tokens, &caller,
                    kind == TOKENS_OF_QUERY ? FTS5_TOKENIZE_QUERY : FTS5_TOKENIZE_DOCUMENT,
                    text.ptr, (int)text.len, give);
}
