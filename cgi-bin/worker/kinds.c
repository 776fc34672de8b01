/* kinds.c - every kind of job there is. */
#include "kit/audit.h"
#include "model/bulk.h"
#include "model/download.h"
#include "model/import.h"
#include "model/member_invite.h"
#include "model/term.h"
#include "worker/worker.h"

static bool import_went_on(void *arg, int done, int total)
{
    return work_progress(arg, done, total) && !stopping;
}

/* An import that was told to stop goes on where it stood: it commits row by row. */
static enum err import_job(struct work *w, enum err (*go)(struct db *, int64_t, import_tick, void *))
{
    int64_t id = work_id(w, "import");

    if (!id)
        FAIL(ERR_INVALID, "the payload names no import");
    return go(w->db, id, import_went_on, w);
}

static enum err import_check_job(struct work *w)
{
    return import_job(w, import_check_run);
}

static enum err import_run_job(struct work *w)
{
    return import_job(w, import_run);
}

static bool bulk_went_on(void *arg, int done, int total)
{
    return work_progress(arg, done, total) && !stopping;
}

static enum err bulk_job(struct work *w)
{
    int64_t id = work_id(w, "bulk");

    if (!id)
        FAIL(ERR_INVALID, "the payload names no change");
    return bulk_run(w->db, id, bulk_went_on, w);
}

static enum err invitations_send_job(struct work *w)
{
    int      n = 0;
    enum err e = OK;

    while (e == OK && work_beat(w) && !stopping)
        if ((e = invite_send_next(w->db)) == OK)
            n++;
    if (e == ERR_NOT_FOUND) {
        err_clear();
        e = OK;
    }
    json_object_set_new(w->result, "invitations", json_integer(n));
    return e;
}

static enum err downloads_fold_job(struct work *w)
{
    int64_t n;

    TRY(download_fold(w->db, &n));
    json_object_set_new(w->result, "downloads", json_integer(n));
    return OK;
}

static enum err term_index_job(struct work *w)
{
    int64_t id = work_id(w, "term");

    if (!id)
        FAIL(ERR_INVALID, "the payload names no term");
    return term_index(w->db, id);
}

/* A break in the chain is a finding and no fault of the check. */
static enum err audit_check_job(struct work *w)
{
    int64_t entries, broken;

    TRY(audit_check(w->db, &entries, &broken));
    json_object_set_new(w->result, "entries", json_integer(entries));
    json_object_set_new(w->result, "broken", json_integer(broken));
    if (broken)
        log_line(json_pack("{s:s,s:I}", "alarm", "audit chain", "entry", (json_int_t)broken));
    return OK;
}

/* One row takes seconds at most: the work of a worker that died goes on soon. */
enum { ROW_BY_ROW = 30 };

const struct kind kinds[] = {
    {"file.read", file_read, 0},
    {"file.scan", file_scan, 120},
    {"import.check", import_check_job, ROW_BY_ROW},
    {"import.run", import_run_job, ROW_BY_ROW},
    {"people.bulk", bulk_job, ROW_BY_ROW},
    {"people.bulk.undo", bulk_job, ROW_BY_ROW},
    {"invitations.send", invitations_send_job, 120},
    {"site.check", site_check, 120},
    {"term.index", term_index_job, 600},
    {"downloads.fold", downloads_fold_job, 600},
    {"alerts.send", alerts_send, 120},
    {"messages.notify", messages_notify, 120},
    {"audit.check", audit_check_job, 3600},
    {"copy.make", copy_make, 120},
    {"erasure.finish", erasure_finish, 0},
    {"members.check", members_check, 120},
    {"sweep", sweep, 600},
};
const size_t nkinds = COUNT(kinds);
