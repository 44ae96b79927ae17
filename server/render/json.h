/* A streaming JSON writer: tables instead of trees, so that long strings cost little more than a
 * copy. */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { JSON_DEPTH_MAX = 32 };

/*
 * Writes to `buf`; puts the commas itself.  Zero cost when the buffer has failed.  No function here
 * has the name of one of Jansson's (json_object, json_array, json_real, json_null): the linker
 * would give Jansson itself ours.
 */
struct json {
    struct buf *buf;
    bool needs_comma[JSON_DEPTH_MAX];
    int depth;
};

void json_init(struct json *json, struct buf *buf);
void json_object_begin(struct json *json);         /* { */
void json_object_end(struct json *json);           /* } */
void json_array_begin(struct json *json);          /* [ */
void json_array_end(struct json *json);            /* ] */
void json_key(struct json *json, const char *key); /* `key` is ASCII that needs no escape */
/* A string; null when s.ptr is NULL.  Ill-formed UTF-8 becomes U+FFFD; '<' is written as it is. */
void json_str(struct json *json, struct str s);
void json_int(struct json *json, int64_t value);
void json_decimal(struct json *json, double value, int decimals); /* NaN and infinities: null */
void json_bool(struct json *json, bool value);
void json_unknown(struct json *json);
/* Text that is JSON already. */
void json_raw(struct json *json, struct str text);
/* json_key and json_str in one. */
void json_key_str(struct json *json, const char *key, struct str value);

/* Only the escaping: `s` between quotes. */
void json_escape(struct buf *buf, struct str s);

#endif
