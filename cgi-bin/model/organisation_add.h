/* organisation_add.h - organisations, and what they offer and seek, out of a table of staff: without a proposal
 * and a decision. In the caller's transaction. */
#ifndef MODEL_ORGANISATION_ADD_H
#define MODEL_ORGANISATION_ADD_H

#include "model/offer.h"

struct organisation_new {
    struct organisation_edit       e;
    struct organisation_route_list routes;
    const char                    *state; /* "active", "hidden", "proposed" */
    bool                           sample; /* its people are samples as well, and are shown on its page */
    const char                    *source;
    struct id_list                 responsible, members; /* belong to it at once, confirmed */
};
/* *id: the one of this name in this country, whatever the punctuation, accents and capitals, 0: none.
 * *merged: it was merged, and *id is the one that stays. Refused proposals do not count. */
enum err organisation_same(struct db *db, const char *name, const char *country, int64_t *id, bool *merged) MUST_CHECK;
/* by: for the audit log, whose entry names the import. */
enum err organisation_add(struct db *db, const struct user *by, const struct organisation_new *o, int64_t import_id,
                          int64_t *id) MUST_CHECK;

/* Those of this name that are not merged or refused; two at most. With a country first those with their seat
 * there; without one those that have none. */
enum err organisation_named(struct db *db, const char *name, const char *country, struct id_list *out) MUST_CHECK;
/* *there: it has an entry with this side and text. *full: it has as many as there can be. */
enum err organisation_offer_there(struct db *db, const struct offer *f, bool *there, bool *full) MUST_CHECK;
enum err organisation_offer_add(struct db *db, const struct user *by, const struct offer *f, int64_t import_id) MUST_CHECK;

#endif
