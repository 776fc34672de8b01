/* person_page.c - a person's page, and photos. Who may not know that somebody is here gets the answer that a
 * number of nobody gets. */
#include "model/member_admin.h"
#include "model/profile.h"
#include "network/directory.h"
#include "network/pages.h"

/* ---- what machines read: what everyone may see, whoever looks ---- */

static void set_text(json_t *o, const char *name, const char *value)
{
    if (!empty(value))
        json_object_set_new(o, name, json_string(value));
}

static void set_names(json_t *o, const char *name, const struct profile_word_list *l)
{
    json_t *all = json_array();

    for (size_t i = 0; i < l->n; i++)
        json_array_append_new(all, json_string(l->v[i].name));
    if (l->n)
        json_object_set_new(o, name, all);
    else
        json_decref(all);
}

static json_t *works_for(const struct profile *p)
{
    json_t *all = json_array();

    for (size_t i = 0; i < p->organisations.n; i++)
        json_array_append_new(all, json_pack("{s:s, s:s}", "@type", "Organization", "name", p->organisations.v[i].name));
    if (p->organisations.n == 0 && !empty(p->organisation))
        json_array_append_new(all, json_pack("{s:s, s:s}", "@type", "Organization", "name", p->organisation));
    return all;
}

static enum err put_jsonld(struct req *r, const struct profile *seen)
{
    struct profile       p;
    struct profile_words w;
    json_t              *o, *address, *firms;

    if (!profile_as(seen, AUDIENCE_PUBLIC, &p))
        return OK;
    TRY(profile_words(r->db, &p, &w));
    o = json_pack("{s:s, s:s, s:s, s:s}", "@context", "https://schema.org", "@type", "Person", "name", p.name, "url",
                  site_url(url(r, "%s", profile_path(p.id, p.name))));
    set_text(o, "jobTitle", p.position);
    set_text(o, "description", p.about);
    if (p.photo)
        set_text(o, "image", site_url(photo_path(p.id, p.photo)));
    firms = works_for(&p);
    if (json_array_size(firms))
        json_object_set(o, "worksFor", firms);
    json_decref(firms);
    address = json_pack("{s:s}", "@type", "PostalAddress");
    set_text(address, "addressLocality", p.place);
    set_text(address, "addressCountry", p.country);
    if (json_object_size(address) > 1)
        json_object_set(o, "address", address);
    json_decref(address);
    set_names(o, "knowsLanguage", &w.languages);
    set_names(o, "knowsAbout", &w.themes);
    put_script_json(r->page, "jsonld", o);
    return OK;
}

/* ---- the page ---- */

static enum err put_person(struct req *r, const struct profile *p)
{
    TRY(profile_to_hdf(r->db, p, put_node(r->page, "person")));
    put_bool(r->page, "person.self", profile_audience(r->user, p->id) == AUDIENCE_SELF);
    put_bool(r->page, "page.no_index", strcmp(p->listed, "public") != 0);
    return put_jsonld(r, p);
}

/* An account that was merged into another one: its address leads there, for whoever may see that one. */
static enum err profile_now(struct req *r, int64_t id, struct profile *p)
{
    int64_t  now = 0;
    enum err e = profile_for(r->db, r->user, id, p);

    if (e != ERR_NOT_FOUND)
        return e;
    TRY(member_redirected(r->db, id, &now));
    return now ? profile_for(r->db, r->user, now, p) : e;
}

struct reply person_show(struct req *r)
{
    int64_t        id = path_id(r, "id");
    bool           own = profile_audience(r->user, id) == AUDIENCE_SELF;
    struct profile p;
    char          *path;
    enum err       e = own ? OK : directory_may_read(r); /* numbers that nobody has count as well */

    if (!e)
        e = profile_now(r, id, &p);
    if (e)
        return reply_error(r, e);
    path = profile_path(p.id, p.name);
    if (strcmp(r->path, path) != 0)
        return reply_moved(r, "%s", path);
    e = put_person(r, &p);
    return e ? reply_error(r, e) : reply_page(r, "network/person.cst");
}

/* ---- photos: "/photos/5/3f2a...jpg" ---- */

struct reply photo_send(struct req *r)
{
    const char *name = path_text(r, "name"), *dot = strrchr(name, '.');
    char       *sha256;
    enum err    e;

    if (!dot || strcmp(dot, ".jpg") != 0)
        return reply_error(r, ERR_NOT_FOUND);
    e = profile_photo(r->db, r->user, path_id(r, "id"), talloc_strndup(pool, name, (size_t)(dot - name)), &sha256);
    if (e)
        return reply_error(r, e);
    reply_header(r, "Cache-Control", "private, max-age=86400"); /* a proxy would go on showing what its owner hides */
    return reply_stored(r, sha256, "image/jpeg", "photo.jpg", true);
}
