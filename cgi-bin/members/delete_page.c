/* delete_page.c - the member ends the account: what goes, what stays, and why. */
#include "members/pages.h"
#include "common/reauth_form.h"
#include "model/erasure.h"
#include "model/personal.h"

struct delete_form {
    char *password, *code;
    bool  sure;
};
FORM(delete_form, struct delete_form, NULL, REAUTH_FIELDS(struct delete_form),
     FIELD(struct delete_form, sure, .required = true,
           .missing = N_("Tick the box: deleting cannot be undone")));

static const char *const tpl = "members/delete.cst";

static enum err put_page(struct req *r)
{
    struct erasure_look l;

    TRY(erasure_look(r->db, r->user->id, &l));
    erasure_to_hdf(&l, r->page);
    personal_to_hdf(r->page, user_has(r->user, EDITOR | MODERATOR | ADMINISTRATOR));
    return reauth_put(r);
}

struct reply delete_show(struct req *r)
{
    enum err e;

    form_show(r, &delete_form, &(struct delete_form){0});
    e = put_page(r);
    return e ? reply_error(r, e) : reply_page(r, tpl);
}

struct reply delete_do(struct req *r)
{
    struct delete_form f = {0};
    struct reply       no;
    int64_t            id = r->user->id;
    bool               read = form_read(r, &delete_form, &f);
    enum err           e = put_page(r);

    if (e)
        return reply_error(r, e);
    if (!read)
        return reply_form(r, tpl);
    if (!reauth_ok(r, &delete_form, &f, &f.password, &f.code, tpl, &no))
        return no;
    e = erasure_do(r->db, r->user, id, ERASURE_SELF);
    if (e == ERR_INVALID) {
        form_issues(r, &delete_form, &f);
        return reply_form(r, tpl);
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
