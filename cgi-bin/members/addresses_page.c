/* addresses_page.c - one's addresses: which there are, one more, another main one. */
#include "members/pages.h"
#include "common/reauth_form.h"
#include "model/address.h"
#include "model/member_limits.h"

struct ask_form {
    char *email, *use, *password, *code;
};
static const char *const uses[] = {"add", "main", NULL};
FORM(ask_form, struct ask_form, NULL,
     FIELD(struct ask_form, email, .as = AS_EMAIL, .required = true, .max = 254, .missing = N_("Enter the new address")),
     FIELD(struct ask_form, use, .required = true, .one_of = uses, .missing = N_("Choose what the address is for")),
     REAUTH_FIELDS(struct ask_form));

static const char *const tpl = "members/addresses.cst";

static enum err put_addresses(struct req *r)
{
    struct address_list         l;
    struct address_request_list q;

    TRY(address_list(r->db, r->user->id, &l));
    TRY(address_requests(r->db, r->user->id, &q));
    for (size_t i = 0; i < l.n; i++)
        address_to_hdf(&l.v[i], r->user->zone, put_item(r->page, "addresses", i));
    for (size_t i = 0; i < q.n; i++)
        address_request_to_hdf(&q.v[i], r->user->zone, put_item(r->page, "requests", i));
    put_bool(r->page, "full", l.n >= ADDRESSES_MOST);
    form_option(r, "use", "add", _("Use it as well: I can sign in with it"));
    form_option(r, "use", "main", _("Make it my main address: mails go there"));
    return reauth_put(r);
}

struct reply addresses_show(struct req *r)
{
    struct ask_form f = {.use = copy("add")};
    enum err        e;

    form_show(r, &ask_form, &f);
    e = put_addresses(r);
    return e ? reply_error(r, e) : reply_page(r, tpl);
}

static struct reply ask_again(struct req *r)
{
    enum err e = put_addresses(r);

    return e ? reply_error(r, e) : reply_form(r, tpl);
}

static struct reply ask_limit(struct req *r)
{
    enum err e = put_addresses(r);

    if (e)
        return reply_error(r, e);
    return too_often(r, tpl, _("You have asked for several addresses today, or for this one too often. Try again tomorrow."));
}

struct reply addresses_do(struct req *r)
{
    struct ask_form f = {0};
    struct reply    no;
    enum err        e;

    if (!form_read(r, &ask_form, &f))
        return ask_again(r);
    if ((e = put_addresses(r)) != OK)
        return reply_error(r, e);
    if (!reauth_ok(r, &ask_form, &f, &f.password, &f.code, tpl, &no))
        return no;
    e = limit_mail_to(r->db, f.email, r->ip);
    if (!e)
        e = address_ask(r->db, r->user, f.email, strcmp(f.use, "main") == 0);
    if (e == ERR_CONFLICT) {
        form_error(r, &ask_form, &f, &f.email, _("You have this address already: it stands in the list above"));
        return reply_form(r, tpl);
    }
    if (e == ERR_LIMIT)
        return ask_limit(r);
    if (e)
        return reply_error(r, e);
    flash(r, fill(_("We have sent a mail to {email}, and one to your main address. Open the link in it within {n} days."),
                  "email", f.email, "n", show_count(ADDRESS_DAYS), NULL));
    return reply_see_other(r, "/me/addresses");
}

/* ---- one of them ---- */

struct one_form {
    char *password, *code;
};
FORM(one_form, struct one_form, NULL, REAUTH_FIELDS(struct one_form));

static enum err put_one(struct req *r)
{
    struct address a;

    TRY(address_get(r->db, r->user->id, path_id(r, "id"), &a));
    address_to_hdf(&a, r->user->zone, put_node(r->page, "address"));
    return reauth_put(r);
}

static struct reply one_show(struct req *r, const char *one_tpl)
{
    enum err e;

    form_show(r, &one_form, &(struct one_form){0});
    e = put_one(r);
    return e ? reply_error(r, e) : reply_page(r, one_tpl);
}

/* False: *no is the answer. */
static bool one_read(struct req *r, const char *one_tpl, struct reply *no)
{
    struct one_form f = {0};
    bool            read = form_read(r, &one_form, &f);
    enum err        e = put_one(r);

    if (e)
        *no = reply_error(r, e);
    else if (!read)
        *no = reply_form(r, one_tpl);
    return !e && read && reauth_ok(r, &one_form, &f, &f.password, &f.code, one_tpl, no);
}

struct reply address_main_show(struct req *r)
{
    return one_show(r, "members/address_main.cst");
}

struct reply address_main_do(struct req *r)
{
    struct reply no;
    bool         now;
    enum err     e;

    if (!one_read(r, "members/address_main.cst", &no))
        return no;
    e = address_make_main(r->db, r->user, path_id(r, "id"), &now);
    if (e)
        return reply_error(r, e);
    flash(r, now ? _("Your main address is changed.") : _("We have sent a mail to your main address. Open the link in it to agree."));
    return reply_see_other(r, "/me/addresses");
}

struct reply address_remove_show(struct req *r)
{
    return one_show(r, "members/address_remove.cst");
}

struct reply address_remove_do(struct req *r)
{
    struct reply no;
    enum err     e;

    if (!one_read(r, "members/address_remove.cst", &no))
        return no;
    e = address_remove(r->db, r->user, path_id(r, "id"));
    if (e)
        return reply_error(r, e);
    flash(r, _("The address is removed."));
    return reply_see_other(r, "/me/addresses");
}

struct reply address_request_end_do(struct req *r)
{
    enum err e = address_request_end(r->db, r->user, path_id(r, "id"));

    if (e)
        return reply_error(r, e);
    flash(r, _("Nothing will come of it: the links in the mails no longer work."));
    return reply_see_other(r, "/me/addresses");
}
