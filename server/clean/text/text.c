/* Plain text to a document: the furniture of the page it was copied from goes, the article stays.
 */
#include "clean/text/text.h"

#include "clean/html/engine.h"
#include "clean/language.h"
#include "clean/text/build.h"
#include "clean/text/byline.h"
#include "clean/text/dateline.h"
#include "clean/text/explain.h"
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

static const double CONFIDENCE_WHOLE = 0.5;  /* of texts that are kept whole for want of prose, */
static const double CONFIDENCE_LETTER = 0.9; /* and of those that are known to be one person's */

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

static void count_words(const struct reading *reading, bool is_prose, struct language_count *count)
{
    for (size_t i = 0; i < reading->lines.len; i++) {
        if (reading->sheet.traits[i].is_prose == is_prose) {
            language_count_add(count, reading_text(reading, i));
        }
    }
}

/* The language of the prose, if that tells: menus of a foreign page are often English. */
static bool read_language(struct reading *reading)
{
    struct language_count *count = language_count_new(reading->scratch);
    for (int is_prose = 1; count && is_prose >= 0 && !reading->language.len; is_prose--) {
        count_words(reading, is_prose, count);
        reading->language = language_count_best(count);
    }
    reading->is_foreign = reading->language.len && !str_equal(reading->language, STR("en"));
    return count != NULL;
}

bool text_read(struct reading *reading)
{
    struct arena *scratch = reading->scratch;
    const struct lexicon *lexicon = reading->lexicon ? reading->lexicon : lexicon_new(scratch);
    return lexicon &&
           traits_read(scratch, lexicon, &reading->model->wording, &reading->lines,
                       &reading->sheet) &&
           read_language(reading) && context_read(scratch, &reading->sheet, &reading->context) &&
           windows_read(scratch, &reading->sheet, &reading->context, &reading->windows);
}

/* What the model says of the units. */
static bool judge_units(struct reading *reading)
{
    struct arena *scratch = reading->scratch;
    reading->roles = arena_array(scratch, reading->lines.len + 1, sizeof(*reading->roles));
    reading->title = reading->date = UNIT_NONE;
    return reading->roles && text_read(reading) &&
           model_choose(scratch, reading->model, reading->is_foreign, &reading->context,
                        &reading->windows, &reading->choice);
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

bool text_judge(struct reading *reading, struct arena *arena, struct doc *doc, enum gate *ret_gate)
{
    bool is_ok = judge_units(reading) && (reading->is_whole || header_read(reading, arena, doc));
    if (!is_ok) {
        return false;
    }
    enum gate gate = reading->is_whole     ? GATE_WHOLE
                     : reading->is_written ? GATE_CLEAN
                                           : gate_judge(reading);
    reading->is_clean = gate == GATE_CLEAN;
    if (gate != GATE_CHOOSE) {
        keep_all(reading);
    }
    find_body(reading);
    *ret_gate = gate;
    return meta_set(arena, &doc->meta, META_LANG, reading->language, SOURCE_GUESS);
}

static bool add_article(struct reading *reading, struct arena *arena, struct doc *doc)
{
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
    } else if (!refine_choice(reading)) {
        return false;
    }
    keep_something(reading);
    doc->confidence = reading->choice.confidence;
    return build_body(reading, arena, doc->root);
}

/* Everything stays but a plain headline with its byline. */
static bool add_whole(struct reading *reading, struct arena *arena, struct doc *doc)
{
    doc->confidence = reading->is_whole ? CONFIDENCE_LETTER : CONFIDENCE_WHOLE;
    if (!reading->is_whole) {
        doc_warn(doc, WARNING_LOW_CONFIDENCE);
    }
    const char *skipped[FACTS_PLAIN_MAX];
    struct verbatim_skip skip = {.lines = skipped};
    bool is_told =
        reading->is_whole || reading->has_header ||
        (facts_find_plain(reading, arena, doc) && dateline_find_plain(reading, arena, doc));
    if (!is_told) {
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
    enum gate gate;
    if (!text_judge(reading, arena, doc, &gate)) {
        return false;
    }
    return gate == GATE_WHOLE ? add_whole(reading, arena, doc) : add_article(reading, arena, doc);
}

enum status text_clean(const struct text_model *model, const struct lexicon *lexicon,
                       struct str text, const struct clean_input *input, struct arena *arena,
                       struct doc *doc, struct error *err)
{
    struct arena scratch;
    arena_init(&scratch, 0);
    struct reading reading = {
        .scratch = &scratch, .model = model, .lexicon = lexicon, .is_whole = input->is_whole};
    bool is_done = wash_text(&scratch, text, &reading.text) && clean(&reading, input, arena, doc) &&
                   (!input->log || explain_text(&reading, arena, input->log));
    arena_done(&scratch);
    return is_done ? OK : error_no_memory(err);
}

enum status clean_text(struct cleaner *cleaner, struct str text, const struct clean_input *input,
                       struct arena *arena, struct doc *doc, struct error *err)
{
    return text_clean(&TEXT_MODEL, cleaner ? cleaner->lexicon : NULL, text, input, arena, doc, err);
}
