/* member_invite_sql.c - see member_invite_sql.h and, for lists, member_invite.h. */
#include "model/member_invite_sql.h"
#include "model/member_sql.h"

DB_COLUMNS(row_cols, struct invite_row, id, member_id, state, expires_at);
#define ROW "SELECT id, member_id, state, expires_at FROM invitation "
DB_QUERY(q_token, row_cols, ROW "WHERE token_hash = ?");
DB_QUERY(q_token_lock, row_cols, ROW "WHERE token_hash = ? FOR UPDATE");
DB_QUERY(q_member_lock, row_cols, ROW "WHERE member_id = ? FOR UPDATE");
DB_QUERY(q_next, row_cols, ROW "WHERE state = 'queued' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED");

/* "expired" is told from "sent" by the time. */
DB_COLUMNS(list_cols, struct invitation, id, member_id, import_id, state, name, email, by_name, sends, created_at,
           sent_at, expires_at, ended_at);
#define LIST                                                                                           \
    "SELECT i.id, i.member_id, i.import_id,"                                                           \
    " IF(i.state = 'sent' AND i.expires_at <= UTC_TIMESTAMP(6), 'expired', i.state) AS state,"         \
    " m.name, m.email, b.name AS by_name, i.sends, i.created_at, i.sent_at, i.expires_at, i.ended_at"  \
    " FROM invitation i LEFT JOIN member m ON m.id = i.member_id LEFT JOIN member b ON b.id = i.invited_by "
#define ON " AND i.id < ? ORDER BY i.id DESC LIMIT ?"
#define BACK " AND i.id > ? ORDER BY i.id LIMIT ?"
#define STATE "WHERE i.state = ?"
#define SENT "WHERE i.state = 'sent' AND (i.expires_at > UTC_TIMESTAMP(6)) = ?"
DB_QUERY(q_all, list_cols, LIST "WHERE TRUE" ON);
DB_QUERY(q_all_back, list_cols, LIST "WHERE TRUE" BACK);
DB_QUERY(q_state, list_cols, LIST STATE ON);
DB_QUERY(q_state_back, list_cols, LIST STATE BACK);
DB_QUERY(q_sent, list_cols, LIST SENT ON);
DB_QUERY(q_sent_back, list_cols, LIST SENT BACK);
DB_QUERY(q_of_member, list_cols, LIST "WHERE i.member_id = ?");

struct count_row {
    char   *state;
    int64_t n, expired;
};
struct count_rows {
    struct count_row *v;
    size_t            n;
};
DB_COLUMNS(count_cols, struct count_row, state, n, expired);
#define COUNTS                                                                     \
    "SELECT state, COUNT(*) AS n,"                                                 \
    " CAST(SUM(expires_at <= UTC_TIMESTAMP(6)) AS SIGNED) AS expired FROM invitation "
DB_QUERY(q_count, count_cols, COUNTS "WHERE state = ? GROUP BY state");
DB_QUERY(q_counts_import, count_cols, COUNTS "WHERE import_id = ? GROUP BY state");

struct id_row {
    int64_t id;
};
struct id_rows {
    struct id_row *v;
    size_t         n;
};
DB_COLUMNS(id_cols, struct id_row, id);
DB_QUERY(q_hour, id_cols, "SELECT COUNT(*) AS id FROM invitation WHERE sent_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR");
DB_QUERY(q_stale, id_cols,
    "SELECT i.member_id AS id FROM invitation i JOIN member m ON m.id = i.member_id WHERE i.state = 'sent'"
    " AND i.expires_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY AND m.state = 'pending' ORDER BY i.id LIMIT 200");

DB_EXEC(x_insert, "INSERT INTO invitation (member_id, state, invited_by, import_id) VALUES (?, ?, NULLIF(?, 0), NULLIF(?, 0))");
DB_EXEC(x_sent,
    "UPDATE invitation SET state = 'sent', token_hash = ?, sends = sends + 1, sent_at = UTC_TIMESTAMP(6),"
    " expires_at = ? WHERE id = ?");
DB_EXEC(x_end, "UPDATE invitation SET state = ?, ended_at = UTC_TIMESTAMP(6) WHERE id = ?");
DB_EXEC(x_over,
    "UPDATE invitation SET state = 'accepted', ended_at = UTC_TIMESTAMP(6)"
    " WHERE member_id = ? AND state IN ('queued', 'paused', 'sent')");
DB_EXEC(x_person,
    "INSERT INTO member (email, name, country, organisation, lang, roles) VALUES (?, ?, ?, ?, ?, ?)");
DB_EXEC(x_claim, "INSERT INTO member_address (email, member_id) VALUES (?, ?)");
DB_EXEC(x_accept,
    "UPDATE member SET name = ?, lang = ?, password_hash = ?, zone = COALESCE(zone, ?), version = version + 1"
    " WHERE id = ? AND state = 'pending'");
DB_EXEC(x_mails, "DELETE FROM mail WHERE member_id = ?");
DB_EXEC(x_delete, "DELETE FROM member WHERE id = ? AND state = 'pending'");
DB_EXEC(x_hold, "UPDATE invitation SET state = ? WHERE import_id = ? AND state = ?");
DB_EXEC(x_import,
    "INSERT IGNORE INTO invitation (member_id, state, invited_by, import_id)"
    " SELECT m.id, 'queued', ?, r.import_id FROM import_row r JOIN member m ON m.id = r.member_id"
    " WHERE r.import_id = ? AND r.outcome = 'new' AND m.state = 'pending'");

enum err invite_sql_look_token(struct db *db, const char *token, struct invite_row *out)
{
    return db_one(db, q_token, out, token_hash(token));
}

enum err invite_sql_lock_token(struct db *db, const char *token, struct invite_row *out)
{
    return db_one(db, q_token_lock, out, token_hash(token));
}

enum err invite_sql_lock_member(struct db *db, int64_t member_id, struct invite_row *out)
{
    return db_one(db, q_member_lock, out, member_id);
}

enum err invite_sql_next(struct db *db, struct invite_row *out)
{
    return db_one(db, q_next, out);
}

enum err invite_sql_insert(struct db *db, int64_t member_id, int64_t by, int64_t import_id, const char *state,
                           int64_t *out_id)
{
    return db_insert(db, x_insert, out_id, member_id, state, by, import_id);
}

enum err invite_sql_sent(struct db *db, int64_t id, const char *token, struct instant expires)
{
    return db_change(db, x_sent, token_hash(token), expires, id);
}

enum err invite_sql_end(struct db *db, int64_t id, const char *state)
{
    return db_exec(db, x_end, state, id);
}

enum err invite_over(struct db *db, int64_t member_id)
{
    return db_exec(db, x_over, member_id);
}

enum err invite_sql_sent_within_hour(struct db *db, int64_t *n)
{
    struct id_row row;

    TRY(db_one(db, q_hour, &row));
    *n = row.id;
    return OK;
}

enum err invite_sql_person(struct db *db, const struct invite *p, int64_t *out_id)
{
    TRY(db_insert(db, x_person, out_id, p->email, p->name, p->country, p->organisation, p->lang ? p->lang : "en",
                  member_roles_text(p->roles)));
    return db_exec(db, x_claim, p->email, *out_id);
}

enum err invite_sql_accept(struct db *db, int64_t member_id, const struct invite_answer *a, const char *hash,
                           const char *zone)
{
    TRY(db_change(db, x_accept, a->name, a->lang, hash, zone, member_id));
    TRY(member_sql_listed(db, member_id, a->listed));
    TRY(member_sql_terms(db, member_id, MEMBER_TERMS_VERSION));
    return member_sql_confirm(db, member_id);
}

enum err invite_sql_delete(struct db *db, int64_t member_id, int64_t *n)
{
    TRY(db_exec(db, x_mails, member_id));
    return db_count(db, x_delete, n, member_id);
}

enum err invite_sql_hold(struct db *db, int64_t import_id, const char *from, const char *to)
{
    return db_exec(db, x_hold, to, import_id, from);
}

enum err invite_sql_import(struct db *db, int64_t import_id, int64_t by, int64_t *n)
{
    return db_count(db, x_import, n, by, import_id);
}

enum err invite_sql_stale(struct db *db, struct id_list *out)
{
    struct id_rows rows;

    TRY(db_all(db, q_stale, &rows, INVITE_KEEP_DAYS));
    for (size_t i = 0; i < rows.n; i++)
        id_list_add(out, rows.v[i].id);
    return OK;
}

enum err invitation_list(struct db *db, const char *state, int64_t before, int64_t newer, int limit,
                         struct invitation_rows *out)
{
    bool sent = state && strcmp(state, "sent") == 0, mailed = sent || (state && strcmp(state, "expired") == 0);

    if (newer)
        return mailed  ? db_all(db, q_sent_back, out, sent, newer, limit)
               : state ? db_all(db, q_state_back, out, state, newer, limit)
                       : db_all(db, q_all_back, out, newer, limit);
    before = before ? before : INT64_MAX;
    return mailed  ? db_all(db, q_sent, out, sent, before, limit)
           : state ? db_all(db, q_state, out, state, before, limit)
                   : db_all(db, q_all, out, before, limit);
}

enum err invitation_of_member(struct db *db, int64_t member_id, struct invitation *out)
{
    return db_one(db, q_of_member, out, member_id);
}

static void add_counts(const struct count_rows *rows, struct invitation_count *out)
{
    for (size_t i = 0; i < rows->n; i++) {
        const struct count_row *c = &rows->v[i];
        if (strcmp(c->state, "queued") == 0)
            out->waiting = c->n;
        else if (strcmp(c->state, "paused") == 0)
            out->paused = c->n;
        else if (strcmp(c->state, "accepted") == 0)
            out->accepted = c->n;
        else if (strcmp(c->state, "withdrawn") == 0)
            out->withdrawn = c->n;
        else {
            out->sent = c->n - c->expired;
            out->expired = c->expired;
        }
    }
}

enum err invitation_counts(struct db *db, int64_t import_id, struct invitation_count *out)
{
    static const char *const states[] = {"queued", "paused", "sent", "accepted", "withdrawn"};
    struct count_rows        rows;

    *out = (struct invitation_count){0};
    if (import_id) {
        TRY(db_all(db, q_counts_import, &rows, import_id));
        add_counts(&rows, out);
    }
    for (size_t i = 0; !import_id && i < COUNT(states); i++) {
        TRY(db_all(db, q_count, &rows, states[i]));
        add_counts(&rows, out);
    }
    return OK;
}

DB_QUERY(q_owner, id_cols,
    "SELECT id FROM member WHERE email = ? UNION SELECT member_id FROM member_address WHERE email = ? LIMIT 1");

enum err member_address_owner(struct db *db, const char *email, int64_t *id)
{
    struct id_row row = {0};
    enum err      e = db_one(db, q_owner, &row, email, email);

    if (e && e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *id = row.id;
    return OK;
}
