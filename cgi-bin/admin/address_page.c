/* address_page.c - another address for somebody who cannot be reached at the one there is. */
#include "admin/pages.h"
#include "admin/person.h"
#include "model/address.h"
#include "model/member.h"
#include "model/member_limits.h"

struct address_form {
    char *email;
};
FORM(address_form, struct address_form, NULL,
     FIELD(struct address_form, email, .as = AS_EMAIL, .required = true, .max = 254, .missing = N_("Enter the new address")));

static const char *const tpl = "admin/person_address.cst";

static struct reply person(struct req *r, int64_t id) { return reply_see_other(r, "/admin/people/%" PRId64, id); }

/* Not one's own, and not of an account that is closed. */
static enum err put_person(struct req *r, struct member *m, bool *fits)
{
    TRY(member_get(r->db, path_id(r, "id"), m));
    member_to_hdf(m, put_node(r->page, "person"));
    put_bool(r->page, "pending", member_is(m, "pending"));
    *fits = m->id != r->user->id && !member_is(m, "suspended");
    return OK;
}

struct reply person_address_ask(struct req *r)
{
    struct member m;
    bool          fits;
    enum err      e = put_person(r, &m, &fits);

    if (e)
        return reply_error(r, e);
    if (!fits)
        return person(r, m.id);
    form_show(r, &address_form, &(struct address_form){.email = m.email});
    return reply_page(r, tpl);
}

static struct reply taken(struct req *r, const struct member *m, int64_t owner)
{
    if (owner == m->id)
        form_error_at(r, "email", _("This is the address of the account already"));
    else {
        form_error_at(r, "email", _("This address belongs to another account. If both are of one person, merge them"));
        if (owner) /* else somebody was faster by a moment */
            put_int(r->page, "owner", owner);
    }
    return reply_form(r, tpl);
}

struct reply person_address_do(struct req *r)
{
    struct address_form f = {0};
    struct member       m;
    bool                fits, now;
    int64_t             owner = 0;
    enum err            e = put_person(r, &m, &fits);

    if (e)
        return reply_error(r, e);
    if (!fits)
        return person(r, m.id);
    if (!form_read(r, &address_form, &f))
        return reply_form(r, tpl);
    e = limit_mail_to(r->db, f.email, r->ip);
    if (!e)
        e = address_by_staff(r->db, r->user, m.id, f.email, &now, &owner);
    if (e == ERR_CONFLICT)
        return taken(r, &m, owner);
    if (e == ERR_LIMIT) {
        form_error_at(r, "email", _("This address has had many mails today. Try again tomorrow."));
        return reply_form(r, tpl);
    }
    if (e)
        return reply_error(r, e);
    flash(r, now ? _("The address is changed, and what the person waits for goes to it.")
                 : fill(_("A mail has gone to {email}. The address counts as soon as the person confirms it there."), "email",
                        f.email, NULL));
    return person(r, m.id);
}
