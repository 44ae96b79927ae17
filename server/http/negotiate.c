/* Which of an operation's representations a client wants (RFC 9110, 12.5.1). */
#include "http/negotiate.h"

enum { QUALITY_MAX = 1000, RANGES_MAX = 64 };

/* "0.8" as 800; anything malformed counts as 1. */
static int read_quality(struct str range)
{
    ptrdiff_t at = str_find_nocase(range, STR(";q="));
    if (at < 0) {
        at = str_find_nocase(range, STR("; q="));
        at += at >= 0;
    }
    if (at < 0) {
        return QUALITY_MAX;
    }
    struct str s = str_sub(range, (size_t)at + 3, range.len);
    int quality = 0, unit = QUALITY_MAX / 10;
    if (!s.len || (s.ptr[0] != '0' && s.ptr[0] != '1')) {
        return QUALITY_MAX;
    }
    quality = s.ptr[0] == '1' ? QUALITY_MAX : 0;
    for (size_t i = 2; i < s.len && byte_is_digit((unsigned char)s.ptr[i]) && unit;
         i++, unit /= 10) {
        quality += (s.ptr[i] - '0') * unit;
    }
    return MIN(quality, QUALITY_MAX);
}

static struct str bare(struct str range)
{
    ptrdiff_t semicolon = str_find_byte(range, ';');
    return str_trim(semicolon < 0 ? range : str_sub(range, 0, (size_t)semicolon));
}

/* How closely a range names a type: 3 the type itself, 2 its family, 1 anything, 0 not at all. */
static int closeness(struct str range, struct str type)
{
    if (str_equal_nocase(range, type)) {
        return 3;
    }
    if (str_equal(range, STR("*/*"))) {
        return 1;
    }
    return str_ends(range, STR("/*")) && str_starts_nocase(type, str_sub(range, 0, range.len - 1))
               ? 2
               : 0;
}

/* The quality of the range that names the type most closely; 0 when none does. */
static int quality_of(struct str accept, struct str type)
{
    struct str rest = accept, range;
    int best = 0, quality = 0;
    for (int n = 0; n < RANGES_MAX && str_split(&rest, ',', &range); n++) {
        int close = closeness(bare(range), type);
        if (close > best) {
            best = close;
            quality = read_quality(range);
        }
    }
    return quality;
}

static struct str type_of(enum http_format format)
{
    return bare(str_from(http_format_type(format)));
}

enum http_format negotiate(struct str accept, unsigned offered)
{
    enum http_format best = (enum http_format)0;
    int best_quality = 0;
    if (offered & FORMAT_OTHER) {
        return FORMAT_OTHER;
    }
    if (!str_trim(accept).len) {
        accept = STR("*/*");
    }
    for (unsigned format = FORMAT_JSON; format < FORMAT_OTHER; format <<= 1) {
        int quality = offered & format ? quality_of(accept, type_of((enum http_format)format)) : 0;
        if (quality > best_quality) {
            best = (enum http_format)format;
            best_quality = quality;
        }
    }
    return best;
}

bool negotiate_is_browser(struct str accept)
{
    return str_find_nocase(accept, STR("text/html")) >= 0 &&
           negotiate(accept, FORMAT_JSON | FORMAT_HTML) == FORMAT_HTML;
}
