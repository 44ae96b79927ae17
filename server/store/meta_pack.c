/* A `struct meta` as bytes and back, with every source: how the facts are kept in one column. */
#include "store/meta_pack_internal.h"

#include "store/checksum_internal.h"

#include <endian.h>
#include <string.h>

/*
 * Layout: VERSION; the number of facts and each as field, source, string, in ascending order of
 * fields; then authors, contributors and tags, each as source, number of items and items; then the
 * checksum of all before it (64 bits, little-endian).  A string is its length, a LEB128 varint, and
 * its bytes.
 */
enum { VERSION = 1, SUM_BYTES = sizeof(uint64_t), LISTS = 3 };

/* The numbers stand in files: new ones come last, and none ever changes. */
_Static_assert(META_TITLE == 0 && META_SITE == 2 && META_LANG == 6 && META_CANONICAL_URL == 11 &&
                   META_SECTION == 13,
               "stored facts would change their meaning");
_Static_assert(SOURCE_GIVEN == 1 && SOURCE_JSON_LD == 2 && SOURCE_DOM == 6 && SOURCE_GUESS == 8,
               "stored sources would change their meaning");
_Static_assert(META_FIELD_COUNT < 128 && META_LIST_MAX < 128, "counts take one byte");

static void add_string(struct buf *buf, struct str s)
{
    size_t len = s.len;
    for (; len >= 0x80; len >>= 7) {
        buf_add_byte(buf, (char)(0x80 | (len & 0x7F)));
    }
    buf_add_byte(buf, (char)len);
    buf_add_str(buf, s);
}

static bool is_known(const struct fact *fact)
{
    return fact->source != SOURCE_NONE && fact->value.len;
}

static void add_facts(struct buf *buf, const struct meta *meta)
{
    char known = 0;
    for (size_t i = 0; i < META_FIELD_COUNT; i++) {
        known = (char)(known + is_known(&meta->fields[i]));
    }
    buf_add_byte(buf, known);
    for (size_t i = 0; i < META_FIELD_COUNT; i++) {
        if (is_known(&meta->fields[i])) {
            buf_add_byte(buf, (char)i);
            buf_add_byte(buf, (char)meta->fields[i].source);
            add_string(buf, meta->fields[i].value);
        }
    }
}

void meta_pack(const struct meta *meta, struct buf *buf)
{
    const struct fact_list *const lists[LISTS] = {&meta->authors, &meta->contributors, &meta->tags};
    size_t start = buf->len;
    buf_add_byte(buf, VERSION);
    add_facts(buf, meta);
    for (size_t i = 0; i < LISTS; i++) {
        buf_add_byte(buf, (char)lists[i]->source);
        buf_add_byte(buf, (char)lists[i]->len);
        for (size_t j = 0; j < lists[i]->len; j++) {
            add_string(buf, lists[i]->items[j]);
        }
    }
    if (buf_ok(buf)) {
        uint64_t sum = htole64(checksum(str_sub(buf_str(buf), start, buf->len)));
        buf_add(buf, &sum, sizeof(sum));
    }
}

struct reader {
    struct str bytes;
    size_t at;
    bool is_bad; /* sticky: the bytes are not what meta_pack writes */
};

/* A byte of at most `max`. */
static unsigned read_byte(struct reader *reader, unsigned max)
{
    if (reader->at < reader->bytes.len) {
        unsigned byte = (unsigned char)reader->bytes.ptr[reader->at++];
        if (byte <= max) {
            return byte;
        }
    }
    reader->is_bad = true;
    return 0;
}

static struct str read_string(struct reader *reader)
{
    size_t len = 0;
    unsigned byte = 0x80;
    for (unsigned shift = 0; byte & 0x80 && shift < 35 && !reader->is_bad; shift += 7) {
        byte = read_byte(reader, UINT8_MAX);
        len |= (size_t)(byte & 0x7F) << shift;
    }
    if (reader->is_bad || byte & 0x80 || len > reader->bytes.len - reader->at) {
        reader->is_bad = true;
        return str_null();
    }
    reader->at += len;
    return str_of(reader->bytes.ptr + reader->at - len, len);
}

static void read_facts(struct reader *reader, struct meta *meta)
{
    unsigned known = read_byte(reader, META_FIELD_COUNT);
    unsigned least = 0; /* that the next field may be */
    for (unsigned i = 0; i < known && !reader->is_bad; i++) {
        unsigned field = read_byte(reader, META_FIELD_COUNT - 1);
        unsigned source = read_byte(reader, SOURCE_GUESS);
        reader->is_bad |= field < least || source == SOURCE_NONE;
        meta->fields[field] = (struct fact){read_string(reader), (enum source)source};
        least = field + 1;
    }
}

static void read_list(struct reader *reader, struct fact_list *list)
{
    list->source = (enum source)read_byte(reader, SOURCE_GUESS);
    list->len = read_byte(reader, META_LIST_MAX);
    for (size_t i = 0; i < list->len && !reader->is_bad; i++) {
        list->items[i] = read_string(reader);
    }
}

static bool is_whole(struct str bytes)
{
    uint64_t sum;
    if (bytes.len < SUM_BYTES) {
        return false;
    }
    memcpy(&sum, bytes.ptr + bytes.len - SUM_BYTES, SUM_BYTES);
    return le64toh(sum) == checksum(str_sub(bytes, 0, bytes.len - SUM_BYTES));
}

enum status meta_unpack(struct arena *arena, struct str bytes, struct meta *ret_meta,
                        struct error *err)
{
    struct meta meta = {0};
    if (!is_whole(bytes)) {
        return error_set(err, ERR_CORRUPT, "the stored facts of the article are damaged");
    }
    struct str copy = arena_str(arena, bytes);
    if (!copy.ptr) {
        return error_no_memory(err);
    }
    struct reader reader = {.bytes = str_sub(copy, 0, bytes.len - SUM_BYTES)};
    struct fact_list *const lists[LISTS] = {&meta.authors, &meta.contributors, &meta.tags};
    reader.is_bad = read_byte(&reader, VERSION) != VERSION;
    read_facts(&reader, &meta);
    for (size_t i = 0; i < LISTS; i++) {
        read_list(&reader, lists[i]);
    }
    if (reader.is_bad || reader.at != reader.bytes.len) {
        return error_set(err, ERR_CORRUPT, "the stored facts of the article cannot be read");
    }
    *ret_meta = meta;
    return OK;
}
