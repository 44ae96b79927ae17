/* A page's blocks with their features as JSON, for training the model and for looking at it. */
#include "clean/html/engine.h"
#include "clean/html/features.h"

#include <jansson.h>

enum { PRECISION = 6 };

/* Whole numbers are written as such: most features are counts. */
static json_t *number(float value)
{
    json_int_t whole = value > -1e9F && value < 1e9F ? (json_int_t)value : 0;
    return (float)whole == value ? json_integer(whole) : json_real((double)value);
}

static json_t *rows_of(const struct survey *survey, const struct matcher *url_words)
{
    float row[FEATURE_COUNT];
    json_t *rows = json_array();
    features_of_page(survey, url_words, row);
    for (size_t i = 0; rows && i < survey->page->n_blocks; i++) {
        json_t *columns = json_array();
        features_of_block(survey, i, row);
        for (size_t k = 0; k < FEATURE_COUNT; k++) {
            (void)json_array_append_new(columns, number(row[k]));
        }
        (void)json_array_append_new(rows, columns);
    }
    return rows;
}

static json_t *texts_of(const struct page *page)
{
    json_t *texts = json_array();
    for (size_t i = 0; texts && i < page->n_blocks; i++) {
        struct str text = block_text(page, &page->blocks[i]);
        (void)json_array_append_new(texts, json_stringn(text.ptr, text.len));
    }
    return texts;
}

static json_t *counts_of(const struct page *page)
{
    json_t *counts = json_array();
    for (size_t i = 0; counts && i < page->n_blocks; i++) {
        (void)json_array_append_new(counts, json_integer(page->blocks[i].words));
    }
    return counts;
}

static json_t *names(void)
{
    json_t *list = json_array();
    for (size_t i = 0; list && i < FEATURE_COUNT; i++) {
        struct buf name;
        buf_init(&name, 0);
        feature_name(i, &name);
        (void)json_array_append_new(list, json_stringn(name.ptr, name.len));
        buf_done(&name);
    }
    return list;
}

static int write_out(const char *bytes, size_t len, void *context)
{
    buf_add(context, bytes, len);
    return 0;
}

enum status html_dump_features(struct cleaner *cleaner, const struct clean_input *input,
                               struct buf *out, struct error *err)
{
    struct page page;
    struct survey survey;
    enum status status = engine_read(cleaner, input->bytes, input->url, &page, &survey, err);
    if (status == OK) {
        json_t *line =
            json_pack("{s:o*, s:o*, s:o*, s:o*}", "names", names(), "texts", texts_of(&page),
                      "words", counts_of(&page), "rows", rows_of(&survey, &cleaner->url_words));
        if (!line || json_dump_callback(line, write_out, out,
                                        JSON_COMPACT | JSON_REAL_PRECISION(PRECISION)) != 0) {
            status = error_no_memory(err);
        }
        buf_add_byte(out, '\n');
        json_decref(line);
    }
    engine_release(cleaner, &page);
    return status;
}
