/* The handles that every handler receives. */
#ifndef APP_H
#define APP_H

struct cleaners;
struct fetcher;
struct grants;
struct idempotency;
struct keyring;
struct pages;
struct shelves;
struct store;

struct app {
    struct store *store;             /* articles at rest */
    struct cleaners *cleaners;       /* a cleaner for each worker thread */
    struct fetcher *fetcher;         /* the way out, for addresses */
    struct grants *grants;           /* tokens at rest */
    struct idempotency *idempotency; /* keys of requests that are being answered */
    struct keyring *keyring;         /* and in memory */
    struct pages *pages;             /* parsed page templates and static files */
    struct shelves *shelves;         /* how many articles are unread, starred, ... */
};

#endif
