/* Plain text to a document: the furniture of the page it was copied from goes, the article stays.
 */
#include "clean/clean_internal.h"
#include "clean/text/build.h"
#include "clean/text/byline.h"
#include "clean/text/dateline.h"
#include "clean/text/facts.h"
#include "clean/text/gate.h"
#include "clean/text/header.h"
#include "clean/text/reading.h"
#include "clean/text/refine.h"
#include "clean/text/site.h"
#include "clean/text/title.h"
#include "clean/text/verbatim.h"
#include "clean/text/wash.h"

enum {
    STRIPPED_MIN = 300, /* bytes in one line: what a form sends in one line on purpose is shorter */
};

static const double CONFIDENCE_WHOLE = 0.5; /* of texts that are kept whole */

/* The first and last unit that are kept, the first of prose if any is. */
static void find_body(struct reading *reading)
{
    ptrdiff_t first = UNIT_NONE, prose = UNIT_NONE;
    for (size_t i = 0; i < reading->lines.len; i++) {
        if (!reading->choice.kept[i]) {
            continue;
        }
        first = first == UNIT_NONE ? (ptrdiff_t)i : first;
        bool is_first_prose = prose == UNIT_NONE && reading->sheet.traits[i].is_prose;
        prose = is_first_prose ? (ptrdiff_t)i : prose;
        reading->body_last = i;
    }
    reading->body_start = (size_t)MAX(prose != UNIT_NONE ? prose : first, 0);
}

static bool read_text(struct reading *reading, const struct lexicon *lexicon)
{
    struct arena *scratch = reading->scratch;
    reading->roles = arena_array(scratch, reading->lines.len + 1, sizeof(*reading->roles));
    reading->title = reading->date = UNIT_NONE;
    return reading->roles && traits_read(scratch, lexicon, &reading->lines, &reading->sheet) &&
           context_read(scratch, &reading->sheet, &reading->context) &&
           model_choose(scratch, &reading->sheet, &reading->context, &reading->choice);
}

/* A text that is all facts is its own body. */
static void keep_something(struct reading *reading)
{
    for (size_t i = 0; i < reading->lines.len; i++) {
        if (reading_in_body(reading, i)) {
            return;
        }
    }
    for (size_t i = 0; i < reading->lines.len; i++) {
        reading->roles[i] = ROLE_NONE;
    }
}

static void keep_all(struct reading *reading)
{
    for (size_t i = 0; i < reading->lines.len; i++) {
        reading->choice.kept[i] = true;
    }
}

static bool add_article(struct reading *reading, const struct lexicon *lexicon, struct arena *arena,
                        struct doc *doc)
{
    find_body(reading);
    bool is_read =
        reading->has_header || (title_find(reading) && dateline_find(reading, arena, doc));
    if (!is_read || !byline_find(reading, arena, doc)) {
        return false;
    }
    bool is_told =
        reading->has_header || (site_find(reading, arena, doc) && facts_find(reading, arena, doc));
    if (!is_told) {
        return false;
    }
    if (reading->is_clean) {
        facts_keep_strays(reading);
    } else if (!refine_choice(reading, lexicon)) {
        return false;
    }
    keep_something(reading);
    doc->confidence = reading->choice.confidence;
    return build_body(reading, arena, doc->root);
}

/* Everything stays but a plain headline with its byline. */
static bool add_whole(struct reading *reading, struct arena *arena, struct doc *doc)
{
    doc_warn(doc, WARNING_LOW_CONFIDENCE);
    doc->confidence = CONFIDENCE_WHOLE;
    keep_all(reading);
    const char *skipped[FACTS_PLAIN_MAX];
    struct verbatim_skip skip = {.lines = skipped};
    if (!reading->has_header && !facts_find_plain(reading, arena, doc)) {
        return false;
    }
    for (size_t i = 0; i < reading->lines.len && skip.len < FACTS_PLAIN_MAX; i++) {
        if (reading->roles[i] != ROLE_NONE) {
            skipped[skip.len++] = reading->lines.units[i].source.ptr;
        }
    }
    return reading->lines.wrap_width ? build_body(reading, arena, doc->root)
                                     : verbatim_add(arena, doc->root, reading->text, skip);
}

/* curl -d drops the newlines of a file; what they parted cannot be told any more. */
static bool is_stripped(struct str text, const struct clean_input *input)
{
    return input->is_form_typed && text.len >= STRIPPED_MIN &&
           str_find_byte(str_trim(text), '\n') < 0;
}

static bool clean(struct reading *reading, const struct clean_input *input, struct arena *arena,
                  struct doc *doc)
{
    struct verbatim_skip none = {0};
    if (!str_trim(reading->text).len) {
        doc_warn(doc, WARNING_NO_CONTENT);
        return true;
    }
    if (is_stripped(reading->text, input)) {
        doc_warn(doc, WARNING_NEWLINES_STRIPPED);
        doc->confidence = CONFIDENCE_WHOLE;
        return verbatim_add(arena, doc->root, reading->text, none);
    }
    if (!lines_split(reading->scratch, reading->text, &reading->lines)) {
        return false;
    }
    if (reading->lines.is_cut || !reading->lines.len) {
        doc_warn(doc, WARNING_LOW_CONFIDENCE);
        doc->confidence = CONFIDENCE_WHOLE;
        return verbatim_add(arena, doc->root, reading->text, none);
    }
    struct lexicon *lexicon = lexicon_new(reading->scratch);
    if (!lexicon || !read_text(reading, lexicon) || !header_read(reading, arena, doc)) {
        return false;
    }
    enum gate gate = gate_judge(reading);
    if (gate == GATE_WHOLE) {
        return add_whole(reading, arena, doc);
    }
    if (gate == GATE_CLEAN) {
        reading->is_clean = true;
        keep_all(reading);
    }
    return add_article(reading, lexicon, arena, doc);
}

enum status clean_text(struct str text, const struct clean_input *input, struct arena *arena,
                       struct doc *doc, struct error *err)
{
    struct arena scratch;
    arena_init(&scratch, 0);
    struct reading reading = {.scratch = &scratch};
    bool is_done = wash_text(&scratch, text, &reading.text) && clean(&reading, input, arena, doc);
    arena_done(&scratch);
    return is_done ? OK : error_no_memory(err);
}
