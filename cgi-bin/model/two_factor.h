/* two_factor.h - the second factor: codes of an app (TOTP, RFC 6238: SHA-1, 6 digits, 30 seconds), and ten
 * recovery codes for when the app is lost.
 *
 * The key that the app has is sealed; of recovery codes there are hashes only. A code of the app counts in its half minute, the
 * one before and the one after, and once: neither it nor an older one is taken again, whatever the clock
 * does. Ten wrong ones in a row lock the app's codes for 15 minutes; recovery codes have a count of their own,
 * so that somebody who knows the password cannot keep the owner out. */
#ifndef MODEL_TWO_FACTOR_H
#define MODEL_TWO_FACTOR_H

#include "kit/base.h"

enum { TWO_FACTOR_CODES = 10, TWO_FACTOR_WRONG_MOST = 10, TWO_FACTOR_LOCK_MINUTES = 15, TWO_FACTOR_SHOWN_MINUTES = 15 };

struct two_factor {
    bool           on;
    bool           begun;          /* a secret was made and waits for its first code */
    struct instant confirmed_at;
    int            recovery_left;
    bool           shown;          /* fresh recovery codes can still be read */
};
enum err two_factor_read(struct db *db, int64_t member_id, struct two_factor *out) MUST_CHECK;

/* ---- setting up ---- */

/* Makes a new secret, which counts from its first right code on. ERR_CONFLICT: it is on already. */
enum err two_factor_begin(struct db *db, int64_t member_id) MUST_CHECK;
/* What the app has to know. ERR_NOT_FOUND: nothing was begun within the last hour, or it is on. */
struct two_factor_setup {
    char *secret; /* base32 in groups of four */
    char *uri;    /* otpauth://totp/... */
};
enum err two_factor_setup(struct db *db, int64_t member_id, const char *email, struct two_factor_setup *out) MUST_CHECK;

enum two_factor_answer {
    CODE_RIGHT,
    CODE_WRONG,
    CODE_LOCKED /* too many wrong ones: none is looked at for a while */
};
/* The first code: turns it on, makes recovery codes, ends all sessions but `session_id` (which counts as
 * strong from now on), tells by mail. ERR_NOT_FOUND as above. */
enum err two_factor_confirm(struct db *db, const struct user *by, int64_t session_id, const char *code,
                            enum two_factor_answer *out) MUST_CHECK;

/* ---- using it ---- */

/* Takes a code of the app or a recovery code, which is used up by it. Of two at the same moment one is right.
 * Outside of any transaction. */
enum err two_factor_check(struct db *db, int64_t member_id, const char *code, enum two_factor_answer *out) MUST_CHECK;

/* ---- recovery codes ---- */

/* New ones; the old ones end. */
enum err two_factor_renew(struct db *db, const struct user *by) MUST_CHECK;
/* Those just made, until two_factor_kept() or 15 minutes later. ERR_NOT_FOUND afterwards. */
enum err two_factor_shown(struct db *db, int64_t member_id, struct text_list *out) MUST_CHECK;
enum err two_factor_kept(struct db *db, int64_t member_id) MUST_CHECK;

/* ---- turning it off ---- */

/* by: the person, or an administrator for somebody who has lost everything (by NULL: the command line), which
 * ends that person's sessions as well. Tells by mail. ERR_NOT_FOUND: it was not on. */
enum err two_factor_off(struct db *db, const struct user *by, int64_t member_id) MUST_CHECK;

/* After a change of secret_file, while secret_file_former still names the old one: *n are sealed anew; *lost
 * could not be opened by either. */
enum err two_factor_reseal(struct db *db, int64_t *n, int64_t *lost) MUST_CHECK;

/* ---- the arithmetic, for tests ---- */

int two_factor_code(struct blob secret, int64_t step);
/* The step within one of `now` that `code` is of and that is after `last`; 0: none. */
int64_t two_factor_step(struct blob secret, int64_t now, int64_t last, int code);
char *base32(const void *p, size_t n);

#endif
