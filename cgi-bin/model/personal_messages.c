/* personal_messages.c - the register: private messages. The account goes, and with it all that the person
 * wrote; what the other one of a conversation wrote stays with the other one. */
#include "model/personal_int.h"

#define K(g) g ".thread_id * 1000000 + " g ".n"

DB_QUERY(q_written, personal_row_cols,
    "SELECT " K("g") " AS k, JSON_OBJECT('conversation', g.thread_id, 'subject', t.subject, 'to', m.name, 'sent_at', " AT("g.sent_at") ","
    " 'text', g.body) AS j FROM message g JOIN message_thread t ON t.id = g.thread_id"
    "  LEFT JOIN message_party p ON p.thread_id = g.thread_id AND p.member_id = g.sender_id LEFT JOIN member m ON m.id = p.other_id"
    " WHERE g.sender_id = ? AND " K("g") " > ? ORDER BY 1 LIMIT 200");
DB_QUERY(q_received, personal_row_cols,
    "SELECT " K("g") " AS k, JSON_OBJECT('conversation', g.thread_id, 'subject', t.subject, 'from', m.name, 'sent_at', " AT("g.sent_at") ","
    " 'text', g.body) AS j FROM message_party p JOIN message_thread t ON t.id = p.thread_id"
    "  JOIN message g ON g.thread_id = p.thread_id AND g.n > p.hidden_n LEFT JOIN member m ON m.id = g.sender_id"
    " WHERE p.member_id = ? AND NOT g.sender_id <=> p.member_id AND " K("g") " > ? ORDER BY 1 LIMIT 200");
DB_QUERY(q_drafts, personal_row_cols,
    "SELECT d.id AS k, JSON_OBJECT('to', m.name, 'subject', d.subject, 'text', d.body, 'saved_at', " AT("d.saved_at") ") AS j"
    " FROM message_draft d LEFT JOIN member m ON m.id = d.to_id" SOME("d.member_id", "d.id"));
DB_QUERY(q_blocks, personal_row_cols,
    "SELECT b.blocked_id AS k, JSON_OBJECT('name', m.name, 'blocked_at', " AT("b.created_at") ") AS j"
    " FROM message_block b JOIN member m ON m.id = b.blocked_id" SOME("b.member_id", "b.blocked_id"));
DB_QUERY(q_reports, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('conversation', thread_id, 'reason', reason, 'note', note, 'state', state, 'sent_at', " AT("created_at") ","
    " 'decided_at', " AT("decided_at") ") AS j FROM message_report" SOME("reporter_id", "id"));
DB_QUERY(q_decided, personal_row_cols,
    "SELECT v.report_id AS k, JSON_OBJECT('number', v.report_id, 'seen_at', " AT("v.opened_at") ", 'state', IF(r.decided_by = v.member_id, r.state, NULL),"
    " 'note', IF(r.decided_by = v.member_id, r.decision, NULL)) AS j FROM message_report_view v"
    "  JOIN message_report r ON r.id = v.report_id" SOME("v.member_id", "v.report_id"));
DB_QUERY(q_chosen, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('mailed', notice, 'may_be_written_to', " YES("accepts") ") AS j FROM message_member" FEW("member_id"));

DB_EXEC(x_reported,
    "DELETE r FROM message g JOIN message_report r ON r.thread_id = g.thread_id AND r.n = g.n WHERE g.sender_id = ?");
/* Those that quote one person alone go with that account; these quote several. */
DB_EXEC(x_mails,
    "DELETE q FROM message_party p JOIN mail q ON q.member_id = p.member_id"
    " WHERE p.other_id = ? AND q.kind = 'messages.notice' AND q.about_id IS NULL");
DB_EXEC(x_texts, "UPDATE message SET body = '', sender_id = NULL WHERE sender_id = ?");
DB_EXEC(x_subjects, "UPDATE message_thread SET subject = '', started_by = NULL WHERE started_by = ?");
/* Nobody else is in it any more. */
DB_EXEC(x_alone,
    "DELETE t FROM message_party p JOIN message_thread t ON t.id = p.thread_id"
    "  LEFT JOIN message_party o ON o.thread_id = t.id AND o.member_id <> p.member_id"
    " WHERE p.member_id = ? AND o.member_id IS NULL");
DB_EXEC(x_parties, "DELETE FROM message_party WHERE member_id = ?");
DB_EXEC(x_others, "UPDATE message_party SET other_id = NULL WHERE other_id = ?");
DB_EXEC(x_drafts_by, "DELETE FROM message_draft WHERE member_id = ?");
DB_EXEC(x_drafts_to, "DELETE FROM message_draft WHERE to_id = ?");
DB_EXEC(x_blocks_by, "DELETE FROM message_block WHERE member_id = ?");
DB_EXEC(x_blocks_of, "DELETE FROM message_block WHERE blocked_id = ?");
DB_EXEC(x_reports, "DELETE FROM message_report WHERE reporter_id = ?");
DB_EXEC(x_views, "DELETE FROM message_report_view WHERE member_id = ?");
DB_EXEC(x_decided, "UPDATE message_report SET decided_by = NULL WHERE decided_by = ?");
DB_EXEC(x_chosen, "DELETE FROM message_member WHERE member_id = ?");

const struct personal personal_messages[] = {
    {PERSONAL_NETWORK, "messages", N_("Messages you wrote"),
     N_("What you wrote to other members, when, and the subjects of conversations that you began."),
     "/messages", PERSONAL_GOES, NULL, "message.sender_id message_thread.started_by", &q_written, NULL,
     {&x_reported, &x_mails, &x_texts, &x_subjects}},
    {PERSONAL_NETWORK, "conversations", N_("Messages you received"),
     N_("What other members wrote to you, and where you keep it."),
     "/messages", PERSONAL_NAMELESS, N_("What others wrote stays with them. Their page says that it was to a former member."),
     "message_party.member_id message_party.other_id", &q_received, NULL, {&x_alone, &x_parties, &x_others}},
    {PERSONAL_NETWORK, "message_drafts", N_("Drafts of messages"), N_("What you have begun to write and not sent."),
     "/messages/drafts", PERSONAL_GOES, NULL, "message_draft.member_id message_draft.to_id", &q_drafts, NULL,
     {&x_drafts_by, &x_drafts_to}},
    {PERSONAL_NETWORK, "message_blocks", N_("People you block"), N_("Who may not write to you."),
     "/messages/blocks", PERSONAL_GOES, NULL, "message_block.member_id message_block.blocked_id", &q_blocks, NULL,
     {&x_blocks_by, &x_blocks_of}},
    {PERSONAL_NETWORK, "message_reports", N_("Messages you reported"),
     N_("Which messages you brought before the moderators, why, and what they decided."),
     NULL, PERSONAL_GOES, NULL, "message_report.reporter_id", &q_reports, NULL, {&x_reports}},
    {PERSONAL_NETWORK, "message_decisions", N_("Reports you opened as a moderator"),
     N_("Which reported messages you read, and what you decided."),
     NULL, PERSONAL_NAMELESS, N_("The decisions stay, without your name."),
     "message_report_view.member_id message_report.decided_by", &q_decided, NULL, {&x_views, &x_decided}},
    {PERSONAL_NETWORK, "message_settings", N_("Message settings"),
     N_("How soon you are mailed about new messages, and whether others may write to you."),
     "/messages/settings", PERSONAL_GOES, NULL, "message_member.member_id", &q_chosen, NULL, {&x_chosen}},
    {0},
};
