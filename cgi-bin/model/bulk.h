/* bulk.h - one change to many accounts: chosen, looked at, carried out, undone.
 *
 * Choosing writes down for each person what would happen ("will") or why nothing can ("left"); nothing has
 * changed yet. After a yes each person is changed in a transaction of its own that also notes it ("done"), so
 * that it may be killed at any moment and goes on where it stood. Undoing puts back what is still as the change
 * left it; whoever was changed since is kept as he is and named. */
#ifndef MODEL_BULK_H
#define MODEL_BULK_H

#include "model/member_admin.h"

enum { BULK_MOST = 20000, BULK_AT_ONCE = 50 };

struct bulk {
    int64_t        id, member_id;
    char          *action; /* suspend restore role_add role_remove lang resend */
    char          *value;  /* reason of a suspension, role, language */
    char          *state;  /* checked running done undoing undone dropped */
    char          *by_name;
    int            total;
    struct instant created_at, ended_at, undone_at;
};
struct bulk_list {
    struct bulk *v;
    size_t       n;
};
struct bulk_row {
    int64_t member_id;
    char   *name, *email, *state; /* of now */
    char   *outcome;              /* will done left undone kept */
    char   *reason;               /* code of why it was left or kept */
    char   *was;
};
struct bulk_rows {
    struct bulk_row *v;
    size_t           n;
};
struct bulk_counts {
    int64_t will, done, left, undone, kept;
};

/* Is there such an action, and does the value fit? ERR_INVALID says why not. */
enum err bulk_check(const char *action, const char *value) MUST_CHECK;
/* Writes down a change to these people (f NULL), or to all that fit the filter, BULK_MOST at most; more are
 * ERR_LIMIT. form_key: a second click gives the first one. */
enum err bulk_begin(struct db *db, const struct user *by, const char *form_key, const char *action,
                    const char *value, const struct id_list *ids, const struct member_filter *f, int64_t *out_id) MUST_CHECK;
/* checked -> running. A few people are changed at once, more by the worker ("people.bulk"). ERR_CONFLICT: in
 * another state, or somebody else's. */
enum err bulk_confirm(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* done -> undoing, in the same way. */
enum err bulk_undo(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
enum err bulk_drop(struct db *db, const struct user *by, int64_t id) MUST_CHECK;
/* Can it be undone at all? What was mailed cannot. */
bool bulk_can_undo(const struct bulk *b);

/* Job of the worker, payload {"bulk":id}: goes on with a change or with undoing it. tick as in import.h. */
typedef bool (*bulk_tick)(void *arg, int done, int total);
enum err bulk_run(struct db *db, int64_t id, bulk_tick tick, void *arg) MUST_CHECK;

enum err bulk_get(struct db *db, int64_t id, struct bulk *out) MUST_CHECK;
/* Those that were begun, newest first: before a number, or, oldest first, after `newer`; 0: from the newest. */
enum err bulk_page(struct db *db, int64_t before, int64_t newer, int limit, struct bulk_list *out) MUST_CHECK;
enum err bulk_count(struct db *db, int64_t id, struct bulk_counts *out) MUST_CHECK;
/* By number of the person, upwards from `above` or, when it is not 0, downwards from `below`; outcome NULL: all. */
enum err bulk_people(struct db *db, int64_t id, const char *outcome, int64_t above, int64_t below, int limit,
                     struct bulk_rows *out) MUST_CHECK;
/* Forgets those older than a year, and what was never carried out after a day. */
enum err bulk_forget(struct db *db, int64_t *n) MUST_CHECK;

void bulk_to_hdf(const struct bulk *b, HDF *h);
void bulk_row_to_hdf(const struct bulk *b, const struct bulk_row *row, HDF *h);
const char *bulk_reason_word(const char *reason);

/* bulk_sql.c, for bulk.c */
struct bulk_new_row {
    int64_t     id;
    const char *reason; /* NULL: will be done */
};
enum err bulk_sql_lock(struct db *db, int64_t id, struct bulk *out) MUST_CHECK;
enum err bulk_sql_insert(struct db *db, int64_t by, const char *action, const char *value, int64_t *out_id) MUST_CHECK;
enum err bulk_sql_rows(struct db *db, int64_t id, const struct bulk_new_row *rows, size_t n) MUST_CHECK;
enum err bulk_sql_total(struct db *db, int64_t id) MUST_CHECK;
enum err bulk_sql_state(struct db *db, int64_t id, const char *state) MUST_CHECK;
enum err bulk_sql_members(struct db *db, const struct id_list *ids, struct member_list *out) MUST_CHECK;
struct bulk_one {
    int64_t member_id;
    char   *outcome, *was;
    int     version;
};
/* The first one above this person. */
enum err bulk_sql_next(struct db *db, int64_t id, const char *outcome, int64_t above, struct bulk_one *out) MUST_CHECK;
enum err bulk_sql_mark(struct db *db, int64_t id, int64_t member_id, const char *outcome, const char *reason,
                       const char *was, int version) MUST_CHECK;

#endif
