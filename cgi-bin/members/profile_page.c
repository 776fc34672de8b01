/* profile_page.c - what the member tells about herself, to whom, and how others see it. */
#include "members/pages.h"
#include "model/member.h"
#include "model/profile.h"
#include "model/term.h"

static const char *const tpl = "members/profile.cst";

#define SEEN(field) FIELD(struct profile, field, .required = true, .max = 7, .one_of = profile_seen_by, \
                          .missing = N_("Choose who sees it"))
FORM(profile_form, struct profile, profile_check,
     SEEN(listed), SEEN(photo_seen),
     FIELD(struct profile, name, .required = true, .max = 120, .missing = N_("Enter your name")),
     FIELD(struct profile, position, .max = 200), SEEN(position_seen),
     FIELD(struct profile, organisation, .max = 200), SEEN(organisation_seen),
     FIELD(struct profile, country, .max = 2), SEEN(country_seen),
     FIELD(struct profile, place, .max = 120), SEEN(place_seen),
     FIELD(struct profile, languages), SEEN(languages_seen),
     FIELD(struct profile, themes), SEEN(themes_seen),
     FIELD(struct profile, about, .as = AS_TEXT, .max = PROFILE_ABOUT_MOST), SEEN(about_seen),
     FIELD(struct profile, version));

/* ---- what there is to choose from ---- */

static void put_seen_choices(struct req *r)
{
    static const char *const fields[] = {"photo_seen",   "position_seen",  "organisation_seen", "country_seen",
                                         "place_seen",   "languages_seen", "themes_seen",       "about_seen"};

    for (size_t i = 0; i < COUNT(fields); i++)
        for (const char *const *s = profile_seen_by; *s; s++)
            form_option(r, fields[i], *s, profile_seen_label(*s));
    listed_choices_put(r);
}

static bool chosen(const struct text_list *l, const char *code)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], code) == 0)
            return true;
    return false;
}

/* Those chosen and those of the site come first; the others are behind "More languages". */
static enum err put_languages(struct req *r, const struct profile *p)
{
    struct profile_word_list    all;
    size_t                       n = 0;
    enum lang                    l;

    TRY(profile_languages(r->db, &all));
    for (int rest = 0; rest < 2; rest++)
        for (size_t i = 0; i < all.n; i++) {
            bool first = chosen(&p->languages, all.v[i].code) || lang_read(all.v[i].code, &l);

            if (first == (rest == 0)) {
                form_option(r, "languages", all.v[i].code, all.v[i].name);
                put_bool(r->page, fmt("Form.languages.options.%zu.rest", n++), rest);
            }
        }
    return OK;
}

/* One that is retired is offered to those alone who have it. */
static enum err put_themes(struct req *r, const struct profile *p)
{
    struct term_list all;

    TRY(term_all(r->db, &all));
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.v[i].vocabulary, "theme") == 0 && (!all.v[i].retired || id_list_has(&p->themes, all.v[i].id)))
            form_option(r, "themes", fmt("%" PRId64, all.v[i].id), term_label(&all.v[i]));
    return OK;
}

/* now: what is saved; p: what the form shows. */
static enum err put_form(struct req *r, const struct profile *now, const struct profile *p)
{
    struct member_country_list countries;

    put_seen_choices(r);
    TRY(put_languages(r, p));
    TRY(put_themes(r, p));
    TRY(member_countries(r->db, &countries));
    form_option(r, "country", "", _("Choose a country"));
    for (size_t i = 0; i < countries.n; i++)
        form_option(r, "country", countries.v[i].code, countries.v[i].name);
    return profile_to_hdf(r->db, now, put_node(r->page, "profile"));
}

/* ---- the form ---- */

struct reply profile_show(struct req *r)
{
    struct profile p;
    enum err       e = profile_read(r->db, r->user->id, &p);

    if (!e)
        e = put_form(r, &p, &p);
    if (e)
        return reply_error(r, e);
    form_show(r, &profile_form, &p);
    return reply_page(r, tpl);
}

static struct reply again(struct req *r, const struct profile *p)
{
    struct profile now;
    enum err       e = profile_read(r->db, r->user->id, &now);

    if (!e)
        e = put_form(r, &now, p);
    return e ? reply_error(r, e) : reply_form(r, tpl);
}

static void put_change(struct req *r, size_t *n, const char *label, const char *mine, const char *saved)
{
    HDF *h;

    if (strcmp(mine ? mine : "", saved ? saved : "") == 0)
        return;
    h = put_item(r->page, "changed", (*n)++);
    put_text(h, "label", label);
    put_text(h, "saved", empty(saved) ? _("nothing") : saved);
}

/* Another window was first. Nothing typed is lost; what is saved now stands above the form, and the next
 * press of "Save" knows of it. */
static struct reply overtaken(struct req *r, const struct profile *p)
{
    struct profile now;
    char          *mine, *saved;
    size_t         n = 0;
    enum err       e = profile_read(r->db, r->user->id, &now);

    if (!e)
        e = member_country_name(r->db, p->country, &mine);
    if (!e)
        e = member_country_name(r->db, now.country, &saved);
    if (e)
        return reply_error(r, e);
    form_error_at(r, NULL, _("Your profile was changed in another window meanwhile. Below is what you typed here; "
                             "look it over and save it once more, and it replaces the other"));
    put_text(r->page, "Form.version.value", fmt("%d", now.version));
    put_change(r, &n, _("Your name"), p->name, now.name);
    put_change(r, &n, _("Position"), p->position, now.position);
    put_change(r, &n, _("Organisation"), p->organisation, now.organisation);
    put_change(r, &n, _("Country you work in"), mine, saved);
    put_change(r, &n, _("Town or region"), p->place, now.place);
    put_change(r, &n, _("About you and your work"), p->about, now.about);
    return again(r, p);
}

struct reply profile_do(struct req *r)
{
    struct profile p = {.id = r->user->id};
    enum err       e;

    if (!form_read(r, &profile_form, &p))
        return again(r, &p);
    e = profile_save(r->db, r->user, &p);
    if (e == ERR_CONFLICT) {
        err_clear();
        return overtaken(r, &p);
    }
    if (e == ERR_INVALID) {
        form_issues(r, &profile_form, &p);
        return again(r, &p);
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("Your profile is saved."));
    return reply_see_other(r, "/me");
}

/* ---- as others see it ---- */

struct reply profile_preview(struct req *r)
{
    const char    *as = query_text(r, "as");
    enum audience  a = as && strcmp(as, "public") == 0 ? AUDIENCE_PUBLIC : AUDIENCE_MEMBERS;
    struct profile all, seen;
    enum err       e = profile_read(r->db, r->user->id, &all);

    if (!e && profile_as(&all, a, &seen))
        e = profile_to_hdf(r->db, &seen, put_node(r->page, "person"));
    if (e)
        return reply_error(r, e);
    put_bool(r->page, "person.preview", true);
    put_text(r->page, "as", a == AUDIENCE_PUBLIC ? "public" : "members");
    put_text(r->page, "listed", all.listed);
    return reply_page(r, "members/profile_preview.cst");
}
