/* saved_search.h - searches of the library that members keep, to be mailed what is new and fits.
 *
 * Each morning at 06:00 UTC, on Mondays for the weekly ones, all of a member's searches that are due are
 * looked through together: one mail at most, none when nothing fits. What is told, the mail and how far was
 * looked are one transaction, and the member's row is locked meanwhile, so that whoever dies or runs at the
 * same time, nobody is told a publication twice.
 *
 * The link that ends these mails is signed and nothing of it is stored: that of an old mail goes on working.
 *
 * Strings and lists live in the pool. Out parameters are written only on OK. */
#ifndef MODEL_SAVED_SEARCH_H
#define MODEL_SAVED_SEARCH_H

#include "model/resource_list.h"

#define SAVED_SEARCH_MOST 30        /* of one member */
#define SAVED_SEARCH_QUERY_MOST 2000 /* bytes */

extern const char *const saved_search_every[]; /* "daily", "weekly", "off", NULL */

struct saved_search {
    int64_t        id, member_id;
    char          *query; /* "q=water&country=SN" in one order, escaped */
    char          *lang;  /* of the reader whose words they are */
    char          *every;
    struct instant created_at, told_until;
    struct instant last_run, next_run; /* 0: not yet; off */
};
struct saved_search_list { struct saved_search *v; size_t n; };

void saved_search_ask(const struct saved_search *s, struct list_ask *out);
/* “water” · Senegal · In French: what it looks for, in the language in use. */
char *saved_search_name(const struct list_ask *a, const struct facet_table *t);
const char *saved_search_every_word(const char *every);

/* ---- the member's own ---- */

/* Newest first. */
enum err saved_search_list(struct db *db, int64_t member_id, struct saved_search_list *out) MUST_CHECK;
/* ERR_NOT_FOUND: none of theirs has this number. */
enum err saved_search_get(struct db *db, const struct user *by, int64_t id, struct saved_search *out) MUST_CHECK;
/* Whether this search is saved and not off. */
enum err saved_search_is_on(struct db *db, int64_t member_id, const char *query, bool *out) MUST_CHECK;
/* Mails daily from now on; one that is there already is turned on. key: of the form.
 * ERR_LIMIT: they have SAVED_SEARCH_MOST; ERR_INVALID: nothing or too much is asked for. */
enum err saved_search_add(struct db *db, const struct user *by, const char *key, const char *query, int64_t *out_id) MUST_CHECK;
/* What was published while it was off is not told afterwards. */
enum err saved_search_set(struct db *db, const struct user *by, int64_t id, const char *every) MUST_CHECK;
enum err saved_search_delete(struct db *db, const struct user *by, int64_t id) MUST_CHECK;

/* ---- ending all of a member's, by the link in a mail ---- */

char *saved_search_token(int64_t member_id);
bool saved_search_token_read(const char *token, int64_t *member_id);
enum err saved_search_stop_all(struct db *db, int64_t member_id) MUST_CHECK;

/* ---- for the worker ---- */

struct saved_search_sent { int64_t members, mails, told; };
/* Looks through what is due of one member and adds to *sum. ERR_NOT_FOUND: nothing is due. */
enum err saved_search_run_next(struct db *db, struct saved_search_sent *sum) MUST_CHECK;
/* Forgets what no search looks back to; *n of them, `most` at most. */
enum err saved_search_forget(struct db *db, int64_t most, int64_t *n) MUST_CHECK;

#endif
