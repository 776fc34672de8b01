/* ops_work.c - mail, jobs, and what the worker found out about certificate and virus scanner. */
#include <stdlib.h>

#include "admin/ops.h"
#include "model/job.h"
#include "model/mail.h"

struct day_row {
    int64_t sent, failed;
};
DB_COLUMNS(day_cols, struct day_row, sent, failed);
DB_QUERY(q_day, day_cols,
    "SELECT CAST(COALESCE(SUM(state = 'sent'), 0) AS SIGNED) AS sent, CAST(COALESCE(SUM(state = 'failed'), 0) AS SIGNED) AS failed"
    " FROM mail WHERE created_at > UTC_TIMESTAMP(6) - INTERVAL 1 DAY");

static bool late(struct instant t) { return t.us && t.us < instant_add(instant_now(), -SCHEDULE_LATE).us; }

static enum err check_mail(struct db *db, struct ops_checks *l, bool *away)
{
    struct mail_state_count n;
    struct day_row          day;

    TRY(mail_counts(db, &n));
    TRY(db_one(db, q_day, &day));
    *away |= late(n.oldest);
    ops_add(l, "mail_queue", late(n.oldest) ? OPS_BAD : n.waiting > 5000 ? OPS_WARN : OPS_GOOD, _("Mails waiting"),
            n.waiting == 0 ? copy(_("None."))
                           : fill(ngettext("{n} mail waits.", "{n} mails wait.", (unsigned long)n.waiting), "n", show_count(n.waiting), NULL),
            _("See whether the worker runs and the mail server takes mail; the page of mails says what it answered."), n.waiting);
    bool many = day.failed > 10 && day.failed * 10 > day.sent;
    ops_add(l, "mail_day", many ? OPS_BAD : day.failed ? OPS_WARN : OPS_GOOD, _("Mails of the last 24 hours"),
            fill(_("{sent} sent, {failed} not delivered."), "sent", show_count(day.sent), "failed", show_count(day.failed), NULL),
            _("Look at the mails that failed: a wrong address concerns one person, a refusal of many our mail server."), day.failed);
    return OK;
}

static enum err check_jobs(struct db *db, struct ops_checks *l, bool *away)
{
    struct job_state_count n;
    struct schedule_list   s;
    char                  *bad = copy("");
    int                    nbad = 0;

    TRY(job_counts(db, &n));
    TRY(schedule_all(db, &s));
    ops_add(l, "jobs", n.failed ? OPS_WARN : OPS_GOOD, _("Jobs"),
            fill(_("{waiting} waiting, {running} running, {failed} failed."), "waiting", show_count(n.waiting), "running",
                 show_count(n.running), "failed", show_count(n.failed), NULL),
            _("Open the page of jobs: it says why, and starts a job again."), n.failed);
    for (size_t i = 0; i < s.n; i++) {
        const struct schedule *one = &s.v[i];
        *away |= late(one->next_run);
        bool alarm = schedule_alarm(one);
        if (alarm)
            ops_add(l, "audit_chain", OPS_BAD, _("Audit log"), copy(_("The chain is broken.")),
                    _("Somebody may have changed the log. Keep the backups, and ask whoever looks after the server."), 1);
        if (one->last_state && strcmp(one->last_state, "failed") == 0) {
            bad = fmt("%s%s%s", bad, *bad ? ", " : "", job_kind_word(one->kind));
            nbad++;
        }
    }
    ops_add(l, "schedule", nbad ? OPS_WARN : OPS_GOOD, _("Jobs by the clock"),
            nbad ? fill(_("The last run failed: {jobs}."), "jobs", bad, NULL) : copy(_("All last runs ended well.")),
            _("Open the page of jobs: it says why, and starts a job again."), nbad);
    return OK;
}

static const char *text_of(const json_t *j, const char *name)
{
    const char *s = json_string_value(json_object_get(j, name));

    return s ? copy(s) : "";
}

static void check_certificate(struct ops_checks *l, const char *state, const char *until)
{
    struct instant t = {0};
    int64_t        days = parse_instant(until, &t) ? (t.us - instant_now().us) / 86400000000 : -1;
    const char    *advice = _("Have the certificate renewed (certbot renew) and the web server reloaded.");

    if (strcmp(state, "none") == 0 || !*state)
        ops_add(l, "certificate", OPS_OFF, _("Certificate"), copy(*state ? _("The site has no https address.") : _("Not looked at yet.")), NULL, -1);
    else if (strcmp(state, "unreachable") == 0)
        ops_add(l, "certificate", OPS_BAD, _("Certificate"), copy(_("The site cannot be reached at its own address.")),
                _("See whether the web server runs, and whether site_url in m4d.conf is right."), -1);
    else
        ops_add(l, "certificate", strcmp(state, "untrusted") == 0 || days < 5 ? OPS_BAD : days < 20 ? OPS_WARN : OPS_GOOD, _("Certificate"),
                strcmp(state, "untrusted") == 0 ? copy(_("Browsers do not trust it."))
                                                : fill(_("Good until {time}."), "time", show_instant(t), NULL),
                advice, days);
}

/* Of the latest run of the job "site.check". */
static enum err check_site(struct db *db, struct ops_checks *l)
{
    struct schedule_list s;
    json_t              *j = NULL;

    TRY(schedule_all(db, &s));
    for (size_t i = 0; i < s.n; i++)
        if (strcmp(s.v[i].kind, "site.check") == 0 && s.v[i].result)
            j = json_loads(s.v[i].result, 0, NULL);
    const char *scanner = text_of(j, "scanner");
    check_certificate(l, text_of(j, "certificate"), text_of(j, "certificate_until"));
    bool off = strcmp(scanner, "off") == 0 || empty(conf_text("clamd_socket"));
    ops_add(l, "scanner", off ? OPS_OFF : strcmp(scanner, "ok") == 0 ? OPS_GOOD : *scanner ? OPS_BAD : OPS_OFF, _("Virus scanner"),
            copy(off                           ? _("No scanner is set: files are not looked at.")
                 : strcmp(scanner, "ok") == 0 ? _("It answers.")
                 : *scanner                   ? _("It does not answer; new files wait.")
                                              : _("Not looked at yet.")),
            _("Start clamd on the server. Files that wait are looked at as soon as it answers."), strcmp(scanner, "away") == 0);
    json_decref(j);
    return OK;
}

enum err ops_check_work(struct db *db, struct ops_checks *l)
{
    bool away = false;

    TRY(check_mail(db, l, &away));
    TRY(check_jobs(db, l, &away));
    ops_add(l, "worker", away ? OPS_BAD : OPS_GOOD, _("Worker"),
            copy(away ? _("Mail and scheduled jobs are late.") : _("Mail and jobs are on time.")),
            _("Start the worker program on the server and look at its log."), away);
    return check_site(db, l);
}
