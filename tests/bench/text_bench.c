/* CPU time of cleaning plain texts and rendering them, beside that of checking their bytes and
 * counting their words. */
#include "common.h"

#include "base/utf8.h"
#include "clean/clean.h"
#include "render/render.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 5, FILE_MAX = 64 * 1024 * 1024 };

struct text_times {
    double check_ms, clean_ms, megabytes;
};

/* As little as any program does that takes text from strangers and says how long it is. */
static double time_check(struct str bytes)
{
    int64_t start = time_thread_cpu_ns();
    bool is_valid = utf8_is_valid(bytes);
    size_t words = utf8_count_words(bytes);
    double ms = since_ms(start);
    return is_valid || words ? ms : ms + 1e-6; /* so that neither is left out */
}

static double time_clean(struct cleaner *cleaner, struct str bytes, struct buf *html,
                         struct buf *text)
{
    struct error error = {0};
    struct arena arena = {0};
    struct doc *doc;
    struct clean_input input = {.bytes = bytes, .type = CLEAN_TEXT};
    int64_t start = time_thread_cpu_ns();
    bool is_ok = clean_run(cleaner, &input, &arena, &doc, &error) == OK;
    if (is_ok) {
        buf_clear(html);
        buf_clear(text);
        render_html(doc->root, html);
        render_text(doc->root, text);
    }
    arena_done(&arena);
    return is_ok ? since_ms(start) : 1e9;
}

static struct text_times time_text(struct cleaner *cleaner, struct str bytes, struct buf *html,
                                   struct buf *text)
{
    struct text_times times = {1e9, 1e9, (double)bytes.len / 1e6};
    for (int i = 0; i < ROUNDS; i++) {
        double check = time_check(bytes), clean = time_clean(cleaner, bytes, html, text);
        times.check_ms = check < times.check_ms ? check : times.check_ms;
        times.clean_ms = clean < times.clean_ms ? clean : times.clean_ms;
    }
    return times;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    struct buf html = {0}, text = {0};
    struct text_times sum = {0};
    for (int i = 1; cleaner && i < argc; i++) {
        struct buf bytes;
        buf_init(&bytes, FILE_MAX);
        if (read_file(argv[i], &bytes) && bytes.len) {
            struct text_times times = time_text(cleaner, buf_str(&bytes), &html, &text);
            sum.check_ms += times.check_ms;
            sum.clean_ms += times.clean_ms;
            sum.megabytes += times.megabytes;
        }
        buf_done(&bytes);
    }
    (void)printf("%d texts, %.1f MB: check %.3f ms/MB, clean %.3f ms/MB, %.1f MB/s\n", argc - 1,
                 sum.megabytes, sum.check_ms / sum.megabytes, sum.clean_ms / sum.megabytes,
                 1000 * sum.megabytes / sum.clean_ms);
    buf_done(&html);
    buf_done(&text);
    cleaner_free(cleaner);
    return 0;
}
