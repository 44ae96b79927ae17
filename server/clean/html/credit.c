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
    FOLDED_MAX = 64, /* bytes of a word or name that is looked up in a list */
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
    "by|posted:|published:|";

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
    "login|log in|sign in|sign "
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

/* Takes the longest lead off the front of `*line`; false if there is none. */
static bool take_lead(struct str *line)
{
    size_t best = is_glued(*line) ? 2 : 0;
    for (size_t i = 1; i < line->len && i < FOLDED_MAX - 3; i++) {
        char c = line->ptr[i];
        bool is_edge = c == ' ' || c == ':' || (unsigned char)c == 0xC2 || line->ptr[i - 1] == ':';
        best = is_edge && is_in(LEADS, str_sub(*line, 0, i)) ? i : best;
    }
    *line = str_trim(str_sub(*line, best, line->len));
    while (best && line->len && (line->ptr[0] == ':' || line->ptr[0] == '|')) {
        *line = str_trim(str_sub(*line, 1, line->len));
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

/* What can be somebody's name, a handle or an institution. */
static bool is_plausible(struct str name, struct str site)
{
    struct date date;
    size_t at, len;
    bool is_shaped = name.len >= 2 && name.len <= NAME_LEN_MAX && has_letter(name) &&
                     utf8_count_words(name) <= NAME_WORDS_MAX;
    return is_shaped && str_find(name, STR("://")) < 0 && str_find(name, STR("www.")) < 0 &&
           str_find_byte(name, '<') < 0 && !is_in(NO_AUTHORS, name) &&
           !date_find(name, true, &date, &at, &len) && !(site.len && str_equal_nocase(name, site));
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
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        ptrdiff_t at = str_find(name, ends[i]);
        name = at > 0 ? str_sub(name, 0, (size_t)at) : name;
    }
    return name;
}

/* Cuts from the first word on that is a role, but for the first word. */
static struct str cut_at_roles(struct str name)
{
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
        if (at >= 0 && (size_t)at < end) {
            end = (size_t)at;
            *ret_next = end + joints[i].len;
        }
    }
    return end;
}

bool credit_add_list(struct arena *arena, struct fact_list *authors, struct str names,
                     struct str site, enum source source)
{
    bool is_ok = true;
    /* An address is nobody's name, however it is cut. */
    if (str_find(names, STR("://")) >= 0) {
        return true;
    }
    for (struct str rest = names; rest.len && is_ok;) {
        size_t next;
        size_t end = next_joint(rest, &next);
        struct str name = cut_name(str_sub(rest, 0, end));
        if (is_plausible(name, site)) {
            is_ok = meta_add(arena, authors, name, source);
        }
        rest = str_sub(rest, next, rest.len);
    }
    return is_ok;
}

bool credit_add_text(struct arena *arena, struct fact_list *authors, struct str text,
                     struct str site, bool may_be_handle, enum source source)
{
    bool has_lead, is_ok = true;
    struct str rest = cut_at_marks(credit_behind_lead(text, &has_lead));
    struct names names = names_read(rest);
    size_t before = authors->len;
    for (size_t i = 0; i < names.len && is_ok; i++) {
        struct str name = cut_name(cut_at_roles(names.items[i]));
        if (is_plausible(name, site) && utf8_count_words(name) >= 2) {
            is_ok = meta_add(arena, authors, name, source);
        }
    }
    bool is_handle =
        may_be_handle && authors->len == before && utf8_count_words(rest) <= HANDLE_WORDS_MAX;
    return is_ok &&
           (!is_handle || credit_add_list(arena, authors, cut_at_roles(rest), site, source));
}
