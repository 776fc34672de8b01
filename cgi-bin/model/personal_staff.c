/* personal_staff.c - the register: what the tools of the staff for people leave behind. */
#include "model/personal_int.h"

DB_QUERY(q_invitation, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('state', state, 'created_at', " AT("created_at") ", 'sent_at', " AT("sent_at")
    ", 'ended_at', " AT("ended_at") ") AS j FROM invitation" SOME("member_id", "id"));
DB_QUERY(q_import, personal_row_cols,
    "SELECT r.line AS k, JSON_OBJECT('name', r.title, 'created_at', " AT("i.created_at") ") AS j"
    " FROM import_row r JOIN import i ON i.id = r.import_id" FEW("r.member_id"));
DB_QUERY(q_rights, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('role', role, 'thing', object_type, 'number', object_id, 'at', " AT("granted_at") ") AS j"
    " FROM object_role" FEW("member_id"));
DB_QUERY(q_merged, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('number', old_id, 'at', " AT("at") ") AS j FROM member_redirect" FEW("member_id"));
DB_QUERY(q_bulk, personal_row_cols,
    "SELECT r.bulk_id AS k, JSON_OBJECT('action', b.action, 'before', r.was, 'at', " AT("b.ended_at") ") AS j"
    " FROM bulk_row r JOIN bulk_action b ON b.id = r.bulk_id WHERE r.member_id = ? AND r.bulk_id > ? ORDER BY r.bulk_id LIMIT 200");
DB_QUERY(q_made, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('action', action, 'state', state, 'created_at', " AT("created_at") ") AS j"
    " FROM bulk_action" SOME("member_id", "id"));

DB_EXEC(x_invitation, "UPDATE invitation SET member_id = NULL, token_hash = NULL WHERE member_id = ?");
DB_EXEC(x_import, "UPDATE import_row SET title = '', messages = NULL, member_id = NULL WHERE member_id = ?");
DB_EXEC(x_rights, "DELETE FROM object_role WHERE member_id = ?");
DB_EXEC(x_merged, "DELETE FROM member_redirect WHERE member_id = ?");
DB_EXEC(x_bulk, "DELETE FROM bulk_row WHERE member_id = ?");
DB_EXEC(x_made, "UPDATE bulk_action SET member_id = NULL WHERE member_id = ?");
DB_EXEC(x_invited, "UPDATE invitation SET invited_by = NULL WHERE invited_by = ?");
DB_EXEC(x_granted, "UPDATE object_role SET granted_by = NULL WHERE granted_by = ?");
DB_EXEC(x_exports, "DELETE FROM people_export WHERE member_id = ?");

const struct personal personal_staff[] = {
    {PERSONAL_ACCOUNT, "invitation", N_("Your invitation"),
     N_("When the secretariat invited you, and when you answered."),
     NULL, PERSONAL_NAMELESS, N_("It is still counted, without saying who was invited."), "invitation.member_id",
     &q_invitation, NULL, {&x_invitation}},
    {PERSONAL_ACCOUNT, "import_row", N_("The row of a table that you came by"),
     N_("Your name and remarks about the row, when the secretariat brought you in by a table."),
     NULL, PERSONAL_LATER, N_("The row is emptied at once. The table is deleted 30 days after its import."), "import_row.member_id",
     &q_import, NULL, {&x_import}},
    {PERSONAL_ACCOUNT, "rights", N_("Your rights on single things"),
     N_("What you may do with one thing alone, such as editing one series of the library."),
     NULL, PERSONAL_GOES, NULL, "object_role.member_id", &q_rights, NULL, {&x_rights}},
    {PERSONAL_ACCOUNT, "merged", N_("Accounts that were merged into yours"),
     N_("Their numbers, so that old addresses of pages lead to you."),
     NULL, PERSONAL_GOES, NULL, "member_redirect.member_id", &q_merged, NULL, {&x_merged}},
    {PERSONAL_RECORDS, "bulk_row", N_("Changes to many accounts, yours among them"),
     N_("What staff changed at once for many people, and how it was before, so that it can be undone."),
     NULL, PERSONAL_GOES, NULL, "bulk_row.member_id", &q_bulk, NULL, {&x_bulk}},
    {PERSONAL_RECORDS, "staff_people", N_("Your work as an administrator with accounts"),
     N_("Changes to many accounts, invitations, rights that you gave, and lists that you exported."),
     NULL, PERSONAL_NAMELESS, N_("The changes, invitations and rights stay, without your name; exported lists are deleted."),
     "bulk_action.member_id invitation.invited_by object_role.granted_by people_export.member_id", &q_made, NULL,
     {&x_made, &x_invited, &x_granted, &x_exports}},
    {0},
};
