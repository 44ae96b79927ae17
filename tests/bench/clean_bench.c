/* CPU time of cleaning pages, beside that of parsing them alone: prints both for each file, and
 * their ratio.  With `-j`, instead, the rate of two threads that clean beside that of one. */
#include "common.h"

#include "clean/charset.h"
#include "clean/clean.h"
#include "clean/html/parse.h"
#include "render/render.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { ROUNDS = 7, FILE_MAX = 64 * 1024 * 1024, THREADS = 2 };

struct page_times {
    const char *path;
    double parse_ms, clean_ms, render_ms;
};

/* The floor: lexbor with the same guard, chunks and reused document, and the whole tree. */
static double time_parse(struct parser *parser, struct str text)
{
    struct error error = {0};
    int64_t start = time_thread_cpu_ns();
    if (parse_page(parser, text, &error) != OK) {
        return 1e9;
    }
    parse_release(parser);
    return since_ms(start);
}

struct renderings {
    struct buf html, text;
};

static bool time_clean(struct cleaner *cleaner, struct str bytes, struct renderings *renderings,
                       double *ret_clean, double *ret_render)
{
    struct error error = {0};
    struct arena arena = {0};
    struct doc *doc;
    struct clean_input input = {.bytes = bytes, .type = CLEAN_HTML};
    int64_t start = time_thread_cpu_ns();
    enum status status = clean_run(cleaner, &input, &arena, &doc, &error);
    *ret_clean = since_ms(start);
    if (status == OK) {
        start = time_thread_cpu_ns();
        buf_clear(&renderings->html);
        buf_clear(&renderings->text);
        render_html(doc->root, &renderings->html);
        render_text(doc->root, &renderings->text);
        *ret_render = since_ms(start);
    }
    arena_done(&arena);
    return status == OK;
}

/*
 * Both in turn, so that each finds the caches as the other left them, as in a service; of some
 * rounds the best, which is the least disturbed by what else the machine does.
 */
static bool time_page(struct cleaner *cleaner, struct parser *parser, struct renderings *renderings,
                      struct str bytes, struct page_times *times)
{
    struct arena arena = {0};
    struct error error = {0};
    struct str text;
    bool is_repaired;
    bool is_ok =
        charset_to_utf8(&arena, bytes, str_null(), true, &text, &is_repaired, &error) == OK;
    times->parse_ms = times->clean_ms = times->render_ms = 1e9;
    for (int i = 0; i < ROUNDS && is_ok; i++) {
        double parse = time_parse(parser, text), clean = 0, render = 0;
        is_ok = time_clean(cleaner, bytes, renderings, &clean, &render);
        times->parse_ms = parse < times->parse_ms ? parse : times->parse_ms;
        if (clean + render < times->clean_ms + times->render_ms) {
            times->clean_ms = clean;
            times->render_ms = render;
        }
    }
    arena_done(&arena);
    return is_ok;
}

static int by_number(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static void summarise(const struct page_times *pages, size_t n)
{
    double *ratios = calloc(n, sizeof(*ratios)), parse = 0, clean = 0, render = 0, mean = 0;
    for (size_t i = 0; ratios && i < n; i++) {
        ratios[i] = (pages[i].clean_ms + pages[i].render_ms) / pages[i].parse_ms;
        parse += pages[i].parse_ms;
        clean += pages[i].clean_ms;
        render += pages[i].render_ms;
        mean += ratios[i];
    }
    if (ratios && n) {
        qsort(ratios, n, sizeof(*ratios), by_number);
        (void)printf(
            "%zu pages: parse %.3f ms, clean %.3f ms, render %.3f ms a page; all / parse: %.2f of "
            "totals, by page mean %.2f p50 %.2f p99 %.2f\n",
            n, parse / (double)n, clean / (double)n, render / (double)n, (clean + render) / parse,
            mean / (double)n, ratios[n / 2], ratios[n * 99 / 100]);
    }
    free(ratios);
}

/* ---- several threads ---- */

struct worker {
    pthread_t thread;
    struct buf *pages;
    size_t n;
    double cpu_ms;
    long waits; /* times that it had to give up its core, as for a lock that another holds */
    bool is_ok;
};

static long waits_so_far(void)
{
    struct rusage usage = {0};
    (void)getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
}

static void *clean_all(void *context)
{
    struct worker *worker = context;
    struct error error = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    struct renderings renderings = {0};
    worker->is_ok = cleaner != NULL;
    worker->waits = -waits_so_far();
    for (size_t i = 0; i < worker->n && worker->is_ok; i++) {
        double clean = 0, render = 0;
        struct str bytes = buf_str(&worker->pages[i]);
        worker->is_ok = time_clean(cleaner, bytes, &renderings, &clean, &render);
        worker->cpu_ms += clean + render;
    }
    worker->waits += waits_so_far();
    buf_done(&renderings.html);
    buf_done(&renderings.text);
    cleaner_free(cleaner);
    return NULL;
}

/* A thread's CPU time for all pages, while so many do the same; the waits are added up. */
static double time_threads(struct buf *pages, size_t n, size_t n_threads, long *waits)
{
    struct worker workers[THREADS] = {0};
    double cpu_ms = 0;
    for (size_t i = 0; i < n_threads; i++) {
        workers[i] = (struct worker){.pages = pages, .n = n};
        if (pthread_create(&workers[i].thread, NULL, clean_all, &workers[i]) != 0) {
            abort();
        }
    }
    for (size_t i = 0; i < n_threads; i++) {
        (void)pthread_join(workers[i].thread, NULL);
        cpu_ms += workers[i].is_ok ? workers[i].cpu_ms / (double)n_threads : 1e9;
        *waits += workers[i].waits;
    }
    return cpu_ms;
}

/*
 * In CPU time, which holds on machines that do other things, too: what threads share slows each of
 * them down.  Time spent asleep before a lock is none of it, so the waits are told as well.
 */
static void compare_threads(struct buf *pages, size_t n)
{
    double alone = 1e12, together = 1e12;
    long waits = 0, waits_alone = 0;
    for (int i = 0; i < ROUNDS; i++) {
        double one = time_threads(pages, n, 1, &waits_alone);
        double each = time_threads(pages, n, THREADS, &waits);
        alone = one < alone ? one : alone;
        together = each < together ? each : together;
    }
    (void)printf(
        "%zu pages: 1 thread %.1f a second, %d threads %.1f; ratio %.2f, waits %.4f a page\n", n,
        1000 * (double)n / alone, THREADS, 1000 * THREADS * (double)n / together,
        THREADS * alone / together, (double)waits / (double)(n * THREADS * ROUNDS));
}

static int run_threads(char **paths, size_t n_paths)
{
    struct buf *pages = calloc(n_paths + 1, sizeof(*pages));
    size_t n = 0;
    for (size_t i = 0; pages && i < n_paths; i++) {
        buf_init(&pages[n], FILE_MAX);
        n += read_file(paths[i], &pages[n]) && pages[n].len;
    }
    if (n) {
        compare_threads(pages, n);
    }
    for (size_t i = 0; pages && i < n; i++) {
        buf_done(&pages[i]);
    }
    free(pages);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "-j") == 0) {
        return run_threads(argv + 2, (size_t)argc - 2);
    }
    struct error error = {0};
    struct parser parser = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    struct page_times *pages = calloc((size_t)argc, sizeof(*pages));
    struct renderings renderings = {0};
    size_t n = 0;
    bool is_quiet = argc > 1 && strcmp(argv[1], "-q") == 0;
    for (int i = 1 + is_quiet; cleaner && pages && i < argc; i++) {
        struct buf bytes;
        buf_init(&bytes, FILE_MAX);
        pages[n].path = argv[i];
        if (read_file(argv[i], &bytes) && bytes.len &&
            time_page(cleaner, &parser, &renderings, buf_str(&bytes), &pages[n])) {
            const struct page_times *times = &pages[n++];
            if (!is_quiet) {
                (void)printf("%8.3f %8.3f %8.3f %6.2f %s\n", times->parse_ms, times->clean_ms,
                             times->render_ms,
                             (times->clean_ms + times->render_ms) / times->parse_ms, times->path);
            }
        }
        buf_done(&bytes);
    }
    summarise(pages, n);
    buf_done(&renderings.html);
    buf_done(&renderings.text);
    free(pages);
    parse_done(&parser);
    cleaner_free(cleaner);
    return 0;
}
