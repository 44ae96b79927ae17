/* Every operation of the API, one to a file; routes.c puts them in one table. */
#ifndef HANDLERS_HANDLERS_H
#define HANDLERS_HANDLERS_H

#include "app.h"
#include "http/request.h"
#include "http/response.h"
#include "http/route.h"

#include <stddef.h>

extern const struct route routes[];
extern const size_t routes_len;

enum status handle_home_get(struct app *app, struct request *req, struct response *res);
enum status handle_articles_post(struct app *app, struct request *req, struct response *res);
enum status handle_articles_get(struct app *app, struct request *req, struct response *res);
enum status handle_search_get(struct app *app, struct request *req, struct response *res);
enum status handle_tags_get(struct app *app, struct request *req, struct response *res);
enum status handle_sites_get(struct app *app, struct request *req, struct response *res);
enum status handle_authors_get(struct app *app, struct request *req, struct response *res);
enum status handle_tag_get(struct app *app, struct request *req, struct response *res);
enum status handle_tag_patch(struct app *app, struct request *req, struct response *res);
enum status handle_tag_post(struct app *app, struct request *req, struct response *res);
enum status handle_tag_delete(struct app *app, struct request *req, struct response *res);
enum status handle_article_get(struct app *app, struct request *req, struct response *res);
enum status handle_article_patch(struct app *app, struct request *req, struct response *res);
enum status handle_article_post(struct app *app, struct request *req, struct response *res);
enum status handle_articles_bulk(struct app *app, struct request *req, struct response *res);
enum status handle_reclean_post(struct app *app, struct request *req, struct response *res);
enum status handle_revisions_get(struct app *app, struct request *req, struct response *res);
enum status handle_revision_get(struct app *app, struct request *req, struct response *res);
enum status handle_revision_restore(struct app *app, struct request *req, struct response *res);
enum status handle_log_get(struct app *app, struct request *req, struct response *res);
enum status handle_article_delete(struct app *app, struct request *req, struct response *res);
enum status handle_original_get(struct app *app, struct request *req, struct response *res);
enum status handle_clean_get(struct app *app, struct request *req, struct response *res);
enum status handle_clean_post(struct app *app, struct request *req, struct response *res);
enum status handle_add_get(struct app *app, struct request *req, struct response *res);
enum status handle_login_get(struct app *app, struct request *req, struct response *res);
enum status handle_login_post(struct app *app, struct request *req, struct response *res);
enum status handle_logout_post(struct app *app, struct request *req, struct response *res);
enum status handle_tokens_get(struct app *app, struct request *req, struct response *res);
enum status handle_tokens_post(struct app *app, struct request *req, struct response *res);
enum status handle_token_get(struct app *app, struct request *req, struct response *res);
enum status handle_token_post(struct app *app, struct request *req, struct response *res);
enum status handle_token_delete(struct app *app, struct request *req, struct response *res);
enum status handle_receive_get(struct app *app, struct request *req, struct response *res);
enum status handle_connect_get(struct app *app, struct request *req, struct response *res);
enum status handle_settings_get(struct app *app, struct request *req, struct response *res);
enum status handle_appearance_post(struct app *app, struct request *req, struct response *res);
enum status handle_help_get(struct app *app, struct request *req, struct response *res);
enum status handle_static_get(struct app *app, struct request *req, struct response *res);
enum status handle_healthz_get(struct app *app, struct request *req, struct response *res);
enum status handle_readyz_get(struct app *app, struct request *req, struct response *res);
enum status handle_metrics_get(struct app *app, struct request *req, struct response *res);
enum status handle_version_get(struct app *app, struct request *req, struct response *res);
enum status handle_docs_get(struct app *app, struct request *req, struct response *res);
enum status handle_openapi_get(struct app *app, struct request *req, struct response *res);

#endif
