#include "fuzz.h"

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    char       *header = fuzz_string(bytes, n);
    const char *value = parse_cookie(ctx, header, "sid");

    if (value != NULL) {
        CHECK(strstr(header, value) != NULL);
        CHECK(strpbrk(value, " \t\r\n\",;\\") == NULL);
        const char *again = talloc_asprintf(ctx, "x=1; sid=%s; y=2", value);
        CHECK(strcmp(parse_cookie(ctx, again, "sid"), value) == 0);
        /* what follows changes nothing: the first one wins */
        again = talloc_asprintf(ctx, "%s; sid=other", header);
        CHECK(strcmp(parse_cookie(ctx, again, "sid"), value) == 0);
    }
    free(header);
}
