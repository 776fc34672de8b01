/* message_draft.c - messages that are being written, kept on the server. */
#include "model/message_int.h"

DB_COLUMNS(draft_cols, struct message_draft, id, to_id, thread_id, subject, body, version, saved_at, other);
#define DRAFT "SELECT d.id, d.to_id, d.thread_id, d.subject, d.body, d.version, d.saved_at, IF(m.state = 'active', m.name, NULL) AS other" \
              "  FROM message_draft d JOIN member m ON m.id = d.to_id WHERE d.member_id = ?"
DB_QUERY(q_one, draft_cols, DRAFT " AND d.to_id = ? AND d.thread_id = ?");
DB_QUERY(q_list, draft_cols, DRAFT " ORDER BY d.saved_at DESC, d.id DESC LIMIT 200");
DB_COLUMNS(id_cols, struct message_id, id);
DB_QUERY(q_count, id_cols, "SELECT COUNT(*) AS id FROM message_draft WHERE member_id = ?");
DB_QUERY(q_other, id_cols, "SELECT COALESCE(other_id, 0) AS id FROM message_party WHERE member_id = ? AND thread_id = ?");
/* The very form that saved it last, whose answer was lost or is still on its way. */
DB_QUERY(q_same, id_cols, "SELECT COUNT(*) AS id FROM message_draft WHERE id = ? AND form_key = ?");
DB_QUERY(q_sent, id_cols, "SELECT result_id AS id FROM once WHERE form_key = ? AND result_id > 0");
DB_EXEC(x_add,
    "INSERT INTO message_draft (member_id, to_id, thread_id, subject, body, form_key, saved_at) VALUES (?, ?, ?, ?, ?, ?, ?)");
DB_EXEC(x_save,
    "UPDATE message_draft SET subject = ?, body = ?, version = version + 1, form_key = ?, saved_at = ? WHERE id = ?");
DB_EXEC(x_drop, "DELETE FROM message_draft WHERE id = ? AND member_id = ?");
DB_EXEC(x_end,
    "DELETE FROM message_draft WHERE member_id = ? AND to_id = ? AND thread_id = ? AND (version = ? OR form_key = ?)");

static struct blob key_of(const char *key)
{
    unsigned char *b = talloc_zero_size(pool, 16);

    return key && unhex(key, b, 16) ? (struct blob){b, 16} : (struct blob){0};
}

enum err message_draft(struct db *db, int64_t member_id, int64_t to, int64_t thread, struct message_draft *out, bool *found)
{
    enum err e = db_one(db, q_one, out, member_id, to, thread);

    if (e && e != ERR_NOT_FOUND)
        return e;
    if (e)
        err_clear();
    *found = e == OK;
    return OK;
}

enum err message_draft_list(struct db *db, int64_t member_id, struct message_drafts *out)
{
    return db_all(db, q_list, out, member_id);
}

static enum err add(struct db *db, int64_t by, int64_t to, const struct message_new *m)
{
    struct message_id n;

    if (m->version) /* the one that the form came from is sent or thrown away */
        FAIL(ERR_CONFLICT, "draft to %" PRId64 " is gone", to);
    TRY(db_one(db, q_count, &n, by));
    if (n.id >= MESSAGE_DRAFTS_MOST)
        FAIL(ERR_LIMIT, "member %" PRId64 " keeps %" PRId64 " drafts", by, n.id);
    return db_exec(db, x_add, by, to, m->thread, m->subject ? m->subject : "", m->body ? m->body : "", key_of(m->key),
                   instant_now());
}

/* In a transaction that holds the writer's row, as sending does. */
static enum err save(struct db *db, int64_t by, int64_t to, const struct message_new *m, int *version)
{
    struct message_draft d;
    struct message_id    same;
    bool                 found;

    TRY(message_draft(db, by, to, m->thread, &d, &found));
    if (!found) {
        *version = 1;
        return add(db, by, to, m);
    }
    TRY(db_one(db, q_same, &same, d.id, key_of(m->key)));
    if (d.version != m->version && !same.id)
        FAIL(ERR_CONFLICT, "draft %" PRId64 " is at version %d", d.id, d.version);
    *version = d.version + 1;
    return db_exec(db, x_save, m->subject ? m->subject : "", m->body ? m->body : "", key_of(m->key), instant_now(), d.id);
}

enum err message_draft_save(struct db *db, const struct user *by, const struct message_new *m, int *version, bool *sent)
{
    struct message_id     row, to = {m->to};
    struct message_person p;
    enum err              e;

    if (!key_of(m->key).p)
        FAIL(ERR_INVALID, "no form key");
    DB_TX(tx, db);
    if (m->thread)
        TRY(db_one(db, q_other, &to, by->id, m->thread));
    else
        TRY(message_person(db, by, m->to, &p));
    if (to.id == 0)
        FAIL(ERR_NOT_FOUND, "the other one is erased");
    TRY(message_hold(db, by->id, 0));
    e = db_one(db, q_sent, &row, key_of(m->key));
    if (e && e != ERR_NOT_FOUND)
        return e;
    *sent = e == OK;
    if (*sent)
        return OK;
    err_clear();
    TRY(save(db, by->id, to.id, m, version));
    return db_commit(&tx);
}

enum err message_draft_drop(struct db *db, const struct user *by, int64_t id)
{
    return db_exec(db, x_drop, id, by->id);
}

enum err message_draft_end(struct db *db, int64_t member_id, int64_t to, const struct message_new *m)
{
    return db_exec(db, x_end, member_id, to, m->thread, m->version, key_of(m->key));
}
