/* Plain text to a document, by any model: training judges by models that are not shipped. */
#ifndef CLEAN_TEXT_TEXT_H
#define CLEAN_TEXT_TEXT_H

#include "clean/clean_internal.h"
#include "clean/text/gate.h"
#include "clean/text/reading.h"

/* clean_text, with a model of the caller's and the lexicon, which is made anew where it is NULL. */
enum status text_clean(const struct text_model *model, const struct lexicon *lexicon,
                       struct str text, const struct clean_input *input, struct arena *arena,
                       struct doc *doc, struct error *err) MUST_USE;

/* From lines to what the models see of them, and their language; the rest is as for text_judge. */
bool text_read(struct reading *reading) MUST_USE;

/*
 * From units to the choice of those to keep, and where the body begins; of `*reading` the scratch
 * arena, the model, the text and the lines are there before.  False when memory is out.
 */
bool text_judge(struct reading *reading, struct arena *arena, struct doc *doc,
                enum gate *ret_gate) MUST_USE;

#endif
