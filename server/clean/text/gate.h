/* How much of a text may be thrown away: what the model says, only facts, or nothing. */
#ifndef CLEAN_TEXT_GATE_H
#define CLEAN_TEXT_GATE_H

#include "clean/text/reading.h"

enum gate {
    GATE_CHOOSE, /* a page's copy: the model chooses */
    GATE_CLEAN,  /* prose with little or no sign of furniture: everything is body but the facts */
    GATE_WHOLE, /* poems, letters, minutes, lists, code, logs, talk, series, one paragraph, and what
                   the model makes little of: nothing is known of them */
};
enum gate gate_judge(const struct reading *reading);

#endif
