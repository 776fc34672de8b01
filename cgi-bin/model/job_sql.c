/* job_sql.c - SQL of jobs and their timetable; see job.h. */
#include "model/job.h"

DB_COLUMNS(job_cols, struct job, id, kind, payload, state, tries, progress, steps, error, result,
           created_at, not_before, started_at, ended_at);
DB_COLUMNS(schedule_cols, struct schedule, kind, every_seconds, at_minute, next_run, state, job_id,
           started_at, ended_at, error, result, last_state);
DB_COLUMNS(due_cols, struct schedule_due, kind, every_seconds, at_minute, state);
struct count_row {
    int64_t n;
};
DB_COLUMNS(count_cols, struct count_row, n);
struct kind_row {
    char *kind;
};
DB_COLUMNS(kind_cols, struct kind_row, kind);

#define ALL_COLUMNS                                                                              \
    "id, kind, payload, state, tries, progress, steps, error, result, created_at, not_before,"  \
    " started_at, ended_at"

DB_QUERY(q_due, job_cols,
         "SELECT " ALL_COLUMNS " FROM job WHERE state = 'waiting' AND not_before <= UTC_TIMESTAMP(6)"
         " AND kind LIKE ? AND kind NOT LIKE ? ORDER BY not_before, id LIMIT 1 FOR UPDATE SKIP LOCKED");
DB_QUERY(q_state, job_cols,
         "SELECT " ALL_COLUMNS " FROM job WHERE state = ? AND id < ? ORDER BY id DESC LIMIT ?");
DB_QUERY(q_state_newer, job_cols,
         "SELECT " ALL_COLUMNS " FROM job WHERE state = ? AND id > ? ORDER BY id LIMIT ?");
DB_QUERY(q_count, count_cols, "SELECT COUNT(*) AS n FROM job WHERE state = ?");
DB_QUERY(q_kind, kind_cols, "SELECT kind FROM job WHERE id = ?");

/* The latest run that has ended is the job of the latest start, or the one before while that goes on. */
DB_QUERY(q_schedule, schedule_cols,
         "SELECT s.kind, s.every_seconds, COALESCE(s.at_minute, -1) AS at_minute, s.next_run, j.state,"
         " s.job_id, e.started_at, e.ended_at, e.error, e.result, e.state AS last_state"
         " FROM schedule s LEFT JOIN job j ON j.id = s.job_id"
         " LEFT JOIN job e ON e.id = IF(j.state IN ('done', 'failed'), s.job_id, s.last_id)"
         " ORDER BY s.kind");
DB_QUERY(q_schedule_due, due_cols,
         "SELECT s.kind, s.every_seconds, COALESCE(s.at_minute, -1) AS at_minute,"
         " (SELECT j.state FROM job j WHERE j.id = s.job_id) AS state"
         " FROM schedule s WHERE s.next_run <= UTC_TIMESTAMP(6) ORDER BY s.next_run LIMIT 1"
         " FOR UPDATE SKIP LOCKED");
DB_QUERY(q_schedule_has, kind_cols, "SELECT kind FROM schedule WHERE kind = ? FOR UPDATE");

DB_EXEC(x_running,
        "UPDATE job SET state = 'running', wait_key = NULL, tries = tries + 1, progress = 0, steps = 0,"
        " started_at = UTC_TIMESTAMP(6), ended_at = NULL,"
        " lease_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND WHERE id = ?");
DB_EXEC(x_renew,
        "UPDATE job SET lease_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND, progress = ?, steps = ?"
        " WHERE id = ? AND state = 'running' AND tries = ?");
DB_EXEC(x_hold,
        "UPDATE job SET lease_until = UTC_TIMESTAMP(6) + INTERVAL ? SECOND"
        " WHERE id = ? AND state = 'running' AND tries = ?");
DB_EXEC(x_done,
        "UPDATE job SET state = 'done', ended_at = UTC_TIMESTAMP(6), lease_until = NULL, error = NULL,"
        " result = ? WHERE id = ? AND state = 'running' AND tries = ?");
DB_EXEC(x_failed,
        "UPDATE job SET state = 'failed', ended_at = UTC_TIMESTAMP(6), lease_until = NULL, error = ?"
        " WHERE id = ? AND state = 'running' AND tries = ?");
DB_EXEC(x_waiting,
        "UPDATE job SET state = 'waiting', lease_until = NULL, error = ?, not_before = ?"
        " WHERE id = ? AND state = 'running' AND tries = ?");
DB_EXEC(x_release,
        "UPDATE job SET state = 'waiting', lease_until = NULL, not_before = UTC_TIMESTAMP(6), tries = tries - 1"
        " WHERE id = ? AND state = 'running' AND tries = ?");
DB_EXEC(x_reclaim_failed,
        "UPDATE job SET state = 'failed', ended_at = UTC_TIMESTAMP(6), lease_until = NULL,"
        " error = 'the worker stopped in the middle of it' WHERE state = 'running'"
        " AND lease_until < UTC_TIMESTAMP(6) AND tries >= ?");
DB_EXEC(x_reclaim,
        "UPDATE job SET state = 'waiting', not_before = UTC_TIMESTAMP(6), lease_until = NULL,"
        " error = 'the worker stopped in the middle of it'"
        " WHERE state = 'running' AND lease_until < UTC_TIMESTAMP(6)");
DB_EXEC(x_afresh,
        "UPDATE job SET state = 'waiting', tries = 0, not_before = UTC_TIMESTAMP(6), ended_at = NULL"
        " WHERE id = ? AND state = 'failed'");
DB_EXEC(x_delete_failed, "DELETE FROM job WHERE id = ? AND state = 'failed'");
DB_EXEC(x_forget,
        "DELETE FROM job WHERE state = 'done' AND ended_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY"
        " AND id NOT IN (SELECT job_id FROM schedule) AND id NOT IN (SELECT last_id FROM schedule)"
        " ORDER BY ended_at LIMIT ?");
DB_EXEC(x_insert,
        "INSERT INTO job (kind, payload, not_before) VALUES (?, '{}', UTC_TIMESTAMP(6))");
/* A run that was dropped from the list must not become "the one before". */
DB_EXEC(x_schedule_begin, "UPDATE schedule SET last_id = job_id, job_id = ? WHERE kind = ?");
DB_EXEC(x_schedule_next, "UPDATE schedule SET next_run = ? WHERE kind = ?");
DB_EXEC(x_schedule_now, "UPDATE schedule SET next_run = UTC_TIMESTAMP(6) WHERE kind = ?");

enum err job_list_state(struct db *db, const char *state, int64_t before, int64_t newer, int limit, struct job_list *out)
{
    if (newer)
        return db_all(db, q_state_newer, out, state, newer, limit);
    return db_all(db, q_state, out, state, before ? before : INT64_MAX, limit);
}

enum err job_counts(struct db *db, struct job_state_count *out)
{
    struct count_row waiting, running, failed;

    TRY(db_one(db, q_count, &waiting, "waiting"));
    TRY(db_one(db, q_count, &running, "running"));
    TRY(db_one(db, q_count, &failed, "failed"));
    *out = (struct job_state_count){waiting.n, running.n, failed.n};
    return OK;
}

enum err schedule_all(struct db *db, struct schedule_list *out)
{
    return db_all(db, q_schedule, out);
}

enum err job_kind_of(struct db *db, int64_t id, char **kind)
{
    struct kind_row row;

    TRY(db_one(db, q_kind, &row, id));
    *kind = row.kind;
    return OK;
}

enum err schedule_now(struct db *db, const struct user *by, const char *kind)
{
    struct kind_row row;

    DB_TX(tx, db);
    TRY(db_one(db, q_schedule_has, &row, kind));
    TRY(db_exec(db, x_schedule_now, kind));
    TRY(audit(db, by, "job.start", "job", 0, fmt("{\"kind\":\"%s\"}", row.kind)));
    return db_commit(&tx);
}

enum err job_take_due(struct db *db, const char *like, const char *unlike, struct job *out)
{
    return db_one(db, q_due, out, like, unlike);
}

enum err job_mark_running(struct db *db, int64_t id)
{
    return db_change(db, x_running, JOB_LEASE, id);
}

enum err job_renew(struct db *db, const struct job *j, int progress, int steps)
{
    return db_change(db, x_renew, JOB_LEASE, progress, steps, j->id, j->tries);
}

enum err job_hold(struct db *db, const struct job *j, int seconds)
{
    return db_change(db, x_hold, seconds, j->id, j->tries);
}

enum err job_mark_done(struct db *db, int64_t id, int tries, const char *result)
{
    return db_change(db, x_done, result, id, tries);
}

enum err job_mark_failed(struct db *db, int64_t id, int tries, const char *why)
{
    return db_change(db, x_failed, why, id, tries);
}

enum err job_mark_waiting(struct db *db, int64_t id, int tries, const char *why, struct instant t)
{
    return db_change(db, x_waiting, why, t, id, tries);
}

enum err job_release(struct db *db, const struct job *j)
{
    return db_change(db, x_release, j->id, j->tries);
}

enum err job_reclaim(struct db *db)
{
    TRY(db_exec(db, x_reclaim_failed, JOB_TRIES));
    return db_exec(db, x_reclaim);
}

enum err job_mark_afresh(struct db *db, int64_t id)
{
    return db_change(db, x_afresh, id);
}

enum err job_delete_failed(struct db *db, int64_t id)
{
    return db_change(db, x_delete_failed, id);
}

enum err job_forget(struct db *db, int days, int most, int64_t *n)
{
    return db_count(db, x_forget, n, days, most);
}

enum err job_insert(struct db *db, const char *kind, int64_t *out_id)
{
    return db_insert(db, x_insert, out_id, kind);
}

enum err schedule_take_due(struct db *db, struct schedule_due *out)
{
    return db_one(db, q_schedule_due, out);
}

enum err schedule_begin(struct db *db, const char *kind, int64_t job_id)
{
    return db_exec(db, x_schedule_begin, job_id, kind);
}

enum err schedule_set_next(struct db *db, const char *kind, struct instant next)
{
    return db_exec(db, x_schedule_next, next, kind);
}
