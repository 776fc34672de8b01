/* member_admin.h - what administrators do with accounts. Each change writes its audit line in the same
 * transaction. */
#ifndef MODEL_MEMBER_ADMIN_H
#define MODEL_MEMBER_ADMIN_H

#include "model/member.h"

struct member_filter {
    const char *q;      /* beginning of a name, of a word of it, or of an e-mail address; NULL: any */
    const char *state;  /* "pending", "active", "suspended"; NULL: any */
    unsigned    role;   /* EDITOR, MODERATOR or ADMINISTRATOR; 0: any */
    int64_t     before; /* the page after this id; 0: from the newest */
    int64_t     newer;  /* or those who came after this one, oldest first */
    int         limit;
};
/* Newest sign-up first. */
enum err member_list(struct db *db, const struct member_filter *f, struct member_list *out) MUST_CHECK;

/* roles: of enum role, MEMBER does not matter. `version` is what the administrator saw: ERR_CONFLICT when
 * the account was changed since. ERR_INVALID: not active, or one's own role of administrator. The next
 * request of the person already counts: sessions end, so that a new one begins with the new rights (an
 * administrator's own session goes on). */
enum err member_set_roles(struct db *db, const struct user *by, int64_t id, int version, unsigned roles) MUST_CHECK;

/* Ends all sessions and voids all mailed links. reason: for the audit log. Not oneself (ERR_INVALID). */
enum err member_suspend(struct db *db, const struct user *by, int64_t id, int version, const char *reason) MUST_CHECK;
enum err member_restore(struct db *db, const struct user *by, int64_t id, int version) MUST_CHECK;
/* Signs somebody out everywhere; *n tells of how many devices. */
enum err member_end_sessions(struct db *db, const struct user *by, int64_t id, int64_t *n) MUST_CHECK;

#endif
