/* member_check.h - "is this still you?": after a year without a sign-in (setting still_you_days) a member is asked by
 * mail, after 30 days once more, and after 30 more the account rests: it is not in the directory and gets no digests. Signing in, or
 * the button of the mail, brings it back in the same transaction. An account that has rested for two years is
 * deleted, with a mail 30 days before; those of staff are not.
 *
 * member.check_at is when a person is looked at next. What is written and mailed about one person is one
 * transaction, so that a kill at any moment neither loses nor doubles a mail. */
#ifndef MODEL_MEMBER_CHECK_H
#define MODEL_MEMBER_CHECK_H

#include "kit/base.h"

#define CHECK_AGAIN 30       /* days for an answer */
#define CHECK_REST_MOST 730  /* days that an account rests */
#define CHECK_LAST_CALL 30   /* days before its end that it is told once more */
#define CHECK_MAILS_MOST 200 /* written in one run; there is one an hour */

enum check_step { CHECK_WAIT, CHECK_ASK, CHECK_REST, CHECK_WAKE, CHECK_CALL, CHECK_ERASE };
struct check_state {
    struct instant last;       /* sign-in, answer, or sign-up: the latest */
    struct instant asked_at;   /* 0: not asked */
    struct instant dormant_at; /* 0: awake */
    int            asked;      /* without an answer; 3: the last call has been made */
    bool           staff;
};
/* What is due now, and when to look again if it is nothing. year: days. */
enum check_step check_next(const struct check_state *s, struct instant now, int64_t year, struct instant *again);

/* ---- the answer ---- */

char *member_still_token(int64_t id);
/* Changes nothing. ERR_NOT_FOUND: not one of ours, or the account is gone. */
struct member_still {
    int64_t id;
    char   *name, *lang;
    bool    rests;
};
enum err member_still_look(struct db *db, const char *token, struct member_still *out) MUST_CHECK;
enum err member_still(struct db *db, const char *token, struct member_still *out) MUST_CHECK;
/* Called with each sign-in: an account that rested is back, and *rested. */
enum err member_wake(struct db *db, int64_t id, bool *rested) MUST_CHECK;

/* ---- for staff: how the account stands, in words; NULL: nothing to say ---- */
enum err member_check_words(struct db *db, int64_t id, char **out) MUST_CHECK;

/* ---- for the worker ---- */

struct checked { int64_t looked, mails, rest, erased; };
/* One person who is due. ERR_NOT_FOUND: nobody is. */
enum err member_check_one(struct db *db, struct checked *sum) MUST_CHECK;

#endif
