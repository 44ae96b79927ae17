/* CPU time of cleaning pages, beside that of parsing them alone: prints both for each file, and their ratio. */
#include "base/buf.h"
#include "base/time.h"
#include "clean/charset.h"
#include "clean/clean.h"
#include "clean/html/parse.h"
#include "render/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 7, FILE_MAX = 64 * 1024 * 1024 };

struct page_times {
    const char *path;
    double parse_ms, clean_ms, render_ms;
};

static bool read_file(const char *path, struct buf *buf)
{
    FILE *file = fopen(path, "rb");
    char bytes[65536];
    size_t n;
    while (file && (n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
        buf_add(buf, bytes, n);
    }
    bool is_ok = file && !ferror(file) && buf_ok(buf);
    if (file) {
        (void)fclose(file);
    }
    return is_ok;
}

static double since_ms(int64_t start_ns)
{
    return (double)(time_thread_cpu_ns() - start_ns) / 1e6;
}

/* The floor: lexbor with the same guard, chunks and reused document. */
static double time_parse(struct parser *parser, struct str bytes)
{
    struct arena arena = {0};
    struct error error = {0};
    struct str text;
    bool is_repaired;
    double best = 1e9;
    if (charset_to_utf8(&arena, bytes, str_null(), true, &text, &is_repaired, &error) != OK) {
        text = bytes;
    }
    for (int i = 0; i < ROUNDS; i++) {
        int64_t start = time_thread_cpu_ns();
        if (parse_page(parser, text, &error) != OK) {
            return -1;
        }
        double took = since_ms(start);
        parse_release(parser);
        best = took < best ? took : best;
    }
    arena_done(&arena);
    return best;
}

static void time_clean(struct cleaner *cleaner, struct str bytes, struct page_times *times)
{
    struct error error = {0};
    struct buf html, text;
    buf_init(&html, 0);
    buf_init(&text, 0);
    times->clean_ms = times->render_ms = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        struct arena arena = {0};
        struct doc *doc;
        struct clean_input input = {.bytes = bytes, .type = CLEAN_HTML};
        int64_t start = time_thread_cpu_ns();
        if (clean_run(cleaner, &input, &arena, &doc, &error) != OK) {
            (void)fprintf(stderr, "%s: %s\n", times->path, error.message);
            arena_done(&arena);
            break;
        }
        double clean = since_ms(start);
        start = time_thread_cpu_ns();
        buf_clear(&html);
        buf_clear(&text);
        render_html(doc->root, &html);
        render_text(doc->root, &text);
        double render = since_ms(start);
        if (clean + render < times->clean_ms + times->render_ms) {
            times->clean_ms = clean;
            times->render_ms = render;
        }
        arena_done(&arena);
    }
    buf_done(&html);
    buf_done(&text);
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
        (void)printf("%zu pages: parse %.3f ms, clean %.3f ms, render %.3f ms a page; all / parse: %.2f of "
                     "totals, by page mean %.2f p50 %.2f p99 %.2f\n",
                     n, parse / (double)n, clean / (double)n, render / (double)n, (clean + render) / parse,
                     mean / (double)n, ratios[n / 2], ratios[n * 99 / 100]);
    }
    free(ratios);
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct parser parser = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    struct page_times *pages = calloc((size_t)argc, sizeof(*pages));
    size_t n = 0;
    bool is_quiet = argc > 1 && strcmp(argv[1], "-q") == 0;
    for (int i = 1 + is_quiet; cleaner && pages && i < argc; i++) {
        struct buf bytes;
        buf_init(&bytes, FILE_MAX);
        if (read_file(argv[i], &bytes) && bytes.len) {
            struct page_times *times = &pages[n++];
            times->path = argv[i];
            times->parse_ms = time_parse(&parser, buf_str(&bytes));
            time_clean(cleaner, buf_str(&bytes), times);
            if (!is_quiet) {
                (void)printf("%8.3f %8.3f %8.3f %6.2f %s\n", times->parse_ms, times->clean_ms, times->render_ms,
                             (times->clean_ms + times->render_ms) / times->parse_ms, times->path);
            }
        }
        buf_done(&bytes);
    }
    summarise(pages, n);
    free(pages);
    parse_done(&parser);
    cleaner_free(cleaner);
    return 0;
}
