/* parse_urlencoded.c - application/x-www-form-urlencoded, as the WHATWG URL standard reads it. */
#include "kit/parse.h"

#include <string.h>

/* A '%' that no two hex digits follow stands for itself. */
static char *undo(TALLOC_CTX *ctx, const char *s, size_t n, size_t *out_n)
{
    char  *text = talloc_size(ctx, n + 1);
    size_t w = 0;

    for (size_t i = 0; i < n; i++) {
        if (s[i] == '%' && n - i > 2 && parse_hex(s[i + 1]) >= 0 && parse_hex(s[i + 2]) >= 0) {
            text[w++] = (char)(parse_hex(s[i + 1]) << 4 | parse_hex(s[i + 2]));
            i += 2;
        } else {
            text[w++] = s[i] == '+' ? ' ' : s[i];
        }
    }
    text[w] = '\0';
    *out_n = w;
    return text;
}

static bool read_pair(TALLOC_CTX *ctx, const char *s, size_t n, struct pair *out)
{
    const char *equals = memchr(s, '=', n);
    size_t      name_n = equals ? (size_t)(equals - s) : n;
    size_t      len;

    char *name = undo(ctx, s, name_n, &len);
    if (!utf8_mend(name, len)) {
        talloc_free(name);
        return false;
    }
    char *value = undo(ctx, equals ? equals + 1 : s, equals ? n - name_n - 1 : 0, &len);
    *out = (struct pair){.name = name, .value = value, .broken = !utf8_mend(value, len)};
    return true;
}

enum parse parse_urlencoded(TALLOC_CTX *ctx, const char *s, size_t n, size_t most, struct pairs *out)
{
    size_t      room = 0;
    const char *end = s + n;

    *out = (struct pairs){NULL, 0};
    while (s < end) {
        const char *amp = memchr(s, '&', (size_t)(end - s));
        size_t      len = amp ? (size_t)(amp - s) : (size_t)(end - s);
        if (len > 0) {
            if (out->n == most)
                return PARSE_TOO_MANY;
            if (out->n == room) {
                room = room ? room * 2 : 8;
                out->v = talloc_realloc(ctx, out->v, struct pair, (unsigned)room);
            }
            if (!read_pair(ctx, s, len, &out->v[out->n]))
                return PARSE_BAD;
            out->n++;
        }
        s += len + 1;
        if (amp == NULL)
            break;
    }
    return PARSE_OK;
}
