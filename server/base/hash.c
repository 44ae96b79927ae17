/* Hashes: SHA-256 for identity, a fast one for tables. */
#include "base/hash.h"

#include <nettle/sha2.h>
#include <sys/random.h>

struct sha256 hash_sha256(struct str s)
{
    struct sha256 hash;
    struct sha256_ctx context;
    sha256_init(&context);
    sha256_update(&context, s.len, (const uint8_t *)(s.len ? s.ptr : ""));
    sha256_digest(&context, sizeof(hash.bytes), hash.bytes);
    return hash;
}

struct sha512 hash_sha512(struct str s)
{
    struct sha512 hash;
    struct sha512_ctx context;
    sha512_init(&context);
    sha512_update(&context, s.len, (const uint8_t *)(s.len ? s.ptr : ""));
    sha512_digest(&context, sizeof(hash.bytes), hash.bytes);
    return hash;
}

void hash_hex(const struct sha256 *hash, char text[SHA256_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        text[2 * i] = digits[hash->bytes[i] >> 4];
        text[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
    text[SHA256_HEX] = '\0';
}

uint64_t hash_bytes(uint64_t hash, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        hash = hash_byte(hash, (unsigned char)s.ptr[i]);
    }
    return hash;
}

bool hash_random(void *bytes, size_t n)
{
    unsigned char *at = bytes;
    while (n) {
        ssize_t got = getrandom(at, n, 0);
        if (got <= 0) {
            return false;
        }
        at += got;
        n -= (size_t)got;
    }
    return true;
}
