/* A client of few words, for tests that speak to a server through sockets. */
#ifndef UNIT_HTTP_WIRE_H
#define UNIT_HTTP_WIRE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { WIRE_PATIENCE_MS = 15000 };

/* A connection to this machine's port; the test ends where it cannot be had. */
int wire_dial(uint16_t port);
/* Sends all of it; false when the other side has closed. */
bool wire_send(int fd, struct str bytes);
/* Everything up to the end of the connection, or up to where `enough` (may be NULL) was heard. */
struct str wire_hear(struct arena *arena, int fd, const char *enough);
/* One request on a connection of its own, and all that comes back. */
struct str wire_ask(struct arena *arena, uint16_t port, struct str request);
/* How often `part` stands in `text`. */
size_t wire_count(struct str text, const char *part);

#define ASSERT_HAS(text, part) wire_assert((text), (part), true, __FILE__, __LINE__)
#define ASSERT_HAS_NOT(text, part) wire_assert((text), (part), false, __FILE__, __LINE__)
void wire_assert(struct str text, const char *part, bool is_there, const char *file, int line);

#endif
