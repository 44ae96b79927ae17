/* Articles at rest: durable before they are acknowledged.  No SQL crosses this interface. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/error.h"
#include "doc/article.h"
#include "doc/marked.h"
#include "store/search.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

struct store_options {
    const char *dir; /* made (mode 0700) if it is not there; holds articles.db and a lock */
    int readers;     /* how many threads read at once; 0: 4 */
};

/*
 * Opens the data folder: takes the lock (ERR_CONFLICT with a clear message if another process has
 * it), copies the file before a migration, migrates (a newer file: ERR_UNSUPPORTED), starts the
 * writer thread. Errors name the folder and say what to do.
 */
enum status store_open(const struct store_options *options, struct store **ret_store,
                       struct error *err) MUST_USE;
/* Finishes the writes that wait, checkpoints, closes. */
void store_close(struct store *store);

/*
 * A change, done by the writer thread together with others in one durable transaction.  The caller
 * fills it and keeps it alive until `done` was called, in the writer's thread, after the commit (or
 * after the failure). `done` must be short; it may read from the store, but not submit to it.
 */
enum write_kind { WRITE_INSERT, WRITE_UPDATE, WRITE_DELETE, WRITE_RETAG, WRITE_ANSWER };

/* WRITE_RETAG: of a tag that many articles have, some are changed in each transaction. */
struct store_retag {
    struct str tag, name; /* what it is called from now on; unknown: the tag goes */
    /* the store's */
    int64_t reached_us, reached_id;     /* the last article that was changed */
    int64_t committed_us, committed_id; /* the same, durably */
    bool has_more;
};

/*
 * WRITE_ANSWER: what a request was answered with, so that it is given again to whoever repeats it
 * under its key; kept for a day, and no more than 10,000 of them.
 */
struct store_answer {
    struct sha256 key;    /* of the key and of whom it is from */
    struct sha256 digest; /* of the request */
    int code;
    struct str headers; /* lines of name, ": " and value */
    struct str body;
};

struct prepared;
struct store_write {
    enum write_kind kind;
    /*
     * WRITE_INSERT: original_hash and _size are set when queued, id, revision, times on success.
     * WRITE_UPDATE: the whole article as it shall be, its id in `id`; content_html, _text and _tree
     * count with `has_new_content` alone.  What is the same already changes nothing, not even the
     * revision; everything else adds one to it.
     */
    struct article *article;
    /* The submitted bytes; compressed and kept under their hash.  WRITE_UPDATE: unknown, or what
       takes the place of the bytes that were received before. */
    struct str original;
    /* WRITE_INSERT, WRITE_UPDATE: where it is to be found as well, besides its canonical address:
       canonical forms (url_canonical), unknown where there are fewer. */
    struct str addresses[2];
    /* WRITE_UPDATE, WRITE_DELETE */
    int64_t id;
    /* WRITE_UPDATE, WRITE_DELETE: ERR_PRECONDITION when the article has another revision; 0: any */
    int64_t if_revision;
    /* WRITE_UPDATE: this is another cleaning, so the one before goes to the revisions */
    bool has_new_content;
    /* WRITE_INSERT: a row of its own, whatever is there */
    bool is_always_new;
    /*
     * WRITE_UPDATE, may be NULL: makes `article` of what is there, in the writer's thread, so that
     * nothing comes between reading and writing.  `current` is a head, its strings are in `arena`.
     * An error refuses the update; it may be called more than once.
     */
    enum status (*amend)(struct store_write *write, const struct article *current,
                         struct error *err);
    struct arena *arena; /* WRITE_UPDATE: the caller's; nobody else uses it until `done` */
    /* WRITE_RETAG */
    struct store_retag retag; /* ERR_NOT_FOUND when no article has the tag */
    /* WRITE_ANSWER */
    struct store_answer answer;
    /* the outcome */
    enum status status;
    struct error error;
    bool was_known; /* WRITE_INSERT: the same content hash or canonical URL is there: `article->id`
                       is its id, nothing was written, and the caller loads it with store_get */
    void (*done)(struct store_write *write);
    void *owner;               /* the caller's */
    struct store_write *next;  /* the queue's */
    struct prepared *prepared; /* the store's */
};

/*
 * Queues a write.  ERR_BUSY when the queue (256) is full, ERR_TOO_LARGE for an original or a
 * content over 64 MB (HTML, text and tree together: 128 MB) or facts over 1 MB; after any error
 * `done` is not called.  Hashes and compresses on the calling thread.
 */
enum status store_submit(struct store *store, struct store_write *write,
                         struct error *err) MUST_USE;

/*
 * The article as it is now, strings in the arena.  ERR_NOT_FOUND, or ERR_GONE when it was deleted.
 * The parts not asked for are left unknown; the tree is left out unless asked for.
 */
enum store_parts {
    STORE_HEAD = 0, /* everything but content_html, content_text, content_tree */
    STORE_HTML = 1u << 0,
    STORE_TEXT = 1u << 1,
    STORE_TREE = 1u << 2,
};
enum status store_get(struct store *store, int64_t id, unsigned parts, struct arena *arena,
                      struct article *ret_article, struct error *err) MUST_USE;
/* The revision alone, for conditional requests; as store_get. */
enum status store_get_revision(struct store *store, int64_t id, int64_t *ret_revision,
                               int64_t *ret_updated_us, struct error *err) MUST_USE;
/* The bytes as received; ERR_CORRUPT when they do not hash to their name any more. */
enum status store_get_original(struct store *store, int64_t id, struct arena *arena,
                               struct str *ret_bytes, struct str *ret_type,
                               struct error *err) MUST_USE;
/*
 * Whether an article made of `original` (its hash), or with this canonical URL (may be unknown), is
 * there. OK with its id, or ERR_NOT_FOUND.
 */
enum status store_find(struct store *store, const struct sha256 *original, struct str canonical_url,
                       int64_t *ret_id, struct error *err) MUST_USE;

/* The article at this address, which is a canonical form (url_canonical): the one that calls itself
 * so, or that was fetched from there. OK with its id, or ERR_NOT_FOUND. */
enum status store_find_address(struct store *store, struct str address, int64_t *ret_id,
                               struct error *err) MUST_USE;
/* The first article after `id` that is still to be fetched: OK with its id, or ERR_NOT_FOUND. */
enum status store_next_pending(struct store *store, int64_t id, int64_t *ret_id,
                               struct error *err) MUST_USE;

/*
 * What lists, searches and everything else that chooses among the articles takes.  Tags, authors
 * and sites match without case, a language as a range ("en" is "en-GB" too), a site with a dot in
 * it also the host of the article's address, without "www.".
 */
enum store_sort {
    SORT_CREATED,
    SORT_UPDATED,
    SORT_PUBLISHED, /* of those that have no day, the empty one */
    SORT_TITLE,     /* by its first letters, without ASCII case */
    SORT_RELEVANCE, /* the best first; where no words are looked for, SORT_CREATED */
};
/* A place in a list: beside the article `id`, whose key in the list's order is one of the two. */
struct store_cursor {
    int64_t id;       /* 0: the beginning */
    int64_t number;   /* a time, or the bits of a score */
    struct str text;  /* a day or the beginning of a title */
    bool is_backward; /* the page that ends before that place */
};
struct store_query {
    int limit; /* 1..200 */
    enum store_sort sort;
    bool is_ascending; /* zeroed: the newest first */
    struct store_cursor cursor;
    struct search *search; /* of search_parse; NULL: none.  It is changed while it is used. */
    bool is_marked;        /* with hits */
    /* filters, unknown where not asked for */
    struct str site, author, tag, lang;
    bool has_state, has_starred, is_starred;
    enum article_state state;
    /* Added (with SORT_UPDATED: changed) at the one or later, before the other; 0: at any time. */
    int64_t since_us, until_us;
};
struct store_hit {
    bool has_score;
    double score;          /* BM25: the higher, the better */
    struct marked title;   /* unknown text where there is no title */
    struct marked snippet; /* of the text where the words are, or the excerpt */
};
struct store_list {
    struct article *items;  /* heads */
    struct store_hit *hits; /* as many, when they were asked for */
    size_t len;
    bool has_more, has_previous;     /* behind these, and before them */
    struct store_cursor first, last; /* the places of the first and the last item */
};
/*
 * A page of the articles.  ERR_INVALID for a search without words, ERR_TIMEOUT when it takes over
 * two seconds.
 */
enum status store_list(struct store *store, const struct store_query *query, struct arena *arena,
                       struct store_list *ret_list, struct error *err) MUST_USE;
/* How many there are on all pages. */
enum status store_count(struct store *store, const struct store_query *query, struct arena *arena,
                        int64_t *ret_count, struct error *err) MUST_USE;

/* The names that articles have in common, each with the number of its articles. */
enum store_name_kind { STORE_TAGS, STORE_SITES, STORE_AUTHORS };
enum { STORE_NAMES_MAX = 1000 };
struct store_names_query {
    enum store_name_kind kind;
    struct str only; /* this name; unknown: all */
    int limit;       /* 1..STORE_NAMES_MAX */
    bool by_count;   /* the most frequent first; else by name */
};
struct store_name {
    struct str name;
    int64_t count;
};
struct store_names {
    struct store_name *items;
    size_t len;
};
/* ERR_TIMEOUT as store_list. */
enum status store_read_names(struct store *store, const struct store_names_query *query,
                             struct arena *arena, struct store_names *ret_names,
                             struct error *err) MUST_USE;

/* An older cleaning of an article, as it was when the next one took its place. */
struct store_revision {
    int64_t revision;   /* of the article then */
    int64_t created_us; /* since when it was so */
    enum doc_kind kind;
    double confidence;
    unsigned warnings;
    int64_t word_count;
    int reading_minutes;
    int engine;
};
/* Those that are kept (at most ten), newest first; errors as store_get. */
enum status store_list_revisions(struct store *store, int64_t id, struct arena *arena,
                                 struct store_revision **ret_items, size_t *ret_len,
                                 struct error *err) MUST_USE;
/*
 * The article with the facts and the tree of an older cleaning, its number as `revision`, and when
 * it came as `updated_us`; the content's other forms are to be rendered, the rest is as now.
 * ERR_NOT_FOUND when that one is not kept.
 */
enum status store_get_older(struct store *store, int64_t id, int64_t revision, struct arena *arena,
                            struct article *ret_article, struct error *err) MUST_USE;

/* What is kept under a key; ERR_NOT_FOUND when there is nothing, or not any more. */
enum status store_get_answer(struct store *store, const struct sha256 *key, struct arena *arena,
                             struct store_answer *ret_answer, struct error *err) MUST_USE;

struct store_stats {
    int64_t articles;
    int64_t latest_change; /* grows with every write: the list's ETag */
    int64_t file_bytes;
    int64_t queued; /* writes that wait */
};
enum status store_stats(struct store *store, struct store_stats *ret_stats,
                        struct error *err) MUST_USE;
/* The sqlite_version() and the schema's number, for /version and about. */
void store_version(const struct store *store, const char **ret_sqlite, int *ret_schema);
/*
 * A copy of everything in a folder, as of now, in one new file (mode 0600); ERR_CONFLICT when that
 * is there, ERR_NOT_FOUND when the folder holds no articles.  A server may run on it meanwhile, but
 * no store of this process: SQLite's locks are the process's.
 */
enum status store_backup(const char *dir, const char *path, struct error *err) MUST_USE;
/*
 * The file, references, counts, every article's checksums, every original's hash and the search
 * index; ERR_CORRUPT with the first finding.  Writes wait meanwhile for the last part.
 */
enum status store_check(struct store *store, struct error *err) MUST_USE;

#endif
