/* The block above a text that says what it is: headline, subtitle, authors, origin, address, a line
 * each. */
#include "clean/text/header.h"

#include "base/utf8.h"
#include "clean/text/byline.h"
#include "clean/text/days.h"
#include "clean/text/names.h"
#include "clean/text/scan.h"

enum {
    LINES_MAX = 5,
    TITLE_BYTES = 250,
    ORIGIN_BYTES = 100,
    ORIGIN_WORDS = 12,
    PUBLICATION_WORDS = 4,
    TITLE_WORDS = 4,  /* at least, above a publication's name alone */
    LABEL_WORDS = 6,  /* of any name in a text that is laid out as written here */
    TOGETHER_OF = 10, /* one unit in so many may have no empty line before it */
    PARTED_MIN = 4,   /* units behind the header; fewer are laid out so by chance */
};

/* How many units stand together at the start; 0 when no empty line ends them in time. */
static size_t count_lines(const struct lines *lines)
{
    size_t n = 1;
    while (n < lines->len && lines->units[n].blank_before == 0) {
        n++;
    }
    return n < lines->len && n <= LINES_MAX ? n : 0;
}

/* "- " and "1. ": how lists are written out. */
static bool is_written_item(struct str line)
{
    struct bullet bullet = scan_bullet(line);
    return bullet.len && (bullet.is_number || str_starts(line, STR("- ")));
}

/*
 * Whether a text is laid out as articles are written out here: behind the `n` lines of its header
 * an empty line parts all units but the items of a list and a few lines that were broken, and
 * nothing else is indented.  Copies and dumps of pages hardly ever are.
 */
static bool is_laid_out(const struct lines *lines, size_t n)
{
    size_t together = 0;
    for (size_t i = n; i < lines->len; i++) {
        const struct unit *unit = &lines->units[i];
        bool are_items = is_written_item(unit->text) && is_written_item(unit[-1].text);
        if (unit->blank_before > 1 || (unit->indent && !are_items)) {
            return false;
        }
        together += unit->blank_before == 0 && !are_items;
    }
    return lines->len >= n + PARTED_MIN && together * TOGETHER_OF <= lines->len &&
           lines->wrap_width == 0;
}

/* A line of names and nothing else, with or without "By". */
static struct names read_authors(struct str line)
{
    struct byline byline = byline_read(line);
    struct names names = byline.is_byline ? byline.names : names_read(line);
    if (!names.len) {
        return names;
    }
    struct str last = names.items[names.len - 1];
    bool is_whole = last.ptr + last.len == line.ptr + line.len;
    bool is_full = byline.is_byline || scan_count_words(names.items[0], 2) == 2;
    return is_whole && is_full ? names : (struct names){0};
}

/* "Publication, date": whether the date ends the line, and what stands before it. */
static bool read_origin(struct str line, struct days *ret_days, struct str *ret_site)
{
    if (line.len > ORIGIN_BYTES || scan_count_words(line, ORIGIN_WORDS + 1) > ORIGIN_WORDS) {
        return false;
    }
    struct days days = days_find(line, false);
    if (days.len != 1) {
        return false;
    }
    struct str date = days.texts[0];
    /* A time may follow: it belongs to RFC 3339. */
    size_t end = (size_t)(date.ptr - line.ptr) + date.len;
    struct str behind = str_sub(line, end, line.len);
    struct str before = str_trim(str_of(line.ptr, (size_t)(date.ptr - line.ptr)));
    bool has_comma = before.len && before.ptr[before.len - 1] == ',';
    before.len -= has_comma;
    *ret_days = days;
    *ret_site = before;
    return (!behind.len || behind.ptr[0] == 'T') && (!before.len || has_comma);
}

static bool is_address(struct str line)
{
    bool is_web = str_starts(line, STR("https://")) || str_starts(line, STR("http://"));
    return is_web && str_find_byte(line, ' ') < 0;
}

/* A short line that is no sentence: a publication or a group of authors. */
static bool is_label(const struct reading *reading, size_t unit)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    return traits->words <= PUBLICATION_WORDS && traits->own[OWN_TERMINATED] <= 0 &&
           traits->own[OWN_BULLET] <= 0 && traits->own[OWN_COLON] <= 0;
}

/* A short name above prose: what articles of unknown date have as their origin. */
static bool is_publication(const struct reading *reading, size_t unit)
{
    const struct traits *traits = reading->sheet.traits;
    return is_label(reading, unit) && traits[0].words >= TITLE_WORDS && traits[unit + 1].is_prose &&
           traits[unit].own[OWN_STARTS_UPPER] > 0 && traits[unit].own[OWN_ANY_LEXICON] <= 0 &&
           traits[0].own[OWN_ANY_LEXICON] <= 0;
}

/* What stands in a header that is written here: no sentence, and nothing that pages say. */
static bool is_written_label(const struct reading *reading, size_t unit)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    return traits->words <= LABEL_WORDS && traits->own[OWN_TERMINATED] <= 0 &&
           traits->own[OWN_BULLET] <= 0 && traits->own[OWN_COLON] <= 0 &&
           traits->own[OWN_ANY_LEXICON] <= 0;
}

/* Dates as programs write them, not as pages show them. */
static bool is_machine_date(struct str date)
{
    return date.len >= 10 && date.ptr[4] == '-' && date.ptr[7] == '-';
}

/* What is known of a header while it is being read. */
struct roles {
    enum role roles[LINES_MAX];
    bool is_sure;    /* something is among them that only a header has */
    bool is_written; /* ... and that programs write */
    bool is_laid_out;
};

/* Whether a unit is the line of a header where the date stands as programs write it. */
static bool has_machine_date(const struct reading *reading, size_t unit, size_t n)
{
    struct days days;
    struct str site;
    return unit < n && read_origin(reading_text(reading, unit), &days, &site) &&
           is_machine_date(days.texts[0]);
}

/* Nothing but a headline and names above prose. */
static bool is_title_over_names(const struct reading *reading, size_t n)
{
    const struct traits *traits = reading->sheet.traits;
    return n == 2 && traits[0].words >= TITLE_WORDS - 1 && !traits[0].is_prose &&
           traits[0].own[OWN_TERMINATED] <= 0 && traits[2].is_prose;
}

static bool is_written_title(const struct reading *reading)
{
    const struct traits *traits = reading->sheet.traits;
    return traits[0].words > 2 && !traits[0].is_prose && traits[0].own[OWN_ANY_LEXICON] <= 0;
}

/*
 * What each of the lines is; false when one is nothing that belongs here.  The tops of pages hold
 * names and dates too, so a header must have an address, a date as programs write it, or names with
 * a date.
 */
static bool read_roles(const struct reading *reading, size_t n, struct roles *roles)
{
    enum role last = ROLE_NONE;
    bool has_names = false;
    for (size_t i = 0; i < n; i++) {
        struct str line = reading_text(reading, i), site;
        struct days days;
        enum role role;
        if (has_machine_date(reading, i, n) && last < ROLE_DATE) {
            role = ROLE_DATE;
            roles->is_sure = roles->is_written = true;
        } else if (i == 0) {
            role = ROLE_TITLE;
        } else if (last < ROLE_BYLINE && read_authors(line).len) {
            role = ROLE_BYLINE;
            has_names = true;
            roles->is_sure |= is_title_over_names(reading, n);
        } else if (last < ROLE_DATE && read_origin(line, &days, &site)) {
            role = ROLE_DATE;
            roles->is_sure |= has_names;
        } else if (last < ROLE_ADDRESS && is_address(line)) {
            role = ROLE_ADDRESS;
            roles->is_sure = roles->is_written = true;
        } else if (last < ROLE_BYLINE && is_label(reading, i) &&
                   has_machine_date(reading, i + 1, n)) {
            role = ROLE_BYLINE;
        } else if (i + 1 == n && last < ROLE_DATE && roles->is_laid_out &&
                   is_written_label(reading, i)) {
            role = ROLE_SITE;
        } else if (i + 1 == n && last < ROLE_DATE && is_publication(reading, i)) {
            role = ROLE_SITE;
            roles->is_sure = true;
        } else if (i == 1 && n > 2) {
            role = ROLE_SUBTITLE;
        } else {
            return false;
        }
        roles->roles[i] = last = role;
    }
    bool is_ours = n > 1 && roles->is_laid_out && is_written_title(reading);
    roles->is_sure |= is_ours;
    roles->is_written |= is_ours;
    return roles->is_sure;
}

static bool take_line(struct reading *reading, size_t unit, enum role role, struct arena *arena,
                      struct doc *doc)
{
    struct meta *meta = &doc->meta;
    struct str line = reading_text(reading, unit), site;
    struct days days;
    char text[TIME_TEXT_MAX];
    reading->roles[unit] = (unsigned char)role;
    switch (role) {
    case ROLE_TITLE:
        reading->title = (ptrdiff_t)unit;
        return meta_set(arena, meta, META_TITLE, line, SOURCE_TEXT);
    case ROLE_SUBTITLE:
        return meta_set(arena, meta, META_SUBTITLE, line, SOURCE_TEXT);
    case ROLE_BYLINE: {
        struct names names = read_authors(line);
        if (!names.len) {
            return meta_add(arena, &meta->authors, line, SOURCE_TEXT);
        }
        for (size_t i = 0; i < names.len; i++) {
            if (!meta_add(arena, &meta->authors, names.items[i], SOURCE_TEXT)) {
                return false;
            }
        }
        return true;
    }
    case ROLE_DATE:
        reading->date = (ptrdiff_t)unit;
        return !read_origin(line, &days, &site) ||
               (meta_set(arena, meta, META_PUBLISHED, date_format(&days.dates[0], text),
                         SOURCE_TEXT) &&
                meta_set(arena, meta, META_PUBLISHED_RAW, days.texts[0], SOURCE_TEXT) &&
                meta_set(arena, meta, META_SITE, site, SOURCE_TEXT));
    case ROLE_SITE:
        return meta_set(arena, meta, META_SITE, line, SOURCE_TEXT);
    default:
        return true;
    }
}

bool header_read(struct reading *reading, struct arena *arena, struct doc *doc)
{
    size_t n = count_lines(&reading->lines);
    struct roles roles = {.is_laid_out = n && is_laid_out(&reading->lines, n)};
    struct str title = n ? reading_text(reading, 0) : str_null();
    bool is_title = n && title.len <= TITLE_BYTES && !scan_bullet(title).len && !is_address(title);
    if (!is_title || !read_roles(reading, n, &roles)) {
        return true;
    }
    reading->has_header = true;
    reading->is_written = roles.is_written;
    for (size_t i = 0; i < n; i++) {
        if (!take_line(reading, i, roles.roles[i], arena, doc)) {
            return false;
        }
    }
    return true;
}
