/* message_people.c - who may write to whom, and how much. */
#include "model/message_int.h"

struct between {
    int64_t id;
    char   *name;
    bool    active, known, accepts, own_accepts, blocks, blocked;
};
DB_COLUMNS(between_cols, struct between, id, name, active, known, accepts, own_accepts, blocks, blocked);
DB_QUERY(q_between, between_cols,
    "SELECT m.id, m.name, m.state = 'active' AS active, " MESSAGE_KNOWN " AS known, COALESCE(o.accepts, TRUE) AS accepts,"
    " COALESCE(w.accepts, TRUE) AS own_accepts, b.member_id IS NOT NULL AS blocks, a.member_id IS NOT NULL AS blocked"
    "  FROM member m LEFT JOIN profile p ON p.member_id = m.id"
    "  LEFT JOIN message_member o ON o.member_id = m.id"
    "  LEFT JOIN message_member w ON w.member_id = ?"
    "  LEFT JOIN message_block b ON b.member_id = ? AND b.blocked_id = m.id"
    "  LEFT JOIN message_block a ON a.member_id = m.id AND a.blocked_id = ?"
    " WHERE m.id = ?");

static enum message_bar bar_of(const struct between *b)
{
    if (!b->active)
        return BAR_GONE;
    if (b->blocks)
        return BAR_BLOCK;
    if (!b->own_accepts)
        return BAR_OWN;
    return !b->accepts || b->blocked ? BAR_CLOSED : BAR_NONE;
}

const char *message_bar_word(enum message_bar bar)
{
    switch (bar) {
    case BAR_CLOSED: return _("This person cannot be written to here.");
    case BAR_GONE: return _("This person is not a member any more and cannot be written to.");
    case BAR_OWN: return _("You take no messages at the moment, so nobody could answer you. Change that in your settings first.");
    case BAR_BLOCK: return _("You have blocked this person. Unblock them first to write to them.");
    default: return NULL;
    }
}

enum err message_between(struct db *db, int64_t by, int64_t to, struct message_person *out)
{
    struct between b;
    enum err       e = db_one(db, q_between, &b, by, by, by, to);

    if (e == ERR_NOT_FOUND) { /* erased */
        err_clear();
        *out = (struct message_person){.id = to, .bar = BAR_GONE};
        return OK;
    }
    TRY(e);
    *out = (struct message_person){b.id, b.active ? b.name : NULL, b.known, bar_of(&b)};
    return OK;
}

enum err message_person(struct db *db, const struct user *by, int64_t id, struct message_person *out)
{
    struct message_person p;

    TRY(message_between(db, by->id, id, &p));
    if (!p.known || id == by->id)
        FAIL(ERR_NOT_FOUND, "member %" PRId64 " cannot be written to by %" PRId64, id, by->id);
    *out = p;
    return OK;
}

/* ---- holding ---- */

DB_EXEC(x_hold, "INSERT INTO message_member (member_id) SELECT id FROM member WHERE id IN (?, ?) ORDER BY id"
                " ON DUPLICATE KEY UPDATE member_id = message_member.member_id");

/* What INSERT finds there already it locks as well, one row after the other. */
enum err message_hold(struct db *db, int64_t a, int64_t b)
{
    return db_exec(db, x_hold, a, b);
}

/* ---- limits ---- */

struct written { int64_t messages, threads; bool young; };
DB_COLUMNS(written_cols, struct written, messages, threads, young);
DB_QUERY(q_written, written_cols,
    "SELECT (SELECT COUNT(*) FROM message WHERE sender_id = m.id AND sent_at > UTC_TIMESTAMP(6) - INTERVAL 1 HOUR) AS messages,"
    " (SELECT COUNT(*) FROM message_thread WHERE started_by = m.id AND created_at > UTC_TIMESTAMP(6) - INTERVAL 1 DAY) AS threads,"
    " COALESCE(m.confirmed_at, m.created_at) > UTC_TIMESTAMP(6) - INTERVAL 1 DAY AS young"
    "  FROM member m WHERE m.id = ?");

enum err message_limits(struct db *db, int64_t by, bool new_thread)
{
    struct written w;

    TRY(db_one(db, q_written, &w, by));
    if (w.messages >= (w.young ? MESSAGE_AN_HOUR_YOUNG : MESSAGE_AN_HOUR) ||
        (new_thread && w.threads >= (w.young ? MESSAGE_THREADS_YOUNG : MESSAGE_THREADS_A_DAY)))
        FAIL(ERR_LIMIT, "member %" PRId64 " wrote %" PRId64 " messages in an hour and began %" PRId64 " in a day", by,
             w.messages, w.threads);
    return OK;
}
