/* Host names in other scripts as DNS has them: Punycode (RFC 3492). */
#include "base/punycode.h"

#include "base/utf8.h"

/* RFC 3492, section 5, and the bounds of DNS. */
enum {
    BASE = 36,
    T_MIN = 1,
    T_MAX = 26,
    SKEW = 38,
    DAMP = 700,
    INITIAL_BIAS = 72,
    INITIAL_N = 0x80,
    LABEL_MAX = 63,
};

struct label {
    uint32_t characters[LABEL_MAX];
    size_t len;
    bool is_ascii;
};

static char digit(uint32_t value)
{
    return (char)(value < 26 ? 'a' + value : '0' + (value - 26));
}

/* RFC 3492, 6.1. */
static uint32_t adapt(uint32_t delta, uint32_t points, bool is_first)
{
    uint32_t k = 0;
    delta = is_first ? delta / DAMP : delta / 2;
    delta += delta / points;
    for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE) {
        delta /= BASE - T_MIN;
    }
    return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static void add_number(struct buf *buf, uint32_t number, uint32_t bias)
{
    for (uint32_t k = BASE;; k += BASE) {
        uint32_t t = k <= bias ? T_MIN : MIN(k - bias, (uint32_t)T_MAX);
        if (number < t) {
            break;
        }
        buf_add_byte(buf, digit(t + (number - t) % (BASE - t)));
        number = (number - t) / (BASE - t);
    }
    buf_add_byte(buf, digit(number));
}

static uint32_t smallest_from(const struct label *label, uint32_t n)
{
    uint32_t found = UINT32_MAX;
    for (size_t i = 0; i < label->len; i++) {
        uint32_t c = label->characters[i];
        found = c >= n && c < found ? c : found;
    }
    return found;
}

/* RFC 3492, 6.3.  Nothing overflows: 63 characters below 0x110000 stay under 2^32. */
static void encode(struct buf *buf, const struct label *label)
{
    uint32_t n = INITIAL_N, delta = 0, bias = INITIAL_BIAS, done = 0;
    BUF_LITERAL(buf, "xn--");
    for (size_t i = 0; i < label->len; i++) {
        if (label->characters[i] < INITIAL_N) {
            buf_add_byte(buf, (char)label->characters[i]);
            done++;
        }
    }
    uint32_t basic = done;
    if (basic) {
        buf_add_byte(buf, '-');
    }
    for (; done < label->len; n++, delta++) {
        uint32_t next = smallest_from(label, n);
        delta += (next - n) * (done + 1);
        n = next;
        for (size_t i = 0; i < label->len; i++) {
            uint32_t c = label->characters[i];
            delta += c < n;
            if (c == n) {
                add_number(buf, delta, bias);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done++;
            }
        }
    }
}

static bool add_label(struct buf *buf, const struct label *label)
{
    size_t start = buf->len;
    if (label->is_ascii) {
        for (size_t i = 0; i < label->len; i++) {
            buf_add_byte(buf, (char)label->characters[i]);
        }
    } else {
        encode(buf, label);
    }
    return buf->len - start <= LABEL_MAX;
}

/* Other ways to write letters and digits, which UTS 46 would map: nobody's name is in them. */
static bool is_fancy(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {
        {0xAA, 0xAA},     {0xB2, 0xB3},       {0xB9, 0xBE},
        {0x2000, 0x2BFF}, {0x3200, 0x33FF},   {0xFE30, 0xFE6F},
        {0xFFE0, 0xFFFF}, {0x1D400, 0x1D7FF}, {0x1F100, 0x1FFFF},
    };
    for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
        if (c >= ranges[i].first && c <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

static bool is_full_stop(uint32_t c)
{
    return c == '.' || c == 0x3002 || c == 0xFF0E || c == 0xFF61;
}

/* A character as it is looked up; 0: it goes away. */
static uint32_t mapped(uint32_t c)
{
    if (utf8_is_ignorable(c)) {
        return 0;
    }
    return utf8_lower(c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c);
}

bool punycode_add_host(struct buf *buf, struct str host)
{
    struct label label = {.is_ascii = true};
    if (!utf8_is_valid(host)) {
        return false;
    }
    for (size_t at = 0; at < host.len;) {
        uint32_t c = utf8_next(host, &at);
        if (is_full_stop(c)) {
            if (!add_label(buf, &label)) {
                return false;
            }
            buf_add_byte(buf, '.');
            label = (struct label){.is_ascii = true};
            continue;
        }
        c = mapped(c);
        if (!c) {
            continue;
        }
        if (label.len == LABEL_MAX || (c >= INITIAL_N && (!utf8_is_word(c) || is_fancy(c)))) {
            return false;
        }
        label.characters[label.len++] = c;
        label.is_ascii &= c < INITIAL_N;
    }
    return add_label(buf, &label);
}
