/* message_report.c - messages brought before the moderators; see message_report.h. */
#include "model/member_admin.h"
#include "model/message_int.h"
#include "model/message_report.h"

const char *const message_reasons[] = {"unwanted", "abuse", "fraud", "other", NULL};

const char *message_reason_word(const char *reason)
{
    if (strcmp(reason, "unwanted") == 0)
        return _("Advertising, or something sent to many");
    if (strcmp(reason, "abuse") == 0)
        return _("Insult, threat or harassment");
    if (strcmp(reason, "fraud") == 0)
        return _("Fraud, or a false identity");
    return _("Something else");
}

const char *message_report_state_word(const char *state)
{
    if (strcmp(state, "dismissed") == 0)
        return _("Nothing found");
    if (strcmp(state, "warned") == 0)
        return _("Writer warned");
    if (strcmp(state, "suspended") == 0)
        return _("Writer suspended");
    return _("Waits for a decision");
}

/* ---- a member reports ---- */

DB_COLUMNS(id_cols, struct message_id, id);
DB_QUERY(q_today, id_cols,
    "SELECT COUNT(*) AS id FROM message_report WHERE reporter_id = ? AND created_at > UTC_TIMESTAMP(6) - INTERVAL 1 DAY");
DB_EXEC(x_add,
    "INSERT INTO message_report (thread_id, n, reporter_id, reason, note) VALUES (?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE n = VALUES(n)");
DB_EXEC(x_block, "INSERT INTO message_block (member_id, blocked_id) VALUES (?, ?) ON DUPLICATE KEY UPDATE blocked_id = VALUES(blocked_id)");

enum err message_report_ask(struct db *db, const struct user *by, int64_t thread, int n, struct message_thread *t,
                            struct message_one *out)
{
    struct message_some one;

    TRY(message_thread(db, by, thread, t));
    if (n < 1 || n > t->messages)
        FAIL(ERR_NOT_FOUND, "no message %d", n);
    TRY(message_read(db, by, t, n + 1, 1, &one));
    if (one.n == 0 || one.v[0].n != n || one.v[0].sender_id == by->id || one.v[0].sender_id == 0)
        FAIL(ERR_NOT_FOUND, "message %d is not to be reported", n);
    *out = one.v[0];
    return OK;
}

enum err message_report_add(struct db *db, const struct user *by, const struct message_report_new *f)
{
    struct message_thread t;
    struct message_one    m;
    struct message_id     today;

    DB_TX(tx, db);
    TRY(message_hold(db, by->id, 0));
    TRY(message_report_ask(db, by, f->thread, f->n, &t, &m));
    TRY(db_one(db, q_today, &today, by->id));
    if (today.id >= MESSAGE_REPORTS_A_DAY && !m.reported)
        FAIL(ERR_LIMIT, "member %" PRId64 " reported %" PRId64 " messages in a day", by->id, today.id);
    if (!m.reported) {
        TRY(db_exec(db, x_add, f->thread, f->n, by->id, f->reason, f->note ? f->note : ""));
        TRY(audit(db, by, "message.report", "message", f->thread, fmt("{\"n\":%d}", f->n)));
    }
    if (f->block)
        TRY(db_exec(db, x_block, by->id, m.sender_id));
    return db_commit(&tx);
}

/* ---- moderators ---- */

DB_COLUMNS(report_cols, struct message_report, id, thread_id, n, reporter_id, sender_id, reporter, sender, reason, note, state,
           created_at, decided_by, decider, decided_at, decision);
#define REPORT \
    "SELECT r.id, r.thread_id, r.n, r.reporter_id, COALESCE(g.sender_id, 0) AS sender_id, a.name AS reporter, s.name AS sender," \
    " r.reason, r.note, r.state, r.created_at, COALESCE(r.decided_by, 0) AS decided_by, d.name AS decider, r.decided_at, r.decision" \
    "  FROM message_report r JOIN message g ON g.thread_id = r.thread_id AND g.n = r.n" \
    "  JOIN member a ON a.id = r.reporter_id LEFT JOIN member s ON s.id = g.sender_id LEFT JOIN member d ON d.id = r.decided_by"
DB_QUERY(q_open, report_cols, REPORT " WHERE r.state = 'open' AND r.id > ? ORDER BY r.id LIMIT ?");
DB_QUERY(q_open_back, report_cols, REPORT " WHERE r.state = 'open' AND r.id < ? ORDER BY r.id DESC LIMIT ?");
DB_QUERY(q_closed_back, report_cols, REPORT " WHERE r.id > ? AND r.state <> 'open' ORDER BY r.id LIMIT ?");
DB_QUERY(q_closed, report_cols, REPORT " WHERE r.id < ? AND r.state <> 'open' ORDER BY r.id DESC LIMIT ?");
DB_QUERY(q_get, report_cols, REPORT " WHERE r.id = ?");
DB_QUERY(q_hold, id_cols, "SELECT id FROM message_report WHERE id = ? FOR UPDATE");
DB_QUERY(q_opened, id_cols, "SELECT COUNT(*) AS id FROM message_report_view WHERE report_id = ? AND member_id = ?");
DB_EXEC(x_open, "INSERT INTO message_report_view (report_id, member_id) VALUES (?, ?)");
DB_COLUMNS(one_cols, struct message_one, n, sender_id, sent_at, body, reported, hidden);
DB_QUERY(q_around, one_cols,
    "SELECT n, COALESCE(sender_id, 0) AS sender_id, sent_at, body, n = ? AS reported, FALSE AS hidden FROM message"
    " WHERE thread_id = ? AND n BETWEEN ? AND ? ORDER BY n");
DB_EXEC(x_decide,
    "UPDATE message_report SET state = ?, decision = ?, decided_by = ?, decided_at = UTC_TIMESTAMP(6)"
    " WHERE id = ? AND state = 'open'");
/* Of what one person wrote, but for those that this member of staff sent in. */
struct other_report { int64_t id, reporter_id; };
struct other_reports { struct other_report *v; size_t n; };
DB_COLUMNS(other_cols, struct other_report, id, reporter_id);
DB_QUERY(q_others, other_cols,
    "SELECT r.id, r.reporter_id FROM message_report r JOIN message g ON g.thread_id = r.thread_id AND g.n = r.n"
    " WHERE r.state = 'open' AND g.sender_id = ? AND r.reporter_id <> ? ORDER BY r.id FOR UPDATE");

enum err message_report_list(struct db *db, bool open, int64_t at, bool back, int limit, struct message_reports *out)
{
    if (open)
        return back ? db_all(db, q_open_back, out, at, limit) : db_all(db, q_open, out, at, limit);
    if (back)
        return db_all(db, q_closed_back, out, at, limit);
    return db_all(db, q_closed, out, at ? at : INT64_MAX, limit);
}

enum err message_report_get(struct db *db, int64_t id, struct message_report *out)
{
    return db_one(db, q_get, out, id);
}

enum err message_report_opened(struct db *db, const struct user *by, int64_t id, bool *out)
{
    struct message_id n;

    TRY(db_one(db, q_opened, &n, id, by->id));
    *out = n.id > 0;
    return OK;
}

enum err message_report_open(struct db *db, const struct user *by, int64_t id)
{
    struct message_id row;
    bool              opened;

    DB_TX(tx, db);
    TRY(db_one(db, q_hold, &row, id));
    TRY(message_report_opened(db, by, id, &opened));
    if (opened)
        return OK;
    TRY(db_exec(db, x_open, id, by->id));
    TRY(audit(db, by, "message.report.open", "message_report", id, NULL));
    return db_commit(&tx);
}

#define AROUND 2

enum err message_report_messages(struct db *db, const struct user *by, const struct message_report *m,
                                 struct message_some *out)
{
    bool opened;

    TRY(message_report_opened(db, by, m->id, &opened));
    if (!opened)
        FAIL(ERR_FORBIDDEN, "member %" PRId64 " has not opened report %" PRId64, by->id, m->id);
    return db_all(db, q_around, out, m->n, m->thread_id, m->n - AROUND, m->n + AROUND);
}

/* The writer hears of it as well, unless erased meanwhile. */
static enum err act(struct db *db, const struct user *by, const struct message_report *m, const char *state, const char *why)
{
    struct message_mailed to;
    struct member         writer;

    if (strcmp(state, "dismissed") == 0)
        return OK;
    if (m->sender_id == 0)
        FAIL(ERR_FORBIDDEN, "the writer is erased");
    if (strcmp(state, "warned") == 0) {
        TRY(message_mailed(db, m->sender_id, &to));
        return message_mail_warning(db, &to, m->reason);
    }
    if (!user_has(by, ADMINISTRATOR))
        FAIL(ERR_FORBIDDEN, "administrators suspend");
    TRY(member_get(db, m->sender_id, &writer));
    return member_is(&writer, "suspended") ? OK : member_suspend(db, by, writer.id, writer.version, why, true);
}

static enum err decide_one(struct db *db, const struct user *by, int64_t id, int64_t reporter, const char *state, const char *why)
{
    struct message_mailed to;

    TRY(db_change(db, x_decide, state, why, by->id, id));
    TRY(message_mailed(db, reporter, &to));
    TRY(message_mail_decided(db, &to, state));
    return audit(db, by, "message.report.decide", "message_report", id, fmt("{\"decision\":\"%s\"}", state));
}

/* Who is suspended writes no more: what others reported of them is answered by that. */
static enum err decide_others(struct db *db, const struct user *by, int64_t sender, const char *why)
{
    struct other_reports l;

    TRY(db_all(db, q_others, &l, sender, by->id));
    for (size_t i = 0; i < l.n; i++)
        TRY(decide_one(db, by, l.v[i].id, l.v[i].reporter_id, "suspended", why));
    return OK;
}

enum err message_report_decide(struct db *db, const struct user *by, int64_t id, const char *state, const char *why)
{
    struct message_report m;
    struct message_id     row;
    bool                  opened;

    DB_TX(tx, db);
    TRY(db_one(db, q_hold, &row, id));
    TRY(message_report_get(db, id, &m));
    if (by->id == m.reporter_id || by->id == m.sender_id)
        FAIL(ERR_FORBIDDEN, "report %" PRId64 " is of their own", id);
    TRY(message_report_opened(db, by, id, &opened));
    if (!opened)
        FAIL(ERR_FORBIDDEN, "report %" PRId64 " is not read", id);
    TRY(decide_one(db, by, id, m.reporter_id, state, why));
    TRY(act(db, by, &m, state, why));
    if (strcmp(state, "suspended") == 0)
        TRY(decide_others(db, by, m.sender_id, why));
    return db_commit(&tx);
}
