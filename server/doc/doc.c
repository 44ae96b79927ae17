/* A cleaned article before it is stored: its names for kinds and warnings, and its making. */
#include "doc/doc.h"

static const char *const kind_names[] = {
    [DOC_HTML] = "html",
    [DOC_TEXT] = "text",
    [DOC_MARKDOWN] = "markdown",
};

const char *doc_kind_name(enum doc_kind kind)
{
    return (size_t)kind < ARRAY_LEN(kind_names) ? kind_names[kind] : kind_names[DOC_TEXT];
}

bool doc_kind_from_name(struct str name, enum doc_kind *ret_kind)
{
    for (size_t i = 0; i < ARRAY_LEN(kind_names); i++) {
        if (str_equal(name, str_from(kind_names[i]))) {
            *ret_kind = (enum doc_kind)i;
            return true;
        }
    }
    return false;
}

struct warning_words {
    const char *name, *text;
};

static const struct warning_words warnings[] = {
    [WARNING_NO_CONTENT] = {"no-content", "No readable content was found; the original is kept."},
    [WARNING_LOW_CONFIDENCE] = {"low-confidence",
                                "There is little running text, so everything was kept as it is."},
    [WARNING_NEWLINES_STRIPPED] =
        {"newlines-stripped",
         "curl -d drops newlines from a file, so the paragraphs are lost; send it "
         "with --data-binary @FILE."},
    [WARNING_TRUNCATED] = {"truncated",
                           "The input went over a limit of size, depth or time; what came "
                           "before is kept."},
    [WARNING_CHARSET_REPAIRED] =
        {"charset-repaired", "Some bytes are no text in the page's charset and were replaced."},
    [WARNING_CLIENT_RENDERED] =
        {"client-rendered",
         "The page is a shell that a script fills; save it from a browser and post "
         "that instead."},
    [WARNING_PAYWALL] = {"paywall", "Only the beginning of the article seems to be there."},
    [WARNING_SEVERAL_ARTICLES] = {"several-articles", "The page holds more than one article."},
};

const char *doc_warning_name(enum doc_warning warning)
{
    return (size_t)warning < ARRAY_LEN(warnings) ? warnings[warning].name : "unknown";
}

const char *doc_warning_text(enum doc_warning warning)
{
    return (size_t)warning < ARRAY_LEN(warnings) ? warnings[warning].text : "";
}

struct doc *doc_new(struct arena *arena, enum doc_kind kind)
{
    struct doc *doc = ARENA_NEW(arena, struct doc);
    if (doc) {
        doc->kind = kind;
        doc->root = node_new(arena, NULL, NODE_ROOT);
    }
    return doc && doc->root ? doc : NULL;
}
