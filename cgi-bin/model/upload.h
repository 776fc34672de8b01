/* upload.h - a file that comes in pieces, and goes on after a broken line or a new sign-in.
 *
 * Who holds the ticket may go on with it; only its hash is stored. A piece is on disk (fsync) before the
 * row says so. Complete uploads are in the file store; unfinished ones are cleared when they expire. */
#ifndef MODEL_UPLOAD_H
#define MODEL_UPLOAD_H

#include "kit/base.h"

struct upload {
    int64_t        id, member_id;
    char          *name;
    int64_t        size, received;
    char          *sha256, *mime; /* once complete */
    struct instant expires_at;
};

int64_t upload_limit(void); /* bytes, from upload_limit_mb */

/* ERR_INVALID: err_issues() says which rule (size, name). ERR_SPACE. ERR_LIMIT: too many unfinished ones. */
enum err upload_start(struct db *db, const struct user *by, const char *name, int64_t size,
                      char **ticket) MUST_CHECK;
enum err upload_find(struct db *db, const char *ticket, struct upload *out) MUST_CHECK;
/* Appends the `n` bytes of the file `path` at `offset`. ERR_CONFLICT: not where it left off; *out then
 * says where. The last piece completes it. */
enum err upload_append(struct db *db, const char *ticket, int64_t offset, const char *path, int64_t n,
                       struct upload *out) MUST_CHECK;
/* A file that came whole with a form which is shown again: kept under a ticket. ERR_LIMIT, ERR_SPACE as above. */
enum err upload_hold(struct db *db, const struct user *by, const char *name, const struct stored *s,
                     char **ticket) MUST_CHECK;
/* A complete upload as a stored file. ERR_NOT_FOUND: no such ticket; ERR_CONFLICT: not complete. */
enum err upload_take(struct db *db, const char *ticket, char **name, struct stored *out) MUST_CHECK;
/* Clears what has expired; the worker calls it now and then. */
enum err upload_sweep(struct db *db, int64_t *cleared) MUST_CHECK;

/* Whether a file of this content type may stand in the library. */
bool filetype_ok(const char *mime);
/* "PDF", "Word document" ... in the language in use; the type itself when unknown. */
const char *filetype_label(const char *mime);
/* Why it may not, as a sentence; NULL: it may. */
char *filetype_refusal(const char *name, const struct stored *s);

#endif
