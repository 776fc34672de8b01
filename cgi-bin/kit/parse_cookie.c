/* parse_cookie.c - the Cookie header (RFC 6265, section 4.2.1). */
#include "kit/parse.h"

#include <string.h>

/* cookie-octet: visible ASCII but '"' ',' ';' and '\' */
static bool octets_ok(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] <= ' ' || s[i] >= 0x7f || strchr("\",;\\", s[i]) != NULL)
            return false;
    return true;
}

static size_t trim_end(const char *s, size_t n)
{
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    return n;
}

const char *parse_cookie(TALLOC_CTX *ctx, const char *header, const char *name)
{
    size_t name_n = strlen(name);

    while (header != NULL && *header != '\0') {
        header += strspn(header, " \t;");
        size_t      n = strcspn(header, ";");
        const char *equals = memchr(header, '=', n);
        if (equals != NULL && trim_end(header, (size_t)(equals - header)) == name_n &&
            memcmp(header, name, name_n) == 0) {
            const char *value = equals + 1 + strspn(equals + 1, " \t");
            size_t      len = trim_end(value, (size_t)(header + n - value));
            if (len >= 2 && value[0] == '"' && value[len - 1] == '"') {
                value++;
                len -= 2;
            }
            return octets_ok(value, len) ? talloc_strndup(ctx, value, len) : NULL;
        }
        header += n;
    }
    return NULL;
}
