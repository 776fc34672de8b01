#include <jansson.h>
#include <stdlib.h>

#include "model/directory.h"
#include "model/member_admin.h"
#include "model/member_sql.h"
#include "model/member_token.h"
#include "model/session_list.h"

DB_EXEC(x_roles, "UPDATE member SET roles = ?, version = version + 1 WHERE id = ? AND version = ?");
DB_EXEC(x_state, "UPDATE member SET state = ?, version = version + 1 WHERE id = ? AND version = ?");

static enum err refuse(const char *why)
{
    rules_begin();
    issue(rules_list(), NULL, why);
    return rules_end();
}

static char *detail(const char *name, const char *value)
{
    json_t *j = json_pack("{s:s}", name, value ? value : "");
    char   *text = json_dumps(j, JSON_COMPACT), *kept = copy(text);

    free(text);
    json_decref(j);
    return kept;
}

enum err member_set_roles(struct db *db, const struct user *by, int64_t id, int version, unsigned roles)
{
    struct member m;
    int64_t       ended;
    char         *text = member_roles_text(roles);

    DB_TX(tx, db);
    TRY(member_get(db, id, &m));
    if (!member_is(&m, "active"))
        return refuse(_("Only active members can have roles"));
    if (by->id == id && !(roles & ADMINISTRATOR))
        return refuse(_("You cannot take the role of administrator from yourself: ask another administrator"));
    TRY(db_change(db, x_roles, text, id, version));
    if (by->id != id)
        TRY(session_list_end_others(db, id, 0, &ended));
    TRY(audit(db, by, "member.roles", "member", id, detail("roles", text)));
    return db_commit(&tx);
}

enum err member_suspend(struct db *db, const struct user *by, int64_t id, int version, const char *reason)
{
    struct member m;
    int64_t       ended;

    DB_TX(tx, db);
    TRY(member_get(db, id, &m));
    if (by->id == id)
        return refuse(_("You cannot suspend your own account"));
    TRY(db_change(db, x_state, "suspended", id, version));
    TRY(session_list_end_others(db, id, 0, &ended));
    TRY(token_void_all(db, id));
    TRY(directory_person(db, id));
    TRY(audit(db, by, "member.suspend", "member", id, detail("reason", reason)));
    return db_commit(&tx);
}

/* Back to what it was: an address that was never confirmed still is not. */
enum err member_restore(struct db *db, const struct user *by, int64_t id, int version)
{
    struct member m;

    DB_TX(tx, db);
    TRY(member_get(db, id, &m));
    if (!member_is(&m, "suspended"))
        return refuse(_("This account is not suspended"));
    TRY(db_change(db, x_state, m.confirmed_at.us ? "active" : "pending", id, version));
    TRY(directory_person(db, id));
    TRY(audit(db, by, "member.restore", "member", id, NULL));
    return db_commit(&tx);
}

enum err member_end_sessions(struct db *db, const struct user *by, int64_t id, int64_t *n)
{
    struct member m;

    DB_TX(tx, db);
    TRY(member_get(db, id, &m));
    TRY(session_list_end_others(db, id, 0, n));
    TRY(audit(db, by, "member.sessions.end", "member", id, NULL));
    return db_commit(&tx);
}
