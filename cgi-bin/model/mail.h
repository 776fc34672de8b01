/* mail.h - the outbox: reading it, steering it, and sending from it. The kit's mail_add() fills it.
 *
 * A mail goes queued -> sending -> sent. "sending" is committed before the mail server hears of it and
 * "sent" after the server took it (its 250). Whoever dies in between leaves "sending" with a lease that
 * runs out: the mail is tried again with the same Message-ID, so that a mail may reach somebody twice
 * only when a crash or a broken line falls between the server's yes and our note of it, and never is
 * lost. A mail that has no way of arriving, or had none for three days, is failed.
 *
 * Ownership: strings and lists live in the pool. Out parameters are written only on OK. */
#ifndef MODEL_MAIL_H
#define MODEL_MAIL_H

#include "kit/base.h"

#define MAIL_STOPPED "stopped" /* the error of a mail that staff took out of the queue */

struct mail_row {
    int64_t        id;
    int64_t        member_id; /* 0: not a member */
    char          *to_email;
    char          *lang;
    char          *kind;
    char          *subject;
    char          *body;  /* NULL in lists */
    char          *state; /* queued sending sent failed */
    int            tries;
    char          *error; /* what the server said last; NULL: nothing bad */
    struct instant next_at, created_at, sent_at;
    char          *unsubscribe_url; /* see struct mail; NULL: none, and in lists */
};
struct mail_rows {
    struct mail_row *v;
    size_t           n;
};

/* ---- for the staff ---- */

struct mail_filter {
    const char *state; /* NULL: all */
    const char *kind;
    const char *to;    /* a whole address, or how it begins */
    int64_t     before; /* older than this mail; 0: from the newest */
    int64_t     newer;  /* or newer than this one, oldest first */
    int         limit;
};
/* Newest first; one more than the limit when there are more. */
enum err mail_list(struct db *db, const struct mail_filter *f, struct mail_rows *out) MUST_CHECK;
enum err mail_get(struct db *db, int64_t id, struct mail_row *out) MUST_CHECK;
enum err mail_kinds(struct db *db, struct text_list *out) MUST_CHECK;

struct mail_state_count {
    int64_t        waiting; /* queued and sending */
    int64_t        failed;
    struct instant oldest;  /* of those waiting and due; 0: none */
};
enum err mail_counts(struct db *db, struct mail_state_count *out) MUST_CHECK;

/* May be sent again: failed, or sent and without blanked links. A waiting one: its next try is now. */
bool mail_can_resend(const struct mail_row *m);

/* Failed: the same mail is queued again. Sent: a copy of it is, with a number of its own. Waiting: the
 * next try is now. *out_id is the mail that will go out. ERR_CONFLICT: not in this state any more, or
 * its links have been blanked. */
enum err mail_resend(struct db *db, const struct user *by, int64_t id, int64_t *out_id) MUST_CHECK;
/* Takes a waiting mail out of the queue (failed, and may be sent later). ERR_CONFLICT: too late. */
enum err mail_stop(struct db *db, const struct user *by, int64_t id) MUST_CHECK;

void mail_to_hdf(const struct mail_row *m, HDF *h);
const char *mail_state_word(const char *state);
/* It quotes what members wrote to each other: staff see that it went out, and not what it says. */
bool mail_is_private(const char *kind);
const char *mail_kind_word(const char *kind); /* "Confirmation of an address"; the code when unknown */

/* ---- for the worker ---- */

/* The next mail that is due becomes "sending" for `lease` seconds. Kinds that begin with "test." are
 * taken only when `kinds` asks for them, NULL takes all others. ERR_NOT_FOUND: none. */
enum err mail_take(struct db *db, const char *kinds, int lease, struct mail_row *out) MUST_CHECK;
/* Each of these is ERR_CONFLICT when the mail is in other hands by now. */
enum err mail_sent(struct db *db, const struct mail_row *m) MUST_CHECK;
enum err mail_failed(struct db *db, const struct mail_row *m, const char *why) MUST_CHECK;
/* Later: after a minute, 5, 15, an hour, then every four; failed once three days have gone by. */
enum err mail_later(struct db *db, const struct mail_row *m, const char *why) MUST_CHECK;
/* Back in the queue without counting as a try. */
enum err mail_defer(struct db *db, const struct mail_row *m, int seconds) MUST_CHECK;

/* Seconds to wait after try number `tries`; 0: give up. age: seconds since it was written. */
int64_t mail_wait(int tries, int64_t age);

/* mail_sql.c, for mail.c */
enum err mail_take_due(struct db *db, const char *like, const char *unlike, struct mail_row *out) MUST_CHECK;
enum err mail_mark_sending(struct db *db, int64_t id, int lease) MUST_CHECK;
enum err mail_reclaim(struct db *db) MUST_CHECK;
enum err mail_mark_sent(struct db *db, int64_t id, int tries, const char *body, const char *unsubscribe) MUST_CHECK;
enum err mail_delete(struct db *db, int64_t id, int tries) MUST_CHECK;
enum err mail_drop(struct db *db, int64_t id) MUST_CHECK;
enum err mail_mark_failed(struct db *db, int64_t id, int tries, const char *why) MUST_CHECK;
enum err mail_mark_queued(struct db *db, int64_t id, int tries, int new_tries, const char *why,
                          struct instant next) MUST_CHECK;
enum err mail_lock(struct db *db, int64_t id, struct mail_row *out) MUST_CHECK;
enum err mail_requeue(struct db *db, int64_t id) MUST_CHECK;
enum err mail_copy(struct db *db, int64_t id, int64_t *out_id) MUST_CHECK;
enum err mail_take_out(struct db *db, int64_t id, const char *why) MUST_CHECK;

#endif
