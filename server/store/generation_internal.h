/* A count of changes in memory that all processes share which have the folder. */
#ifndef STORE_GENERATION_INTERNAL_H
#define STORE_GENERATION_INTERNAL_H

#include "base/error.h"

#include <stdint.h>

/*
 * Each request asks whether something changed.  To ask SQLite (PRAGMA data_version) takes a lock
 * and system calls; this is a load from memory.
 */
struct generation;

/* Makes the file (mode 0600) if it is not there. */
enum status generation_open(const char *path, struct generation **ret_generation,
                            struct error *err) MUST_USE;
/* Takes NULL. */
void generation_close(struct generation *generation);

uint64_t generation_number(const struct generation *generation);
void generation_advance(struct generation *generation);

#endif
