#include <errno.h>
#include <inttypes.h>

#include "fuzz.h"

/* The C library agrees, about the number and about what is none. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    char   *s = fuzz_string(bytes, n), *end;
    int64_t v = 7, again;

    errno = 0;
    long long libc = strtoll(s, &end, 10);
    bool      plain = *s != '\0' && strspn(s, "-0123456789") == strlen(s) && *end == '\0' && errno == 0;
    CHECK(parse_int(s, &v) == plain);
    CHECK(v == (plain ? (int64_t)libc : 7));
    CHECK(parse_int(talloc_asprintf(ctx, "%" PRId64, v), &again) && again == v);
    for (size_t i = 0; i < n; i++)
        CHECK((parse_hex(bytes[i]) >= 0) == (bytes[i] != '\0' && strchr("0123456789abcdefABCDEF", bytes[i]) != NULL));
    free(s);
}
