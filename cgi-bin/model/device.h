/* device.h - browsers that a person has signed in with. A sign-in with another one is told by mail, but for
 * the first of all. The browser keeps a token for long; only its hash is stored, and it opens nothing. */
#ifndef MODEL_DEVICE_H
#define MODEL_DEVICE_H

#include "kit/base.h"

enum { DEVICE_DAYS = 400 };

struct device_sign_in {
    const char *token; /* the browser's, or NULL */
    const char *agent, *ip;
};
/* *token: for the browser to keep from now on. */
enum err device_signed_in(struct db *db, int64_t member_id, const struct device_sign_in *d, const char **token) MUST_CHECK;

#endif
