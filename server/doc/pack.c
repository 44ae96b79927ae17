/* A doc's tree as bytes and back: how it is kept in the store, so that any renderer can run later.
 */
#include "doc/pack.h"

#include "base/utf8.h"

/*
 * Layout: PACK_VERSION, then nodes in document order.  A node is its kind, a varint of field bits,
 * the fields that the bits name in the order of `enum field_bit`, and a varint count of children.
 * Integers are LEB128 varints; a string is its length and its bytes.  What is stored stays
 * readable: new fields and kinds come last in their enums.
 */
enum { PACK_VERSION = 1, PACK_NODES_MAX = 4 * 1000 * 1000 };

enum field_bit {
    FIELD_TEXT = 1u << 0,
    FIELD_URL = 1u << 1,
    FIELD_LEVEL = 1u << 2,
    FIELD_START = 1u << 3,
    FIELD_COLSPAN = 1u << 4,
    FIELD_ROWSPAN = 1u << 5,
    FIELD_WIDTH = 1u << 6,
    FIELD_HEIGHT = 1u << 7,
    FIELD_ORDERED = 1u << 8,
    FIELD_HEADER = 1u << 9,
    FIELD_LANG = 1u << 10,
    FIELD_DIR = 1u << 11,
    FIELD_ANCHOR = 1u << 12,
    FIELD_FRAGMENT = 1u << 13,
    FIELD_TASK = 1u << 14,
    FIELD_BESIDE = 1u << 15,
    FIELDS_ALL = (1u << 16) - 1,
};

static void add_varint(struct buf *buf, uint64_t value)
{
    while (value >= 0x80) {
        buf_add_byte(buf, (char)(0x80 | (value & 0x7F)));
        value >>= 7;
    }
    buf_add_byte(buf, (char)value);
}

static void add_string(struct buf *buf, struct str s)
{
    add_varint(buf, s.len);
    buf_add_str(buf, s);
}

static unsigned fields_of(const struct node *node)
{
    return (node->text.ptr ? FIELD_TEXT : 0u) | (node->url ? FIELD_URL : 0u) |
           (node->level ? FIELD_LEVEL : 0u) | (node->start ? FIELD_START : 0u) |
           (node->colspan ? FIELD_COLSPAN : 0u) | (node->rowspan ? FIELD_ROWSPAN : 0u) |
           (node->width ? FIELD_WIDTH : 0u) | (node->height ? FIELD_HEIGHT : 0u) |
           (node->is_ordered ? FIELD_ORDERED : 0u) | (node->is_header ? FIELD_HEADER : 0u) |
           (node->lang.ptr ? FIELD_LANG : 0u) | (node->dir.ptr ? FIELD_DIR : 0u) |
           (node->anchor.ptr ? FIELD_ANCHOR : 0u) | (node->fragment.ptr ? FIELD_FRAGMENT : 0u) |
           (node->task ? FIELD_TASK : 0u) | (node->is_beside ? FIELD_BESIDE : 0u);
}

static void add_node(struct buf *buf, const struct node *node)
{
    unsigned fields = fields_of(node);
    uint64_t children = 0;
    const struct {
        unsigned bit;
        int value;
    } numbers[] = {
        {FIELD_LEVEL, node->level},     {FIELD_START, node->start}, {FIELD_COLSPAN, node->colspan},
        {FIELD_ROWSPAN, node->rowspan}, {FIELD_WIDTH, node->width}, {FIELD_HEIGHT, node->height},
    };
    const struct str strings[] = {node->lang, node->dir, node->anchor, node->fragment};
    buf_add_byte(buf, (char)node->kind);
    add_varint(buf, fields);
    if (fields & FIELD_TEXT) {
        add_string(buf, node->text);
    }
    if (node->url) {
        add_string(buf, node->url->text);
    }
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        if (fields & numbers[i].bit) {
            add_varint(buf, (uint64_t)MAX(numbers[i].value, 0));
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(strings); i++) {
        if (strings[i].ptr) {
            add_string(buf, strings[i]);
        }
    }
    if (node->task) {
        add_varint(buf, node->task);
    }
    for (const struct node *child = node->first; child; child = child->next) {
        children++;
    }
    add_varint(buf, children);
}

void doc_pack(const struct node *root, struct buf *buf)
{
    buf_add_byte(buf, PACK_VERSION);
    for (const struct node *node = root; node; node = node_next(node, root)) {
        add_node(buf, node);
    }
}

struct reader {
    struct arena *arena;
    struct str bytes;
    size_t at;
    bool is_bad; /* sticky: the bytes are not what doc_pack writes */
    bool is_out_of_memory;
};

static uint64_t read_varint(struct reader *reader, uint64_t max)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && reader->at < reader->bytes.len; shift += 7) {
        unsigned char byte = (unsigned char)reader->bytes.ptr[reader->at++];
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80)) {
            if (value <= max) {
                return value;
            }
            break;
        }
    }
    reader->is_bad = true;
    return 0;
}

static struct str read_string(struct reader *reader)
{
    size_t len = (size_t)read_varint(reader, reader->bytes.len);
    if (reader->is_bad || len > reader->bytes.len - reader->at) {
        reader->is_bad = true;
        return str_null();
    }
    struct str raw = str_of(reader->bytes.ptr + reader->at, len);
    reader->at += len;
    if (!utf8_is_valid(raw)) {
        reader->is_bad = true;
        return str_null();
    }
    struct str copy = arena_str(reader->arena, raw);
    reader->is_out_of_memory |= !copy.ptr;
    return copy;
}

static const struct url *read_url(struct reader *reader)
{
    struct str text = read_string(reader);
    const struct url *url = url_resolve(reader->arena, NULL, text);
    if (!url && reader->arena->is_exhausted) {
        reader->is_out_of_memory = true;
    } else if (!url || !str_equal(url->text, text)) {
        reader->is_bad = true;
    }
    return url;
}

static void read_numbers(struct reader *reader, unsigned fields, struct node *node)
{
    const struct {
        unsigned bit;
        int *value;
        int max;
    } numbers[] = {
        {FIELD_LEVEL, &node->level, 6},
        {FIELD_START, &node->start, INT32_MAX},
        {FIELD_COLSPAN, &node->colspan, NODE_SPAN_MAX},
        {FIELD_ROWSPAN, &node->rowspan, NODE_SPAN_MAX},
        {FIELD_WIDTH, &node->width, INT32_MAX},
        {FIELD_HEIGHT, &node->height, INT32_MAX},
    };
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        if (fields & numbers[i].bit) {
            *numbers[i].value = (int)read_varint(reader, (uint64_t)numbers[i].max);
        }
    }
}

static void read_fields(struct reader *reader, struct node *node)
{
    unsigned fields = (unsigned)read_varint(reader, FIELDS_ALL);
    if (fields & FIELD_TEXT) {
        node->text = read_string(reader);
    }
    if (fields & FIELD_URL) {
        node->url = read_url(reader);
    }
    read_numbers(reader, fields, node);
    node->is_ordered = fields & FIELD_ORDERED;
    node->is_header = fields & FIELD_HEADER;
    node->is_beside = fields & FIELD_BESIDE;
    struct str *const strings[] = {&node->lang, &node->dir, &node->anchor, &node->fragment};
    for (size_t i = 0; i < ARRAY_LEN(strings); i++) {
        if (fields & (unsigned)FIELD_LANG << i) {
            *strings[i] = read_string(reader);
        }
    }
    if (fields & FIELD_TASK) {
        node->task = (enum node_task)read_varint(reader, TASK_DONE);
    }
}

static enum status corrupt(struct error *err)
{
    return error_set(err, ERR_CORRUPT,
                     "the stored document cannot be read; clean the original again");
}

/* Reads one node under `parent`; `*ret_children` is how many follow under it. */
static struct node *read_node(struct reader *reader, struct node *parent, uint64_t *ret_children)
{
    uint64_t kind = read_varint(reader, NODE_KIND_COUNT - 1);
    if (reader->is_bad || (kind == NODE_ROOT) != (parent == NULL)) {
        reader->is_bad = true;
        return NULL;
    }
    struct node *node = node_new(reader->arena, parent, (enum node_kind)kind);
    if (!node) {
        reader->is_out_of_memory = true;
        return NULL;
    }
    read_fields(reader, node);
    *ret_children = read_varint(reader, PACK_NODES_MAX);
    return reader->is_bad || reader->is_out_of_memory ? NULL : node;
}

enum status doc_unpack(struct arena *arena, struct str bytes, struct node **ret_root,
                       struct error *err)
{
    struct reader reader = {.arena = arena, .bytes = bytes, .at = 1};
    uint64_t left[NODE_DEPTH_MAX + 2]; /* children still to come, by depth */
    size_t depth = 0;
    if (!bytes.len || bytes.ptr[0] != PACK_VERSION) {
        return corrupt(err);
    }
    struct node *root = read_node(&reader, NULL, &left[0]);
    struct node *parent = root;
    while (root) {
        while (depth && !left[depth]) {
            depth--;
            parent = parent->parent;
        }
        if (!left[depth]) {
            break;
        }
        left[depth]--;
        if (depth + 1 >= ARRAY_LEN(left)) {
            return corrupt(err);
        }
        struct node *node = read_node(&reader, parent, &left[depth + 1]);
        if (!node) {
            break;
        }
        depth++;
        parent = node;
    }
    if (reader.is_out_of_memory) {
        return error_no_memory(err);
    }
    if (reader.is_bad || !root || reader.at != bytes.len) {
        return corrupt(err);
    }
    *ret_root = root;
    return OK;
}
