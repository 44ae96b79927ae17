/* Logging: one logfmt line per event on stderr, control characters escaped. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/macros.h"

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* What is above `level` is not written.  Set once, before threads start. */
void log_set_level(enum log_level level);
/* Writes `ts=... level=... <message>`; the message is logfmt itself, e.g. `msg="listening"
 * addr=...`. */
void log_line(enum log_level level, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
