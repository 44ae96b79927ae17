/* Opens and closes the store, and says how it is. */
#include "store/store_internal.h"

#include "store/copy_internal.h"
#include "store/limits_internal.h"
#include "store/query_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEFAULT_READERS = 4 };

/* The cause alone would not say where; only here, as what comes later may reach clients. */
static enum status name_folder(const char *dir, enum status status, struct error *err)
{
    if (status && err) {
        struct error cause = *err;
        return error_set(err, status, "cannot open the articles in %.120s: %.250s", dir,
                         cause.message);
    }
    return status;
}

static enum status open_connections(struct store *store, size_t readers, struct error *err)
{
    struct connection connection;
    const char *file = store->folder.file;
    enum status status = connection_open(file, CONNECTION_WRITES, &connection, err);
    if (status) {
        return status;
    }
    status = schema_apply(store->schema, &connection, file, err);
    status = status ? status : readers_open(file, readers, &store->readers, err);
    status = status ? status : writer_start(&store->writer, &connection, &store->readers, err);
    connection_close(&connection);
    return status;
}

enum status store_open_as(const struct store_options *options, const struct schema *schema,
                          struct store **ret_store, struct error *err)
{
    int readers =
        options->readers > 0 ? MIN(options->readers, (int)LIMIT_READERS) : (int)DEFAULT_READERS;
    struct store *store = calloc(1, sizeof(*store));
    if (!store) {
        return error_no_memory(err);
    }
    /* Its counters cost a mutex for each allocation.  Refused, harmlessly, once SQLite is in use.
     */
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    *store = (struct store){.schema = schema, .list_ms = LIMIT_LIST_MS};
    enum status status = folder_open(options->dir, &store->folder, err);
    status = status ? status : open_connections(store, (size_t)readers, err);
    if (status) {
        store_close(store);
        return name_folder(options->dir, status, err);
    }
    *ret_store = store;
    return OK;
}

enum status store_open(const struct store_options *options, struct store **ret_store,
                       struct error *err)
{
    return store_open_as(options, &schema_articles, ret_store, err);
}

void store_close(struct store *store)
{
    if (!store) {
        return;
    }
    /*
     * The writer's thread first, as a write's end may read.  But its connection last: whichever
     * goes last empties the log into the file and removes it, and readers may not write.
     */
    writer_stop(&store->writer);
    readers_close(&store->readers);
    connection_close(&store->writer.connection);
    folder_close(&store->folder);
    free(store);
}

enum status store_submit(struct store *store, struct store_write *write, struct error *err)
{
    return writer_submit(&store->writer, write, err);
}

static enum status read_totals(struct connection *connection, struct store_stats *stats,
                               struct error *err)
{
    bool has_row;
    AUTO_QUERY query = query_begin(connection, STATEMENT_TOTALS);
    enum status status = query_step(&query, &has_row, err);
    if (!status && !has_row) {
        return error_set(err, ERR_CORRUPT, "the count of articles is lost");
    }
    if (!status) {
        stats->articles = query_take_int(&query);
        stats->latest_change = query_take_int(&query);
    }
    return status;
}

static int64_t file_size(const char *path)
{
    struct stat stat_of;
    return stat(path, &stat_of) ? 0 : (int64_t)stat_of.st_size;
}

enum status store_stats(struct store *store, struct store_stats *ret_stats, struct error *err)
{
    struct store_stats stats;
    int64_t commits;
    struct connection *connection = readers_take(&store->readers);
    enum status status = read_totals(connection, &stats, err);
    readers_give(&store->readers, connection);
    if (status) {
        return status;
    }
    stats.file_bytes = file_size(store->folder.file) + file_size(store->folder.wal);
    writer_counts(&store->writer, &stats.queued, &commits);
    *ret_stats = stats;
    return OK;
}

void store_version(const struct store *store, const char **ret_sqlite, int *ret_schema)
{
    *ret_sqlite = sqlite3_libversion();
    *ret_schema = store->schema->version;
}

/* It takes long, so it has a connection of its own. */
static enum status back_up(const char *file, const char *path, struct error *err)
{
    struct connection connection;
    enum status status = connection_open(file, CONNECTION_READS, &connection, err);
    if (status) {
        return status;
    }
    status = copy_database(&connection, path, COPY_KEEPS, err);
    connection_close(&connection);
    return status;
}

enum status store_backup(const char *dir, const char *path, struct error *err)
{
    char *file = folder_file(dir);
    if (!file) {
        return error_no_memory(err);
    }
    enum status status =
        access(file, F_OK)
            ? error_set(err, ERR_NOT_FOUND, "there are no articles in %.200s; say --data DIR", dir)
            : back_up(file, path, err);
    free(file);
    return status;
}
