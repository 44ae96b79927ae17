/*
 * The floor under POST /articles: what no such service can do without - the upload, lexbor's parse
 * with the page's text, and one durable commit of the page, the text and its full-text index.
 *
 *   post_floor PORT FILE.db
 */
#include "base/buf.h"
#include "base/macros.h"

#include <arpa/inet.h>
#include <lexbor/html/html.h>
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOPS = 2, CONNECTION_MEMORY = 64 * 1024, BODY_MAX = 32 * 1024 * 1024 };

/* One document and one connection to the file, used under the lock. */
struct floor {
    pthread_mutex_t lock;
    lxb_html_document_t *document;
    sqlite3 *db;
    sqlite3_stmt *insert, *index;
};

static const char schema[] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                             "CREATE TABLE page(id INTEGER PRIMARY KEY, raw BLOB, text TEXT);"
                             "CREATE VIRTUAL TABLE words USING fts5(text, content='page',"
                             " content_rowid='id');";

static bool open_floor(struct floor *floor, const char *file)
{
    (void)pthread_mutex_init(&floor->lock, NULL);
    floor->document = lxb_html_document_create();
    return floor->document && sqlite3_open(file, &floor->db) == SQLITE_OK &&
           sqlite3_exec(floor->db, schema, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(floor->db, "INSERT INTO page(raw, text) VALUES(?, ?)", -1,
                              &floor->insert, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(floor->db, "INSERT INTO words(rowid, text) VALUES(?, ?)", -1,
                              &floor->index, NULL) == SQLITE_OK;
}

static bool commit_page(struct floor *floor, struct str page, struct str text)
{
    bool is_stored = sqlite3_exec(floor->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
    (void)sqlite3_bind_blob64(floor->insert, 1, page.ptr, page.len, SQLITE_STATIC);
    (void)sqlite3_bind_text64(floor->insert, 2, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
    is_stored = is_stored && sqlite3_step(floor->insert) == SQLITE_DONE;
    (void)sqlite3_bind_int64(floor->index, 1, sqlite3_last_insert_rowid(floor->db));
    (void)sqlite3_bind_text64(floor->index, 2, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
    is_stored = is_stored && sqlite3_step(floor->index) == SQLITE_DONE;
    is_stored =
        sqlite3_exec(floor->db, is_stored ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK &&
        is_stored;
    (void)sqlite3_reset(floor->insert);
    (void)sqlite3_reset(floor->index);
    return is_stored;
}

static bool take_page(struct floor *floor, struct str page)
{
    (void)pthread_mutex_lock(&floor->lock);
    lxb_html_document_clean(floor->document);
    bool is_stored = lxb_html_document_parse(floor->document, (const lxb_char_t *)page.ptr,
                                             page.len) == LXB_STATUS_OK;
    size_t len = 0;
    lxb_dom_node_t *body = lxb_dom_interface_node(lxb_html_document_body_element(floor->document));
    lxb_char_t *text = is_stored && body ? lxb_dom_node_text_content(body, &len) : NULL;
    is_stored = is_stored && commit_page(floor, page, str_of((const char *)text, len));
    (void)pthread_mutex_unlock(&floor->lock);
    return is_stored;
}

static enum MHD_Result answer(struct MHD_Connection *link, unsigned code)
{
    static char text[] = "{\"status\": \"done\"}\n";
    struct MHD_Response *response =
        MHD_create_response_from_buffer(sizeof(text) - 1, text, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result = MHD_queue_response(link, code, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result on_request(void *owner, struct MHD_Connection *link, const char *url,
                                  const char *method, const char *version, const char *upload,
                                  size_t *upload_len, void **ret_state)
{
    struct buf *body = *ret_state;
    (void)url;
    (void)version;
    if (!body) {
        body = malloc(sizeof(*body));
        if (!body) {
            return MHD_NO;
        }
        buf_init(body, BODY_MAX);
        *ret_state = body;
        return MHD_YES;
    }
    if (*upload_len) {
        buf_add(body, upload, *upload_len);
        *upload_len = 0;
        return MHD_YES;
    }
    if (strcmp(method, "POST") != 0) {
        return answer(link, MHD_HTTP_OK);
    }
    bool is_stored = buf_ok(body) && take_page(owner, buf_str(body));
    return answer(link, is_stored ? MHD_HTTP_CREATED : MHD_HTTP_INTERNAL_SERVER_ERROR);
}

static void on_end(void *owner, struct MHD_Connection *link, void **state,
                   enum MHD_RequestTerminationCode code)
{
    struct buf *body = *state;
    (void)owner;
    (void)link;
    (void)code;
    if (body) {
        buf_done(body);
        free(body);
    }
}

int main(int argc, char **argv)
{
    struct floor floor = {0};
    uint64_t port;
    sigset_t signals;
    int number;
    if (argc != 3 || !str_to_uint(str_from(argv[1]), 65535, &port) ||
        !open_floor(&floor, argv[2])) {
        (void)fputs("usage: post_floor PORT FILE.db\n", stderr);
        return 2;
    }
    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)port, NULL, NULL, on_request, &floor,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)LOOPS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)CONNECTION_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_SOCK_ADDR,
        (struct sockaddr *)&address, MHD_OPTION_END);
    if (!daemon) {
        (void)fprintf(stderr, "post_floor: cannot listen on %s\n", argv[1]);
        return 1;
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    (void)fprintf(stderr, "listening on http://127.0.0.1:%u\n", info ? info->port : (unsigned)port);
    (void)sigwait(&signals, &number);
    MHD_stop_daemon(daemon);
    return 0;
}
