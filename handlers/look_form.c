/* The fields that change the look, as they stand on the article's page and in the settings. */
#include "handlers/look_form.h"

#include "handlers/pages.h"

static void add_options(const struct app *app, const struct look_row *row, size_t chosen,
                        struct buf *buf)
{
    for (size_t i = 0; row->choices[i].value; i++) {
        const struct template_value values[] = {
            {"value", str_from(row->choices[i].value)},
            {"label", str_from(row->choices[i].label)},
            {"is_chosen", page_flag(i == chosen)},
        };
        pages_fill(app->pages, PAGE_LOOK_OPTION, values, ARRAY_LEN(values), buf);
    }
}

void look_form_add(const struct app *app, const struct look *look, struct buf *buf)
{
    struct buf options;
    buf_init(&options, 0);
    for (size_t i = 0; i < LOOK_COUNT && buf_ok(buf); i++) {
        buf_clear(&options);
        add_options(app, &look_rows[i], look->chosen[i], &options);
        const struct template_value values[] = {
            {"name", str_from(look_rows[i].name)},
            {"label", str_from(look_rows[i].label)},
            {"options", buf_str(&options)},
        };
        pages_fill(app->pages, PAGE_LOOK_FIELD, values, ARRAY_LEN(values), buf);
        if (!buf_ok(&options)) {
            (void)buf_reserve(buf, SIZE_MAX); /* makes the failure the caller's */
        }
    }
    buf_done(&options);
}
