/* From a submission to an article that can be stored or shown: what POST /articles and POST /clean
 * share. */
#include "handlers/ingest.h"

#include "base/url.h"
#include "render/render.h"

void ingest_give(struct meta *meta, const struct meta *given)
{
    for (size_t i = 0; i < META_FIELD_COUNT; i++) {
        if (given->fields[i].source != SOURCE_NONE) {
            meta->fields[i] = given->fields[i];
        }
    }
    if (given->authors.source == SOURCE_GIVEN) {
        meta->authors = given->authors;
    }
    if (given->tags.source == SOURCE_GIVEN) {
        meta->tags = given->tags;
    }
}

static bool is_bare_root(const struct url *url)
{
    return url->path.len <= 1 && !url->query.len;
}

/*
 * The canonical address decides which article this is, so it must not be too general: sites exist
 * whose every page calls the front page canonical.  Then, or without one, the given address counts.
 */
static enum status settle_canonical(struct arena *arena, struct meta *meta, struct error *err)
{
    const struct url *given = url_resolve(arena, NULL, meta_get(meta, META_URL));
    const struct url *found = url_resolve(arena, given, meta_get(meta, META_CANONICAL_URL));
    enum source source = meta->fields[META_CANONICAL_URL].source;
    if (!found || !found->host.len || (is_bare_root(found) && !(given && is_bare_root(given)))) {
        found = given;
        source = SOURCE_GIVEN;
    }
    meta->fields[META_CANONICAL_URL] = (struct fact){.source = SOURCE_NONE};
    if (!found) {
        return OK;
    }
    return meta_set(arena, meta, META_CANONICAL_URL, url_canonical(arena, found), source)
               ? OK
               : error_no_memory(err);
}

/* The site's host stands in for a name that nobody gave. */
static enum status settle_site(struct arena *arena, struct meta *meta, struct error *err)
{
    const struct url *url = url_resolve(arena, NULL, meta_get(meta, META_CANONICAL_URL));
    if (!url) {
        return OK;
    }
    return meta_set(arena, meta, META_SITE, url_site(url), SOURCE_GUESS) ? OK
                                                                         : error_no_memory(err);
}

enum status ingest(struct cleaner *cleaner, const struct submission *submission,
                   struct arena *arena, struct article *ret_article, struct error *err)
{
    struct doc *doc;
    enum status status = clean_run(cleaner, &submission->input, arena, &doc, err);
    if (status) {
        return status;
    }
    ingest_give(&doc->meta, &submission->given);
    status = settle_canonical(arena, &doc->meta, err);
    status = status ? status : settle_site(arena, &doc->meta, err);
    status = status ? status : render_to_article(arena, doc, ret_article, err);
    if (status) {
        return status;
    }
    ret_article->engine = CLEAN_ENGINE;
    ret_article->state = submission->state;
    ret_article->original_hash = hash_sha256(submission->input.bytes);
    ret_article->original_type = submission->media_type;
    ret_article->original_size = (int64_t)submission->input.bytes.len;
    return OK;
}

enum status ingest_address(const struct submission *submission, struct arena *arena,
                           struct article *ret_article, struct error *err)
{
    struct doc *doc = doc_new(arena, DOC_HTML);
    if (!doc) {
        return error_no_memory(err);
    }
    ingest_give(&doc->meta, &submission->given);
    enum status status = settle_canonical(arena, &doc->meta, err);
    status = status ? status : settle_site(arena, &doc->meta, err);
    status = status ? status : render_to_article(arena, doc, ret_article, err);
    if (!status) {
        ret_article->fetch = ARTICLE_PENDING;
        ret_article->state = submission->state;
        ret_article->original_type = STR("text/uri-list"); /* RFC 2483, 5 */
    }
    return status;
}
