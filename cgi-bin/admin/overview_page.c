/* overview_page.c - the first page for staff: what waits for them, and how the site is doing. Editors and
 * moderators see what is theirs. */
#include "admin/ops.h"
#include "admin/pages.h"
#include "model/import.h"
#include "model/job.h"
#include "model/mail.h"
#include "model/message.h"
#include "model/organisation_propose.h"

static enum err put_library(struct req *r)
{
    int64_t proposed;

    TRY(ops_proposed(r->db, &proposed));
    put_bool(r->page, "library.proposed", proposed > 0);
    put_text(r->page, "library.proposed_text",
             proposed == 0 ? _("No proposal waits for a decision.")
                           : fill(ngettext("{n} proposal waits for a decision.", "{n} proposals wait for a decision.",
                                           (unsigned long)proposed),
                                  "n", show_count(proposed), NULL));
    return OK;
}

static enum err put_reports(struct req *r)
{
    struct message_counts n;

    TRY(message_count(r->db, r->user, &n));
    put_bool(r->page, "reports.waiting", n.reports > 0);
    put_text(r->page, "reports.text",
             n.reports == 0 ? _("No reported message waits for a decision.")
                            : fill(ngettext("{n} reported message waits for a decision.",
                                            "{n} reported messages wait for a decision.", (unsigned long)n.reports),
                                   "n", show_count(n.reports), NULL));
    return OK;
}

static enum err put_organisations(struct req *r)
{
    struct organisation_queue q;

    TRY(organisation_queue(r->db, &q));
    put_bool(r->page, "organisations.waiting", q.n > 0);
    put_text(r->page, "organisations.text",
             q.n == 0 ? _("No proposal waits for a decision.")
                      : fill(ngettext("{n} proposal waits, since {date}.", "{n} proposals wait, the oldest since {date}.",
                                      (unsigned long)q.n),
                             "n", show_count(q.n), "date", show_date(date_of(q.oldest)), NULL));
    TRY(organisation_joiners(r->db, &q));
    if (q.n)
        put_text(r->page, "organisations.joiners",
                 fill(ngettext("{n} person waits to join one, since {date}.", "{n} people wait to join one, the oldest since {date}.",
                               (unsigned long)q.n),
                      "n", show_count(q.n), "date", show_date(date_of(q.oldest)), NULL));
    return OK;
}

static enum err put_import(struct req *r)
{
    struct import_list l;

    TRY(import_page(r->db, "library", 0, 0, 1, &l));
    if (l.n == 0)
        return OK;
    HDF *h = put_node(r->page, "last_import");
    put_int(h, "id", l.v[0].id);
    put_text(h, "name", l.v[0].csv_name);
    put_instant(h, "at", l.v[0].created_at);
    return OK;
}

static enum err put_mail(struct req *r)
{
    struct mail_state_count n;

    TRY(mail_counts(r->db, &n));
    put_count(r->page, "mail.waiting", n.waiting);
    put_count(r->page, "mail.failed", n.failed);
    put_bool(r->page, "mail.has_failed", n.failed > 0);
    if (n.oldest.us && n.oldest.us < instant_add(instant_now(), -SCHEDULE_LATE).us)
        put_bool(r->page, "worker_away", true);
    put_bool(r->page, "trouble", n.failed > 0);
    return OK;
}

static enum err put_jobs(struct req *r)
{
    struct schedule_list l;
    struct job_state_count n;

    TRY(job_counts(r->db, &n));
    put_count(r->page, "jobs.waiting", n.waiting + n.running);
    put_count(r->page, "jobs.failed", n.failed);
    put_bool(r->page, "jobs.has_failed", n.failed > 0);
    put_bool(r->page, "trouble", n.failed > 0);
    TRY(schedule_all(r->db, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "schedule", i);
        schedule_to_hdf(&l.v[i], h);
        if (schedule_alarm(&l.v[i]))
            put_bool(r->page, "trouble", true);
        if (l.v[i].next_run.us < instant_add(instant_now(), -SCHEDULE_LATE).us)
            put_bool(r->page, "worker_away", true);
    }
    return OK;
}

static enum err put_all(struct req *r)
{
    struct ops ops;

    TRY(put_library(r));
    if (user_has(r->user, MODERATOR)) {
        TRY(put_reports(r));
        TRY(put_organisations(r));
    }
    if (user_has(r->user, EDITOR))
        TRY(put_import(r));
    if (!user_has(r->user, ADMINISTRATOR))
        return OK;
    TRY(put_mail(r));
    TRY(put_jobs(r));
    TRY(ops_read(r->db, &ops));
    ops_to_hdf(&ops, put_node(r->page, "ops"));
    return OK;
}

struct reply overview_show(struct req *r)
{
    enum err e = put_all(r);

    return e ? reply_error(r, e) : reply_page(r, "admin/overview.cst");
}
