/* The lines that mail programs put around what a person writes. */
#include "clean/mail/marks.h"

#include "base/macros.h"

enum { DEVICE_BYTES = 80 };

/* How programs say whose mail is quoted below; in a line that ends with a colon. */
static const char *const WROTE[] = {
    "wrote:",
    "schrieb",
    "a \xC3\xA9\x63rit",
    "escribi\xC3\xB3",
    "escreveu",
    "ha scritto",
    "schreef",
    "skrev",
    "napisa\xC5\x82",
    "kirjoitti",
    "nap\xC3\xADsal",
    "yazd\xC4\xB1",
    "menulis",
    "\xD0\xBF\xD0\xB8\xD1\x88\xD0\xB5\xD1\x82", /* Russian */
    "\xD0\xBD\xD0\xB0\xD0\xBF\xD0\xB8\xD1\x81\xD0\xB0\xD0\xBB",
};
/* What stands above a mail that is answered or forwarded whole, without marks; dashes and spaces
 * left out. */
static const char *const RULES[] = {
    "original message",
    "forwarded message",
    "weitergeleitete nachricht",
    "message transf\xC3\xA9r\xC3\xA9",
    "mensaje reenviado",
    "mensagem encaminhada",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "przekazana wiadomo\xC5\x9B\xC4\x87",
    "\xD0\x9F\xD0\xB5\xD1\x80\xD0\xB5\xD1\x81\xD1\x8B\xD0\xBB\xD0\xB0", /* Russian */
    "urspr\xC3\xBCngliche nachricht",
    "message d'origine",
    "message original",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "ursprungligt meddelande",
    "oprindelig meddelelse",
    "opprinnelig melding",
    "wiadomo\xC5\x9B\xC4\x87 oryginalna",
};
static const char *const FROM[] = {"from:",
                                   "von:",
                                   "de:",
                                   "de :",
                                   "da:",
                                   "van:",
                                   "od:",
                                   "fra:",
                                   "fr\xC3\xA5n:",
                                   "kimden:",
                                   "\xD0\x9E\xD1\x82:" /* Russian */};
static const char *const SENT[] = {"sent:",
                                   "gesendet:",
                                   "envoy\xC3\xA9 :",
                                   "envoy\xC3\xA9:",
                                   "enviado:",
                                   "enviada:",
                                   "inviato:",
                                   "verzonden:",
                                   "skickat:",
                                   "sendt:",
                                   "wys\xC5\x82\x61no:",
                                   "date:",
                                   "datum:",
                                   "fecha:",
                                   "data:",
                                   "date :",
                                   "g\xC3\xB6nderildi:",
                                   "\xD0\x9E\xD1\x82\xD0\xBF\xD1\x80\xD0\xB0\xD0\xB2\xD0\xBB"};
static const char *const DEVICES[] = {
    "sent from my ",
    "sent from mail for ",
    "sent from outlook",
    "get outlook for ",
    "sent via ",
    "von meinem ",
    "gesendet mit der ",
    "envoy\xC3\xA9 de mon ",
    "envoy\xC3\xA9 \xC3\xA0 partir de ",
    "enviado desde mi ",
    "enviado do meu ",
    "inviato da ",
    "verstuurd vanaf mijn ",
    "verzonden vanaf mijn ",
    "skickat fr\xC3\xA5n min ",
    "sendt fra min ",
    "wys\xC5\x82\x61no z ",
};
static const char *const DEVICE_NAMES[] = {"iphone", "ipad",   "android",   "outlook", "mail",
                                           "galaxy", "mobile", "phone",     "telefo",  "windows",
                                           "handy",  "app",    "blackberry"};

static bool has_digit(struct str line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (byte_is_digit((unsigned char)line.ptr[i])) {
            return true;
        }
    }
    return false;
}

static bool starts_with_one(struct str line, const char *const *starts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_starts_nocase(line, str_from(starts[i]))) {
            return true;
        }
    }
    return false;
}

static bool has_nocase(struct str line, struct str word)
{
    for (size_t at = 0; at + word.len <= line.len; at++) {
        if (str_starts_nocase(str_sub(line, at, line.len), word)) {
            return true;
        }
    }
    return false;
}

static bool says_wrote(struct str line)
{
    for (size_t i = 0; i < ARRAY_LEN(WROTE); i++) {
        if (str_find(line, str_from(WROTE[i])) >= 0) {
            return true;
        }
    }
    return false;
}

bool marks_is_attribution(struct str line)
{
    line = str_trim(line);
    bool ends = line.len && line.ptr[line.len - 1] == ':';
    bool names_sender = ends && str_ends(line, STR(">:")) && str_find_byte(line, '@') >= 0;
    return ends && (says_wrote(line) || (names_sender && has_digit(line)));
}

bool marks_is_attribution_end(struct str line)
{
    return marks_is_attribution(line) && !has_digit(line);
}

bool marks_is_rule(struct str line)
{
    line = str_trim(line);
    if (str_starts(line, STR("________________________________")) ||
        str_equal(line, STR("Begin forwarded message:"))) {
        return true;
    }
    if (!str_starts(line, STR("---")) || !str_ends(line, STR("---"))) {
        return false;
    }
    while (line.len && (line.ptr[0] == '-' || line.ptr[0] == ' ')) {
        line = str_sub(line, 1, line.len);
    }
    return starts_with_one(line, RULES, ARRAY_LEN(RULES));
}

bool marks_is_header(struct str line, struct str next)
{
    return starts_with_one(str_trim(line), FROM, ARRAY_LEN(FROM)) &&
           starts_with_one(str_trim(next), SENT, ARRAY_LEN(SENT));
}

bool marks_is_edge(struct str line)
{
    return str_equal(line, STR("-- ")) || str_equal(line, STR("--"));
}

bool marks_is_device(struct str line)
{
    line = str_trim(line);
    if (line.len > DEVICE_BYTES || !starts_with_one(line, DEVICES, ARRAY_LEN(DEVICES))) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_LEN(DEVICE_NAMES); i++) {
        if (has_nocase(line, str_from(DEVICE_NAMES[i]))) {
            return true;
        }
    }
    return false;
}
