#include "fuzz.h"

#include "model/text_links.h"

/* The parts together are the text; what is a link is an address that anybody may follow. */
static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    char             *s = malloc(n + 1);
    const char       *at = s;
    struct text_parts l;

    pool = ctx;
    memcpy(s, bytes, n);
    utf8_mend(s, n);
    l = text_links(s);
    CHECK(l.n <= 2 * TEXT_LINKS_MOST + 1);
    for (size_t i = 0; i < l.n; i++) {
        size_t len = strlen(l.v[i].text);

        CHECK(len > 0 && strncmp(at, l.v[i].text, len) == 0);
        CHECK(utf8_valid(l.v[i].text, len));
        at += len;
        if (l.v[i].url)
            CHECK(strncmp(l.v[i].url, "http://", 7) == 0 || strncmp(l.v[i].url, "https://", 8) == 0);
    }
    CHECK(*at == '\0');
    free(s);
}
