/* Cleaning many files with some threads, the answers written in the order of the files. */
#include "cli/clean_jobs.h"

#include "base/log.h"
#include "doc/pack.h"
#include "handlers/ingest.h"
#include "render/json.h"
#include "render/render.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    AHEAD = 16, /* answers that may wait for an earlier one, for each thread */
    ARENA_CEILING = 1024 * 1024 * 1024, /* of one cleaning: a bound, not a budget */
    READ_STEP = 256 * 1024,
};

struct answer {
    struct buf text;
    bool is_done, has_failed;
};

struct crew {
    struct clean_jobs *jobs;
    struct answer *answers;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int next;    /* the next file to take */
    int written; /* answers that are out */
    bool has_failed;
};

static enum status read_fd(int fd, const char *name, struct buf *buf, struct error *err)
{
    buf_init(buf, CLEAN_INPUT_MAX + READ_STEP);
    for (;;) {
        if (!buf_reserve(buf, READ_STEP)) {
            return error_set(err, ERR_TOO_LARGE, "%s: larger than %d MB", name,
                             CLEAN_INPUT_MAX / 1024 / 1024);
        }
        ssize_t n = read(fd, buf->ptr + buf->len, READ_STEP);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return error_set(err, ERR_IO, "%s: %s", name, strerror(errno));
        }
        if (n == 0) {
            return OK;
        }
        buf->len += (size_t)n;
    }
}

static enum status read_file(const char *name, struct buf *buf, struct error *err)
{
    bool is_stdin = strcmp(name, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return error_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, "%s: %s", name,
                         strerror(errno));
    }
    enum status status = read_fd(fd, is_stdin ? "standard input" : name, buf, err);
    if (!is_stdin) {
        (void)close(fd);
    }
    return status;
}

static enum status add_article(enum clean_format format, struct arena *arena,
                               const struct article *article, struct buf *out, struct error *err)
{
    struct node *root;
    enum status status = OK;
    switch (format) {
    case CLEAN_FORMAT_JSON:
        render_article_json(article, ARTICLE_FULL, RENDER_NO_CREATED, out);
        BUF_LITERAL(out, "\n");
        break;
    case CLEAN_FORMAT_HTML:
        buf_add_str(out, article->content_html);
        break;
    case CLEAN_FORMAT_TEXT:
        render_article_text(article, out);
        break;
    case CLEAN_FORMAT_MARKDOWN:
        status = doc_unpack(arena, article->content_tree, &root, err);
        if (!status) {
            render_article_markdown(article, root, out);
        }
        break;
    }
    return status ? status : buf_ok(out) ? OK : error_no_memory(err);
}

static void add_failure(enum clean_format format, const char *name, const struct error *err,
                        struct buf *out)
{
    buf_clear(out);
    if (format == CLEAN_FORMAT_JSON) {
        struct json json;
        json_init(&json, out);
        json_object_begin(&json);
        json_key_str(&json, "error", str_from(err->message));
        json_key_str(&json, "code", str_from(status_name(err->status)));
        json_key_str(&json, "file", str_from(name));
        json_object_end(&json);
        BUF_LITERAL(out, "\n");
    }
}

static enum status clean_file(const struct clean_jobs *jobs, struct cleaner *cleaner,
                              const char *name, struct arena *arena, struct buf *out,
                              struct error *err)
{
    struct buf bytes = {0};
    struct article article;
    struct submission submission = {.input = {.type = jobs->type, .url = jobs->url}};
    enum status status = read_file(name, &bytes, err);
    if (!status) {
        submission.input.bytes = bytes.ptr ? buf_str(&bytes) : STR("");
        status = meta_set(arena, &submission.given, META_URL, jobs->url, SOURCE_GIVEN)
                     ? OK
                     : error_no_memory(err);
    }
    status = status ? status : ingest(cleaner, &submission, arena, &article, err);
    status = status ? status : add_article(jobs->format, arena, &article, out, err);
    buf_done(&bytes);
    return status;
}

/* The next file's number, or -1 when all are taken; waits while too many answers wait to be
 * written. */
static int take(struct crew *crew)
{
    int taken = -1;
    (void)pthread_mutex_lock(&crew->lock);
    while (crew->next < crew->jobs->n &&
           crew->next - crew->written >= AHEAD * crew->jobs->threads) {
        (void)pthread_cond_wait(&crew->changed, &crew->lock);
    }
    if (crew->next < crew->jobs->n) {
        taken = crew->next++;
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return taken;
}

static void finish(struct crew *crew, int i, enum status status)
{
    (void)pthread_mutex_lock(&crew->lock);
    crew->answers[i].is_done = true;
    crew->answers[i].has_failed = status != OK;
    crew->has_failed |= status != OK;
    (void)pthread_cond_broadcast(&crew->changed);
    (void)pthread_mutex_unlock(&crew->lock);
}

static void *work(void *argument)
{
    struct crew *crew = argument;
    struct error trouble = {0};
    struct cleaner *cleaner = cleaner_new(&trouble);
    struct arena arena;
    arena_init(&arena, ARENA_CEILING);
    for (int i; (i = take(crew)) >= 0;) {
        struct error err = trouble;
        const char *name = crew->jobs->files[i];
        struct buf *out = &crew->answers[i].text;
        enum status status = cleaner ? clean_file(crew->jobs, cleaner, name, &arena, out, &err)
                                     : error_no_memory(&err);
        if (status) {
            (void)fprintf(stderr, "articled clean: %s: %s\n", name, err.message);
            add_failure(crew->jobs->format, name, &err, out);
        }
        arena_reset(&arena);
        finish(crew, i, status);
    }
    arena_done(&arena);
    cleaner_free(cleaner);
    return NULL;
}

/* Writes the answers in order, as they come. */
static bool write_answers(struct crew *crew)
{
    bool is_written = true;
    assert(crew->answers);
    for (int i = 0; i < crew->jobs->n; i++) {
        struct answer *answer = &crew->answers[i];
        (void)pthread_mutex_lock(&crew->lock);
        while (!answer->is_done) {
            (void)pthread_cond_wait(&crew->changed, &crew->lock);
        }
        crew->written = i + 1;
        (void)pthread_cond_broadcast(&crew->changed);
        (void)pthread_mutex_unlock(&crew->lock);
        if (answer->text.len) {
            is_written &=
                fwrite(answer->text.ptr, 1, answer->text.len, crew->jobs->out) == answer->text.len;
        }
        buf_done(&answer->text);
        if (crew->jobs->wants_progress) {
            (void)fprintf(stderr, "\r%d of %d", i + 1, crew->jobs->n);
        }
    }
    if (crew->jobs->wants_progress) {
        (void)fputc('\n', stderr);
    }
    return fflush(crew->jobs->out) == 0 && is_written;
}

int clean_jobs_run(struct clean_jobs *jobs)
{
    struct crew crew = {.jobs = jobs, .answers = calloc((size_t)jobs->n, sizeof(struct answer))};
    pthread_t threads[CLEAN_THREADS_MAX];
    int started = 0;
    jobs->threads = MIN(jobs->threads, jobs->n);
    bool is_written = false;
    (void)pthread_mutex_init(&crew.lock, NULL);
    (void)pthread_cond_init(&crew.changed, NULL);
    while (crew.answers && started < jobs->threads &&
           pthread_create(&threads[started], NULL, work, &crew) == 0) {
        started++;
    }
    if (started) {
        is_written = write_answers(&crew);
    }
    for (int i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    if (!is_written) {
        (void)fprintf(stderr, "articled clean: the answers could not all be written\n");
    }
    (void)pthread_cond_destroy(&crew.changed);
    (void)pthread_mutex_destroy(&crew.lock);
    free(crew.answers);
    return crew.has_failed || !is_written;
}
