/* oai.h - the library in the order of its changes, for harvesting (OAI-PMH 2.0).
 *
 * Datestamps are whole seconds of changed_at. A walk goes by (changed_at, id): what changes while it goes
 * on moves to its end and is met there, so nothing is missed, and a place in it stays good for ever. */
#ifndef MODEL_OAI_H
#define MODEL_OAI_H

#include "kit/base.h"

struct oai_place { /* the record a page begins after; id 0: the beginning */
    struct instant changed_at;
    int64_t        id;
};
struct oai_ask {
    const char      *facet, *value; /* set: type or theme, and a code; value NULL: any; facet NULL: all */
    struct instant   from, before;  /* changed at or after, and before */
    struct oai_place after;
};
struct oai_row { int64_t id; struct instant changed_at; };
struct oai_row_list { struct oai_row *v; size_t n; };

/* At most `limit` rows. */
enum err oai_walk(struct db *db, const struct oai_ask *a, int64_t limit, struct oai_row_list *out) MUST_CHECK;
/* When the oldest record was changed last; now when there is none. */
enum err oai_earliest(struct db *db, struct instant *out) MUST_CHECK;

#endif
