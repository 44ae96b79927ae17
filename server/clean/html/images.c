/* Which address of an image to take, and which images, videos and rules belong to the chosen text.
 */
#include "clean/html/images.h"

#include <string.h>

enum {
    ICON_MAX = 48,     /* CSS pixels of both sides; smaller pictures are decoration */
    SIDE_MIN = 4,      /* of one side; smaller ones are pixels that count or lines that part */
    WIDTH_BEST = 1600, /* of several sizes, the largest up to here: enough for any column of text */
    REACH = 2, /* blocks between a picture and chosen text that may be captions and credits */
    CANDIDATES_MAX = 32,
};

const struct matcher_row DECORATION_ROW = {
    0,
    "spacer,pixel,blank.,1x1,transparent,placeholder,loading.,spinner,gravatar.com,/"
    "avatar,avatar_,/emoji/,/smilies/,"
    "sprite,/empty.,/clear.gif,doubleclick.,/pagead,adserver,/www/delivery/,adsystem.,syndication.,"
    "facebook.com/tr,lazy.,analytics,favicon"};

/* Whether something may be the address of a picture at all; the type decides in url_resolve. */
static bool is_candidate(const struct page *page, struct str address)
{
    return address.len && !str_starts_nocase(address, STR("data:")) &&
           !str_starts_nocase(address, STR("blob:")) && !matcher_run(page->decoration, address);
}

static int pixels(struct str value)
{
    size_t n = 0;
    uint64_t number;
    value = str_trim(value);
    while (n < value.len && byte_is_digit((unsigned char)value.ptr[n])) {
        n++;
    }
    bool is_whole = n == value.len || str_equal_nocase(str_sub(value, n, 2), STR("px"));
    return is_whole && str_to_uint(str_sub(value, 0, n), 20000, &number) ? (int)number : 0;
}

/* The number before "w" or "x" behind an address in a srcset; densities count as if one were 800
 * wide. */
static int width_of(struct str descriptor)
{
    descriptor = str_trim(descriptor);
    if (!descriptor.len) {
        return 800;
    }
    struct str number = str_sub(descriptor, 0, descriptor.len - 1);
    uint64_t value = 0;
    char unit = descriptor.ptr[descriptor.len - 1];
    ptrdiff_t dot = str_find_byte(number, '.');
    number = dot == STR_NONE ? number : str_sub(number, 0, (size_t)dot);
    if (!str_to_uint(number, 100000, &value)) {
        return 1;
    }
    return unit == 'x' ? (int)MIN(value, 4) * 800 : (int)value;
}

/* HTML Standard, 4.8.4.2.1: candidates parted by commas, but addresses may hold commas too. */
static bool next_candidate(struct str *rest, struct str *ret_address, struct str *ret_descriptor)
{
    size_t at = 0;
    while (at < rest->len &&
           (byte_is_space((unsigned char)rest->ptr[at]) || rest->ptr[at] == ',')) {
        at++;
    }
    size_t start = at;
    while (at < rest->len && !byte_is_space((unsigned char)rest->ptr[at])) {
        at++;
    }
    struct str address = str_sub(*rest, start, at - start);
    bool ends = address.len && address.ptr[address.len - 1] == ',';
    while (address.len && address.ptr[address.len - 1] == ',') {
        address.len--;
    }
    start = at;
    while (!ends && at < rest->len && rest->ptr[at] != ',') {
        at++;
    }
    *ret_descriptor = str_sub(*rest, start, at - start);
    *ret_address = address;
    *rest = str_sub(*rest, at, rest->len);
    return address.len > 0;
}

struct best {
    struct str address;
    int width;
};

static void weigh(const struct page *page, struct best *best, struct str address, int width)
{
    bool is_better = !best->address.len || (width > best->width && width <= WIDTH_BEST) ||
                     (best->width > WIDTH_BEST && width < best->width);
    if (is_better && is_candidate(page, address)) {
        *best = (struct best){address, width};
    }
}

static void weigh_set(const struct page *page, struct best *best, struct str set)
{
    struct str address, descriptor;
    for (size_t n = 0; n < CANDIDATES_MAX && next_candidate(&set, &address, &descriptor); n++) {
        weigh(page, best, address, width_of(descriptor));
    }
}

static const enum attr SETS[] = {ATTR_DATA_SRCSET, ATTR_DATA_LAZY_SRCSET, ATTR_SRCSET};
/* The attribute of a lazy loader holds the picture, src then only what stands in for it. */
static const enum attr SOURCES[] = {ATTR_DATA_SRC, ATTR_DATA_ORIGINAL, ATTR_DATA_LAZY_SRC,
                                    ATTR_DATA_URL, ATTR_DATA_IMAGE};

/* Whether the address's path ends as pictures do. */
static bool is_picture_name(struct str address)
{
    static const struct str endings[] = {{".jpg", 4},  {".jpeg", 5}, {".png", 4},
                                         {".webp", 5}, {".avif", 5}, {".gif", 4}};
    ptrdiff_t query = str_find_byte(address, '?');
    struct str path = query == STR_NONE ? address : str_sub(address, 0, (size_t)query);
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (str_ends_nocase(path, endings[i]) && str_find_byte(path, ' ') == STR_NONE) {
            return true;
        }
    }
    return false;
}

/*
 * Loaders that nobody knows keep the picture's address in some attribute all the same.  With
 * `is_source`, only in one that has "src" in its name, which src itself then stands in for.
 */
static struct str any_address(const struct page *page, const lxb_dom_node_t *node, bool is_source)
{
    const lxb_dom_attr_t *at = ((const lxb_dom_element_t *)node)->first_attr;
    for (; at; at = at->next) {
        size_t len = 0;
        const char *bytes = (const char *)lxb_dom_attr_local_name((lxb_dom_attr_t *)at, &len);
        struct str name = str_of(bytes, bytes ? len : 0), value = str_trim(dom_value(at));
        bool may_be = str_starts(name, STR("data-")) && (!is_source || str_ends(name, STR("src")));
        if (may_be && is_picture_name(value) && is_candidate(page, value)) {
            return value;
        }
    }
    return str_null();
}

static struct str best_address(const struct page *page, const lxb_dom_node_t *node)
{
    const struct dom *dom = &page->dom;
    struct best best = {0};
    for (size_t i = 0; i < ARRAY_LEN(SETS); i++) {
        weigh_set(page, &best, dom_attr(dom, node, SETS[i]));
    }
    for (size_t i = 0; i < ARRAY_LEN(SOURCES) && !best.address.len; i++) {
        weigh(page, &best, str_trim(dom_attr(dom, node, SOURCES[i])), 1);
    }
    best.address = best.address.len ? best.address : any_address(page, node, true);
    if (!best.address.len) {
        weigh(page, &best, str_trim(dom_attr(dom, node, ATTR_SRC)), 1);
    }
    const lxb_dom_node_t *around =
        node->parent && dom_is_element(node->parent) ? node->parent : node;
    const lxb_dom_node_t *at = dom_tag(around) == LXB_TAG_PICTURE ? around->first_child : NULL;
    for (; at && !best.address.len; at = at->next) {
        for (size_t i = 0; i < ARRAY_LEN(SETS) && dom_tag(at) == LXB_TAG_SOURCE; i++) {
            weigh_set(page, &best, dom_attr(dom, at, SETS[i]));
        }
    }
    return best.address.len ? best.address : any_address(page, node, false);
}

/* Characters drawn as pictures, and what is drawn for its own sake. */
static bool is_emoji(struct str classes, struct str address)
{
    return dom_has_word(classes, STR("emoji")) || dom_has_word(classes, STR("wp-smiley")) ||
           str_find(address, STR("/emoji/")) >= 0 || str_find(address, STR("twemoji")) >= 0;
}

static bool is_hidden(struct str style)
{
    ptrdiff_t at = str_find_nocase(style, STR("display"));
    struct str rest = at < 0 ? str_null() : str_sub(style, (size_t)at + 7, 10);
    return str_find_nocase(rest, STR("none")) >= 0;
}

struct image image_read(const struct page *page, const struct url *base, struct arena *arena,
                        const lxb_dom_node_t *node)
{
    static const enum attr wanted[] = {ATTR_WIDTH, ATTR_HEIGHT, ATTR_CLASS,
                                       ATTR_STYLE, ATTR_ALT,    ATTR_SRC};
    struct str values[ARRAY_LEN(wanted)];
    dom_attrs(&page->dom, node, wanted, ARRAY_LEN(wanted), values);
    struct image image = {.width = pixels(values[0]),
                          .height = pixels(values[1]),
                          .alternative = str_trim(values[4])};
    bool is_pixel =
        (image.width && image.width < SIDE_MIN) || (image.height && image.height < SIDE_MIN);
    bool is_icon =
        image.width && image.height && image.width <= ICON_MAX && image.height <= ICON_MAX;
    image.is_emoji = is_emoji(values[2], values[5]);
    bool is_decoration = is_pixel || is_icon || image.is_emoji || is_hidden(values[3]) ||
                         dom_has_word(values[2], STR("avatar"));
    struct str address = is_decoration ? str_null() : best_address(page, node);
    if (!address.len) {
        return image;
    }
    image.url = url_resolve(arena, base, address);
    if (image.url && str_equal(image.url->scheme, STR("mailto"))) {
        image.url = NULL;
    }
    return image;
}

/* Places where no picture of the text stands. */
static bool is_aside(const struct box *box)
{
    return box_tag(box, NEAR_NAV) < 8 || box_tag(box, NEAR_ASIDE) < 4 ||
           box_tag(box, NEAR_FOOTER) < 6 || box_tag(box, NEAR_BUTTON) < 3 ||
           box_hint(box, HINT_RELATED) < 3 || box_hint(box, HINT_AUTHOR) < 3 ||
           box_hint(box, HINT_SOCIAL) < 2 || box_hint(box, HINT_AD) < 2 ||
           box_hint(box, HINT_USER) < 2 || box_hint(box, HINT_NAV) < 4 || (box->flags & BOX_HIDDEN);
}

/* The nearest chosen block before or behind (step 1) a place, and how many others are between; n
 * for none. */
static size_t nearest(const struct page *page, const bool *keep, size_t at, int step,
                      size_t *ret_block)
{
    for (size_t passed = 0; passed <= REACH; passed++) {
        size_t i = step > 0 ? at + passed : at - 1 - passed;
        if (i >= page->n_blocks) {
            break;
        }
        if (keep[i] && page->blocks[i].kind == BLOCK_PAGE) {
            *ret_block = i;
            return passed;
        }
    }
    return REACH + 1;
}

/* Whether one of the `steps` innermost boxes around `box` also is around `other`. */
static bool is_near_box(const struct page *page, uint32_t box, uint32_t other, int steps)
{
    for (int i = 0; i < steps && box; i++, box = page->boxes[box].parent) {
        for (uint32_t at = other; at; at = page->boxes[at].parent) {
            if (at == box) {
                return true;
            }
        }
    }
    return false;
}

void media_choose(const struct page *page, const bool *keep, bool *ret_keep)
{
    for (size_t i = 0; i < page->n_media; i++) {
        const struct media *media = &page->media[i];
        size_t before_block = 0, behind_block = 0;
        size_t before = nearest(page, keep, media->block, -1, &before_block);
        size_t behind = nearest(page, keep, media->block, 1, &behind_block);
        bool is_between = before <= REACH && behind <= REACH;
        bool is_rule = dom_tag(media->node) == LXB_TAG_HR;
        ret_keep[i] = is_rule ? before == 0 && behind == 0 : is_between;
        if (!ret_keep[i] && !is_rule && (before <= REACH || behind <= REACH)) {
            size_t block = before <= REACH ? before_block : behind_block;
            ret_keep[i] = is_near_box(page, media->box, page->blocks[block].box, 3);
        }
        ret_keep[i] = ret_keep[i] && !is_aside(&page->boxes[media->box]);
    }
}
