/* message_notice.c - tells members by mail that somebody has written to them; see message.h. */
#include "model/message_int.h"

DB_COLUMNS(mailed_cols, struct message_mailed, id, email, name, lang, zone, state, notice);
DB_QUERY(q_mailed, mailed_cols,
    "SELECT m.id, m.email, m.name, m.lang, m.zone, m.state, COALESCE(c.notice, 'now') AS notice FROM member m"
    "  LEFT JOIN message_member c ON c.member_id = m.id WHERE m.id = ?");
DB_COLUMNS(id_cols, struct message_id, id);
DB_QUERY(q_due, id_cols,
    "SELECT member_id AS id FROM message_member WHERE notice_at <= UTC_TIMESTAMP(6) ORDER BY notice_at, member_id LIMIT 1");
DB_QUERY(q_still, id_cols,
    "SELECT COUNT(*) AS id FROM message_member WHERE member_id = ? AND notice_at <= UTC_TIMESTAMP(6)");
DB_COLUMNS(told_cols, struct message_told, thread_id, sender_id, sender, subject, body, sent_at);
/* What came since it was last told or read, of people who are here and not blocked by now. */
DB_QUERY(q_new, told_cols,
    "SELECT g.thread_id, s.id AS sender_id, s.name AS sender, t.subject, LEFT(g.body, 2000) AS body, g.sent_at"
    "  FROM message_party p JOIN message_thread t ON t.id = p.thread_id"
    "  JOIN message g ON g.thread_id = p.thread_id AND g.n > GREATEST(p.read_n, p.told_n, p.hidden_n)"
    "  JOIN member s ON s.id = g.sender_id AND s.state = 'active'"
    "  LEFT JOIN message_block b ON b.member_id = p.member_id AND b.blocked_id = g.sender_id"
    " WHERE p.member_id = ? AND p.unread = TRUE AND g.sender_id <> p.member_id AND b.member_id IS NULL"
    " ORDER BY g.thread_id, g.n LIMIT 500");
DB_EXEC(x_told,
    "UPDATE message_party p JOIN message_thread t ON t.id = p.thread_id SET p.told_n = t.messages"
    " WHERE p.member_id = ? AND p.unread = TRUE");
DB_EXEC(x_done, "UPDATE message_member SET notice_at = NULL, noticed_at = IF(?, UTC_TIMESTAMP(6), noticed_at) WHERE member_id = ?");
/* One that is due already stays: it tells this as well. */
DB_EXEC(x_now,
    "UPDATE message_member SET notice_at = GREATEST(UTC_TIMESTAMP(6) + INTERVAL ? SECOND,"
    " COALESCE(noticed_at + INTERVAL ? SECOND, UTC_TIMESTAMP(6))) WHERE member_id = ? AND notice_at IS NULL");
DB_EXEC(x_daily, "UPDATE message_member SET notice_at = ? WHERE member_id = ? AND notice_at IS NULL");

enum err message_mailed(struct db *db, int64_t member_id, struct message_mailed *out)
{
    return db_one(db, q_mailed, out, member_id);
}

enum err message_notice_set(struct db *db, int64_t member_id)
{
    struct message_mailed m;

    TRY(message_mailed(db, member_id, &m));
    if (strcmp(m.notice, "now") == 0)
        return db_exec(db, x_now, MESSAGE_WAIT, MESSAGE_PAUSE, member_id);
    if (strcmp(m.notice, "daily") == 0)
        return db_exec(db, x_daily, next_hour_in(instant_now(), m.zone, MESSAGE_MORNING), member_id);
    return OK;
}

/* Who may not sign in is told nothing, now or later. */
static enum err tell(struct db *db, int64_t id, struct message_noticed *sum)
{
    struct message_told_list l = {0};
    struct message_mailed    m;

    TRY(message_mailed(db, id, &m));
    if (strcmp(m.state, "active") == 0 && strcmp(m.notice, "never") != 0)
        TRY(db_all(db, q_new, &l, id));
    if (l.n)
        TRY(message_mail_notice(db, &m, &l));
    TRY(db_exec(db, x_told, id));
    TRY(db_exec(db, x_done, l.n > 0, id));
    sum->members++;
    sum->mails += l.n > 0;
    sum->messages += (int64_t)l.n;
    return OK;
}

enum err message_notice_next(struct db *db, struct message_noticed *sum)
{
    struct message_noticed more = *sum;
    struct message_id      due, still;

    TRY(db_one(db, q_due, &due));
    DB_TX(tx, db);
    TRY(message_hold(db, due.id, 0));
    TRY(db_one(db, q_still, &still, due.id));
    if (still.id)
        TRY(tell(db, due.id, &more));
    TRY(db_commit(&tx));
    *sum = more;
    return OK;
}
