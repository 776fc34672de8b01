/* mail_sql.c - SQL of the outbox; see mail.h. */
#include "model/mail.h"

DB_COLUMNS(mail_cols, struct mail_row, id, member_id, to_email, lang, kind, subject, body, state, tries,
           error, next_at, created_at, sent_at, unsubscribe_url);
struct kind_row {
    char *kind;
};
struct kind_rows {
    struct kind_row *v;
    size_t           n;
};
DB_COLUMNS(kind_cols, struct kind_row, kind);
struct count_row {
    int64_t n;
};
DB_COLUMNS(count_cols, struct count_row, n);
struct oldest_row {
    struct instant next_at;
};
DB_COLUMNS(oldest_cols, struct oldest_row, next_at);

#define ALL_COLUMNS \
    "id, member_id, to_email, lang, kind, subject, body, state, tries, error, next_at, created_at, sent_at," \
    " unsubscribe_url"

DB_QUERY(q_get, mail_cols, "SELECT " ALL_COLUMNS " FROM mail WHERE id = ?");
DB_QUERY(q_lock, mail_cols, "SELECT " ALL_COLUMNS " FROM mail WHERE id = ? FOR UPDATE");
DB_QUERY(q_due, mail_cols,
         "SELECT " ALL_COLUMNS " FROM mail WHERE state = 'queued' AND next_at <= UTC_TIMESTAMP(6)"
         " AND kind LIKE ? AND kind NOT LIKE ? ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED");
DB_QUERY(q_kinds, kind_cols, "SELECT DISTINCT kind FROM mail ORDER BY kind LIMIT 200");
DB_QUERY(q_waiting, count_cols, "SELECT COUNT(*) AS n FROM mail WHERE state IN ('queued', 'sending')");
DB_QUERY(q_failed, count_cols, "SELECT COUNT(*) AS n FROM mail WHERE state = 'failed'");
DB_QUERY(q_oldest, oldest_cols,
         "SELECT next_at FROM mail WHERE state = 'queued' AND next_at <= UTC_TIMESTAMP(6)"
         " ORDER BY next_at LIMIT 1");

DB_EXEC(x_sending,
        "UPDATE mail SET state = 'sending', tries = tries + 1,"
        " lease_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND WHERE id = ?");
/* What a dead worker left behind. */
DB_EXEC(x_reclaim,
        "UPDATE mail SET state = 'queued', lease_until = NULL, next_at = UTC_TIMESTAMP(6)"
        " WHERE state = 'sending' AND lease_until < UTC_TIMESTAMP(6)");
DB_EXEC(x_sent,
        "UPDATE mail SET state = 'sent', sent_at = UTC_TIMESTAMP(6), lease_until = NULL, error = NULL,"
        " body = ?, unsubscribe_url = ? WHERE id = ? AND state = 'sending' AND tries = ?");
DB_EXEC(x_delete, "DELETE FROM mail WHERE id = ? AND state = 'sending' AND tries = ?");
DB_EXEC(x_drop, "DELETE FROM mail WHERE id = ?");
DB_EXEC(x_failed,
        "UPDATE mail SET state = 'failed', lease_until = NULL, error = LEFT(?, 500)"
        " WHERE id = ? AND state = 'sending' AND tries = ?");
DB_EXEC(x_queued,
        "UPDATE mail SET state = 'queued', lease_until = NULL, error = LEFT(?, 500), next_at = ?, tries = ?"
        " WHERE id = ? AND state = 'sending' AND tries = ?");
DB_EXEC(x_requeue,
        "UPDATE mail SET state = 'queued', next_at = UTC_TIMESTAMP(6), tries = 0, error = NULL,"
        " created_at = UTC_TIMESTAMP(6) WHERE id = ? AND state IN ('failed', 'queued')");
DB_EXEC(x_copy,
        "INSERT INTO mail (member_id, about_id, to_email, lang, kind, subject, body, unsubscribe_url, next_at, created_at)"
        " SELECT member_id, about_id, to_email, lang, kind, subject, body, unsubscribe_url, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)"
        " FROM mail WHERE id = ?");
DB_EXEC(x_take_out,
        "UPDATE mail SET state = 'failed', error = ? WHERE id = ? AND state = 'queued'");

enum err mail_get(struct db *db, int64_t id, struct mail_row *out)
{
    return db_one(db, q_get, out, id);
}

enum err mail_lock(struct db *db, int64_t id, struct mail_row *out)
{
    return db_one(db, q_lock, out, id);
}

enum err mail_kinds(struct db *db, struct text_list *out)
{
    struct kind_rows rows;

    TRY(db_all(db, q_kinds, &rows));
    out->v = talloc_array(pool, const char *, rows.n + 1);
    out->n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        out->v[i] = rows.v[i].kind;
    return OK;
}

enum err mail_counts(struct db *db, struct mail_state_count *out)
{
    struct count_row waiting, failed;
    struct oldest_row oldest = {0};

    TRY(db_one(db, q_waiting, &waiting));
    TRY(db_one(db, q_failed, &failed));
    enum err e = db_one(db, q_oldest, &oldest);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *out = (struct mail_state_count){waiting.n, failed.n, oldest.next_at};
    return OK;
}

enum err mail_take_due(struct db *db, const char *like, const char *unlike, struct mail_row *out)
{
    return db_one(db, q_due, out, like, unlike);
}

enum err mail_mark_sending(struct db *db, int64_t id, int lease)
{
    return db_change(db, x_sending, lease, id);
}

enum err mail_reclaim(struct db *db)
{
    return db_exec(db, x_reclaim);
}

enum err mail_mark_sent(struct db *db, int64_t id, int tries, const char *body, const char *unsubscribe)
{
    return db_change(db, x_sent, body, unsubscribe, id, tries);
}

enum err mail_delete(struct db *db, int64_t id, int tries)
{
    return db_change(db, x_delete, id, tries);
}

enum err mail_drop(struct db *db, int64_t id)
{
    return db_exec(db, x_drop, id);
}

enum err mail_mark_failed(struct db *db, int64_t id, int tries, const char *why)
{
    return db_change(db, x_failed, why, id, tries);
}

enum err mail_mark_queued(struct db *db, int64_t id, int tries, int new_tries, const char *why,
                          struct instant next)
{
    return db_change(db, x_queued, why, next, new_tries, id, tries);
}

enum err mail_requeue(struct db *db, int64_t id)
{
    return db_change(db, x_requeue, id);
}

enum err mail_copy(struct db *db, int64_t id, int64_t *out_id)
{
    return db_insert(db, x_copy, out_id, id);
}

enum err mail_take_out(struct db *db, int64_t id, const char *why)
{
    return db_change(db, x_take_out, why, id);
}
