/* organisation_people_page.c - for those responsible: who asks to join, who belongs to it, who is responsible. */
#include "model/member.h"
#include "model/organisation_member.h"
#include "model/profile.h"
#include "network/organisations.h"

enum { PAGE = 50 };

static enum err put_person(struct req *r, HDF *h, const struct organisation_person *p)
{
    char *country;

    TRY(member_country_name(r->db, p->country, &country));
    put_int(h, "id", p->id);
    put_text(h, "name", p->name);
    put_text(h, "country", country);
    if (p->listed)
        put_text(h, "url", url(r, "%s", profile_path(p->id, p->name)));
    put_bool(h, "responsible", strcmp(p->role, "responsible") == 0);
    put_bool(h, "shown", p->shown);
    put_bool(h, "resting", !p->active);
    put_bool(h, "self", p->id == r->user->id);
    put_date(h, "asked_on", date_of(p->asked_at));
    put_date(h, "confirmed_on", date_of(p->confirmed_at));
    return OK;
}

/* Whoever is beyond the first page of them comes up as these are decided. */
static enum err put_asked(struct req *r, const struct organisation *o)
{
    struct organisation_person_list l;

    TRY(organisation_asked(r->db, o->id, PAGE, &l));
    for (size_t i = 0; i < l.n; i++)
        TRY(put_person(r, put_item(r->page, "asked", i), &l.v[i]));
    return OK;
}

static enum err put_members(struct req *r, const struct organisation *o, bool *gone)
{
    struct cursor                   c = cursor_read(r);
    struct organisation_person_list l;
    struct beyond                   b;

    do
        TRY(organisation_people(r->db, o->id, c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l));
    while (cursor_again(&c, l.n, PAGE));
    *gone = c.set && l.n == 0;
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        TRY(put_person(r, put_item(r->page, "members", i), &l.v[i]));
    if (l.n)
        put_pager(r, fmt("/organisations/%" PRId64 "/people", o->id), b, cursor_text(0, l.v[0].id),
                  cursor_text(0, l.v[l.n - 1].id));
    return OK;
}

struct reply organisation_people_show(struct req *r)
{
    struct organisation o;
    bool                gone = false;
    enum err            e = organisation_put(r, ORGANISATION_PEOPLE, &o, NULL);

    if (!e)
        e = put_asked(r, &o);
    if (!e)
        e = put_members(r, &o, &gone);
    if (e)
        return reply_error(r, e);
    if (gone) /* the person whom the page began after has left */
        return reply_see_other(r, "/organisations/%" PRId64 "/people", o.id);
    return reply_page(r, "network/organisation_people.cst");
}

static struct reply back(struct req *r, enum err e, const char *text)
{
    if (e)
        return reply_error(r, e);
    flash(r, text);
    return reply_see_other(r, "/organisations/%" PRId64 "/people", path_id(r, "id"));
}

static const char *decided(void) { return _("That was decided already, or the request was withdrawn."); }

struct reply organisation_approve_do(struct req *r)
{
    enum err e = organisation_approve(r->db, r->user, path_id(r, "id"), path_id(r, "personid"));

    return e == ERR_CONFLICT ? back(r, OK, decided()) : back(r, e, _("Approved. The person gets a mail."));
}

struct reply organisation_decline_do(struct req *r)
{
    enum err e = organisation_decline(r->db, r->user, path_id(r, "id"), path_id(r, "personid"));

    return e == ERR_CONFLICT ? back(r, OK, decided()) : back(r, e, _("Refused. The person gets a mail."));
}

struct reply organisation_remove_show(struct req *r)
{
    struct organisation        o;
    struct organisation_person p;
    enum err                   e = organisation_put(r, ORGANISATION_PEOPLE, &o, NULL);

    if (!e)
        e = organisation_person(r->db, o.id, path_id(r, "personid"), &p);
    if (!e && strcmp(p.state, "confirmed") != 0)
        e = ERR_NOT_FOUND;
    if (!e && p.id == r->user->id)
        return reply_see_other(r, "/organisations/%" PRId64 "/leave", o.id);
    if (!e)
        e = put_person(r, put_node(r->page, "person"), &p);
    return e ? reply_error(r, e) : reply_page(r, "network/organisation_remove.cst");
}

struct reply organisation_remove_do(struct req *r)
{
    enum err e = organisation_remove(r->db, r->user, path_id(r, "id"), path_id(r, "personid"));

    if (e == ERR_INVALID)
        return reply_see_other(r, "/organisations/%" PRId64 "/leave", path_id(r, "id"));
    return back(r, e, _("The person does not belong to it any more, and gets a mail."));
}

struct reply organisation_role_do(struct req *r)
{
    const char *role = form_text(r, "role");
    bool        responsible = role && strcmp(role, "responsible") == 0;
    enum err    e;

    if (!responsible && !(role && strcmp(role, "member") == 0))
        return reply_status(r, 400);
    e = organisation_set_role(r->db, r->user, path_id(r, "id"), path_id(r, "personid"), responsible);
    if (e == ERR_INVALID)
        return back(r, OK, _("Somebody has to be responsible: make another person responsible first."));
    if (!e && !responsible && path_id(r, "personid") == r->user->id && !user_has(r->user, MODERATOR)) {
        flash(r, _("You are not responsible for it any more."));
        return reply_see_other(r, "/organisations/%" PRId64, path_id(r, "id"));
    }
    return back(r, e, responsible ? _("This person is responsible now as well, and gets a mail.")
                                  : _("This person belongs to it as before, and is not responsible any more."));
}
