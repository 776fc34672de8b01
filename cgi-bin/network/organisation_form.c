/* organisation_form.c - proposing an organisation, and changing the facts of one. */
#include "model/organisation_propose.h"
#include "model/profile.h"
#include "network/organisations.h"

struct org_form {
    struct organisation_edit e;
    bool                     shown;  /* on its page, once it is taken in */
    bool                     anyway; /* it is none of those that look like it */
};

static void check(const struct org_form *f, struct issues *is) { organisation_check(&f->e, is); }

#define FACTS                                                                                                 \
    FIELD_AS(struct org_form, e.name, "name", .required = true, .max = 200, .missing = N_("Enter its name")), \
    FIELD_AS(struct org_form, e.short_name, "short_name", .max = 60),                                         \
    FIELD_AS(struct org_form, e.type, "type", .required = true, .max = 60,                                    \
             .missing = N_("Choose what kind of organisation it is")),                                        \
    FIELD_AS(struct org_form, e.country, "country", .max = 2),                                                \
    FIELD_AS(struct org_form, e.place, "place", .max = 120),                                                  \
    FIELD_AS(struct org_form, e.website, "website", .as = AS_URL, .max = 500),                                \
    FIELD_AS(struct org_form, e.about, "about", .as = AS_TEXT, .max = 3000),                                  \
    FIELD_AS(struct org_form, e.about_lang, "about_lang", .required = true, .max = 2,                         \
             .missing = N_("Choose a language")),                                                             \
    FIELD_AS(struct org_form, e.themes, "themes"), FIELD_AS(struct org_form, e.languages, "languages")
FORM(edit_form, struct org_form, check, FACTS, FIELD_AS(struct org_form, e.version, "version"));
FORM(new_form, struct org_form, check, FACTS, FIELD(struct org_form, shown), FIELD(struct org_form, anyway));

static enum err choices(struct req *r, const struct org_form *f)
{
    TRY(type_options(r, "type"));
    TRY(country_options(r, "country", _("None in particular")));
    lang_options(r, "about_lang");
    TRY(theme_options(r, "themes", &f->e.themes));
    return language_options(r, "languages", &f->e.languages);
}

static struct reply page(struct req *r, const struct org_form *f, const char *tpl, bool again)
{
    enum err e = choices(r, f);

    if (e)
        return reply_error(r, e);
    return again ? reply_form(r, tpl) : reply_page(r, tpl);
}

/* ---- proposing ---- */

static const char *const new_tpl = "network/organisation_new.cst";

/* Most propose the one that their profile names; somebody who belongs to one already, another one. */
static enum err own(struct req *r, struct organisation_edit *e)
{
    struct profile p;

    if (user_has(r->user, ADMINISTRATOR))
        return OK;
    TRY(profile_read(r->db, r->user->id, &p));
    e->country = p.country;
    if (p.organisations.n == 0) {
        e->name = p.organisation;
        e->place = p.place;
    }
    return OK;
}

struct reply organisation_new(struct req *r)
{
    struct org_form f = {.e.about_lang = copy(lang_code[r->lang]), .shown = true};
    enum err        e = own(r, &f.e);

    if (e)
        return reply_error(r, e);
    form_show(r, &new_form, &f);
    return page(r, &f, new_tpl, false);
}

/* Puts those that it may be already; false: there are none, or it is said to be another one. */
static bool put_likely(struct req *r, const struct org_form *f, enum err *e)
{
    struct organisation_likely_list l = {0};

    *e = f->anyway ? OK : organisation_likely(r->db, f->e.name, f->e.short_name, f->e.website, 0, &l);
    for (size_t i = 0; i < l.n && *e == OK; i++) {
        HDF *h = put_item(r->page, "likely", i);
        bool listed = strcmp(l.v[i].state, "active") == 0;

        put_bool(h, "listed", listed);
        if (listed) { /* a proposal is not named to others than who made it and the moderators */
            put_text(h, "name", l.v[i].name);
            put_text(h, "place", l.v[i].place);
            put_text(h, "url", url(r, "%s", organisation_path(l.v[i].id, l.v[i].name)));
            put_text(h, "join", url(r, "/organisations/%" PRId64 "/join", l.v[i].id));
        }
    }
    return l.n > 0;
}

struct reply organisation_create(struct req *r)
{
    struct org_form f = {0};
    int64_t         id;
    enum err        e;

    if (!form_read(r, &new_form, &f))
        return page(r, &f, new_tpl, true);
    if (put_likely(r, &f, &e)) {
        form_error_at(r, "anyway", _("Look whether it is one of those below; if it is none, tick the box and send the form again"));
        return page(r, &f, new_tpl, true);
    }
    if (!e)
        e = organisation_propose(r->db, r->user, form_key(r), &f.e, f.shown, &id);
    if (e == ERR_INVALID) {
        form_issues(r, &new_form, &f);
        return page(r, &f, new_tpl, true);
    }
    if (e == ERR_LIMIT) {
        form_error_at(r, NULL, _("You have proposed many organisations today. Go on tomorrow, please"));
        return page(r, &f, new_tpl, true);
    }
    if (e)
        return reply_error(r, e);
    flash(r, user_has(r->user, ADMINISTRATOR) ? _("The organisation is listed.")
             : _("Thank you. You will get an e-mail once a moderator has decided."));
    return reply_see_other(r, "%s", organisation_path(id, f.e.name));
}

/* ---- changing ---- */

static const char *const edit_tpl = "network/organisation_edit.cst";

struct reply organisation_edit_show(struct req *r)
{
    struct organisation o;
    struct org_form     f = {0};
    enum err            e = organisation_put(r, ORGANISATION_EDIT, &o, NULL);

    if (!e)
        e = organisation_edit_read(r->db, o.id, &f.e);
    if (e)
        return reply_error(r, e);
    form_show(r, &edit_form, &f);
    return page(r, &f, edit_tpl, false);
}

static void differ(struct req *r, const char *label, const char *theirs, const char *mine)
{
    HDF *h;

    if (strcmp(theirs ? theirs : "", mine ? mine : "") == 0)
        return;
    h = put_next(r->page, "conflict");
    put_text(h, "label", label);
    put_text(h, "theirs", theirs);
    put_text(h, "mine", mine);
}

static enum err put_conflict(struct req *r, const struct organisation_edit *mine)
{
    struct organisation_edit now;

    TRY(organisation_edit_read(r->db, mine->id, &now));
    differ(r, _("Name"), now.name, mine->name);
    differ(r, _("Abbreviation"), now.short_name, mine->short_name);
    differ(r, _("Place"), now.place, mine->place);
    differ(r, _("Website"), now.website, mine->website);
    differ(r, _("About"), now.about, mine->about);
    put_int(r->page, "Form.version.value", now.version);
    form_error_at(r, NULL, _("Somebody else saved this page while you were writing. Below you see where the two differ; save again to keep yours, or copy theirs into the form first"));
    return OK;
}

struct reply organisation_edit_do(struct req *r)
{
    struct organisation o;
    struct org_form     f = {0};
    enum err            e = organisation_put(r, ORGANISATION_EDIT, &o, NULL);

    if (e)
        return reply_error(r, e);
    f.e.id = o.id;
    if (!form_read(r, &edit_form, &f))
        return page(r, &f, edit_tpl, true);
    e = organisation_save(r->db, r->user, &f.e);
    if (e == ERR_INVALID)
        form_issues(r, &edit_form, &f);
    else if (e == ERR_CONFLICT)
        e = put_conflict(r, &f.e);
    else if (!e) {
        flash(r, _("The page is saved."));
        return reply_see_other(r, "%s", organisation_path(o.id, f.e.name));
    }
    return e && e != ERR_INVALID ? reply_error(r, e) : page(r, &f, edit_tpl, true);
}
