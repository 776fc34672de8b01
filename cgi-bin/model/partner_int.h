/* partner_int.h - what partner.c reads: candidates (partner_search_sql.c) and all of them at once (partner_sql.c). */
#ifndef MODEL_PARTNER_INT_H
#define MODEL_PARTNER_INT_H

#include "model/partner.h"

struct partner_found { int64_t id; };
struct partner_found_list { struct partner_found *v; size_t n; };

/* Those with this route and a seat at this end ("from", "to", "else"), local authorities or not. */
struct partner_look {
    const char *from, *to, *seat;
    bool        local;
    const char *country; /* instead: those with their seat there, whatever their routes */
    int64_t     not_this;
    int         most;
};
enum err partner_look(struct db *db, const struct partner_look *l, const struct partner_filter *f,
                      struct partner_found_list *out) MUST_CHECK;

/* ids: "[1,2,3]" */
struct partner_head { int64_t id; char *name, *short_name, *country, *place, *type_en, *type_fr, *type_es; bool sample, local; };
struct partner_head_list { struct partner_head *v; size_t n; };
struct partner_code { int64_t id; char *a, *b; };
struct partner_code_list { struct partner_code *v; size_t n; };
struct partner_offer_row { int64_t id, organisation_id; char *side, *what; };
struct partner_offer_rows { struct partner_offer_row *v; size_t n; };
struct partner_all {
    struct partner_head_list  heads;
    struct partner_code_list  routes, themes, languages, offer_themes, offer_countries;
    struct partner_offer_rows offers;
};
enum err partner_all_read(struct db *db, const char *ids, struct partner_all *out) MUST_CHECK;
struct partner_contact { int64_t id, contact; };
struct partner_contact_list { struct partner_contact *v; size_t n; };
enum err partner_contacts(struct db *db, const char *ids, int64_t viewer_id, struct partner_contact_list *out) MUST_CHECK;

#endif
