/* personal_copy.h - a copy of all that is held about a person, as one archive that the person asked for.
 *
 * One at a time: asking again replaces the one before. The worker makes it in files_dir/copies/<number>/,
 * which nobody is sent anything from but its owner; row and folder go a week after it was made (setting export_days), with the
 * account, or when it is replaced. The folder is made anew by each try, so a try that was killed leaves
 * nothing that counts.
 *
 * Strings live in the pool. */
#ifndef MODEL_PERSONAL_COPY_H
#define MODEL_PERSONAL_COPY_H

#include "kit/base.h"

#define PERSONAL_COPY_MOST 5      /* that one person may ask for in a day */
#define PERSONAL_COPY_STUCK 7200  /* seconds after which one that is not ready has failed */
#define PERSONAL_COPY_JSON 1      /* version of the structure of data.json */

struct personal_copy {
    int64_t        id, member_id;
    char          *lang;
    char          *state; /* waiting making ready failed */
    int            done, total;
    int64_t        size;
    struct instant asked_at, made_at, expires_at;
};

/* ---- for its owner ---- */

/* ERR_NOT_FOUND: there is none (any more). */
enum err personal_copy_of(struct db *db, int64_t member_id, struct personal_copy *out) MUST_CHECK;
bool personal_copy_busy(const struct personal_copy *c);
bool personal_copy_ready(const struct personal_copy *c); /* and its file is there */
/* In the language in use. ERR_CONFLICT: one is being made; ERR_LIMIT: too many today. */
enum err personal_copy_ask(struct db *db, const struct user *by) MUST_CHECK;

/* Staff asks for somebody who cannot sign in, in that person's language. Staff never sees the copy: a link that needs
 * no signing in is mailed to the address of the account. ERR_FORBIDDEN: the person can sign in. */
enum err personal_copy_ask_for(struct db *db, const struct user *by, int64_t member_id) MUST_CHECK;
/* The copy of such a link, once it is ready. token may be anything. ERR_NOT_FOUND. */
enum err personal_copy_linked(struct db *db, const char *token, struct personal_copy *out) MUST_CHECK;

char *personal_copy_folder(int64_t id);
char *personal_copy_path(int64_t id); /* of the archive, below files_dir */
void personal_copy_remove(int64_t id); /* its folder */

/* ---- for the worker ---- */

/* It is being made from here on. ERR_NOT_FOUND: nobody waits for it any more. */
enum err personal_copy_begin(struct db *db, int64_t id, struct personal_copy *out) MUST_CHECK;
enum err personal_copy_went_on(struct db *db, int64_t id, int done, int total) MUST_CHECK;
/* Tells its owner by mail. ERR_CONFLICT: nobody waits for it any more. */
enum err personal_copy_done(struct db *db, int64_t id, int64_t size) MUST_CHECK;
enum err personal_copy_failed(struct db *db, int64_t id) MUST_CHECK;
/* Takes away what has expired, and folders that belong to no copy. */
enum err personal_copy_sweep(struct db *db, int64_t *n) MUST_CHECK;

#endif
