/* The fields that change the look, as they stand on the article's page and in the settings. */
#ifndef HANDLERS_LOOK_FORM_H
#define HANDLERS_LOOK_FORM_H

#include "app.h"
#include "base/buf.h"
#include "handlers/look.h"

/* Appends a field for each setting, with what `look` has chosen. */
void look_form_add(const struct app *app, const struct look *look, struct buf *buf);

#endif
