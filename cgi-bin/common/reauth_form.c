/* reauth_form.c - see reauth_form.h. */
#include "common/reauth_form.h"

enum err code_check(struct req *r, int64_t member_id, const char *code, enum two_factor_answer *out)
{
    int before;

    if (answer_kept(r, &before)) {
        *out = (enum two_factor_answer)before;
        return OK;
    }
    TRY(two_factor_check(r->db, member_id, code, out));
    answer_keep(r, *out);
    return OK;
}

enum err reauth_put(struct req *r)
{
    bool needs_code;

    TRY(reauth_needs_code(r->db, r->user->id, &needs_code));
    put_bool(r->page, "reauth.code", needs_code);
    put_bool(put_node(r->page, "Form.code"), "required", needs_code);
    return OK;
}

struct reply reauth_again(struct req *r, const char *tpl)
{
    enum err e = reauth_put(r);

    return e ? reply_error(r, e) : reply_form(r, tpl);
}

/* Once for each request, as code_check(). */
static enum err reauth_once(struct req *r, const char *password, const char *code, enum reauth *out)
{
    int before;

    if (answer_kept(r, &before)) {
        *out = (enum reauth)before;
        return OK;
    }
    TRY(reauth_check(r->db, r->user->id, password, code, out));
    answer_keep(r, *out);
    return OK;
}

bool reauth_ok(struct req *r, const struct form *form, const void *m, char *const *password, char *const *code,
               const char *tpl, struct reply *out)
{
    enum reauth result;
    enum err    e = reauth_once(r, *password, *code, &result);

    if (e == OK && result == REAUTH_OK)
        return true;
    if (e == ERR_LIMIT && reauth_put(r) == OK) {
        form_error_at(r, NULL, _("Too many attempts. Wait 15 minutes, or set a new password by e-mail."));
        *out = reply_page_as(r, 429, tpl);
        return false;
    }
    if (e) {
        *out = reply_error(r, e);
        return false;
    }
    if (result == REAUTH_PASSWORD)
        form_error(r, form, m, password, _("This is not your password. Type it again"));
    else
        form_error(r, form, m, code, _("This code is not right, or was used before. Wait for the next one, or type a recovery code"));
    *out = reauth_again(r, tpl);
    return false;
}
