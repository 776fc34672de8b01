/* job_page.c - work in the background: the timetable, what goes on, what failed. */
#include "admin/pages.h"
#include "model/job.h"

#define PAGE 50

static enum err put_schedule(struct req *r)
{
    struct schedule_list l;

    TRY(schedule_all(r->db, &l));
    for (size_t i = 0; i < l.n; i++)
        schedule_to_hdf(&l.v[i], put_item(r->page, "schedule", i));
    return OK;
}

static enum err put_jobs(struct req *r, const char *list, const char *state, struct cursor c)
{
    struct job_list l;
    struct beyond b;

    do
        TRY(job_list_state(r->db, state, c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l));
    while (cursor_again(&c, l.n, PAGE));
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        job_to_hdf(&l.v[i], put_item(r->page, list, i));
    if (strcmp(state, "failed") == 0)
        pager_put(r, "/admin/jobs", b, l.n ? l.v[0].id : 0, l.n ? l.v[l.n - 1].id : 0);
    return OK;
}

static enum err put_all(struct req *r)
{
    struct job_state_count n;

    TRY(put_schedule(r));
    TRY(put_jobs(r, "running", "running", (struct cursor){0}));
    TRY(put_jobs(r, "waiting", "waiting", (struct cursor){0}));
    TRY(put_jobs(r, "failed", "failed", cursor_read(r)));
    TRY(job_counts(r->db, &n));
    if (n.waiting > 0)
        put_text(r->page, "waiting_text",
                 fill(ngettext("{n} job is waiting.", "{n} jobs are waiting.", (unsigned long)n.waiting), "n",
                      show_count(n.waiting), NULL));
    return OK;
}

struct reply jobs_show(struct req *r)
{
    enum err e = put_all(r);

    return e ? reply_error(r, e) : reply_page(r, "admin/jobs.cst");
}

/* Somebody else may have been faster: that is said, not punished. */
static struct reply back(struct req *r, enum err e, const char *done)
{
    if (e && e != ERR_CONFLICT)
        return reply_error(r, e);
    flash(r, e ? _("This job is no longer on the list of failed ones.") : done);
    return reply_see_other(r, "/admin/jobs");
}

struct reply job_again_do(struct req *r)
{
    return back(r, job_again(r->db, r->user, path_id(r, "id")), _("The job starts again within a few seconds."));
}

struct reply job_drop_do(struct req *r)
{
    return back(r, job_drop(r->db, r->user, path_id(r, "id")), _("The failed job is off the list."));
}

struct reply schedule_run_do(struct req *r)
{
    return back(r, schedule_now(r->db, r->user, path_text(r, "kind")),
                _("It starts within a few seconds. Load this page again to see how it ended."));
}
