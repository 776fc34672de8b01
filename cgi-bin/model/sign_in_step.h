/* sign_in_step.h - half of signing in, for those with a second factor: the password was right, the code is
 * still asked for. Whoever holds the token is not signed in. */
#ifndef MODEL_SIGN_IN_STEP_H
#define MODEL_SIGN_IN_STEP_H

#include "kit/base.h"

enum { SIGN_IN_STEP_MINUTES = 10 };

struct sign_in_step {
    int64_t member_id;
    bool    keep_me;
};
/* *token: for the cookie; only its hash is stored. */
enum err sign_in_step_start(struct db *db, int64_t member_id, bool keep_me, char **token) MUST_CHECK;
/* ERR_NOT_FOUND: unknown, too old, or the account was suspended meanwhile. token may be NULL. */
enum err sign_in_step_look(struct db *db, const char *token, struct sign_in_step *out) MUST_CHECK;
enum err sign_in_step_end(struct db *db, const char *token) MUST_CHECK;
/* All of this person: the password was changed. */
enum err sign_in_step_void(struct db *db, int64_t member_id) MUST_CHECK;

#endif
