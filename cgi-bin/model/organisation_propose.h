/* organisation_propose.h - new organisations: proposed by a member, taken in or refused by a moderator. */
#ifndef MODEL_ORGANISATION_PROPOSE_H
#define MODEL_ORGANISATION_PROPOSE_H

#include "model/organisation.h"

enum { ORGANISATION_PROPOSALS = 10 }; /* of one person in a day */

/* Those that it may be already: the same name written otherwise, the same short name, the same website.
 * Listed ones and proposals; ten at most. except: itself, or 0. */
struct organisation_likely { int64_t id; char *name, *short_name, *place, *country, *state; };
struct organisation_likely_list { struct organisation_likely *v; size_t n; };
enum err organisation_likely(struct db *db, const char *name, const char *short_name, const char *website,
                             int64_t except, struct organisation_likely_list *out) MUST_CHECK;

/* An administrator's is listed at once; anybody else's waits for a moderator, and its proposer becomes
 * responsible when it is taken in. shown: on its page, then. form_key as in resource_add(). ERR_LIMIT. */
enum err organisation_propose(struct db *db, const struct user *by, const char *form_key,
                              const struct organisation_edit *e, bool shown, int64_t *out_id) MUST_CHECK;
/* ERR_CONFLICT: decided already. note: what the proposer is told, or NULL; needed to refuse. */
enum err organisation_accept(struct db *db, const struct user *by, int64_t id, const char *note) MUST_CHECK;
enum err organisation_refuse(struct db *db, const struct user *by, int64_t id, const char *note) MUST_CHECK;

/* How many wait, and since when the oldest. */
struct organisation_queue { int64_t n; struct instant oldest; };
enum err organisation_queue(struct db *db, struct organisation_queue *out) MUST_CHECK;
/* The same of people who ask to join one. */
enum err organisation_joiners(struct db *db, struct organisation_queue *out) MUST_CHECK;

#endif
