/* An article's row as `struct article`, nothing in it believed. */
#include "store/row_internal.h"

#include "store/meta_pack_internal.h"

#include <string.h>

/* The numbers stand in files: new ones come last, and none ever changes. */
_Static_assert(DOC_HTML == 0 && DOC_TEXT == 1 && DOC_MARKDOWN == 2, "stored kinds would change");
_Static_assert(STATE_UNREAD == 0 && STATE_READING == 1 && STATE_ARCHIVED == 2,
               "stored states would change");
_Static_assert(ARTICLE_FETCHED == 0 && ARTICLE_PENDING == 1 && ARTICLE_FAILED == 2,
               "stored states of fetching would change");
_Static_assert(WARNING_NO_CONTENT == 0 && WARNING_SEVERAL_ARTICLES == 7,
               "stored warnings would change");

/* What is taken, and whether all of it could be.  Failures are sticky. */
struct taking {
    struct query *query;
    struct arena *arena;
    bool is_bad;
    bool is_out_of_memory;
};

static int64_t take_int(struct taking *taking, int64_t min, int64_t max)
{
    int64_t value = query_take_int(taking->query);
    taking->is_bad |= value < min || value > max;
    return value;
}

static double take_share(struct taking *taking)
{
    double value = query_take_real(taking->query);
    taking->is_bad |= !(value >= 0 && value <= 1);
    return value;
}

static struct str take_str(struct taking *taking)
{
    struct str value = query_take_str(taking->query);
    struct str copy = arena_str(taking->arena, value);
    taking->is_out_of_memory |= value.ptr && !copy.ptr;
    return copy;
}

static void take_hash(struct taking *taking, struct sha256 *hash)
{
    struct str value = query_take_str(taking->query);
    if (value.len == sizeof(hash->bytes)) {
        memcpy(hash->bytes, value.ptr, value.len);
    } else {
        taking->is_bad = true;
    }
}

/* The order of HEAD in statements.c. */
static void take_head(struct taking *taking, struct article *article)
{
    article->id = take_int(taking, 1, INT64_MAX);
    article->revision = take_int(taking, 1, INT64_MAX);
    article->created_us = take_int(taking, INT64_MIN, INT64_MAX);
    article->updated_us = take_int(taking, INT64_MIN, INT64_MAX);
    article->kind = (enum doc_kind)take_int(taking, DOC_HTML, DOC_MARKDOWN);
    article->confidence = take_share(taking);
    article->warnings = (unsigned)take_int(taking, 0, UINT32_MAX);
    article->word_count = take_int(taking, 0, INT64_MAX);
    article->reading_minutes = (int)take_int(taking, 0, INT32_MAX);
    article->state = (enum article_state)take_int(taking, STATE_UNREAD, STATE_ARCHIVED);
    article->is_starred = take_int(taking, 0, 1) != 0;
    article->progress = take_share(taking);
    article->note = take_str(taking);
    take_hash(taking, &article->original_hash);
    article->original_size = take_int(taking, 0, INT64_MAX);
    article->original_type = take_str(taking);
    article->images = take_str(taking);
    article->engine = (int)take_int(taking, 0, INT32_MAX);
    article->fetch = (enum article_fetch)take_int(taking, ARTICLE_FETCHED, ARTICLE_FAILED);
    article->fetch_error = take_str(taking);
}

enum status row_read(struct query *query, struct arena *arena, struct article *ret_article,
                     struct error *err)
{
    struct taking taking = {.query = query, .arena = arena};
    struct article article = {0};
    take_head(&taking, &article);
    if (taking.is_out_of_memory) {
        return error_no_memory(err);
    }
    if (taking.is_bad) {
        return error_set(err, ERR_CORRUPT, "article %lld is damaged", (long long)article.id);
    }
    enum status status = meta_unpack(arena, query_take_str(query), &article.meta, err);
    if (!status) {
        *ret_article = article;
    }
    return status;
}

enum status row_absent(struct connection *connection, int64_t id, struct error *err)
{
    bool is_gone;
    AUTO_QUERY query = query_begin(connection, STATEMENT_TOMBSTONE);
    query_int(&query, id);
    enum status status = query_step(&query, &is_gone, err);
    if (status) {
        return status;
    }
    return is_gone ? error_set(err, ERR_GONE, "article %lld was deleted", (long long)id)
                   : error_set(err, ERR_NOT_FOUND, "there is no article %lld", (long long)id);
}
