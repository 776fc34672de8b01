/* pages.h - the pages of the members program. */
#ifndef MEMBERS_PAGES_H
#define MEMBERS_PAGES_H

#include "kit/web.h"

/* join_page.c */
struct reply join_show(struct req *r);
struct reply join_do(struct req *r);
struct reply join_sent(struct req *r);
/* confirm_page.c */
struct reply confirm_show(struct req *r);
struct reply confirm_do(struct req *r);
struct reply resend_show(struct req *r);
struct reply resend_do(struct req *r);
/* sign_in_page.c */
struct reply sign_in_show(struct req *r);
struct reply sign_in_do(struct req *r);
struct reply sign_out_do(struct req *r);
/* signed_in.c: starts the session, knows the browser again (or tells of a new one by mail), and makes the
 * rest of the request that person's. strong: a code was given. *home: the page to go to when nothing else
 * was asked for. */
enum err signed_in(struct req *r, int64_t member_id, bool keep, bool strong, const char **home) MUST_CHECK;
/* code_page.c: the password was right, now the code. */
struct reply code_ask(struct req *r, int64_t member_id, bool keep, const char *next, bool resumes);
struct reply code_show(struct req *r);
struct reply code_do(struct req *r);
/* reset_page.c */
struct reply reset_show(struct req *r);
struct reply reset_do(struct req *r);
struct reply reset_sent(struct req *r);
struct reply reset_new_show(struct req *r);
struct reply reset_new_do(struct req *r);
/* me_page.c */
struct reply me_show(struct req *r);
struct reply password_show(struct req *r);
struct reply password_do(struct req *r);
struct reply terms_show(struct req *r);
struct reply terms_do(struct req *r);
/* profile_page.c */
struct reply profile_show(struct req *r);
struct reply profile_do(struct req *r);
struct reply profile_preview(struct req *r);
/* photo_page.c */
struct reply photo_show(struct req *r);
struct reply photo_do(struct req *r);
struct reply photo_remove_show(struct req *r);
struct reply photo_remove_do(struct req *r);
/* settings_page.c */
struct reply settings_show(struct req *r);
struct reply settings_do(struct req *r);
/* session_page.c */
struct reply sessions_show(struct req *r);
struct reply session_end_do(struct req *r);
struct reply sessions_end_do(struct req *r);
/* security_put.c: security.* of one's own page. */
enum err security_put(struct req *r) MUST_CHECK;
/* two_factor_page.c */
struct reply two_factor_show(struct req *r);
struct reply two_factor_begin_do(struct req *r);
struct reply two_factor_setup_show(struct req *r);
struct reply two_factor_setup_do(struct req *r);
/* two_factor_codes_page.c */
struct reply two_factor_codes_show(struct req *r);
struct reply two_factor_codes_send(struct req *r);
struct reply two_factor_codes_do(struct req *r);
struct reply two_factor_renew_show(struct req *r);
struct reply two_factor_renew_do(struct req *r);
struct reply two_factor_off_show(struct req *r);
struct reply two_factor_off_do(struct req *r);
/* addresses_page.c */
struct reply addresses_show(struct req *r);
struct reply addresses_do(struct req *r);
struct reply address_main_show(struct req *r);
struct reply address_main_do(struct req *r);
struct reply address_remove_show(struct req *r);
struct reply address_remove_do(struct req *r);
struct reply address_request_end_do(struct req *r);
/* address_link_page.c */
struct reply address_link_show(struct req *r);
struct reply address_link_do(struct req *r);
struct reply address_link_cancel_do(struct req *r);
/* data_page.c */
struct reply data_show(struct req *r);
struct reply data_do(struct req *r);
struct reply data_copy_send(struct req *r);
struct reply data_link_show(struct req *r);
struct reply data_link_send(struct req *r);
/* delete_page.c */
struct reply delete_show(struct req *r);
struct reply delete_do(struct req *r);
struct reply deleted_show(struct req *r);
/* still_page.c */
struct reply still_show(struct req *r);
struct reply still_do(struct req *r);
/* mailbox_page.c */
struct reply mailbox_show(struct req *r);
struct reply mailbox_mail_show(struct req *r);

/* next.c: where to go on to after signing in or agreeing: the form's or the address's `next` when it is
 * a path of this site, else NULL. */
const char *next_read(const struct req *r);
/* On to there (NULL: to `fallback`), in this language. */
struct reply next_go(struct req *r, enum lang l, const char *next, const char *fallback);

/* next.c: options that several forms share: countries, languages of the site, who may find one. */
enum err choices_put(struct req *r) MUST_CHECK;
/* The last of them alone, in the order of profile_seen_by. */
void listed_choices_put(struct req *r);
/* zone_choices.c: options of "zone", those of this country (NULL: none) before all others. */
enum err zone_choices_put(struct req *r, const char *country) MUST_CHECK;

/* The form again, with one message on top and status 429. */
struct reply too_often(struct req *r, const char *tpl, const char *text);

/* invitation_page.c */
struct reply invitation_show(struct req *r);
struct reply invitation_do(struct req *r);
struct reply invitation_decline_do(struct req *r);
struct reply invitation_declined(struct req *r);

#endif
