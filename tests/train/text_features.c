/* Writes what the models see of each plain text named on the command line, and what they make of
 * it: what the engine itself computes. */
#include "clean/text/byline_candidates.h"
#include "clean/text/dateline.h"
#include "clean/text/lines.h"
#include "clean/text/text.h"
#include "clean/text/title.h"
#include "clean/text/wash.h"
#include "clean/text/words.h"
#include "render/render.h"
#include "train/dump.h"

#include <string.h>

/*
 * text_features --lines MODEL FILE...: for each file, as html_features does, the number of units
 * and of features (uint32); for each unit its words, bytes of text, empty lines before it and
 * whether the text is foreign (uint32 each); the texts; the rows (float).  --tokens, for each unit
 * the number of tokens (uint32) and the tokens of wording.h.
 * --titles: as --lines of the lines that may be headlines, as they are when the lines' trees of
 * MODEL have judged; --bylines, of the places that may name the authors, as they are when the
 * headline is known, too (each fact's first number is the kind, the third the unit).  --clean, each
 * article as a line of JSON.
 * MODEL: the numbers of trees for lines, of the second ones, for foreign ones, titles and bylines,
 * and of the wording's slots (uint32); its step and base (float), the slots, the trees.
 */

/* What is known of one text. */
struct text_file {
    struct buf bytes;
    struct arena arena;
};

static void stop(const char *path)
{
    (void)fprintf(stderr, "text_features: %s: no memory, or no model\n", path);
    exit(1);
}

static struct str open_text(struct text_file *file, const char *path)
{
    *file = (struct text_file){0};
    dump_read(path, &file->bytes);
    struct str text;
    if (!wash_text(&file->arena, file->bytes.ptr ? buf_str(&file->bytes) : STR(""), &text)) {
        stop(path);
    }
    return text;
}

static void close_text(struct text_file *file)
{
    arena_done(&file->arena);
    buf_done(&file->bytes);
}

static void write_head(size_t units, size_t features)
{
    uint32_t head[] = {(uint32_t)units, (uint32_t)features};
    dump_write(head, sizeof(head), 1);
}

static void write_unit(const struct reading *reading, size_t unit)
{
    const struct unit *line = &reading->lines.units[unit];
    uint32_t facts[] = {reading->sheet.traits[unit].words, (uint32_t)line->text.len,
                        line->blank_before, reading->is_foreign};
    dump_write(facts, sizeof(facts), 1);
}

static void write_text(const struct lines *lines, size_t unit)
{
    dump_write(lines->units[unit].text.ptr, 1, lines->units[unit].text.len);
}

static void write_lines(const struct text_model *model, const char *path)
{
    struct text_file file;
    struct reading reading = {.model = model, .scratch = &file.arena};
    reading.text = open_text(&file, path);
    struct lines *lines = &reading.lines;
    if (!lines_split(&file.arena, reading.text, lines) || (lines->len && !text_read(&reading))) {
        stop(path);
    }
    write_head(lines->len, MODEL_FEATURES);
    for (size_t i = 0; i < lines->len; i++) {
        write_unit(&reading, i);
    }
    for (size_t i = 0; i < lines->len; i++) {
        write_text(lines, i);
    }
    for (size_t i = 0; i < lines->len; i++) {
        float row[MODEL_FEATURES];
        model_features(&reading.sheet, &reading.context, &reading.windows, i, row);
        dump_write(row, sizeof(row), 1);
    }
    close_text(&file);
}

static void write_tokens(const struct text_model *model, const char *path)
{
    (void)model;
    struct text_file file;
    struct str text = open_text(&file, path);
    struct lines lines;
    struct lexicon *lexicon = lexicon_new(&file.arena);
    if (!lexicon || !lines_split(&file.arena, text, &lines)) {
        stop(path);
    }
    uint32_t content[WORDS_TOKENS_MAX];
    for (size_t i = 0; i < lines.len; i++) {
        struct tokens unused = {content, 0, ARRAY_LEN(content)};
        struct wording wording;
        (void)words_count(lines.units[i].text, lexicon, &unused, &wording);
        uint32_t tokens[WORDING_TOKENS];
        uint32_t n = (uint32_t)wording_tokens(&wording, tokens);
        dump_write(&n, sizeof(n), 1);
        dump_write(tokens, sizeof(*tokens), n);
    }
    close_text(&file);
}

/* A text up to the choice of its units; false when it is kept whole or says itself what it is. */
static bool judge_text(struct text_file *file, struct reading *reading, struct doc *doc,
                       const char *path)
{
    enum gate gate = GATE_WHOLE;
    if (!doc || !lines_split(&file->arena, reading->text, &reading->lines) ||
        (reading->lines.len && !text_judge(reading, &file->arena, doc, &gate))) {
        stop(path);
    }
    return gate != GATE_WHOLE && !reading->has_header;
}

static void write_titles(const struct text_model *model, const char *path)
{
    struct text_file file;
    struct reading reading = {.model = model, .scratch = &file.arena};
    reading.text = open_text(&file, path);
    struct title_candidates *found = ARENA_NEW(&file.arena, struct title_candidates);
    bool is_judged = judge_text(&file, &reading, doc_new(&file.arena, DOC_TEXT), path);
    if (!found || (is_judged && !title_candidates(&reading, found))) {
        stop(path);
    }
    write_head(found->len, TITLE_COUNT);
    for (size_t i = 0; i < found->len; i++) {
        write_unit(&reading, found->units[i]);
    }
    for (size_t i = 0; i < found->len; i++) {
        write_text(&reading.lines, found->units[i]);
    }
    dump_write(found->rows, sizeof(found->rows[0]), found->len);
    close_text(&file);
}

/* The candidate's names as a line. */
static struct str join_names(struct arena *arena, const struct names *names)
{
    struct str line = names->items[0];
    for (size_t i = 1; i < names->len; i++) {
        line = arena_printf(arena, "%.*s; %.*s", STR_ARG(line), STR_ARG(names->items[i]));
    }
    return line;
}

static void write_bylines(const struct text_model *model, const char *path)
{
    struct text_file file;
    struct reading reading = {.model = model, .scratch = &file.arena};
    reading.text = open_text(&file, path);
    struct byline_candidates *found = ARENA_NEW(&file.arena, struct byline_candidates);
    struct doc *doc = doc_new(&file.arena, DOC_TEXT);
    if (!found) {
        stop(path);
    }
    if (judge_text(&file, &reading, doc, path)) {
        if (!title_find(&reading) || !dateline_find(&reading, &file.arena, doc)) {
            stop(path);
        }
        byline_candidates(&reading, found);
        byline_features(&reading, found);
    }
    write_head(found->len, BYLINE_COUNT);
    for (size_t i = 0; i < found->len; i++) {
        struct str names = join_names(&file.arena, &found->items[i].names);
        uint32_t facts[] = {(uint32_t)found->items[i].kind, (uint32_t)names.len,
                            (uint32_t)found->items[i].unit, 0};
        dump_write(facts, sizeof(facts), 1);
    }
    for (size_t i = 0; i < found->len; i++) {
        struct str names = join_names(&file.arena, &found->items[i].names);
        dump_write(names.ptr, 1, names.len);
    }
    for (size_t i = 0; i < found->len; i++) {
        dump_write(found->items[i].row, sizeof(found->items[i].row), 1);
    }
    close_text(&file);
}

static void write_article(const struct text_model *model, const char *path)
{
    struct text_file file;
    struct str text = open_text(&file, path);
    struct doc *doc = doc_new(&file.arena, DOC_TEXT);
    struct clean_input input = {.bytes = text, .type = CLEAN_TEXT};
    struct article article;
    struct buf json;
    struct error err = {0};
    buf_init(&json, 0);
    if (!doc || text_clean(model, NULL, text, &input, &file.arena, doc, &err) != OK ||
        !doc_finish(&file.arena, doc) ||
        render_to_article(&file.arena, doc, &article, &err) != OK) {
        stop(path);
    }
    render_article_json(&article, ARTICLE_FULL, RENDER_NO_CREATED, &json);
    buf_add_byte(&json, '\n');
    if (!buf_ok(&json)) {
        stop(path);
    }
    dump_write(json.ptr, 1, json.len);
    buf_done(&json);
    close_text(&file);
}

/* A model; it stays in the arena. */
static struct text_model read_model(const char *path, struct arena *arena)
{
    struct buf buf;
    struct head {
        uint32_t trees[5], slots;
        float step, base;
    } head;
    dump_read(path, &buf);
    if (buf.len < sizeof(head)) {
        stop(path);
    }
    memcpy(&head, buf.ptr, sizeof(head));
    size_t len = 0;
    for (size_t i = 0; i < ARRAY_LEN(head.trees); i++) {
        len += head.trees[i];
    }
    struct tree *trees = arena_array(arena, len + 1, sizeof(*trees));
    uint32_t *slots = arena_array(arena, head.slots + 1, sizeof(*slots));
    size_t slots_end = sizeof(head) + head.slots * sizeof(*slots);
    if (!trees || !slots || buf.len != slots_end + len * sizeof(*trees)) {
        stop(path);
    }
    memcpy(slots, buf.ptr + sizeof(head), head.slots * sizeof(*slots));
    memcpy(trees, buf.ptr + slots_end, len * sizeof(*trees));
    buf_done(&buf);
    struct text_model model = {
        .wording = {head.slots ? slots : NULL, head.slots - 1, head.step, head.base}};
    struct trees *parts[] = {&model.lines, &model.seconds, &model.foreign, &model.titles,
                             &model.bylines};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        *parts[i] = (struct trees){trees, head.trees[i]};
        trees += head.trees[i];
    }
    return model;
}

static const struct mode {
    const char *name;
    void (*write)(const struct text_model *model, const char *path);
} MODES[] = {{"--lines", write_lines},
             {"--tokens", write_tokens},
             {"--titles", write_titles},
             {"--bylines", write_bylines},
             {"--clean", write_article}};

int main(int argc, char **argv)
{
    struct arena arena = {0};
    const struct mode *mode = NULL;
    for (size_t i = 0; i < ARRAY_LEN(MODES) && argc > 2; i++) {
        mode = strcmp(argv[1], MODES[i].name) == 0 ? &MODES[i] : mode;
    }
    if (!mode) {
        (void)fputs("usage: text_features --lines|--tokens|... MODEL FILE...\n", stderr);
        return 2;
    }
    struct text_model model = read_model(argv[2], &arena);
    for (int i = 3; i < argc; i++) {
        mode->write(&model, argv[i]);
    }
    arena_done(&arena);
    return 0;
}
