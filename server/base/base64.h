/* Base64 (RFC 4648): read as mail and HTTP carry it, and written for names and addresses. */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/arena.h"
#include "base/str.h"

/* The bytes up to the first "=", in the arena; what is no code is skipped (RFC 2045, 6.8).  Unknown
 * when memory is out. */
struct str base64_decode(struct arena *arena, struct str code) MUST_USE;

/* How many characters `n` bytes become without padding. */
#define BASE64_LENGTH(n) (((n)*4 + 2) / 3)
/* Writes them in the alphabet that needs no escape in addresses and cookies (RFC 4648, 5). */
void base64_url(const unsigned char *bytes, size_t n, char *text);

#endif
