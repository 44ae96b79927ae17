/* Videos, sounds and players, as a link to where they can be seen. */
#include "clean/html/embeds.h"

/* Hosts of videos and sounds that are part of what an article shows. */
static const struct str PLAYERS[] = {{"youtube.com", 11},     {"youtube-nocookie.com", 20},
                                     {"youtu.be", 8},         {"vimeo.com", 9},
                                     {"dailymotion.com", 15}, {"soundcloud.com", 14},
                                     {"spotify.com", 11},     {"ted.com", 7},
                                     {"twitch.tv", 9},        {"archive.org", 11},
                                     {"bandcamp.com", 12},    {"peertube.tv", 11},
                                     {"ardmediathek.de", 15}, {"arte.tv", 7},
                                     {"bilibili.com", 12},    {"podcasts.apple.com", 18}};

/* The page behind a player: `player` (host and path) becomes `watch`, what follows in the path
 * stays. */
static const struct {
    struct str player;
    const char *watch;
} WATCHES[] = {
    {{"youtube.com/embed/", 18}, "https://www.youtube.com/watch?v="},
    {{"youtube-nocookie.com/embed/", 27}, "https://www.youtube.com/watch?v="},
    {{"youtube.com/v/", 14}, "https://www.youtube.com/watch?v="},
    {{"player.vimeo.com/video/", 23}, "https://vimeo.com/"},
    {{"dailymotion.com/embed/video/", 28}, "https://www.dailymotion.com/video/"},
    {{"geo.dailymotion.com/embed/video/", 32}, "https://www.dailymotion.com/video/"},
    {{"open.spotify.com/embed/", 23}, "https://open.spotify.com/"},
    {{"embed.ted.com/talks/", 20}, "https://www.ted.com/talks/"},
    {{"archive.org/embed/", 18}, "https://archive.org/details/"},
};

static const struct url *address_in(const struct dom *dom, const struct url *base,
                                    struct arena *arena, const lxb_dom_node_t *node)
{
    static const enum attr sources[] = {ATTR_SRC, ATTR_DATA_SRC, ATTR_DATA_LAZY_SRC, ATTR_DATA_URL,
                                        ATTR_DATA};
    const struct url *url = NULL;
    for (size_t i = 0; i < ARRAY_LEN(sources) && !url; i++) {
        struct str address = str_trim(dom_attr(dom, node, sources[i]));
        url = address.len ? url_resolve(arena, base, address) : NULL;
    }
    return url;
}

/* The elements of AMP and light players name the video alone. */
static const struct url *named_video(const struct dom *dom, struct arena *arena,
                                     const lxb_dom_node_t *node)
{
    struct str number = dom_attr(dom, node, ATTR_VIDEOID);
    number = str_trim(number.len ? number : dom_attr(dom, node, ATTR_DATA_VIDEOID));
    if (!number.len || node->local_name < LXB_TAG__LAST_ENTRY) {
        return NULL;
    }
    bool is_vimeo = str_ends(dom_custom_name(node), STR("vimeo"));
    struct str text = arena_printf(
        arena, "%s%.*s",
        is_vimeo ? "https://vimeo.com/" : "https://www.youtube.com/watch?v=", STR_ARG(number));
    return text.ptr ? url_resolve(arena, NULL, text) : NULL;
}

static bool is_player(const struct url *url)
{
    struct str site = url_site(url);
    for (size_t i = 0; i < ARRAY_LEN(PLAYERS); i++) {
        if (str_equal(site, PLAYERS[i]) ||
            (str_ends(site, PLAYERS[i]) && site.ptr[site.len - PLAYERS[i].len - 1] == '.')) {
            return true;
        }
    }
    return false;
}

static const struct url *watch_page(struct arena *arena, const struct url *url)
{
    struct str site = url_site(url);
    for (size_t i = 0; i < ARRAY_LEN(WATCHES); i++) {
        struct str player = WATCHES[i].player;
        size_t slash = (size_t)str_find_byte(player, '/');
        struct str path = str_sub(player, slash, player.len);
        if (!str_equal(site, str_sub(player, 0, slash)) || !str_starts(url->path, path) ||
            url->path.len == path.len) {
            continue;
        }
        struct str text = arena_printf(arena, "%s%.*s", WATCHES[i].watch,
                                       STR_ARG(str_sub(url->path, path.len, url->path.len)));
        const struct url *watch = text.ptr ? url_resolve(arena, NULL, text) : NULL;
        return watch ? watch : url;
    }
    return url;
}

const struct url *embed_read(const struct page *page, const struct url *base, struct arena *arena,
                             const lxb_dom_node_t *node, struct str *ret_title)
{
    const struct dom *dom = &page->dom;
    lxb_tag_id_t tag = dom_tag(node);
    bool is_medium = tag == LXB_TAG_VIDEO || tag == LXB_TAG_AUDIO;
    const struct url *url = named_video(dom, arena, node);
    url = url ? url : address_in(dom, base, arena, node);
    for (const lxb_dom_node_t *at = node->first_child; is_medium && at && !url; at = at->next) {
        url = dom_tag(at) == LXB_TAG_SOURCE ? address_in(dom, base, arena, at) : NULL;
    }
    if (!url || str_equal(url->scheme, STR("mailto")) || !(is_medium || is_player(url))) {
        return NULL;
    }
    static const enum attr titles[] = {ATTR_TITLE, ATTR_PLAYLABEL, ATTR_ARIA_LABEL};
    url = watch_page(arena, url);
    *ret_title = str_null();
    for (size_t i = 0; i < ARRAY_LEN(titles) && !ret_title->len; i++) {
        *ret_title = str_trim(dom_attr(dom, node, titles[i]));
    }
    return url;
}
