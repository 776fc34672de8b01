/* partner_int.h - what partner.c reads: candidates (partner_search_sql.c) and what the list says of those it shows
 * (partner_sql.c). */
#ifndef MODEL_PARTNER_INT_H
#define MODEL_PARTNER_INT_H

#include "model/partner.h"

/* The row of partner_side, and the number of the look that found it. */
struct partner_row { int64_t look, id; char *country; bool local; char *codes; };
struct partner_rows { struct partner_row *v; size_t n; };

/* Those with this route and a seat at this end ("from", "to", "else"), local authorities or not. */
struct partner_look {
    const char *from, *to, *seat;
    bool        local;
    const char *country; /* instead: those with their seat there, whatever their routes */
    int         most;    /* rows to read; 0: none */
};
/* All looks at once, in their order, the newest organisations of each first. */
enum err partner_looks(struct db *db, const struct partner_look *l, size_t n, int64_t not_this,
                       const struct partner_filter *f, struct partner_rows *out) MUST_CHECK;
/* ERR_NOT_FOUND: it is not there. */
enum err partner_row_read(struct db *db, int64_t organisation_id, struct partner_row *out) MUST_CHECK;

/* What the list says of these. ids: "[1,2,3]"; contact as in organisation_contact(). */
struct partner_head {
    int64_t id;
    char   *name, *short_name, *country, *place, *type_en, *type_fr, *type_es, *website;
    bool    sample;
    int64_t contact;
};
struct partner_heads { struct partner_head *v; size_t n; };
enum err partner_heads_read(struct db *db, const char *ids, int64_t viewer_id, struct partner_heads *out) MUST_CHECK;

#endif
