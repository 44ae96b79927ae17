/* Logging: one line per event on stderr, logfmt or JSON, control characters escaped. */
#include "base/log.h"

#include "base/time.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096 };

/* The only settings of the process that are not passed in: a log line may come from anywhere. */
static _Atomic int log_level = LOG_LEVEL_INFO;
static _Atomic int log_format = LOG_LOGFMT;

void log_set_level(enum log_level level)
{
    atomic_store(&log_level, (int)level);
}

void log_set_format(enum log_format format)
{
    atomic_store(&log_format, (int)format);
}

bool log_format_from_name(struct str name, enum log_format *ret_format)
{
    static const char *const names[] = {[LOG_LOGFMT] = "logfmt", [LOG_JSON] = "json"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_equal(name, str_from(names[i]))) {
            *ret_format = (enum log_format)i;
            return true;
        }
    }
    return false;
}

/* A value ends at a space; a quoted one at a quote with a space or nothing behind it, as messages
 * quote others. */
static struct str take_value(struct str line, size_t *at)
{
    bool is_quoted = *at < line.len && line.ptr[*at] == '"';
    size_t start = *at + is_quoted, end = start;
    while (end < line.len) {
        bool is_last = end + 1 == line.len || line.ptr[end + 1] == ' ';
        if (is_quoted ? line.ptr[end] == '"' && is_last : line.ptr[end] == ' ') {
            break;
        }
        end++;
    }
    *at = MIN(end + is_quoted, line.len);
    return str_sub(line, start, end - start);
}

static bool is_number(struct str value)
{
    size_t digits = 0, points = 0;
    for (size_t i = 0; i < value.len; i++) {
        digits += byte_is_digit((unsigned char)value.ptr[i]);
        points += value.ptr[i] == '.' && i && i + 1 < value.len;
    }
    bool has_zero_ahead = value.len > 1 && value.ptr[0] == '0' && value.ptr[1] != '.';
    return digits && points <= 1 && digits + points == value.len && !has_zero_ahead &&
           digits <= 15; /* more is no number to whoever reads with doubles, but a name */
}

static size_t write_string(struct str value, char *json)
{
    size_t len = 0;
    json[len++] = '"';
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"' || value.ptr[i] == '\\') {
            json[len++] = '\\';
        }
        json[len++] = value.ptr[i];
    }
    json[len++] = '"';
    return len;
}

size_t log_to_json(struct str line, char *json, size_t size)
{
    size_t len = 0, at = 0;
    json[len++] = '{';
    while (at < line.len) {
        ptrdiff_t equals = str_find_byte(str_sub(line, at, line.len), '=');
        if (equals < 0) {
            break;
        }
        struct str key = str_sub(line, at, (size_t)equals);
        at += (size_t)equals + 1;
        struct str value = take_value(line, &at);
        at += at < line.len; /* the space */
        if (len + 2 * (key.len + value.len) + 8 > size) {
            break;
        }
        if (len > 1) {
            json[len++] = ',';
        }
        len += write_string(key, json + len);
        json[len++] = ':';
        if (is_number(value)) {
            memcpy(json + len, value.ptr, value.len);
            len += value.len;
        } else {
            len += write_string(value, json + len);
        }
    }
    json[len++] = '}';
    return len;
}

static void write_line(char *line, size_t len)
{
    char json[2 * LINE_MAX_BYTES];
    if (atomic_load(&log_format) == LOG_JSON) {
        len = log_to_json(str_of(line, len), json, sizeof(json) - 1);
        line = json;
    }
    line[len++] = '\n';
    /* One write per line, so that lines of several threads do not mix.  A log that cannot be
     * written is lost. */
    ssize_t written = write(STDERR_FILENO, line, len);
    (void)written;
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
    bool is_text = utf8_is_valid(str_of(line, len));
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)line[i];
        if (c < 0x20 || c == 0x7F || (c >= 0x80 && !is_text)) {
            line[i] = '?';
        }
    }
    write_line(line, len);
}
