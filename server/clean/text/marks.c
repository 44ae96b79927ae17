/* The punctuation of a line, and the patterns in it that are no words: addresses, phone numbers,
 * prices. */
#include "clean/text/marks.h"

#include "base/utf8.h"
#include "clean/text/lexicon.h"
#include "clean/text/scan.h"

#include <string.h>

enum {
    PHONE_MIN = 9, /* characters of a telephone number, its spaces included */
    BRACKETED_MAX = 42,
    YEAR_MARK = 6, /* bytes of "(c) 20" */
};

/* Ends of host names that prose hardly has by chance. */
static const struct str HOST_ENDS[] = {
    {".com", 4}, {".org", 4}, {".net", 4}, {".co.uk", 6}, {".de", 3}, {".fr", 3}, {".io", 3},
};
static const struct str FILE_ENDS[] = {
    {".jpg", 4}, {".jpeg", 5}, {".png", 4}, {".webp", 5}, {".gif", 4}, {".svg", 4},
};

/* The ASCII that marks_read looks at; all else of it only counts. */
static const bool IS_READ[128] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1,
    ['7'] = 1, ['8'] = 1, ['9'] = 1, ['.'] = 1, ['!'] = 1, ['?'] = 1, [','] = 1,
    [';'] = 1, ['|'] = 1, ['/'] = 1, ['@'] = 1, ['"'] = 1, [':'] = 1, ['w'] = 1,
};

static bool is_separator(uint32_t c)
{
    return c == '|' || c == 0x203A || c == 0xBB || c == 0x2022 || c == 0xB7 || c == '/' ||
           c == 0x2192 || c == 0x2039 || c == 0xAB;
}

static bool is_quote(uint32_t c)
{
    return c == '"' || (c >= 0x201C && c <= 0x201E) || c == 0xAB || c == 0xBB;
}

static bool is_full_width_end(uint32_t c)
{
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
}

/* Whether one of `ends` stands at `at`, and no word goes on behind it. */
static bool has_end_at(struct str s, size_t at, const struct str *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str rest = str_sub(s, at, s.len);
        size_t behind = at + ends[i].len;
        bool goes_on = behind < s.len && byte_is_alpha((unsigned char)s.ptr[behind]);
        if (str_starts_nocase(rest, ends[i]) && !goes_on) {
            return true;
        }
    }
    return false;
}

static bool is_address_at(struct str s, size_t at)
{
    struct str rest = str_sub(s, at, s.len);
    unsigned char before = at ? (unsigned char)s.ptr[at - 1] : ' ';
    switch (s.ptr[at]) {
    case ':':
        return str_starts(rest, STR("://")) && at >= 4;
    case 'w':
    case 'W':
        return str_starts_nocase(rest, STR("www."));
    case '.':
        return byte_is_alpha(before) && has_end_at(s, at, HOST_ENDS, ARRAY_LEN(HOST_ENDS));
    case '@': {
        ptrdiff_t dot = str_find_byte(rest, '.'), space = str_find_byte(rest, ' ');
        return !byte_is_space(before) && dot > 1 && (space < 0 || dot < space);
    }
    default:
        return false;
    }
}

/* The length of a run of digits and what stands between the digits of telephone numbers. */
static size_t phone_length(struct str s, size_t at)
{
    size_t end = at, last = at;
    while (end < s.len &&
           (byte_is_digit((unsigned char)s.ptr[end]) || strchr(" ().-", s.ptr[end]))) {
        last = byte_is_digit((unsigned char)s.ptr[end]) ? end + 1 : last;
        end++;
    }
    return last - at;
}

/* A sentence ends here if a space, a closing mark and a space, or nothing follows. */
static bool ends_sentence(struct str s, size_t after)
{
    if (after >= s.len) {
        return true;
    }
    uint32_t next = utf8_next(s, &after);
    if (next == '"' || next == 0x201D || next == 0x2019 || next == ')') {
        return after >= s.len || byte_is_space((unsigned char)s.ptr[after]);
    }
    return utf8_is_space(next);
}

/* How much stands at `at` that only counts. */
static size_t plain_length(struct str s, size_t at)
{
    size_t end = at;
    while (end < s.len && (unsigned char)s.ptr[end] < 0x80 && !IS_READ[(unsigned char)s.ptr[end]]) {
        end++;
    }
    return end - at;
}

struct marks marks_read(struct str line)
{
    struct marks marks = {0};
    size_t phone_end = 0;
    for (size_t at = 0; at < line.len;) {
        size_t plain = plain_length(line, at);
        marks.characters += plain;
        at += plain;
        if (at == line.len) {
            break;
        }
        size_t before = at;
        uint32_t c = scan_next(line, &at);
        marks.characters++;
        if (byte_is_digit((unsigned char)c) && c < 0x80 && before >= phone_end) {
            size_t len = phone_length(line, before);
            phone_end = before + len;
            marks.has_phone |= len >= PHONE_MIN;
        }
        marks.sentences +=
            is_full_width_end(c) || (scan_is_terminator(c) && ends_sentence(line, at));
        marks.commas += c == ',' || c == ';' || c == 0x3001 || c == 0xFF0C;
        marks.separators += is_separator(c);
        marks.has_at |= c == '@';
        marks.has_quote |= is_quote(c);
        marks.has_address |= !marks.has_address && is_address_at(line, before);
    }
    marks.last = utf8_last(line);
    return marks;
}

static bool is_currency(uint32_t c)
{
    return c == '$' || c == 0x20AC || c == 0xA3;
}

unsigned marks_hints(struct str folded)
{
    unsigned hints = 0;
    bool has_price = false, has_file = false, has_year = false;
    uint32_t before = 0;
    for (size_t at = 0; at < folded.len;) {
        unsigned char byte = (unsigned char)folded.ptr[at];
        if (byte_is_lower(byte) || byte == ' ') {
            before = byte == ' ' ? before : byte;
            at++;
            continue;
        }
        size_t start = at;
        uint32_t c = scan_next(folded, &at);
        bool is_digit = c < 0x80 && byte_is_digit((unsigned char)c);
        has_price |=
            (is_digit && is_currency(before)) || (c == 0x20AC && before && utf8_is_digit(before));
        has_year |= c == '(' && (str_starts(str_sub(folded, start, YEAR_MARK), STR("(c) 19")) ||
                                 str_starts(str_sub(folded, start, YEAR_MARK), STR("(c) 20")));
        has_file |= c == '.' && has_end_at(folded, start, FILE_ENDS, ARRAY_LEN(FILE_ENDS));
        before = c;
    }
    uint32_t first = scan_first(folded);
    bool is_short_bracket = first == '[' && before == ']' && folded.len <= BRACKETED_MAX;
    bool is_backward = first == 0xAB || first == 0x2039 || first == 0x2190 || first == '<';
    bool is_forward = before == 0xBB || before == 0x203A || before == 0x2192 || before == '>';
    bool is_hash_tag = first == '#' && folded.len > 1 && folded.ptr[1] != ' ';
    hints |= (unsigned)has_price << LEXICON_SHOP;
    hints |= (unsigned)(has_file || is_short_bracket) << LEXICON_MEDIA;
    hints |= (unsigned)(is_backward || is_forward) << LEXICON_NAVIGATION;
    hints |= (unsigned)is_hash_tag << LEXICON_TAGS;
    hints |= (unsigned)has_year << LEXICON_LEGAL;
    return hints;
}
