/* organisation_merge.h - two entries that are one organisation become one.
 *
 * What belongs to the one goes over to the other; where both say something (name, kind, seat ...) the one
 * that stays keeps its own words. The address of the other leads there from then on. It cannot be undone. */
#ifndef MODEL_ORGANISATION_MERGE_H
#define MODEL_ORGANISATION_MERGE_H

#include "model/organisation.h"

struct organisation_moves { int64_t members, both, offers, routes, themes, languages; }; /* both: people of both */
enum err organisation_merge_preview(struct db *db, int64_t id, int64_t into, struct organisation_moves *out) MUST_CHECK;
/* ERR_INVALID: into itself; ERR_NOT_FOUND: no such one; ERR_CONFLICT: one of them is merged or refused. */
enum err organisation_merge(struct db *db, const struct user *by, int64_t id, int64_t into) MUST_CHECK;

#endif
