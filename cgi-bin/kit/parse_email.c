/* parse_email.c - e-mail addresses, as the HTML standard defines a valid one. */
#include "kit/parse.h"

#include <ctype.h>
#include <string.h>

enum { EMAIL_MOST = 254 };

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool local_ok(const char *s, size_t n)
{
    if (n == 0)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_alnum(s[i]) && (s[i] == '\0' || strchr(".!#$%&'*+/=?^_`{|}~-", s[i]) == NULL))
            return false;
    return true;
}

static bool label_ok(const char *s, size_t n)
{
    if (n == 0 || n > 63 || s[0] == '-' || s[n - 1] == '-')
        return false;
    for (size_t i = 0; i < n; i++)
        if (!is_alnum(s[i]) && s[i] != '-')
            return false;
    return true;
}

static bool domain_ok(const char *s, size_t n)
{
    for (;;) {
        const char *dot = memchr(s, '.', n);
        size_t      len = dot ? (size_t)(dot - s) : n;
        if (!label_ok(s, len))
            return false;
        if (dot == NULL)
            return true;
        s += len + 1;
        n -= len + 1;
    }
}

char *parse_email(TALLOC_CTX *ctx, const char *s)
{
    s += strspn(s, " \t\r\n");
    size_t n = strlen(s);
    while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
        n--;
    const char *at = memchr(s, '@', n);
    if (n > EMAIL_MOST || at == NULL)
        return NULL;
    size_t local = (size_t)(at - s);
    if (!local_ok(s, local) || !domain_ok(at + 1, n - local - 1))
        return NULL;

    char *email = talloc_strndup(ctx, s, n);
    for (size_t i = local; i < n; i++)
        email[i] = (char)tolower((unsigned char)email[i]);
    return email;
}
