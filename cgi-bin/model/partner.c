/* partner.c - finding partners: candidates of each route, compared, best first. */
#include <stdlib.h>

#include "model/partner_int.h"

/* ---- who may fit ---- */

/* Kinds of candidates, best first, and their share of PARTNER_CANDIDATES: local authorities at the other end,
 * others there, those elsewhere with the route, those with a seat at the other end whatever their routes. */
enum kind { AT_END_LOCAL, AT_END, ELSEWHERE, SEATED, KINDS };
static const int share[KINDS] = {60, 40, 20, 40};

struct looks { struct partner_look *v; size_t n; };

static void look_add(struct looks *l, const struct partner_side *mine, const struct organisation_route *r, const char *seat,
                     enum kind k, bool local)
{
    /* Routes share it, and so do both ends for who has a seat at neither. */
    int most = share[k] / (int)(mine->routes.n * (mine->country ? 1 : 2));

    l->v[l->n++] = (struct partner_look){
        .from = r->from, .to = r->to, .seat = seat, .local = local, .not_this = mine->id, .most = most < 5 ? 5 : most,
        .country = k != SEATED ? NULL : strcmp(seat, "from") == 0 ? r->from : r->to};
}

/* Where to look, best first. */
static struct looks plan(const struct partner_side *mine)
{
    struct looks l = {talloc_array(pool, struct partner_look, (unsigned)mine->routes.n * 2 * KINDS + 1), 0};

    for (enum kind k = 0; k < KINDS; k++)
        for (size_t i = 0; i < mine->routes.n; i++) {
            const struct organisation_route *r = &mine->routes.v[i];

            if (k == ELSEWHERE) {
                look_add(&l, mine, r, "else", k, true);
                look_add(&l, mine, r, "else", k, false);
                continue;
            }
            if (!mine->country || strcmp(mine->country, r->from) != 0)
                look_add(&l, mine, r, "from", k, k == AT_END_LOCAL);
            if (!mine->country || strcmp(mine->country, r->to) != 0)
                look_add(&l, mine, r, "to", k, k == AT_END_LOCAL);
        }
    return l;
}

/* *all: nobody was left out. */
static enum err look(struct db *db, const struct partner_look *l, const struct partner_filter *f, struct id_list *ids,
                     bool *all)
{
    struct partner_found_list found;

    TRY(partner_look(db, l, f, &found));
    *all = found.n < (size_t)l->most;
    for (size_t i = 0; i < found.n; i++)
        if (!id_list_has(ids, found.v[i].id)) {
            if (ids->n == PARTNER_CANDIDATES) {
                *all = false;
                return OK;
            }
            id_list_add(ids, found.v[i].id);
        }
    return OK;
}

/* What some leave of their share goes to those that need more, best first. */
static enum err candidates(struct db *db, const struct partner_side *mine, const struct partner_filter *f,
                           struct id_list *ids, bool *more)
{
    struct looks l = plan(mine);
    bool        *all = talloc_zero_array(pool, bool, (unsigned)l.n + 1);

    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < l.n; i++) {
            if (all[i] || ids->n == PARTNER_CANDIDATES)
                continue;
            if (pass)
                l.v[i].most += PARTNER_CANDIDATES - (int)ids->n;
            TRY(look(db, &l.v[i], f, ids, &all[i]));
        }
    for (size_t i = 0; i < l.n; i++)
        *more |= !all[i];
    return OK;
}

static char *ids_json(const int64_t *ids, size_t n)
{
    char *s = copy("[");

    for (size_t i = 0; i < n; i++)
        s = talloc_asprintf_append_buffer(s, "%s%" PRId64, i ? "," : "", ids[i]);
    return talloc_strdup_append_buffer(s, "]");
}

/* ---- from rows to what is compared ---- */

static void text_add(struct text_list *l, const char *s)
{
    if (l->n % 8 == 0)
        l->v = talloc_realloc(pool, l->v, const char *, (unsigned)l->n + 8);
    l->v[l->n++] = s;
}

static int by_head(const void *a, const void *b)
{
    const struct partner_head *x = a, *y = b;

    return x->id < y->id ? -1 : x->id > y->id;
}

static struct partner_side *side_of(struct partner_side *sides, const struct partner_head_list *heads, int64_t id)
{
    const struct partner_head key = {.id = id}, *found = bsearch(&key, heads->v, heads->n, sizeof key, by_head);

    return found ? &sides[found - heads->v] : NULL;
}

static void put_routes(struct partner_side *sides, const struct partner_all *all)
{
    for (size_t i = 0; i < all->routes.n; i++) {
        struct partner_side *s = side_of(sides, &all->heads, all->routes.v[i].id);

        if (!s)
            continue;
        s->routes.v = talloc_realloc(pool, s->routes.v, struct organisation_route, (unsigned)s->routes.n + 1);
        s->routes.v[s->routes.n++] = (struct organisation_route){all->routes.v[i].a, all->routes.v[i].b};
    }
}

static void put_offers(struct partner_side *sides, const struct partner_all *all)
{
    for (size_t i = 0; i < all->offers.n; i++) {
        const struct partner_offer_row *row = &all->offers.v[i];
        struct partner_side            *s = side_of(sides, &all->heads, row->organisation_id);
        struct partner_offer            o = {.side = row->side, .what = row->what};

        if (!s)
            continue;
        for (size_t k = 0; k < all->offer_themes.n; k++)
            if (all->offer_themes.v[k].id == row->id)
                text_add(&o.themes, all->offer_themes.v[k].a);
        for (size_t k = 0; k < all->offer_countries.n; k++)
            if (all->offer_countries.v[k].id == row->id)
                text_add(&o.countries, all->offer_countries.v[k].a);
        s->offers.v = talloc_realloc(pool, s->offers.v, struct partner_offer, (unsigned)s->offers.n + 1);
        s->offers.v[s->offers.n++] = o;
    }
}

/* One for each of heads, which come sorted by id. */
static struct partner_side *sides_of(struct partner_all *all)
{
    struct partner_side *sides = talloc_zero_array(pool, struct partner_side, (unsigned)all->heads.n + 1), *s;

    qsort(all->heads.v, all->heads.n, sizeof *all->heads.v, by_head);
    for (size_t i = 0; i < all->heads.n; i++)
        sides[i] = (struct partner_side){.id = all->heads.v[i].id, .country = all->heads.v[i].country,
                                         .local = all->heads.v[i].local};
    put_routes(sides, all);
    for (size_t i = 0; i < all->themes.n; i++)
        if ((s = side_of(sides, &all->heads, all->themes.v[i].id)))
            text_add(&s->themes, all->themes.v[i].a);
    for (size_t i = 0; i < all->languages.n; i++)
        if ((s = side_of(sides, &all->heads, all->languages.v[i].id)))
            text_add(&s->languages, all->languages.v[i].a);
    put_offers(sides, all);
    return sides;
}

enum err partner_side_read(struct db *db, int64_t organisation_id, struct partner_side *out)
{
    struct partner_all all;

    TRY(partner_all_read(db, ids_json(&organisation_id, 1), &all));
    if (all.heads.n != 1)
        FAIL(ERR_NOT_FOUND, "organisation %" PRId64, organisation_id);
    *out = sides_of(&all)[0];
    return OK;
}

/* ---- the list ---- */

static int best_first(const void *a, const void *b)
{
    const struct partner *x = a, *y = b;

    if (x->match.points != y->match.points)
        return x->match.points > y->match.points ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static struct partner partner_of(const struct partner_head *h, const struct partner_match *m)
{
    return (struct partner){h->id, h->name, h->short_name, h->country, h->place, h->type_en, h->type_fr, h->type_es,
                            h->sample, 0, *m};
}

static enum err put_contacts(struct db *db, const struct user *viewer, struct partner_list *l)
{
    struct partner_contact_list found;
    int64_t                    *ids = talloc_array(pool, int64_t, (unsigned)l->n + 1);

    for (size_t i = 0; i < l->n; i++)
        ids[i] = l->v[i].id;
    TRY(partner_contacts(db, ids_json(ids, l->n), viewer ? viewer->id : 0, &found));
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < found.n; k++)
            if (found.v[k].id == l->v[i].id)
                l->v[i].contact = found.v[k].contact;
    return OK;
}

/* Where (points, id) would stand: how many come before it. */
static size_t place_of(const struct partner_page *p, const struct partner_list *l)
{
    size_t i = 0;

    while (i < l->n && (l->v[i].match.points > p->points || (l->v[i].match.points == p->points && l->v[i].id < p->id)))
        i++;
    return i;
}

static void cut(const struct partner_page *p, struct partner_list *l)
{
    size_t at = p->set ? place_of(p, l) : 0, from = 0;

    l->total = (int64_t)l->n;
    if (p->back)
        from = at > p->limit ? at - p->limit : 0;
    else if (p->set)
        from = at + (at < l->n && l->v[at].id == p->id);
    l->before = from > 0;
    l->after = l->n - from > p->limit;
    l->v += from;
    l->n = l->after ? p->limit : l->n - from;
}

enum err partner_find(struct db *db, const struct user *viewer, const struct partner_side *mine,
                      const struct partner_filter *f, const struct partner_page *page, struct partner_list *out)
{
    struct id_list     ids = {0};
    struct partner_all all;

    *out = (struct partner_list){0};
    TRY(candidates(db, mine, f, &ids, &out->more));
    if (ids.n == 0)
        return OK;
    TRY(partner_all_read(db, ids_json(ids.v, ids.n), &all));
    const struct partner_side *sides = sides_of(&all);
    out->v = talloc_array(pool, struct partner, (unsigned)all.heads.n + 1);
    for (size_t i = 0; i < all.heads.n; i++) {
        struct partner_match m;

        partner_compare(mine, &sides[i], &m);
        if (m.points)
            out->v[out->n++] = partner_of(&all.heads.v[i], &m);
    }
    qsort(out->v, out->n, sizeof *out->v, best_first);
    cut(page, out);
    return put_contacts(db, viewer, out);
}
