/* two_factor_page.c - taking the second factor off a person who has lost phone and recovery codes. */
#include "admin/pages.h"
#include "model/member.h"
#include "model/two_factor.h"

static enum err put_person(struct req *r, struct two_factor *t)
{
    struct member m;

    TRY(member_get(r->db, path_id(r, "id"), &m));
    TRY(two_factor_read(r->db, m.id, t));
    member_to_hdf(&m, put_node(r->page, "person"));
    return OK;
}

struct reply two_factor_off_ask(struct req *r)
{
    struct two_factor t;
    enum err          e = put_person(r, &t);

    if (e)
        return reply_error(r, e);
    if (!t.on)
        return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
    return reply_page(r, "admin/two_factor.cst");
}

struct reply two_factor_off_do(struct req *r)
{
    int64_t           id = path_id(r, "id");
    struct two_factor t;
    enum err          e = put_person(r, &t);

    if (e)
        return reply_error(r, e);
    if (id == r->user->id) /* on one's own page, which asks for password and code */
        return reply_see_other(r, "/me/two-factor/off");
    if (t.on)
        e = two_factor_off(r->db, r->user, id);
    if (e && e != ERR_NOT_FOUND) /* not found: a colleague was faster */
        return reply_error(r, e);
    flash(r, _("The second factor is off. The person was signed out and told by mail."));
    return reply_see_other(r, "/admin/people/%" PRId64, id);
}
