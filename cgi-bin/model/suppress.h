/* suppress.h - small numbers in published statistics.
 *
 * A number under `under` (the setting statistics_least) could point at somebody, so it is hidden. To hide it alone would not do: it is
 * the total less the others. And to hide just enough for two to share a sum would tell that both are small. So
 * all numbers up to the smallest one that needs no hiding are hidden with the small ones. Then
 *   - each hidden number may be a small one, and each may be one that is not: whoever knows this rule, the
 *     total and all that is shown can swap any two of the hidden ones and get the very same table;
 *   - what is shown is exact.
 * A table of small numbers alone has nothing to hide them behind and is not shown at all. Zeros stand in no
 * table. */
#ifndef MODEL_SUPPRESS_H
#define MODEL_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figure {
    const char *label, *code;
    int64_t     n;
    bool        hidden;
};
/* Marks what is hidden. False: the table may not be shown. */
bool suppress(struct figure *v, size_t n, int64_t under);

#endif
