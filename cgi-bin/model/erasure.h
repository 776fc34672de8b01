/* erasure.h - an account goes, with all that the register (personal.h) says about it.
 *
 * One transaction that may be run again. It queues the job "erasure.finish", which takes the files away and
 * notes the number of the account in the list of erasures: a file beside the database, so that a backup that
 * is brought back forgets the same people again. The row of the account is deleted, not emptied: other
 * people's rows that pointed at it say "former member" by pointing nowhere. Numbers are never used again.
 *
 * Strings live in the pool. */
#ifndef MODEL_ERASURE_H
#define MODEL_ERASURE_H

#include <jansson.h>

#include "model/care_mails.h"

enum erasure_why {
    ERASURE_SELF,    /* the member */
    ERASURE_STAFF,   /* an administrator, for the member */
    ERASURE_RESTED,  /* the account has rested for two years */
    ERASURE_RESTORED /* a backup was brought back: again, and without a mail */
};

struct lonely { int64_t id; char *name; };
struct lonely_list { struct lonely *v; size_t n; };
struct erasure_look {
    bool               last_admin; /* the network would have no administrator */
    struct lonely_list lonely;     /* organisations that nobody would be responsible for */
};
enum err erasure_look(struct db *db, int64_t member_id, struct erasure_look *out) MUST_CHECK;
/* last_admin, lonely.<i>.name */
void erasure_to_hdf(const struct erasure_look *l, HDF *h);

/* ERR_NOT_FOUND: no such account (any more). ERR_INVALID: the last administrator. The caller may be in a
 * transaction; erasure_note() after its commit. */
enum err erasure_do(struct db *db, const struct user *by, int64_t member_id, enum erasure_why why) MUST_CHECK;

/* The list of erasures: "<number> <time>" a line, in m4d.conf's erasure_list. Adds one unless it is there. */
enum err erasure_note(int64_t member_id, struct instant at) MUST_CHECK;
/* Erases again whoever is in the list and was there before that time; how many. */
enum err erasure_replay(struct db *db, int64_t *n) MUST_CHECK;
/* Adds the lines of another list (of a backup) to ours. */
enum err erasure_merge(const char *path) MUST_CHECK;

#endif
