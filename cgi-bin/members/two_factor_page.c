/* two_factor_page.c - the second factor: how it stands, and setting it up. */
#include "members/pages.h"
#include "common/reauth_form.h"
#include "model/qr.h"

struct begin_form {
    char *password, *code;
};
FORM(begin_form, struct begin_form, NULL, REAUTH_FIELDS(struct begin_form));

static const char *const tpl = "members/two_factor.cst", *const setup_tpl = "members/two_factor_setup.cst";

static enum err put_state(struct req *r)
{
    struct two_factor t;
    HDF              *h = put_node(r->page, "factor");

    TRY(two_factor_read(r->db, r->user->id, &t));
    put_text(r->page, "next", next_read(r));
    put_bool(h, "on", t.on);
    put_bool(h, "withheld", session_withheld(r) != 0);
    put_bool(h, "staff", (r->user->roles | session_withheld(r)) & (EDITOR | MODERATOR | ADMINISTRATOR));
    if (t.on)
        put_text(h, "since_text", fill(_("On since {date}"), "date", show_date(date_of(t.confirmed_at)), NULL));
    put_bool(h, "shown", t.shown);
    put_bool(h, "few", t.recovery_left <= 3);
    put_text(h, "left_text", t.recovery_left == 0 ? _("You have no recovery codes left.")
             : fill(ngettext("You have {n} recovery code left.", "You have {n} recovery codes left.",
                             (unsigned long)t.recovery_left), "n", show_count(t.recovery_left), NULL));
    return OK;
}

struct reply two_factor_show(struct req *r)
{
    enum err e = put_state(r);

    form_show(r, &begin_form, &(struct begin_form){0});
    return e ? reply_error(r, e) : reply_page(r, tpl);
}

/* A query that carries `next` on. */
static const char *next_query(const char *next)
{
    return next ? fmt("?next=%s", url_escape(next)) : "";
}

struct reply two_factor_begin_do(struct req *r)
{
    struct begin_form f = {0};
    struct reply      no;
    enum err          e = put_state(r);

    if (e)
        return reply_error(r, e);
    if (!form_read(r, &begin_form, &f))
        return reply_form(r, tpl);
    if (!reauth_ok(r, &begin_form, &f, &f.password, &f.code, tpl, &no))
        return no;
    e = two_factor_begin(r->db, r->user->id);
    if (e == ERR_CONFLICT)
        return reply_see_other(r, "/me/two-factor");
    if (e)
        return reply_error(r, e);
    return reply_see_other(r, "/me/two-factor/set-up%s", next_query(next_read(r)));
}

struct first_form {
    char *code;
};
FORM(first_form, struct first_form, NULL,
     FIELD(struct first_form, code, .required = true, .max = 40, .missing = N_("Enter the code of your app")));

static enum err put_setup(struct req *r)
{
    struct two_factor_setup s;
    struct qr               qr;

    TRY(two_factor_setup(r->db, r->user->id, r->user->email, &s));
    TRY(qr_make(s.uri, &qr));
    put_text(r->page, "next", next_read(r));
    put_text(r->page, "setup.secret", s.secret);
    put_text(r->page, "setup.uri", s.uri);
    put_int(r->page, "setup.size", qr.size);
    put_text(r->page, "setup.path", qr.path);
    return OK;
}

struct reply two_factor_setup_show(struct req *r)
{
    enum err e = put_setup(r);

    if (e == ERR_NOT_FOUND) /* on already, or begun long ago */
        return reply_see_other(r, "/me/two-factor");
    form_show(r, &first_form, &(struct first_form){0});
    return e ? reply_error(r, e) : reply_page(r, setup_tpl);
}

struct reply two_factor_setup_do(struct req *r)
{
    struct first_form      f = {0};
    enum two_factor_answer a = CODE_WRONG;
    bool                   read = form_read(r, &first_form, &f);
    enum err               e = put_setup(r);

    if (!e && read)
        e = two_factor_confirm(r->db, r->user, session_id(r), f.code, &a);
    if (e == ERR_NOT_FOUND)
        return reply_see_other(r, "/me/two-factor");
    if (e)
        return reply_error(r, e);
    if (a == CODE_RIGHT) {
        flash(r, _("The second factor is on. Other devices were signed out."));
        return reply_see_other(r, "/me/two-factor/codes%s", next_query(next_read(r)));
    }
    if (a == CODE_LOCKED)
        return too_often(r, setup_tpl, _("There were too many wrong codes. Wait 15 minutes, then try again."));
    if (read)
        form_error(r, &first_form, &f, &f.code,
                   _("This code is not right. See that the clock of your phone is set by the network, and type the code that is shown now"));
    return reply_form(r, setup_tpl);
}
