/* session_page.c - where the member is signed in. */
#include "members/pages.h"
#include "model/session_list.h"

struct reply sessions_show(struct req *r)
{
    struct session_list l;
    enum err            e = session_list_read(r->db, r->user->id, &l);

    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++)
        session_to_hdf(&l.v[i], session_id(r), r->user->zone, put_item(r->page, "sessions", i));
    put_bool(r->page, "others", l.n > 1);
    return reply_page(r, "members/sessions.cst");
}

struct reply session_end_do(struct req *r)
{
    int64_t  id = path_id(r, "id");
    enum err e = session_list_end(r->db, r->user->id, id);

    if (e)
        return reply_error(r, e);
    if (id == session_id(r)) {
        e = session_end(r);
        return e ? reply_error(r, e) : reply_see_other(r, "/sign-in?said=out");
    }
    flash(r, _("That device is signed out."));
    return reply_see_other(r, "/me/sessions");
}

struct reply sessions_end_do(struct req *r)
{
    int64_t  n;
    enum err e = session_list_end_others(r->db, r->user->id, session_id(r), &n);

    if (e)
        return reply_error(r, e);
    flash(r, _("All other devices are signed out."));
    return reply_see_other(r, "/me/sessions");
}
