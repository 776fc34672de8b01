/* organisation_page.c - the page of one organisation. */
#include "model/member.h"
#include "model/offer.h"
#include "model/organisation_member.h"
#include "model/profile.h"
#include "network/directory.h"
#include "network/organisations.h"

enum { PEOPLE = 24 };

static enum err put_routes(struct req *r, const struct organisation *o)
{
    struct organisation_route_list l;
    char                          *from, *to;

    TRY(organisation_routes(r->db, o->id, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "routes", i);

        TRY(member_country_name(r->db, l.v[i].from, &from));
        TRY(member_country_name(r->db, l.v[i].to, &to));
        put_text(h, "from", from);
        put_text(h, "to", to);
        put_text(h, "url", url(r, "/partners?from=%s&to=%s", l.v[i].from, l.v[i].to));
    }
    return OK;
}

static const char *term_label_of(const struct organisation_term *t)
{
    return lang_now() == LANG_FR ? t->label_fr : lang_now() == LANG_ES ? t->label_es : t->label_en;
}

static enum err put_words(struct req *r, const struct organisation *o)
{
    struct organisation_term_list     themes;
    struct organisation_language_list languages;
    char                             *country;

    TRY(member_country_name(r->db, o->country, &country));
    put_text(r->page, "org.country_name", country);
    TRY(organisation_themes(r->db, o->id, &themes));
    for (size_t i = 0; i < themes.n; i++) {
        HDF *h = put_item(r->page, "themes", i);
        put_text(h, "label", term_label_of(&themes.v[i]));
        put_text(h, "url", url(r, "/organisations?theme=%s", url_escape(themes.v[i].code)));
    }
    TRY(organisation_languages(r->db, o->id, &languages));
    for (size_t i = 0; i < languages.n; i++)
        put_text(put_item(r->page, "languages", i), "label", languages.v[i].name);
    return put_routes(r, o);
}

/* People as the viewer may see them, a page of them at a time; each such page counts as one of the directory. */
static enum err put_people(struct req *r, const struct organisation *o, bool *gone)
{
    struct cursor                 c = cursor_read(r);
    struct organisation_face_list faces;
    struct beyond                 b;

    do
        TRY(organisation_faces(r->db, o->id, r->user, c.back ? 0 : c.id, c.back ? c.id : 0, PEOPLE + 1, &faces));
    while (cursor_again(&c, faces.n, PEOPLE));
    *gone = c.set && faces.n == 0;
    if (faces.n)
        TRY(directory_may_read(r));
    b = PAGE_TRIM(&faces, PEOPLE, &c);
    if (faces.n)
        put_pager(r, organisation_path(o->id, o->name), b, cursor_text(0, faces.v[0].id),
                  cursor_text(0, faces.v[faces.n - 1].id));
    put_bool(r->page, "page.no_index", c.set);
    for (size_t i = 0; i < faces.n; i++) {
        HDF *h = put_item(r->page, "people", i);
        put_int(h, "id", faces.v[i].id);
        put_text(h, "name", faces.v[i].name);
        put_text(h, "position", faces.v[i].position);
        put_bool(h, "responsible", faces.v[i].responsible);
        put_text(h, "url", url(r, "%s", profile_path(faces.v[i].id, faces.v[i].name)));
        face_to_hdf(faces.v[i].id, faces.v[i].name, faces.v[i].photo_sha256, h);
    }
    return OK;
}

/* Whom to write to. */
static enum err put_contact(struct req *r, const struct organisation *o)
{
    int64_t contact;

    TRY(organisation_contact(r->db, o->id, r->user, &contact));
    if (contact && r->user)
        put_text(r->page, "write_url", url(r, "/messages/new?to=%" PRId64, contact));
    put_bool(r->page, "contact", contact != 0);
    return OK;
}

static void put_mine(struct req *r, const struct organisation *o, const struct organisation_rights *may)
{
    put_bool(r->page, "mine.member", may->member);
    put_bool(r->page, "mine.asked", may->asked && organisation_is(o, "active"));
    put_bool(r->page, "mine.responsible", may->responsible);
    put_bool(r->page, "mine.shown", may->shown);
    put_bool(r->page, "proposed", organisation_is(o, "proposed"));
    put_bool(r->page, "mine.can_join", organisation_is(o, "active") && !may->member && !may->asked);
    if (organisation_is(o, "proposed"))
        put_text(r->page, "state_note", r->user && o->created_by == r->user->id
                     ? _("Only you and the moderators see this page until it is accepted. Meanwhile, add its routes and what it offers and seeks.")
                     : _("This is a proposal: only its proposer and the moderators see it."));
    else if (organisation_is(o, "refused"))
        put_text(r->page, "state_note", _("This proposal was refused: only its proposer and staff see it."));
    else if (organisation_is(o, "hidden"))
        put_text(r->page, "state_note", _("Staff have hidden this page: only they and the people responsible for it see it."));
}

/* ---- for machines ---- */

static void put_jsonld(struct req *r, const struct organisation *o)
{
    const char *address = site_url(url(r, "%s", organisation_path(o->id, o->name)));
    const char *site = parse_url(pool, o->website ? o->website : "");
    json_t     *j = json_pack("{s:s, s:s, s:s, s:s, s:s}", "@context", "https://schema.org", "@type", "Organization",
                              "@id", address, "url", site ? site : address, "name", o->name);

    if (o->short_name)
        json_object_set_new(j, "alternateName", json_string(o->short_name));
    if (o->about)
        json_object_set_new(j, "description", json_string(o->about));
    if (o->country || o->place) {
        json_t *a = json_pack("{s:s}", "@type", "PostalAddress");
        if (o->country)
            json_object_set_new(a, "addressCountry", json_string(o->country));
        if (o->place)
            json_object_set_new(a, "addressLocality", json_string(o->place));
        json_object_set_new(j, "address", a);
    }
    put_script_json(r->page, "jsonld", j);
}

/* ---- handlers ---- */

/* Where it leads may have been hidden since. */
static struct reply to_merged(struct req *r, const struct organisation *o)
{
    struct organisation into;
    enum err            e = organisation_open(r->db, r->user, o->merged_into, ORGANISATION_SEE, &into, NULL);

    return e ? reply_error(r, e) : reply_moved(r, "%s", organisation_path(into.id, into.name));
}

struct reply organisation_show(struct req *r)
{
    struct organisation        o;
    struct organisation_rights may;
    struct offer_list          offers;
    bool                       gone = false;
    enum err                   e = organisation_put(r, ORGANISATION_SEE, &o, &may);

    if (!e && organisation_is(&o, "merged"))
        return to_merged(r, &o);
    if (!e && strcmp(r->path, organisation_path(o.id, o.name)) != 0)
        return reply_moved(r, "%s", organisation_path(o.id, o.name));
    if (!e)
        e = put_words(r, &o);
    if (!e)
        e = offers_read(r->db, o.id, &offers);
    if (!e)
        e = offers_to_hdf(r->db, &offers, r->page, "offers");
    if (!e)
        e = put_people(r, &o, &gone);
    if (!e)
        e = put_contact(r, &o);
    if (e)
        return reply_error(r, e);
    if (gone) /* the person whom the page began after is not shown any more */
        return reply_see_other(r, "%s", organisation_path(o.id, o.name));
    put_mine(r, &o, &may);
    put_text(r->page, "page.description", o.about);
    if (organisation_is(&o, "active"))
        put_jsonld(r, &o);
    return reply_page(r, "network/organisation.cst");
}

struct reply organisation_bare(struct req *r)
{
    struct organisation o;
    enum err            e = organisation_put(r, ORGANISATION_SEE, &o, NULL);

    if (e)
        return reply_error(r, e);
    return organisation_is(&o, "merged") ? to_merged(r, &o) : reply_moved(r, "%s", organisation_path(o.id, o.name));
}
