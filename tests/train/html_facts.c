/* Writes each page's candidates for title, authors and date as the engine's rankers see them. */
#include "clean/charset.h"
#include "clean/html/bylines.h"
#include "clean/html/days.h"
#include "clean/html/engine.h"
#include "clean/html/headline.h"
#include "clean/html/titles.h"
#include "train/dump.h"

#include <jansson.h>

/*
 * For each file named on the command line a line of JSON: {"title": [[VALUE, ROW], ...], "author":
 * ..., "date": ...}, the candidates in the order of the engine.
 */

static void add(json_t *list, struct str value, const float *row, size_t n)
{
    json_t *numbers = json_array();
    for (size_t i = 0; i < n; i++) {
        (void)json_array_append_new(numbers, json_real((double)row[i]));
    }
    (void)json_array_append_new(
        list, json_pack("[o, o]", json_stringn(value.ptr ? value.ptr : "", value.len), numbers));
}

static json_t *titles_of(const struct survey *survey, struct str site)
{
    static struct titles titles;
    json_t *list = json_array();
    titles_list(survey, site, &titles);
    for (size_t i = 0; i < titles.len; i++) {
        add(list, titles.items[i].text, titles.items[i].row, TITLE_FEATURE_COUNT);
    }
    return list;
}

static json_t *bylines_of(const struct survey *survey, uint32_t title, struct str site)
{
    static struct bylines bylines;
    json_t *list = json_array();
    if (!bylines_list(survey, title, site, &bylines)) {
        exit(1);
    }
    for (size_t i = 0; i < bylines.len; i++) {
        const struct byline *byline = &bylines.items[i];
        struct str names = byline->names[0];
        for (size_t k = 1; k < byline->n_names; k++) {
            names = arena_printf(survey->page->arena, "%.*s; %.*s", STR_ARG(names),
                                 STR_ARG(byline->names[k]));
        }
        add(list, names, byline->row, BY_FEATURE_COUNT);
    }
    return list;
}

static json_t *days_of(const struct survey *survey, uint32_t title)
{
    static struct days days;
    json_t *list = json_array();
    days_list(survey, title, &days);
    for (size_t i = 0; i < days.len; i++) {
        char text[TIME_TEXT_MAX];
        add(list, date_format(&days.items[i].date, text), days.items[i].row, DAY_FEATURE_COUNT);
    }
    return list;
}

static void write_page(const struct survey *survey)
{
    uint32_t block;
    struct fact site = headline_site(survey);
    (void)headline_find(survey, site.value, &block);
    json_t *line = json_pack("{s:o, s:o, s:o}", "title", titles_of(survey, site.value), "author",
                             bylines_of(survey, block, site.value), "date", days_of(survey, block));
    if (!line || json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(9)) != 0) {
        (void)fputs("html_facts: out of memory\n", stderr);
        exit(1);
    }
    (void)putchar('\n');
    json_decref(line);
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
    dump_read(path, &bytes);
    if (charset_to_utf8(&arena, bytes.ptr ? buf_str(&bytes) : STR(""), str_null(), true, &text,
                        &is_repaired, &err) != OK ||
        engine_read(cleaner, text, str_null(), &page, &survey, &err) != OK) {
        (void)fprintf(stderr, "%s: %s\n", path, err.message);
        exit(1);
    }
    write_page(&survey);
    engine_release(cleaner, &page);
    arena_done(&arena);
    buf_done(&bytes);
}

int main(int argc, char **argv)
{
    struct error err = {0};
    struct cleaner *cleaner = cleaner_new(&err);
    if (!cleaner) {
        (void)fprintf(stderr, "html_facts: %s\n", err.message);
        return 1;
    }
    for (int i = 1; i < argc; i++) {
        write_file(cleaner, argv[i]);
    }
    cleaner_free(cleaner);
    return 0;
}
