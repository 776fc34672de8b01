/* confirm_page.c - confirming an address. Opening the link changes nothing: mail scanners open links. */
#include "members/pages.h"
#include "model/member_join.h"
#include "model/member_limits.h"

struct confirm_form {
    char *password;
};
FORM(confirm_form, struct confirm_form, NULL,
     FIELD(struct confirm_form, password, .as = AS_PASSWORD, .max = 128));

struct resend_form {
    char *email;
};
FORM(resend_form, struct resend_form, NULL,
     FIELD(struct resend_form, email, .as = AS_EMAIL, .required = true, .max = 254,
           .missing = N_("Enter your e-mail address")));

static void put(struct req *r, const struct member_confirmation *c, const char *token)
{
    HDF *h = put_node(r->page, "confirm");

    secret_page(r);
    put_text(h, "email", c->email);
    put_text(h, "t", token);
    put_bool(h, "good", c->state == TOKEN_GOOD);
    put_bool(h, "active", c->active);
    put_bool(h, "expired", c->state == TOKEN_EXPIRED);
    put_bool(h, "used", c->state == TOKEN_USED);
    put_bool(h, "void", c->state == TOKEN_VOID);
    put_bool(h, "ask_password", c->ask_password);
    put_instant(h, "expires_at", c->expires_at);
}

static int status_of(const struct member_confirmation *c)
{
    if (c->state == TOKEN_GOOD || c->active)
        return 200;
    return c->state == TOKEN_UNKNOWN ? 404 : 410;
}

struct reply confirm_show(struct req *r)
{
    const char                *token = query_text(r, "t");
    struct member_confirmation c;
    enum err                   e = member_confirm_look(r->db, token, &c);

    if (e)
        return reply_error(r, e);
    form_show(r, &confirm_form, &(struct confirm_form){0});
    put(r, &c, token);
    return reply_page_as(r, status_of(&c), "members/confirm.cst");
}

struct reply confirm_do(struct req *r)
{
    const char                *token = form_text(r, "t");
    struct confirm_form        f = {0};
    struct member_confirmation c;
    bool                       wrong = false, read = form_read(r, &confirm_form, &f);
    enum err                   e = read ? member_confirm(r->db, token, f.password, &c, &wrong)
                                        : member_confirm_look(r->db, token, &c);

    if (e)
        return reply_error(r, e);
    if (read && !wrong && c.state == TOKEN_GOOD)
        return reply_see_other(r, "/sign-in?said=confirmed%s%s", c.next ? "&next=" : "", c.next ? url_escape(c.next) : "");
    put(r, &c, token);
    if (wrong)
        form_error(r, &confirm_form, &f, &f.password,
                   _("This is not the password of the newest sign-up with your address. Type that one, or choose a new password by mail"));
    return !read || wrong ? reply_form(r, "members/confirm.cst")
                          : reply_page_as(r, status_of(&c), "members/confirm.cst");
}

struct reply resend_show(struct req *r)
{
    form_show(r, &resend_form, &(struct resend_form){0});
    return reply_page(r, "members/resend.cst");
}

/* From the page of a link that is too old: the address is known by the link. */
static struct reply resend_by_link(struct req *r, const char *token)
{
    struct member_confirmation c;
    bool                       send = false;
    enum err                   e = limit_mail_ip(r->db, r->ip);

    if (!e)
        e = member_confirm_look(r->db, token, &c);
    if (!e && c.email)
        e = limit_mail_link(r->db, LINK_CONFIRM, c.email, &send);
    if (!e && send)
        e = member_confirm_resend(r->db, NULL, token);
    return e ? reply_error(r, e) : reply_see_other(r, "/join/sent");
}

struct reply resend_do(struct req *r)
{
    const char        *token = form_text(r, "t");
    struct resend_form f = {0};
    bool               send = false;
    enum err           e;

    if (!empty(token))
        return resend_by_link(r, token);
    if (!form_read(r, &resend_form, &f))
        return reply_form(r, "members/resend.cst");
    e = limit_mail_ip(r->db, r->ip);
    if (!e)
        e = limit_mail_link(r->db, LINK_CONFIRM, f.email, &send);
    if (!e && send)
        e = member_confirm_resend(r->db, f.email, NULL);
    if (e == ERR_LIMIT)
        return too_often(r, "members/resend.cst", _("Many mails were asked for from your network. Try again in an hour."));
    return e ? reply_error(r, e) : reply_see_other(r, "/join/sent");
}
