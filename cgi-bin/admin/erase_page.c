/* erase_page.c - an administrator erases an account, as a rule at the wish of its owner. */
#include "admin/pages.h"
#include "model/erasure.h"
#include "model/member.h"
#include "model/personal.h"
#include "model/reauth.h"

struct erase_form {
    char *password;
    char *code;
    bool  sure;
};
FORM(erase_form, struct erase_form, NULL,
     FIELD(struct erase_form, password, .as = AS_PASSWORD, .required = true, .max = 512, .missing = N_("Enter your password")),
     FIELD(struct erase_form, code, .max = 40),
     FIELD(struct erase_form, sure, .required = true, .missing = N_("Tick the box: deleting cannot be undone")));

static const char *const tpl = "admin/erase.cst";

static enum err put_page(struct req *r)
{
    struct erasure_look l;
    struct member       m;
    bool                code;

    TRY(member_get(r->db, path_id(r, "id"), &m));
    if (m.id == r->user->id)
        FAIL(ERR_NOT_FOUND, "one's own account is erased on /me/delete");
    TRY(erasure_look(r->db, m.id, &l));
    TRY(reauth_needs_code(r->db, r->user->id, &code));
    member_to_hdf(&m, put_node(r->page, "person"));
    personal_to_hdf(r->page, (member_roles(&m) & ~(unsigned)MEMBER) != 0);
    erasure_to_hdf(&l, r->page);
    put_bool(r->page, "reauth.code", code);
    put_bool(r->page, "Form.code.required", code);
    return OK;
}

static struct reply again(struct req *r)
{
    enum err e = put_page(r);

    return e ? reply_error(r, e) : reply_form(r, tpl);
}

struct reply erase_ask(struct req *r)
{
    enum err e;

    form_show(r, &erase_form, &(struct erase_form){0});
    e = put_page(r);
    return e ? reply_error(r, e) : reply_page(r, tpl);
}

/* Once for each request: a code counts once, also when a deadlock makes the handler run again. */
static enum err asked(struct req *r, const struct erase_form *f, enum reauth *out)
{
    int before;

    if (answer_kept(r, &before)) {
        *out = (enum reauth)before;
        return OK;
    }
    TRY(reauth_check(r->db, r->user->id, f->password, f->code, out));
    answer_keep(r, (int)*out);
    return OK;
}

static bool is_owner(struct req *r, const struct erase_form *f, enum err *e)
{
    enum reauth who;

    *e = asked(r, f, &who);
    if (*e || who == REAUTH_OK)
        return *e == OK;
    if (who == REAUTH_PASSWORD)
        form_error(r, &erase_form, f, &f->password, _("This is not your password. Type it again"));
    else
        form_error(r, &erase_form, f, &f->code, _("This code is not right, or was used before. Wait for the next one, or type a recovery code"));
    return false;
}

struct reply erase_do(struct req *r)
{
    struct erase_form f = {0};
    int64_t           id = path_id(r, "id");
    enum err          e;

    if (!form_read(r, &erase_form, &f))
        return again(r);
    if (id == r->user->id)
        return reply_error(r, ERR_NOT_FOUND);
    if (!is_owner(r, &f, &e)) {
        if (e == ERR_LIMIT)
            form_error_at(r, NULL, _("Too many attempts. Wait 15 minutes, or set a new password by e-mail."));
        return e && e != ERR_LIMIT ? reply_error(r, e) : again(r);
    }
    e = erasure_do(r->db, r->user, id, ERASURE_STAFF);
    if (e == ERR_INVALID) {
        form_issues(r, &erase_form, &f);
        return again(r);
    }
    if (e)
        return reply_error(r, e);
    if (erasure_note(id, instant_now())) /* the worker notes it as well, when this fails */
        err_clear();
    flash(r, _("The account is erased. Its owner is told by one last mail."));
    return reply_see_other(r, "/admin/people");
}
