/* libcurl, loaded when the first address is fetched. */
#ifndef FETCH_LIBRARY_H
#define FETCH_LIBRARY_H

#include "base/error.h"

#include <curl/curl.h>

/*
 * With what it needs itself, libcurl costs 6 MB and 8 ms at every start, also of those who never
 * fetch anything; so it is no part of the program's own list of libraries.
 */
struct library {
    void *handle;
    __typeof__(curl_global_init) *global_init;
    __typeof__(curl_multi_init) *multi_init;
    __typeof__(curl_multi_cleanup) *multi_cleanup;
    __typeof__(curl_multi_add_handle) *multi_add_handle;
    __typeof__(curl_multi_remove_handle) *multi_remove_handle;
    __typeof__(curl_multi_perform) *multi_perform;
    __typeof__(curl_multi_info_read) *multi_info_read;
    __typeof__(curl_multi_poll) *multi_poll;
    __typeof__(curl_multi_wakeup) *multi_wakeup;
    __typeof__(curl_easy_init) *easy_init;
    __typeof__(curl_easy_cleanup) *easy_cleanup;
    __typeof__(curl_easy_setopt) *easy_setopt;
    __typeof__(curl_easy_getinfo) *easy_getinfo;
    __typeof__(curl_slist_append) *slist_append;
    __typeof__(curl_slist_free_all) *slist_free_all;
};

/* ERR_NOT_IMPLEMENTED when the machine has none.  It stays loaded until the process ends: libraries
 * that it brings leave threads' keys and exit handlers behind. */
enum status library_load(struct library *ret_library, struct error *err) MUST_USE;

#endif
