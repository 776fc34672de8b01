#include <ctype.h>

#include "fuzz.h"

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    static const char *const offers[] = {"en", "fr", "es"};
    char                    *header = fuzz_string(bytes, n);
    int                      best = parse_accept_language(header, offers, 3);

    CHECK(best >= -1 && best < 3);
    CHECK(parse_accept_language(header, offers, 0) == -1);
    /* a language that nobody offers changes nothing */
    CHECK(parse_accept_language(talloc_asprintf(ctx, "%s, zz", header), offers, 3) == best);
    CHECK(parse_accept_language(talloc_asprintf(ctx, "zz;q=0.3 , %s", header), offers, 3) == best);
    for (char *p = header; *p; p++)
        *p = (char)toupper((unsigned char)*p);
    CHECK(parse_accept_language(header, offers, 3) == best);
    free(header);
}
