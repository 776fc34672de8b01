/* message_erase.c - what an account that is erased leaves behind in conversations: nothing of its own. */
#include "model/message_int.h"

DB_EXEC(x_drafts_by, "DELETE FROM message_draft WHERE member_id = ?");
DB_EXEC(x_drafts_to, "DELETE FROM message_draft WHERE to_id = ?");
DB_EXEC(x_blocks_by, "DELETE FROM message_block WHERE member_id = ?");
DB_EXEC(x_blocks_of, "DELETE FROM message_block WHERE blocked_id = ?");
DB_EXEC(x_reports_by, "DELETE FROM message_report WHERE reporter_id = ?");
DB_EXEC(x_reports_of,
    "DELETE r FROM message g JOIN message_report r ON r.thread_id = g.thread_id AND r.n = g.n WHERE g.sender_id = ?");
DB_EXEC(x_views, "DELETE FROM message_report_view WHERE member_id = ?");
/* Those about one person alone go with the account; these quote several. */
DB_EXEC(x_mails,
    "DELETE q FROM message_party p JOIN mail q ON q.member_id = p.member_id"
    " WHERE p.other_id = ? AND q.kind = 'messages.notice' AND q.about_id IS NULL");
DB_EXEC(x_texts, "UPDATE message SET body = '', sender_id = NULL WHERE sender_id = ?");
DB_EXEC(x_subjects, "UPDATE message_thread SET subject = '', started_by = NULL WHERE started_by = ?");
DB_EXEC(x_alone,
    "DELETE t FROM message_party p JOIN message_thread t ON t.id = p.thread_id"
    "  LEFT JOIN message_party o ON o.thread_id = t.id AND o.member_id <> p.member_id"
    " WHERE p.member_id = ? AND o.member_id IS NULL");
DB_EXEC(x_parties, "DELETE FROM message_party WHERE member_id = ?");
DB_EXEC(x_others, "UPDATE message_party SET other_id = NULL WHERE other_id = ?");
DB_EXEC(x_member, "DELETE FROM message_member WHERE member_id = ?");

enum err message_erase_member(struct db *db, int64_t member_id)
{
    DB_TX(tx, db);
    TRY(message_hold(db, member_id, 0));
    TRY(db_exec(db, x_drafts_by, member_id));
    TRY(db_exec(db, x_drafts_to, member_id));
    TRY(db_exec(db, x_blocks_by, member_id));
    TRY(db_exec(db, x_blocks_of, member_id));
    TRY(db_exec(db, x_reports_by, member_id));
    TRY(db_exec(db, x_reports_of, member_id));
    TRY(db_exec(db, x_views, member_id));
    TRY(db_exec(db, x_mails, member_id));
    TRY(db_exec(db, x_texts, member_id));
    TRY(db_exec(db, x_subjects, member_id));
    TRY(db_exec(db, x_alone, member_id));
    TRY(db_exec(db, x_parties, member_id));
    TRY(db_exec(db, x_others, member_id));
    TRY(db_exec(db, x_member, member_id));
    return db_commit(&tx);
}
