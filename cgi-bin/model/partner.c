/* partner.c - finding partners: candidates of each route, compared, best first. */
#include <stdlib.h>

#include "model/partner_int.h"

struct candidates { struct id_list ids; bool more; };

/* Of 240: local authorities at the other end, others there, those elsewhere with the route, those with a seat
 * at the other end and other routes. */
static const int share[] = {80, 60, 40, 60};

static int part(int kind, size_t routes)
{
    int n = share[kind] / (int)(routes ? routes : 1);

    return n < 6 ? 6 : n;
}

static enum err look(struct db *db, const struct partner_look *l, const struct partner_filter *f, struct candidates *c)
{
    struct partner_found_list found;

    TRY(partner_look(db, l, f, &found));
    for (size_t i = 0; i < found.n; i++)
        if (!id_list_has(&c->ids, found.v[i].id))
            id_list_add(&c->ids, found.v[i].id);
    c->more |= found.n >= (size_t)l->most;
    return OK;
}

static enum err look_at_end(struct db *db, const struct partner_side *mine, const struct organisation_route *r,
                            const char *seat, const struct partner_filter *f, struct candidates *c)
{
    struct partner_look l = {.from = r->from, .to = r->to, .seat = seat, .not_this = mine->id};
    size_t              n = mine->routes.n;

    l.local = true;
    l.most = part(0, n);
    TRY(look(db, &l, f, c));
    l.local = false;
    l.most = part(1, n);
    TRY(look(db, &l, f, c));
    l.country = strcmp(seat, "from") == 0 ? r->from : r->to;
    l.most = part(3, n);
    return look(db, &l, f, c);
}

static enum err look_along(struct db *db, const struct partner_side *mine, const struct organisation_route *r,
                           const struct partner_filter *f, struct candidates *c)
{
    struct partner_look l = {.from = r->from, .to = r->to, .seat = "else", .not_this = mine->id,
                             .most = part(2, mine->routes.n)};

    if (!mine->country || strcmp(mine->country, r->from) != 0)
        TRY(look_at_end(db, mine, r, "from", f, c));
    if (!mine->country || strcmp(mine->country, r->to) != 0)
        TRY(look_at_end(db, mine, r, "to", f, c));
    TRY(look(db, &l, f, c));
    l.local = true;
    return look(db, &l, f, c);
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
    struct candidates  c = {0};
    struct partner_all all;

    *out = (struct partner_list){0};
    for (size_t i = 0; i < mine->routes.n; i++)
        TRY(look_along(db, mine, &mine->routes.v[i], f, &c));
    out->more = c.more;
    if (c.ids.n == 0)
        return OK;
    TRY(partner_all_read(db, ids_json(c.ids.v, c.ids.n), &all));
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
