/* data_page.c - what the site holds about the member, and a copy of it. */
#include "members/pages.h"
#include "model/personal.h"
#include "model/personal_copy.h"

static const char *const tpl = "members/data.cst";

static void put_copy(struct req *r, const struct personal_copy *c)
{
    HDF *h = put_node(r->page, "copy");

    put_bool(h, "busy", personal_copy_busy(c));
    put_bool(h, "ready", personal_copy_ready(c));
    put_bool(h, "failed", !personal_copy_busy(c) && !personal_copy_ready(c));
    put_int(h, "done", c->done);
    put_int(h, "total", c->total ? c->total : 1);
    put_text(h, "done_text", fill(_("{done} of {all} parts"), "done", show_count(c->done), "all", show_count(c->total), NULL));
    put_bool(h, "begun", c->total > 0);
    put_size(h, "size", c->size);
    put_instant_zone(h, "made_at", c->made_at, r->user->zone);
    put_instant_zone(h, "expires_at", c->expires_at, r->user->zone);
}

static enum err put_page(struct req *r)
{
    struct personal_copy c;
    enum err             e = personal_copy_of(r->db, r->user->id, &c);

    personal_to_hdf(r->page, user_has(r->user, EDITOR | MODERATOR | ADMINISTRATOR));
    if (e == OK)
        put_copy(r, &c);
    if (e == ERR_NOT_FOUND)
        err_clear();
    return e == ERR_NOT_FOUND ? OK : e;
}

struct reply data_show(struct req *r)
{
    enum err e = put_page(r);

    return e ? reply_error(r, e) : reply_page(r, tpl);
}

struct reply data_do(struct req *r)
{
    enum err e = personal_copy_ask(r->db, r->user);

    if (e == ERR_LIMIT) {
        e = put_page(r);
        return e ? reply_error(r, e) : too_often(r, tpl, _("You have asked for several copies today. Fetch the newest one, or ask again tomorrow."));
    }
    if (e && e != ERR_CONFLICT) /* asked twice: one is being made */
        return reply_error(r, e);
    err_clear();
    return reply_see_other(r, "/me/data#copy");
}

struct reply data_copy_send(struct req *r)
{
    struct personal_copy c;
    enum err             e = personal_copy_of(r->db, r->user->id, &c);

    if (e == OK && !personal_copy_ready(&c))
        e = ERR_NOT_FOUND;
    if (e)
        return reply_error(r, e);
    return reply_file(r, personal_copy_path(c.id), "application/zip", "my-data.zip");
}

/* ---- the link mailed to somebody who cannot sign in: opening it fetches nothing yet, as mail scanners open links ---- */

static struct reply link_page(struct req *r, const struct personal_copy *c, const char *token)
{
    secret_page(r);
    put_bool(r->page, "good", c != NULL);
    put_text(r->page, "t", token);
    if (c) {
        put_size(r->page, "size", c->size);
        put_instant(r->page, "expires_at", c->expires_at);
    }
    return reply_page_as(r, c ? 200 : 404, "members/data_link.cst");
}

struct reply data_link_show(struct req *r)
{
    const char          *token = query_text(r, "t");
    struct personal_copy c;
    enum err             e = personal_copy_linked(r->db, token, &c);

    if (e && e != ERR_NOT_FOUND)
        return reply_error(r, e);
    return link_page(r, e ? NULL : &c, token);
}

struct reply data_link_send(struct req *r)
{
    const char          *token = form_text(r, "t");
    struct personal_copy c;
    enum err             e = personal_copy_linked(r->db, token, &c);

    if (e == ERR_NOT_FOUND)
        return link_page(r, NULL, token);
    if (e)
        return reply_error(r, e);
    return reply_file(r, personal_copy_path(c.id), "application/zip", "my-data.zip");
}
