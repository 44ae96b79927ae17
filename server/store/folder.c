/* The data folder: made if it is not there, and locked for this process alone. */
#include "store/folder_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum status folder_status(int error_number)
{
    switch (error_number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: /* RLIMIT_FSIZE, or the largest file of the file system */
        return ERR_FULL;
    case EACCES:
    case EPERM:
    case EROFS:
        return ERR_READ_ONLY;
    case ENOMEM:
        return ERR_NO_MEMORY;
    default:
        return ERR_IO;
    }
}

static enum status fail(const char *action, struct error *err)
{
    int number = errno;
    return error_set(err, folder_status(number), "%s: %s", action, strerrordesc_np(number));
}

static char *join(const char *dir, const char *name)
{
    size_t room = strlen(dir) + strlen(name) + 2;
    char *path = malloc(room);
    if (path) {
        (void)snprintf(path, room, "%s/%s", dir, name);
    }
    return path;
}

/* mkdir -p.  The XDG base directory specification asks for 0700, of the parents too. */
static enum status make(const char *dir, struct error *err)
{
    char *path = strdup(dir);
    if (!path) {
        return error_no_memory(err);
    }
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
    /* Whether the parents are there is seen here; anything but a folder is seen when the lock is
     * made. */
    enum status status =
        mkdir(path, 0700) && errno != EEXIST ? fail("the folder cannot be made", err) : OK;
    free(path);
    return status;
}

static enum status refuse(int lock, struct error *err)
{
    char owner[16] = {0};
    ssize_t len = pread(lock, owner, sizeof(owner) - 1, 0);
    return error_set(
        err, ERR_CONFLICT,
        "another articled (process %.*s) uses it; stop that one, or give this one a folder of "
        "its own with --data",
        len > 0 ? (int)strspn(owner, "0123456789") : 1, len > 0 ? owner : "?");
}

/*
 * flock, not fcntl: it belongs to the open file, so that no close() of another descriptor drops it,
 * and the kernel gives it back however the process ends.
 */
static enum status take_lock(const char *path, int *ret_lock, struct error *err)
{
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock < 0) {
        return fail("its lock cannot be made", err);
    }
    if (flock(lock, LOCK_EX | LOCK_NB)) {
        enum status status =
            errno == EWOULDBLOCK ? refuse(lock, err) : fail("it cannot be locked", err);
        (void)close(lock);
        return status;
    }
    /* Only a help for people, so that it may fail. */
    (void)(ftruncate(lock, 0) || dprintf(lock, "%ld\n", (long)getpid()) < 0);
    *ret_lock = lock;
    return OK;
}

/* SQLite gives its other files the mode of this one, so umask, which is the whole process's, stays
 * alone. */
static enum status make_file(const char *path, struct error *err)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return fail("articles.db cannot be written", err);
    }
    (void)close(file);
    return OK;
}

char *folder_file(const char *dir)
{
    return join(dir, "articles.db");
}

enum status folder_open(const char *dir, struct folder *ret_folder, struct error *err)
{
    if (!*dir) {
        return error_set(err, ERR_INVALID, "the folder has no name");
    }
    struct folder folder = {
        .lock = -1, .file = folder_file(dir), .wal = join(dir, "articles.db-wal")};
    char *lock = join(dir, "articles.lock");
    if (!folder.file || !folder.wal || !lock) {
        free(lock);
        folder_close(&folder);
        return error_no_memory(err);
    }
    enum status status = make(dir, err);
    status = status ? status : take_lock(lock, &folder.lock, err);
    status = status ? status : make_file(folder.file, err);
    free(lock);
    if (status) {
        folder_close(&folder);
        return status;
    }
    *ret_folder = folder;
    return OK;
}

void folder_close(struct folder *folder)
{
    if (folder->file && folder->lock >= 0) {
        (void)close(folder->lock);
    }
    free(folder->file);
    free(folder->wal);
    *folder = (struct folder){.lock = -1};
}
