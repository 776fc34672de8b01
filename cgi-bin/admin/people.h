/* people.h - changes to accounts that their owners are told of by mail, in the same transaction. */
#ifndef ADMIN_PEOPLE_H
#define ADMIN_PEOPLE_H

#include "kit/base.h"

struct role_form {
    struct text_list roles;
    int              version;
};

/* member_set_roles(), and a mail to the person when the roles are others than before. */
enum err person_roles(struct db *db, const struct user *by, int64_t id, int version, unsigned roles) MUST_CHECK;

#endif
