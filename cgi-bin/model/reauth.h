/* reauth.h - acts that a passer-by at an open browser must not do (another main address, turning the second
 * factor off, deleting the account) ask for the password again, and for a code from those who have a second
 * factor.
 *
 * A page: reauth_needs_code() before the form is shown, reauth_check() when it comes; common/reauth_form.h has
 * both for the pages of the account. */
#ifndef MODEL_REAUTH_H
#define MODEL_REAUTH_H

#include "kit/base.h"

enum reauth {
    REAUTH_OK,
    REAUTH_PASSWORD, /* the password is wrong or missing */
    REAUTH_CODE      /* the password is right; the code is wrong, was used before, or is missing */
};
/* Does this person have a second factor? */
enum err reauth_needs_code(struct db *db, int64_t member_id, bool *out) MUST_CHECK;
/* code: of the app or a recovery code; not looked at when there is no second factor. Call it outside of any
 * transaction, and no more than once for a form: a code counts once. ERR_LIMIT after too many wrong ones. */
enum err reauth_check(struct db *db, int64_t member_id, const char *password, const char *code,
                      enum reauth *out) MUST_CHECK;

#endif
