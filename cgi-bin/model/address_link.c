/* address_link.c - the links that confirm an address, or say that it was not me. */
#include "model/address_int.h"
#include "model/session_list.h"

static enum address_link_state state_of(const struct address_request *q, bool old_side)
{
    if (strcmp(q->state, "done") == 0)
        return ADDRESS_LINK_DONE;
    if (strcmp(q->state, "cancelled") == 0)
        return ADDRESS_LINK_CANCELLED;
    if (strcmp(q->state, "refused") == 0)
        return ADDRESS_LINK_REFUSED;
    if (strcmp(q->state, "taken") == 0)
        return ADDRESS_LINK_TAKEN;
    if (q->expires_at.us <= instant_now().us)
        return ADDRESS_LINK_EXPIRED;
    return (old_side ? q->old_at.us : q->new_at.us) ? ADDRESS_LINK_WAITS : ADDRESS_LINK_OPEN;
}

enum err address_link_look(struct db *db, const char *token, struct address_link *out)
{
    enum err e;

    *out = (struct address_link){.state = ADDRESS_LINK_UNKNOWN};
    if (!token || strlen(token) != 43)
        return OK;
    e = address_sql_by_new(db, token_hash(token), &out->request);
    if (e == ERR_NOT_FOUND) {
        e = address_sql_by_old(db, token_hash(token), &out->request);
        out->old_side = e == OK;
    }
    if (e == ERR_NOT_FOUND) {
        err_clear();
        return OK;
    }
    TRY(e);
    out->state = state_of(&out->request, out->old_side);
    return OK;
}

static bool ready(const struct address_request *q)
{
    return q->new_at.us && (q->old_at.us || strcmp(q->kind, "add") == 0);
}

/* Both sides have confirmed. *taken: another account has the address now. */
static enum err carry_out(struct db *db, const struct address_request *q, bool *taken)
{
    struct member_secret m;
    int64_t              owner;
    enum err             e;

    TRY(member_sql_lock_by_id(db, q->member_id, &m));
    TRY(address_sql_owner(db, q->email, &owner));
    *taken = owner && owner != q->member_id;
    if (!owner) {
        e = address_sql_claim(db, q->member_id, q->email);
        if (e == ERR_CONFLICT)
            FAIL(ERR_BUSY, "the address was claimed at the same moment"); /* once more: it is taken */
        TRY(e);
    }
    TRY(address_sql_end(db, q->id, *taken ? "taken" : "done"));
    if (*taken)
        return OK;
    if (strcmp(q->kind, "main") == 0)
        return address_switch(db, NULL, &m, q->email, true);
    return audit(db, NULL, "member.address.add", "member", m.id, NULL);
}

enum err address_link_confirm(struct db *db, const char *token, struct address_link *out)
{
    struct address_link before;
    bool                taken = false;

    TRY(address_link_look(db, token, &before));
    if (before.state != ADDRESS_LINK_OPEN || (before.old_side && strcmp(before.request.kind, "add") == 0)) {
        *out = before;
        return OK;
    }
    DB_TX(tx, db);
    TRY(address_sql_request_lock(db, before.request.id, &before.request));
    if (state_of(&before.request, before.old_side) == ADDRESS_LINK_OPEN) {
        TRY(address_sql_side(db, before.request.id, before.old_side));
        TRY(address_sql_request_lock(db, before.request.id, &before.request));
        if (ready(&before.request))
            TRY(carry_out(db, &before.request, &taken));
    }
    TRY(db_commit(&tx));
    return address_link_look(db, token, out);
}

/* May the main address still say no? */
static bool can_cancel(const struct address_link *l)
{
    bool fresh = l->request.expires_at.us > instant_now().us;

    if (l->state == ADDRESS_LINK_DONE)
        return fresh && strcmp(l->request.kind, "add") == 0;
    return l->state == ADDRESS_LINK_OPEN || l->state == ADDRESS_LINK_WAITS;
}

enum err address_link_cancel(struct db *db, const char *token, struct address_link *out)
{
    struct address_link l;
    struct member       m;
    int64_t             ended;

    TRY(address_link_look(db, token, &l));
    *out = l;
    if (!l.old_side || !can_cancel(&l))
        return OK;
    DB_TX(tx, db);
    TRY(address_sql_request_lock(db, l.request.id, &l.request));
    l.state = state_of(&l.request, true);
    if (can_cancel(&l)) {
        TRY(member_get(db, l.request.member_id, &m));
        if (l.state == ADDRESS_LINK_DONE && strcasecmp(m.email, l.request.email) != 0)
            TRY(address_sql_delete_email(db, m.id, l.request.email));
        TRY(address_sql_end(db, l.request.id, "refused"));
        TRY(session_list_end_others(db, m.id, 0, &ended));
        TRY(audit(db, NULL, "member.address.cancel", "member", m.id, NULL));
    }
    TRY(db_commit(&tx));
    return address_link_look(db, token, out);
}
