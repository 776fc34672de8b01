/* message_list.c - the lists of conversations, and what there is to count. */
#include "model/message_int.h"
#include "model/search_words.h"

DB_COLUMNS(row_cols, struct message_row, thread_id, other_id, other, subject, begins, mine, unread, messages, last_at);
/* Along the index of one's own conversations, which is in the order of the list. */
#define ROW \
    "SELECT STRAIGHT_JOIN p.thread_id, COALESCE(p.other_id, 0) AS other_id, IF(m.state = 'active', m.name, NULL) AS other," \
    " " MESSAGE_SUBJECT " AS subject, IF(m.messages_hidden AND g.sender_id = m.id, '', LEFT(g.body, 200)) AS begins, COALESCE(g.sender_id = p.member_id, FALSE) AS mine, p.unread, t.messages, p.last_at" \
    "  FROM message_party p LEFT JOIN member m ON m.id = p.other_id JOIN message_thread t ON t.id = p.thread_id" \
    "  LEFT JOIN message g ON g.thread_id = t.id AND g.n = t.messages"
#define ON " AND p.last_at <= ? AND (p.last_at < ? OR p.thread_id < ?) ORDER BY p.last_at DESC, p.thread_id DESC LIMIT ?"
#define BACK " AND p.last_at >= ? AND (p.last_at > ? OR p.thread_id > ?) ORDER BY p.last_at, p.thread_id LIMIT ?"
/* Names of people who are here. */
#define NAMED " AND m.state = 'active' AND (m.name LIKE ? OR m.name LIKE ?)"

DB_QUERY(q_place, row_cols, ROW " WHERE p.member_id = ? AND p.place = ?" ON);
DB_QUERY(q_place_back, row_cols, ROW " WHERE p.member_id = ? AND p.place = ?" BACK);
DB_QUERY(q_unread, row_cols, ROW " WHERE p.member_id = ? AND p.unread = TRUE" ON);
DB_QUERY(q_unread_back, row_cols, ROW " WHERE p.member_id = ? AND p.unread = TRUE" BACK);
DB_QUERY(q_place_named, row_cols, ROW " WHERE p.member_id = ? AND p.place = ?" NAMED ON);
DB_QUERY(q_place_named_back, row_cols, ROW " WHERE p.member_id = ? AND p.place = ?" NAMED BACK);
DB_QUERY(q_unread_named, row_cols, ROW " WHERE p.member_id = ? AND p.unread = TRUE" NAMED ON);
DB_QUERY(q_unread_named_back, row_cols, ROW " WHERE p.member_id = ? AND p.unread = TRUE" NAMED BACK);

static enum err unread(struct db *db, int64_t by, const struct message_ask *a, struct instant t, int64_t id, struct message_rows *out)
{
    if (a->q && a->back)
        return db_all(db, q_unread_named_back, out, by, search_beginning("", a->q), search_beginning("% ", a->q), t, t, id, a->limit);
    if (a->q)
        return db_all(db, q_unread_named, out, by, search_beginning("", a->q), search_beginning("% ", a->q), t, t, id, a->limit);
    if (a->back)
        return db_all(db, q_unread_back, out, by, t, t, id, a->limit);
    return db_all(db, q_unread, out, by, t, t, id, a->limit);
}

enum err message_list(struct db *db, int64_t member_id, const struct message_ask *a, struct message_rows *out)
{
    const char    *place = a->box == BOX_ARCHIVE ? "archive" : "inbox";
    struct instant t = a->at.us ? a->at : instant_add(instant_now(), 86400);
    int64_t        id = a->at_id ? a->at_id : INT64_MAX;

    if (a->box == BOX_UNREAD)
        return unread(db, member_id, a, t, id, out);
    if (a->q && a->back)
        return db_all(db, q_place_named_back, out, member_id, place, search_beginning("", a->q), search_beginning("% ", a->q), t, t, id, a->limit);
    if (a->q)
        return db_all(db, q_place_named, out, member_id, place, search_beginning("", a->q), search_beginning("% ", a->q), t, t, id, a->limit);
    if (a->back)
        return db_all(db, q_place_back, out, member_id, place, t, t, id, a->limit);
    return db_all(db, q_place, out, member_id, place, t, t, id, a->limit);
}

DB_COLUMNS(count_cols, struct message_counts, unread, drafts, reports);
DB_QUERY(q_counts, count_cols,
    "SELECT COALESCE((SELECT unread FROM message_member WHERE member_id = ?), 0) AS unread,"
    " (SELECT COUNT(*) FROM message_draft WHERE member_id = ?) AS drafts,"
    " IF(?, (SELECT COUNT(*) FROM message_report WHERE state = 'open'), 0) AS reports");

enum err message_count(struct db *db, const struct user *by, struct message_counts *out)
{
    return db_one(db, q_counts, out, by->id, by->id, user_has(by, MODERATOR));
}
