/* The data folder: made if it is not there, and locked for this process alone. */
#ifndef STORE_FOLDER_INTERNAL_H
#define STORE_FOLDER_INTERNAL_H

#include "base/error.h"

/* Strings are from malloc. */
struct folder {
    int lock;   /* a file descriptor that holds the lock */
    char *file; /* DIR/articles.db */
    char *wal;  /* SQLite's log next to it */
};

/*
 * Makes the folder (mode 0700) and an empty file (mode 0600) where they are missing and takes the
 * lock. ERR_CONFLICT when another process has it; ERR_READ_ONLY, ERR_FULL, ERR_IO with the system's
 * reason.
 */
enum status folder_open(const char *dir, struct folder *ret_folder, struct error *err) MUST_USE;
/* The articles' file in that folder, whether it is there or not, from malloc; NULL: no memory. */
char *folder_file(const char *dir) MUST_USE;
/* Gives the lock back; accepts a zeroed folder. */
void folder_close(struct folder *folder);

/* What an errno means for a caller. */
enum status folder_status(int error_number);

#endif
