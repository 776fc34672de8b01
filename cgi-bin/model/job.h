/* job.h - work for the worker: taking it, ending it, starting it by the clock, looking at it. The
 * kit's job_add() queues it.
 *
 * A job is taken by one worker for a time (its lease), which the worker renews while it goes on. A
 * worker that dies lets the lease run out and another takes the job again: what a job does must
 * therefore be right when it is done twice. `tries` counts the starts and tells an old holder from the
 * new one.
 *
 * Ownership: strings and lists live in the pool. Out parameters are written only on OK. */
#ifndef MODEL_JOB_H
#define MODEL_JOB_H

#include "kit/base.h"

#define JOB_TRIES 5
#define JOB_LEASE 30 /* seconds */
#define SCHEDULE_LATE 120 /* seconds past its time: nobody is working */

struct job {
    int64_t        id;
    char          *kind;
    char          *payload; /* JSON */
    char          *state;   /* waiting running done failed */
    int            tries;
    int            progress, steps; /* steps 0: not known */
    char          *error;   /* NULL: none */
    char          *result;  /* JSON, or NULL */
    struct instant created_at, not_before, started_at, ended_at;
};
struct job_list {
    struct job *v;
    size_t      n;
};

/* One row of the timetable, with its latest start and the end of the latest run. */
struct schedule {
    char          *kind;
    int64_t        every_seconds;
    int            at_minute;  /* of the day, UTC; -1: whenever it is due */
    struct instant next_run;
    char          *state;      /* of the latest start: waiting running done failed; NULL: none yet */
    int64_t        job_id;
    struct instant started_at, ended_at; /* of the latest run that has ended */
    char          *error;
    char          *result;
    char          *last_state; /* done or failed */
};
struct schedule_list {
    struct schedule *v;
    size_t           n;
};

/* ---- for the staff ---- */

/* Newest first, at most `limit` after `before` (0: from the newest); or from `newer` on, oldest first. */
enum err job_list_state(struct db *db, const char *state, int64_t before, int64_t newer, int limit,
                        struct job_list *out) MUST_CHECK;
struct job_state_count {
    int64_t waiting, running, failed;
};
enum err job_counts(struct db *db, struct job_state_count *out) MUST_CHECK;
enum err schedule_all(struct db *db, struct schedule_list *out) MUST_CHECK;

/* A failed job starts afresh. ERR_CONFLICT: it is not failed (any more). */
enum err job_again(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* A failed job is taken off the list. ERR_CONFLICT: it is not failed (any more). */
enum err job_drop(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* Due at once. ERR_NOT_FOUND: nothing of this kind runs by the clock. */
enum err schedule_now(struct db *db, const struct user *by, const char *kind) MUST_CHECK;

void job_to_hdf(const struct job *j, HDF *h);
/* The run went well and found something that somebody must look at. */
bool schedule_alarm(const struct schedule *s);
void schedule_to_hdf(const struct schedule *s, HDF *h);
const char *job_kind_word(const char *kind); /* "Reading the text of a file" */

/* ---- for the worker ---- */

/* The next job that is due becomes "running". Kinds that begin with "test." are taken only when `kinds`
 * asks for them, NULL takes all others. ERR_NOT_FOUND: none. */
enum err job_take(struct db *db, const char *kinds, struct job *out) MUST_CHECK;
/* Jobs and mails whose holder is gone are free again, or failed after their tries. */
enum err job_reclaim(struct db *db) MUST_CHECK;
/* Holds on to it. Each from here on is ERR_CONFLICT when the job is in other hands by now. */
enum err job_renew(struct db *db, const struct job *j, int progress, int steps) MUST_CHECK;
/* Holds on to it for so long, for work that cannot say in between how far it is. */
enum err job_hold(struct db *db, const struct job *j, int seconds) MUST_CHECK;
enum err job_done(struct db *db, const struct job *j, const char *result) MUST_CHECK;
/* Free for another worker at once, and this start does not count. */
enum err job_release(struct db *db, const struct job *j) MUST_CHECK;
/* Again after 10 s, a minute, 5, 30; failed after JOB_TRIES or at once when `give_up`. *failed says. */
enum err job_missed(struct db *db, const struct job *j, const char *why, bool give_up, bool *failed) MUST_CHECK;
/* Queues what the clock says is due; *started: there was one, look again. Two workers never start the
 * same twice, and none is started while the one before still waits or runs. */
enum err schedule_start(struct db *db, bool *started) MUST_CHECK;
/* Deletes up to `most` jobs done longer ago than these days; the timetable's latest stay. */
enum err job_forget(struct db *db, int days, int most, int64_t *n) MUST_CHECK;

/* Next start after `now`; see struct schedule. */
struct instant schedule_next(struct instant now, int64_t every_seconds, int at_minute);
int64_t job_wait(int tries); /* seconds */

/* job_sql.c, for job.c */
struct schedule_due {
    char   *kind;
    int64_t every_seconds;
    int     at_minute;
    char   *state; /* of the latest job; NULL: none */
};
enum err job_take_due(struct db *db, const char *like, const char *unlike, struct job *out) MUST_CHECK;
enum err job_mark_running(struct db *db, int64_t id) MUST_CHECK;
enum err job_mark_done(struct db *db, int64_t id, int tries, const char *result) MUST_CHECK;
enum err job_mark_failed(struct db *db, int64_t id, int tries, const char *why) MUST_CHECK;
enum err job_mark_waiting(struct db *db, int64_t id, int tries, const char *why, struct instant t) MUST_CHECK;
enum err job_mark_afresh(struct db *db, int64_t id) MUST_CHECK;
enum err job_delete_failed(struct db *db, int64_t id) MUST_CHECK;
enum err job_kind_of(struct db *db, int64_t id, char **kind) MUST_CHECK;
enum err schedule_take_due(struct db *db, struct schedule_due *out) MUST_CHECK;
enum err schedule_begin(struct db *db, const char *kind, int64_t job_id) MUST_CHECK;
enum err schedule_set_next(struct db *db, const char *kind, struct instant next) MUST_CHECK;
enum err job_insert(struct db *db, const char *kind, int64_t *out_id) MUST_CHECK;

#endif
