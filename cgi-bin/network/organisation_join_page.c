/* organisation_join_page.c - asking to belong to an organisation, being shown on its page, leaving it. */
#include "model/organisation_member.h"
#include "network/organisations.h"

struct join_form { bool shown; };
FORM(join_form, struct join_form, NULL, FIELD(struct join_form, shown));

struct reply organisation_join_show(struct req *r)
{
    struct organisation        o;
    struct organisation_rights may;
    enum err                   e = organisation_put(r, ORGANISATION_SEE, &o, &may);

    if (!e && !organisation_is(&o, "active"))
        e = ERR_NOT_FOUND;
    if (e)
        return reply_error(r, e);
    if (may.member || may.asked)
        return reply_see_other(r, "%s", organisation_path(o.id, o.name));
    form_show(r, &join_form, &(struct join_form){.shown = true});
    return reply_page(r, "network/organisation_join.cst");
}

struct reply organisation_join_do(struct req *r)
{
    struct organisation o;
    struct join_form    f = {0};
    bool                again = false;
    enum err            e = organisation_put(r, ORGANISATION_SEE, &o, NULL);

    if (!e && !organisation_is(&o, "active"))
        e = ERR_NOT_FOUND;
    if (e)
        return reply_error(r, e);
    if (!form_read(r, &join_form, &f))
        return reply_form(r, "network/organisation_join.cst");
    e = organisation_ask(r->db, r->user, o.id, f.shown, &again);
    if (e == ERR_LIMIT) {
        form_error_at(r, NULL, _("You have asked to join many organisations today. Go on tomorrow, please"));
        return reply_form(r, "network/organisation_join.cst");
    }
    if (e == ERR_CONFLICT)
        return organisation_back(r, &o, _("You belong to this organisation already."));
    if (e)
        return reply_error(r, e);
    return organisation_back(r, &o, again ? _("You asked to join before; your request still waits.")
                                          : _("Your request is sent. You get a mail once it is decided."));
}

struct reply organisation_shown_do(struct req *r)
{
    struct organisation        o;
    struct organisation_rights may;
    struct join_form           f = {0};
    enum err                   e = organisation_put(r, ORGANISATION_SEE, &o, &may);

    if (!e && !form_read(r, &join_form, &f))
        return reply_status(r, 400);
    if (!e)
        e = organisation_set_shown(r->db, r->user, o.id, f.shown);
    if (e)
        return reply_error(r, e);
    return organisation_back(r, &o, f.shown ? _("You are shown on this page, to those who may see you in the directory.")
                                            : _("You are not shown on this page any more."));
}

static enum err open_mine(struct req *r, struct organisation *o, struct organisation_rights *may)
{
    TRY(organisation_put(r, ORGANISATION_SEE, o, may));
    if (!may->member && !may->asked)
        FAIL(ERR_NOT_FOUND, "does not belong to it");
    put_bool(r->page, "mine.asked", may->asked);
    put_bool(r->page, "mine.responsible", may->responsible);
    return OK;
}

/* The last responsible person is told what that means. */
static enum err put_last(struct req *r, const struct organisation *o)
{
    int64_t n;

    TRY(organisation_responsible(r->db, o->id, &n));
    put_bool(r->page, "last", n == 1);
    return OK;
}

struct reply organisation_leave_show(struct req *r)
{
    struct organisation        o;
    struct organisation_rights may;
    enum err                   e = open_mine(r, &o, &may);

    if (!e && may.responsible)
        e = put_last(r, &o);
    return e ? reply_error(r, e) : reply_page(r, "network/organisation_leave.cst");
}

struct reply organisation_leave_do(struct req *r)
{
    struct organisation        o;
    struct organisation_rights may;
    enum err                   e = open_mine(r, &o, &may);

    if (!e)
        e = organisation_leave(r->db, r->user, o.id);
    if (e)
        return reply_error(r, e);
    flash(r, may.asked ? _("Your request is withdrawn.") : _("You do not belong to this organisation any more."));
    return organisation_is(&o, "active") ? reply_see_other(r, "%s", organisation_path(o.id, o.name))
                                         : reply_see_other(r, "/me");
}
