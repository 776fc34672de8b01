/* message_tool.c - see message_tool.h. */
#include "model/message_tool.h"

#include "model/member.h"
#include "model/message_int.h"

struct held { int64_t id; int messages; };
DB_COLUMNS(held_cols, struct held, id, messages);
DB_QUERY(q_thread, held_cols,
    "SELECT id, messages FROM message_thread WHERE started_by IN (?, ?) AND subject = ? ORDER BY id LIMIT 1 FOR UPDATE");
DB_COLUMNS(id_cols, struct message_id, id);
DB_QUERY(q_same, id_cols, "SELECT COUNT(*) AS id FROM message WHERE thread_id = ? AND sender_id = ? AND body = ?");
DB_EXEC(x_thread, "INSERT INTO message_thread (subject, started_by, created_at) VALUES (?, ?, ?)");
DB_EXEC(x_party, "INSERT INTO message_party (member_id, thread_id, other_id, last_at) VALUES (?, ?, ?, ?)");
DB_EXEC(x_message, "INSERT INTO message (thread_id, n, sender_id, sent_at, body) VALUES (?, ?, ?, ?, ?)");
DB_EXEC(x_count, "UPDATE message_thread SET messages = ? WHERE id = ?");
/* Read as far as this message, or unread from here on; never mailed of. */
DB_EXEC(x_state,
    "UPDATE message_party SET last_at = ?, told_n = ?, read_n = IF(?, ?, read_n), unread = read_n < ?"
    " WHERE member_id = ? AND thread_id = ?");
DB_EXEC(x_unread,
    "UPDATE message_member SET unread = (SELECT COUNT(*) FROM message_party p WHERE p.member_id = ? AND p.unread)"
    " WHERE member_id = ?");

static enum err find(struct db *db, const struct message_tool *m, int64_t from, int64_t to, struct instant at,
                     struct held *out)
{
    enum err e = db_one(db, q_thread, out, from, to, m->subject);

    if (e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *out = (struct held){0};
    TRY(db_insert(db, x_thread, &out->id, m->subject, from, at));
    TRY(db_exec(db, x_party, from, out->id, to, at));
    return db_exec(db, x_party, to, out->id, from, at);
}

enum err message_tool_put(struct db *db, const struct message_tool *m)
{
    struct instant    at = instant_add(instant_now(), -m->hours * 3600);
    struct member     from, to;
    struct held       t;
    struct message_id same;

    TRY(member_by_email(db, m->from, &from));
    TRY(member_by_email(db, m->to, &to));
    DB_TX(tx, db);
    TRY(message_hold(db, from.id, to.id));
    TRY(find(db, m, from.id, to.id, at, &t));
    TRY(db_one(db, q_same, &same, t.id, from.id, m->body));
    if (same.id)
        return OK;
    t.messages++;
    TRY(db_exec(db, x_message, t.id, t.messages, from.id, at, m->body));
    TRY(db_exec(db, x_count, t.messages, t.id));
    TRY(db_exec(db, x_state, at, t.messages, true, t.messages, t.messages, from.id, t.id));
    TRY(db_exec(db, x_state, at, t.messages, m->read, t.messages, t.messages, to.id, t.id));
    TRY(db_exec(db, x_unread, from.id, from.id));
    TRY(db_exec(db, x_unread, to.id, to.id));
    return db_commit(&tx);
}
