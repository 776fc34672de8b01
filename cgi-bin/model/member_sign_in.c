#include "model/directory.h"
#include "model/member_invite.h"
#include "model/member_limits.h"
#include "model/member_mails.h"
#include "model/member_sign_in.h"
#include "model/member_sql.h"
#include "model/password_rules.h"
#include "model/session_list.h"

/* ---- signing in ---- */

static enum sign_in_result result_of(const struct member_secret *m)
{
    if (strcmp(m->state, "pending") == 0)
        return SIGN_IN_PENDING;
    return strcmp(m->state, "active") == 0 ? SIGN_IN_OK : SIGN_IN_SUSPENDED;
}

/* An older way of hashing is replaced while the password is at hand. */
static enum err renew_hash(struct db *db, int64_t id, const char *password)
{
    char *hash;

    TRY(password_hash(password, &hash));
    return member_sql_password(db, id, hash);
}

enum err member_sign_in(struct db *db, const char *email, const char *password, const char *ip,
                        struct sign_in *out)
{
    struct member_secret m = {0};
    bool                 ok, renew = false;
    enum err             e;

    TRY(limit_sign_in(db, email, ip));
    e = member_sql_secret(db, email, &m);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *out = (struct sign_in){.result = SIGN_IN_WRONG, .member_id = m.id};
    if (empty(password))
        return OK; /* libgcrypt refuses to hash nothing */
    e = password_check(password, m.password_hash, &ok, &renew);
    if (e == ERR_LIMIT)
        out->result = SIGN_IN_BUSY;
    else
        TRY(e);
    if (e == OK && (!ok || !m.id))
        return OK;

    TRY(limit_sign_in_right(db, email, ip));
    if (out->result == SIGN_IN_BUSY)
        return OK;
    out->result = result_of(&m);
    if (!m.lang || !lang_read(m.lang, &out->lang))
        out->lang = LANG_EN;
    if (out->result != SIGN_IN_OK)
        return OK;
    if (renew)
        return renew_hash(db, m.id, password);
    return OK;
}

/* ---- a new password ---- */

static enum err password_rules(const char *password, const struct member_secret *m)
{
    const char *problem = password_problem(password, m->name, m->email);

    rules_begin();
    if (problem)
        issue(rules_list(), NULL, problem);
    return rules_end();
}

enum err member_reset_request(struct db *db, const char *email)
{
    struct member_secret m;
    struct token_made    t;
    enum err             e;

    DB_TX(tx, db);
    TRY(member_same_work(db));
    e = member_sql_lock(db, email, &m);
    if (e == OK) {
        TRY(token_issue(db, TOKEN_RESET, m.id, &t));
        TRY(mail_reset(db, &m, &t));
    } else if (e != ERR_NOT_FOUND) {
        return e;
    }
    return db_commit(&tx);
}

static enum err reset_look(struct db *db, const char *token, struct member_reset *out, struct member_secret *m)
{
    struct token_found t;

    TRY(token_look(db, TOKEN_RESET, token, &t));
    *out = (struct member_reset){.state = t.state, .expires_at = t.expires_at};
    if (t.state == TOKEN_UNKNOWN)
        return OK;
    TRY(member_sql_secret_by_id(db, t.member_id, m));
    out->email = m->email;
    return OK;
}

enum err member_reset_look(struct db *db, const char *token, struct member_reset *out)
{
    struct member_secret m;

    return reset_look(db, token, out, &m);
}

/* Everything that follows from a new password but the sessions: who keeps one differs. */
static enum err put_password(struct db *db, const struct user *by, const struct member_secret *m,
                             const char *hash, const char *action)
{
    TRY(member_sql_password(db, m->id, hash));
    TRY(token_void_all(db, m->id));
    TRY(audit(db, by, action, "member", m->id, NULL));
    return mail_password_changed(db, m);
}

enum err member_reset(struct db *db, const char *token, const char *password, struct member_reset *out)
{
    struct member_secret m;
    struct token_found   t;
    int64_t              ended;
    char                *hash;

    TRY(reset_look(db, token, out, &m));
    if (out->state != TOKEN_GOOD)
        return OK;
    TRY(password_rules(password, &m));
    TRY(password_hash(password, &hash));

    DB_TX(tx, db);
    TRY(token_use(db, TOKEN_RESET, token, &t));
    out->state = t.state;
    if (t.state != TOKEN_GOOD)
        return OK;
    TRY(put_password(db, NULL, &m, hash, "member.password.reset"));
    TRY(member_sql_confirm(db, m.id));
    TRY(invite_over(db, m.id));
    TRY(directory_person(db, m.id));
    TRY(session_list_end_others(db, m.id, 0, &ended));
    return db_commit(&tx);
}

enum err member_change_password(struct db *db, const struct user *by, const struct member_password_change *c,
                                bool *wrong)
{
    struct member_secret m;
    bool                 ok, renew;
    int64_t              ended;
    char                *hash;

    TRY(member_sql_secret_by_id(db, by->id, &m));
    TRY(password_rules(c->password, &m));
    TRY(limit_change(db, by->id));
    TRY(password_check(c->current, m.password_hash, &ok, &renew));
    *wrong = !ok;
    if (!ok)
        return OK;
    TRY(limit_change_right(db, by->id));
    TRY(password_hash(c->password, &hash));

    DB_TX(tx, db);
    TRY(put_password(db, by, &m, hash, "member.password.change"));
    if (c->ends_others)
        TRY(session_list_end_others(db, by->id, c->session_id, &ended));
    return db_commit(&tx);
}
