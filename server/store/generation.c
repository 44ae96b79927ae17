/* A count of changes in memory that all processes share which have the folder. */
#include "store/generation_internal.h"

#include "store/folder_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct generation {
    _Atomic uint64_t number;
};

static enum status fail(const char *action, struct error *err)
{
    int number = errno;
    return error_set(err, folder_status(number), "the count of changes cannot be %s: %s", action,
                     strerrordesc_np(number));
}

/* Writes the number before it is mapped, so that its block is there: on a full disk the first
 * change would end the process otherwise. */
static bool has_number(int file)
{
    uint64_t number = 0;
    return pread(file, &number, sizeof(number), 0) == sizeof(number) ||
           pwrite(file, &number, sizeof(number), 0) == sizeof(number);
}

enum status generation_open(const char *path, struct generation **ret_generation, struct error *err)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) {
        return fail("opened", err);
    }
    void *map = has_number(file) ? mmap(NULL, sizeof(struct generation), PROT_READ | PROT_WRITE,
                                        MAP_SHARED, file, 0)
                                 : MAP_FAILED;
    enum status status = map == MAP_FAILED ? fail("written", err) : OK;
    (void)close(file);
    if (!status) {
        *ret_generation = map;
    }
    return status;
}

void generation_close(struct generation *generation)
{
    if (generation) {
        (void)munmap(generation, sizeof(*generation));
    }
}

uint64_t generation_number(const struct generation *generation)
{
    return atomic_load(&generation->number);
}

void generation_advance(struct generation *generation)
{
    (void)atomic_fetch_add(&generation->number, 1);
}
