/* Host names in other scripts as DNS has them: Punycode (RFC 3492). */
#ifndef BASE_PUNYCODE_H
#define BASE_PUNYCODE_H

#include "base/buf.h"

#include <stdbool.h>

/*
 * Appends `host`, UTF-8, in lower case and ASCII: "xn--bcher-kva.example" for
 * "B\u00FCcher.example". Of UTS 46 what people type is done: case, full-width forms and full stops,
 * and zero-width characters, which go away; composed letters are expected.  False for ill-formed
 * UTF-8, a character that is no letter, mark or digit, and a label of over 63 bytes.
 */
bool punycode_add_host(struct buf *buf, struct str host) MUST_USE;

#endif
