/* message_thread.c - one conversation: reading it, and where a member keeps it. */
#include "model/message_int.h"

struct party { int64_t id, other_id; char *subject, *place; bool unread; int messages, read_n, hidden_n; };
DB_COLUMNS(party_cols, struct party, id, other_id, subject, place, unread, messages, read_n, hidden_n);
DB_QUERY(q_party, party_cols,
    "SELECT t.id, COALESCE(p.other_id, 0) AS other_id, " MESSAGE_SUBJECT " AS subject, p.place, p.unread, t.messages, p.read_n,"
    " p.hidden_n FROM message_party p JOIN message_thread t ON t.id = p.thread_id LEFT JOIN member m ON m.id = p.other_id"
    " WHERE p.member_id = ? AND p.thread_id = ?");
DB_COLUMNS(one_cols, struct message_one, n, sender_id, sent_at, body, reported, hidden);
DB_QUERY(q_read, one_cols,
    "SELECT g.n, COALESCE(g.sender_id, 0) AS sender_id, g.sent_at, IF(COALESCE(m.messages_hidden, FALSE), '', g.body) AS body,"
    " r.id IS NOT NULL AS reported, COALESCE(m.messages_hidden, FALSE) AS hidden FROM message g LEFT JOIN member m ON m.id = g.sender_id"
    "  LEFT JOIN message_report r ON r.thread_id = g.thread_id AND r.n = g.n AND r.reporter_id = ?"
    " WHERE g.thread_id = ? AND g.n > ? AND g.n < ? ORDER BY g.n DESC LIMIT ?");
DB_EXEC(x_read, "UPDATE message_party SET read_n = GREATEST(read_n, ?) WHERE member_id = ? AND thread_id = ?");
/* Nothing of the other one's lies beyond what is read. */
DB_EXEC(x_clear,
    "UPDATE message_party p JOIN message_thread t ON t.id = p.thread_id SET p.unread = FALSE"
    " WHERE p.member_id = ? AND p.thread_id = ? AND p.unread AND p.read_n >= t.messages");
DB_EXEC(x_unread, "UPDATE message_party SET unread = TRUE, place = 'inbox' WHERE member_id = ? AND thread_id = ? AND NOT unread");
DB_EXEC(x_move, "UPDATE message_party SET place = ?, unread = FALSE WHERE member_id = ? AND thread_id = ?");
DB_EXEC(x_hide,
    "UPDATE message_party p JOIN message_thread t ON t.id = p.thread_id SET p.hidden_n = t.messages, p.read_n = t.messages"
    " WHERE p.member_id = ? AND p.thread_id = ?");
/* Deleted by everybody who takes part; one that is before the moderators waits for them. */
DB_EXEC(x_purge,
    "DELETE t FROM message_thread t WHERE t.id = ?"
    "   AND NOT EXISTS (SELECT 1 FROM message_party p WHERE p.thread_id = t.id AND p.hidden_n < t.messages)"
    "   AND NOT EXISTS (SELECT 1 FROM message_report r WHERE r.thread_id = t.id AND r.state = 'open')");
DB_EXEC(x_count, "UPDATE message_member SET unread = unread + ? WHERE member_id = ?");

static enum err party(struct db *db, const struct user *by, int64_t id, struct party *out)
{
    return db_one(db, q_party, out, by->id, id);
}

enum err message_thread(struct db *db, const struct user *by, int64_t id, struct message_thread *out)
{
    struct party          p;
    struct message_person other = {.bar = BAR_GONE};

    TRY(party(db, by, id, &p));
    if (p.hidden_n >= p.messages)
        FAIL(ERR_NOT_FOUND, "conversation %" PRId64 " is deleted for member %" PRId64, id, by->id);
    if (p.other_id)
        TRY(message_between(db, by->id, p.other_id, &other));
    *out = (struct message_thread){p.id, p.subject, p.place, p.unread, p.messages, p.read_n, p.hidden_n, other};
    return OK;
}

enum err message_read(struct db *db, const struct user *by, const struct message_thread *t, int before, int limit,
                      struct message_some *out)
{
    TRY(db_all(db, q_read, out, by->id, t->id, t->hidden_n, before ? before : INT32_MAX, limit));
    for (size_t i = 0; i < out->n / 2; i++) {
        struct message_one one = out->v[i];
        out->v[i] = out->v[out->n - 1 - i];
        out->v[out->n - 1 - i] = one;
    }
    return OK;
}

/* ---- marks ---- */

enum err message_mark_read(struct db *db, const struct user *by, int64_t thread, int up_to)
{
    struct party p;
    int64_t      n;

    DB_TX(tx, db);
    TRY(message_hold(db, by->id, 0));
    TRY(party(db, by, thread, &p));
    TRY(db_exec(db, x_read, up_to < p.messages ? up_to : p.messages, by->id, thread));
    TRY(db_count(db, x_clear, &n, by->id, thread));
    if (n)
        TRY(db_exec(db, x_count, -1, by->id));
    return db_commit(&tx);
}

enum err message_mark_unread(struct db *db, const struct user *by, int64_t thread)
{
    struct party p;
    int64_t      n;

    DB_TX(tx, db);
    TRY(message_hold(db, by->id, 0));
    TRY(party(db, by, thread, &p));
    if (p.hidden_n >= p.messages)
        FAIL(ERR_NOT_FOUND, "deleted");
    TRY(db_count(db, x_unread, &n, by->id, thread));
    if (n)
        TRY(db_exec(db, x_count, 1, by->id));
    return db_commit(&tx);
}

/* Whatever is put away counts as read. */
enum err message_move(struct db *db, const struct user *by, int64_t thread, const char *place)
{
    bool         gone = strcmp(place, "gone") == 0;
    struct party p;

    DB_TX(tx, db);
    TRY(message_hold(db, by->id, 0));
    TRY(party(db, by, thread, &p));
    if (p.hidden_n >= p.messages && !gone)
        FAIL(ERR_NOT_FOUND, "deleted");
    TRY(db_exec(db, x_move, place, by->id, thread));
    if (gone)
        TRY(db_exec(db, x_hide, by->id, thread));
    else
        TRY(db_exec(db, x_read, p.messages, by->id, thread));
    if (p.unread)
        TRY(db_exec(db, x_count, -1, by->id));
    if (gone)
        TRY(db_exec(db, x_purge, thread));
    return db_commit(&tx);
}
