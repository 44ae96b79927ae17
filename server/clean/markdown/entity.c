/* Character references as Markdown has them: "&amp;", "&#8212;", "&#x2014;". */
#include "clean/markdown/entity.h"

#include "base/utf8.h"

/* U+00A0 to U+00FF have the names of HTML 4 in this order. */
static const char *const LATIN[] = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
    "copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
    "sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
    "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
    "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
    "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
    "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
    "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};
_Static_assert(ARRAY_LEN(LATIN) == 96, "one name for each character");

static const struct {
    const char *name;
    uint32_t c;
} OTHERS[] = {
    {"amp", '&'},       {"lt", '<'},        {"gt", '>'},        {"quot", '"'},
    {"apos", '\''},     {"ndash", 0x2013},  {"mdash", 0x2014},  {"lsquo", 0x2018},
    {"rsquo", 0x2019},  {"sbquo", 0x201A},  {"ldquo", 0x201C},  {"rdquo", 0x201D},
    {"bdquo", 0x201E},  {"hellip", 0x2026}, {"bull", 0x2022},   {"dagger", 0x2020},
    {"Dagger", 0x2021}, {"permil", 0x2030}, {"prime", 0x2032},  {"Prime", 0x2033},
    {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"euro", 0x20AC},   {"trade", 0x2122},
    {"larr", 0x2190},   {"uarr", 0x2191},   {"rarr", 0x2192},   {"darr", 0x2193},
    {"harr", 0x2194},   {"rArr", 0x21D2},   {"minus", 0x2212},  {"infin", 0x221E},
    {"asymp", 0x2248},  {"ne", 0x2260},     {"le", 0x2264},     {"ge", 0x2265},
    {"ensp", 0x2002},   {"emsp", 0x2003},   {"thinsp", 0x2009}, {"OElig", 0x152},
    {"oelig", 0x153},   {"Scaron", 0x160},  {"scaron", 0x161},  {"Yuml", 0x178},
    {"fnof", 0x192},    {"check", 0x2713},  {"star", 0x2606},   {"pi", 0x3C0},
    {"alpha", 0x3B1},   {"beta", 0x3B2},    {"gamma", 0x3B3},   {"delta", 0x3B4},
    {"lambda", 0x3BB},  {"mu", 0x3BC},      {"sigma", 0x3C3},   {"omega", 0x3C9},
    {"Delta", 0x394},   {"Sigma", 0x3A3},   {"Omega", 0x3A9},   {"sum", 0x2211},
    {"radic", 0x221A},  {"tilde", 0x2DC},   {"circ", 0x2C6},
};

/* CommonMark 0.30, 2.5: zero and what is no character become U+FFFD. */
static uint32_t decode_number(struct str digits)
{
    bool is_hex = digits.len && (digits.ptr[0] == 'x' || digits.ptr[0] == 'X');
    digits = str_sub(digits, is_hex, digits.len);
    uint32_t c = 0;
    for (size_t i = 0; i < digits.len; i++) {
        int value = byte_hex((unsigned char)digits.ptr[i]);
        if (value < 0 || (!is_hex && value > 9)) {
            return 0;
        }
        c = MIN(c * (is_hex ? 16U : 10U) + (uint32_t)value, 0x110000U);
    }
    bool is_character = c && c < 0x110000 && !(c >= 0xD800 && c <= 0xDFFF);
    return !digits.len ? 0 : is_character ? c : UTF8_REPLACEMENT;
}

uint32_t entity_decode(struct str reference)
{
    if (reference.len < 3 || reference.ptr[0] != '&' || reference.ptr[reference.len - 1] != ';') {
        return 0;
    }
    struct str name = str_sub(reference, 1, reference.len - 2);
    if (name.ptr[0] == '#') {
        return decode_number(str_sub(name, 1, name.len));
    }
    for (size_t i = 0; i < ARRAY_LEN(OTHERS); i++) {
        if (str_equal(name, str_from(OTHERS[i].name))) {
            return OTHERS[i].c;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(LATIN); i++) {
        if (str_equal(name, str_from(LATIN[i]))) {
            return (uint32_t)(0xA0 + i);
        }
    }
    return 0;
}
