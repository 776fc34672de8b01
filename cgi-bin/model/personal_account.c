/* personal_account.c - the register: the account, how one signs in, mails. */
#include "model/personal_int.h"

DB_QUERY(q_account, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('number', id, 'name', name, 'email', email, 'country', country, 'organisation', organisation,"
    " 'language', lang, 'time_zone', zone, 'state', state, 'roles', roles, 'created_at', " AT("created_at") ","
    " 'confirmed_at', " AT("confirmed_at") ", 'signed_in_at', " AT("signed_in_at") ", 'asked_at', " AT("asked_at") ","
    " 'answered_at', " AT("answered_at") ", 'dormant_at', " AT("dormant_at") ") AS j FROM member" FEW("id"));
DB_QUERY(q_terms, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('version', terms_version, 'agreed_at', " AT("terms_at") ") AS j FROM member" FEW("id"));
DB_QUERY(q_sessions, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('created_at', " AT("created_at") ", 'seen_at', " AT("seen_at") ", 'expires_at', " AT("expires_at") ","
    " 'network_address', ip, 'browser', agent, 'stays_signed_in', " YES("keep_me") ") AS j FROM session" SOME("member_id", "id"));
DB_QUERY(q_links, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('purpose', kind, 'created_at', " AT("created_at") ", 'expires_at', " AT("expires_at") ","
    " 'used_at', " AT("used_at") ") AS j FROM token" FEW("member_id"));
DB_QUERY(q_mails, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('to', to_email, 'subject', subject, 'text', body, 'language', lang, 'state', state,"
    " 'created_at', " AT("created_at") ", 'sent_at', " AT("sent_at") ") AS j FROM mail" SOME("member_id", "id"));
DB_QUERY(q_about, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('subject', subject, 'state', state, 'created_at', " AT("created_at") ","
    " 'sent_at', " AT("sent_at") ") AS j FROM mail" SOME("about_id", "id"));
DB_QUERY(q_copies, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('asked_at', " AT("asked_at") ", 'language', lang) AS j FROM personal_copy" SOME("member_id", "id"));

DB_EXEC(x_sessions, "DELETE FROM session WHERE member_id = ?");
DB_EXEC(x_links, "DELETE FROM token WHERE member_id = ?");
/* Also those to an address that is the person's, from before there was an account. */
DB_EXEC(x_mails, "DELETE FROM mail WHERE member_id = ?");
DB_EXEC(x_mails_to, "DELETE mail FROM mail JOIN member ON mail.to_email = member.email WHERE member.id = ? AND mail.kind <> 'member.erased'");
DB_EXEC(x_about, "DELETE FROM mail WHERE about_id = ?");
DB_EXEC(x_copies, "DELETE FROM personal_copy WHERE member_id = ?");

const struct personal personal_account[] = {
    {PERSONAL_ACCOUNT, "account", N_("Your account"),
     N_("Your name, e-mail address, country, organisation, language and time zone; your roles; when you signed up, last signed in, and answered whether this is still you. Your password is kept only in a form that nobody can read."),
     "/me/profile", PERSONAL_GOES, NULL, "member.id member.email", &q_account, NULL, {0}},
    {PERSONAL_ACCOUNT, "consent", N_("What you agreed to"),
     N_("The version of the privacy notice that you agreed to, and when."),
     NULL, PERSONAL_GOES, NULL, "", &q_terms, NULL, {0}},
    {PERSONAL_ACCOUNT, "sessions", N_("Where you are signed in"),
     N_("For each device: when you signed in and were last seen, its browser and network address."),
     "/me/sessions", PERSONAL_GOES, NULL, "session.member_id", &q_sessions, NULL, {&x_sessions}},
    {PERSONAL_ACCOUNT, "links", N_("Links that we mailed you"),
     N_("What a link in a mail was for and until when it worked. The link itself is not kept."),
     NULL, PERSONAL_GOES, NULL, "token.member_id", &q_links, NULL, {&x_links}},
    {PERSONAL_ACCOUNT, "mails", N_("Mails to you"),
     N_("Every mail that the site wrote to you, with its text and whether it arrived at your provider."),
     "/me/mails", PERSONAL_LATER,
     N_("All are deleted at once. One last mail tells you that the account is gone; it is deleted as soon as it is sent, after three days at the latest."),
     "mail.member_id mail.to_email", &q_mails, NULL, {&x_mails, &x_mails_to}},
    {PERSONAL_ACCOUNT, "mails_about", N_("Mails to others that name you"),
     N_("Mails in which the site told somebody else that you wrote or asked for something. What the other person received is in that person’s mailbox, out of our reach."),
     NULL, PERSONAL_GOES, NULL, "mail.about_id", &q_about, NULL, {&x_about}},
    {PERSONAL_ACCOUNT, "copies", N_("Copies of your data"),
     N_("When you asked for a copy such as this one. The archive is deleted after 7 days."),
     "/me/data", PERSONAL_GOES, NULL, "personal_copy.member_id", &q_copies, NULL, {&x_copies}},
    {0},
};
