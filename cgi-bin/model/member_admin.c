/* member_admin.c - see member_admin.h. */
#include <jansson.h>
#include <stdlib.h>

#include "model/directory.h"
#include "model/member_admin.h"
#include "model/member_join.h"
#include "model/member_mails.h"
#include "model/member_token.h"
#include "model/session_list.h"

DB_EXEC(x_roles, "UPDATE member SET roles = ?, version = version + 1 WHERE id = ? AND version = ?");
DB_EXEC(x_state, 
    "UPDATE member SET state = ?, messages_hidden = ?, version = version + 1 WHERE id = ? AND version = ?");

DB_EXEC(x_lang, "UPDATE member SET lang = ?, version = version + 1 WHERE id = ? AND version = ?");
struct id_row {
    int64_t id;
};
struct id_rows {
    struct id_row *v;
    size_t         n;
};
DB_COLUMNS(id_cols, struct id_row, id);
DB_QUERY(q_administrators, id_cols,
    "SELECT id FROM member WHERE roles IN ('administrator', 'editor,administrator', 'moderator,administrator',"
    " 'editor,moderator,administrator') AND state = 'active' ORDER BY id FOR UPDATE");
DB_QUERY(q_redirect, id_cols, "SELECT member_id AS id FROM member_redirect WHERE old_id = ?");

enum err member_other_administrators(struct db *db, int64_t id, int64_t *n)
{
    struct id_rows rows;

    TRY(db_all(db, q_administrators, &rows));
    *n = 0;
    for (size_t i = 0; i < rows.n; i++)
        *n += rows.v[i].id != id;
    return OK;
}

enum err member_redirected(struct db *db, int64_t id, int64_t *now)
{
    struct id_row row = {0};
    enum err      e = db_one(db, q_redirect, &row, id);

    if (e && e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *now = row.id;
    return OK;
}

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

static enum err keep_one_administrator(struct db *db, const struct member *m)
{
    int64_t others;

    if (!(member_roles(m) & ADMINISTRATOR))
        return OK;
    TRY(member_other_administrators(db, m->id, &others));
    return others ? OK : refuse(_("This is the last administrator: make somebody else one first"));
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
    if (!(roles & ADMINISTRATOR))
        TRY(keep_one_administrator(db, &m));
    TRY(db_change(db, x_roles, text, id, version));
    if (by->id != id)
        TRY(session_list_end_others(db, id, 0, &ended));
    TRY(audit(db, by, "member.roles", "member", id, detail("roles", text)));
    return db_commit(&tx);
}

enum err member_suspend(struct db *db, const struct user *by, int64_t id, int version, const char *reason, bool hide)
{
    struct member m;
    int64_t       ended;

    DB_TX(tx, db);
    TRY(member_get(db, id, &m));
    if (by->id == id)
        return refuse(_("You cannot suspend your own account"));
    TRY(keep_one_administrator(db, &m));
    TRY(db_change(db, x_state, "suspended", hide, id, version));
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
    TRY(db_change(db, x_state, m.confirmed_at.us ? "active" : "pending", false, id, version));
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

enum err member_set_lang(struct db *db, const struct user *by, int64_t id, int version, const char *lang)
{
    enum lang l;

    if (!lang_read(lang, &l))
        return refuse(_("Choose a language"));
    DB_TX(tx, db);
    TRY(db_change(db, x_lang, lang, id, version));
    TRY(audit(db, by, "member.lang", "member", id, detail("lang", lang)));
    return db_commit(&tx);
}

enum err member_set_roles_told(struct db *db, const struct user *by, int64_t id, int version, unsigned roles)
{
    struct member before;

    DB_TX(tx, db);
    TRY(member_get(db, id, &before));
    TRY(member_set_roles(db, by, id, version, roles));
    if ((member_roles(&before) & ~(unsigned)MEMBER) != roles)
        TRY(mail_roles(db, &before, roles));
    return db_commit(&tx);
}

enum err member_resend_by_staff(struct db *db, const struct user *by, const struct member *m)
{
    DB_TX(tx, db);
    TRY(member_confirm_resend(db, m->email, NULL));
    TRY(audit(db, by, "member.confirm.resend", "member", m->id, NULL));
    return db_commit(&tx);
}
