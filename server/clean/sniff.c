/* What submitted bytes are, judged by the bytes themselves. */
#include "clean/sniff.h"

#include "clean/mail/headers.h"
#include "clean/sniff_internal.h"

enum {
    WINDOW = 4096,
    CONTROLS_SHARE = 8, /* one control character of eight bytes: no text has that */
};

/* The beginnings of files that are no text, and what a person calls them. */
static const struct {
    size_t at;
    struct str magic;
    const char *name;
} MAGICS[] = {
    {0, {"%PDF-", 5}, "a PDF file"},
    {0, {"PK\3\4", 4}, "a ZIP, EPUB or Office file"},
    {0, {"PK\5\6", 4}, "a ZIP file"},
    {0, {"\x89PNG\r\n", 6}, "a PNG image"},
    {0, {"\xFF\xD8\xFF", 3}, "a JPEG image"},
    {0, {"GIF87a", 6}, "a GIF image"},
    {0, {"GIF89a", 6}, "a GIF image"},
    {0, {"RIFF", 4}, "a WebP, WAV or AVI file"},
    {0, {"II*\0", 4}, "a TIFF image"},
    {0, {"MM\0*", 4}, "a TIFF image"},
    {0, {"\x1F\x8B", 2}, "a gzip file"},
    {0, {"BZh9", 4}, "a bzip2 file"},
    {0,
     {"\xFD"
      "7zXZ",
      5},
     "an xz file"},
    {0, {"7z\xBC\xAF", 4}, "a 7-Zip file"},
    {0, {"\x28\xB5\x2F\xFD", 4}, "a Zstandard file"},
    {0, {"Rar!\x1A", 5}, "a RAR file"},
    {257, {"ustar", 5}, "a tar file"},
    {0, {"\xD0\xCF\x11\xE0", 4}, "an old Office file"},
    {0, {"{\\rtf", 5}, "an RTF file"},
    {0, {"%!PS", 4}, "a PostScript file"},
    {0,
     {"\x7F"
      "ELF",
      4},
     "a program"},
    {0, {"MZ\x90\0", 4}, "a program"},
    {0, {"\xCA\xFE\xBA\xBE", 4}, "a program"},
    {0, {"\0asm", 4}, "a program"},
    {0, {"SQLite format 3", 16}, "an SQLite database"},
    {0, {"ID3", 3}, "an MP3 file"},
    {0, {"OggS", 4}, "an Ogg file"},
    {0, {"fLaC", 4}, "a FLAC file"},
    {4, {"ftyp", 4}, "an MP4 or HEIC file"},
    {0, {"\x1A\x45\xDF\xA3", 4}, "a Matroska or WebM file"},
    {0, {"wOFF", 4}, "a font"},
    {0, {"wOF2", 4}, "a font"},
};

/* Where zeros stand tells UTF-16 and UTF-32 from data: in every other byte, or in three of four. */
static bool has_wide_zeros(struct str head)
{
    size_t zeros[4] = {0};
    for (size_t i = 0; i < head.len; i++) {
        zeros[i % 4] += head.ptr[i] == '\0';
    }
    size_t most = head.len / 4, some = head.len / 8, few = head.len / 64;
    bool is_little16 = zeros[1] > some && zeros[3] > some && zeros[0] <= few && zeros[2] <= few;
    bool is_big16 = zeros[0] > some && zeros[2] > some && zeros[1] <= few && zeros[3] <= few;
    bool is_little32 = zeros[3] >= most && zeros[2] > some && zeros[0] <= few;
    bool is_big32 = zeros[0] >= most && zeros[1] > some && zeros[3] <= few;
    return is_little16 || is_big16 || is_little32 || is_big32;
}

/* Text of any script with a byte order mark may have few zeros or none where they are expected. */
static bool has_wide_mark(struct str head)
{
    return str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF")) ||
           str_starts(head, STR("\0\0\xFE\xFF"));
}

/* Tab, the line ends, form feed, backspace (of old manuals) and escape (of terminals) are in texts.
 */
static bool is_foreign_control(unsigned char c)
{
    return c < 0x20 && c != 0 && !(c >= '\b' && c <= '\r') && c != 0x1B;
}

bool sniff_is_binary(struct str bytes, const char **ret_name)
{
    struct str head = str_sub(bytes, 0, WINDOW);
    for (size_t i = 0; i < ARRAY_LEN(MAGICS); i++) {
        if (str_starts(str_sub(head, MAGICS[i].at, head.len), MAGICS[i].magic)) {
            *ret_name = MAGICS[i].name;
            return true;
        }
    }
    size_t zeros = 0, controls = 0;
    for (size_t i = 0; i < head.len; i++) {
        zeros += head.ptr[i] == '\0';
        controls += is_foreign_control((unsigned char)head.ptr[i]);
    }
    bool is_wide = has_wide_mark(head) || (zeros && has_wide_zeros(head));
    if ((zeros && !is_wide) || (!is_wide && controls > head.len / CONTROLS_SHARE)) {
        *ret_name = "a binary file";
        return true;
    }
    return false;
}

/* The window without the zeros of UTF-16, so that its tags and marks read as ASCII; `copy` has
 * WINDOW bytes. */
static struct str narrow(struct str bytes, char *copy)
{
    struct str head = str_sub(bytes, 0, WINDOW);
    if (str_find_byte(head, '\0') < 0) {
        return head;
    }
    bool has_mark = str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF"));
    head = str_sub(bytes, has_mark ? 2 : 0, (size_t)2 * WINDOW);
    size_t len = 0;
    for (size_t i = 0; i < head.len && len < WINDOW; i++) {
        if (head.ptr[i]) {
            copy[len++] = head.ptr[i];
        }
    }
    return str_of(copy, len);
}

enum clean_type sniff_type(struct str bytes)
{
    char copy[WINDOW];
    struct str window = narrow(bytes, copy);
    struct html_look html = sniff_look_html(window);
    if (headers_is_mail(bytes)) {
        return CLEAN_MAIL;
    }
    if (html.is_document) {
        return CLEAN_HTML;
    }
    bool is_mostly_tags = html.tags && 2 * html.lines_with_tag > html.lines;
    if (!is_mostly_tags && sniff_weigh_markdown(window) >= MARKDOWN_ENOUGH) {
        return CLEAN_MARKDOWN;
    }
    bool is_text_with_tags = html.tags >= 3 && html.closing && is_mostly_tags;
    return html.starts_with_tag || is_text_with_tags ? CLEAN_HTML : CLEAN_TEXT;
}
