/* Making a token of what a person says: for the command line and for the API. */
#include "handlers/granting.h"

#include "base/base64.h"
#include "base/time.h"
#include "http/scope.h"

#include <stdio.h>

enum { DEFAULT_SCOPES = SCOPE_READ | SCOPE_SUBMIT | SCOPE_WRITE };

#define SECOND_US INT64_C(1000000)

static const struct {
    char letter;
    int64_t seconds;
} units[] = {{'h', 3600}, {'d', 86400}, {'w', 7 * 86400}, {'y', 366 * 86400}};

bool granting_secret(const char *prefix, char text[SECRET_TEXT_MAX])
{
    unsigned char bytes[SECRET_BYTES];
    int start = snprintf(text, SECRET_TEXT_MAX, "%s", prefix);
    if (!hash_random(bytes, sizeof(bytes)) ||
        (size_t)start + BASE64_LENGTH(SECRET_BYTES) >= SECRET_TEXT_MAX) {
        return false;
    }
    base64_url(bytes, sizeof(bytes), text + start);
    text[(size_t)start + BASE64_LENGTH(SECRET_BYTES)] = '\0';
    return true;
}

/* "90d": how long from now. */
static bool read_span(struct str s, int64_t *ret_us)
{
    uint64_t number;
    enum { MOST = 1000 };
    if (s.len < 2 || !str_to_uint(str_sub(s, 0, s.len - 1), MOST, &number) || !number) {
        return false;
    }
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (s.ptr[s.len - 1] == units[i].letter) {
            *ret_us = (int64_t)number * units[i].seconds * SECOND_US;
            return true;
        }
    }
    return false;
}

/* A day alone means its end; what has no offset is UTC. */
static bool read_moment(struct str s, int64_t *ret_us)
{
    struct date date;
    if (!date_parse(s, &date) || !date_is_valid(&date)) {
        return false;
    }
    int64_t seconds = time_days_from_civil(date.year, date.month, date.day) * 86400;
    seconds += date.has_time ? date.hour * 3600 + date.minute * 60 + date.second : 86400;
    seconds -= date.has_offset ? date.offset_minutes * 60 : 0;
    *ret_us = seconds * SECOND_US;
    return true;
}

static enum status read_expiry(struct str s, int64_t *ret_us, struct error *err)
{
    int64_t now_us = time_now_us(), us;
    if (!s.len) {
        *ret_us = 0;
        return OK;
    }
    if (read_span(s, &us)) {
        *ret_us = now_us + us;
        return OK;
    }
    if (!read_moment(s, &us) || us <= now_us) {
        return error_set(err, ERR_INVALID,
                         "a token expires after a time, as 90d, 12h or 8w, or on a day to come, as "
                         "2030-01-31");
    }
    *ret_us = us;
    return OK;
}

enum status granting_do(struct grants *grants, const struct granting *granting,
                        char secret[SECRET_TEXT_MAX], struct grant *ret_grant,
                        const char **ret_field, struct error *err)
{
    struct grant grant = {.name = granting->name, .scopes = DEFAULT_SCOPES};
    *ret_field = "scopes";
    enum status status =
        granting->scopes.ptr ? scope_parse(granting->scopes, &grant.scopes, err) : OK;
    if (!status) {
        *ret_field = "expires";
        status = read_expiry(granting->expires, &grant.expires_us, err);
    }
    if (status) {
        return status;
    }
    *ret_field = "name";
    if (!granting_secret("art_", secret)) {
        return error_set(err, ERR_IO, "the kernel has no random bytes");
    }
    grant.hash = hash_sha256(str_from(secret));
    status = grants_add(grants, &grant, err);
    if (!status) {
        *ret_grant = grant;
    }
    return status;
}

void granting_add_scopes(struct json *json, unsigned scopes)
{
    json_array_begin(json);
    for (unsigned scope = SCOPE_READ; scope <= SCOPE_ADMIN; scope <<= 1) {
        if (scopes & scope) {
            json_str(json, str_from(scope_name((enum scope)scope)));
        }
    }
    json_array_end(json);
}

static void add_moment(struct json *json, const char *key, int64_t us)
{
    char text[TIME_TEXT_MAX];
    json_key_str(json, key, us ? time_format(us, text) : str_null());
}

void granting_add_json(struct json *json, const struct grant *grant, struct str secret)
{
    json_object_begin(json);
    json_key(json, "id");
    json_int(json, grant->id);
    json_key_str(json, "name", grant->name);
    json_key(json, "scopes");
    granting_add_scopes(json, grant->scopes);
    add_moment(json, "created", grant->created_us);
    add_moment(json, "last_used", grant->used_us);
    add_moment(json, "expires", grant->expires_us);
    if (secret.len) {
        json_key_str(json, "token", secret);
    }
    json_object_end(json);
}
