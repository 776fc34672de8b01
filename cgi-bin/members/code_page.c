/* code_page.c - the second page of signing in: the code of an app, or a recovery code. */
#include "members/pages.h"
#include "common/reauth_form.h"
#include "model/member.h"
#include "model/sign_in_step.h"

struct code_form {
    char *code;
};
FORM(code_form, struct code_form, NULL,
     FIELD(struct code_form, code, .required = true, .max = 40, .missing = N_("Enter the code of your app")));

static const char *const tpl = "members/sign_in_code.cst";

struct reply code_ask(struct req *r, int64_t member_id, bool keep, const char *next, bool resumes)
{
    char    *token;
    enum err e = sign_in_step_start(r->db, member_id, keep, &token);

    if (e)
        return reply_error(r, e);
    cookie_set(r, "step", token, 0);
    if (!resumes)
        return next ? reply_see_other(r, "/sign-in/code?next=%s", url_escape(next)) : reply_see_other(r, "/sign-in/code");
    form_show(r, &code_form, &(struct code_form){0}); /* what was typed goes along in the form */
    return reply_page(r, tpl);
}

struct reply code_show(struct req *r)
{
    const char         *next = next_read(r);
    struct sign_in_step s;
    enum err            e = sign_in_step_look(r->db, cookie_get(r, "step"), &s);

    if (e == ERR_NOT_FOUND && r->user)
        return next_go(r, r->lang, next, "/me");
    if (e == ERR_NOT_FOUND)
        return next ? reply_see_other(r, "/sign-in?next=%s", url_escape(next)) : reply_see_other(r, "/sign-in");
    if (e)
        return reply_error(r, e);
    put_text(r->page, "next", next);
    put_bool(put_node(r->page, "page"), "no_index", true);
    form_show(r, &code_form, &(struct code_form){0});
    return reply_page(r, tpl);
}

static struct reply wrong(struct req *r, const struct code_form *f, int64_t member_id, enum two_factor_answer a)
{
    (void)err_set(ERR_FORBIDDEN, __FILE__, __LINE__, "sign-in refused, member %" PRId64 ": %s", member_id,
                  a == CODE_LOCKED ? "codes locked" : "wrong code");
    if (a == CODE_LOCKED)
        return too_often(r, tpl, _("There were too many wrong codes. Wait 15 minutes, or use a recovery code."));
    form_error(r, &code_form, f, &f->code,
               _("This code is not right, or was used before. Wait for the next one, or type a recovery code"));
    return reply_form(r, tpl);
}

static struct reply finish(struct req *r, const struct sign_in_step *s, const char *next, bool resumes)
{
    struct member m;
    const char   *home = NULL;
    enum err      e = signed_in(r, s->member_id, s->keep_me, true, &home);

    if (!e)
        e = sign_in_step_end(r->db, cookie_get(r, "step"));
    if (!e)
        e = member_get(r->db, s->member_id, &m);
    if (e)
        return reply_error(r, e);
    cookie_set(r, "step", "", -1);
    return resumes ? reply_page(r, "members/resume.cst") : next_go(r, member_lang(&m), next, home);
}

struct reply code_do(struct req *r)
{
    const char            *next = next_read(r);
    bool                   resumes = resume_put(r);
    struct code_form       f = {0};
    struct sign_in_step    s;
    enum two_factor_answer a;
    enum err               e = sign_in_step_look(r->db, cookie_get(r, "step"), &s);

    put_text(r->page, "next", next);
    if (e == ERR_NOT_FOUND) {
        form_error_at(r, NULL, _("Too much time has gone by. Enter your address and your password again."));
        return reply_form(r, "members/sign_in.cst");
    }
    if (e)
        return reply_error(r, e);
    if (!form_read(r, &code_form, &f))
        return reply_form(r, tpl);
    e = code_check(r, s.member_id, f.code, &a);
    if (e == ERR_NOT_FOUND) /* turned off meanwhile, by an administrator */
        return reply_see_other(r, "/sign-in");
    if (e)
        return reply_error(r, e);
    return a == CODE_RIGHT ? finish(r, &s, next, resumes) : wrong(r, &f, s.member_id, a);
}
