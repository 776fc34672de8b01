/* delete_page.c - the member ends the account: what goes, what stays, and why. */
#include "members/pages.h"
#include "members/reauth.h"
#include "model/erasure.h"
#include "model/personal.h"

struct delete_form {
    char *password;
    char *code;
    bool  sure;
};
FORM(delete_form, struct delete_form, NULL,
     FIELD(struct delete_form, password, .as = AS_PASSWORD, .required = true, .max = 512, .missing = N_("Enter your password")),
     FIELD(struct delete_form, code, .max = 40),
     FIELD(struct delete_form, sure, .required = true,
           .missing = N_("Tick the box: deleting cannot be undone")));

static const char *const tpl = "members/delete.cst";

static enum err put_page(struct req *r)
{
    struct erasure_look l;
    bool                code;

    TRY(erasure_look(r->db, r->user->id, &l));
    TRY(reauth_needs_code(r->db, r->user->id, &code));
    personal_to_hdf(r->page, user_has(r->user, EDITOR | MODERATOR | ADMINISTRATOR));
    put_bool(r->page, "last_admin", l.last_admin);
    put_bool(r->page, "needs_code", code);
    put_bool(r->page, "Form.code.required", code);
    for (size_t i = 0; i < l.lonely.n; i++)
        put_text(put_item(r->page, "lonely", i), "name", l.lonely.v[i].name);
    return OK;
}

static struct reply again(struct req *r)
{
    enum err e = put_page(r);

    return e ? reply_error(r, e) : reply_form(r, tpl);
}

struct reply delete_show(struct req *r)
{
    enum err e;

    form_show(r, &delete_form, &(struct delete_form){0});
    e = put_page(r);
    return e ? reply_error(r, e) : reply_page(r, tpl);
}

/* False: the form comes back with why, or *e says what went wrong. */
static bool is_owner(struct req *r, const struct delete_form *f, enum err *e)
{
    enum reauth who;

    *e = reauth_once(r, f->password, f->code, &who);
    if (*e || who == REAUTH_OK)
        return *e == OK;
    if (who == REAUTH_PASSWORD)
        form_error(r, &delete_form, f, &f->password, _("This is not your password. Type it again"));
    else
        form_error(r, &delete_form, f, &f->code, _("Enter the newest code of your app, or a recovery code that is left"));
    return false;
}

struct reply delete_do(struct req *r)
{
    struct delete_form f = {0};
    int64_t            id = r->user->id;
    enum err           e;

    if (!form_read(r, &delete_form, &f))
        return again(r);
    if (!is_owner(r, &f, &e)) {
        if (e == ERR_LIMIT && (e = put_page(r)) == OK)
            return too_often(r, tpl, _("There were too many tries. Wait 15 minutes, then type your password once more."));
        return e ? reply_error(r, e) : again(r);
    }
    e = erasure_do(r->db, r->user, id, ERASURE_SELF);
    if (e == ERR_INVALID) {
        form_issues(r, &delete_form, &f);
        return again(r);
    }
    if (!e && erasure_note(id, instant_now())) /* the worker notes it as well, when this fails */
        err_clear();
    if (!e)
        e = session_end(r);
    return e ? reply_error(r, e) : reply_see_other(r, "/me/deleted");
}

struct reply deleted_show(struct req *r)
{
    put_bool(r->page, "page.no_index", true);
    return reply_page(r, "members/deleted.cst");
}
