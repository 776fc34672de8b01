/* password_rules.h - which passwords people may choose: long enough, not among the commonest, not
 * their own name or the site's. Nothing about capitals and digits: that only makes worse passwords. */
#ifndef MODEL_PASSWORD_RULES_H
#define MODEL_PASSWORD_RULES_H

#include "kit/base.h"

enum {
    PASSWORD_LEAST = 8,      /* characters */
    PASSWORD_ADVICE = 15,    /* what the hint beside the field advises */
    PASSWORD_MOST = 128,
    PASSWORD_MOST_BYTES = 512
};

/* A translated sentence that says how to choose another one, or NULL when the password will do.
 * name and email are the person's own; NULL where not known. */
const char *password_problem(const char *password, const char *name, const char *email);

#endif
