/* person.h - the page of one person. */
#ifndef ADMIN_PERSON_H
#define ADMIN_PERSON_H

#include "kit/web.h"
#include "model/member_admin.h"
#include "model/object_role.h"

/* Puts everything that the page of the person in the address shows. */
enum err person_page_put(struct req *r, struct member *m) MUST_CHECK;

#endif
