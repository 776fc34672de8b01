/* message_block.c - who may not write to whom, what a member has chosen, and the link that ends mails. */
#include "model/message_int.h"

DB_COLUMNS(block_cols, struct message_blocked, id, name, created_at);
DB_QUERY(q_list, block_cols,
    "SELECT b.blocked_id AS id, IF(m.state = 'active', m.name, NULL) AS name, b.created_at FROM message_block b"
    "  JOIN member m ON m.id = b.blocked_id WHERE b.member_id = ? ORDER BY m.name, m.id LIMIT 500");
DB_EXEC(x_block, "INSERT INTO message_block (member_id, blocked_id) VALUES (?, ?) ON DUPLICATE KEY UPDATE blocked_id = VALUES(blocked_id)");
DB_EXEC(x_unblock, "DELETE FROM message_block WHERE member_id = ? AND blocked_id = ?");
DB_COLUMNS(id_cols, struct message_id, id);
DB_QUERY(q_met, id_cols, "SELECT thread_id AS id FROM message_party WHERE other_id = ? AND member_id = ? LIMIT 1");

enum err message_block_list(struct db *db, int64_t member_id, struct message_blocks *out)
{
    return db_all(db, q_list, out, member_id);
}

enum err message_met(struct db *db, const struct user *by, int64_t who, bool *out)
{
    struct message_id met;
    enum err          e = db_one(db, q_met, &met, who, by->id);

    if (e && e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *out = e == OK;
    return OK;
}

enum err message_block_ask(struct db *db, const struct user *by, int64_t who, struct message_person *out)
{
    struct message_id met;

    TRY(message_between(db, by->id, who, out));
    if (who == by->id)
        FAIL(ERR_NOT_FOUND, "oneself");
    return out->known ? OK : db_one(db, q_met, &met, who, by->id);
}

enum err message_block(struct db *db, const struct user *by, int64_t who)
{
    struct message_person p;

    DB_TX(tx, db);
    TRY(message_block_ask(db, by, who, &p));
    TRY(db_exec(db, x_block, by->id, who));
    return db_commit(&tx);
}

enum err message_unblock(struct db *db, const struct user *by, int64_t who)
{
    return db_exec(db, x_unblock, by->id, who);
}

/* ---- what is chosen ---- */

const char *const message_notice[] = {"now", "daily", "never", NULL};

DB_COLUMNS(settings_cols, struct message_settings, notice, accepts);
DB_QUERY(q_settings, settings_cols, "SELECT notice, accepts FROM message_member WHERE member_id = ?");
DB_EXEC(x_settings, "UPDATE message_member SET notice = ?, accepts = ?, notice_at = NULL WHERE member_id = ?");
DB_EXEC(x_stop, "UPDATE message_member SET notice = 'never', notice_at = NULL WHERE member_id = ?");
DB_QUERY(q_unread, id_cols, "SELECT unread AS id FROM message_member WHERE member_id = ?");

enum err message_settings(struct db *db, int64_t member_id, struct message_settings *out)
{
    enum err e = db_one(db, q_settings, out, member_id);

    if (e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *out = (struct message_settings){copy("now"), true};
    return OK;
}

enum err message_settings_save(struct db *db, const struct user *by, const struct message_settings *s)
{
    struct message_id unread;

    DB_TX(tx, db);
    TRY(message_hold(db, by->id, 0));
    TRY(db_exec(db, x_settings, s->notice, s->accepts, by->id));
    TRY(db_one(db, q_unread, &unread, by->id));
    if (unread.id) /* what is not told yet is told in the new way */
        TRY(message_notice_set(db, by->id));
    return db_commit(&tx);
}

#define PURPOSE "end of mails about messages"

char *message_token(int64_t member_id)
{
    return sign_number(PURPOSE, member_id);
}

bool message_token_read(const char *token, int64_t *member_id)
{
    return signed_number(PURPOSE, token, member_id);
}

enum err message_stop(struct db *db, int64_t member_id)
{
    DB_TX(tx, db);
    TRY(message_hold(db, member_id, 0));
    TRY(db_exec(db, x_stop, member_id));
    return db_commit(&tx);
}
