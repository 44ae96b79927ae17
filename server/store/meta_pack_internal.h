/* A `struct meta` as bytes and back, with every source: how the facts are kept in one column. */
#ifndef STORE_META_PACK_INTERNAL_H
#define STORE_META_PACK_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "doc/meta.h"

void meta_pack(const struct meta *meta, struct buf *buf);
/*
 * Reads what meta_pack wrote.  Never trusts the bytes: ERR_CORRUPT for a wrong version, checksum,
 * field, source, order or length.  The strings point into one copy in the arena and have no NUL
 * behind them.
 */
enum status meta_unpack(struct arena *arena, struct str bytes, struct meta *ret_meta,
                        struct error *err) MUST_USE;

#endif
