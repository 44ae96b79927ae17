/* Tests that the structure of pages is kept: cases/NAME/page.html and what it becomes, exactly. */
#include "../../test.h"

#include "base/buf.h"
#include "clean/clean.h"
#include "clean/html/build.h"
#include "clean/html/engine.h"
#include "clean/html/settle.h"
#include "render/render.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

/*
 * A page that begins with a doctype is cleaned whole, any other is a fragment of which all is kept.
 * `structure_test --update` writes what comes out now; read the diff before it is committed.
 */
#define CASES "/tests/unit/clean/html/cases"
#define ADDRESS "https://a.example/p"
#define TITLE "What the page is called"

enum { PATH_ROOM = 1024, FILE_MAX = 1024 * 1024, CONTEXT = 3 };

static bool must_update;

static void path_of(const char *name, const char *file, char path[PATH_ROOM])
{
    const char *source = getenv("ARTICLED_SOURCE");
    (void)snprintf(path, PATH_ROOM, "%s" CASES "/%s/%s", source ? source : ".", name, file);
}

static void read_file(const char *name, const char *file, struct buf *buf)
{
    char path[PATH_ROOM];
    path_of(name, file, path);
    FILE *stream = fopen(path, "rb");
    buf_clear(buf);
    while (stream && buf_reserve(buf, FILE_MAX)) {
        size_t n = fread(buf->ptr + buf->len, 1, FILE_MAX, stream);
        buf->len += n;
        if (!n) {
            break;
        }
    }
    if (stream) {
        (void)fclose(stream);
    }
}

static void write_file(const char *name, const char *file, struct str text)
{
    char path[PATH_ROOM];
    path_of(name, file, path);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(text.ptr, 1, text.len, stream), text.len);
    (void)fclose(stream);
}

static struct doc *clean(struct cleaner *cleaner, struct str page, struct arena *arena)
{
    struct error error = {0};
    struct doc *doc;
    if (str_starts_nocase(page, STR("<!doctype"))) {
        struct clean_input input = {.bytes = page, .type = CLEAN_HTML, .url = STR(ADDRESS)};
        assert_int_equal(clean_run(cleaner, &input, arena, &doc, &error), OK);
        return doc;
    }
    doc = doc_new(arena, DOC_HTML);
    assert_non_null(doc);
    struct page read;
    struct survey survey;
    struct build_notes notes;
    assert_int_equal(engine_read(cleaner, page, STR(ADDRESS), &read, &survey, &error), OK);
    assert_true(build_tree(&read, NULL, NULL, read.url, arena, doc->root, &notes));
    assert_true(settle_tree(arena, arena, doc->root, STR(TITLE), &notes.pulled));
    engine_release(cleaner, &read);
    assert_true(doc_finish(arena, doc));
    return doc;
}

/* The lines around the first that differs. */
static void show_difference(struct str actual, struct str expected)
{
    struct str before[CONTEXT] = {0}, left, right;
    for (size_t n = 0;; n++) {
        bool has_left = str_split(&actual, '\n', &left),
             has_right = str_split(&expected, '\n', &right);
        left = has_left ? left : str_null();
        right = has_right ? right : str_null();
        if ((!has_left && !has_right) || !str_equal(left, right) || has_left != has_right) {
            for (size_t i = 0; i < CONTEXT && i < n; i++) {
                print_error("  %.*s\n", STR_ARG(before[(n + i - MIN(n, CONTEXT)) % CONTEXT]));
            }
            print_error("- %.*s\n+ %.*s\n", STR_ARG(right), STR_ARG(left));
            return;
        }
        before[n % CONTEXT] = left;
    }
}

static int compare(const char *name, const char *file, struct buf *actual, struct buf *expected)
{
    if (must_update) {
        write_file(name, file, buf_str(actual));
        return 0;
    }
    read_file(name, file, expected);
    if (str_equal(buf_str(actual), buf_str(expected))) {
        return 0;
    }
    print_error("%s/%s: expected (-), but came (+):\n", name, file);
    show_difference(buf_str(actual), buf_str(expected));
    return 1;
}

static int run_case(struct cleaner *cleaner, const char *name)
{
    struct arena arena = {0};
    struct buf page = {0}, actual = {0}, expected = {0};
    read_file(name, "page.html", &page);
    assert_true(page.len > 0);
    struct doc *doc = clean(cleaner, buf_str(&page), &arena);
    render_markdown(doc->root, &actual);
    int failed = compare(name, "expected.md", &actual, &expected);
    buf_clear(&actual);
    render_html(doc->root, &actual);
    failed += compare(name, "expected.html", &actual, &expected);
    /* What we write is read back as what we wrote. */
    struct arena again = {0};
    doc = clean(cleaner, buf_str(&actual), &again);
    buf_clear(&page);
    render_html(doc->root, &page);
    if (!str_equal(buf_str(&page), buf_str(&actual))) {
        print_error("%s: cleaning our own HTML changes it (-) to (+):\n", name);
        show_difference(buf_str(&page), buf_str(&actual));
        failed++;
    }
    buf_done(&page);
    buf_done(&actual);
    buf_done(&expected);
    arena_done(&again);
    arena_done(&arena);
    return failed;
}

static void structure_is_kept(void **state)
{
    struct error error = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    char path[PATH_ROOM];
    int failed = 0, cases = 0;
    (void)state;
    assert_non_null(cleaner);
    path_of("", "", path);
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (const struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] != '.') {
            failed += run_case(cleaner, entry->d_name);
            cases++;
        }
    }
    (void)closedir(folder);
    cleaner_free(cleaner);
    assert_true(cases > 0);
    assert_int_equal(failed, 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(structure_is_kept)};
    must_update = argc > 1 && strcmp(argv[1], "--update") == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
