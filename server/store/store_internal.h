/* What a store is made of. */
#ifndef STORE_STORE_INTERNAL_H
#define STORE_STORE_INTERNAL_H

#include "store/folder_internal.h"
#include "store/readers_internal.h"
#include "store/schema_internal.h"
#include "store/store.h"
#include "store/writer_internal.h"

struct store {
    struct folder folder;
    const struct schema *schema;
    struct readers readers;
    struct writer writer;
    int list_ms; /* how long a list may take */
};

/* store_open with another schema, for tests of migrations. */
enum status store_open_as(const struct store_options *options, const struct schema *schema,
                          struct store **ret_store, struct error *err) MUST_USE;

#endif
