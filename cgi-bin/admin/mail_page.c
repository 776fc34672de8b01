/* mail_page.c - the outbox: every mail that the site has written, and what became of it. */
#include "admin/pages.h"
#include "model/mail.h"

#define PAGE 50

static const char *const states[] = {"queued", "sending", "sent", "failed"};
static const struct text_list state_list = {(const char **)(uintptr_t)states, COUNT(states)};

static void put_filters(struct req *r, const struct text_list *kinds)
{
    filter_option(r, "state", "", _("Any"));
    for (size_t i = 0; i < COUNT(states); i++)
        filter_option(r, "state", states[i], mail_state_word(states[i]));
    filter_option(r, "kind", "", _("Any"));
    for (size_t i = 0; i < kinds->n; i++)
        filter_option(r, "kind", kinds->v[i], mail_kind_word(kinds->v[i]));
}

struct reply mails_show(struct req *r)
{
    struct text_list kinds;
    struct mail_rows found;
    enum err e = mail_kinds(r->db, &kinds);

    if (e)
        return reply_error(r, e);
    struct mail_filter f = {.state = filter_one_of(r, "state", &state_list),
                            .kind = filter_one_of(r, "kind", &kinds),
                            .to = filter_text(r, "to"),
                            .limit = PAGE};
    put_filters(r, &kinds);
    put_bool(r->page, "filter.any", f.state || f.kind || f.to);
    struct cursor c = cursor_read(r);
    do {
        f.before = c.back ? 0 : c.id;
        f.newer = c.back ? c.id : 0;
        e = mail_list(r->db, &f, &found);
    } while (!e && cursor_again(&c, found.n, PAGE));
    if (e)
        return reply_error(r, e);
    struct beyond b = PAGE_TRIM(&found, PAGE, &c);
    for (size_t i = 0; i < found.n; i++)
        mail_to_hdf(&found.v[i], put_item(r->page, "mails", i));
    pager_put(r, "/admin/mails", b, found.n ? found.v[0].id : 0, found.n ? found.v[found.n - 1].id : 0);
    return reply_page(r, "admin/mails.cst");
}

static struct reply one_mail(struct req *r, const char *tpl)
{
    struct mail_row m;
    enum err e = mail_get(r->db, path_id(r, "id"), &m);

    if (e)
        return reply_error(r, e);
    mail_to_hdf(&m, put_node(r->page, "mail"));
    return reply_page(r, tpl);
}

struct reply mail_show(struct req *r)
{
    return one_mail(r, "admin/mail.cst");
}

struct reply mail_resend_ask(struct req *r)
{
    return one_mail(r, "admin/mail_resend.cst");
}

struct reply mail_resend_do(struct req *r)
{
    int64_t id = path_id(r, "id"), to_send;
    enum err e = mail_resend(r->db, r->user, id, &to_send);

    if (e == ERR_CONFLICT) {
        flash(r, _("This mail cannot be sent again as it is now. See below how it stands."));
        return reply_see_other(r, "/admin/mails/%" PRId64, id);
    }
    if (e)
        return reply_error(r, e);
    flash(r, to_send == id ? _("The mail is in the queue and goes out within a few seconds.")
                           : _("A copy of the mail is in the queue and goes out within a few seconds."));
    return reply_see_other(r, "/admin/mails/%" PRId64, to_send);
}

struct reply mail_stop_do(struct req *r)
{
    int64_t id = path_id(r, "id");
    struct mail_row m;
    enum err e = mail_get(r->db, id, &m);

    if (!e)
        e = mail_stop(r->db, r->user, id);
    if (e && e != ERR_CONFLICT)
        return reply_error(r, e);
    flash(r, e ? _("Too late: the mail is no longer waiting. See below how it stands.")
               : _("The mail is stopped. You can still send it later."));
    return reply_see_other(r, "/admin/mails/%" PRId64, id);
}
