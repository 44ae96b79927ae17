/* Facts around the headline that have no file of their own. */
#include "clean/text/facts.h"

#include "base/utf8.h"
#include "clean/text/byline.h"
#include "clean/text/scan.h"

enum {
    SUBTITLE_WORDS_MIN = 4,
    SUBTITLE_WORDS_MAX = 45,
    SUBTITLE_REACH = 3, /* units from it to the byline or date */
    PLAIN_TITLE_WORDS = 12,
    PLAIN_UNITS_MIN = 3,
    PLAIN_BYLINE_REACH = 1,
};

static bool has_byline_behind(const struct reading *reading, size_t unit)
{
    for (size_t i = unit + 1; i < reading->lines.len && i <= unit + SUBTITLE_REACH; i++) {
        if (reading->roles[i] == ROLE_BYLINE || reading->roles[i] == ROLE_DATE) {
            return true;
        }
    }
    return false;
}

/* What stands between the headline and the byline is a subtitle, unless it is furniture. */
static bool find_subtitle(struct reading *reading, struct arena *arena, struct doc *doc)
{
    size_t unit = (size_t)reading->title + 1;
    if (unit >= reading->lines.len || unit >= reading->body_start ||
        reading->roles[unit] != ROLE_NONE) {
        return true;
    }
    const struct traits *traits = &reading->sheet.traits[unit];
    bool is_long_enough =
        traits->words >= SUBTITLE_WORDS_MIN && traits->words <= SUBTITLE_WORDS_MAX;
    bool is_furniture = traits->own[OWN_ANY_LEXICON] > 0 || traits->own[OWN_ADDRESS] > 0 ||
                        traits->own[OWN_REPEATED] > 0 || traits->own[OWN_DATE] > 0 ||
                        traits->own[OWN_BULLET] > 0;
    if (!is_long_enough || is_furniture || !has_byline_behind(reading, unit)) {
        return true;
    }
    reading->roles[unit] = ROLE_SUBTITLE;
    return meta_set(arena, &doc->meta, META_SUBTITLE, reading_text(reading, unit), SOURCE_TEXT);
}

/* A line above the body that is an address and nothing else says where the text is from. */
static void drop_address(struct reading *reading)
{
    for (size_t i = 0; i < reading->body_start; i++) {
        struct str line = reading_text(reading, i);
        bool is_address = str_starts(line, STR("https://")) || str_starts(line, STR("http://"));
        if (is_address && str_find_byte(line, ' ') < 0 && reading->roles[i] == ROLE_NONE) {
            reading->roles[i] = ROLE_ADDRESS;
        }
    }
}

bool facts_find(struct reading *reading, struct arena *arena, struct doc *doc)
{
    drop_address(reading);
    if (reading->title == UNIT_NONE) {
        return true;
    }
    struct str title = scan_after_bullet(reading_text(reading, (size_t)reading->title));
    return meta_set(arena, &doc->meta, META_TITLE, title, SOURCE_TEXT) &&
           find_subtitle(reading, arena, doc);
}

void facts_keep_strays(struct reading *reading)
{
    size_t head = 0;
    while (head < reading->lines.len && reading->roles[head] != ROLE_NONE) {
        head++;
    }
    for (size_t i = head; i < reading->lines.len; i++) {
        bool is_about =
            reading->roles[i] == ROLE_BIOGRAPHY || reading->roles[i] == ROLE_CONTRIBUTORS;
        reading->roles[i] = is_about ? reading->roles[i] : (unsigned char)ROLE_NONE;
    }
}

/* Letters, digits and the few marks that headlines have. */
static bool has_headline_marks(struct str line)
{
    for (size_t at = 0; at < line.len;) {
        uint32_t c = utf8_next(line, &at);
        bool is_fine = utf8_is_word(c) || c >= 0x80 || c == ' ' || c == '\'' || c == '"' ||
                       c == '-' || c == ',' || c == ':' || c == '&' || c == '?' || c == '(' ||
                       c == ')';
        if (!is_fine || c == '_') {
            return false;
        }
    }
    return true;
}

/* "by Ann Lee", or a name alone right under the headline. */
static struct names read_plain_byline(const struct reading *reading)
{
    struct str line = reading_text(reading, PLAIN_BYLINE_REACH);
    struct byline byline = byline_read(line);
    const struct unit *units = reading->lines.units;
    bool is_under = units[1].blank_before == 0 && units[2].blank_before > 0;
    struct names names = byline.is_byline                  ? byline.names
                         : is_under && names_is_name(line) ? names_read(line)
                                                           : (struct names){0};
    struct str last = names.len ? names.items[names.len - 1] : str_null();
    return names.len && last.ptr + last.len == line.ptr + line.len ? names : (struct names){0};
}

static bool is_plain_title(const struct reading *reading)
{
    const struct traits *traits = &reading->sheet.traits[0];
    struct str line = reading_text(reading, 0);
    uint32_t last = scan_last(line);
    bool has_room = reading->lines.units[1].blank_before > 0 || read_plain_byline(reading).len;
    return traits->words >= 1 && traits->words <= PLAIN_TITLE_WORDS && has_room &&
           has_headline_marks(line) &&
           (utf8_is_upper(scan_first(line)) || utf8_is_cjk(scan_first(line))) && last != ',' &&
           last != ':' && !scan_is_terminator(last) && traits->own[OWN_BULLET] <= 0 &&
           traits->own[OWN_DATE] <= 0 && traits->own[OWN_ANY_LEXICON] <= 0 &&
           !byline_read(line).is_byline;
}

bool facts_find_plain(struct reading *reading, struct arena *arena, struct doc *doc)
{
    if (reading->lines.len < PLAIN_UNITS_MIN || !is_plain_title(reading)) {
        return true;
    }
    reading->title = 0;
    reading->roles[0] = ROLE_TITLE;
    if (!meta_set(arena, &doc->meta, META_TITLE, reading_text(reading, 0), SOURCE_TEXT)) {
        return false;
    }
    struct names names = read_plain_byline(reading);
    if (names.len) {
        reading->roles[PLAIN_BYLINE_REACH] = ROLE_BYLINE;
    }
    for (size_t i = 0; i < names.len; i++) {
        if (!meta_add(arena, &doc->meta.authors, names.items[i], SOURCE_TEXT)) {
            return false;
        }
    }
    return true;
}
