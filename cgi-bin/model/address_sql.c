#include "model/address_int.h"

DB_COLUMNS(address_cols, struct address, id, email, confirmed_at, is_main, settled, kept_until);
#define ADDRESS                                                                                     \
    "SELECT a.id, a.email, COALESCE(a.confirmed_at, m.confirmed_at) AS confirmed_at,"               \
    " a.email = m.email AS is_main, a.confirmed_at IS NOT NULL AND a.confirmed_at < ? AS settled, a.kept_until" \
    " FROM member_address a JOIN member m ON m.id = a.member_id WHERE a.member_id = ?"
DB_QUERY(q_list, address_cols, ADDRESS " ORDER BY is_main DESC, a.id LIMIT 100");
DB_QUERY(q_get, address_cols, ADDRESS " AND a.id = ? AND a.email <> m.email");

static struct instant settled_since(void)
{
    return instant_add(instant_now(), -ADDRESS_SETTLED_DAYS * 86400LL);
}

/* An account that was not made by the programs may have no row for its main address. */
static enum err main_first(struct db *db, int64_t member_id, struct address_list *l)
{
    struct address *all = talloc_zero_array(pool, struct address, l->n + 1);
    struct member   m;

    TRY(member_get(db, member_id, &m));
    all[0] = (struct address){.email = m.email, .confirmed_at = m.confirmed_at, .is_main = true};
    for (size_t i = 0; i < l->n; i++)
        all[i + 1] = l->v[i];
    *l = (struct address_list){all, l->n + 1};
    return OK;
}

enum err address_list(struct db *db, int64_t member_id, struct address_list *out)
{
    TRY(db_all(db, q_list, out, settled_since(), member_id));
    return out->n && out->v[0].is_main ? OK : main_first(db, member_id, out);
}

enum err address_get(struct db *db, int64_t member_id, int64_t id, struct address *out)
{
    return db_one(db, q_get, out, settled_since(), member_id, id);
}

/* ---- requests ---- */

DB_COLUMNS(request_cols, struct address_request, id, member_id, kind, email, old_email, new_at, old_at, state, by_staff, expires_at);
#define REQUEST "SELECT id, member_id, kind, email, old_email, new_at, old_at, state, by_staff, expires_at FROM address_request WHERE "
DB_QUERY(q_open, request_cols, REQUEST "member_id = ? AND state = 'open' AND expires_at > ? ORDER BY id");
DB_QUERY(q_lock, request_cols, REQUEST "id = ? FOR UPDATE");
DB_QUERY(q_by_new, request_cols, REQUEST "new_hash = ?");
DB_QUERY(q_by_old, request_cols, REQUEST "old_hash = ?");
DB_EXEC(x_request,
    "INSERT INTO address_request (member_id, kind, email, old_email, new_hash, old_hash, new_at, old_at, by_staff, created_at,"
    " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
DB_EXEC(x_side_new, "UPDATE address_request SET new_at = ? WHERE id = ?");
DB_EXEC(x_side_old, "UPDATE address_request SET old_at = ? WHERE id = ?");
DB_EXEC(x_end, "UPDATE address_request SET state = ?, ended_at = ? WHERE id = ?");
DB_EXEC(x_end_same,
    "UPDATE address_request SET state = 'cancelled', ended_at = ?"
    " WHERE member_id = ? AND state = 'open' AND (email = ? OR (? AND kind = 'main'))");

enum err address_requests(struct db *db, int64_t member_id, struct address_request_list *out)
{
    return db_all(db, q_open, out, member_id, instant_now());
}

enum err address_sql_request(struct db *db, const struct address_new *n)
{
    struct instant now = instant_now(), none = {0};

    return db_exec(db, x_request, n->member_id, n->as_main ? "main" : "add", n->email, n->old_email,
                   token_hash(n->new_token), token_hash(n->old_token), n->new_confirmed ? now : none,
                   n->by_staff ? now : none, n->by_staff, now, instant_add(now, ADDRESS_DAYS * 86400LL));
}

enum err address_sql_request_lock(struct db *db, int64_t id, struct address_request *out)
{
    return db_one(db, q_lock, out, id);
}

enum err address_sql_by_new(struct db *db, struct blob hash, struct address_request *out)
{
    return db_one(db, q_by_new, out, hash);
}

enum err address_sql_by_old(struct db *db, struct blob hash, struct address_request *out)
{
    return db_one(db, q_by_old, out, hash);
}

enum err address_sql_side(struct db *db, int64_t id, bool old_side)
{
    return old_side ? db_exec(db, x_side_old, instant_now(), id) : db_exec(db, x_side_new, instant_now(), id);
}

enum err address_sql_end(struct db *db, int64_t id, const char *state)
{
    return db_exec(db, x_end, state, instant_now(), id);
}

enum err address_sql_end_same(struct db *db, int64_t member_id, const char *email, bool as_main)
{
    return db_exec(db, x_end_same, instant_now(), member_id, email, as_main);
}

/* ---- whose an address is ---- */

struct owner_row {
    int64_t member_id;
};
DB_COLUMNS(owner_cols, struct owner_row, member_id);
DB_QUERY(q_owner_main, owner_cols, "SELECT id AS member_id FROM member WHERE email = ? FOR UPDATE");
DB_QUERY(q_owner, owner_cols, "SELECT member_id FROM member_address WHERE email = ? FOR UPDATE");
DB_EXEC(x_claim, "INSERT INTO member_address (email, member_id, confirmed_at) VALUES (?, ?, ?)");
DB_EXEC(x_claim_main,
    "INSERT INTO member_address (email, member_id, confirmed_at) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE confirmed_at = COALESCE(confirmed_at, VALUES(confirmed_at))");
DB_EXEC(x_keep, "UPDATE member_address SET kept_until = ? WHERE email = ? AND member_id = ?");
DB_EXEC(x_delete, "DELETE FROM member_address WHERE id = ? AND member_id = ?");
DB_EXEC(x_delete_email, "DELETE FROM member_address WHERE email = ? AND member_id = ?");
DB_EXEC(x_correct, "UPDATE member SET email = ?, version = version + 1 WHERE id = ? AND state = 'pending'");
DB_EXEC(x_correct_row, "UPDATE member_address SET email = ? WHERE member_id = ? AND email = ?");
DB_EXEC(x_main, "UPDATE member SET email = ?, version = version + 1 WHERE id = ?");

enum err address_sql_owner(struct db *db, const char *email, int64_t *member_id)
{
    struct owner_row o = {0};
    enum err         e = db_one(db, q_owner_main, &o, email);

    if (e == ERR_NOT_FOUND)
        e = db_one(db, q_owner, &o, email);
    if (e != ERR_NOT_FOUND)
        TRY(e);
    err_clear();
    *member_id = o.member_id;
    return OK;
}

enum err address_sql_claim(struct db *db, int64_t member_id, const char *email)
{
    return db_exec(db, x_claim, email, member_id, instant_now());
}

enum err address_sql_delete(struct db *db, int64_t member_id, int64_t id)
{
    return db_change(db, x_delete, id, member_id);
}

enum err address_sql_delete_email(struct db *db, int64_t member_id, const char *email)
{
    return db_exec(db, x_delete_email, email, member_id);
}

/* The one before gets a row when it had none: it stays this person's. */
enum err address_sql_main(struct db *db, int64_t member_id, const char *email, struct instant keep_old)
{
    struct member m;

    TRY(member_get(db, member_id, &m));
    TRY(db_exec(db, x_claim_main, m.email, member_id, m.confirmed_at.us ? m.confirmed_at : instant_now()));
    TRY(db_exec(db, x_keep, keep_old, m.email, member_id));
    return db_change(db, x_main, email, member_id);
}

enum err address_sql_correct(struct db *db, int64_t member_id, const char *old_email, const char *email)
{
    TRY(db_change(db, x_correct, email, member_id));
    return db_exec(db, x_correct_row, email, member_id, old_email);
}
