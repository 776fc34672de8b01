/* object_role.h - rights of a person on one thing alone: "editor of this series".
 *
 * The session brings them with the person (struct user, .objects), so that a change counts from the next
 * request on and asking costs nothing. Rights on calls, events or discussions are rows of the same kind. */
#ifndef MODEL_OBJECT_ROLE_H
#define MODEL_OBJECT_ROLE_H

#include "kit/base.h"

/* What there is: role, kind of thing. */
#define SERIES_EDITOR "editor", "series"

bool object_role_has(const struct user *u, const char *role, const char *type, int64_t id);
/* The things on which the person has this role. */
struct id_list object_role_ids(const struct user *u, const char *role, const char *type);

struct object_role {
    int64_t        member_id, object_id, granted_by; /* granted_by 0: an account that is gone */
    char          *object_type, *role;
    char          *member_name, *title, *by_name; /* title of the thing, in the language in use */
    struct instant granted_at;
};
struct object_role_list {
    struct object_role *v;
    size_t              n;
};
enum err object_roles_of_member(struct db *db, int64_t member_id, struct object_role_list *out) MUST_CHECK;
enum err object_roles_of_object(struct db *db, const char *type, int64_t id, struct object_role_list *out) MUST_CHECK;

/* Only administrators. Granted twice is granted once. ERR_NOT_FOUND: no such person or thing. ERR_INVALID:
 * the account is not active. */
enum err object_role_grant(struct db *db, const struct user *by, int64_t member_id, const char *role,
                           const char *type, int64_t id) MUST_CHECK;
/* ERR_NOT_FOUND: the person does not have it. */
enum err object_role_withdraw(struct db *db, const struct user *by, int64_t member_id, const char *role,
                              const char *type, int64_t id) MUST_CHECK;

void object_role_to_hdf(const struct object_role *o, HDF *h);

#endif
