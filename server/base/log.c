/* Logging: one logfmt line per event on stderr, control characters escaped. */
#include "base/log.h"

#include "base/buf.h"
#include "base/time.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096 };

/* The one setting of the process that is not passed in: a log line may come from anywhere. */
static _Atomic int log_level = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    atomic_store(&log_level, (int)level);
}

void log_line(enum log_level level, const char *fmt, ...)
{
    static const char *const names[] = {"error", "warn", "info", "debug"};
    if ((int)level > atomic_load(&log_level)) {
        return;
    }
    char text[TIME_TEXT_MAX], line[LINE_MAX_BYTES];
    struct str now = time_format(time_now_us(), text);
    int head = snprintf(line, sizeof(line), "ts=%.*s level=%s ", STR_ARG(now), names[level]);
    va_list args;
    va_start(args, fmt);
    int body = vsnprintf(line + head, sizeof(line) - (size_t)head - 1, fmt, args);
    va_end(args);
    size_t len = (size_t)head + (size_t)MAX(body, 0);
    len = MIN(len, sizeof(line) - 2);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)line[i];
        if (c < 0x20 || c == 0x7F) {
            line[i] = '?';
        }
    }
    line[len++] = '\n';
    /* One write per line, so that lines of several threads do not mix.  A log that cannot be
     * written is lost. */
    ssize_t written = write(STDERR_FILENO, line, len);
    (void)written;
}
