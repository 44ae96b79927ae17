/* Lines about people at the end of an article: the author's biography, and who else worked on it.
 */
#include "clean/text/about.h"

#include "clean/text/credits.h"
#include "clean/text/scan.h"

enum {
    TAIL = 4, /* units of the story at the end of the body, among which some may be about people */
    BEHIND = 3, /* units behind the body */
    BIOGRAPHY_BYTES = 900,
    BIOGRAPHY_WORDS_MIN = 6,
};

/* What a biography says behind the name. */
static const char *const VERBS[] = {"is",     "was",     "has",    "writes", "covers",  "works",
                                    "joined", "founded", "serves", "holds",  "reports", "teaches"};
/* What an author is; a sentence about a person of the story hardly says that of them in the last
 * line. */
static const char *const TRADES[] = {
    "writer",    "reporter", "correspondent", "editor",    "journalist", "author",
    "columnist", "blogger",  "contributor",   "freelance", "freelancer", "photographer",
    "critic",    "producer", "writes",        "reports",   "covers",     "fellow",
    "analyst",   "lecturer", "researcher",    "bureau",    "newsroom",   "desk",
};

static bool has_one_of(struct str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (scan_has_word(text, str_from(words[i]))) {
            return true;
        }
    }
    return false;
}

static bool is_one_of(struct str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_equal(word, str_from(words[i]))) {
            return true;
        }
    }
    return false;
}

/* "Ann Lee, a Pulitzer winner, is": behind the name a short aside may stand. */
static struct str skip_aside(struct str rest)
{
    rest = str_trim(rest);
    if (!rest.len || rest.ptr[0] != ',') {
        return rest;
    }
    ptrdiff_t comma = str_find_byte(str_sub(rest, 1, 60), ',');
    return comma < 0 ? rest : str_trim(str_sub(rest, (size_t)comma + 2, rest.len));
}

struct str about_name(struct str line)
{
    if (line.len > BIOGRAPHY_BYTES ||
        scan_count_words(line, BIOGRAPHY_WORDS_MIN) < BIOGRAPHY_WORDS_MIN) {
        return str_null();
    }
    struct names names = names_read(line);
    if (!names.len || !names_is_name(names.items[0])) {
        return str_null();
    }
    struct str name = names.items[0];
    struct str rest = skip_aside(str_sub(line, (size_t)(name.ptr - line.ptr) + name.len, line.len)),
               verb;
    size_t at = 0;
    bool has_verb = scan_word(rest, &at, &verb) && is_one_of(verb, VERBS, ARRAY_LEN(VERBS));
    return has_verb ? name : str_null();
}

static bool is_among(const struct names *names, struct str name)
{
    for (size_t i = 0; i < names->len; i++) {
        if (str_equal_nocase(names->items[i], name)) {
            return true;
        }
    }
    return false;
}

/* People of the story are called by their last name in it; its author is not. */
static bool is_in_story(const struct reading *reading, struct str name, size_t unit)
{
    ptrdiff_t space = str_find_last_byte(name, ' ');
    struct str last = str_sub(name, (size_t)(space + 1), name.len);
    for (size_t i = reading->body_start; i < unit; i++) {
        bool is_story = reading->choice.kept[i] && reading->sheet.traits[i].is_prose;
        if (is_story && str_find(reading_text(reading, i), last) >= 0) {
            return true;
        }
    }
    return false;
}

static bool is_biography(const struct reading *reading, size_t unit, const struct names *authors,
                         struct str *ret_name)
{
    struct str line = reading_text(reading, unit);
    struct str name = about_name(line);
    *ret_name = name;
    if (!name.len) {
        return false;
    }
    if (is_among(authors, name)) {
        return true;
    }
    return has_one_of(line, TRADES, ARRAY_LEN(TRADES)) && !is_in_story(reading, name, unit);
}

static bool take_credits(struct reading *reading, size_t unit, struct arena *arena, struct doc *doc)
{
    bool is_list;
    struct names names = credits_read(reading_text(reading, unit), &is_list);
    if (names.len) {
        reading->roles[unit] = ROLE_CONTRIBUTORS;
    }
    for (size_t i = 0; i < names.len; i++) {
        if (!meta_add(arena, &doc->meta.contributors, names.items[i], SOURCE_TEXT)) {
            return false;
        }
    }
    return true;
}

static bool take_biography(struct reading *reading, size_t unit, const struct names *authors,
                           struct arena *arena, struct doc *doc)
{
    struct str name;
    if (!is_biography(reading, unit, authors, &name)) {
        return true;
    }
    reading->roles[unit] = ROLE_BIOGRAPHY;
    return (authors->len || meta_add(arena, &doc->meta.authors, name, SOURCE_TEXT)) &&
           meta_set(arena, &doc->meta, META_AUTHOR_BIO, reading_text(reading, unit), SOURCE_TEXT);
}

/* From the end on upwards, until so many units of the body in a row are about the story. */
bool about_find(struct reading *reading, struct arena *arena, struct doc *doc,
                const struct names *authors)
{
    size_t story = 0, i = MIN(reading->body_last + BEHIND + 1, reading->lines.len);
    while (i-- > reading->body_start + 1 && story < TAIL) {
        if (reading->roles[i] != ROLE_NONE) {
            continue;
        }
        if (!take_credits(reading, i, arena, doc)) {
            return false;
        }
        bool is_free = reading->roles[i] == ROLE_NONE;
        if (is_free && !take_biography(reading, i, authors, arena, doc)) {
            return false;
        }
        bool is_story = reading->choice.kept[i] && reading->roles[i] == ROLE_NONE;
        story = is_story ? story + 1 : reading->choice.kept[i] ? 0 : story;
    }
    return true;
}
