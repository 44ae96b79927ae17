/* The socket that a server listens on. */
#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H

#include "base/error.h"
#include "base/str.h"

#include <stdint.h>

/* Binds and listens; `*ret_port` is the port that it got.  ERR_CONFLICT when another program has
 * it, ERR_INVALID for what is no numeric address. */
enum status listener_open(struct str address, uint16_t port, int *ret_fd, uint16_t *ret_port,
                          struct error *err) MUST_USE;

/*
 * Lets the socket go while a library goes on polling its number: who connects from now on is
 * refused at once, and the number stays a socket that nobody can reach, for its owner to close.
 */
void listener_deafen(int fd);

#endif
