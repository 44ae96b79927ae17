/* What the renderers cost for one article of 20 KB: prints "name value unit" lines, CPU time of
 * this thread. */
#include "base/time.h"
#include "doc/doc.h"
#include "render/json.h"
#include "render/render.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAGRAPHS = 60, ROUNDS = 25, CALLS = 40 };

struct bench {
    struct arena arena;
    struct doc *doc;
    struct article article;
    struct buf buf;
    char *copy;
};

static void check(bool is_done)
{
    if (!is_done) {
        (void)fputs("render_bench: out of memory\n", stderr);
        exit(1);
    }
}

static struct node *need(struct node *node)
{
    check(node != NULL);
    return node;
}

static void add_text(struct bench *bench, struct node *parent, const char *text)
{
    (void)need(node_new_text(&bench->arena, parent, str_from(text)));
}

static void add_paragraph(struct bench *bench, struct node *parent)
{
    struct node *paragraph = need(node_new(&bench->arena, parent, NODE_PARAGRAPH));
    add_text(bench, paragraph,
             "The harbour board measured the shaft twice, argued about it in the "
             "evening, and then measured it a third time \"to be sure\", as it ");
    struct node *link = need(node_new(&bench->arena, paragraph, NODE_LINK));
    link->url = url_resolve(&bench->arena, NULL, STR("https://harbour.example/reports/2024/shaft"));
    add_text(bench, link, "says in its report");
    add_text(bench, paragraph, "; the baker's flour & the potatoes had to ");
    add_text(bench, need(node_new(&bench->arena, paragraph, NODE_EMPHASIS)), "wait");
    add_text(bench, paragraph, " for the ferry, which came on the eleventh day.");
}

static void add_list(struct bench *bench, struct node *root)
{
    struct node *list = need(node_new(&bench->arena, root, NODE_LIST));
    for (int i = 0; i < 5; i++) {
        add_text(bench, need(node_new(&bench->arena, list, NODE_ITEM)),
                 "a spare bearing that fits");
    }
}

static void build(struct bench *bench)
{
    struct error error = {0};
    bench->doc = doc_new(&bench->arena, DOC_HTML);
    check(bench->doc != NULL);
    struct meta *meta = &bench->doc->meta;
    for (int i = 0; i < META_FIELD_COUNT; i++) {
        check(meta_set(&bench->arena, meta, (enum meta_field)i,
                       STR("How the harbour keeps its ferries"), SOURCE_JSON_LD));
    }
    check(meta_add(&bench->arena, &meta->authors, STR("Ingrid Maelstrom"), SOURCE_DOM));
    for (int i = 0; i < PARAGRAPHS; i++) {
        add_paragraph(bench, bench->doc->root);
        if (i % 20 == 0) {
            add_list(bench, bench->doc->root);
        }
    }
    if (render_to_article(&bench->arena, bench->doc, &bench->article, &error)) {
        (void)fprintf(stderr, "render_bench: %s\n", error.message);
        exit(1);
    }
    bench->article.id = 7;
}

static void run_copy(struct bench *bench)
{
    memcpy(bench->copy, bench->article.content_html.ptr, bench->article.content_html.len);
    /* Keeps the compiler from leaving the copy out. */
    __asm__ volatile("" : : "r"(bench->copy) : "memory");
}

static void run_escape(struct bench *bench)
{
    json_escape(&bench->buf, bench->article.content_html);
}

static void run_json(struct bench *bench)
{
    render_article_json(&bench->article, ARTICLE_FULL, RENDER_NO_CREATED, &bench->buf);
}

static void run_summary(struct bench *bench)
{
    render_article_json(&bench->article, ARTICLE_SUMMARY, RENDER_NO_CREATED, &bench->buf);
}

static void run_html(struct bench *bench)
{
    render_html(bench->doc->root, &bench->buf);
}

static void run_markdown(struct bench *bench)
{
    render_markdown(bench->doc->root, &bench->buf);
}

static void run_text(struct bench *bench)
{
    render_text(bench->doc->root, &bench->buf);
}

/* The fastest of some rounds: what disturbs only adds. */
static void measure(struct bench *bench, const char *name, void (*run)(struct bench *))
{
    int64_t best = INT64_MAX;
    for (int round = 0; round < ROUNDS; round++) {
        int64_t start = time_thread_cpu_ns();
        for (int i = 0; i < CALLS; i++) {
            buf_clear(&bench->buf);
            run(bench);
        }
        int64_t spent = time_thread_cpu_ns() - start;
        best = MIN(best, spent);
    }
    printf("%s %.2f us\n", name, (double)best / CALLS / 1000.0);
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(struct bench *);
    } cases[] = {
        {"memcpy_html", run_copy},  {"json_escape_html", run_escape},
        {"article_json", run_json}, {"article_summary", run_summary},
        {"render_html", run_html},  {"render_markdown", run_markdown},
        {"render_text", run_text},
    };
    struct bench bench = {0};
    build(&bench);
    bench.copy = malloc(bench.article.content_html.len);
    check(bench.copy != NULL);
    printf("article_html %zu bytes\n", bench.article.content_html.len);
    printf("article_text %zu bytes\n", bench.article.content_text.len);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        measure(&bench, cases[i].name, cases[i].run);
    }
    free(bench.copy);
    buf_done(&bench.buf);
    arena_done(&bench.arena);
    return 0;
}
