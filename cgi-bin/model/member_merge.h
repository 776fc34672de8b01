/* member_merge.h - two accounts of one person become one.
 *
 * One account stays and one goes. What hangs on the one that goes moves, is united with what is there, or ends;
 * which of it for every table that refers to a member is written in member_merge_sql.c, and a test compares that
 * list with the schema. The number of the one that goes leads to the other from then on, and its addresses
 * become further addresses. */
#ifndef MODEL_MEMBER_MERGE_H
#define MODEL_MEMBER_MERGE_H

#include "model/member.h"

/* Fields that are taken over from the account that goes; else that of the one that stays. */
enum merge_field { MERGE_NAME, MERGE_COUNTRY, MERGE_ORGANISATION, MERGE_LANG, MERGE_ZONE, MERGE_POSITION, MERGE_PLACE, MERGE_ABOUT, MERGE_PHOTO, MERGE_FIELDS };
extern const char *const merge_field_code[MERGE_FIELDS]; /* "name" ... */
const char *merge_field_label(enum merge_field f);

struct merge_side {
    struct member m;
    char         *value[MERGE_FIELDS]; /* as text, NULL: none; of a photo: its hash */
};
struct merge_line {
    const char *label; /* what it is, in the language in use */
    int64_t     n;
};
struct merge_view {
    struct merge_side  stays, goes;
    struct merge_line *moves; /* what moves, with its number; none of 0 */
    size_t             nmoves;
    int64_t            organisations_both; /* in which both are: the stronger role counts */
    bool               address_moves;
};

/* An address or a number, as typed. ERR_NOT_FOUND: nobody's. */
enum err merge_find(struct db *db, const char *typed, int64_t *id) MUST_CHECK;
/* ERR_INVALID: the two cannot be merged, err_issues() says why. */
enum err merge_look(struct db *db, const struct user *by, int64_t stays, int64_t goes, struct merge_view *out) MUST_CHECK;

struct merge_choice {
    int64_t stays, goes;
    int     stays_version, goes_version; /* as they were looked at: ERR_CONFLICT when one has changed */
    bool    take[MERGE_FIELDS];          /* from the one that goes */
};
/* All in one transaction, with the audit line and a mail to the person. */
enum err member_merge(struct db *db, const struct user *by, const struct merge_choice *c) MUST_CHECK;

/* member_merge_sql.c */
enum err merge_sql_side(struct db *db, int64_t id, struct merge_side *out) MUST_CHECK;
enum err merge_sql_lock(struct db *db, int64_t id, int *version) MUST_CHECK;
enum err merge_sql_counts(struct db *db, int64_t goes, struct merge_line **v, size_t *n) MUST_CHECK;
enum err merge_sql_both(struct db *db, int64_t stays, int64_t goes, int64_t *n) MUST_CHECK;
enum err merge_sql_move(struct db *db, int64_t stays, int64_t goes) MUST_CHECK;
enum err merge_sql_fields(struct db *db, const struct merge_choice *c, const struct merge_side *goes) MUST_CHECK;
enum err merge_sql_end(struct db *db, int64_t stays, int64_t goes) MUST_CHECK;

#endif
