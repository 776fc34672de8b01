/* country_find.h - tells which country a word means, in whichever way people write it: its code of two or three
 * letters, its name in English, French or Spanish, and other spellings, whatever the accents and capitals. */
#ifndef MODEL_COUNTRY_FIND_H
#define MODEL_COUNTRY_FIND_H

#include "kit/base.h"

struct country_name {
    char *code, *en, *fr, *es;
};

/* The code out of names, or NULL. *near: then the one whose spelling is close, for a question; NULL: none. */
const char *country_find(const char *word, const struct country_name *names, size_t n, const char **near);

#endif
