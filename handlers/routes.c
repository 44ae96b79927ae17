/* The whole API on one screen: each row drives dispatch, refusals, query checks and /openapi.json.
 */
#include "handlers/handlers.h"

#include "config.h"
#include "handlers/change.h"
#include "handlers/fields.h"
#include "handlers/filter.h"

/* What a document may be sent as; a missing Content-Type is taken, and the bytes decide anyway. */
#define DOCUMENT_TYPES                                                                            \
    "text/...", "message/rfc822", "application/json", "application/xhtml+xml", "application/xml", \
        "application/x-www-form-urlencoded", "multipart/form-data", "application/octet-stream"
static const char *const document_types[] = {DOCUMENT_TYPES, NULL};
/* And many of them, a JSON object a line. */
static const char *const keep_types[] = {DOCUMENT_TYPES, "application/x-ndjson",
                                         "application/ndjson", "application/jsonl", NULL};
static const char *const patch_types[] = {"application/merge-patch+json", "application/json", NULL};
static const char *const reclean_types[] = {"application/json", "application/x-www-form-urlencoded",
                                            NULL};
static const char *const form_types[] = {"application/x-www-form-urlencoded", NULL};

/* These look at more than a page's rows. */
static const char *const slow_params[] = {"q", "count", NULL};

/* What keeps an article takes all of these; what only cleans it, those from the second on. */
static const struct route_param keep_params[] = {
    {"on_duplicate", PARAM_CHOICE, 0, 0, "return update new fail",
     "What is done when the same bytes or address are there: that one is returned, or updated with "
     "what is sent, or there are two from then on, or 409."},
    {"url", PARAM_URL, 0, 4096, NULL,
     "Where the document is from: resolves its links.  Without a document, it is fetched."},
    {"title", PARAM_TEXT, 0, 1000, NULL, "The title, instead of the one that is found."},
    {"tags", PARAM_TEXT, 0, 4000, NULL, "Tags, parted by commas."},
    {NULL},
};

static const struct route_param names_params[] = {
    {"sort", PARAM_CHOICE, 0, 0, "name -count", "By name, or the most frequent first."},
    {"limit", PARAM_INT, 1, STORE_NAMES_MAX, NULL, "How many at most."},
    {NULL},
};

static const struct route_param reclean_params[] = {
    {"force", PARAM_BOOL, 0, 0, NULL, "Replace the cleaning even by a worse one."},
    {NULL},
};

static const struct route_param login_params[] = {
    {"next", PARAM_TEXT, 0, 8192, NULL, "Where to go afterwards, on this server."},
    {NULL},
};

/* What the web manifest's share target sends (Web Share Target, 3). */
static const struct route_param add_params[] = {
    {"title", PARAM_TEXT, 0, 1000, NULL, "A title to begin with."},
    {"text", PARAM_TEXT, 0, 16000, NULL, "A text to begin with, or an address."},
    {"url", PARAM_TEXT, 0, 4096, NULL, "Where it is from."},
    {NULL},
};

static const struct route_param file_params[] = {
    {"v", PARAM_TEXT, 0, 64, NULL, "The file's version, so that it can be kept."},
    {NULL},
};

static const char *const submit_replies[] = {
    "201 Article", "200 Article", "202 Article", "400 Problem", "403 Problem",
    "409 Problem", "413 Problem", "415 Problem", "422 Problem", "502 Problem",
    "503 Problem", "504 Problem", "507 Problem", NULL};
static const char *const clean_replies[] = {
    "200 Article", "400 Problem", "403 Problem", "413 Problem", "415 Problem",
    "422 Problem", "502 Problem", "503 Problem", "504 Problem", NULL};
static const char *const list_replies[] = {"200 ArticleList", "304",         "400 Problem",
                                           "406 Problem",     "503 Problem", NULL};
static const char *const search_replies[] = {"200 SearchResult", "304",         "400 Problem",
                                             "406 Problem",      "503 Problem", NULL};
static const char *const names_replies[] = {"200 Names",   "304",         "400 Problem",
                                            "406 Problem", "503 Problem", NULL};
static const char *const tag_replies[] = {"200 Name", "303", "404 Problem", "406 Problem", NULL};
static const char *const tag_patch_replies[] = {
    "200 Name",    "400 Problem", "403 Problem", "404 Problem", "413 Problem",
    "415 Problem", "422 Problem", "503 Problem", "507 Problem", NULL};
static const char *const tag_post_replies[] = {
    "200 Name",    "204",         "303",         "400 Problem", "403 Problem", "404 Problem",
    "413 Problem", "415 Problem", "422 Problem", "503 Problem", "507 Problem", NULL};
static const char *const tag_delete_replies[] = {"204",         "403 Problem", "404 Problem",
                                                 "503 Problem", "507 Problem", NULL};
static const char *const article_replies[] = {"200 Article", "304",         "404 Problem",
                                              "406 Problem", "410 Problem", NULL};
static const char *const patch_replies[] = {
    "200 Article", "204",         "400 Problem", "403 Problem", "404 Problem",
    "410 Problem", "412 Problem", "413 Problem", "415 Problem", "422 Problem",
    "503 Problem", "507 Problem", NULL};
static const char *const form_replies[] = {
    "200 Article", "204",         "303",         "400 Problem", "403 Problem",
    "404 Problem", "410 Problem", "412 Problem", "413 Problem", "415 Problem",
    "422 Problem", "503 Problem", "507 Problem", NULL};
static const char *const bulk_replies[] = {
    "200 BulkResult", "303",         "400 Problem", "403 Problem", "413 Problem",
    "415 Problem",    "422 Problem", "503 Problem", "507 Problem", NULL};
static const char *const reclean_replies[] = {
    "200 Article", "204",         "202 Article", "303",         "400 Problem", "403 Problem",
    "404 Problem", "409 Problem", "410 Problem", "412 Problem", "413 Problem", "415 Problem",
    "422 Problem", "502 Problem", "503 Problem", "504 Problem", "507 Problem", NULL};
static const char *const revisions_replies[] = {"200 RevisionList", "404 Problem", "406 Problem",
                                                "410 Problem", NULL};
static const char *const restore_replies[] = {
    "200 Article", "204",         "303",         "403 Problem", "404 Problem",
    "410 Problem", "412 Problem", "503 Problem", "507 Problem", NULL};
static const char *const log_replies[] = {
    "200 Log", "404 Problem", "406 Problem", "409 Problem", "410 Problem", "503 Problem", NULL};
static const char *const delete_replies[] = {"204",         "403 Problem", "404 Problem",
                                             "410 Problem", "412 Problem", NULL};
static const char *const original_replies[] = {"200", "404 Problem", "410 Problem", NULL};
static const char *const health_replies[] = {"200 Health", "503 Problem", NULL};
static const char *const ready_replies[] = {"200 Ready", "503 Problem", NULL};
static const char *const login_replies[] = {"200 Login",   "303",         "400 Problem",
                                            "401 Problem", "403 Problem", "415 Problem",
                                            "422 Problem", "503 Problem", NULL};
static const char *const logout_replies[] = {"204", "303", "403 Problem", NULL};
static const char *const tokens_replies[] = {"200 TokenList", NULL};
static const char *const token_new_replies[] = {"201 Token",   "400 Problem", "409 Problem",
                                                "415 Problem", "422 Problem", NULL};
static const char *const token_replies[] = {"200 Token", "404 Problem", NULL};
static const char *const token_form_replies[] = {
    "204", "303", "400 Problem", "404 Problem", "415 Problem", "422 Problem", NULL};
static const char *const token_delete_replies[] = {"204", "404 Problem", NULL};
static const char *const file_replies[] = {"200", "304", "404 Problem", NULL};
static const char *const appearance_replies[] = {"204",         "400 Problem", "403 Problem",
                                                 "415 Problem", "422 Problem", NULL};
static const char *const plain_replies[] = {"200", NULL};

enum { TAG_BODY_MAX = 4096 };
enum { FIELDS_MAX = 16 * 1024 }; /* bytes of a form of a few short fields */
enum { SUBMIT_FORMATS = FORMAT_JSON | FORMAT_HTML | FORMAT_LINES };
enum { ALL_FORMATS = FORMAT_JSON | FORMAT_HTML | FORMAT_MARKDOWN | FORMAT_TEXT };

#define SUBMIT(method_, path_, name_)                                                           \
    {                                                                                           \
        .method = (method_), .path = (path_), .handle = handle_articles_post, .name = (name_),  \
        .scope = SCOPE_SUBMIT,                                                                  \
        .summary = "Clean an article and keep it. The same article again is answered with the " \
                   "one that is "                                                               \
                   "there.",                                                                    \
        .formats = SUBMIT_FORMATS, .thread = RUN_ON_WORKER, .body_max = CONFIG_BODY_MAX,        \
        .body_types = keep_types, .body_schema = "Submission", .params = keep_params,           \
        .replies = submit_replies                                                               \
    }

#define NAMES(path_, handle_, name_, summary_)                                            \
    {                                                                                     \
        .method = HTTP_GET, .path = (path_), .handle = (handle_), .name = (name_),        \
        .scope = SCOPE_READ, .summary = (summary_), .formats = FORMAT_JSON | FORMAT_HTML, \
        .thread = RUN_ON_WORKER, .params = names_params, .replies = names_replies         \
    }

const struct route routes[] = {
    {.method = HTTP_GET,
     .path = "/",
     .handle = handle_home_get,
     .name = "home_get",
     .scope = SCOPE_READ,
     .summary = "Where everything is, as URI templates.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .replies = plain_replies},
    SUBMIT(HTTP_POST, "/articles", "articles_post"),
    SUBMIT(HTTP_POST, "/", "articles_post_root"),
    SUBMIT(HTTP_PUT, "/articles/...", "articles_put"),
    SUBMIT(HTTP_PUT, "/articles", "articles_put_pipe"), /* curl -T - .../articles/ */
    {.method = HTTP_GET,
     .path = "/articles",
     .handle = handle_articles_get,
     .name = "articles_get",
     .scope = SCOPE_READ,
     .summary = "The articles, newest first.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .params = filter_params,
     .slow_params = slow_params,
     .replies = list_replies},
    {.method = HTTP_GET,
     .path = "/search",
     .handle = handle_search_get,
     .name = "search_get",
     .scope = SCOPE_READ,
     .summary = "The articles that have what is looked for, with the places marked.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .params = filter_params,
     .replies = search_replies},
    NAMES("/tags", handle_tags_get, "tags_get", "The tags, each with the number of its articles."),
    NAMES("/sites", handle_sites_get, "sites_get",
          "The publications, each with the number of its articles."),
    NAMES("/authors", handle_authors_get, "authors_get",
          "The authors, each with the number of their articles."),
    {.method = HTTP_GET,
     .path = "/tags/...",
     .rest_name = "tag",
     .handle = handle_tag_get,
     .name = "tag_get",
     .scope = SCOPE_READ,
     .summary = "One tag with the number of its articles; a browser gets the list of them.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .replies = tag_replies},
    {.method = HTTP_PATCH,
     .path = "/tags/...",
     .rest_name = "tag",
     .handle = handle_tag_patch,
     .name = "tag_patch",
     .scope = SCOPE_WRITE,
     .summary = "Rename a tag in all articles; where the new name is there, the two become one.",
     .formats = FORMAT_JSON,
     .thread = RUN_ON_WORKER,
     .body_max = TAG_BODY_MAX,
     .body_types = patch_types,
     .body_schema = "TagChange",
     .replies = tag_patch_replies},
    {.method = HTTP_POST,
     .path = "/tags/...",
     .rest_name = "tag",
     .handle = handle_tag_post,
     .name = "tag_post",
     .scope = SCOPE_WRITE,
     .summary = "The same from a form: name, or delete=1; next says where a browser goes on.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = TAG_BODY_MAX,
     .body_types = form_types,
     .replies = tag_post_replies},
    {.method = HTTP_DELETE,
     .path = "/tags/...",
     .rest_name = "tag",
     .handle = handle_tag_delete,
     .name = "tag_delete",
     .scope = SCOPE_WRITE,
     .summary = "Take a tag from all articles.",
     .formats = FORMAT_JSON,
     .thread = RUN_ON_WORKER,
     .replies = tag_delete_replies},
    {.method = HTTP_GET,
     .path = "/articles/{id}",
     .handle = handle_article_get,
     .name = "article_get",
     .scope = SCOPE_READ,
     .summary = "One article as page, JSON, Markdown or text.",
     .formats = ALL_FORMATS,
     .takes_suffix = true,
     .replies = article_replies},
    {.method = HTTP_PATCH,
     .path = "/articles/{id}",
     .handle = handle_article_patch,
     .name = "article_patch",
     .scope = SCOPE_WRITE,
     .summary = "Change facts, tags and reading state; null removes. If-Match guards against "
                "overwriting.",
     .formats = FORMAT_JSON,
     .thread = RUN_ON_WORKER,
     .body_max = CHANGE_BODY_MAX,
     .body_types = patch_types,
     .body_schema = "Change",
     .replies = patch_replies},
    {.method = HTTP_POST,
     .path = "/articles/{id}",
     .handle = handle_article_post,
     .name = "article_post",
     .scope = SCOPE_WRITE,
     .summary = "The same from a form: fields as for PATCH, or delete=1; next says where a browser "
                "goes on.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = CHANGE_BODY_MAX,
     .body_types = form_types,
     .replies = form_replies},
    {.method = HTTP_POST,
     .path = "/articles/{id}/reclean",
     .handle = handle_reclean_post,
     .name = "reclean_post",
     .scope = SCOPE_WRITE,
     .summary = "Clean the original again, as picked by CSS selectors; the older cleaning stays as "
                "a revision.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = CHANGE_BODY_MAX,
     .body_types = reclean_types,
     .body_schema = "Reclean",
     .params = reclean_params,
     .replies = reclean_replies},
    {.method = HTTP_GET,
     .path = "/articles/{id}/revisions",
     .handle = handle_revisions_get,
     .name = "revisions_get",
     .scope = SCOPE_READ,
     .summary = "The older cleanings of an article, newest first.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .replies = revisions_replies},
    {.method = HTTP_GET,
     .path = "/articles/{id}/revisions/{number}",
     .handle = handle_revision_get,
     .name = "revision_get",
     .scope = SCOPE_READ,
     .summary = "One older cleaning as page, JSON, Markdown or text.",
     .formats = ALL_FORMATS,
     .takes_suffix = true,
     .thread = RUN_ON_WORKER,
     .replies = article_replies},
    {.method = HTTP_POST,
     .path = "/articles/{id}/revisions/{number}/restore",
     .handle = handle_revision_restore,
     .name = "revision_restore",
     .scope = SCOPE_WRITE,
     .summary = "Make an older cleaning the article again.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .replies = restore_replies},
    {.method = HTTP_GET,
     .path = "/articles/{id}/log",
     .handle = handle_log_get,
     .name = "log_get",
     .scope = SCOPE_READ,
     .summary = "Why each fact and block was chosen.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .replies = log_replies},
    {.method = HTTP_POST,
     .path = "/articles/bulk",
     .handle = handle_articles_bulk,
     .name = "articles_bulk",
     .scope = SCOPE_WRITE,
     .summary = "The same for many articles: id for each, up to 200.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = CHANGE_BODY_MAX,
     .body_types = form_types,
     .replies = bulk_replies},
    {.method = HTTP_DELETE,
     .path = "/articles/{id}",
     .handle = handle_article_delete,
     .name = "article_delete",
     .scope = SCOPE_WRITE,
     .summary = "Delete an article; its address answers 410 from then on.",
     .formats = FORMAT_JSON,
     .thread = RUN_ON_WORKER,
     .replies = delete_replies},
    {.method = HTTP_GET,
     .path = "/articles/{id}/original",
     .handle = handle_original_get,
     .name = "original_get",
     .scope = SCOPE_READ,
     .summary = "The document as it was received.",
     .formats = FORMAT_OTHER,
     .thread = RUN_ON_WORKER,
     .replies = original_replies},
    {.method = HTTP_POST,
     .path = "/clean",
     .handle = handle_clean_post,
     .name = "clean_post",
     .scope = SCOPE_SUBMIT,
     .summary = "Clean an article without keeping it.",
     .formats = ALL_FORMATS,
     .thread = RUN_ON_WORKER,
     .body_max = CONFIG_BODY_MAX,
     .body_types = document_types,
     .body_schema = "Submission",
     .params = keep_params + 1,
     .replies = clean_replies},
    {.method = HTTP_GET,
     .path = "/clean",
     .handle = handle_clean_get,
     .name = "clean_get",
     .scope = SCOPE_SUBMIT,
     .summary = "Fetch and clean an article without keeping it.",
     .formats = ALL_FORMATS,
     .thread = RUN_ON_WORKER,
     .is_own_site_alone = true, /* another site's page shall not make this server ask a third */
     .params = keep_params + 1,
     .replies = clean_replies},
    {.method = HTTP_GET,
     .path = "/add",
     .handle = handle_add_get,
     .name = "add_get",
     .scope = SCOPE_READ,
     .summary = "A page to paste or upload an article.",
     .formats = FORMAT_HTML,
     .params = add_params,
     .replies = plain_replies},
    {.method = HTTP_GET,
     .path = "/add/receive",
     .handle = handle_receive_get,
     .name = "receive_get",
     .scope = SCOPE_READ,
     .summary = "The window that the bookmarklet hands its page to.",
     .formats = FORMAT_HTML,
     .replies = plain_replies},
    {.method = HTTP_GET,
     .path = "/connect",
     .handle = handle_connect_get,
     .name = "connect_get",
     .scope = SCOPE_READ,
     .summary = "A page of ready-made lines for use from elsewhere.",
     .formats = FORMAT_HTML,
     .replies = plain_replies},
    {.method = HTTP_GET,
     .path = "/settings",
     .handle = handle_settings_get,
     .name = "settings_get",
     .scope = SCOPE_READ,
     .summary = "A page of settings.",
     .formats = FORMAT_HTML,
     .replies = plain_replies},
    {.method = HTTP_POST,
     .path = "/settings/appearance",
     .handle = handle_appearance_post,
     .name = "appearance_post",
     .scope = SCOPE_READ,
     .summary = "How pages look from now on, kept in a cookie.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .body_max = FIELDS_MAX,
     .body_types = form_types,
     .replies = appearance_replies},
    {.method = HTTP_GET,
     .path = "/help",
     .handle = handle_help_get,
     .name = "help_get",
     .scope = SCOPE_READ,
     .summary = "A page about the keys and the search.",
     .formats = FORMAT_HTML,
     .replies = plain_replies},
    {.method = HTTP_GET,
     .path = "/login",
     .handle = handle_login_get,
     .name = "login_get",
     .scope = SCOPE_OPEN,
     .summary = "The page where a browser logs in with a token.",
     .formats = FORMAT_HTML,
     .params = login_params,
     .replies = plain_replies},
    {.method = HTTP_POST,
     .path = "/login",
     .handle = handle_login_post,
     .name = "login_post",
     .scope = SCOPE_OPEN,
     .is_guess = true,
     .summary = "Log in with a token: answers with a cookie.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = FIELDS_MAX,
     .body_types = fields_types,
     .replies = login_replies},
    {.method = HTTP_POST,
     .path = "/logout",
     .handle = handle_logout_post,
     .name = "logout_post",
     .scope = SCOPE_OPEN,
     .summary = "Log out: the cookie is good for nothing any more.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = FIELDS_MAX,
     .replies = logout_replies},
    {.method = HTTP_GET,
     .path = "/tokens",
     .handle = handle_tokens_get,
     .name = "tokens_get",
     .scope = SCOPE_ADMIN,
     .summary = "The tokens, without their secrets.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .replies = tokens_replies},
    {.method = HTTP_POST,
     .path = "/tokens",
     .handle = handle_tokens_post,
     .name = "tokens_post",
     .scope = SCOPE_ADMIN,
     .summary = "Make a token; the answer alone has its secret.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = FIELDS_MAX,
     .body_types = fields_types,
     .replies = token_new_replies},
    {.method = HTTP_GET,
     .path = "/tokens/{id}",
     .handle = handle_token_get,
     .name = "token_get",
     .scope = SCOPE_ADMIN,
     .summary = "One token, without its secret.",
     .formats = FORMAT_JSON,
     .thread = RUN_ON_WORKER,
     .replies = token_replies},
    {.method = HTTP_POST,
     .path = "/tokens/{id}",
     .handle = handle_token_post,
     .name = "token_post",
     .scope = SCOPE_ADMIN,
     .summary = "Revoke a token from a form, with delete=1.",
     .formats = FORMAT_JSON | FORMAT_HTML,
     .thread = RUN_ON_WORKER,
     .body_max = FIELDS_MAX,
     .body_types = fields_types,
     .replies = token_form_replies},
    {.method = HTTP_DELETE,
     .path = "/tokens/{id}",
     .handle = handle_token_delete,
     .name = "token_delete",
     .scope = SCOPE_ADMIN,
     .summary = "Revoke a token, and log out who logged in with it.",
     .formats = FORMAT_JSON,
     .thread = RUN_ON_WORKER,
     .replies = token_delete_replies},
    {.method = HTTP_GET,
     .path = "/static/...",
     .handle = handle_static_get,
     .name = "static_get",
     .scope = SCOPE_OPEN,
     .summary = "Style sheet and icons.",
     .formats = FORMAT_OTHER,
     .params = file_params,
     .replies = file_replies},
    {.method = HTTP_GET,
     .path = "/healthz",
     .handle = handle_healthz_get,
     .name = "healthz_get",
     .scope = SCOPE_OPEN,
     .summary = "Whether the service works.",
     .formats = FORMAT_JSON,
     .replies = health_replies},
    {.method = HTTP_GET,
     .path = "/readyz",
     .handle = handle_readyz_get,
     .name = "readyz_get",
     .scope = SCOPE_OPEN,
     .summary = "Whether the service can take work now.",
     .formats = FORMAT_JSON,
     .replies = ready_replies},
    {.method = HTTP_GET,
     .path = "/metrics",
     .handle = handle_metrics_get,
     .name = "metrics_get",
     .scope = SCOPE_READ,
     .summary = "Counts and durations in Prometheus' text format.",
     .formats = FORMAT_OTHER,
     .replies = plain_replies},
    {.method = HTTP_GET,
     .path = "/version",
     .handle = handle_version_get,
     .name = "version_get",
     .scope = SCOPE_READ,
     .summary = "The service's version.",
     .formats = FORMAT_JSON,
     .replies = plain_replies},
    {.method = HTTP_GET,
     .path = "/docs",
     .handle = handle_docs_get,
     .name = "docs_get",
     .scope = SCOPE_READ,
     .summary = "This description as a page.",
     .formats = FORMAT_HTML,
     .replies = plain_replies},
    {.method = HTTP_GET,
     .path = "/openapi.json",
     .handle = handle_openapi_get,
     .name = "openapi_get",
     .scope = SCOPE_READ,
     .summary = "This description (OpenAPI 3.1).",
     .formats = FORMAT_JSON,
     .replies = plain_replies},
};
const size_t routes_len = ARRAY_LEN(routes);
