/* What lists of names and a single one have in common. */
#ifndef HANDLERS_NAMES_H
#define HANDLERS_NAMES_H

#include "app.h"
#include "http/request.h"
#include "render/json.h"
#include "store/store.h"

/* The list of a name's articles: "/articles?tag=x". */
struct str names_list_url(struct arena *arena, enum store_name_kind kind, struct str name);
/* Links to the lists of these tags' articles, as markup for a page. */
struct str names_tag_links(const struct app *app, const struct request *req,
                           const struct fact_list *tags);
/* {"name": ..., "count": ..., "links": {...}} */
void names_add_json(struct json *json, struct arena *arena, enum store_name_kind kind,
                    const struct store_name *name);

#endif
