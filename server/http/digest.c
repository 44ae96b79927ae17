/* Whether a body is what the client says it sent: Content-Digest (RFC 9530). */
#include "http/digest.h"

#include "base/base64.h"
#include "base/hash.h"

/* One "sha-256=:...:" of the dictionary (RFC 8941, 3.2 and 3.3.5); the code is between the colons.
 */
static bool split_member(struct str member, struct str *ret_name, struct str *ret_code)
{
    ptrdiff_t equals = str_find_byte(member, '=');
    struct str value = equals < 1 ? str_null() : str_sub(member, (size_t)equals + 1, member.len);
    if (value.len < 2 || value.ptr[0] != ':') {
        return false;
    }
    ptrdiff_t end = str_find_byte(str_sub(value, 1, value.len), ':');
    struct str rest = end < 0 ? str_null() : str_sub(value, (size_t)end + 2, value.len);
    if (end < 0 || (str_trim(rest).len && rest.ptr[0] != ';')) {
        return false;
    }
    *ret_name = str_sub(member, 0, (size_t)equals);
    *ret_code = str_sub(value, 1, (size_t)end);
    return true;
}

static enum status check_member(struct arena *arena, struct str name, struct str code,
                                struct str bytes, struct error *err)
{
    bool is_long = str_equal(name, STR("sha-512"));
    if (!is_long && !str_equal(name, STR("sha-256"))) {
        return OK;
    }
    struct sha512 actual_long;
    struct sha256 actual;
    struct str own, told = base64_decode(arena, code);
    if (!told.ptr) {
        return error_no_memory(err);
    }
    if (is_long) {
        actual_long = hash_sha512(bytes);
        own = str_of((const char *)actual_long.bytes, sizeof(actual_long.bytes));
    } else {
        actual = hash_sha256(bytes);
        own = str_of((const char *)actual.bytes, sizeof(actual.bytes));
    }
    return str_equal(told, own) ? OK
                                : error_set(err, ERR_INVALID,
                                            "the body is not what Content-Digest says (%.*s): "
                                            "something changed it on its way; send it again",
                                            STR_ARG(name));
}

enum status digest_check(struct arena *arena, struct str field, struct str bytes, struct error *err)
{
    struct str rest = field, part, name, code;
    if (!field.ptr) {
        return OK;
    }
    while (str_split(&rest, ',', &part)) {
        if (!split_member(str_trim(part), &name, &code)) {
            return error_set(
                err, ERR_INVALID,
                "Content-Digest is not as RFC 9530 has it, e.g. sha-256=:...base64...:");
        }
        enum status status = check_member(arena, name, code, bytes, err);
        if (status) {
            return status;
        }
    }
    return OK;
}
