/* directory_page.c - the lists of people and of organisations. */
#include "model/profile.h"
#include "network/directory.h"
#include "network/pages.h"

#define PER_PAGE 20

/* ---- what was asked for ---- */

/* Organisations have no facet of their own that people lack but these. */
static bool has_facet(enum directory_kind kind, enum directory_facet f)
{
    return kind == DIRECTORY_ORGANISATIONS || (f != BY_OFFERS && f != BY_SEEKS);
}

/* Codes are letters, digits and hyphens: the database compares them in ASCII alone. */
static bool is_code(const char *s)
{
    return *s && strlen(s) <= 60 && strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(s);
}

void directory_ask_read(const struct req *r, enum directory_kind kind, struct directory_ask *out)
{
    const char *q = query_text(r, "q");

    *out = (struct directory_ask){.kind = kind, .audience = r->user ? "members" : "public", .q = empty(q) ? NULL : q};
    for (enum directory_facet f = 0; f < BY_N; f++) {
        const char *v = query_text(r, directory_facet_code[f]);
        if (has_facet(kind, f) && !empty(v) && is_code(v))
            out->chosen[f] = v;
    }
}

/* "3.0.4711.senegal.Name of somebody": along what, which part of it, whom, which word, and its name. */
static struct directory_place place_read(const char *s)
{
    struct directory_place p = {0};
    const char *part[4];
    char *rest = copy(s ? s : "");
    int64_t along, at;

    for (int i = 0; i < 4; i++) {
        part[i] = rest;
        rest = strchr(rest, '.');
        if (rest == NULL)
            return p;
        *rest++ = '\0';
    }
    if (!parse_int(part[0], &along) || !parse_int(part[1], &at) || !parse_int(part[2], &p.id) || along < 0 ||
        along > 100 || at < 0 || at > 10000)
        return (struct directory_place){0};
    p.along = (int)along;
    p.part = (int)at;
    p.word = part[3];
    p.name = rest;
    p.set = true;
    return p;
}

static char *place_text(const struct directory_place *p)
{
    return fmt("%d.%d.%" PRId64 ".%s.%s", p->along, p->part, p->id, p->word ? p->word : "", p->name ? p->name : "");
}

static const char *limit_bucket(const struct req *r)
{
    return r->user ? fmt("directory:member:%" PRId64, r->user->id) : fmt("directory:ip:%s", r->ip);
}

enum err directory_may_read(struct req *r)
{
    int64_t most = conf_int("directory_pages_per_hour");

    return most > 0 ? rate_hit(r->db, limit_bucket(r), most, 3600) : OK;
}

/* ---- rows ---- */

static void put_place(HDF *h, const struct directory_row *row, const struct directory_table *t)
{
    const char *country = row->country ? directory_label(t, BY_COUNTRY, row->country) : NULL;

    if (row->place && country)
        put_text(h, "place", fill(_("{place}, {country}"), "place", row->place, "country", country, NULL));
    else
        put_text(h, "place", row->place ? row->place : country);
}

static void put_row(struct req *r, const struct directory_ask *a, const struct directory_row *row,
                    const struct directory_table *t, HDF *h)
{
    bool person = a->kind == DIRECTORY_PEOPLE;

    put_text(h, "name", row->name);
    put_text(h, "position", row->position);
    put_place(h, row, t);
    put_bool(h, "sample", row->sample);
    if (row->type)
        put_text(h, "type", directory_label(t, BY_TYPE, row->type));
    if (!person) {
        put_text(h, "url", url(r, "/organisations/%" PRId64 "-%s", row->id, slug(row->name)));
        put_text(h, "short_name", row->organisation);
        return;
    }
    put_text(h, "url", url(r, "%s", profile_path(row->id, row->name)));
    face_to_hdf(row->id, row->name, row->photo_sha256, put_node(h, "face"));
    put_text(h, "organisation.name", row->organisation);
    if (row->organisation_id)
        put_text(h, "organisation.url", url(r, "/organisations/%" PRId64 "-%s", row->organisation_id, slug(row->organisation)));
}

static char *place_address(const struct req *r, const struct directory_ask *a, const char *name,
                           const struct directory_place *p)
{
    char *list = directory_address(r, a, BY_N, NULL);

    return fmt("%s%c%s=%s", list, strchr(list, '?') ? '&' : '?', name, url_escape(place_text(p)));
}

static void put_ways(struct req *r, const struct directory_ask *a, const struct directory_page *page, bool from, bool back)
{
    bool next = back || page->more, prev = back ? page->more : from;

    if (next)
        put_text(r->page, "pager.next", place_address(r, a, "after", &page->last));
    if (prev)
        put_text(r->page, "pager.prev", place_address(r, a, "before", &page->first));
    if (from)
        put_text(r->page, page->n ? "pager.first" : "first", directory_address(r, a, BY_N, NULL));
    put_bool(r->page, "cut", page->cut);
}

static const char *found_text(enum directory_kind kind, const struct directory_page *page)
{
    if (!page->over)
        return directory_count_text(kind, page->total);
    if (page->total == 0)
        return _("None found so far");
    return fill(kind == DIRECTORY_PEOPLE ? _("More than {n} people") : _("More than {n} organisations"),
                "n", show_count(page->total), NULL);
}

/* Strangers are told that they do not see everybody, and how many there are. */
static enum err put_others(struct req *r, const struct directory_ask *a, const struct directory_table *t)
{
    const struct directory_table *members;

    if (r->user || a->kind != DIRECTORY_PEOPLE)
        return OK;
    TRY(directory_table(r->db, a->kind, "members", &members));
    if (members->total > t->total)
        put_text(r->page, "others", fill(_("Members see {people} here. Without signing in you see those who chose to "
            "be seen by everyone, and of each what that person shows to everyone."),
            "people", directory_count_text(a->kind, members->total), NULL));
    return OK;
}

static struct reply list(struct req *r, enum directory_kind kind)
{
    const char *after = query_text(r, "after"), *before = query_text(r, "before");
    struct directory_place from = place_read(before ? before : after);
    const struct directory_table *t;
    struct directory_page page;
    struct directory_ask a;
    enum err e = OK;

    directory_ask_read(r, kind, &a);
    if (*r->query_string)
        e = directory_may_read(r);
    if (!e)
        e = directory_list(r->db, &a, from, before != NULL, PER_PAGE, &page);
    if (!e)
        e = directory_table(r->db, kind, a.audience, &t);
    if (!e)
        e = put_others(r, &a, t);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < page.n; i++)
        put_row(r, &a, &page.v[i], t, put_item(r->page, "items", i));
    put_ways(r, &a, &page, from.set, before && from.set);
    directory_put_controls(r, &a, t, &page);
    directory_put_tabs(r, kind == DIRECTORY_PEOPLE ? TAB_PEOPLE : TAB_ORGANISATIONS);
    put_text(r->page, "q", a.q);
    put_text(r->page, "found.text", found_text(kind, &page));
    put_bool(r->page, "people", kind == DIRECTORY_PEOPLE);
    put_bool(r->page, "page.no_index", *r->query_string != '\0');
    return reply_page(r, "network/directory.cst");
}

struct reply directory_people(struct req *r)
{
    put_text(r->page, "page.description", _("People who work on migration and local development, by country, theme and language"));
    return list(r, DIRECTORY_PEOPLE);
}

struct reply directory_organisations(struct req *r)
{
    put_text(r->page, "page.description",
        _("Local authorities, associations, universities and agencies of the network, by country, theme and what they offer or seek"));
    return list(r, DIRECTORY_ORGANISATIONS);
}
