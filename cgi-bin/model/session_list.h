/* session_list.h - the browsers in which a person is signed in, for that person to see and to end. */
#ifndef MODEL_SESSION_LIST_H
#define MODEL_SESSION_LIST_H

#include "kit/base.h"

struct session_row {
    int64_t        id;
    struct instant created_at;
    struct instant seen_at;
    struct instant expires_at;
    char          *ip;
    char          *agent;
    bool           keep_me;
    bool           strong; /* a second factor was given */
};
struct session_list {
    struct session_row *v;
    size_t              n;
};

/* Those that have not run out, last used first; 100 at most. */
enum err session_list_read(struct db *db, int64_t member_id, struct session_list *out) MUST_CHECK;
/* ERR_NOT_FOUND when it is not this member's. */
enum err session_list_end(struct db *db, int64_t member_id, int64_t id) MUST_CHECK;
/* All but one (0: all without exception); *n tells how many. */
enum err session_list_end_others(struct db *db, int64_t member_id, int64_t but, int64_t *n) MUST_CHECK;
/* "Firefox on Linux", as far as the browser tells. */
char *session_device(const char *agent);
/* zone: where the person lives. */
void session_to_hdf(const struct session_row *s, int64_t current, const char *zone, HDF *h);

#endif
