/* parse_path.c - the path of a request. */
#include "kit/parse.h"

#include <string.h>

static bool has_control(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t code = 0;
        i += utf8_next(s + i, n - i, &code);
        if (code < ' ' || (code >= 0x7f && code < 0xa0))
            return true;
    }
    return false;
}

enum parse parse_path(TALLOC_CTX *ctx, const char *s, size_t n, const char **out)
{
    char  *path = talloc_size(ctx, n + 1);
    size_t w = 0;

    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        if (c == '%') {
            int high = n - i > 2 ? parse_hex(s[i + 1]) : -1;
            int low = n - i > 2 ? parse_hex(s[i + 2]) : -1;
            if (high < 0 || low < 0)
                goto bad;
            c = (char)(high << 4 | low);
            i += 2;
        }
        path[w++] = c;
    }
    path[w] = '\0';
    if (!utf8_valid(path, w) || has_control(path, w))
        goto bad;
    *out = path;
    return PARSE_OK;

bad:
    talloc_free(path);
    return PARSE_BAD;
}
