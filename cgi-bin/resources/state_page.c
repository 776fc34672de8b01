/* state_page.c - publishing, withdrawing, deleting a publication, its editions and its links. */
#include <ctype.h>
#include <stdlib.h>

#include "resources/staff.h"

static enum err read_head(struct req *r, struct resource_head *h)
{
    TRY(resource_head_read(r->db, path_id(r, "id"), h));
    if (!resource_may_manage_one(r->user, h)) /* an editor of other series need not know of it */
        FAIL(user_has(r->user, EDITOR | MODERATOR) ? ERR_FORBIDDEN : ERR_NOT_FOUND, "resource %" PRId64, h->id);
    head_to_hdf(h, put_node(r->page, "pub"));
    return OK;
}

static struct reply back(struct req *r) { return reply_see_other(r, "/resources/manage/%" PRId64, path_id(r, "id")); }

/* Answers what the model says about one change: done, not possible now, or an error page. */
static struct reply done(struct req *r, enum err e, const char *text)
{
    if (e == ERR_INVALID)
        say_issue(r);
    else if (e == ERR_CONFLICT)
        flash(r, _("It was changed meanwhile; look again before you decide"));
    else if (e)
        return reply_error(r, e);
    else
        flash(r, text);
    return back(r);
}

struct reply manage_publish(struct req *r)
{
    return done(r, resource_publish(r->db, r->user, path_id(r, "id"), NULL), _("It is public now"));
}

struct reply manage_withdraw(struct req *r)
{
    struct resource_head h;
    enum err             e = read_head(r, &h);

    put_bool(r->page, "Form.reason.required", true);
    return e ? reply_error(r, e) : reply_page(r, "resources/manage_withdraw.cst");
}

struct reply manage_withdraw_do(struct req *r)
{
    struct resource_head h;
    char                *reason;
    enum err             e = read_head(r, &h);

    if (e)
        return reply_error(r, e);
    if (!reason_read(r, true, &reason))
        return reply_form(r, "resources/manage_withdraw.cst");
    return done(r, resource_withdraw(r->db, r->user, h.id, reason),
                _("It is withdrawn. Its address says why. You can publish it again at any time"));
}

struct reply manage_delete(struct req *r)
{
    struct resource_head h;
    enum err             e = read_head(r, &h);

    return e ? reply_error(r, e) : reply_page(r, "resources/manage_delete.cst");
}

struct reply manage_delete_do(struct req *r)
{
    enum err e = resource_delete(r->db, r->user, path_id(r, "id"));

    if (e == ERR_CONFLICT)
        return done(r, e, NULL);
    if (e)
        return reply_error(r, e);
    flash(r, _("The draft is deleted"));
    return reply_see_other(r, "/resources/manage");
}

struct reply manage_edition(struct req *r)
{
    int64_t  id;
    enum err e = resource_new_edition(r->db, r->user, form_key(r), path_id(r, "id"), &id);

    if (e == ERR_CONFLICT) {
        flash(r, _("There is a newer edition of it already, or one in the making"));
        return back(r);
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("This is the draft of the new edition. Once you publish it, it takes the place of the old one, which keeps its address"));
    return reply_see_other(r, "/resources/manage/%" PRId64, id);
}

/* A number, or an address that has one: "12", ".../resources/12-title", ".../r/12". */
static int64_t other_of(const char *s)
{
    const char *at;
    int64_t     id;

    if (!s)
        return 0;
    s = text_tidy(pool, s, true);
    if (parse_int(s, &id))
        return id > 0 ? id : 0;
    at = strstr(s, "/resources/manage/");
    at = at ? at + 18 : strstr(s, "/resources/") ? strstr(s, "/resources/") + 11 : strstr(s, "/r/") ? strstr(s, "/r/") + 3 : NULL;
    if (!at || !isdigit((unsigned char)*at))
        return 0;
    size_t n = strspn(at, "0123456789");
    return parse_int(fmt("%.*s", (int)n, at), &id) ? id : 0;
}

struct reply manage_relate(struct req *r)
{
    int64_t other = other_of(form_text(r, "other"));

    if (other == 0 || other == path_id(r, "id")) {
        flash(r, _("Enter the number or the address of another publication"));
        return back(r);
    }
    enum err e = resource_relate(r->db, r->user, path_id(r, "id"), other, true);
    if (e == ERR_NOT_FOUND) {
        flash(r, _("There is no publication with this number"));
        return back(r);
    }
    return done(r, e, _("The two are linked both ways"));
}

struct reply manage_part(struct req *r)
{
    return done(r, resource_relate(r->db, r->user, path_id(r, "id"), other_of(form_text(r, "other")), false),
                _("The link is taken away. To have it back, enter the number again"));
}
