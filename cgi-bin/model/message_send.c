/* message_send.c - a message goes out: one transaction from the form's key to the recipient's counts. */
#include "model/message_int.h"

DB_EXEC(x_thread, "INSERT INTO message_thread (subject, started_by, created_at) VALUES (?, ?, ?)");
DB_EXEC(x_party, "INSERT INTO message_party (member_id, thread_id, other_id, last_at) VALUES (?, ?, ?, ?)");
DB_EXEC(x_message, "INSERT INTO message (thread_id, n, sender_id, sent_at, body) VALUES (?, ?, ?, ?, ?)");
DB_EXEC(x_count, "UPDATE message_thread SET messages = ? WHERE id = ?");
/* The writer has read as far as the form said, and what he writes himself when nothing lies between. */
DB_EXEC(x_mine,
    "UPDATE message_party SET place = IF(place = 'gone', 'inbox', place), last_at = ?,"
    " read_n = GREATEST(read_n, IF(GREATEST(read_n, ?) >= ? - 1, ?, ?))"
    " WHERE member_id = ? AND thread_id = ?");
DB_EXEC(x_read, "UPDATE message_party SET unread = FALSE WHERE member_id = ? AND thread_id = ? AND unread AND read_n >= ?");
DB_EXEC(x_arrived, "UPDATE message_party SET place = 'inbox', last_at = ? WHERE member_id = ? AND thread_id = ?");
DB_EXEC(x_unread, "UPDATE message_party SET unread = TRUE WHERE member_id = ? AND thread_id = ? AND NOT unread");
DB_EXEC(x_more, "UPDATE message_member SET unread = unread + ? WHERE member_id = ?");

struct held { int64_t other_id; int messages; };
DB_COLUMNS(held_cols, struct held, other_id, messages);
DB_QUERY(q_held, held_cols,
    "SELECT COALESCE(p.other_id, 0) AS other_id, t.messages FROM message_thread t"
    "  JOIN message_party p ON p.member_id = ? AND p.thread_id = t.id WHERE t.id = ? FOR UPDATE");
DB_COLUMNS(id_cols, struct message_id, id);
DB_QUERY(q_other, id_cols, "SELECT COALESCE(other_id, 0) AS id FROM message_party WHERE member_id = ? AND thread_id = ?");

/* Number of the new message, in a conversation that is held. */
static enum err put(struct db *db, int64_t by, int64_t to, int64_t thread, int n, const struct message_new *m)
{
    struct instant now = instant_now();
    int64_t        read, fresh;

    TRY(db_exec(db, x_message, thread, n, by, now, m->body));
    TRY(db_exec(db, x_count, n, thread));
    TRY(db_exec(db, x_mine, now, m->seen, n, n, m->seen, by, thread));
    TRY(db_count(db, x_read, &read, by, thread, n));
    if (read)
        TRY(db_exec(db, x_more, -1, by));
    TRY(db_exec(db, x_arrived, now, to, thread));
    TRY(db_count(db, x_unread, &fresh, to, thread));
    if (fresh)
        TRY(db_exec(db, x_more, 1, to));
    return message_notice_set(db, to);
}

static enum err begin_thread(struct db *db, int64_t by, const struct message_new *m, int64_t *thread)
{
    struct instant now = instant_now();

    TRY(db_insert(db, x_thread, thread, m->subject, by, now));
    TRY(db_exec(db, x_party, by, *thread, m->to, now));
    return db_exec(db, x_party, m->to, *thread, by, now);
}

/* In a transaction that holds the two people. */
static enum err send(struct db *db, const struct user *by, const struct message_new *m, int64_t to,
                     enum message_bar *bar, int64_t *thread)
{
    struct message_person p;
    struct held           h = {.other_id = to};

    TRY(message_between(db, by->id, to, &p));
    if (!m->thread && !p.known)
        FAIL(ERR_NOT_FOUND, "member %" PRId64 " is not to be known of", to);
    *bar = p.bar;
    if (p.bar)
        FAIL(ERR_FORBIDDEN, "bar %d between %" PRId64 " and %" PRId64, (int)p.bar, by->id, to);
    TRY(message_limits(db, by->id, !m->thread));
    if (m->thread) {
        TRY(db_one(db, q_held, &h, by->id, m->thread));
        *thread = m->thread;
    } else {
        TRY(begin_thread(db, by->id, m, thread));
    }
    TRY(put(db, by->id, to, *thread, h.messages + 1, m));
    return message_draft_end(db, by->id, to, m);
}

enum err message_send(struct db *db, const struct user *by, const struct message_new *m, enum message_bar *bar,
                      int64_t *thread)
{
    struct message_id to = {m->to};
    int64_t           done, id = 0;

    *bar = BAR_NONE;
    DB_TX(tx, db);
    TRY(once_begin(db, m->key, &done));
    if (done) {
        *thread = done;
        return OK;
    }
    if (m->thread)
        TRY(db_one(db, q_other, &to, by->id, m->thread));
    else if (to.id == by->id)
        FAIL(ERR_NOT_FOUND, "a message to oneself");
    if (to.id == 0) {
        *bar = BAR_GONE;
        FAIL(ERR_FORBIDDEN, "the other one is erased");
    }
    TRY(message_hold(db, by->id, to.id));
    TRY(send(db, by, m, to.id, bar, &id));
    TRY(once_end(db, m->key, id));
    TRY(db_commit(&tx));
    *thread = id;
    return OK;
}
