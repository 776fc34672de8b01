/* directory.h - the directory of people and organisations.
 *
 * For each person and organisation there is one row per audience in directory_entry (and words, facets and
 * counts beside it) that holds what this audience may see of it and nothing else. Lists, searches, counts,
 * the map and exports read those rows alone, so that nothing hidden can leak through them. The rows are
 * written in the transaction that changes the person or organisation: there is no index that lags. */
#ifndef MODEL_DIRECTORY_H
#define MODEL_DIRECTORY_H

#include "kit/base.h"

/* Makes the rows of a person anew, in the caller's transaction. Called by whatever changes a name, a
 * profile, a membership of an organisation, or the state of an account; takes them away when the account is
 * not active, dormant, gone, or listed for nobody. Call it after all that it reads has changed and before
 * audit(): both hold rows that others wait for, and everybody should take them in one order. */
enum err directory_person(struct db *db, int64_t member_id) MUST_CHECK;

/* The same for an organisation, with the row that the partner finder reads; and for the people who belong to it
 * when what their rows have of it (name, kind, whether it is shown) has changed, or `people`. */
enum err directory_organisation(struct db *db, int64_t organisation_id, bool people) MUST_CHECK;

/* Makes all rows and counts anew, in many short transactions, also while programs run. *n: entries there are. */
enum err directory_rebuild(struct db *db, int64_t *n) MUST_CHECK;
/* Were there accounts before there was a directory? */
enum err directory_is_new(struct db *db, bool *out) MUST_CHECK;
/* Counts the rows and compares: *wrong facets or pairs of facets whose kept counts are others. */
enum err directory_check(struct db *db, int64_t *wrong) MUST_CHECK;

#endif
