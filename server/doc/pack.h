/* A doc's tree as bytes and back: how it is kept in the store, so that any renderer can run later.
 */
#ifndef DOC_PACK_H
#define DOC_PACK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "doc/node.h"

/* Appends the tree: a version byte, then each node as kind, fields that are set, and number of
 * children. */
void doc_pack(const struct node *root, struct buf *buf);
/*
 * Reads what doc_pack wrote.  Never trusts the bytes: ERR_CORRUPT for a wrong version, kind,
 * length, depth or scheme.  Strings are copied into the arena.
 */
enum status doc_unpack(struct arena *arena, struct str bytes, struct node **ret_root,
                       struct error *err) MUST_USE;

#endif
