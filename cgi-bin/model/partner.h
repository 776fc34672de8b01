/* partner.h - finds partners at the other end of a migration route, and says why each of them fits.
 *
 * The rule. For each of one's routes, the other end is the country in which one has no seat; who has a seat
 * in neither country, or asks without an organisation, looks at both ends. Those who fit have a seat at the
 * other end, or work on the same route from elsewhere. Points:
 *
 *   40  works on the same route                         6  each theme in common, three at most
 *   25  has its seat at the other end                   8  a working language in common
 *   15  both are local authorities, one at each end    12  seeks what one offers
 *    5  each further route in common, two at most      12  offers what one seeks
 *                                                       6  seeks partnership or exchange, as one does
 *
 * The best route counts. An offer meets what is sought when both name the same thing, their themes have one in
 * common (or one of them names none), and it is for the country of who seeks (or names no country).
 * Equal points: the one that is here longer comes first.
 *
 * All that is compared of an organisation stands in one row of partner_side. The work is bounded:
 * PARTNER_CANDIDATES are compared, the newest of each kind, found by index; where there are fewer, all of them
 * are. `.more` says that there are others; filters reach further. */
#ifndef MODEL_PARTNER_H
#define MODEL_PARTNER_H

#include "model/organisation.h"

enum { PARTNER_CANDIDATES = 160 };

/* What is compared of an organisation. Lists are of codes. */
struct partner_offer { const char *side, *what; struct text_list themes, countries; };
struct partner_side {
    int64_t                        id;
    const char                    *country; /* NULL: none in particular */
    bool                           local;
    struct organisation_route_list routes;
    struct text_list               themes, languages;
    struct { struct partner_offer *v; size_t n; } offers;
};

enum partner_why {
    PARTNER_ROUTE,    /* a, b: countries of the route */
    PARTNER_SEAT,     /* a: its country; b: the other one of the route */
    PARTNER_TWIN,     /* both are local authorities */
    PARTNER_THEME,    /* a: theme */
    PARTNER_LANGUAGE, /* a: language */
    PARTNER_SEEKS,    /* a: what it seeks and one offers */
    PARTNER_OFFERS,   /* a: what it offers and one seeks */
    PARTNER_ALSO      /* a: what both seek */
};
struct partner_reason { enum partner_why why; const char *a, *b; };
struct partner_match {
    int64_t               id;
    int                   points;
    struct partner_reason v[16];
    size_t                n;
};
/* Points and reasons; points 0: does not fit. */
void partner_compare(const struct partner_side *mine, const struct partner_side *theirs, struct partner_match *out);

/* ---- looking ---- */

struct partner_filter { const char *theme, *language, *offers, *seeks; }; /* of those who are found; NULL: any */

/* One found, for the list. */
struct partner {
    int64_t              id;
    char                *name, *short_name, *country, *place, *type_en, *type_fr, *type_es, *website;
    bool                 sample;
    int64_t              contact; /* member to write to; 0: none who may be written to */
    struct partner_match match;
};
struct partner_list {
    struct partner *v;
    size_t          n;
    bool            more;         /* others are on the route than were compared */
    bool            before, after; /* there are some before the page, after it */
    int64_t         total;
};

/* What is compared of an organisation. ERR_NOT_FOUND: it is not shown. */
enum err partner_side_read(struct db *db, int64_t organisation_id, struct partner_side *out) MUST_CHECK;
/* Best first: the page after (points, id) when `set`, the one that ends before it when `back` as well. viewer:
 * for who may be written to. */
struct partner_page { bool set, back; int64_t points, id; size_t limit; };
enum err partner_find(struct db *db, const struct user *viewer, const struct partner_side *mine,
                      const struct partner_filter *f, const struct partner_page *page, struct partner_list *out) MUST_CHECK;

#endif
