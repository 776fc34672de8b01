/* sign_in_page.c - signing in and out. */
#include "members/pages.h"
#include "model/member_sign_in.h"
#include "model/two_factor.h"

struct sign_in_form {
    char *email;
    char *password;
    bool  keep;
};
FORM(sign_in_form, struct sign_in_form, NULL,
     FIELD(struct sign_in_form, email, .as = AS_EMAIL, .required = true, .max = 254,
           .missing = N_("Enter your e-mail address")),
     FIELD(struct sign_in_form, password, .as = AS_PASSWORD, .required = true, .max = 512,
           .missing = N_("Enter your password")),
     FIELD(struct sign_in_form, keep));

static const char *const tpl = "members/sign_in.cst";

/* What brought the person here, in words. */
static void put_reason(struct req *r, const char *next)
{
    const char *said = query_text(r, "said");

    put_bool(put_node(r->page, "page"), "no_index", next || said);
    if (said && strcmp(said, "confirmed") == 0)
        put_text(r->page, "said", _("Your e-mail address is confirmed. Sign in to continue."));
    else if (said && strcmp(said, "changed") == 0)
        put_text(r->page, "said", _("Your password is changed, and you are signed out everywhere. Sign in with the new one."));
    else if (said && strcmp(said, "out") == 0)
        put_text(r->page, "said", _("You are signed out."));
    else if (next)
        put_text(r->page, "why", _("Sign in to continue to the page you asked for."));
}

struct reply sign_in_show(struct req *r)
{
    const char *next = next_read(r);

    if (r->user)
        return next_go(r, r->lang, next, "/me");
    put_text(r->page, "next", next);
    put_reason(r, next);
    form_show(r, &sign_in_form, &(struct sign_in_form){0});
    return reply_page(r, tpl);
}

/* The log says whose account it was, and never what was typed: that may be a password in the wrong field. */
static void note_refusal(const struct sign_in *s)
{
    static const char *const why[] = {[SIGN_IN_WRONG] = "wrong password", [SIGN_IN_PENDING] = "not confirmed",
                                      [SIGN_IN_SUSPENDED] = "suspended", [SIGN_IN_BUSY] = "busy"};

    (void)err_set(ERR_FORBIDDEN, __FILE__, __LINE__, "sign-in refused, member %" PRId64 ": %s",
                  s->member_id, why[s->result]);
}

static struct reply refused(struct req *r, const struct sign_in_form *f, enum sign_in_result why)
{
    if (why == SIGN_IN_PENDING) {
        put_text(r->page, "pending", f->email);
        form_error(r, &sign_in_form, f, &f->email,
                   _("Confirm your e-mail address first: we have sent you a link. You can have it sent again below"));
    } else if (why == SIGN_IN_SUSPENDED) {
        form_error(r, &sign_in_form, f, &f->email,
                   _("This account is suspended. Write to the secretariat if you think that is a mistake"));
    } else {
        form_error(r, &sign_in_form, f, &f->password,
                   _("The e-mail address or the password is not right. Check both, or set a new password"));
    }
    return reply_form(r, tpl);
}

static struct reply busy(struct req *r)
{
    form_error_at(r, NULL, _("Very many people are signing in at this moment. Try again in a minute."));
    reply_header(r, "Retry-After", "30");
    return reply_page_as(r, 503, tpl);
}

struct reply sign_in_do(struct req *r)
{
    const char         *next = next_read(r), *home;
    struct sign_in_form f = {0};
    struct sign_in      s;
    struct two_factor   factor;
    enum err            e;
    bool                resumes = resume_put(r); /* a form that was sent after the session had ended */

    put_text(r->page, "next", next);
    if (!form_read(r, &sign_in_form, &f))
        return reply_form(r, tpl);
    e = member_sign_in(r->db, f.email, f.password, r->ip, &s);
    if (e == ERR_LIMIT)
        return too_often(r, tpl,
                         _("Too many attempts. Wait 15 minutes, or set a new password by e-mail."));
    if (e)
        return reply_error(r, e);
    if (s.result != SIGN_IN_OK)
        note_refusal(&s);
    if (s.result == SIGN_IN_BUSY)
        return busy(r);
    if (s.result != SIGN_IN_OK)
        return refused(r, &f, s.result);
    if ((e = two_factor_read(r->db, s.member_id, &factor)) != OK)
        return reply_error(r, e);
    if (factor.on)
        return code_ask(r, s.member_id, f.keep, next, resumes);
    if ((e = signed_in(r, s.member_id, f.keep, false, &home)) != OK)
        return reply_error(r, e);
    return resumes ? reply_page(r, "members/resume.cst") : next_go(r, s.lang, next, home);
}

struct reply sign_out_do(struct req *r)
{
    enum err e = session_end(r);

    return e ? reply_error(r, e) : reply_see_other(r, "/sign-in?said=out");
}
