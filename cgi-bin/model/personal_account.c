/* personal_account.c - the register: the account, how one signs in, mails. */
#include "model/member_mailbox.h"
#include "model/personal_int.h"

DB_QUERY(q_account, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('number', id, 'name', name, 'email', email, 'country', country, 'organisation', organisation,"
    " 'language', lang, 'time_zone', zone, 'state', state, 'roles', roles, 'created_at', " AT("created_at") ","
    " 'confirmed_at', " AT("confirmed_at") ", 'signed_in_at', " AT("signed_in_at") ", 'asked_at', " AT("asked_at") ","
    " 'answered_at', " AT("answered_at") ", 'dormant_at', " AT("dormant_at") ") AS j FROM member" FEW("id"));
DB_QUERY(q_addresses, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('email', email, 'created_at', " AT("created_at") ", 'confirmed_at', " AT("confirmed_at") ") AS j"
    " FROM member_address" SOME("member_id", "id"));
DB_QUERY(q_requests, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('email', email, 'email_before', old_email, 'purpose', kind, 'state', state,"
    " 'created_at', " AT("created_at") ", 'expires_at', " AT("expires_at") ", 'ended_at', " AT("ended_at") ") AS j"
    " FROM address_request" SOME("member_id", "id"));
DB_QUERY(q_consent, personal_row_cols,
    "SELECT version AS k, JSON_OBJECT('version', version, 'agreed_at', " AT("at") ") AS j FROM consent" SOME("member_id", "version"));
DB_QUERY(q_two_factor, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('created_at', " AT("created_at") ", 'confirmed_at', " AT("confirmed_at") ") AS j"
    " FROM two_factor" FEW("member_id"));
DB_QUERY(q_devices, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('first_seen_at', " AT("created_at") ", 'seen_at', " AT("seen_at") ") AS j"
    " FROM device" SOME("member_id", "id"));
DB_QUERY(q_sessions, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('created_at', " AT("created_at") ", 'seen_at', " AT("seen_at") ", 'expires_at', " AT("expires_at") ","
    " 'network_address', ip, 'browser', agent, 'stays_signed_in', " YES("keep_me") ", 'with_a_code', " YES("strong") ") AS j FROM session" SOME("member_id", "id"));
DB_QUERY(q_links, personal_row_cols,
    "SELECT 1 AS k, JSON_OBJECT('purpose', kind, 'created_at', " AT("created_at") ", 'expires_at', " AT("expires_at") ","
    " 'used_at', " AT("used_at") ") AS j FROM token" FEW("member_id"));
DB_QUERY(q_mails, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('to', to_email, 'subject', subject, 'text', body, 'language', lang, 'state', state,"
    " 'created_at', " AT("created_at") ", 'sent_at', " AT("sent_at") ") AS j FROM mail"
    " WHERE member_id = ? AND id > ?" MAILBOX_OWN " ORDER BY id LIMIT 200");
DB_QUERY(q_about, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('subject', subject, 'state', state, 'created_at', " AT("created_at") ","
    " 'sent_at', " AT("sent_at") ") AS j FROM mail" SOME("about_id", "id"));
DB_QUERY(q_copies, personal_row_cols,
    "SELECT id AS k, JSON_OBJECT('asked_at', " AT("asked_at") ", 'language', lang) AS j FROM personal_copy" SOME("member_id", "id"));

DB_EXEC(x_sessions, "DELETE FROM session WHERE member_id = ?");
DB_EXEC(x_links, "DELETE FROM token WHERE member_id = ?");
DB_EXEC(x_mails, "DELETE FROM mail WHERE member_id = ?");
/* Also those to an address of hers that the outbox does not know whose it is. */
DB_EXEC(x_mails_to, "DELETE mail FROM member_address a JOIN mail ON mail.to_email = a.email WHERE a.member_id = ?");
DB_EXEC(x_mails_asked, "DELETE mail FROM address_request a JOIN mail ON mail.to_email = a.email WHERE a.member_id = ?");
DB_EXEC(x_requests, "DELETE FROM address_request WHERE member_id = ?");
DB_EXEC(x_addresses, "DELETE FROM member_address WHERE member_id = ?");
DB_EXEC(x_consent, "DELETE FROM consent WHERE member_id = ?");
DB_EXEC(x_two_factor, "DELETE FROM two_factor WHERE member_id = ?");
DB_EXEC(x_steps, "DELETE FROM sign_in_step WHERE member_id = ?");
DB_EXEC(x_devices, "DELETE FROM device WHERE member_id = ?");
DB_EXEC(x_about, "DELETE FROM mail WHERE about_id = ?");
DB_EXEC(x_copies, "DELETE FROM personal_copy WHERE member_id = ?");

const struct personal personal_account[] = {
    {PERSONAL_ACCOUNT, "account", N_("Your account"),
     N_("Your name, main e-mail address, country, organisation, language and time zone; your roles; when you signed up, last signed in, and answered whether this is still you. Your password is kept only in a form that nobody can read."),
     "/me/profile", PERSONAL_GOES, NULL, "member.id member.email", &q_account, NULL, {0}},
    {PERSONAL_ACCOUNT, "mails", N_("Mails to you"),
     N_("Every mail that the site wrote to you, with its text and whether it arrived at your provider. They are deleted after two years. One to an address that you have not confirmed is not shown before you do."),
     "/me/mails", PERSONAL_LATER,
     N_("All are deleted at once. One last mail tells you that the account is gone; it is deleted as soon as it is sent, after three days at the latest."),
     "mail.member_id mail.to_email", &q_mails, NULL, {&x_mails, &x_mails_to, &x_mails_asked}},
    {PERSONAL_ACCOUNT, "addresses", N_("Your e-mail addresses"),
     N_("Every address that you can sign in with, and when you confirmed it."),
     "/me/addresses", PERSONAL_GOES, NULL, "member_address.member_id member_address.email", &q_addresses, NULL, {&x_addresses}},
    {PERSONAL_ACCOUNT, "address_changes", N_("Changes of your addresses"),
     N_("An address that you asked to add or to make the main one, and whether both sides confirmed it."),
     "/me/addresses", PERSONAL_GOES, NULL, "address_request.member_id address_request.email address_request.old_email", &q_requests,
     NULL, {&x_requests}},
    {PERSONAL_ACCOUNT, "consent", N_("What you agreed to"),
     N_("Each version of the privacy notice that you agreed to, and when."),
     NULL, PERSONAL_GOES, NULL, "consent.member_id", &q_consent, NULL, {&x_consent}},
    {PERSONAL_ACCOUNT, "sessions", N_("Where you are signed in"),
     N_("For each device: when you signed in and were last seen, its browser and network address."),
     "/me/sessions", PERSONAL_GOES, NULL, "session.member_id sign_in_step.member_id", &q_sessions, NULL, {&x_sessions, &x_steps}},
    {PERSONAL_ACCOUNT, "devices", N_("Browsers you have signed in with"),
     N_("A mark for each browser, so that we can tell you of a sign-in with a new one. What browser it is, is not kept."),
     NULL, PERSONAL_GOES, NULL, "device.member_id", &q_devices, NULL, {&x_devices}},
    {PERSONAL_ACCOUNT, "second_factor", N_("Your second factor"),
     N_("Since when a code is asked for when you sign in. Its secret is locked away and in no copy."),
     "/me/two-factor", PERSONAL_GOES, NULL, "two_factor.member_id", &q_two_factor, NULL, {&x_two_factor}},
    {PERSONAL_ACCOUNT, "links", N_("Links that we mailed you"),
     N_("What a link in a mail was for and until when it worked. The link itself is not kept."),
     NULL, PERSONAL_GOES, NULL, "token.member_id", &q_links, NULL, {&x_links}},
    {PERSONAL_ACCOUNT, "mails_about", N_("Mails to others that name you"),
     N_("Mails in which the site told somebody else that you wrote or asked for something. What the other person received is in that person’s mailbox, out of our reach."),
     NULL, PERSONAL_GOES, NULL, "mail.about_id", &q_about, NULL, {&x_about}},
    {PERSONAL_ACCOUNT, "copies", N_("Copies of your data"),
     N_("When you asked for a copy such as this one. The archive is deleted after a few days."),
     NULL, PERSONAL_GOES, NULL, "personal_copy.member_id", &q_copies, NULL, {&x_copies}},
    {0},
};
