#include "fuzz.h"

static void fuzz_one(void *ctx, const char *bytes, size_t n)
{
    char *s = fuzz_string(bytes, n);
    char *url = parse_url(ctx, s);

    if (url != NULL) {
        CHECK(strncmp(url, "http://", 7) == 0 || strncmp(url, "https://", 8) == 0);
        CHECK(strlen(url) <= 2000);
        for (const char *p = url; *p; p++)
            CHECK(*p > ' ' && *p < 0x7f && strchr("\"<>\\^`{|}", *p) == NULL);
        const char *host = strstr(url, "://") + 3;
        const char *at = strchr(host, '@');
        CHECK(strcspn(host, ":/?#") > 0);
        CHECK(at == NULL || at > host + strcspn(host, "/?#"));
        CHECK(strcmp(parse_url(ctx, url), url) == 0);
        CHECK(!path_is_local(url));
    }
    if (path_is_local(s)) {
        CHECK(s[0] == '/' && s[1] != '/' && strstr(s, "//") == NULL);
        CHECK(strpbrk(s, "\\\t\r\n") == NULL);
        CHECK(url == NULL);
    }
    free(s);
}
