/* reset_page.c - a new password for somebody who has forgotten the old one. */
#include "members/pages.h"
#include "model/member_limits.h"
#include "model/member_sign_in.h"
#include "model/password_rules.h"

struct reset_form {
    char *email;
};
FORM(reset_form, struct reset_form, NULL,
     FIELD(struct reset_form, email, .as = AS_EMAIL, .required = true, .max = 254,
           .missing = N_("Enter your e-mail address")));

struct new_form {
    char *password;
};
FORM(new_form, struct new_form, NULL,
     FIELD(struct new_form, password, .as = AS_PASSWORD, .required = true, .max = PASSWORD_MOST,
           .missing = N_("Choose a password of 8 characters or more")));

struct reply reset_show(struct req *r)
{
    form_show(r, &reset_form, &(struct reset_form){0});
    return reply_page(r, "members/reset.cst");
}

struct reply reset_do(struct req *r)
{
    struct reset_form f = {0};
    bool              send = false;
    enum err          e;

    if (!form_read(r, &reset_form, &f))
        return reply_form(r, "members/reset.cst");
    e = limit_mail_ip(r->db, r->ip);
    if (!e)
        e = limit_mail_link(r->db, LINK_RESET, f.email, &send);
    if (!e && send)
        e = member_reset_request(r->db, f.email);
    if (e == ERR_LIMIT)
        return too_often(r, "members/reset.cst", _("Many mails were asked for from your network. Try again in an hour."));
    return e ? reply_error(r, e) : reply_see_other(r, "/reset/sent");
}

struct reply reset_sent(struct req *r)
{
    return reply_page(r, "members/reset_sent.cst");
}

static void put(struct req *r, const struct member_reset *m, const char *token)
{
    HDF *h = put_node(r->page, "reset");

    secret_page(r);
    put_text(h, "email", m->email);
    put_text(h, "t", token);
    put_bool(h, "good", m->state == TOKEN_GOOD);
    put_bool(h, "expired", m->state == TOKEN_EXPIRED);
    put_bool(h, "used", m->state == TOKEN_USED);
    put_bool(h, "void", m->state == TOKEN_VOID);
    put_instant(h, "expires_at", m->expires_at);
}

static int status_of(const struct member_reset *m)
{
    if (m->state == TOKEN_GOOD)
        return 200;
    return m->state == TOKEN_UNKNOWN ? 404 : 410;
}

struct reply reset_new_show(struct req *r)
{
    const char         *token = query_text(r, "t");
    struct member_reset m;
    enum err            e = member_reset_look(r->db, token, &m);

    if (e)
        return reply_error(r, e);
    form_show(r, &new_form, &(struct new_form){0});
    put(r, &m, token);
    return reply_page_as(r, status_of(&m), "members/reset_new.cst");
}

struct reply reset_new_do(struct req *r)
{
    const char         *token = form_text(r, "t");
    struct new_form     f = {0};
    struct member_reset m;
    bool                read = form_read(r, &new_form, &f);
    enum err            e = read ? member_reset(r->db, token, f.password, &m)
                                 : member_reset_look(r->db, token, &m);

    if (e == OK && read && m.state == TOKEN_GOOD) {
        e = limit_mail_used(r->db, m.email);
        return e ? reply_error(r, e) : reply_see_other(r, "/sign-in?said=changed");
    }
    if (e == ERR_INVALID) {
        form_error(r, &new_form, &f, &f.password, err_issues()->v[0].text);
        read = false;
        e = member_reset_look(r->db, token, &m);
    }
    if (e)
        return reply_error(r, e);
    put(r, &m, token);
    if (m.state == TOKEN_GOOD && !read)
        return reply_form(r, "members/reset_new.cst");
    return reply_page_as(r, status_of(&m), "members/reset_new.cst");
}
