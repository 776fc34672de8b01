/* organisation_merge.h - two entries that are one organisation become one, and two again.
 *
 * What belongs to the one goes over to the other; where both say something (name, kind, seat ...) the one
 * that stays keeps its own words. The address of the other leads there from then on. What the merge moved and
 * gave is kept for 30 days: until then it can be undone, the last one into the same organisation first. */
#ifndef MODEL_ORGANISATION_MERGE_H
#define MODEL_ORGANISATION_MERGE_H

#include "model/organisation.h"

enum { ORGANISATION_UNMERGE_DAYS = 30 };

struct organisation_moves { int64_t members, both, offers, routes, themes, languages; }; /* both: people of both */
enum err organisation_merge_preview(struct db *db, int64_t id, int64_t into, struct organisation_moves *out) MUST_CHECK;
/* ERR_INVALID: into itself; ERR_NOT_FOUND: no such one; ERR_CONFLICT: one of them is merged or refused. */
enum err organisation_merge(struct db *db, const struct user *by, int64_t id, int64_t into) MUST_CHECK;

/* ---- organisation_unmerge.c ---- */

struct organisation_merged {
    int64_t        id, organisation_id, into_id, next_id; /* next_id: has to be undone first; 0: none */
    char          *name, *into_name, *next_name, *state_was, *by_name;
    int            into_version;
    struct instant merged_at, until;
};
struct organisation_merged_list { struct organisation_merged *v; size_t n; };
/* The merge that took this one in. ERR_NOT_FOUND: none, or too long ago. */
enum err organisation_merged(struct db *db, int64_t id, struct organisation_merged *out) MUST_CHECK;
/* Those that were merged into this one and can be undone, the last one first. */
enum err organisation_merged_here(struct db *db, int64_t into, struct organisation_merged_list *out) MUST_CHECK;

/* What undoing would do: how many go back, and what does not. */
struct organisation_undo {
    int64_t people, offers;
    int64_t left;       /* people who belong to the one that stays no more, and come back to neither */
    int64_t both;       /* people whose membership was changed since: they stay in both */
    int64_t gone;       /* offers that were removed since */
    int64_t sets;       /* themes, languages, routes that the one that stays has from the other */
    bool    sets_stay;  /* ... and keeps, since it was changed meanwhile */
    int64_t new_people, new_offers; /* since: they stay where they are */
};
enum err organisation_unmerge_preview(struct db *db, const struct organisation_merged *m, struct organisation_undo *out) MUST_CHECK;
/* ERR_NOT_FOUND: there is nothing to undo; ERR_CONFLICT: another merge has to be undone first. */
enum err organisation_unmerge(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* Lets go of what can be undone no more. */
enum err organisation_merge_forget(struct db *db, int64_t *n) MUST_CHECK;

/* For organisation_merge(): keeps how things are before, then what the merge made of the memberships. */
enum err organisation_merge_keep(struct db *db, const struct user *by, const struct organisation *from,
                                 const struct organisation *into, int64_t *merge_id) MUST_CHECK;
enum err organisation_merge_kept(struct db *db, int64_t merge_id) MUST_CHECK;
/* In the order of their numbers: no two merges wait for each other. */
enum err organisation_merge_lock(struct db *db, int64_t a, int64_t b) MUST_CHECK;

#endif
