#include "fuzz.h"

enum { MOST = 8 };

/* The query string of an address: few pairs, everything in them valid. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    struct pairs p, more;
    enum parse   e = parse_urlencoded(ctx, bytes, n, MOST, &p);

    CHECK(e == PARSE_OK || e == PARSE_BAD || e == PARSE_TOO_MANY);
    CHECK(p.n <= MOST);
    for (size_t i = 0; i < p.n; i++) {
        CHECK(utf8_valid(p.v[i].name, strlen(p.v[i].name)));
        CHECK(utf8_valid(p.v[i].value, strlen(p.v[i].value)));
    }
    /* a larger limit never changes what came before */
    CHECK(parse_urlencoded(ctx, bytes, n, n + 1, &more) != PARSE_TOO_MANY);
    CHECK(more.n >= p.n);
    for (size_t i = 0; i < p.n; i++)
        CHECK(strcmp(p.v[i].value, more.v[i].value) == 0 && strcmp(p.v[i].name, more.v[i].name) == 0);
}
