/* Which part of a mail is read: the one with the text, or its twin in HTML. */
#include "clean/mail/parts.h"

#include "clean/mail/headers.h"
#include "clean/mail/transfer.h"

enum {
    DEPTH_MAX = 8,    /* parts within parts */
    PARTS_MAX = 1000, /* in all; mails with more are attacks */
};

struct walk {
    struct arena *arena;
    struct parts parts;
    size_t seen;
};

/* One part that may stand in several: its header and what follows. */
struct piece {
    struct str header, body;
    int depth;
};

/* RFC 2046, 5.1.1: a line that begins with "--" and the boundary. */
static bool is_delimiter(struct str line, struct str boundary)
{
    return str_starts(line, STR("--")) && str_starts(str_sub(line, 2, line.len), boundary);
}

static void take_leaf(struct walk *walk, const struct piece *piece, struct str type)
{
    struct str media = headers_value(type);
    bool is_html = str_equal_nocase(media, STR("text/html"));
    bool is_text = !media.len || str_equal_nocase(media, STR("text/plain"));
    if (str_equal_nocase(media, STR("message/rfc822"))) {
        walk->parts.message = walk->parts.message.ptr ? walk->parts.message : piece->body;
        return;
    }
    struct part *part = is_html ? &walk->parts.html : &walk->parts.text;
    struct str place = headers_get(walk->arena, piece->header, STR("Content-Disposition"));
    if ((!is_html && !is_text) || part->bytes.ptr ||
        str_equal_nocase(headers_value(place), STR("attachment"))) {
        return;
    }
    struct str encoding = headers_get(walk->arena, piece->header, STR("Content-Transfer-Encoding"));
    *part = (struct part){
        .bytes = transfer_decode(walk->arena, headers_value(encoding), piece->body),
        .charset = headers_parameter(walk->arena, type, STR("charset")),
        .is_flowed =
            str_equal_nocase(headers_parameter(walk->arena, type, STR("format")), STR("flowed")),
        .removes_space =
            str_equal_nocase(headers_parameter(walk->arena, type, STR("delsp")), STR("yes")),
    };
}

/* Takes the next part of a multipart body off `*rest`; false at the end. */
static bool next_piece(struct str *rest, struct str boundary, struct str *ret_piece)
{
    struct str line;
    const char *start = NULL, *end = NULL;
    while (rest->ptr && str_split(rest, '\n', &line)) {
        bool is_edge = is_delimiter(line, boundary);
        if (is_edge && start) {
            *rest = str_of(line.ptr, (size_t)(line.len + (rest->ptr ? rest->len + 1 : 0)));
            *ret_piece = str_of(start, (size_t)(line.ptr - start));
            return true;
        }
        bool is_last = is_edge && str_starts(str_sub(line, boundary.len + 2, line.len), STR("--"));
        if (is_last) {
            return false;
        }
        start = is_edge ? rest->ptr : start;
        end = line.ptr + line.len;
    }
    if (start && end > start) {
        *ret_piece = str_of(start, (size_t)(end - start));
        return true;
    }
    return false;
}

/* Parts within parts are few levels deep: the depth is bounded. */
static void walk_piece(struct walk *walk, const struct piece *piece)
{
    struct str type = headers_get(walk->arena, piece->header, STR("Content-Type"));
    if (!str_starts_nocase(type, STR("multipart/"))) {
        take_leaf(walk, piece, type);
        return;
    }
    struct str boundary = headers_parameter(walk->arena, type, STR("boundary"));
    struct str rest = piece->body, inside;
    while (boundary.len && piece->depth < DEPTH_MAX && walk->seen < PARTS_MAX &&
           next_piece(&rest, boundary, &inside)) {
        struct piece next = {.depth = piece->depth + 1};
        walk->seen++;
        next.header = headers_take(&inside);
        next.body = inside;
        walk_piece(walk, &next);
    }
}

struct parts parts_read(struct arena *arena, struct str header, struct str body)
{
    struct walk walk = {.arena = arena};
    struct piece piece = {.header = header, .body = body};
    walk_piece(&walk, &piece);
    return walk.parts;
}
