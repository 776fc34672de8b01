/* organisation_member.c - joining, approving, leaving; see organisation_member.h. */
#include "model/directory.h"
#include "model/organisation_mails.h"
#include "model/organisation_member_int.h"

enum { ASK_MOST = 20 }; /* requests of one person to join, in a day */

/* Whoever changes its people holds the organisation's row: two at once come one after the other. */
static enum err lock(struct db *db, const struct user *by, int64_t id, enum organisation_need need,
                     struct organisation *o, struct organisation_rights *may)
{
    TRY(organisation_sql_lock(db, id, o));
    return organisation_open(db, by, id, need, o, may);
}

/* ids only: the log outlives the account. */
static enum err note(struct db *db, const struct user *by, const char *action, int64_t id, int64_t member_id)
{
    return audit(db, by, action, "organisation", id, fmt("{\"member\":%" PRId64 "}", member_id));
}

enum err organisation_ask(struct db *db, const struct user *by, int64_t id, bool shown, bool *again)
{
    struct organisation        o;
    struct organisation_rights may;
    int64_t                    added;

    TRY(organisation_open(db, by, id, ORGANISATION_SEE, &o, &may));
    if (!may.asked && !may.member)
        TRY(rate_hit(db, fmt("organisation:ask:%" PRId64, by->id), ASK_MOST, 86400));
    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_SEE, &o, &may));
    if (!organisation_is(&o, "active"))
        FAIL(ERR_NOT_FOUND, "organisation %" PRId64 " is %s", id, o.state);
    if (may.member)
        FAIL(ERR_CONFLICT, "belongs to it already");
    TRY(organisation_member_sql_add(db, id, by->id, "member", "asked", shown, &added));
    if (added) {
        TRY(note(db, by, "organisation.ask", id, by->id));
        TRY(mail_organisation_ask(db, &o, by));
    }
    TRY(db_commit(&tx));
    *again = added == 0;
    return OK;
}

enum err organisation_approve(struct db *db, const struct user *by, int64_t id, int64_t member_id)
{
    struct organisation o;

    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_PEOPLE, &o, NULL));
    TRY(organisation_member_sql_approve(db, id, member_id));
    TRY(directory_person(db, member_id));
    TRY(note(db, by, "organisation.approve", id, member_id));
    TRY(mail_organisation_answer(db, &o, member_id, true));
    return db_commit(&tx);
}

enum err organisation_decline(struct db *db, const struct user *by, int64_t id, int64_t member_id)
{
    struct organisation            o;
    struct organisation_membership m;
    int64_t                        n;

    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_PEOPLE, &o, NULL));
    TRY(organisation_membership(db, id, member_id, &m));
    if (!m.found || m.confirmed)
        FAIL(ERR_CONFLICT, "does not wait any more");
    TRY(organisation_member_sql_drop(db, id, member_id, &n));
    TRY(note(db, by, "organisation.decline", id, member_id));
    TRY(mail_organisation_answer(db, &o, member_id, false));
    return db_commit(&tx);
}

/* Nobody is responsible any more: the moderators are told. */
static enum err alone(struct db *db, const struct organisation *o)
{
    int64_t n;

    TRY(organisation_responsible(db, o->id, &n));
    return n ? OK : mail_organisation_alone(db, o);
}

enum err organisation_leave(struct db *db, const struct user *by, int64_t id)
{
    struct organisation        o;
    struct organisation_rights may;
    int64_t                    n;

    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_SEE, &o, &may));
    TRY(organisation_member_sql_drop(db, id, by->id, &n));
    if (n == 0)
        FAIL(ERR_NOT_FOUND, "does not belong to it");
    if (may.member)
        TRY(directory_person(db, by->id));
    TRY(note(db, by, "organisation.leave", id, by->id));
    if (may.responsible)
        TRY(alone(db, &o));
    return db_commit(&tx);
}

enum err organisation_remove(struct db *db, const struct user *by, int64_t id, int64_t member_id)
{
    struct organisation            o;
    struct organisation_membership m;
    int64_t                        n;

    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_PEOPLE, &o, NULL));
    if (by->id == member_id)
        FAIL(ERR_INVALID, "oneself: that is leaving");
    TRY(organisation_membership(db, id, member_id, &m));
    if (!m.confirmed)
        FAIL(ERR_NOT_FOUND, "member %" PRId64 " does not belong to organisation %" PRId64, member_id, id);
    TRY(organisation_member_sql_drop(db, id, member_id, &n));
    TRY(directory_person(db, member_id));
    TRY(note(db, by, "organisation.remove", id, member_id));
    TRY(mail_organisation_removed(db, &o, member_id));
    if (m.responsible)
        TRY(alone(db, &o));
    return db_commit(&tx);
}

enum err organisation_set_role(struct db *db, const struct user *by, int64_t id, int64_t member_id, bool responsible)
{
    struct organisation            o;
    struct organisation_membership m;
    int64_t                        n;

    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_PEOPLE, &o, NULL));
    TRY(organisation_membership(db, id, member_id, &m));
    if (!m.confirmed)
        FAIL(ERR_NOT_FOUND, "member %" PRId64 " does not belong to organisation %" PRId64, member_id, id);
    if (m.responsible == responsible)
        return db_commit(&tx);
    TRY(organisation_responsible(db, id, &n));
    if (!responsible && n <= 1)
        FAIL(ERR_INVALID, "the last responsible person");
    TRY(organisation_member_sql_role(db, id, member_id, responsible ? "responsible" : "member"));
    TRY(directory_person(db, member_id));
    TRY(note(db, by, responsible ? "organisation.responsible" : "organisation.member", id, member_id));
    if (responsible && by->id != member_id)
        TRY(mail_organisation_responsible(db, &o, member_id));
    return db_commit(&tx);
}

enum err organisation_set_shown(struct db *db, const struct user *by, int64_t id, bool shown)
{
    struct organisation o;
    enum err            e;

    DB_TX(tx, db);
    TRY(lock(db, by, id, ORGANISATION_SEE, &o, NULL));
    e = organisation_member_sql_shown(db, id, by->id, shown);
    if (e == ERR_CONFLICT)
        FAIL(ERR_NOT_FOUND, "does not belong to it");
    TRY(e);
    TRY(directory_person(db, by->id));
    return db_commit(&tx);
}

void organisation_mine_to_hdf(const struct organisation_mine *m, HDF *h)
{
    bool confirmed = strcmp(m->membership, "confirmed") == 0, responsible = strcmp(m->role, "responsible") == 0;

    put_int(h, "id", m->id);
    put_text(h, "name", m->name);
    put_bool(h, "waits", strcmp(m->state, "proposed") == 0);
    put_text(h, "state_label", strcmp(m->state, "proposed") == 0 ? _("Proposed: waits for a moderator")
                               : strcmp(m->state, "hidden") == 0 ? _("Hidden by staff")
                               : !confirmed                      ? _("You asked to join: waits for approval")
                               : responsible                     ? _("You are responsible for it")
                                                                 : _("You belong to it"));
    put_bool(h, "confirmed", confirmed && strcmp(m->state, "active") == 0);
    put_bool(h, "responsible", confirmed && responsible);
    put_bool(h, "shown", m->shown);
    if (m->waiting)
        put_text(h, "waiting", fill(ngettext("{n} person asks to join", "{n} people ask to join", (unsigned long)m->waiting),
                                    "n", show_count(m->waiting), NULL));
}
