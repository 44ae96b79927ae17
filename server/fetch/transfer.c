/* One address on its way: the transfer of each hop, its limits and what came of it. */
#include "fetch/transfer.h"

#include "base/time.h"

#include <sys/socket.h>
#include <unistd.h>

enum {
    /* A connection that brings less than this for so long is dead, or means to hold a place. */
    SLOW_BYTES = 64,
    SLOW_SECONDS = 10,
    SHOWN_HOST = 100, /* bytes of a host in a message */
    RESERVE_STEP = 256 * 1024,
};

#define INSTEAD                                                             \
    "; post the page itself, e.g. curl -s ADDRESS | curl --data-binary @- " \
    "'.../articles?url=ADDRESS'"

static const char user_agent[] = "Mozilla/5.0 (compatible; articled/" ARTICLED_VERSION ")";
static const char accept_header[] =
    "Accept: text/html, application/xhtml+xml, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.1";

/* libcurl reads ~/.netrc, proxies of the environment and 27 protocols unless told otherwise. */
static const struct {
    CURLoption option;
    const char *value;
} text_options[] = {
    {CURLOPT_PROTOCOLS_STR, "http,https"},
    {CURLOPT_REDIR_PROTOCOLS_STR, "http,https"},
    {CURLOPT_PROXY, ""},
    {CURLOPT_NOPROXY, "*"},
    {CURLOPT_USERAGENT, user_agent},
    {CURLOPT_ACCEPT_ENCODING, ""}, /* all that it can decode */
};
static const struct {
    CURLoption option;
    long value;
} number_options[] = {
    {CURLOPT_FOLLOWLOCATION, 0}, /* each hop is judged, so each is a transfer of its own */
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_UNRESTRICTED_AUTH, 0},
    {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
    {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
    {CURLOPT_CONNECTTIMEOUT_MS, FETCH_CONNECT_SECONDS * 1000L},
    {CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES},
    {CURLOPT_LOW_SPEED_TIME, SLOW_SECONDS},
    {CURLOPT_NOSIGNAL, 1},
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    /* A kept connection would be used again without being judged again. */
    {CURLOPT_FRESH_CONNECT, 1},
    {CURLOPT_FORBID_REUSE, 1},
    {CURLOPT_DNS_CACHE_TIMEOUT, 0},
    /* getaddrinfo has no timeout of its own; who gives up does not wait for it. */
    {CURLOPT_QUICK_EXIT, 1},
};

enum status transfer_refuse(struct error *err)
{
    return error_set(err, ERR_FORBIDDEN,
                     "only http and https addresses of public hosts, on their usual ports, are "
                     "fetched" INSTEAD);
}

static int host_len(const struct transfer *transfer)
{
    return (int)MIN(transfer->url->host.len, (size_t)SHOWN_HOST);
}

/* Before libcurl connects: the address that the name has now, whatever it had before. */
static curl_socket_t open_socket(void *argument, curlsocktype purpose, struct curl_sockaddr *to)
{
    struct transfer *transfer = argument;
    struct address address;
    if (purpose != CURLSOCKTYPE_IPCXN || !address_from_socket(&to->addr, &address) ||
        !judge_address(transfer->shared->judge, &address)) {
        transfer->is_refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* A second line: whom the connection is with, before anything is sent. */
static int check_peer(void *argument, char *peer, char *own, int peer_port, int own_port)
{
    struct transfer *transfer = argument;
    struct address address;
    (void)own;
    (void)own_port;
    if (address_parse(str_from(peer), &address)) {
        address.port = (uint16_t)peer_port;
        if (judge_address(transfer->shared->judge, &address)) {
            return CURL_PREREQFUNC_OK;
        }
    }
    transfer->is_refused = true;
    return CURL_PREREQFUNC_ABORT;
}

static long response_code(const struct transfer *transfer)
{
    long code = 0;
    (void)transfer->shared->library.easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &code);
    return code;
}

static bool is_redirect(long code)
{
    return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
}

static void fail_too_large(struct transfer *transfer)
{
    transfer->failure =
        error_set(&transfer->fetch->error, ERR_TOO_LARGE,
                  "what %.*s sends is over %d MB, which is more than is fetched" INSTEAD,
                  host_len(transfer), transfer->url->host.ptr, FETCH_BODY_MAX / 1024 / 1024);
}

/* The headers are whole: whether the body is wanted. */
static void look_at_head(struct transfer *transfer)
{
    long code = response_code(transfer);
    struct error *err = &transfer->fetch->error;
    curl_off_t length = -1;
    (void)transfer->shared->library.easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
                                                 &length);
    if (code < 200 || is_redirect(code)) {
        return;
    }
    if (code >= 300) {
        transfer->failure =
            error_set(err, ERR_UPSTREAM, "%.*s answers %ld; if a browser shows the page" INSTEAD,
                      host_len(transfer), transfer->url->host.ptr, code);
    } else if (!transfer->shared->takes(transfer->type)) {
        transfer->failure =
            error_set(err, ERR_UNSUPPORTED,
                      "%.*s sends %.*s; only HTML, text, Markdown, JSON and mail are taken",
                      host_len(transfer), transfer->url->host.ptr,
                      (int)MIN(transfer->type.len, (size_t)60), transfer->type.ptr);
    } else if (length > FETCH_BODY_MAX) {
        fail_too_large(transfer);
    }
    transfer->is_read = !transfer->failure;
}

static void take_header(struct transfer *transfer, struct str line)
{
    ptrdiff_t colon = str_find_byte(line, ':');
    if (str_starts(line, STR("HTTP/"))) { /* also after an interim answer */
        transfer->location = transfer->type = str_null();
        return;
    }
    if (colon < 0) {
        return;
    }
    struct str name = str_sub(line, 0, (size_t)colon);
    struct str value = str_trim(str_sub(line, (size_t)colon + 1, line.len));
    if (str_equal_nocase(name, STR("Location"))) {
        transfer->location = arena_str(&transfer->fetch->arena, value);
    } else if (str_equal_nocase(name, STR("Content-Type"))) {
        transfer->type = arena_str(&transfer->fetch->arena, value);
    }
}

/* One line of the headers, or the empty one behind them.  Any count but `n` breaks it off. */
static size_t on_header(char *bytes, size_t size, size_t n, void *argument)
{
    struct transfer *transfer = argument;
    struct str line = str_of(bytes, size * n);
    transfer->header_bytes += line.len;
    if (transfer->header_bytes > FETCH_HEADER_MAX) {
        transfer->failure =
            error_set(&transfer->fetch->error, ERR_UPSTREAM,
                      "%.*s answers with over %d KB of headers" INSTEAD, host_len(transfer),
                      transfer->url->host.ptr, FETCH_HEADER_MAX / 1024);
        return 0;
    }
    if (transfer->is_read) {
        return line.len; /* a trailer */
    }
    if (str_trim(line).len) {
        take_header(transfer, line);
    } else {
        look_at_head(transfer);
    }
    return transfer->failure ? 0 : line.len;
}

/* The memory of all that is being fetched is bounded, as that of posted bodies is. */
static bool reserve(struct transfer *transfer, size_t wanted)
{
    struct fetch *fetch = transfer->fetch;
    while (fetch->reserved < wanted) {
        size_t held = atomic_fetch_add(&transfer->shared->held, (size_t)RESERVE_STEP);
        fetch->reserved += RESERVE_STEP;
        if (held + RESERVE_STEP > FETCH_BUDGET) {
            return false;
        }
    }
    return true;
}

/* Bytes as they are once decoded: what was announced says nothing of them. */
static size_t on_body(char *bytes, size_t size, size_t n, void *argument)
{
    struct transfer *transfer = argument;
    struct buf *body = &transfer->fetch->body;
    size_t len = size * n;
    if (!transfer->is_read) {
        return 0; /* a redirect's: not wanted */
    }
    if (!reserve(transfer, body->len + len)) {
        transfer->failure = error_set(&transfer->fetch->error, ERR_BUSY,
                                      "too much is being fetched at once; try again in a moment");
        return 0;
    }
    buf_add(body, bytes, len);
    if (body->is_over) {
        fail_too_large(transfer);
    } else if (!buf_ok(body)) {
        transfer->failure = error_no_memory(&transfer->fetch->error);
    }
    return transfer->failure ? 0 : len;
}

static bool set_options(struct transfer *transfer, int64_t left_ms)
{
    const struct library *lib = &transfer->shared->library;
    CURL *easy = transfer->easy;
    CURLcode code = CURLE_OK;
    for (size_t i = 0; i < ARRAY_LEN(text_options) && !code; i++) {
        code = lib->easy_setopt(easy, text_options[i].option, text_options[i].value);
    }
    for (size_t i = 0; i < ARRAY_LEN(number_options) && !code; i++) {
        code = lib->easy_setopt(easy, number_options[i].option, number_options[i].value);
    }
    code = code ? code : lib->easy_setopt(easy, CURLOPT_URL, transfer->url->text.ptr);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)left_ms);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_PREREQFUNCTION, check_peer);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    code = code ? code : lib->easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    return code == CURLE_OK;
}

static enum status fail_late(struct transfer *transfer)
{
    return error_set(&transfer->fetch->error, ERR_UPSTREAM_TIMEOUT,
                     "%.*s did not send the whole page within %d seconds; try again" INSTEAD,
                     host_len(transfer), transfer->url->host.ptr, FETCH_SECONDS);
}

static enum status begin_hop(struct transfer *transfer)
{
    const struct library *lib = &transfer->shared->library;
    struct error *err = &transfer->fetch->error;
    int64_t left_ms = (transfer->deadline_us - time_monotonic_us()) / 1000;
    if (!judge_url(transfer->shared->judge, transfer->url)) {
        return transfer_refuse(err);
    }
    if (left_ms <= 0) {
        return fail_late(transfer);
    }
    transfer->header_bytes = 0;
    transfer->location = transfer->type = str_null();
    transfer->is_read = false;
    transfer->headers = lib->slist_append(NULL, accept_header);
    transfer->easy = lib->easy_init();
    if (!transfer->headers || !transfer->easy || !set_options(transfer, left_ms) ||
        lib->multi_add_handle(transfer->shared->multi, transfer->easy) != CURLM_OK) {
        transfer_end(transfer);
        return error_no_memory(err);
    }
    return OK;
}

enum status transfer_begin(struct transfer *transfer, struct transfers *shared, struct fetch *fetch)
{
    *transfer = (struct transfer){
        .shared = shared,
        .fetch = fetch,
        .url = fetch->url,
        .deadline_us = (fetch->is_patient ? time_monotonic_us() : fetch->submitted_us) +
                       FETCH_SECONDS * INT64_C(1000000),
    };
    buf_init(&fetch->body, FETCH_BODY_MAX);
    fetch->status = begin_hop(transfer);
    return fetch->status;
}

void transfer_end(struct transfer *transfer)
{
    const struct library *lib = &transfer->shared->library;
    if (transfer->easy) {
        (void)lib->multi_remove_handle(transfer->shared->multi, transfer->easy);
        lib->easy_cleanup(transfer->easy);
    }
    lib->slist_free_all(transfer->headers);
    transfer->easy = NULL;
    transfer->headers = NULL;
}

/* Why no whole answer came, as far as it may be told. */
static enum status explain(struct transfer *transfer, CURLcode code)
{
    static const struct {
        CURLcode code;
        const char *why;
    } reasons[] = {
        {CURLE_COULDNT_RESOLVE_HOST, "is no name that is known"},
        {CURLE_COULDNT_CONNECT, "cannot be reached"},
        {CURLE_PEER_FAILED_VERIFICATION, "has a certificate that is not good"},
        {CURLE_SSL_CONNECT_ERROR, "does not make a secure connection"},
        {CURLE_GOT_NOTHING, "sends no answer"},
    };
    const char *why = "sends an answer that breaks off or is malformed";
    bool is_unknown_here = code == CURLE_COULDNT_RESOLVE_HOST && judge_is_local(transfer->url);
    if (transfer->is_refused || is_unknown_here) {
        return transfer_refuse(&transfer->fetch->error);
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return fail_late(transfer);
    }
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++) {
        why = reasons[i].code == code ? reasons[i].why : why;
    }
    return error_set(&transfer->fetch->error, ERR_UPSTREAM, "%.*s %s" INSTEAD, host_len(transfer),
                     transfer->url->host.ptr, why);
}

static enum status finish(struct transfer *transfer)
{
    struct fetch *fetch = transfer->fetch;
    if (!transfer->is_read || !fetch->body.len) {
        return error_set(&fetch->error, ERR_UPSTREAM, "%.*s sends an empty page" INSTEAD,
                         host_len(transfer), transfer->url->host.ptr);
    }
    fetch->type = transfer->type;
    fetch->final_url = transfer->url->text;
    return OK;
}

/* The next hop, or why there is none. */
static enum status redirect(struct transfer *transfer)
{
    struct fetch *fetch = transfer->fetch;
    const struct url *url = url_resolve(&fetch->arena, transfer->url, transfer->location);
    if (transfer->redirects == FETCH_REDIRECTS_MAX) {
        return error_set(&fetch->error, ERR_UPSTREAM, "%.*s redirects more than %d times" INSTEAD,
                         host_len(transfer), transfer->url->host.ptr, FETCH_REDIRECTS_MAX);
    }
    if (!url) { /* another scheme, a user name, or nothing that is an address */
        return transfer_refuse(&fetch->error);
    }
    transfer->redirects++;
    transfer->url = url;
    return begin_hop(transfer);
}

bool transfer_goes_on(struct transfer *transfer, CURLcode code)
{
    struct fetch *fetch = transfer->fetch;
    bool is_moved = is_redirect(response_code(transfer)) && transfer->location.len;
    bool is_whole = code == CURLE_OK || (code == CURLE_WRITE_ERROR && is_moved);
    transfer_end(transfer);
    if (transfer->failure) {
        fetch->status = transfer->failure;
    } else if (!is_whole) {
        fetch->status = explain(transfer, code);
    } else if (is_moved) {
        fetch->status = redirect(transfer);
        return fetch->status == OK;
    } else {
        fetch->status = finish(transfer);
    }
    return false;
}
