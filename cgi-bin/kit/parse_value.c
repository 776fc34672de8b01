/* parse_value.c - UTF-8, whole numbers and addresses of pages. */
#include "kit/parse.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* ---- UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) ---- */

size_t utf8_next(const char *s, size_t n, uint32_t *code)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *u = (const unsigned char *)s;

    if (n == 0)
        return 0;
    if (u[0] < 0x80) {
        *code = u[0];
        return 1;
    }
    size_t len = u[0] >= 0xf0 && u[0] < 0xf5 ? 4 : u[0] >= 0xe0 && u[0] < 0xf0 ? 3 : u[0] >= 0xc2 && u[0] < 0xe0 ? 2 : 0;
    if (len == 0 || len > n)
        return 0;
    uint32_t c = u[0] & (0xffU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((u[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (u[i] & 0x3f);
    }
    if (c < least[len] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0;
    *code = c;
    return len;
}

bool utf8_valid(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t code;
        size_t   len = utf8_next(s + i, n - i, &code);
        if (len == 0)
            return false;
        i += len;
    }
    return true;
}

size_t utf8_length(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return n;
}

bool utf8_mend(char *s, size_t n)
{
    size_t whole = strnlen(s, n);
    bool   fine = whole == n;

    for (size_t i = 0; i < whole;) {
        uint32_t code;
        size_t   len = utf8_next(s + i, whole - i, &code);
        if (len == 0) {
            s[i] = '?';
            fine = false;
            len = 1;
        }
        i += len;
    }
    s[whole] = '\0';
    return fine;
}

/* ---- whole numbers ---- */

int parse_hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool parse_int(const char *s, int64_t *out)
{
    int64_t v = 0;
    bool    minus = *s == '-';

    if (minus)
        s++;
    if (*s == '\0')
        return false;
    for (; *s != '\0'; s++) {
        if (*s < '0' || *s > '9')
            return false;
        /* downwards: the least number has no positive twin */
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, *s - '0', &v))
            return false;
    }
    if (!minus && v == INT64_MIN)
        return false;
    *out = minus ? v : -v;
    return true;
}

/* ---- addresses of pages ---- */

enum { URL_MOST = 2000 };

static bool url_host_ok(const char *s, size_t n)
{
    if (n == 0 || n > 253)
        return false;
    for (size_t i = 0, label = 0; i < n; i++) {
        if (s[i] == '.') {
            if (label == 0)
                return false;
            label = 0;
        } else if (isascii((unsigned char)s[i]) && (isalnum((unsigned char)s[i]) || s[i] == '-' || s[i] == '_')) {
            if (++label > 63)
                return false;
        } else {
            return false;
        }
    }
    return true;
}

/* "host" or "host:port"; a user part fails for its '@'. */
static bool url_authority_ok(const char *s, size_t n)
{
    const char *colon = memchr(s, ':', n);
    size_t      host = colon ? (size_t)(colon - s) : n;
    int         port = 0;

    if (!url_host_ok(s, host))
        return false;
    if (colon == NULL)
        return true;
    if (n - host < 2 || n - host > 6)
        return false;
    for (size_t i = host + 1; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        port = port * 10 + (s[i] - '0');
    }
    return port >= 1 && port <= 65535;
}

/* Copies path, query and fragment; false when a byte has no place there. */
static bool url_rest(char *to, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c <= ' ' || c == 0x7f || strchr("\"<>\\^`{|}", c) != NULL)
            return false;
        if (c < 0x80) {
            *to++ = (char)c;
        } else {
            *to++ = '%';
            *to++ = "0123456789ABCDEF"[c >> 4];
            *to++ = "0123456789ABCDEF"[c & 15];
        }
    }
    *to = '\0';
    return true;
}

char *parse_url(TALLOC_CTX *ctx, const char *s)
{
    s += strspn(s, " \t\r\n");
    size_t n = strnlen(s, URL_MOST + 64);
    while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
        n--;

    size_t scheme = strncasecmp(s, "https://", 8) == 0 ? 8 : strncasecmp(s, "http://", 7) == 0 ? 7 : 0;
    if (scheme == 0 || n > URL_MOST || n <= scheme || !utf8_valid(s, n))
        return NULL;
    size_t end = scheme + strcspn(s + scheme, "/?#");
    if (end > n)
        end = n;
    if (!url_authority_ok(s + scheme, end - scheme))
        return NULL;

    char *url = talloc_size(ctx, end + 3 * (n - end) + 1);
    for (size_t i = 0; i < end; i++)
        url[i] = (char)tolower((unsigned char)s[i]);
    if (!url_rest(url + end, s + end, n - end) || strlen(url) > URL_MOST) {
        talloc_free(url);
        return NULL;
    }
    return url;
}

char *parse_url_typed(TALLOC_CTX *ctx, const char *s)
{
    s += strspn(s, " \t\r\n");
    if (!isalnum((unsigned char)*s) || !strchr(s, '.') || strstr(s, "://"))
        return parse_url(ctx, s);

    char *whole = talloc_asprintf(ctx, "https://%s", s), *url = parse_url(ctx, whole);

    talloc_free(whole);
    return url;
}

bool path_is_local(const char *s)
{
    if (*s != '/')
        return false;
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c < ' ' || c == 0x7f || c == '\\' || (c == '/' && s[1] == '/'))
            return false;
    }
    return true;
}
