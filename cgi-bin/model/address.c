#include "model/address_int.h"
#include "model/member_token.h"

/* An address that is somebody else's is asked for like any other; only its mail differs, and nobody gets the
 * link that would confirm it. */
static enum err ask_in_tx(struct db *db, const struct address_new *n, const struct member_secret *m, int64_t owner)
{
    struct member_secret other;

    TRY(address_sql_end_same(db, m->id, n->email, n->as_main));
    TRY(address_sql_request(db, n));
    if (owner) {
        TRY(member_sql_secret_by_id(db, owner, &other));
        TRY(mail_address_taken(db, &other, n->email));
    } else {
        TRY(mail_address_new(db, m, n->email, n->as_main, n->new_token));
    }
    return mail_address_old(db, m, n->email, n->as_main, n->old_token);
}

enum err address_ask(struct db *db, const struct user *by, const char *email, bool as_main)
{
    struct address_new   n = {.member_id = by->id, .as_main = as_main, .email = email,
                              .new_token = token_new(), .old_token = token_new()};
    struct address_list  mine;
    struct member_secret m;
    int64_t              owner;

    TRY(rate_hit(db, fmt("address:%" PRId64, by->id), ADDRESS_REQUESTS_PER_DAY, 86400));
    TRY(address_list(db, by->id, &mine));
    if (mine.n >= ADDRESSES_MOST)
        FAIL(ERR_LIMIT, "%d addresses are enough", ADDRESSES_MOST);

    DB_TX(tx, db);
    TRY(member_sql_lock_by_id(db, by->id, &m));
    TRY(address_sql_owner(db, email, &owner));
    if (owner == by->id)
        FAIL(ERR_CONFLICT, "one's own address already");
    n.old_email = m.email;
    TRY(ask_in_tx(db, &n, &m, owner));
    TRY(audit(db, by, "member.address.ask", "member", by->id, as_main ? "{\"kind\":\"main\"}" : "{\"kind\":\"add\"}"));
    return db_commit(&tx);
}

enum err address_switch(struct db *db, const struct user *by, const struct member_secret *m, const char *email,
                        bool asked)
{
    struct instant keep = asked ? (struct instant){0} : instant_add(instant_now(), ADDRESS_SETTLED_DAYS * 86400LL);

    TRY(address_sql_main(db, m->id, email, keep));
    TRY(token_void_all(db, m->id)); /* links mailed to the old one */
    TRY(audit(db, by, "member.address.main", "member", m->id, NULL));
    return mail_address_done(db, m, m->email, email);
}

enum err address_make_main(struct db *db, const struct user *by, int64_t id, bool *now)
{
    struct address_new   n = {.member_id = by->id, .as_main = true, .new_confirmed = true, .new_token = token_new(),
                              .old_token = token_new()};
    struct member_secret m;
    struct address       a;

    DB_TX(tx, db);
    TRY(member_sql_lock_by_id(db, by->id, &m));
    TRY(address_get(db, by->id, id, &a));
    n.email = a.email;
    n.old_email = m.email;
    TRY(address_sql_end_same(db, m.id, a.email, true));
    if (a.settled) {
        TRY(address_switch(db, by, &m, a.email, false));
    } else {
        TRY(address_sql_request(db, &n));
        TRY(mail_address_old(db, &m, a.email, true, n.old_token));
    }
    TRY(db_commit(&tx));
    *now = a.settled;
    return OK;
}

enum err address_remove(struct db *db, const struct user *by, int64_t id)
{
    struct member_secret m;
    struct address       a;

    DB_TX(tx, db);
    TRY(member_sql_lock_by_id(db, by->id, &m));
    TRY(address_get(db, by->id, id, &a));
    if (a.kept_until.us > instant_now().us)
        FAIL(ERR_FORBIDDEN, "the main address until lately");
    TRY(address_sql_end_same(db, by->id, a.email, false));
    TRY(address_sql_delete(db, by->id, id));
    TRY(audit(db, by, "member.address.remove", "member", by->id, NULL));
    TRY(mail_address_removed(db, &m, a.email));
    return db_commit(&tx);
}

enum err address_request_end(struct db *db, const struct user *by, int64_t id)
{
    struct address_request q;

    DB_TX(tx, db);
    TRY(address_sql_request_lock(db, id, &q));
    if (q.member_id != by->id)
        FAIL(ERR_NOT_FOUND, "somebody else's request %" PRId64, id);
    if (strcmp(q.state, "open") == 0)
        TRY(address_sql_end(db, id, "cancelled"));
    return db_commit(&tx);
}
