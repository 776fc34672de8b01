/* personal_records.c - the register: the audit log, and what is outside of the database. */
#include "model/personal_int.h"

DB_QUERY(q_did, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('at', " AT("at") ", 'action', action, 'thing', object_type, 'number', object_id, 'detail', detail) AS j"
    " FROM audit" SOME("member_id", "id"));
DB_QUERY(q_happened, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('at', " AT("at") ", 'action', action, 'detail', detail) AS j"
    " FROM audit" SOME("object_type = 'member' AND object_id", "id"));

DB_QUERY(q_settings, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('setting', name, 'before', before_value, 'after', after_value, 'at', " AT("at") ") AS j"
    " FROM setting_change" SOME("member_id", "id"));

DB_EXEC(x_setting, "UPDATE setting SET changed_by = NULL WHERE changed_by = ?");
DB_EXEC(x_settings, "UPDATE setting_change SET member_id = NULL WHERE member_id = ?");
DB_EXEC(x_drafts, "DELETE FROM setting_draft WHERE member_id = ?");

const struct personal personal_records[] = {
    {PERSONAL_RECORDS, "record", N_("What you did that concerns others"),
     N_("A log that cannot be changed afterwards: proposing, publishing, changes of roles and the like. It has the number of your account, no name and no address."),
     NULL, PERSONAL_NUMBER,
     N_("Each line vouches for the one before, so none can be taken out without making the whole log worthless. The number then leads to nobody. The network has to be able to show who changed what."),
     "audit.member_id", &q_did, NULL, {0}},
    {PERSONAL_RECORDS, "record_about", N_("What happened to your account"),
     N_("Lines of the same log about your account: that you confirmed your address, that a role was given or an account suspended, and the reason that was noted."),
     NULL, PERSONAL_NUMBER, N_("They stay for the same reason, with the number of the account and, where an account was suspended, the reason that was noted. Administrators are asked to write no names there."), "audit.object_id", &q_happened, NULL, {0}},
    {PERSONAL_RECORDS, "settings", N_("Settings of the site that you changed"),
     N_("What you changed as an administrator, from what to what."),
     NULL, PERSONAL_NAMELESS, N_("The changes stay, without your name."),
     "setting.changed_by setting_change.member_id setting_draft.member_id", &q_settings, NULL, {&x_setting, &x_settings, &x_drafts}},
    {PERSONAL_RECORDS, "limits", N_("Counts against abuse"),
     N_("How often somebody tried to sign in or asked for a mail. Addresses are in them only in a form that cannot be read back."),
     NULL, PERSONAL_GOES, NULL, "", NULL, NULL, {0}},
    {PERSONAL_RECORDS, "log", N_("The technical log"),
     N_("One line for each request: time, address of the page, answer, network address, and the number of your account while you are signed in."),
     NULL, PERSONAL_LATER, N_("It is deleted after 30 days. It serves to find faults and attacks."), "", NULL, NULL, {0}},
    {PERSONAL_RECORDS, "backups", N_("Backups"),
     N_("Copies of everything, made each night so that nothing is lost when a disk fails."),
     NULL, PERSONAL_LATER,
     N_("They are deleted after 60 days. A list of the numbers of erased accounts is kept beside them: should a backup be needed, those accounts are erased from it before anybody sees it."),
     "", NULL, NULL, {0}},
    {0},
};
