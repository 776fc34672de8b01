#include "fuzz.h"

/* RFC 3629, section 4, letter by letter. */
static bool in(unsigned char c, unsigned char low, unsigned char high)
{
    return c >= low && c <= high;
}
static bool tails(const unsigned char *u, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!in(u[i], 0x80, 0xbf))
            return false;
    return true;
}
static bool rfc3629(const unsigned char *u, size_t n)
{
    for (size_t i = 0, len; i < n; i += len) {
        size_t        left = n - i;
        unsigned char a = u[i], b = left > 1 ? u[i + 1] : 0;
        if (a < 0x80)
            len = 1;
        else if (in(a, 0xc2, 0xdf) && left >= 2 && tails(u + i + 1, 1))
            len = 2;
        else if (left >= 3 && tails(u + i + 1, 2) &&
                 ((a == 0xe0 && b >= 0xa0) || in(a, 0xe1, 0xec) || (a == 0xed && b <= 0x9f) || in(a, 0xee, 0xef)))
            len = 3;
        else if (left >= 4 && tails(u + i + 1, 3) &&
                 ((a == 0xf0 && b >= 0x90) || in(a, 0xf1, 0xf3) || (a == 0xf4 && b <= 0x8f)))
            len = 4;
        else
            return false;
    }
    return true;
}

static void tidy(void *ctx, const char *s, bool one_line)
{
    char *text = text_tidy(ctx, s, one_line);

    CHECK(strlen(text) <= strlen(s));
    CHECK(utf8_valid(text, strlen(text)));
    CHECK(utf8_length(text) <= strlen(text));
    CHECK(strcmp(text_tidy(ctx, text, one_line), text) == 0);
    for (const char *p = text; *p; p++) {
        CHECK((unsigned char)*p >= ' ' || (!one_line && (*p == '\n' || *p == '\t')));
        CHECK(!(one_line && p[0] == ' ' && p[1] == ' '));
    }
}

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    bool  valid = utf8_valid(bytes, n);
    char *s = malloc(n + 1), *text = fuzz_string(bytes, n);

    CHECK(valid == rfc3629((const unsigned char *)bytes, n));
    memcpy(s, bytes, n);
    CHECK(utf8_mend(s, n) == (valid && memchr(bytes, '\0', n) == NULL));
    CHECK(strlen(s) <= n && utf8_valid(s, strlen(s)));
    CHECK(utf8_mend(s, strlen(s)));
    tidy(ctx, text, false);
    tidy(ctx, text, true);
    free(s);
    free(text);
}
