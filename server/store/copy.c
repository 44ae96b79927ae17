/* Copies of the whole data base while it is in use. */
#include "store/copy_internal.h"

#include "store/folder_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum status fail(const char *action, const char *path, struct error *err)
{
    int number = errno;
    return error_set(err, folder_status(number), "%s %.200s: %s", action, path,
                     strerrordesc_np(number));
}

static enum status make(const char *path, int flags, struct error *err)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0600);
    if (file < 0 && errno == EEXIST) {
        return error_set(err, ERR_CONFLICT, "%.200s is there already; nothing was changed", path);
    }
    if (file < 0) {
        return fail("cannot write", path, err);
    }
    (void)close(file);
    return OK;
}

/* All pages in one step: a reader's snapshot, which neither stops the writer nor sees it. */
static enum status copy_pages(struct connection *connection, const char *path, struct error *err)
{
    struct connection target = {0};
    if (sqlite3_open_v2(path, &target.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL)) {
        enum status status = connection_fail(&target, err);
        connection_close(&target);
        return status;
    }
    sqlite3_backup *backup = sqlite3_backup_init(target.db, "main", connection->db, "main");
    if (backup) {
        (void)sqlite3_backup_step(backup, -1);
    }
    /* The result of the steps comes with the end; it stands in the target. */
    bool is_done = backup && sqlite3_backup_finish(backup) == SQLITE_OK;
    enum status status = is_done ? OK : connection_fail(&target, err);
    connection_close(&target);
    return status;
}

/* A name is durable when its folder is. */
static enum status sync_folder_of(const char *path, struct error *err)
{
    const char *slash = strrchr(path, '/');
    char *dir = slash ? strndup(path, MAX((size_t)(slash - path), (size_t)1)) : strdup(".");
    if (!dir) {
        return error_no_memory(err);
    }
    int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = folder < 0 || fsync(folder) ? fail("cannot write", dir, err) : OK;
    if (folder >= 0) {
        (void)close(folder);
    }
    free(dir);
    return status;
}

static enum status copy_through(struct connection *connection, const char *part, const char *path,
                                struct error *err)
{
    (void)unlink(part);
    enum status status = make(part, O_EXCL | O_NOFOLLOW, err);
    status = status ? status : copy_pages(connection, part, err);
    if (!status && rename(part, path)) {
        status = fail("cannot write", path, err);
    }
    if (status) {
        (void)unlink(part);
        return status;
    }
    return sync_folder_of(path, err);
}

enum status copy_database(struct connection *connection, const char *path, enum copy_rule rule,
                          struct error *err)
{
    size_t room = strlen(path) + sizeof(".part");
    char *part = malloc(room);
    if (!part) {
        return error_no_memory(err);
    }
    (void)snprintf(part, room, "%s.part", path);
    /* Takes the name first, so that what somebody puts there meanwhile is not overwritten. */
    enum status status = rule == COPY_KEEPS ? make(path, O_EXCL, err) : OK;
    if (!status) {
        status = copy_through(connection, part, path, err);
        if (status && rule == COPY_KEEPS) {
            (void)unlink(path);
        }
    }
    free(part);
    return status;
}
