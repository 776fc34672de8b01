/* suspend_page.c - closing an account for a time, and opening it again. */
#include "admin/pages.h"
#include "model/member_admin.h"

struct suspend_form {
    char *reason;
    bool  hide;
    int   version;
};
FORM(suspend_form, struct suspend_form, NULL,
     FIELD(struct suspend_form, reason, .as = AS_TEXT, .required = true, .max = 500,
           .missing = N_("Say why, for colleagues who look at the log")),
     FIELD(struct suspend_form, hide),
     FIELD(struct suspend_form, version, .required = true));

static struct reply ask_again(struct req *r, bool first)
{
    struct member m;
    enum err e = member_get(r->db, path_id(r, "id"), &m);

    if (!e && member_is(&m, "suspended")) { /* done already, perhaps by a colleague */
        flash(r, _("This account is suspended already."));
        return reply_see_other(r, "/admin/people/%" PRId64, m.id);
    }
    if (e)
        return reply_error(r, e);
    member_to_hdf(&m, put_node(r->page, "person"));
    if (first)
        form_show(r, &suspend_form, &(struct suspend_form){.version = m.version});
    put_int(r->page, "Form.version.value", m.version);
    return first ? reply_page(r, "admin/suspend.cst") : reply_form(r, "admin/suspend.cst");
}

struct reply suspend_ask(struct req *r)
{
    return ask_again(r, true);
}

struct reply suspend_do(struct req *r)
{
    struct suspend_form f = {0};

    if (!form_read(r, &suspend_form, &f))
        return ask_again(r, false);
    enum err e = member_suspend(r->db, r->user, path_id(r, "id"), f.version, f.reason, f.hide);
    if (e == ERR_CONFLICT) {
        form_error_at(r, NULL, _("The account was changed in the meantime. See how it is now, then save once more."));
        return ask_again(r, false);
    }
    if (e == ERR_INVALID) {
        form_issues(r, &suspend_form, &f);
        return ask_again(r, false);
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("The account is suspended and signed out everywhere. You can restore it at any time."));
    return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
}

struct reply restore_do(struct req *r)
{
    struct member m;
    enum err e = member_get(r->db, path_id(r, "id"), &m);

    if (!e)
        e = member_restore(r->db, r->user, m.id, m.version);
    if (e && e != ERR_CONFLICT && e != ERR_INVALID)
        return reply_error(r, e);
    flash(r, e ? _("Nothing was changed: the account is not suspended any more.") : _("The account is open again."));
    return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
}
