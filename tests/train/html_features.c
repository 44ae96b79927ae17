/* Writes what the model sees of each page named on the command line: what the engine itself
 * computes. */
#include "clean/charset.h"
#include "clean/clean_internal.h"
#include "clean/html/choose.h"
#include "clean/html/engine.h"
#include "clean/html/features.h"
#include "render/render.h"
#include "train/dump.h"

/*
 * For each file, in the machine's byte order: the number of blocks and of features (uint32); for
 * each block its words, bytes of text, box and kind (uint32 each); the texts; the rows (float).
 * With --names, the features' names, one to a line, and nothing else.
 * With --tokens, what the first guess sees instead (prior.h): for each file the number of blocks
 * (uint32); for each block three lists of tokens (uint32: how many, then they), those of its text,
 * of the boxes near to it, and of those further up.
 * With --priors NUMBERS before the files, that file's floats take the place of the first guess's
 * own sums: two for each block of each file in order, of its text and of the boxes around.
 * With --choose NUMBERS, that file's floats, three for each block, take the place of those sums
 * and of the model's scores; written are, for each file, the bytes of the article's text, the
 * number of the estimate's floats (quality.h) and what becomes of the text (0: it stays, 1: that is
 * up to the estimate, 2: it goes; choose.h), then the text and the floats.
 */

static void write_page(struct cleaner *cleaner, const struct page *page,
                       const struct survey *survey)
{
    float row[FEATURE_COUNT];
    uint32_t head[] = {(uint32_t)page->n_blocks, FEATURE_COUNT};
    dump_write(head, sizeof(head), 1);
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        uint32_t facts[] = {block->words, (uint32_t)block->len, block->box, block->kind};
        dump_write(facts, sizeof(facts), 1);
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        struct str text = block_text(page, &page->blocks[i]);
        dump_write(text.ptr, 1, text.len);
    }
    features_of_page(survey, &cleaner->url_words, row);
    for (size_t i = 0; i < page->n_blocks; i++) {
        features_of_block(survey, i, row);
        dump_write(row, sizeof(row), 1);
    }
}

/* The tokens of each box, as the walk saw them. */
struct box_tokens {
    uint32_t list[PRIOR_ATTRIBUTE_MAX];
    size_t n;
};

static struct box_tokens *read_boxes(const struct page *page)
{
    static const enum attr wanted[] = {ATTR_CLASS, ATTR_ID, ATTR_ROLE, ATTR_ITEMPROP};
    struct box_tokens *boxes = calloc(page->n_boxes, sizeof(*boxes));
    for (size_t i = 1; boxes && i < page->n_boxes; i++) {
        const lxb_dom_node_t *node = page->boxes[i].node;
        struct str values[ARRAY_LEN(wanted)];
        dom_attrs(&page->dom, node, wanted, ARRAY_LEN(wanted), values);
        boxes[i].n = prior_attribute_tokens(page->boxes[i].tag, values, boxes[i].list);
    }
    return boxes;
}

static void write_list(const uint32_t *tokens, size_t n)
{
    uint32_t head = (uint32_t)n;
    dump_write(&head, sizeof(head), 1);
    dump_write(tokens, sizeof(*tokens), n);
}

static void write_around(const struct page *page, const struct box_tokens *boxes, uint32_t box)
{
    uint32_t lists[2][PRIOR_FAR * PRIOR_ATTRIBUTE_MAX];
    size_t n[2] = {0, 0};
    for (int step = 0; box && step < PRIOR_FAR; step++, box = page->boxes[box].parent) {
        int is_far = step >= PRIOR_NEAR;
        for (size_t i = 0; i < boxes[box].n; i++) {
            lists[is_far][n[is_far]++] = boxes[box].list[i];
        }
    }
    write_list(lists[0], n[0]);
    write_list(lists[1], n[1]);
}

static void write_tokens(const struct page *page)
{
    struct box_tokens *boxes = read_boxes(page);
    uint32_t head = (uint32_t)page->n_blocks;
    dump_write(&head, sizeof(head), 1);
    for (size_t i = 0; boxes && i < page->n_blocks; i++) {
        uint32_t tokens[PRIOR_TEXT_MAX];
        struct prior_block text;
        block_prior(page, &page->blocks[i], &text);
        write_list(tokens, prior_text_tokens(&text, tokens));
        write_around(page, boxes, page->blocks[i].box);
    }
    free(boxes);
}

static void write_names(void)
{
    for (size_t i = 0; i < FEATURE_COUNT; i++) {
        struct buf name;
        buf_init(&name, 0);
        feature_name(i, &name);
        (void)printf("%.*s\n", (int)name.len, name.ptr);
        buf_done(&name);
    }
}

struct job {
    struct cleaner *cleaner;
    bool is_tokens, is_choice;
    FILE *numbers; /* or NULL */
};

/* `width` floats for each block, which take the place of what the program's own tables give. */
static float *read_numbers(FILE *file, size_t n_blocks, size_t width)
{
    float *numbers = calloc(width * n_blocks + 1, sizeof(*numbers));
    if (!numbers || fread(numbers, width * sizeof(*numbers), n_blocks, file) != n_blocks) {
        (void)fputs("html_features: the numbers are too few\n", stderr);
        exit(1);
    }
    return numbers;
}

/* All that the engine makes of the page, as text. */
static void write_choice(const struct job *job, const struct survey *survey)
{
    const struct clean_input input = {.type = CLEAN_HTML};
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_HTML);
    struct choice choice;
    struct error err = {0};
    struct buf text;
    buf_init(&text, DUMP_FILE_MAX);
    if (!doc || html_fill(job->cleaner, survey, &input, &arena, doc, &choice, &err) != OK ||
        !doc_finish(&arena, doc)) {
        (void)fprintf(stderr, "html_features: %s\n", err.message);
        exit(1);
    }
    render_text(doc->root, &text);
    uint32_t head[] = {(uint32_t)text.len, QUALITY_COUNT,
                       choice.is_shell   ? 2
                       : choice.is_whole ? 0
                                         : 1};
    dump_write(head, sizeof(head), 1);
    dump_write(text.ptr, 1, text.len);
    dump_write(choice.quality, sizeof(choice.quality), 1);
    buf_done(&text);
    arena_done(&arena);
}

/* Surveys the page again with numbers from outside. */
static void write_told(const struct job *job, struct page *page, struct survey *survey)
{
    float *numbers = read_numbers(job->numbers, page->n_blocks, job->is_choice ? 3 : 2);
    page->told_priors = numbers;
    page->told_scores = job->is_choice ? numbers + 2 * page->n_blocks : NULL;
    if (!survey_page(&job->cleaner->scratch, page, survey)) {
        exit(1);
    }
    if (job->is_choice) {
        write_choice(job, survey);
    } else {
        write_page(job->cleaner, page, survey);
    }
    free(numbers);
}

static void write_file(const struct job *job, const char *path)
{
    struct cleaner *cleaner = job->cleaner;
    struct buf bytes;
    struct arena arena = {0};
    struct str text;
    struct page page = {.n_blocks = 0};
    struct survey survey;
    struct error err = {0};
    bool is_repaired;
    dump_read(path, &bytes);
    if (charset_to_utf8(&arena, bytes.ptr ? buf_str(&bytes) : STR(""), str_null(), true, &text,
                        &is_repaired, &err) != OK ||
        engine_read(cleaner, text, str_null(), &page, &survey, &err) != OK) {
        (void)fprintf(stderr, "%s: %s\n", path, err.message);
        exit(1);
    }
    if (job->numbers) {
        write_told(job, &page, &survey);
    } else if (job->is_tokens) {
        write_tokens(&page);
    } else {
        write_page(cleaner, &page, &survey);
    }
    engine_release(cleaner, &page);
    arena_done(&arena);
    buf_done(&bytes);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct str word = argc > 1 ? str_from(argv[1]) : STR("");
    if (str_equal(word, STR("--names"))) {
        write_names();
        return 0;
    }
    struct job job = {.cleaner = cleaner_new(&err),
                      .is_tokens = str_equal(word, STR("--tokens")),
                      .is_choice = str_equal(word, STR("--choose"))};
    bool has_numbers = (job.is_choice || str_equal(word, STR("--priors"))) && argc > 2;
    job.numbers = has_numbers ? fopen(argv[2], "rb") : NULL;
    if (!job.cleaner || (has_numbers && !job.numbers)) {
        (void)fprintf(stderr, "html_features: %s\n", job.cleaner ? argv[2] : err.message);
        return 1;
    }
    for (int i = has_numbers ? 3 : job.is_tokens ? 2 : 1; i < argc; i++) {
        write_file(&job, argv[i]);
    }
    if (job.numbers) {
        (void)fclose(job.numbers);
    }
    cleaner_free(job.cleaner);
    return 0;
}
