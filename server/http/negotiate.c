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

/* How much a type is wanted: by its quality, how closely it is named, and how early. */
struct wish {
    int quality, close, place;
};

/* By the range that names the type most closely. */
static struct wish wish_for(struct str accept, struct str type)
{
    struct str rest = accept, range;
    struct wish wish = {.quality = 0};
    for (int n = 0; n < RANGES_MAX && str_split(&rest, ',', &range); n++) {
        int close = closeness(bare(range), type);
        if (close > wish.close) {
            wish = (struct wish){.quality = read_quality(range), .close = close, .place = n};
        }
    }
    return wish;
}

static bool is_more(struct wish a, struct wish b)
{
    if (a.quality != b.quality) {
        return a.quality > b.quality;
    }
    return a.close != b.close ? a.close > b.close : a.place < b.place;
}

static struct str type_of(enum http_format format)
{
    return bare(str_from(http_format_type(format)));
}

enum http_format negotiate(struct str accept, unsigned offered)
{
    enum http_format best = (enum http_format)0;
    struct wish best_wish = {.quality = 0};
    if (offered & FORMAT_OTHER) {
        return FORMAT_OTHER;
    }
    if (!str_trim(accept).len) {
        accept = STR("*/*");
    }
    for (unsigned format = FORMAT_JSON; format < FORMAT_OTHER; format <<= 1) {
        if (!(offered & format)) {
            continue;
        }
        struct wish wish = wish_for(accept, type_of((enum http_format)format));
        if (wish.quality > 0 && is_more(wish, best_wish)) {
            best = (enum http_format)format;
            best_wish = wish;
        }
    }
    return best;
}

bool negotiate_is_browser(struct str accept)
{
    return str_find_nocase(accept, STR("text/html")) >= 0 &&
           negotiate(accept, FORMAT_JSON | FORMAT_HTML) == FORMAT_HTML;
}

bool negotiate_takes_gzip(struct str accept_encoding)
{
    struct str rest = accept_encoding, coding;
    bool takes_any = false;
    for (int n = 0; n < RANGES_MAX && accept_encoding.len && str_split(&rest, ',', &coding); n++) {
        bool is_wanted = read_quality(coding) > 0;
        if (str_equal_nocase(bare(coding), STR("gzip"))) {
            return is_wanted;
        }
        takes_any |= is_wanted && str_equal(bare(coding), STR("*"));
    }
    return takes_any;
}
