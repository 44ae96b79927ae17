/* Writes what the model sees of each page named on the command line: what the engine itself
 * computes. */
#include "clean/charset.h"
#include "clean/html/engine.h"
#include "clean/html/features.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * For each file, in the machine's byte order: the number of blocks and of features (uint32); for
 * each block its words, bytes of text, box and kind (uint32 each); the texts; the rows (float).
 * With --names, the features' names, one to a line, and nothing else.
 */

static void write_all(const void *bytes, size_t size, size_t n)
{
    if (fwrite(bytes, size, n, stdout) != n) {
        perror("html_features");
        exit(1);
    }
}

static void write_page(struct cleaner *cleaner, const struct page *page,
                       const struct survey *survey)
{
    float row[FEATURE_COUNT];
    uint32_t head[] = {(uint32_t)page->n_blocks, FEATURE_COUNT};
    write_all(head, sizeof(head), 1);
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        uint32_t facts[] = {block->words, (uint32_t)block->len, block->box, block->kind};
        write_all(facts, sizeof(facts), 1);
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        struct str text = block_text(page, &page->blocks[i]);
        write_all(text.ptr, 1, text.len);
    }
    features_of_page(survey, &cleaner->url_words, row);
    for (size_t i = 0; i < page->n_blocks; i++) {
        features_of_block(survey, i, row);
        write_all(row, sizeof(row), 1);
    }
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

static void read_file(const char *path, struct buf *buf)
{
    FILE *file = fopen(path, "rb");
    buf_init(buf, CLEAN_INPUT_MAX);
    char bytes[65536];
    for (size_t n; file && (n = fread(bytes, 1, sizeof(bytes), file)) > 0;) {
        buf_add(buf, bytes, n);
    }
    if (!file || ferror(file) || !buf_ok(buf)) {
        perror(path);
        exit(1);
    }
    (void)fclose(file);
}

static void write_file(struct cleaner *cleaner, const char *path)
{
    struct buf bytes;
    struct arena arena = {0};
    struct str text;
    struct page page = {.n_blocks = 0};
    struct survey survey;
    struct error err = {0};
    bool is_repaired;
    read_file(path, &bytes);
    if (charset_to_utf8(&arena, bytes.ptr ? buf_str(&bytes) : STR(""), str_null(), true, &text,
                        &is_repaired, &err) != OK ||
        engine_read(cleaner, text, str_null(), &page, &survey, &err) != OK) {
        (void)fprintf(stderr, "%s: %s\n", path, err.message);
        exit(1);
    }
    write_page(cleaner, &page, &survey);
    arena_done(&arena);
    buf_done(&bytes);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    if (argc == 2 && str_equal(str_from(argv[1]), STR("--names"))) {
        write_names();
        return 0;
    }
    struct cleaner *cleaner = cleaner_new(&err);
    if (!cleaner) {
        (void)fprintf(stderr, "html_features: %s\n", err.message);
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        write_file(cleaner, argv[i]);
    }
    cleaner_free(cleaner);
    return 0;
}
