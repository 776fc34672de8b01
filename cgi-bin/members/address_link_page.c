/* address_link_page.c - the links mailed about another address. Opening one changes nothing: mail scanners
 * open links. They work without signing in: who reads the mail has the address. */
#include "members/pages.h"
#include "model/address.h"

static void put(struct req *r, const struct address_link *l, const char *token)
{
    HDF *h = put_node(r->page, "wish");

    secret_page(r);
    put_text(h, "t", token);
    put_bool(h, "open", l->state == ADDRESS_LINK_OPEN);
    put_bool(h, "waits", l->state == ADDRESS_LINK_WAITS);
    put_bool(h, "done", l->state == ADDRESS_LINK_DONE);
    put_bool(h, "expired", l->state == ADDRESS_LINK_EXPIRED);
    put_bool(h, "cancelled", l->state == ADDRESS_LINK_CANCELLED);
    put_bool(h, "refused", l->state == ADDRESS_LINK_REFUSED);
    put_bool(h, "taken", l->state == ADDRESS_LINK_TAKEN);
    put_bool(h, "old_side", l->old_side);
    if (l->state == ADDRESS_LINK_UNKNOWN)
        return;
    put_text(h, "email", l->request.email);
    put_text(h, "old", l->request.old_email);
    put_bool(h, "as_main", strcmp(l->request.kind, "main") == 0);
    put_bool(h, "by_staff", l->request.by_staff);
    put_instant(h, "expires_at", l->request.expires_at);
}

static int status_of(const struct address_link *l)
{
    switch (l->state) {
    case ADDRESS_LINK_UNKNOWN: return 404;
    case ADDRESS_LINK_EXPIRED: case ADDRESS_LINK_CANCELLED: case ADDRESS_LINK_REFUSED: case ADDRESS_LINK_TAKEN: return 410;
    default: return 200;
    }
}

static struct reply show(struct req *r, const struct address_link *l, const char *token)
{
    put(r, l, token);
    return reply_page_as(r, status_of(l), "members/address_link.cst");
}

struct reply address_link_show(struct req *r)
{
    const char         *token = query_text(r, "t");
    struct address_link l;
    enum err            e = address_link_look(r->db, token, &l);

    return e ? reply_error(r, e) : show(r, &l, token);
}

static struct reply act(struct req *r, enum err (*what)(struct db *, const char *, struct address_link *))
{
    const char         *token = form_text(r, "t");
    struct address_link l;
    enum err            e = what(r->db, token, &l);

    if (e)
        return reply_error(r, e);
    if (l.state == ADDRESS_LINK_UNKNOWN)
        return show(r, &l, token);
    return reply_see_other(r, "/me/addresses/confirm?t=%s", url_escape(token));
}

struct reply address_link_do(struct req *r)
{
    return act(r, address_link_confirm);
}

struct reply address_link_cancel_do(struct req *r)
{
    return act(r, address_link_cancel);
}
