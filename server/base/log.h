/* Logging: one line per event on stderr, logfmt or JSON, control characters escaped. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/macros.h"
#include "base/str.h"

#include <stdbool.h>

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };
enum log_format { LOG_LOGFMT, LOG_JSON };

/* What is above `level` is not written.  Both are set once, before threads start. */
void log_set_level(enum log_level level);
void log_set_format(enum log_format format);
/* "logfmt", "json". */
bool log_format_from_name(struct str name, enum log_format *ret_format) MUST_USE;
/* Writes `ts=... level=... <message>`; the message is logfmt itself, e.g. `msg="listening"
 * addr=...`. */
void log_line(enum log_level level, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The words of a logfmt line as a JSON object, numbers as numbers, into `json` (room for `size`);
 * returns its length.  What does not fit is left out, and the object stays whole. */
size_t log_to_json(struct str line, char *json, size_t size);

#endif
