/* person.h - the page of one person. */
#ifndef ADMIN_PERSON_H
#define ADMIN_PERSON_H

#include "kit/web.h"
#include "model/member_admin.h"
#include "model/object_role.h"

/* namesakes: other accounts of the same name, which may be the same person. */
enum err person_namesakes_put(struct req *r, int64_t id) MUST_CHECK;
/* Puts everything that the page of the person in the address shows. */
enum err person_page_put(struct req *r, struct member *m) MUST_CHECK;

#endif
