#include "fuzz.h"

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    char *s = fuzz_string(bytes, n);
    char *email = parse_email(ctx, s);

    if (email != NULL) {
        CHECK(strlen(email) <= 254);
        CHECK(strchr(email, '@') != NULL && strchr(email, '@') == strrchr(email, '@'));
        CHECK(strpbrk(email, " \t\r\n\"<>(),:;\\[]") == NULL);
        for (const char *p = email; *p; p++)
            CHECK(*p > ' ' && *p < 0x7f);
        for (const char *p = strchr(email, '@'); *p; p++)
            CHECK(*p < 'A' || *p > 'Z');
        char *again = parse_email(ctx, talloc_asprintf(ctx, "\t %s \r\n", email));
        CHECK(again != NULL && strcmp(again, email) == 0);
    }
    free(s);
}
