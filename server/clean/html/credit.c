/* The names in a byline, told apart from what is written around them. */
#include "clean/html/credit.h"

#include "base/utf8.h"
#include "clean/date_text.h"
#include "clean/text/names.h"

#include <string.h>

enum {
    NAME_LEN_MAX = 60, /* bytes */
    NAME_WORDS_MAX = 6,
    HANDLE_WORDS_MAX = 3,
    FOLDED_MAX = 64,    /* bytes of a word or name that is looked up in a list */
    LEAD_MAX = 30,      /* bytes of the longest of LEADS */
    CREDENTIAL_MAX = 6, /* letters of a degree in capitals */
};

/* Lists are in lower case, each item between bars. */
static const char LEADS[] =
    "|by|written by|posted by|published "
    "by|author|authors|author:|authors:|von|autor|autor:|autorin:|par|por|di|"
    "door|av|af|text:|words by|story by|reported by|escrito por|publicado por|geschrieben von|ein "
    "artikel von|"
    "article by|auteur|opracowanie:|oprac.|started by|created by|submitted by|thread "
    "starter|verfasst von|"
    "medically reviewed by|reviewed by|insights from|photography by|contributed "
    "by|posted:|published:|this post was written by|this article was written by|originally posted "
    "by|post by|redazione:|scritto da|a cura di|przez|napisa\xC5\x82|napisa\xC5\x82"
    "a|r\xC3\xA9"
    "dig\xC3\xA9 "
    "par|texto:|texto de|text von|skriven av|tekst:|"
    /* Russian, Ukrainian; Arabic; Chinese and Japanese */
    "\xD0\xB0\xD0\xB2\xD1\x82\xD0\xBE\xD1\x80|\xD0\xB0\xD0\xB2\xD1\x82\xD0\xBE\xD1\x80:|"
    "\xD0\x90\xD0\xB2\xD1\x82\xD0\xBE\xD1\x80|\xD0\x90\xD0\xB2\xD1\x82\xD0\xBE\xD1\x80:|"
    "\xD0\xA2\xD0\xB5\xD0\xBA\xD1\x81\xD1\x82:|"
    "\xD8\xA8\xD9\x82\xD9\x84\xD9\x85|\xD8\xA8\xD9\x82\xD9\x84\xD9\x85:|"
    "\xD9\x83\xD8\xAA\xD8\xA8|\xD8\xA7\xD9\x84\xD9\x83\xD8\xA7\xD8\xAA\xD8\xA8:|"
    "\xE4\xBD\x9C\xE8\x80\x85|\xE8\xA8\x98\xE8\x80\x85|\xE8\xAE\xB0\xE8\x80\x85|"
    "\xE6\x96\x87|\xE8\x91\x97\xE8\x80\x85|\xE6\x92\xB0\xE6\x96\x87|";

/* What stands where an author's name would, and is none. */
static const char NO_AUTHORS[] =
    "|admin|administrator|editor|staff|unknown|anonymous|redaktion|guest|author|webmaster|home|"
    "about us|contact|"
    "none|null|user|n/a|default|written by|share|follow|view all posts|see all posts|more "
    "posts|read more|reply|"
    "posts|authors|by|team|blog|news|website|super user|root|-|view profile|about the "
    "author|author archive|"
    "published|facebook|twitter|online|subscribe|comment|comments|the author|sort "
    "by|profile|powered by|rank|"
    "interests|members|member|moderator|guests|editorial|editorial team|editor's "
    "pick|featured|hello|hi|welcome|"
    "via|bio|full bio|read bio|view bio|see full bio|login|log in|sign in|sign "
    "up|register|menu|search|products|shop|cart|filter|filters|new|all|more|next|%d|";

/* Words that come behind a name, not in it. */
static const char ROLES[] =
    "|staff|senior|junior|member|moderator|moderators|editor|writer|contributor|reporter|"
    "correspondent|joined|"
    "ambassador|titan|admin|administrator|expert|author|columnist|journalist|founder|ceo|cto|"
    "manager|director|"
    "published|updated|posted|follow|view|posts|articles|min|mins|redakteur|redakteurin|chief|"
    "registered|guest|"
    "testimonial|level|leader|volunteer|veteran|newbie|supporter|online|offline|over|";

/* Degrees and the like that are not all capitals. */
static const char CREDENTIALS[] =
    "|phd|ph.d.|ph.d|jr|jr.|sr|sr.|esq|esq.|pharmd|pharm.d.|drph|msc|m.sc.|bsc|ms|psyd|psy.d.|"
    "ed.d.|edd|inc|inc.|llc|ltd|ltd.|gmbh|dipl.-ing.|";

/* Words that behind a comma tell what somebody does. */
static const char JOBS[] =
    "|analyst|attorney|lawyer|specialist|consultant|reviewer|associate|engineer|scientist|"
    "professor|president|vp|head|lead|officer|partner|intern|fellow|strategist|coordinator|"
    "producer|photographer|owner|cofounder|co-founder|educator|managing|marketing|researcher|"
    "representative|coach|teacher|nurse|physician|therapist|developer|designer|architect|"
    "horticulturalist|news|press|network|university|redaktion|freelance|digital|former|";

/* Whether `item` (without case) is in a list. */
static bool is_in(const char *list, struct str item)
{
    char bytes[FOLDED_MAX] = "|";
    size_t len = 1;
    if (!item.len || item.len + 3 > sizeof(bytes)) {
        return false;
    }
    for (size_t i = 0; i < item.len; i++) {
        bytes[len++] = byte_lower(item.ptr[i]);
    }
    bytes[len++] = '|';
    bytes[len] = '\0';
    return strstr(list, bytes) != NULL;
}

/* "ByAnn Lee": the lead and the name were parted by style alone. */
static bool is_glued(struct str line)
{
    return str_starts(line, STR("By")) && line.len > 3 &&
           byte_is_upper((unsigned char)line.ptr[2]) && byte_is_lower((unsigned char)line.ptr[3]);
}

/* The length of a colon or the like at the start, narrow or of full width; 0 if there is none. */
static size_t mark_at(struct str line)
{
    static const struct str marks[] = {
        {":", 1}, {"|", 1}, {"\xEF\xBC\x9A", 3}, {"\xEF\xBC\x8F", 3}, {"\xEF\xBD\x9C", 3}};
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        if (str_starts(line, marks[i])) {
            return marks[i].len;
        }
    }
    return 0;
}

/* Whether some lead begins with the first word of a line: most lines are told by this alone. */
static bool may_have_lead(struct str line)
{
    char bytes[LEAD_MAX + 2] = "|";
    size_t len = 1;
    while (len <= LEAD_MAX && len <= line.len && byte_is_alpha((unsigned char)line.ptr[len - 1])) {
        bytes[len] = byte_lower(line.ptr[len - 1]);
        len++;
    }
    bytes[len] = '\0';
    return (len > 1 || (line.len && (unsigned char)line.ptr[0] >= 0x80)) && strstr(LEADS, bytes);
}

/* Takes the longest lead off the front of `*line`; false if there is none. */
static bool take_lead(struct str *line)
{
    size_t best = is_glued(*line) ? 2 : 0;
    if (!best && !may_have_lead(*line)) {
        return false;
    }
    for (size_t i = 1; i < line->len && i <= LEAD_MAX; i++) {
        char c = line->ptr[i];
        /* also a no-break space, and the colon and slash of full width */
        bool is_edge = c == ' ' || c == ':' || (unsigned char)c == 0xC2 ||
                       (unsigned char)c == 0xEF || line->ptr[i - 1] == ':';
        best = is_edge && is_in(LEADS, str_sub(*line, 0, i)) ? i : best;
    }
    *line = str_trim(str_sub(*line, best, line->len));
    for (size_t mark; best && (mark = mark_at(*line)) > 0;) {
        *line = str_trim(str_sub(*line, mark, line->len));
    }
    return best > 0;
}

struct str credit_behind_lead(struct str line, bool *ret_has_lead)
{
    line = str_trim(line);
    *ret_has_lead = take_lead(&line);
    bool goes_on = *ret_has_lead;
    while (goes_on) {
        goes_on = take_lead(&line);
    }
    return line;
}

static bool has_letter(struct str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = utf8_next(s, &at);
        if (utf8_is_word(c) && !utf8_is_digit(c)) {
            return true;
        }
    }
    return false;
}

/* "Feb 11", "11. Februar": what is left of a date where names are parted at commas. */
static bool is_day(struct str name)
{
    struct str rest = name, word;
    size_t months = 0, numbers = 0, words = 0;
    while (str_split(&rest, ' ', &word)) {
        while (word.len && (word.ptr[word.len - 1] == '.' || word.ptr[word.len - 1] == ':')) {
            word.len--;
        }
        words += word.len > 0;
        numbers += word.len && byte_is_digit((unsigned char)word.ptr[0]);
        months += date_month(word) > 0;
    }
    return months == 1 && numbers && months + numbers == words;
}

/* What can be somebody's name, a handle or an institution. */
static bool is_plausible(struct str name)
{
    struct date date;
    size_t at, len;
    bool is_shaped = name.len >= 2 && name.len <= NAME_LEN_MAX && has_letter(name) &&
                     utf8_count_words(name) <= NAME_WORDS_MAX;
    return is_shaped && str_find(name, STR("://")) < 0 && str_find(name, STR("www.")) < 0 &&
           str_find_byte(name, '<') < 0 && !is_in(NO_AUTHORS, name) && !is_day(name) &&
           !date_find(name, true, &date, &at, &len);
}

/* Whether a space stands before a byte that one of the marks below begins with. */
static bool may_have_mark(struct str name)
{
    for (size_t i = 0; i + 1 < name.len; i++) {
        if (name.ptr[i] == ' ' && memchr("|o\xE2\xC2-(@fia", name.ptr[i + 1], 10)) {
            return true;
        }
    }
    return false;
}

/* Cuts what follows a name behind a mark: a role, a date, an address, a title behind a bar. */
static struct str cut_at_marks(struct str name)
{
    static const struct str ends[] = {{" | ", 3},
                                      {" on ", 4},
                                      {" \xE2\x80\xA2", 4},
                                      {" \xC2\xB7", 3},
                                      {" - ", 3},
                                      {" \xE2\x80\x93 ", 5},
                                      {" (", 2},
                                      {" @", 2},
                                      {" for ", 5},
                                      {" \xE2\x80\x94 ", 5},
                                      {" in ", 4},
                                      {" at ", 4}};
    for (size_t i = 0; i < ARRAY_LEN(ends) && may_have_mark(name); i++) {
        ptrdiff_t at = str_find(name, ends[i]);
        struct str before = at > 0 ? str_sub(name, 0, (size_t)at) : str_null();
        /* "Office for Parks": a preposition behind one word is part of a name. */
        bool is_part = ends[i].len > 3 && byte_is_lower((unsigned char)ends[i].ptr[1]) &&
                       utf8_count_words(before) < 2;
        name = before.len && !is_part ? before : name;
    }
    return name;
}

/* Cuts from the first word on that is a role, but for the first word. */
static struct str cut_at_roles(struct str name)
{
    /* "Harbour Staff" is an institution. */
    if (utf8_count_words(name) == 2 && str_ends_nocase(name, STR(" staff"))) {
        return name;
    }
    struct str rest = name, word;
    for (size_t n = 0; str_split(&rest, ' ', &word); n++) {
        while (word.len && (word.ptr[word.len - 1] == ',' || word.ptr[word.len - 1] == ':')) {
            word.len--;
        }
        if (n && is_in(ROLES, word)) {
            return str_of(name.ptr, (size_t)(word.ptr - name.ptr));
        }
    }
    return name;
}

static struct str cut_name(struct str name)
{
    bool has_lead;
    name = credit_behind_lead(cut_at_marks(str_trim(name)), &has_lead);
    while (name.len && (name.ptr[name.len - 1] == ',' || name.ptr[name.len - 1] == ':' ||
                        name.ptr[name.len - 1] == '|' || name.ptr[name.len - 1] == ' ')) {
        name.len--;
    }
    while (name.len && (name.ptr[0] == '~' || name.ptr[0] == '-' || name.ptr[0] == ' ')) {
        name = str_sub(name, 1, name.len);
    }
    return name;
}

/* The end of the first of several names, and where the next begins. */
static size_t next_joint(struct str names, size_t *ret_next)
{
    static const struct str joints[] = {{",", 1},     {";", 1},    {" and ", 5}, {" & ", 3},
                                        {" und ", 5}, {" et ", 4}, {" y ", 3},   {"/", 1}};
    size_t end = names.len;
    *ret_next = names.len;
    for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
        ptrdiff_t at = str_find_nocase(names, joints[i]);
        /* "Office for Parks and Rivers" is one. */
        bool is_one = at > 0 && joints[i].ptr[0] == ' ' &&
                      utf8_count_words(str_sub(names, 0, (size_t)at)) > 2 &&
                      utf8_count_words(str_sub(names, (size_t)at + joints[i].len, names.len)) == 1;
        if (at >= 0 && (size_t)at < end && !is_one) {
            end = (size_t)at;
            *ret_next = end + joints[i].len;
        }
    }
    return end;
}

/* "MD", "E-RYT 200", "Ph.D.": what stands behind a name and a comma and is no name. */
static bool is_credential(struct str part)
{
    size_t letters = 0;
    if (is_in(CREDENTIALS, part)) {
        return true;
    }
    for (size_t at = 0; at < part.len;) {
        uint32_t c = utf8_next(part, &at);
        if (utf8_is_lower(c) || utf8_is_cjk(c)) {
            return false;
        }
        letters += utf8_is_upper(c);
    }
    return letters <= CREDENTIAL_MAX;
}

bool credit_is_remark(struct str part)
{
    struct str rest = part, word;
    for (size_t i = 0; i < part.len; i++) {
        if (byte_is_digit((unsigned char)part.ptr[i])) {
            return true;
        }
    }
    while (str_split(&rest, ' ', &word)) {
        if (is_in(JOBS, word) || is_in(ROLES, word)) {
            return true;
        }
    }
    return is_credential(part);
}

/* "Lee, Ann B.", as catalogues write a name; unknown if `names` is not written so. */
static struct str turned(struct arena *arena, struct str names)
{
    ptrdiff_t comma = str_find_byte(names, ',');
    struct str last = comma > 0 ? str_sub(names, 0, (size_t)comma) : str_null();
    struct str first = comma > 0 ? str_trim(str_sub(names, (size_t)comma + 1, names.len)) : last;
    size_t n = utf8_count_words(first), len = first.len;
    bool has_initial =
        len > 2 && first.ptr[len - 1] == '.' && byte_is_space((unsigned char)first.ptr[len - 3]);
    bool is_turned = utf8_count_words(last) == 1 && n == 2 && has_initial;
    return is_turned ? arena_printf(arena, "%.*s %.*s", STR_ARG(first), STR_ARG(last)) : str_null();
}

bool credit_add_list(struct arena *arena, struct fact_list *authors, struct str names,
                     enum source source)
{
    bool is_ok = true;
    /* An address is nobody's name, however it is cut. */
    if (str_find(names, STR("://")) >= 0) {
        return true;
    }
    struct str one = turned(arena, names);
    names = one.len ? one : names;
    for (struct str rest = names; rest.len && is_ok;) {
        size_t next;
        size_t end = next_joint(rest, &next);
        struct str name = cut_name(str_sub(rest, 0, end));
        bool is_first = rest.ptr == names.ptr;
        if (is_plausible(name) && (is_first || !credit_is_remark(name))) {
            is_ok = meta_add(arena, authors, name, source);
        }
        rest = str_sub(rest, next, rest.len);
    }
    return is_ok;
}

/* Whether a text is of a script that has no capitals to tell names by. */
static bool is_caseless(struct str text)
{
    size_t at = 0;
    uint32_t c = text.len ? utf8_next(text, &at) : 'a';
    return c >= 0x80 && utf8_is_word(c) && !utf8_is_upper(c) && !utf8_is_lower(c);
}

/* Whether a text that is no name by its shape may be a handle or an institution: not "the sea". */
static bool is_handle_shaped(struct str text)
{
    size_t n = utf8_count_words(text);
    for (size_t at = 0; at < text.len;) {
        uint32_t c = utf8_next(text, &at);
        if (utf8_is_upper(c) || (c >= 0x80 && utf8_is_word(c) && !utf8_is_lower(c))) {
            return n <= HANDLE_WORDS_MAX;
        }
    }
    return n == 1;
}

bool credit_add_text(struct arena *arena, struct fact_list *authors, struct str text,
                     bool may_be_handle, enum source source)
{
    bool has_lead, is_ok = true;
    struct str rest = cut_at_marks(credit_behind_lead(text, &has_lead));
    struct names names = names_read(rest);
    size_t before = authors->len;
    for (size_t i = 0; i < names.len && is_ok; i++) {
        struct str name = cut_name(cut_at_roles(names.items[i]));
        if (is_plausible(name) && utf8_count_words(name) >= 2 && (!i || !credit_is_remark(name))) {
            is_ok = meta_add(arena, authors, name, source);
        }
    }
    may_be_handle |= has_lead && is_caseless(rest);
    bool is_handle = may_be_handle && authors->len == before && is_handle_shaped(rest);
    return is_ok && (!is_handle || credit_add_list(arena, authors, cut_at_roles(rest), source));
}
