/* address_staff.c - staff gives somebody another address, who cannot be reached at the one there is. */
#include "model/address_int.h"
#include "model/member_invite.h"
#include "model/member_join.h"
#include "model/member_token.h"

/* What the person waits for goes to the right address: the invitation, unless its turn comes anyway, or the
 * confirmation of a sign-up. Somebody who was brought in by an import and not invited waits for nothing. */
static enum err send_what_waits(struct db *db, const struct member_secret *m, const char *email)
{
    struct invitation i = {0};
    enum err          e = invitation_of_member(db, m->id, &i);

    if (e == ERR_NOT_FOUND) {
        err_clear();
        return m->password_hash ? member_confirm_resend(db, email, NULL) : OK;
    }
    TRY(e);
    if (strcmp(i.state, "queued") == 0 || strcmp(i.state, "paused") == 0)
        return OK;
    return invite_resend(db, NULL, m->id);
}

static enum err correct(struct db *db, const struct user *by, const struct member_secret *m, const char *email)
{
    TRY(address_sql_correct(db, m->id, m->email, email));
    TRY(token_void_all(db, m->id)); /* links mailed to whom the wrong address belongs */
    TRY(audit(db, by, "member.address.correct", "member", m->id, NULL));
    return send_what_waits(db, m, email);
}

static enum err ask(struct db *db, const struct user *by, const struct member_secret *m, const char *email)
{
    struct address_new n = {.member_id = m->id, .as_main = true, .by_staff = true, .email = email, .old_email = m->email,
                            .new_token = token_new(), .old_token = token_new()};

    TRY(address_sql_end_same(db, m->id, email, true));
    TRY(address_sql_request(db, &n));
    TRY(mail_address_new_by_staff(db, m, email, n.new_token));
    TRY(mail_address_old_by_staff(db, m, email, n.old_token));
    return audit(db, by, "member.address.ask", "member", m->id, "{\"kind\":\"main\"}");
}

enum err address_by_staff(struct db *db, const struct user *by, int64_t member_id, const char *email, bool *now,
                          int64_t *owner)
{
    struct member_secret m;
    bool                 pending;

    if (by->id == member_id) {
        rules_begin();
        issue(rules_list(), NULL, _("Change your own address on your page"));
        return rules_end();
    }
    DB_TX(tx, db);
    TRY(member_sql_lock_by_id(db, member_id, &m));
    pending = strcmp(m.state, "pending") == 0;
    if (!pending && strcmp(m.state, "active") != 0)
        FAIL(ERR_FORBIDDEN, "member %" PRId64 " is %s", member_id, m.state);
    TRY(address_sql_owner(db, email, owner));
    if (*owner && (pending || *owner != member_id || strcasecmp(email, m.email) == 0))
        FAIL(ERR_CONFLICT, "the address of member %" PRId64, *owner);
    TRY(pending ? correct(db, by, &m, email) : ask(db, by, &m, email));
    TRY(db_commit(&tx));
    *now = pending;
    return OK;
}
