/* search_words.c - see search_words.h. */
#include "model/search_words.h"

#include <ctype.h>

enum { WORDS_MOST = 8, LETTERS_LEAST = 3 };

char *search_beginning(const char *front, const char *q)
{
    char *out = talloc_size(pool, strlen(front) + strlen(q) * 2 + 2), *o = stpcpy(out, front);

    for (; *q; q++) {
        if (strchr("%_\\", *q))
            *o++ = '\\';
        *o++ = *q;
    }
    *o++ = '%';
    *o = '\0';
    return out;
}

char *search_match(const char *q)
{
    char *out = copy("");

    for (int left = WORDS_MOST; *q && left;) {
        size_t n = 0;

        while (q[n] && (isalnum((unsigned char)q[n]) || (unsigned char)q[n] >= 0x80))
            n++;
        if (n >= LETTERS_LEAST) {
            out = talloc_asprintf_append(out, "%s+%.*s*", *out ? " " : "", (int)n, q);
            left--;
        }
        q += n + (n == 0);
    }
    return *out ? out : NULL;
}
