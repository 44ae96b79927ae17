/* Hashes: SHA-256 for identity, a fast one for tables. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/macros.h"
#include "base/str.h"

#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_HEX = 64, SHA512_BYTES = 64 };

struct sha256 {
    unsigned char bytes[SHA256_BYTES];
};

/* By Nettle, which is there for libmicrohttpd anyway: libcrypto would be 3 MB more at rest. */
struct sha256 hash_sha256(struct str s);
struct sha512 {
    unsigned char bytes[SHA512_BYTES];
};
struct sha512 hash_sha512(struct str s);
/* Lower-case hexadecimal with a final NUL. */
void hash_hex(const struct sha256 *hash, char text[SHA256_HEX + 1]);

/* FNV-1a, 64 bits; start with HASH_START or an earlier result.  For tables of our own, not for
 * strangers' choice of collisions. */
#define HASH_START UINT64_C(14695981039346656037)
#define HASH_PRIME UINT64_C(1099511628211)
uint64_t hash_bytes(uint64_t hash, struct str s);
/* A step of hash_bytes, and the like for a number at once. */
static inline uint64_t hash_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * HASH_PRIME;
}
static inline uint64_t hash_number(uint64_t hash, uint64_t number)
{
    return (hash ^ number) * HASH_PRIME;
}
/* `n` random bytes from the kernel; false when it has none. */
bool hash_random(void *bytes, size_t n) MUST_USE;

#endif
