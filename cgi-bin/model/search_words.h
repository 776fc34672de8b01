/* search_words.h - what somebody typed into a search, as the database looks for it. */
#ifndef MODEL_SEARCH_WORDS_H
#define MODEL_SEARCH_WORDS_H

#include "kit/base.h"

/* A LIKE pattern for what begins with `q` after `front` ("" or "% "): % and _ of q stand for themselves. */
char *search_beginning(const char *front, const char *q);

/* "+ville* +dakar*" for MATCH ... IN BOOLEAN MODE: at most eight words, by their beginnings. Words of fewer than
 * three letters are left out, as short ones would fit nearly everything. NULL: none is left. */
char *search_match(const char *q);

#endif
