/* A cleaned submission on its way into the store, where it may be known already. */
#include "handlers/deposit.h"

#include "handlers/ingest.h"
#include "handlers/recleaning.h"

#include <string.h>

static const struct {
    const char *word;
    enum duplicate duplicate;
} words[] = {{"return", DUPLICATE_RETURN},
             {"update", DUPLICATE_UPDATE},
             {"new", DUPLICATE_NEW},
             {"fail", DUPLICATE_FAIL}};

enum duplicate deposit_duplicate(const struct request *req)
{
    struct str value = request_param(req, "on_duplicate");
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_equal(value, str_from(words[i].word))) {
            return words[i].duplicate;
        }
    }
    return DUPLICATE_RETURN;
}

static enum status refuse_known(int64_t id, struct error *err)
{
    return error_set(err, ERR_CONFLICT, "it is there already: /articles/%lld", (long long)id);
}

static bool matters(const struct deposit *deposit)
{
    return deposit->on_duplicate == DUPLICATE_RETURN || deposit->on_duplicate == DUPLICATE_FAIL;
}

/* What it means for the deposit that it was found, or not. */
static enum status judge(const struct deposit *deposit, enum status found, struct error *err)
{
    return !found && deposit->on_duplicate == DUPLICATE_FAIL ? refuse_known(deposit->id, err)
                                                             : found;
}

enum status deposit_find(struct deposit *deposit, const struct sha256 *original, struct error *err)
{
    if (!matters(deposit)) {
        return ERR_NOT_FOUND;
    }
    enum status found = store_find(deposit->store, original, str_null(), &deposit->id, err);
    return judge(deposit, found, err);
}

enum status deposit_find_address(struct deposit *deposit, struct str address, struct error *err)
{
    if (!matters(deposit)) {
        return ERR_NOT_FOUND;
    }
    enum status found = store_find_address(deposit->store, address, &deposit->id, err);
    return judge(deposit, found, err);
}

static void finish(struct deposit *deposit, enum status status, const struct error *error)
{
    deposit->status = status;
    deposit->error = *error;
    deposit->done(deposit);
}

static void inserted(struct store_write *write)
{
    struct deposit *deposit = write->owner;
    enum status status = write->status;
    deposit->id = deposit->article.id;
    deposit->is_new = !status && !write->was_known;
    if (!status && write->was_known && deposit->on_duplicate == DUPLICATE_FAIL) {
        status = refuse_known(deposit->id, &write->error);
    }
    if (!status && write->was_known && deposit->on_duplicate == DUPLICATE_UPDATE) {
        status = error_set(&write->error, ERR_BUSY,
                           "another request stored the same at this moment; send it again");
    }
    finish(deposit, status, &write->error);
}

static void updated(struct store_write *write)
{
    struct deposit *deposit = write->owner;
    finish(deposit, write->status, &write->error);
}

/* What was given before stays where the sender says nothing of it now. */
static enum status amend(struct store_write *write, const struct article *current,
                         struct error *err)
{
    struct deposit *deposit = write->owner;
    (void)err;
    deposit->changed = deposit->article;
    recleaning_keep(current, &deposit->changed);
    ingest_give(&deposit->changed.meta, &deposit->given);
    if (deposit->has_state) {
        deposit->changed.state = deposit->article.state;
    }
    return OK;
}

static enum status update(struct deposit *deposit, struct error *err)
{
    struct article current;
    enum status status =
        store_get(deposit->store, deposit->id, STORE_TREE, deposit->arena, &current, err);
    if (status) {
        return status;
    }
    struct sha256 hash = hash_sha256(deposit->original);
    bool is_same = memcmp(&hash, &current.original_hash, sizeof(hash)) == 0;
    deposit->changed = deposit->article;
    deposit->write.kind = WRITE_UPDATE;
    deposit->write.id = deposit->id;
    deposit->write.article = &deposit->changed;
    deposit->write.original = is_same ? str_null() : deposit->original;
    deposit->write.has_new_content =
        !str_equal(current.content_tree, deposit->article.content_tree);
    deposit->write.amend = amend;
    deposit->write.arena = deposit->arena;
    deposit->write.done = updated;
    return store_submit(deposit->store, &deposit->write, err);
}

/* By its bytes, what it calls itself, or where it was fetched from. */
static enum status find_known(struct deposit *deposit, struct error *err)
{
    struct sha256 hash = hash_sha256(deposit->original);
    enum status status =
        store_find(deposit->store, &hash, meta_get(&deposit->article.meta, META_CANONICAL_URL),
                   &deposit->id, err);
    for (size_t i = 0; i < ARRAY_LEN(deposit->addresses) && status == ERR_NOT_FOUND; i++) {
        if (deposit->addresses[i].len) {
            status = store_find_address(deposit->store, deposit->addresses[i], &deposit->id, err);
        }
    }
    return status;
}

enum status deposit_submit(struct deposit *deposit, struct error *err)
{
    deposit->write = (struct store_write){
        .kind = WRITE_INSERT,
        .article = &deposit->article,
        .original = deposit->original,
        .addresses = {deposit->addresses[0], deposit->addresses[1]},
        .is_always_new = deposit->on_duplicate == DUPLICATE_NEW,
        .done = inserted,
        .owner = deposit,
    };
    enum status status = ERR_NOT_FOUND;
    if (deposit->on_duplicate == DUPLICATE_UPDATE) {
        status = find_known(deposit, err);
    }
    if (status == OK) {
        status = update(deposit, err);
    } else if (status == ERR_NOT_FOUND) {
        status = store_submit(deposit->store, &deposit->write, err);
    }
    return status ? status : PENDING;
}
