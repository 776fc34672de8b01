/* map_page.c - the members of the network on a map of the world, with the same as a table. */
#include <math.h>
#include <stdlib.h>

#include "model/directory_figures.h"
#include "network/directory.h"
#include "network/pages.h"

#define BUBBLE_MOST 24 /* radius of the greatest number, in units of the map */
#define BUBBLE_LEAST 3

struct spot {
    const struct directory_name *country;
    int x, y, r;
    bool on_map;
};

static int most_first(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;

    if (x->country->n != y->country->n)
        return x->country->n > y->country->n ? -1 : 1;
    return x->country->place[lang_now()] - y->country->place[lang_now()];
}

static int by_name(const void *a, const void *b)
{
    return ((const struct spot *)a)->country->place[lang_now()] - ((const struct spot *)b)->country->place[lang_now()];
}

/* The area of a bubble is its number. */
static void put_on_map(struct spot *s, const struct country_places *places, int64_t most)
{
    double x, y;

    for (size_t i = 0; i < places->n; i++) {
        if (strcmp(places->v[i].code, s->country->value) != 0)
            continue;
        map_project(places->v[i].lat, places->v[i].lon, &x, &y);
        s->x = (int)lround(x);
        s->y = (int)lround(y);
        s->r = (int)lround(BUBBLE_MOST * sqrt((double)s->country->n / (double)most));
        if (s->r < BUBBLE_LEAST)
            s->r = BUBBLE_LEAST;
        s->on_map = true;
    }
}

static struct spot *spots_of(const struct directory_table *t, const struct country_places *places, size_t *n)
{
    struct spot *v = talloc_zero_array(pool, struct spot, (unsigned)t->n + 1);
    int64_t most = 1;

    *n = 0;
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].facet == BY_COUNTRY && t->v[i].n > 0) {
            v[(*n)++].country = &t->v[i];
            most = t->v[i].n > most ? t->v[i].n : most;
        }
    for (size_t i = 0; i < *n; i++)
        put_on_map(&v[i], places, most);
    return v;
}

static void put_country(struct req *r, const struct directory_ask *a, const struct spot *s, HDF *h)
{
    const char *label = s->country->label[lang_now()];

    put_text(h, "label", label);
    put_count(h, "n", s->country->n);
    put_text(h, "url", directory_address(r, a, BY_COUNTRY, s->country->value));
    put_text(h, "title", fill(_("{country}: {n}"), "country", label, "n", directory_count_text(a->kind, s->country->n), NULL));
    if (s->on_map) {
        put_int(h, "x", s->x);
        put_int(h, "y", s->y);
        put_int(h, "r", s->r);
    }
}

/* Big bubbles first: small ones are drawn on top of them. */
static int64_t put_spots(struct req *r, const struct directory_ask *a, struct spot *v, size_t n, bool named)
{
    size_t on_map = 0;
    int64_t told = 0;

    qsort(v, n, sizeof *v, most_first);
    for (size_t i = 0; i < n; i++) {
        told += v[i].country->n;
        if (v[i].on_map)
            put_country(r, a, &v[i], put_item(r->page, "spots", on_map++));
    }
    if (named)
        qsort(v, n, sizeof *v, by_name);
    for (size_t i = 0; i < n; i++)
        put_country(r, a, &v[i], put_item(r->page, "rows", i));
    return told;
}

static void put_choices(struct req *r, const struct directory_ask *a, bool named)
{
    bool people = a->kind == DIRECTORY_PEOPLE;
    const char *kind = people ? "" : "kind=organisations", *sort = named ? "sort=name" : "";

    put_bool(r->page, "people", people);
    put_bool(r->page, "named", named);
    put_text(r->page, "to.people", url(r, "/members/map%s%s", *sort ? "?" : "", sort));
    put_text(r->page, "to.organisations", url(r, "/members/map?kind=organisations%s%s", *sort ? "&" : "", sort));
    put_text(r->page, "to.named", url(r, "/members/map?%s%ssort=name", kind, *kind ? "&" : ""));
    put_text(r->page, "to.most", url(r, "/members/map%s%s", *kind ? "?" : "", kind));
}

struct reply directory_map(struct req *r)
{
    const char *kind = query_text(r, "kind"), *sort = query_text(r, "sort");
    struct directory_ask a = {.kind = DIRECTORY_PEOPLE, .audience = r->user ? "members" : "public"};
    const struct directory_table *t;
    struct country_places places;
    bool named = sort && strcmp(sort, "name") == 0;
    int64_t told;
    size_t n;
    enum err e;

    if (kind && strcmp(kind, "organisations") == 0)
        a.kind = DIRECTORY_ORGANISATIONS;
    e = directory_table(r->db, a.kind, a.audience, &t);
    if (!e)
        e = country_places(r->db, &places);
    if (e)
        return reply_error(r, e);
    struct spot *v = spots_of(t, &places, &n);
    told = put_spots(r, &a, v, n, named);
    if (t->total > told)
        put_count(r->page, "untold", t->total - told);
    put_text(r->page, "total", directory_count_text(a.kind, t->total));
    put_choices(r, &a, named);
    put_int(r->page, "map.width", MAP_WIDTH);
    put_int(r->page, "map.height", MAP_HEIGHT);
    directory_put_tabs(r, TAB_MAP);
    put_text(r->page, "page.description", _("Where the people and organisations of the network are, on a map and as a table"));
    put_bool(r->page, "page.no_index", *r->query_string != '\0');
    return reply_page(r, "network/map.cst");
}
