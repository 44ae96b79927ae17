/* Which addresses may be connected to: public ones, and those that the owner allows. */
#ifndef FETCH_JUDGE_H
#define FETCH_JUDGE_H

#include "base/url.h"
#include "fetch/address.h"

#include <stdatomic.h>

enum { JUDGE_ALLOWED_MAX = 32 };

/* What the owner says; several threads read it. */
struct judge {
    struct address_range allowed[JUDGE_ALLOWED_MAX];
    size_t n_allowed;
    _Atomic uint16_t own_port; /* where this server listens; 0: not known yet */
};

/*
 * `allowed`: ranges parted by commas, each of which may be connected to on any port.  ERR_INVALID
 * names the one that is none.
 */
enum status judge_init(struct judge *judge, struct str allowed, struct error *err) MUST_USE;

/*
 * Before a name is looked up: false for what cannot be meant for the public internet, whatever it
 * resolves to: names of this machine and of local networks, other ports than 80 and 443, numbers
 * that are no plain address.  The last word is judge_address's.
 */
bool judge_url(const struct judge *judge, const struct url *url);

/* Whether the name is one of this machine or of a local network, so that even its being unknown is
 * nobody's business. */
bool judge_is_local(const struct url *url);

/*
 * When the connection is made, so that a name that resolves anew cannot slip through: false for
 * every special-purpose range of IANA's registries, for addresses that hold such a one (mapped,
 * translated), for ports other than 80 and 443, and for this server itself.
 */
bool judge_address(const struct judge *judge, const struct address *address);

#endif
