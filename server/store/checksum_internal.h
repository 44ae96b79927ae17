/* A checksum against bit rot, fast enough to be looked at on every read. */
#ifndef STORE_CHECKSUM_INTERNAL_H
#define STORE_CHECKSUM_INTERNAL_H

#include "base/str.h"

#include <stdint.h>

/*
 * 64 bits over all bytes and the length, the same on every machine.  A change within any eight
 * bytes is always seen, anything else but once in 2^64.  It guards against disks, not against
 * people.
 */
uint64_t checksum(struct str s);

#endif
