/* care_mails.h - mails about a person's own data: a copy, the end of the account, "is this still you?". Each is
 * queued in the caller's transaction, in the language of the person. */
#ifndef MODEL_CARE_MAILS_H
#define MODEL_CARE_MAILS_H

#include "model/member_sql.h"

/* A copy is there until `end`. token: of a link for somebody who cannot sign in, or NULL. */
enum err mail_copy_ready(struct db *db, int64_t member_id, struct instant end, const char *token) MUST_CHECK;
/* The account is gone. It belongs to no account, and its row goes once it is sent. by_staff: at the person's
 * request or by a decision of the administrators. */
#define MAIL_ERASED "member.erased"
enum err mail_erased(struct db *db, const struct member_secret *m, bool by_staff) MUST_CHECK;
/* Is this still you? again: the second time; rests: when the account goes to rest without an answer. */
enum err mail_still(struct db *db, const struct member_secret *m, bool again, struct instant rests) MUST_CHECK;
/* The account rests, and is deleted at `end`. */
enum err mail_dormant(struct db *db, const struct member_secret *m, struct instant end) MUST_CHECK;
/* The same once more, shortly before. */
enum err mail_last_call(struct db *db, const struct member_secret *m, struct instant end) MUST_CHECK;

#endif
