/* Content-Transfer-Encoding: how mail carries bytes as ASCII. */
#ifndef CLEAN_MAIL_TRANSFER_H
#define CLEAN_MAIL_TRANSFER_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Decodes "quoted-printable" or "base64" into the arena; other encodings are what they encode, and
 * are borrowed.  What is no code is skipped (base64) or stays as it is (quoted-printable).  The
 * unknown string when memory is out.
 */
struct str transfer_decode(struct arena *arena, struct str encoding, struct str bytes);

/* RFC 2047, section 4: "_" is a space in a Q-encoded word. */
struct str transfer_decode_q(struct arena *arena, struct str word);

#endif
