/* member_sweep.h - the regular clean-up of what accounts leave behind. */
#ifndef MODEL_MEMBER_SWEEP_H
#define MODEL_MEMBER_SWEEP_H

#include "kit/base.h"

enum { SWEEP_PENDING_DAYS = 30, SWEEP_TOKEN_DAYS = 30, SWEEP_MAIL_DAYS = 730 };

struct member_swept {
    int64_t sessions; /* that have run out */
    int64_t tokens;   /* links that have been of no use for 30 days */
    int64_t pending;  /* accounts not confirmed within 30 days, with the mails to them */
    int64_t mails;    /* of more than two years ago */
    int64_t tries;    /* counts of the day before yesterday */
    int64_t forms;    /* form keys older than a week */
};
/* In small steps, each committed by itself, so that nobody waits for it. Safe to run at any time and by
 * two at once. */
enum err member_sweep(struct db *db, struct member_swept *out) MUST_CHECK;

#endif
