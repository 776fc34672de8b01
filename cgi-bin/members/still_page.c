/* still_page.c - "is this still you?", for whoever has the link of the mail. Opening it changes nothing: mail
 * scanners open links. */
#include "members/pages.h"
#include "model/member_check.h"

static struct reply show(struct req *r, const struct member_still *m, const char *token, bool done)
{
    secret_page(r);
    put_bool(r->page, "good", m != NULL);
    put_bool(r->page, "done", done);
    put_bool(r->page, "rests", m && m->rests);
    put_text(r->page, "t", token);
    return reply_page_as(r, m ? 200 : 404, "members/still.cst");
}

struct reply still_show(struct req *r)
{
    const char         *token = query_text(r, "t");
    bool                done = query_text(r, "said") != NULL;
    struct member_still m;
    enum err            e = done ? OK : member_still_look(r->db, token, &m);

    if (e && e != ERR_NOT_FOUND)
        return reply_error(r, e);
    if (done)
        m = (struct member_still){0};
    return show(r, e ? NULL : &m, token, done);
}

struct reply still_do(struct req *r)
{
    const char         *token = form_text(r, "t");
    struct member_still m;
    enum err            e = member_still(r->db, token, &m);

    if (e == ERR_NOT_FOUND)
        return show(r, NULL, token, false);
    return e ? reply_error(r, e) : reply_see_other(r, "/me/still?said=yes");
}
