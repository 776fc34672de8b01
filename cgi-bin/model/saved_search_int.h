/* saved_search_int.h - between the files of saved searches. */
#ifndef MODEL_SAVED_SEARCH_INT_H
#define MODEL_SAVED_SEARCH_INT_H

#include "model/resource_list_int.h"
#include "model/saved_search.h"

struct saved_search_member { int64_t id; char *email, *name, *lang, *state; };

/* ERR_NOT_FOUND: nobody's is due. */
enum err due_member(struct db *db, int64_t *out) MUST_CHECK;
/* Holds the member's row until the transaction ends. */
enum err lock_member(struct db *db, int64_t id, struct saved_search_member *out) MUST_CHECK;
enum err due_searches(struct db *db, int64_t member_id, struct saved_search_list *out) MUST_CHECK;
enum err mark_run(struct db *db, int64_t id, struct instant until, struct instant next) MUST_CHECK;

/* Published in that time and not told to this member yet, newest first. */
enum err new_ids(struct db *db, int64_t member_id, struct instant after, struct instant until, int64_t most,
                 struct id_rows *out) MUST_CHECK;
/* Those of `among` (a JSON list) whose texts or files have the words of a full text expression. */
enum err ids_with_words(struct db *db, const char *match, const char *among, struct id_rows *out) MUST_CHECK;
enum err note_told(struct db *db, int64_t member_id, const char *ids) MUST_CHECK;

/* Next morning at 06:00 UTC, for weekly ones that of a Monday. */
struct instant saved_search_next(struct instant now, const char *every);

/* ---- the mail (saved_search_mail.c) ---- */

struct saved_search_part { /* what is new for one search */
    const struct saved_search *search;
    struct list_row_list       rows; /* the newest ones */
    int64_t                    total;
};
struct saved_search_parts { struct saved_search_part *v; size_t n; };
#define SAVED_SEARCH_ROWS 20 /* of one search that a mail names; the link leads to all */
/* Queues it. The member's language is in use. */
enum err saved_search_mail(struct db *db, const struct saved_search_member *to, enum lang lang,
                           const struct saved_search_parts *parts) MUST_CHECK;

#endif
