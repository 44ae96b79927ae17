/* Classes of characters, by ranges: what cleaning needs of Unicode without its tables. */
#include "base/utf8.h"

struct range {
    uint32_t first, last;
};

static bool is_among(const struct range *ranges, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > ranges[middle].last) {
            low = middle + 1;
        } else if (c < ranges[middle].first) {
            high = middle;
        } else {
            return true;
        }
    }
    return false;
}

bool utf8_is_space(uint32_t c)
{
    if (c < 0x80) {
        return byte_is_space((unsigned char)c);
    }
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool utf8_is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9) ||
           (c >= 0x966 && c <= 0x96F) || (c >= 0xFF10 && c <= 0xFF19);
}

bool utf8_is_word(uint32_t c)
{
    /* What is no letter, mark or digit above ASCII: punctuation, symbols, spaces, controls. */
    static const struct range others[] = {
        {0x80, 0xA9},       {0xAB, 0xB1},        {0xB4, 0xB4},     {0xB6, 0xB8},
        {0xBB, 0xBB},       {0xBF, 0xBF},        {0xD7, 0xD7},     {0xF7, 0xF7},
        {0x2C2, 0x2C5},     {0x2D2, 0x2DF},      {0x37E, 0x37E},   {0x387, 0x387},
        {0x55A, 0x55F},     {0x589, 0x58A},      {0x5BE, 0x5BE},   {0x5C0, 0x5C0},
        {0x5C3, 0x5C3},     {0x5F3, 0x5F4},      {0x600, 0x60F},   {0x61B, 0x61F},
        {0x66A, 0x66D},     {0x6D4, 0x6D4},      {0x700, 0x70D},   {0x964, 0x965},
        {0x970, 0x970},     {0xE3F, 0xE3F},      {0xE4F, 0xE4F},   {0xE5A, 0xE5B},
        {0x104A, 0x104F},   {0x1680, 0x1680},    {0x17D4, 0x17DB}, {0x2000, 0x206F},
        {0x207A, 0x207E},   {0x208A, 0x208E},    {0x20A0, 0x20CF}, {0x2100, 0x2101},
        {0x2103, 0x2106},   {0x2190, 0x245F},    {0x249C, 0x24E9}, {0x2500, 0x2775},
        {0x2794, 0x2BFF},   {0x2E00, 0x2E2E},    {0x2E30, 0x3004}, {0x3008, 0x3020},
        {0x3030, 0x3030},   {0x3036, 0x3037},    {0x303D, 0x3040}, {0x309B, 0x309C},
        {0x30A0, 0x30A0},   {0x30FB, 0x30FB},    {0xD800, 0xF8FF}, {0xFD3E, 0xFD3F},
        {0xFE10, 0xFE1F},   {0xFE30, 0xFE6F},    {0xFEFF, 0xFF0F}, {0xFF1A, 0xFF20},
        {0xFF3B, 0xFF40},   {0xFF5B, 0xFF65},    {0xFFE0, 0xFFFF}, {0x1F000, 0x1F0FF},
        {0x1F10D, 0x1FAFF}, {0xE0000, 0x10FFFF},
    };
    if (c < 0x80) {
        return byte_is_alpha((unsigned char)c) || byte_is_digit((unsigned char)c) || c == '_';
    }
    return !is_among(others, ARRAY_LEN(others), c);
}

bool utf8_is_cjk(uint32_t c)
{
    static const struct range ranges[] = {
        {0xE00, 0xEFF},   {0x1000, 0x109F}, {0x1100, 0x11FF}, {0x1780, 0x17FF}, {0x2E80, 0x2FDF},
        {0x3005, 0x3007}, {0x3021, 0x303C}, {0x3041, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
        {0xA960, 0xA97F}, {0xAC00, 0xD7FF}, {0xF900, 0xFAFF}, {0xFF66, 0xFFDC}, {0x20000, 0x3FFFF},
    };
    return c >= 0xE00 && is_among(ranges, ARRAY_LEN(ranges), c);
}

bool utf8_is_rtl(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

bool utf8_is_ignorable(uint32_t c)
{
    if (c < 0x20) {
        return c != '\t' && c != '\n' && c != '\r';
    }
    return (c >= 0x7F && c <= 0x9F && c != 0x85) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
           (c >= 0x2066 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB);
}

/* In these blocks capitals and small letters alternate. */
static bool is_paired(uint32_t c, bool *ret_even_is_upper)
{
    static const struct range even_upper[] = {{0x100, 0x137},   {0x14A, 0x177},  {0x1DE, 0x1EF},
                                              {0x1F8, 0x21F},   {0x222, 0x233},  {0x3D8, 0x3EF},
                                              {0x460, 0x481},   {0x48A, 0x4BF},  {0x4D0, 0x52F},
                                              {0x1E00, 0x1E95}, {0x1EA0, 0x1EFF}};
    static const struct range odd_upper[] = {{0x139, 0x148}, {0x179, 0x17E}, {0x4C1, 0x4CE}};
    if (is_among(even_upper, ARRAY_LEN(even_upper), c)) {
        *ret_even_is_upper = true;
        return true;
    }
    *ret_even_is_upper = false;
    return is_among(odd_upper, ARRAY_LEN(odd_upper), c);
}

uint32_t utf8_lower(uint32_t c)
{
    bool even_is_upper;
    if (c < 0x80) {
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB && c != 0x3A2) ||
        (c >= 0x410 && c <= 0x42F)) {
        return c + 32;
    }
    if (c >= 0x400 && c <= 0x40F) {
        return c + 80;
    }
    if (c >= 0x531 && c <= 0x556) {
        return c + 48;
    }
    switch (c) {
    case 0x130:
        return 'i';
    case 0x178:
        return 0xFF;
    case 0x386:
        return 0x3AC;
    case 0x388:
    case 0x389:
    case 0x38A:
        return c + 37;
    case 0x38C:
        return 0x3CC;
    case 0x38E:
    case 0x38F:
        return c + 63;
    case 0x4C0:
        return 0x4CF;
    default:
        break;
    }
    if (is_paired(c, &even_is_upper)) {
        return (c % 2 == 0) == even_is_upper ? c + 1 : c;
    }
    return c >= 0xFF21 && c <= 0xFF3A ? c + 32 : c;
}

bool utf8_is_upper(uint32_t c)
{
    return utf8_lower(c) != c;
}

bool utf8_is_lower(uint32_t c)
{
    bool even_is_upper;
    if (c < 0x80) {
        return byte_is_lower((unsigned char)c);
    }
    if ((c >= 0xDF && c <= 0xFF && c != 0xF7) || (c >= 0x3AC && c <= 0x3CE) ||
        (c >= 0x430 && c <= 0x45F) || (c >= 0x561 && c <= 0x587) || (c >= 0xFF41 && c <= 0xFF5A) ||
        c == 0x131 || c == 0x17F) {
        return true;
    }
    return c != 0x130 && is_paired(c, &even_is_upper) && (c % 2 == 0) != even_is_upper;
}
