/* two_factor_codes_page.c - recovery codes, and turning the second factor off. */
#include "members/pages.h"
#include "common/reauth_form.h"

struct again_form {
    char *password, *code;
};
FORM(again_form, struct again_form, NULL, REAUTH_FIELDS(struct again_form));

struct reply two_factor_codes_show(struct req *r)
{
    struct text_list codes;
    enum err         e = two_factor_shown(r->db, r->user->id, &codes);

    if (e == ERR_NOT_FOUND)
        return reply_see_other(r, "/me/two-factor");
    if (e)
        return reply_error(r, e);
    put_text(r->page, "next", next_read(r));
    for (size_t i = 0; i < codes.n; i++)
        put_text(put_item(r->page, "codes", i), "code", codes.v[i]);
    return reply_page(r, "members/two_factor_codes.cst");
}

struct reply two_factor_codes_send(struct req *r)
{
    struct text_list codes;
    enum err         e = two_factor_shown(r->db, r->user->id, &codes);
    char            *text = fill(_("Recovery codes for {site}, account {email}. Each works once."), "site",
                                 conf_text("site_name"), "email", r->user->email, NULL);

    if (e)
        return reply_error(r, e);
    text = fmt("%s\n\n", text);
    for (size_t i = 0; i < codes.n; i++)
        text = fmt("%s%s\n", text, codes.v[i]);
    reply_header(r, "Content-Disposition", "attachment; filename=\"recovery-codes.txt\"");
    return reply_bytes(r, "text/plain; charset=utf-8", text, strlen(text));
}

struct reply two_factor_codes_do(struct req *r)
{
    enum err e = two_factor_kept(r->db, r->user->id);

    return e ? reply_error(r, e) : next_go(r, r->lang, next_read(r), "/me/two-factor");
}

/* ---- acts that ask again ---- */

static struct reply ask(struct req *r, const char *tpl)
{
    struct two_factor t;
    enum err          e = two_factor_read(r->db, r->user->id, &t);

    if (!e && !t.on)
        return reply_see_other(r, "/me/two-factor");
    form_show(r, &again_form, &(struct again_form){0});
    if (!e)
        e = reauth_put(r);
    return e ? reply_error(r, e) : reply_page(r, tpl);
}

static struct reply act(struct req *r, const char *tpl, enum err (*what)(struct req *), const char *said, const char *to)
{
    struct again_form f = {0};
    struct reply      no;
    enum err          e;

    if (!form_read(r, &again_form, &f))
        return reauth_again(r, tpl);
    if (!reauth_ok(r, &again_form, &f, &f.password, &f.code, tpl, &no))
        return no;
    e = what(r);
    if (e == ERR_NOT_FOUND) /* turned off already */
        return reply_see_other(r, "/me/two-factor");
    if (e)
        return reply_error(r, e);
    flash(r, said);
    return reply_see_other(r, "%s", to);
}

static enum err renew(struct req *r)
{
    return two_factor_renew(r->db, r->user);
}

static enum err off(struct req *r)
{
    return two_factor_off(r->db, r->user, r->user->id);
}

struct reply two_factor_renew_show(struct req *r)
{
    return ask(r, "members/two_factor_renew.cst");
}

struct reply two_factor_renew_do(struct req *r)
{
    return act(r, "members/two_factor_renew.cst", renew, _("Your old recovery codes no longer work."), "/me/two-factor/codes");
}

struct reply two_factor_off_show(struct req *r)
{
    return ask(r, "members/two_factor_off.cst");
}

struct reply two_factor_off_do(struct req *r)
{
    return act(r, "members/two_factor_off.cst", off, _("The second factor is off."), "/me/two-factor");
}
