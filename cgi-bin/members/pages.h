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
/* mailbox_page.c */
struct reply mailbox_show(struct req *r);
struct reply mailbox_mail_show(struct req *r);

/* next.c: where to go on to after signing in or agreeing: the form's or the address's `next` when it is
 * a path of this site, else NULL. */
const char *next_read(const struct req *r);
/* On to there (NULL: to `fallback`), in this language. */
struct reply next_go(struct req *r, enum lang l, const char *next, const char *fallback);

/* next.c: options of the selects that several forms share. */
enum err choices_put(struct req *r) MUST_CHECK;
/* zone_choices.c: options of "zone", those of this country (NULL: none) before all others. */
enum err zone_choices_put(struct req *r, const char *country) MUST_CHECK;

/* A page whose address holds a secret: it is not told to other sites nor kept anywhere. */
void secret_page(struct req *r);
/* The form again, with one message on top and status 429. */
struct reply too_often(struct req *r, const char *tpl, const char *text);

/* invitation_page.c */
struct reply invitation_show(struct req *r);
struct reply invitation_do(struct req *r);
struct reply invitation_decline_do(struct req *r);
struct reply invitation_declined(struct req *r);

#endif
