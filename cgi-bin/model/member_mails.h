/* member_mails.h - the mails about accounts: plain text, in the recipient's language, times in UTC, links
 * made from m4d.conf's site_url alone. Each is queued in the caller's transaction. */
#ifndef MODEL_MEMBER_MAILS_H
#define MODEL_MEMBER_MAILS_H

#include "model/member_sql.h"
#include "model/member_token.h"

/* Please confirm: without the name that was typed, since a stranger may have typed it. */
enum err mail_confirm(struct db *db, const struct member_secret *to, const struct token_made *t) MUST_CHECK;
/* Somebody signed up with an address that has an account. */
enum err mail_already(struct db *db, const struct member_secret *to, const struct token_made *t) MUST_CHECK;
enum err mail_reset(struct db *db, const struct member_secret *to, const struct token_made *t) MUST_CHECK;
enum err mail_password_changed(struct db *db, const struct member_secret *to) MUST_CHECK;

/* Staff asks somebody to join. */
enum err mail_invitation(struct db *db, const struct member_secret *to, const struct token_made *t) MUST_CHECK;
/* Two accounts became one. other: main address of the one that went. */
enum err mail_merged(struct db *db, const struct member *stays, const char *other) MUST_CHECK;
/* The staff roles of somebody have changed. */
enum err mail_roles(struct db *db, const struct member *m, unsigned roles) MUST_CHECK;

#endif
