/* partner_page.c - the partner finder: for one's own organisation, or for a route chosen by hand. */
#include "model/member.h"
#include "model/offer.h"
#include "model/organisation_member.h"
#include "model/partner.h"
#include "model/profile.h"
#include "model/term.h"
#include "network/directory.h"
#include "network/organisations.h"

enum { PAGE = 20 };

/* What is looked for, and the words to say it. */
struct ask {
    int64_t                      organisation; /* one's own; 0: by hand */
    const char                  *from, *to;
    struct partner_filter        filter;
    struct member_country_list   countries;
    struct profile_word_list languages;
    struct term_list             terms;
};

static const char *country_name(const struct ask *a, const char *code)
{
    for (size_t i = 0; code && i < a->countries.n; i++)
        if (strcmp(a->countries.v[i].code, code) == 0)
            return a->countries.v[i].name;
    return NULL;
}

static const char *language_name(const struct ask *a, const char *code)
{
    for (size_t i = 0; code && i < a->languages.n; i++)
        if (strcmp(a->languages.v[i].code, code) == 0)
            return a->languages.v[i].name;
    return NULL;
}

static const char *theme_name(const struct ask *a, const char *code)
{
    const struct term *t = code ? term_find(&a->terms, "theme", code) : NULL;

    return t ? term_label(t) : NULL;
}

/* ---- reading what is asked ---- */

static const char *what_read(const struct req *r, const char *name)
{
    const char *s = query_text(r, name);

    for (size_t i = 0; s && offer_whats[i]; i++)
        if (strcmp(s, offer_whats[i]) == 0)
            return offer_whats[i];
    return NULL;
}

/* What is not offered counts as not chosen: links may be old. */
static enum err ask_read(struct req *r, struct ask *a)
{
    TRY(member_countries(r->db, &a->countries));
    TRY(profile_languages(r->db, &a->languages));
    TRY(term_all(r->db, &a->terms));
    a->from = country_name(a, query_text(r, "from")) ? query_text(r, "from") : NULL;
    a->to = country_name(a, query_text(r, "to")) ? query_text(r, "to") : NULL;
    a->filter = (struct partner_filter){
        .theme = theme_name(a, query_text(r, "theme")) ? query_text(r, "theme") : NULL,
        .language = language_name(a, query_text(r, "language")) ? query_text(r, "language") : NULL,
        .offers = what_read(r, "offers"), .seeks = what_read(r, "seeks")};
    return OK;
}

/* ---- reasons in words ---- */

static const char *what_lower(const char *what)
{
    if (strcmp(what, "partnership") == 0)
        return _("a partnership");
    if (strcmp(what, "expertise") == 0)
        return _("expertise");
    if (strcmp(what, "funding") == 0)
        return _("funding");
    return _("an exchange of experience");
}

/* Themes, languages and things offered stand together in one reason. */
static char *names_of(const struct ask *a, const struct partner_match *m, enum partner_why why)
{
    char *s = NULL;

    for (size_t i = 0; i < m->n; i++) {
        const struct partner_reason *w = &m->v[i];
        const char                  *name;

        if (w->why != why)
            continue;
        name = why == PARTNER_THEME ? theme_name(a, w->a) : why == PARTNER_LANGUAGE ? language_name(a, w->a) : what_lower(w->a);
        if (name)
            s = s ? fmt("%s, %s", s, name) : copy(name);
    }
    return s;
}

static char *route_text(const struct ask *a, const struct partner_reason *w, bool own)
{
    const char *x = country_name(a, w->a), *y = country_name(a, w->b);

    if (w->why == PARTNER_ROUTE)
        return fill(own ? _("Works on the route {from} – {to}, as you do") : _("Works on the route {from} – {to}"), "from",
                    x ? x : w->a, "to", y ? y : w->b, NULL);
    return fill(own ? _("Based at the other end of your route: {country}") : _("Based at one end of the route: {country}"),
                "country", x ? x : w->a, NULL);
}

static char *reason_text(const struct ask *a, const struct partner_match *m, const struct partner_reason *w, bool own)
{
    char *names = w->why >= PARTNER_THEME ? names_of(a, m, w->why) : NULL;

    switch (w->why) {
    case PARTNER_ROUTE:
    case PARTNER_SEAT: return route_text(a, w, own);
    case PARTNER_TWIN: return copy(_("Both are local authorities, one at each end"));
    case PARTNER_THEME: return fill(own ? _("Both work on: {themes}") : _("Works on: {themes}"), "themes", names, NULL);
    case PARTNER_LANGUAGE:
        return fill(own ? _("Both work in: {languages}") : _("Works in: {languages}"), "languages", names, NULL);
    case PARTNER_SEEKS: return fill(own ? _("Seeks what you offer: {things}") : _("Seeks: {things}"), "things", names, NULL);
    case PARTNER_OFFERS: return fill(own ? _("Offers what you seek: {things}") : _("Offers: {things}"), "things", names, NULL);
    default: return fill(_("Seeks the same as you: {things}"), "things", names, NULL);
    }
}

static bool said_before(const struct partner_match *m, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (m->v[k].why == m->v[i].why && m->v[i].why >= PARTNER_THEME)
            return true;
    return false;
}

/* ---- the form ---- */

static void option(struct req *r, const char *name, const char *value, const char *label, const char *chosen)
{
    HDF *h = put_next(r->page, fmt("filter.%s.options", name));

    put_text(h, "value", value);
    put_text(h, "label", label);
    put_bool(h, "checked", strcmp(chosen ? chosen : "", value) == 0);
}

static void put_filters(struct req *r, const struct ask *a)
{
    option(r, "theme", "", _("Any"), a->filter.theme);
    for (size_t i = 0; i < a->terms.n; i++)
        if (strcmp(a->terms.v[i].vocabulary, "theme") == 0 && !a->terms.v[i].retired)
            option(r, "theme", a->terms.v[i].code, term_label(&a->terms.v[i]), a->filter.theme);
    option(r, "language", "", _("Any"), a->filter.language);
    for (size_t i = 0; i < a->languages.n; i++)
        option(r, "language", a->languages.v[i].code, a->languages.v[i].name, a->filter.language);
    option(r, "offers", "", _("Anything"), a->filter.offers);
    option(r, "seeks", "", _("Anything"), a->filter.seeks);
    for (size_t i = 0; offer_whats[i]; i++) {
        option(r, "offers", offer_whats[i], offer_what_label(offer_whats[i]), a->filter.offers);
        option(r, "seeks", offer_whats[i], offer_what_label(offer_whats[i]), a->filter.seeks);
    }
    put_bool(r->page, "filter.any", a->filter.theme || a->filter.language || a->filter.offers || a->filter.seeks);
}

static void put_route_choice(struct req *r, const struct ask *a)
{
    option(r, "from", "", _("Choose …"), a->from);
    option(r, "to", "", _("Choose …"), a->to);
    for (size_t i = 0; i < a->countries.n; i++) {
        option(r, "from", a->countries.v[i].code, a->countries.v[i].name, a->from);
        option(r, "to", a->countries.v[i].code, a->countries.v[i].name, a->to);
    }
}

/* ---- whose partners ---- */

/* One's own organisations; the one asked for, else the first. ERR_NOT_FOUND: not one's own. */
static enum err own_read(struct req *r, struct ask *a)
{
    struct organisation_mine_list l;
    int64_t                       want = query_int(r, "organisation", 0);
    bool                          by_hand = query_text(r, "by") != NULL;

    if (!r->user)
        return OK;
    TRY(organisation_of_member(r->db, r->user->id, &l));
    for (size_t i = 0, n = 0; i < l.n; i++) {
        if (strcmp(l.v[i].state, "active") != 0 || strcmp(l.v[i].membership, "confirmed") != 0)
            continue;
        HDF *h = put_item(r->page, "own", n++);
        put_int(h, "id", l.v[i].id);
        put_text(h, "name", l.v[i].name);
        put_text(h, "url", url(r, "/partners?organisation=%" PRId64, l.v[i].id));
        if ((want == l.v[i].id) || (want == 0 && !by_hand && !a->from && !a->to && a->organisation == 0)) {
            a->organisation = l.v[i].id;
            put_bool(h, "here", true);
            put_bool(r->page, "mine.edit", strcmp(l.v[i].role, "responsible") == 0);
        }
    }
    if (want && a->organisation != want)
        FAIL(ERR_NOT_FOUND, "organisation %" PRId64 " is not theirs", want);
    return OK;
}

/* By hand, what is filtered by is what one has in common. */
static struct partner_side side_by_hand(const struct ask *a)
{
    struct partner_side s = {0};

    s.routes.v = talloc_zero_array(pool, struct organisation_route, 1);
    if (a->from && a->to && strcmp(a->from, a->to) != 0)
        s.routes.v[s.routes.n++] = (struct organisation_route){copy(a->from), copy(a->to)};
    s.themes = (struct text_list){talloc_memdup(pool, &a->filter.theme, sizeof a->filter.theme), a->filter.theme != NULL};
    s.languages = (struct text_list){talloc_memdup(pool, &a->filter.language, sizeof a->filter.language), a->filter.language != NULL};
    s.offers.v = talloc_zero_array(pool, struct partner_offer, 2);
    if (a->filter.offers)
        s.offers.v[s.offers.n++] = (struct partner_offer){.side = "seeks", .what = a->filter.offers};
    if (a->filter.seeks)
        s.offers.v[s.offers.n++] = (struct partner_offer){.side = "offers", .what = a->filter.seeks};
    return s;
}

/* Of one's own routes one can be looked at alone. */
static void put_own_routes(struct req *r, const struct ask *a, struct partner_side *s)
{
    struct organisation_route_list all = s->routes, one = {talloc_array(pool, struct organisation_route, 1), 0};

    for (size_t i = 0; i < all.n; i++) {
        HDF *h = put_item(r->page, "routes", i);
        bool here = a->from && a->to && strcmp(all.v[i].from, a->from) == 0 && strcmp(all.v[i].to, a->to) == 0;

        put_text(h, "label", fmt("%s – %s", country_name(a, all.v[i].from), country_name(a, all.v[i].to)));
        put_text(h, "url", url(r, "/partners?organisation=%" PRId64 "&from=%s&to=%s", a->organisation, all.v[i].from, all.v[i].to));
        put_bool(h, "here", here);
        if (here)
            one.v[one.n++] = all.v[i];
    }
    if (one.n)
        s->routes = one;
    put_bool(r->page, "routes_all", one.n == 0);
}

static enum err side_read(struct req *r, const struct ask *a, struct partner_side *s)
{
    if (a->organisation == 0) {
        *s = side_by_hand(a);
        return OK;
    }
    TRY(partner_side_read(r->db, a->organisation, s));
    put_own_routes(r, a, s);
    put_bool(r->page, "lacks.routes", s->routes.n == 0);
    put_bool(r->page, "lacks.themes", s->themes.n == 0);
    put_bool(r->page, "lacks.languages", s->languages.n == 0);
    put_bool(r->page, "lacks.offers", s->offers.n == 0);
    put_bool(r->page, "lacks.any", s->routes.n == 0 || s->themes.n == 0 || s->languages.n == 0 || s->offers.n == 0);
    return OK;
}

/* ---- the list ---- */

static void put_partner(struct req *r, HDF *h, const struct ask *a, const struct partner *p)
{
    put_int(h, "id", p->id);
    put_text(h, "name", p->name);
    put_text(h, "type", lang_now() == LANG_FR ? p->type_fr : lang_now() == LANG_ES ? p->type_es : p->type_en);
    put_text(h, "country", country_name(a, p->country));
    put_text(h, "place", p->place);
    put_bool(h, "sample", p->sample);
    put_text(h, "url", url(r, "%s", organisation_path(p->id, p->name)));
    put_bool(h, "contact", p->contact != 0);
    put_text(h, "website", parse_url(pool, p->website ? p->website : ""));
    put_text(h, "host", organisation_host(p->website));
    if (p->contact && r->user)
        put_text(h, "write", url(r, "/messages/new?to=%" PRId64, p->contact));
    for (size_t i = 0; i < p->match.n; i++)
        if (!said_before(&p->match, i))
            put_text(put_item(h, "why", i), "text", reason_text(a, &p->match, &p->match.v[i], a->organisation != 0));
}

static char *place_text(const struct partner *p) { return cursor_text(p->match.points, p->id); }

static void put_list(struct req *r, const struct ask *a, const struct partner_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        put_partner(r, put_item(r->page, "partners", i), a, &l->v[i]);
    if (l->total)
        put_text(r->page, "count", fill(ngettext("{n} organisation fits.", "{n} organisations fit.", (unsigned long)l->total),
                                        "n", show_count(l->total), NULL));
    put_bool(r->page, "more", l->more);
    if (l->n)
        put_pager(r, "/partners", (struct beyond){l->before, l->after}, place_text(&l->v[0]), place_text(&l->v[l->n - 1]));
}

struct reply partners_show(struct req *r)
{
    struct cursor       c = cursor_read(r);
    struct ask          a = {0};
    struct partner_side s;
    struct partner_list l = {0};
    enum err            e = ask_read(r, &a);

    if (!e)
        e = own_read(r, &a);
    if (!e)
        e = side_read(r, &a, &s);
    if (!e)
        e = partner_find(r->db, r->user, &s, &a.filter, &(struct partner_page){c.set, c.back, c.key, c.id, PAGE}, &l);
    if (e)
        return reply_error(r, e);
    if (a.organisation)
        put_int(r->page, "organisation.id", a.organisation);
    else
        put_route_choice(r, &a);
    put_bool(r->page, "asked", s.routes.n > 0);
    put_bool(r->page, "half", !a.organisation && (a.from || a.to) && s.routes.n == 0);
    put_text(r->page, "asked.from", a.from);
    put_text(r->page, "asked.to", a.to);
    put_text(r->page, "asked.from_name", country_name(&a, a.from));
    put_text(r->page, "asked.to_name", country_name(&a, a.to));
    put_filters(r, &a);
    put_list(r, &a, &l);
    directory_put_tabs(r, TAB_PARTNERS);
    return reply_page(r, "network/partners.cst");
}
