/* Small scanners for lines of text: bullets, ends of sentences, words. */
#include "clean/text/scan.h"

/* clang-format off */
const bool SCAN_WORD_BYTES[128] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1,
    ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1,
    ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
    ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1,
    ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
    ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
    ['_'] = 1,
};
/* clang-format on */

static bool is_among(const uint32_t *set, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++) {
        if (set[i] == c) {
            return true;
        }
    }
    return false;
}

static bool is_bullet_mark(uint32_t c)
{
    static const uint32_t WIDE[] = {
        0x2022, 0x25E6, 0x25AA, 0xB7,   0x25CF, 0x25CB, 0x25A0, 0x25A1,
        0x2023, 0x2043, 0x2013, 0x2014, 0x2713, 0x2714, 0x25BA, 0x25B6,
    };
    return c < 0x80 ? c == '*' || c == '-' || c == '+' || c == '#' || c == 'o'
                    : is_among(WIDE, ARRAY_LEN(WIDE), c);
}

static size_t spaces_at(struct str s, size_t at)
{
    size_t n = 0;
    while (at + n < s.len && byte_is_space((unsigned char)s.ptr[at + n])) {
        n++;
    }
    return n;
}

struct bullet scan_bullet(struct str line)
{
    struct bullet none = {0}, bullet = {0};
    size_t indent = spaces_at(line, 0), at = indent;
    while (at < line.len && at < indent + 2 && byte_is_digit((unsigned char)line.ptr[at])) {
        bullet.number = bullet.number * 10 + (line.ptr[at] - '0');
        at++;
    }
    bullet.is_number = at > indent;
    if (at >= line.len) {
        return none;
    }
    if (bullet.is_number) {
        if (line.ptr[at] != '.' && line.ptr[at] != ')') {
            return none;
        }
        at++;
    } else if (!is_bullet_mark(utf8_next(line, &at))) {
        return none;
    }
    size_t room = spaces_at(line, at);
    if (!room || at + room >= line.len) {
        return none;
    }
    bullet.len = at + room;
    return bullet;
}

struct str scan_after_bullet(struct str line)
{
    return str_sub(line, scan_bullet(line).len, line.len);
}

bool scan_is_terminator(uint32_t c)
{
    static const uint32_t WIDE[] = {0x2026, 0x3002, 0xFF01, 0xFF1F, 0x964, 0x61F, 0x6D4};
    return c < 0x80 ? c == '.' || c == '!' || c == '?' : is_among(WIDE, ARRAY_LEN(WIDE), c);
}

static bool is_closer(uint32_t c)
{
    static const uint32_t CLOSERS[] = {' ',  '\t',   '"',    '\'',   '*',    ')',    ']',
                                       0xBB, 0x2019, 0x201D, 0x300D, 0x300F, 0x3011, 0xFF09};
    return is_among(CLOSERS, ARRAY_LEN(CLOSERS), c);
}

/* The character that ends before `end`, and where it starts. */
static uint32_t character_before(struct str s, size_t end, size_t *ret_start)
{
    size_t start = end - 1;
    while (start && ((unsigned char)s.ptr[start] & 0xC0) == 0x80) {
        start--;
    }
    *ret_start = start;
    return utf8_next(s, &start);
}

uint32_t scan_last(struct str line)
{
    size_t end = line.len;
    while (end) {
        size_t start;
        uint32_t c = character_before(line, end, &start);
        if (!is_closer(c)) {
            return c;
        }
        end = start;
    }
    return 0;
}

bool scan_is_terminated(struct str line)
{
    return scan_is_terminator(scan_last(line));
}

uint32_t scan_first(struct str line)
{
    size_t at = 0;
    return line.len ? utf8_next(line, &at) : 0;
}

bool scan_word(struct str line, size_t *at, struct str *ret_word)
{
    size_t start = line.len, i = *at;
    while (i < line.len) {
        size_t before = i, letters = scan_letters(line, i);
        i += letters;
        if (letters && start == line.len) {
            start = before;
        }
        before = i;
        bool is_word = i < line.len && scan_is_word(scan_next(line, &i));
        if (is_word && start == line.len) {
            start = before;
        }
        if (!is_word && start < line.len) {
            *ret_word = str_of(line.ptr + start, before - start);
            *at = before;
            return true;
        }
    }
    *at = line.len;
    *ret_word = str_sub(line, start, line.len);
    return start < line.len;
}

size_t scan_count_words(struct str line, size_t max)
{
    size_t n = 0, at = 0;
    struct str word;
    while (n < max && scan_word(line, &at, &word)) {
        n++;
    }
    return n;
}

bool scan_has_word(struct str line, struct str word)
{
    size_t at = 0;
    struct str next;
    while (scan_word(line, &at, &next)) {
        if (str_equal_nocase(next, word)) {
            return true;
        }
    }
    return false;
}
