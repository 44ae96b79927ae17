/* The keyring: in memory, who may use the service, as the store has it. */
#ifndef HANDLERS_KEYRING_H
#define HANDLERS_KEYRING_H

#include "app.h"
#include "base/error.h"
#include "http/credentials.h"
#include "store/grants.h"

#include <stdbool.h>

struct keyring;

struct keyring_options {
    struct grants *grants;
    bool is_open;    /* --no-auth: nobody is asked */
    bool is_private; /* only this machine reaches the service: open as long as there is no token */
};

enum status keyring_new(const struct keyring_options *options, struct keyring **ret_keyring,
                        struct error *err) MUST_USE;
/* Writes down when tokens were used.  Takes NULL. */
void keyring_free(struct keyring *keyring);

/*
 * For struct server_options.  Reads the store only after a change there, which it sees at once;
 * when it cannot, nobody gets in.  ERR_UNAUTHORIZED for whoever is not known, whatever the reason.
 */
enum status keyring_identify(struct app *app, const struct credentials *credentials,
                             struct arena *arena, struct who *ret_who, struct error *err) MUST_USE;
/* Whether there is a token, for the start beyond this machine. */
enum status keyring_is_empty(struct keyring *keyring, bool *ret_is_empty,
                             struct error *err) MUST_USE;

#endif
