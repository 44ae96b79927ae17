/* libcurl, loaded when the first address is fetched. */
#include "fetch/library.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The name that has been the same since 2006; each distribution's own versions carry it. */
static const char file_name[] = "libcurl.so.4";

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
    {"curl_global_init", offsetof(struct library, global_init)},
    {"curl_multi_init", offsetof(struct library, multi_init)},
    {"curl_multi_cleanup", offsetof(struct library, multi_cleanup)},
    {"curl_multi_add_handle", offsetof(struct library, multi_add_handle)},
    {"curl_multi_remove_handle", offsetof(struct library, multi_remove_handle)},
    {"curl_multi_perform", offsetof(struct library, multi_perform)},
    {"curl_multi_info_read", offsetof(struct library, multi_info_read)},
    {"curl_multi_poll", offsetof(struct library, multi_poll)},
    {"curl_multi_wakeup", offsetof(struct library, multi_wakeup)},
    {"curl_easy_init", offsetof(struct library, easy_init)},
    {"curl_easy_cleanup", offsetof(struct library, easy_cleanup)},
    {"curl_easy_setopt", offsetof(struct library, easy_setopt)},
    {"curl_easy_getinfo", offsetof(struct library, easy_getinfo)},
    {"curl_slist_append", offsetof(struct library, slist_append)},
    {"curl_slist_free_all", offsetof(struct library, slist_free_all)},
};

enum status library_load(struct library *ret_library, struct error *err)
{
    struct library library = {.handle = dlopen(file_name, RTLD_NOW | RTLD_LOCAL)};
    bool is_whole = library.handle != NULL;
    for (size_t i = 0; is_whole && i < ARRAY_LEN(functions); i++) {
        void *symbol = dlsym(library.handle, functions[i].name);
        /* POSIX: an object's pointer from dlsym holds a function's as well. */
        memcpy((char *)&library + functions[i].offset, &symbol, sizeof(symbol));
        is_whole = symbol != NULL;
    }
    if (!is_whole || library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return error_set(err, ERR_NOT_IMPLEMENTED,
                         "this machine has no usable %s, so addresses are not fetched; post the "
                         "page itself",
                         file_name);
    }
    *ret_library = library;
    return OK;
}
