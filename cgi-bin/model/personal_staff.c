/* personal_staff.c - the register: how somebody came to the network, rights on single things, and what
 * administrators do with accounts. */
#include "model/personal_int.h"

DB_QUERY(q_invitation, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('state', state, 'created_at', " AT("created_at") ", 'sent_at', " AT("sent_at") ","
    " 'ended_at', " AT("ended_at") ") AS j FROM invitation" SOME("member_id", "id"));
DB_QUERY(q_imported, personal_row_cols,
    "SELECT import_id AS k, JSON_OBJECT('text', title) AS j FROM import_row" SOME("member_id", "import_id"));
DB_QUERY(q_rights, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('thing', object_type, 'number', object_id, 'role', role, 'at', " AT("granted_at") ") AS j"
    " FROM object_role" FEW("member_id"));
DB_QUERY(q_merged, personal_row_cols,
    "SELECT old_id AS k, JSON_OBJECT('number', old_id, 'at', " AT("at") ") AS j FROM member_redirect" SOME("member_id", "old_id"));
DB_QUERY(q_changed, personal_row_cols,
    "SELECT r.bulk_id AS k, JSON_OBJECT('number', r.bulk_id, 'state', r.outcome, 'before', r.was,"
    " 'reason', CASE WHEN b.action = 'suspend' THEN b.value END) AS j FROM bulk_row r JOIN bulk_action b ON b.id = r.bulk_id"
    SOME("r.member_id", "r.bulk_id"));
DB_QUERY(q_actions, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('action', action, 'text', value, 'state', state, 'rows', total, 'created_at', " AT("created_at") ") AS j"
    " FROM bulk_action" SOME("member_id", "id"));

DB_EXEC(x_invitation, "DELETE FROM invitation WHERE member_id = ?");
/* The table that brought the person has others in it as well: it is let go of whole, once it is carried out. */
DB_EXEC(x_table,
    "UPDATE import_row r JOIN import i ON i.id = r.import_id SET i.csv_sha256 = '', i.csv_name = ''"
    " WHERE r.member_id = ? AND i.kind = 'people' AND i.state NOT IN ('checking', 'running')");
DB_EXEC(x_imported, "UPDATE import_row SET title = '', messages = NULL, member_id = NULL WHERE member_id = ?");
DB_EXEC(x_rights, "DELETE FROM object_role WHERE member_id = ?");
DB_EXEC(x_merged, "DELETE FROM member_redirect WHERE member_id = ?");
DB_EXEC(x_changed, "DELETE FROM bulk_row WHERE member_id = ?");
DB_EXEC(x_inviter, "UPDATE invitation SET invited_by = NULL WHERE invited_by = ?");
DB_EXEC(x_actions, "UPDATE bulk_action SET member_id = NULL WHERE member_id = ?");
DB_EXEC(x_merges, "UPDATE organisation_merge SET merged_by = NULL WHERE merged_by = ?");
DB_EXEC(x_granted, "UPDATE object_role SET granted_by = NULL WHERE granted_by = ?");
/* Lists of people that administrators have fetched: they last a day anyway, and can be made anew. */
DB_EXEC(x_lists, "DELETE FROM people_export WHERE ? > 0");

const struct personal personal_staff[] = {
    {PERSONAL_ACCOUNT, "invitation", N_("Your invitation"), N_("When the network invited you, and when you joined."),
     NULL, PERSONAL_GOES, NULL, "invitation.member_id", &q_invitation, NULL, {&x_invitation}},
    {PERSONAL_ACCOUNT, "imported", N_("The list that you came with"),
     N_("Your line of a list of people that administrators brought in."),
     NULL, PERSONAL_GOES, NULL, "import_row.member_id", &q_imported, NULL, {&x_table, &x_imported}},
    {PERSONAL_ACCOUNT, "rights", N_("Rights on single things"), N_("What you may do with one series or one other thing alone."),
     NULL, PERSONAL_GOES, NULL, "object_role.member_id", &q_rights, NULL, {&x_rights}},
    {PERSONAL_ACCOUNT, "merged", N_("Accounts that became one with yours"), N_("The numbers of older accounts of yours."),
     NULL, PERSONAL_GOES, NULL, "member_redirect.member_id", &q_merged, NULL, {&x_merged}},
    {PERSONAL_ACCOUNT, "changes", N_("Changes to many accounts at once"),
     N_("When administrators changed yours together with others, what it was before, and the reason that was noted when they suspended it."),
     NULL, PERSONAL_LATER, N_("Your part is deleted at once. The reason that was noted for all of them is deleted after a year."), "bulk_row.member_id", &q_changed, NULL, {&x_changed}},
    {PERSONAL_RECORDS, "staff_actions", N_("What you did with accounts as an administrator"),
     N_("Invitations, rights that you gave, changes to many accounts, lists of people that you fetched."),
     NULL, PERSONAL_NAMELESS, N_("What you changed stays changed, without your name. Lists are deleted."),
     "invitation.invited_by bulk_action.member_id object_role.granted_by organisation_merge.merged_by people_export.member_id", &q_actions, NULL,
     {&x_inviter, &x_actions, &x_granted, &x_merges, &x_lists}},
    {0},
};
