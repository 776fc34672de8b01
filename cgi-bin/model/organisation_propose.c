#include "model/organisation_propose.h"

#include "model/directory.h"
#include "model/organisation_mails.h"
#include "model/organisation_member.h"

DB_COLUMNS(likely_cols, struct organisation_likely, id, name, short_name, place, country, state);
#define LIKELY "(SELECT o.id, o.name, o.short_name, o.place, o.country, o.state FROM organisation o WHERE "
#define HERE " AND o.state IN ('active', 'proposed') AND o.id <> ? LIMIT 10)"
DB_QUERY(q_likely, likely_cols,
    LIKELY "o.words_key = ?" HERE " UNION " LIKELY "o.short_name = ?" HERE " UNION " LIKELY "o.words_key = ?" HERE
    " UNION " LIKELY "o.short_name = ?" HERE " UNION " LIKELY "o.host = ?" HERE " LIMIT 10");
DB_COLUMNS(queue_cols, struct organisation_queue, n, oldest);
DB_QUERY(q_queue, queue_cols,
    "SELECT COUNT(*) AS n, MIN(created_at) AS oldest FROM organisation WHERE state = 'proposed'");
DB_QUERY(q_joiners, queue_cols,
    "SELECT COUNT(*) AS n, MIN(m.asked_at) AS oldest FROM organisation_member m JOIN organisation o ON o.id = m.organisation_id"
    " WHERE m.state = 'asked' AND o.state = 'active'");
DB_EXEC(x_decide,
    "UPDATE organisation SET state = ?, decision_note = ?, decided_at = UTC_TIMESTAMP(6), version = version + 1"
    " WHERE id = ? AND state = 'proposed'");

enum err organisation_likely(struct db *db, const char *name, const char *short_name, const char *website,
                             int64_t except, struct organisation_likely_list *out)
{
    const char *key = empty(name) ? NULL : organisation_words_key(name);
    const char *short_key = empty(short_name) ? NULL : organisation_words_key(short_name);

    return db_all(db, q_likely, out, key, except, short_name, except, short_key, except, name, except,
                  organisation_host(website), except);
}

enum err organisation_queue(struct db *db, struct organisation_queue *out) { return db_one(db, q_queue, out); }
enum err organisation_joiners(struct db *db, struct organisation_queue *out) { return db_one(db, q_joiners, out); }

static enum err insert(struct db *db, const struct user *by, const struct organisation_edit *e, bool shown,
                       int64_t *out_id)
{
    bool    staff = user_has(by, ADMINISTRATOR);
    int64_t n;

    TRY(organisation_sql_insert(db, by, staff ? "active" : "proposed", e, out_id));
    TRY(organisation_sql_sets(db, *out_id, e));
    if (!staff)
        TRY(organisation_member_sql_add(db, *out_id, by->id, "responsible", "asked", shown, &n));
    if (staff)
        TRY(directory_organisation(db, *out_id, false));
    return audit(db, by, staff ? "organisation.add" : "organisation.propose", "organisation", *out_id, NULL);
}

enum err organisation_propose(struct db *db, const struct user *by, const char *form_key,
                              const struct organisation_edit *e, bool shown, int64_t *out_id)
{
    int64_t id = 0;

    TRY(organisation_check_all(db, e));
    if (!user_has(by, ADMINISTRATOR))
        TRY(rate_hit(db, fmt("organisation:propose:%" PRId64, by->id), ORGANISATION_PROPOSALS, 86400));
    DB_TX(tx, db);
    if (form_key)
        TRY(once_begin(db, form_key, &id));
    if (id == 0) {
        TRY(insert(db, by, e, shown, &id));
        if (form_key)
            TRY(once_end(db, form_key, id));
    }
    TRY(db_commit(&tx));
    *out_id = id;
    return OK;
}

static enum err decide(struct db *db, const struct user *by, int64_t id, bool taken, const char *note)
{
    struct organisation        o;
    struct organisation_rights may;

    TRY(organisation_sql_lock(db, id, &o));
    TRY(organisation_rights(db, by, &o, &may));
    if (!user_has(by, MODERATOR))
        FAIL(may.see ? ERR_FORBIDDEN : ERR_NOT_FOUND, "proposals are the moderators'");
    if (!may.decide)
        FAIL(ERR_CONFLICT, "decided already");
    TRY(db_change(db, x_decide, taken ? "active" : "refused", note, id));
    if (taken && o.created_by)
        TRY(organisation_member_sql_confirm_creator(db, id, o.created_by));
    if (!taken)
        TRY(organisation_member_sql_drop_all(db, id));
    TRY(directory_organisation(db, id, true));
    TRY(audit(db, by, taken ? "organisation.accept" : "organisation.refuse", "organisation", id, NULL));
    return mail_organisation_decided(db, &o, taken, note);
}

enum err organisation_accept(struct db *db, const struct user *by, int64_t id, const char *note)
{
    DB_TX(tx, db);
    TRY(decide(db, by, id, true, note));
    return db_commit(&tx);
}

enum err organisation_refuse(struct db *db, const struct user *by, int64_t id, const char *note)
{
    DB_TX(tx, db);
    TRY(decide(db, by, id, false, note));
    return db_commit(&tx);
}
