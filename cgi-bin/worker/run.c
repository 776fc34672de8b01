/* run.c - takes jobs, has them done, notes how they ended. */
#include <stdlib.h>

#include "worker/worker.h"

#define RENEW_AFTER_MS 5000
#define LOOK_AFTER_MS  1000 /* between two looks at the timetable and at what dead workers left */

int64_t work_id(const struct work *w, const char *name)
{
    json_t *j = json_object_get(w->payload, name);

    return json_is_integer(j) && json_integer_value(j) > 0 ? (int64_t)json_integer_value(j) : 0;
}

bool work_beat(struct work *w)
{
    if (w->lost || clock_ms() - w->renewed_at < RENEW_AFTER_MS)
        return !w->lost;
    w->renewed_at = clock_ms();
    /* Only a clear "no longer yours" ends it: a database that is away for a moment does not. */
    w->lost = job_renew(w->db, w->job, w->done, w->steps) == ERR_CONFLICT;
    return !w->lost;
}

bool work_progress(struct work *w, int done, int steps)
{
    bool first = w->steps == 0 && steps > 0;

    w->done = done;
    w->steps = steps;
    if (first)
        w->renewed_at = 0;
    return work_beat(w);
}

static const struct kind *kind_find(const char *name)
{
    if (strncmp(name, "test.", 5) == 0)
        name += 5;
    for (size_t i = 0; i < nkinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

static enum err run(struct work *w)
{
    const struct kind *k = kind_find(w->job->kind);

    if (!k)
        FAIL(ERR_INVALID, "no such kind of job");
    if (!json_is_object(w->payload))
        FAIL(ERR_INVALID, "the payload is not a JSON object");
    if (k->hold)
        TRY(job_hold(w->db, w->job, k->hold));
    enum err e = k->run(w);
    /* A deadlock means only that two of us met. */
    for (int again = 0; e == ERR_BUSY && !stopping && !w->lost && again < 5; again++)
        e = k->run(w);
    return e;
}

static char *result_text(const struct work *w)
{
    if (json_object_size(w->result) == 0)
        return NULL;
    char *s = json_dumps(w->result, JSON_COMPACT | JSON_SORT_KEYS);
    char *out = copy(s);
    free(s);
    return out;
}

/* Notes the end; the job itself is over whether or not that works out: its lease will tell. */
static const char *note_end(struct work *w, enum err e, const char *why)
{
    bool failed = false;

    if (w->lost)
        return "lost";
    if (e == OK)
        return job_done(w->db, w->job, result_text(w)) == OK ? "done" : "done-not-noted";
    if (e == ERR_BUSY && stopping) /* broken off because we were told to stop: the next worker goes on */
        return job_release(w->db, w->job) == OK ? "released" : "released-not-noted";
    bool final = e == ERR_INVALID || e == ERR_NOT_FOUND;
    if (job_missed(w->db, w->job, why_text(why), final, &failed) != OK)
        return "missed-not-noted";
    return failed ? "failed" : "again";
}

static void do_job(struct db *db, const struct job *j)
{
    struct work w = {.db = db, .job = j, .payload = json_loads(j->payload, 0, NULL),
                     .result = json_object(), .renewed_at = clock_ms()};
    int64_t from = clock_ms();

    err_clear();
    enum err e = run(&w);
    const char *why = e ? copy(err_text()) : "";
    db_rollback(db);
    const char *state = note_end(&w, e, why);
    log_line(json_pack("{s:I,s:s,s:s,s:I,s:i,s:s*}", "job", (json_int_t)j->id, "kind", j->kind, "state", state,
                       "ms", (json_int_t)(clock_ms() - from), "try", j->tries, "error", e ? why : NULL));
    json_decref(w.payload);
    json_decref(w.result);
    err_clear();
}

/* What the clock says is due, and what dead workers left, both at most once a second. */
static enum err look_around(struct db *db, const char *only)
{
    static int64_t looked_at;
    bool started = only == NULL;

    if (looked_at && clock_ms() - looked_at < LOOK_AFTER_MS)
        return OK;
    looked_at = clock_ms();
    TRY(job_reclaim(db));
    while (started)
        TRY(schedule_start(db, &started));
    return OK;
}

bool job_step(struct db *db, const char *only)
{
    struct job j;
    enum err e = look_around(db, only);

    if (e == OK)
        e = job_take(db, only, &j);
    if (e == OK) {
        do_job(db, &j);
        return true;
    }
    if (e == ERR_NOT_FOUND || e == ERR_BUSY)
        err_clear();
    else
        log_line(json_pack("{s:s,s:s}", "half", "jobs", "error", err_text()));
    return false;
}
