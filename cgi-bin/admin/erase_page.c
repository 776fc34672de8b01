/* erase_page.c - an administrator erases an account, as a rule at the wish of its owner. */
#include "admin/pages.h"
#include "common/reauth_form.h"
#include "model/erasure.h"
#include "model/member.h"
#include "model/personal.h"

struct erase_form {
    char *password, *code;
    bool  sure;
};
FORM(erase_form, struct erase_form, NULL, REAUTH_FIELDS(struct erase_form),
     FIELD(struct erase_form, sure, .required = true, .missing = N_("Tick the box: deleting cannot be undone")));

static const char *const tpl = "admin/erase.cst";

static enum err put_page(struct req *r)
{
    struct erasure_look l;
    struct member       m;

    TRY(member_get(r->db, path_id(r, "id"), &m));
    if (m.id == r->user->id)
        FAIL(ERR_NOT_FOUND, "one's own account is erased on /me/delete");
    TRY(erasure_look(r->db, m.id, &l));
    erasure_to_hdf(&l, r->page);
    member_to_hdf(&m, put_node(r->page, "person"));
    personal_to_hdf(r->page, (member_roles(&m) & ~(unsigned)MEMBER) != 0);
    return reauth_put(r);
}

struct reply erase_ask(struct req *r)
{
    enum err e;

    form_show(r, &erase_form, &(struct erase_form){0});
    e = put_page(r);
    return e ? reply_error(r, e) : reply_page(r, tpl);
}

struct reply erase_do(struct req *r)
{
    struct erase_form f = {0};
    struct reply      no;
    int64_t           id = path_id(r, "id");
    bool              read = form_read(r, &erase_form, &f);
    enum err          e = put_page(r);

    if (e)
        return reply_error(r, e);
    if (!read)
        return reply_form(r, tpl);
    if (!reauth_ok(r, &erase_form, &f, &f.password, &f.code, tpl, &no))
        return no;
    e = erasure_do(r->db, r->user, id, ERASURE_STAFF);
    if (e == ERR_INVALID) {
        form_issues(r, &erase_form, &f);
        return reply_form(r, tpl);
    }
    if (e)
        return reply_error(r, e);
    if (erasure_note(id, instant_now())) /* the worker notes it as well, when this fails */
        err_clear();
    flash(r, _("The account is erased. Its owner is told by one last mail."));
    return reply_see_other(r, "/admin/people");
}
