/* member_tool.h - accounts from the command line, where whoever may run it may do anything. */
#ifndef MODEL_MEMBER_TOOL_H
#define MODEL_MEMBER_TOOL_H

#include "kit/base.h"

struct member_tool {
    const char *email, *name, *country, *organisation, *lang;
    unsigned    roles; /* of enum role, beyond MEMBER */
    const char *password; /* NULL: none, so that nobody can sign in by one */
};
/* An active account with these roles. One that is there already keeps its name and its password; it
 * becomes active and gets the roles. *made tells which. */
enum err member_tool_make(struct db *db, const struct member_tool *m, bool *made) MUST_CHECK;

/* Sets the password, ends all sessions and voids all mailed links. ERR_NOT_FOUND: no such account. */
enum err member_tool_password(struct db *db, const char *email, const char *password) MUST_CHECK;

#endif
