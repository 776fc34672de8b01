/* suppress.c - see suppress.h. */
#include "model/suppress.h"

bool suppress(struct figure *v, size_t n, int64_t under)
{
    int64_t cover = INT64_MAX; /* the smallest number that needs no hiding */
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        v[i].hidden = false;
        if (v[i].n >= under && v[i].n < cover)
            cover = v[i].n;
        any |= v[i].n > 0 && v[i].n < under;
    }
    if (!any)
        return true;
    if (cover == INT64_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        v[i].hidden = v[i].n > 0 && v[i].n <= cover;
    return true;
}
