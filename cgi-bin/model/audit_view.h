/* audit_view.h - looking at the audit log: who did what, when. The kit's audit() writes it.
 *
 * Ownership: strings and lists live in the pool. Out parameters are written only on OK. */
#ifndef MODEL_AUDIT_VIEW_H
#define MODEL_AUDIT_VIEW_H

#include "kit/base.h"

struct audit_row {
    int64_t        id;
    struct instant at;
    int64_t        member_id; /* 0: the system or a stranger */
    char          *by_name, *by_email; /* NULL: nobody, or an account that is gone */
    char          *action, *object_type;
    int64_t        object_id;
    char          *detail; /* JSON, or NULL */
    bool           there;  /* the thing has not gone since */
};
struct audit_rows {
    struct audit_row *v;
    size_t            n;
};

#define AUDIT_PEOPLE 50
struct audit_filter {
    const char  *person;      /* a whole address, how a name or address begins, or a number; NULL: anybody */
    const char  *action;      /* "resource.publish", or with a final '.' all of an area; NULL: any */
    const char  *object_type; /* NULL: any */
    int64_t      object_id;   /* 0: any */
    struct date  from, to;    /* both days included, UTC; year 0: open */
    int64_t      before;      /* older than this entry; 0: from the newest */
    int64_t      newer;       /* or newer than this one, oldest first */
    int          limit;
};
/* Newest first; one more than the limit when there are more. */
enum err audit_list(struct db *db, const struct audit_filter *f, struct audit_rows *out) MUST_CHECK;
enum err audit_actions(struct db *db, struct text_list *out) MUST_CHECK;
enum err audit_types(struct db *db, struct text_list *out) MUST_CHECK;

void audit_to_hdf(const struct audit_row *a, HDF *h);
const char *audit_action_word(const char *action); /* "Published a publication"; the code when unknown */
const char *audit_type_word(const char *object_type);
/* "title: Ports, from: draft" of the JSON, on one line. */
char *audit_detail_text(const char *detail);
/* A table with a first line of names (CSV). */
char *audit_csv(const struct audit_rows *rows);

/* audit_view_sql.c, for audit_view_search_sql.c */
enum err audit_people(struct db *db, const char *begins, struct id_list *out) MUST_CHECK;
/* First entry at or after this day; 0: none. */
enum err audit_first_of(struct db *db, struct instant t, int64_t *id) MUST_CHECK;

#endif
