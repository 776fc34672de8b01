/* offer.h - what an organisation offers and what it seeks: partnership, expertise, funding, exchange. */
#ifndef MODEL_OFFER_H
#define MODEL_OFFER_H

#include "model/organisation.h"

enum { OFFERS_MOST = 20, OFFER_TEXT = 1000, OFFER_COUNTRIES = 20 };

extern const char *const offer_sides[];  /* "offers" "seeks" NULL */
extern const char *const offer_whats[];  /* "partnership" "expertise" "funding" "exchange" NULL */
const char *offer_side_label(const char *side); /* "Offers" */
const char *offer_what_label(const char *what); /* "Expertise" */

struct offer {
    int64_t          id, organisation_id;
    char            *side, *what, *text, *lang;
    int              version;
    struct text_list themes, countries; /* codes; not read by lists */
};
struct offer_list { struct offer *v; size_t n; };

/* Offers first, then what is sought; with themes and countries. */
enum err offers_read(struct db *db, int64_t organisation_id, struct offer_list *out) MUST_CHECK;
/* ERR_NOT_FOUND: none of this organisation. */
enum err offer_read(struct db *db, int64_t organisation_id, int64_t id, struct offer *out) MUST_CHECK;
void offer_check(const struct offer *f, struct issues *is);
/* form_key as in resource_add(). ERR_LIMIT: OFFERS_MOST are there. */
enum err offer_add(struct db *db, const struct user *by, const char *form_key, const struct offer *f,
                   int64_t *out_id) MUST_CHECK;
/* ERR_CONFLICT: changed since f->version. */
enum err offer_save(struct db *db, const struct user *by, const struct offer *f) MUST_CHECK;
enum err offer_remove(struct db *db, const struct user *by, int64_t organisation_id, int64_t id) MUST_CHECK;

/* Without rights: for samples. */
enum err offer_sql_insert(struct db *db, const struct offer *f, int64_t *out_id) MUST_CHECK;

/* Names of themes and countries in the language in use. */
enum err offers_to_hdf(struct db *db, const struct offer_list *l, HDF *h, const char *name) MUST_CHECK;

#endif
