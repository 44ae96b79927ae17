/* Gives a tag another name in the articles that have it, or takes it away, some at a time. */
#ifndef STORE_RETAG_INTERNAL_H
#define STORE_RETAG_INTERNAL_H

#include "store/connection_internal.h"
#include "store/store.h"

/* The next hundred articles, within the writer's transaction; ERR_NOT_FOUND where none has it. */
enum status retag_step(struct connection *connection, struct store_retag *retag,
                       struct error *err) MUST_USE;

#endif
