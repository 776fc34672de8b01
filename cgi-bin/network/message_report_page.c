/* message_report_page.c - a member brings a message before the moderators, and they decide. */
#include "model/message_report.h"
#include "network/messages.h"

#define PAGE 50

/* ---- a member reports ---- */

FORM(report_form, struct message_report_new, NULL,
     FIELD(struct message_report_new, reason, .required = true, .max = 20, .one_of = message_reasons,
           .missing = N_("Choose what is wrong with the message")),
     FIELD(struct message_report_new, note, .as = AS_TEXT, .max = 2000),
     FIELD(struct message_report_new, block));

static int message_number(const struct req *r)
{
    int64_t n = path_id(r, "message_id");

    return n < INT32_MAX ? (int)n : 0;
}

static struct reply ask(struct req *r, int status)
{
    struct message_thread t;
    struct message_one    m;
    struct reply          rep;
    enum err              e = messages_put(r);

    if (!e)
        e = message_report_ask(r->db, r->user, path_id(r, "id"), message_number(r), &t, &m);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0; message_reasons[i]; i++)
        form_option(r, "reason", message_reasons[i], message_reason_word(message_reasons[i]));
    put_int(r->page, "thread.id", t.id);
    put_text(r->page, "thread.subject", message_subject(t.subject));
    put_int(r->page, "message.n", m.n);
    put_text(r->page, "message.name", message_name(t.other.name));
    put_instant_zone(r->page, "message.sent_at", m.sent_at, r->user->zone);
    put_bool(r->page, "message.reported", m.reported);
    put_bool(r->page, "message.hidden", m.hidden);
    message_text_to_hdf(m.body, put_node(r->page, "message"));
    rep = status == 200 ? reply_page(r, "network/message_report.cst") : reply_form(r, "network/message_report.cst");
    if (rep.status == 422)
        rep.status = status;
    return rep;
}

struct reply message_report_show(struct req *r)
{
    form_show(r, &report_form, &(struct message_report_new){0});
    return ask(r, 200);
}

struct reply message_report_do(struct req *r)
{
    struct message_report_new f = {.thread = path_id(r, "id"), .n = message_number(r)};
    enum err                  e;

    if (!form_read(r, &report_form, &f))
        return ask(r, 422);
    e = message_report_add(r->db, r->user, &f);
    if (e == ERR_LIMIT) {
        form_error_at(r, NULL, _("You have reported as many messages as one person can in a day. Write to us if there is more."));
        return ask(r, 429);
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("Thank you. A moderator looks at the message, and you get a mail with the decision."));
    return reply_see_other(r, "/messages/%" PRId64, f.thread);
}

/* ---- moderators ---- */

static void put_report(struct req *r, const struct message_report *m, HDF *h)
{
    put_int(h, "id", m->id);
    put_text(h, "reason", message_reason_word(m->reason));
    put_text(h, "state", m->state);
    put_text(h, "state_text", message_report_state_word(m->state));
    put_bool(h, "open", strcmp(m->state, "open") == 0);
    put_text(h, "reporter", message_name(m->reporter));
    put_text(h, "sender", message_name(m->sender));
    put_int(h, "sender_id", m->sender_id);
    put_text(h, "note", empty(m->note) ? NULL : m->note);
    put_text(h, "decider", m->decider);
    put_text(h, "decision", m->decision);
    put_instant_zone(h, "created_at", m->created_at, r->user->zone);
    put_instant_zone(h, "decided_at", m->decided_at, r->user->zone);
}

struct reply reports_show(struct req *r)
{
    const char            *in = query_text(r, "in");
    bool                   open = !in || strcmp(in, "decided") != 0;
    struct cursor          c = cursor_read(r);
    struct message_reports l;
    struct beyond          b;
    enum err               e = messages_put(r);

    if (e)
        return reply_error(r, e);
    do
        e = message_report_list(r->db, open, c.id, c.back, PAGE + 1, &l);
    while (!e && cursor_again(&c, l.n, PAGE));
    if (e)
        return reply_error(r, e);
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        put_report(r, &l.v[i], put_item(r->page, "reports", i));
    if (l.n)
        put_pager(r, "/messages/reports", b, cursor_text(0, l.v[0].id), cursor_text(0, l.v[l.n - 1].id));
    put_bool(r->page, "open", open);
    return reply_page(r, "network/message_reports.cst");
}

struct decide {
    char *state, *why;
};
static const char *const decisions[] = {"dismissed", "warned", "suspended", NULL};
FORM(decide_form, struct decide, NULL,
     FIELD(struct decide, state, .required = true, .max = 20, .one_of = decisions, .missing = N_("Choose what is to happen")),
     FIELD(struct decide, why, .as = AS_TEXT, .required = true, .max = 1000,
           .missing = N_("Say why, for colleagues who look at the log")));

static void put_choices(struct req *r, const struct message_report *m)
{
    form_option(r, "state", "dismissed", _("Nothing is wrong with it"));
    if (!m->sender_id)
        return;
    form_option(r, "state", "warned", _("Warn the writer by mail"));
    if (user_has(r->user, ADMINISTRATOR))
        form_option(r, "state", "suspended", _("Suspend the writer’s account, and hide what they wrote to members"));
}

static void put_messages(struct req *r, const struct message_report *m, const struct message_some *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct message_one *one = &l->v[i];
        HDF *h = put_item(r->page, "messages", i);

        put_int(h, "n", one->n);
        put_bool(h, "reported", one->reported);
        put_bool(h, "removed", one->sender_id == 0);
        put_text(h, "name", one->sender_id == 0 ? message_name(NULL)
                            : message_name(one->sender_id == m->reporter_id ? m->reporter : m->sender));
        put_instant_zone(h, "sent_at", one->sent_at, r->user->zone);
        message_text_to_hdf(one->body, h);
    }
}

static struct reply report(struct req *r, int status)
{
    struct message_report m;
    struct message_some   l = {0};
    struct reply          rep;
    bool                  opened = false;
    enum err              e = messages_put(r);

    if (!e)
        e = message_report_get(r->db, path_id(r, "id"), &m);
    if (!e)
        e = message_report_opened(r->db, r->user, m.id, &opened);
    if (!e && opened)
        e = message_report_messages(r->db, r->user, &m, &l);
    if (e)
        return reply_error(r, e);
    put_report(r, &m, put_node(r->page, "report"));
    put_bool(r->page, "opened", opened);
    put_bool(r->page, "own", r->user->id == m.reporter_id || r->user->id == m.sender_id);
    put_messages(r, &m, &l);
    put_choices(r, &m);
    rep = status == 200 ? reply_page(r, "network/message_case.cst") : reply_form(r, "network/message_case.cst");
    if (rep.status == 422)
        rep.status = status;
    return rep;
}

struct reply report_show(struct req *r)
{
    form_show(r, &decide_form, &(struct decide){0});
    return report(r, 200);
}

struct reply report_open_do(struct req *r)
{
    enum err e = message_report_open(r->db, r->user, path_id(r, "id"));

    return e ? reply_error(r, e) : reply_see_other(r, "/messages/reports/%" PRId64, path_id(r, "id"));
}

struct reply report_decide_do(struct req *r)
{
    struct decide f = {0};
    enum err      e;

    if (!form_read(r, &decide_form, &f))
        return report(r, 422);
    e = message_report_decide(r->db, r->user, path_id(r, "id"), f.state, f.why);
    if (e == ERR_CONFLICT) {
        flash(r, _("A colleague has decided on it meanwhile. See below how."));
        return reply_see_other(r, "/messages/reports/%" PRId64, path_id(r, "id"));
    }
    if (e == ERR_INVALID) {
        form_issues(r, &decide_form, &f);
        return report(r, 422);
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("Decided. Who reported the message gets a mail."));
    return reply_see_other(r, "/messages/reports");
}
