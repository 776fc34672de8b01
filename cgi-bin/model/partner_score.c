/* partner_score.c - how well two organisations fit, by the rule in partner.h. Knows nothing of the database. */
#include "model/partner.h"

static bool same(const char *a, const char *b) { return a && b && strcmp(a, b) == 0; }

static bool has(const struct text_list *l, const char *code)
{
    for (size_t i = 0; i < l->n; i++)
        if (same(l->v[i], code))
            return true;
    return false;
}

static void add(struct partner_match *m, int points, enum partner_why why, const char *a, const char *b)
{
    m->points += points;
    if (m->n < COUNT(m->v))
        m->v[m->n++] = (struct partner_reason){why, a, b};
}

/* ---- routes ---- */

static bool declares(const struct partner_side *s, const struct organisation_route *r)
{
    for (size_t i = 0; i < s->routes.n; i++)
        if (same(s->routes.v[i].from, r->from) && same(s->routes.v[i].to, r->to))
            return true;
    return false;
}

/* The end of the route that theirs stands at and mine does not; NULL: it does not. */
static const char *other_end(const struct partner_side *mine, const struct partner_side *theirs,
                             const struct organisation_route *r)
{
    if (same(theirs->country, r->from) && !same(mine->country, r->from))
        return r->from;
    if (same(theirs->country, r->to) && !same(mine->country, r->to))
        return r->to;
    return NULL;
}

static int route_points(const struct partner_side *mine, const struct partner_side *theirs,
                        const struct organisation_route *r)
{
    bool        route = declares(theirs, r);
    const char *end = other_end(mine, theirs, r);

    /* At one's own end: a neighbour, not a partner at the other end. */
    if (!end && (!route || (theirs->country && same(theirs->country, mine->country) &&
                            (same(mine->country, r->from) || same(mine->country, r->to)))))
        return 0;
    return (route ? 40 : 0) + (end ? 25 : 0) +
           (end && mine->local && theirs->local && (same(mine->country, r->from) || same(mine->country, r->to)) ? 15 : 0);
}

static void add_best_route(const struct partner_side *mine, const struct partner_side *theirs,
                           const struct organisation_route *r, struct partner_match *m)
{
    const char *end = other_end(mine, theirs, r);

    if (declares(theirs, r))
        add(m, 40, PARTNER_ROUTE, r->from, r->to);
    if (end)
        add(m, 25, PARTNER_SEAT, end, same(end, r->from) ? r->to : r->from);
    if (route_points(mine, theirs, r) >= 40 && end && mine->local && theirs->local &&
        (same(mine->country, r->from) || same(mine->country, r->to)))
        add(m, 15, PARTNER_TWIN, NULL, NULL);
}

/* False: no route joins the two. */
static bool add_routes(const struct partner_side *mine, const struct partner_side *theirs, struct partner_match *m)
{
    size_t best = 0, further = 0;
    int    most = 0;

    for (size_t i = 0; i < mine->routes.n; i++) {
        int p = route_points(mine, theirs, &mine->routes.v[i]);
        if (p > most) {
            most = p;
            best = i;
        }
    }
    if (most == 0)
        return false;
    add_best_route(mine, theirs, &mine->routes.v[best], m);
    for (size_t i = 0; i < mine->routes.n && further < 2; i++)
        if (i != best && declares(theirs, &mine->routes.v[i]) && route_points(mine, theirs, &mine->routes.v[i])) {
            add(m, 5, PARTNER_ROUTE, mine->routes.v[i].from, mine->routes.v[i].to);
            further++;
        }
    return true;
}

/* ---- what is offered and sought ---- */

static bool themes_meet(const struct partner_offer *a, const struct partner_offer *b)
{
    if (a->themes.n == 0 || b->themes.n == 0)
        return true;
    for (size_t i = 0; i < a->themes.n; i++)
        if (has(&b->themes, a->themes.v[i]))
            return true;
    return false;
}

static bool meets(const struct partner_side *giver, const struct partner_side *seeker, const char *what)
{
    for (size_t i = 0; i < giver->offers.n; i++) {
        const struct partner_offer *o = &giver->offers.v[i];

        if (!same(o->side, "offers") || !same(o->what, what))
            continue;
        if (o->countries.n && seeker->country && !has(&o->countries, seeker->country))
            continue;
        for (size_t k = 0; k < seeker->offers.n; k++)
            if (same(seeker->offers.v[k].side, "seeks") && same(seeker->offers.v[k].what, what) &&
                themes_meet(o, &seeker->offers.v[k]))
                return true;
    }
    return false;
}

static bool both_seek(const struct partner_side *a, const struct partner_side *b, const char *what)
{
    for (size_t i = 0; i < a->offers.n; i++)
        for (size_t k = 0; k < b->offers.n; k++)
            if (same(a->offers.v[i].side, "seeks") && same(a->offers.v[i].what, what) &&
                same(b->offers.v[k].side, "seeks") && same(b->offers.v[k].what, what) &&
                themes_meet(&a->offers.v[i], &b->offers.v[k]))
                return true;
    return false;
}

static void add_offers(const struct partner_side *mine, const struct partner_side *theirs, struct partner_match *m)
{
    static const char *const whats[] = {"partnership", "expertise", "funding", "exchange"};
    int seeks = 0, offers = 0, also = 0;

    for (size_t i = 0; i < COUNT(whats); i++) {
        const char *w = whats[i];

        if (meets(mine, theirs, w))
            add(m, seeks++ ? 0 : 12, PARTNER_SEEKS, w, NULL);
        if (meets(theirs, mine, w))
            add(m, offers++ ? 0 : 12, PARTNER_OFFERS, w, NULL);
        if ((same(w, "partnership") || same(w, "exchange")) && both_seek(mine, theirs, w))
            add(m, also++ ? 0 : 6, PARTNER_ALSO, w, NULL);
    }
}

/* ---- all of it ---- */

void partner_compare(const struct partner_side *mine, const struct partner_side *theirs, struct partner_match *out)
{
    int themes = 0, languages = 0;

    *out = (struct partner_match){.id = theirs->id};
    if (theirs->id == mine->id || !add_routes(mine, theirs, out))
        return;
    for (size_t i = 0; i < mine->themes.n && themes < 3; i++)
        if (has(&theirs->themes, mine->themes.v[i])) {
            add(out, 6, PARTNER_THEME, mine->themes.v[i], NULL);
            themes++;
        }
    for (size_t i = 0; i < mine->languages.n && languages < 3; i++)
        if (has(&theirs->languages, mine->languages.v[i])) {
            add(out, languages ? 0 : 8, PARTNER_LANGUAGE, mine->languages.v[i], NULL);
            languages++;
        }
    add_offers(mine, theirs, out);
}
