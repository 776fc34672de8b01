/* job.c - rules of jobs; see job.h. */
#include "model/job.h"

#define DAY ((int64_t)86400)

enum err job_take(struct db *db, const char *kinds, struct job *out)
{
    struct job j;

    DB_TX(tx, db);
    TRY(job_take_due(db, kinds ? fmt("%s%%", kinds) : "%", kinds ? "" : "test.%", &j));
    TRY(job_mark_running(db, j.id));
    TRY(db_commit(&tx));

    j.tries++;
    *out = j;
    return OK;
}

enum err job_done(struct db *db, const struct job *j, const char *result)
{
    return job_mark_done(db, j->id, j->tries, result);
}

int64_t job_wait(int tries)
{
    static const int64_t steps[] = {10, 60, 300, 1800};

    if (tries < 1)
        return steps[0];
    return steps[tries <= (int)COUNT(steps) ? tries - 1 : (int)COUNT(steps) - 1];
}

enum err job_missed(struct db *db, const struct job *j, const char *why, bool give_up, bool *failed)
{
    *failed = give_up || j->tries >= JOB_TRIES;
    if (*failed)
        return job_mark_failed(db, j->id, j->tries, why);
    return job_mark_waiting(db, j->id, j->tries, why, instant_add(instant_now(), job_wait(j->tries)));
}

enum err job_again(struct db *db, const struct user *by, int64_t id)
{
    char *kind;

    DB_TX(tx, db);
    TRY(job_kind_of(db, id, &kind));
    TRY(job_mark_afresh(db, id));
    TRY(audit(db, by, "job.again", "job", id, fmt("{\"kind\":\"%s\"}", kind)));
    return db_commit(&tx);
}

enum err job_drop(struct db *db, const struct user *by, int64_t id)
{
    char *kind;

    DB_TX(tx, db);
    TRY(job_kind_of(db, id, &kind));
    TRY(job_delete_failed(db, id));
    TRY(audit(db, by, "job.drop", "job", id, fmt("{\"kind\":\"%s\"}", kind)));
    return db_commit(&tx);
}

struct instant schedule_next(struct instant now, int64_t every_seconds, int at_minute)
{
    if (at_minute < 0)
        return instant_add(now, every_seconds);
    int64_t day = now.us / 1000000 / DAY * DAY;
    int64_t at = day + (int64_t)at_minute * 60;
    while (at * 1000000 <= now.us)
        at += DAY;
    return (struct instant){at * 1000000};
}

enum err schedule_start(struct db *db, bool *started)
{
    struct schedule_due s;
    int64_t id;

    DB_TX(tx, db);
    enum err e = schedule_take_due(db, &s);
    if (e == ERR_NOT_FOUND) {
        *started = false;
        return OK;
    }
    TRY(e);
    bool busy = s.state && (strcmp(s.state, "waiting") == 0 || strcmp(s.state, "running") == 0);
    if (!busy) {
        TRY(job_insert(db, s.kind, &id));
        TRY(schedule_begin(db, s.kind, id));
    }
    TRY(schedule_set_next(db, s.kind, schedule_next(instant_now(), s.every_seconds, s.at_minute)));
    TRY(db_commit(&tx));

    *started = true;
    return OK;
}
