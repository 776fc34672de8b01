#include "model/member_limits.h"
#include "model/member_sql.h"
#include "model/reauth.h"
#include "model/two_factor.h"

enum err reauth_needs_code(struct db *db, int64_t member_id, bool *out)
{
    struct two_factor t;

    TRY(two_factor_read(db, member_id, &t));
    *out = t.on;
    return OK;
}

enum err reauth_check(struct db *db, int64_t member_id, const char *password, const char *code, enum reauth *out)
{
    struct member_secret   m;
    enum two_factor_answer answer = CODE_RIGHT;
    bool                   ok = false, renew, needs_code;

    *out = REAUTH_PASSWORD;
    TRY(member_sql_secret_by_id(db, member_id, &m));
    if (empty(password))
        return OK;
    TRY(limit_change(db, member_id));
    TRY(password_check(password, m.password_hash, &ok, &renew));
    if (!ok)
        return OK;
    TRY(limit_change_right(db, member_id));
    TRY(reauth_needs_code(db, member_id, &needs_code));
    if (needs_code && empty(code))
        answer = CODE_WRONG; /* not typed: not counted */
    else if (needs_code)
        TRY(two_factor_check(db, member_id, code, &answer));
    if (answer == CODE_LOCKED)
        FAIL(ERR_LIMIT, "too many wrong codes");
    *out = answer == CODE_RIGHT ? REAUTH_OK : REAUTH_CODE;
    return OK;
}
