/* parse_multipart_head.c - Content-Type with its boundary, and the header lines of parts. */
#include "kit/parse_multipart.h"

#include <string.h>
#include <strings.h>

static const char BLANK[] = " \t";

/* tchar of RFC 9110 */
static size_t token(const char *s)
{
    return strspn(s, "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyz"
                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

struct param {
    const char *name;
    size_t      name_n;
    char       *value;
};

static bool escapes(const char *p)
{
    return p[0] == '\\' && (p[1] == '"' || p[1] == '\\');
}

/* Browsers send '"' as %22 and nothing else escaped; other programs send '\"' and '\\'. A backslash in
 * front of anything else stands for itself: old browsers send whole paths. */
static char *quoted(TALLOC_CTX *ctx, const char **s)
{
    const char *p = *s + 1, *end = p;

    while (*end != '\0' && *end != '"')
        end += escapes(end) ? 2 : 1;
    if (*end == '\0')
        return NULL;

    char  *value = talloc_size(ctx, (size_t)(end - p) + 1);
    size_t w = 0;
    for (; p < end; p++) {
        if (escapes(p))
            p++;
        if (strncmp(p, "%22", 3) == 0) {
            value[w++] = '"';
            p += 2;
        } else
            value[w++] = *p;
    }
    value[w] = '\0';
    *s = end + 1;
    return value;
}

/* Reads one `; name=value` and goes past it: 1. 0: the end. -1: broken. */
static int next_param(TALLOC_CTX *ctx, const char **s, struct param *out)
{
    *s += strspn(*s, BLANK);
    if (**s == '\0')
        return 0;
    if (**s != ';')
        return -1;
    (*s)++;
    *s += strspn(*s, BLANK);
    if (**s == '\0')
        return 0; /* a semicolon at the end is common */
    *out = (struct param){.name = *s, .name_n = token(*s)};
    *s += out->name_n;
    if (out->name_n == 0 || **s != '=')
        return -1;
    (*s)++;
    if (**s == '"') {
        out->value = quoted(ctx, s);
    } else {
        size_t n = strcspn(*s, "; \t\"");
        out->value = n > 0 ? talloc_strndup(ctx, *s, n) : NULL;
        *s += n;
    }
    return out->value ? 1 : -1;
}

static bool named(const struct param *p, const char *name)
{
    return p->name_n == strlen(name) && strncasecmp(p->name, name, p->name_n) == 0;
}

/* ---- boundary ---- */

static bool boundary_ok(const char *s)
{
    size_t n = strlen(s);

    return n >= 1 && n <= MULTIPART_BOUNDARY_MOST && s[n - 1] != ' ' &&
           strspn(s, "'()+_,-./:=? 0123456789abcdefghijklmnopqrstuvwxyz"
                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
}

size_t multipart_boundary(const char *content_type, char *out)
{
    static const char type[] = "multipart/form-data";
    TALLOC_CTX       *ctx = talloc_new(NULL);
    const char       *s = content_type + strspn(content_type, BLANK), *boundary = NULL;
    struct param      p;
    int               more = -1;
    size_t            n = 0;

    if (strncasecmp(s, type, strlen(type)) == 0) {
        s += strlen(type);
        while ((more = next_param(ctx, &s, &p)) == 1) {
            if (!named(&p, "boundary"))
                continue;
            if (boundary != NULL) { /* two of them: whom to believe? */
                more = -1;
                break;
            }
            boundary = p.value;
        }
    }
    if (more == 0 && boundary != NULL && boundary_ok(boundary)) {
        n = strlen(boundary);
        memcpy(out, boundary, n + 1);
    }
    talloc_free(ctx);
    return n;
}

/* ---- headers of a part ---- */

static char *without_folder(char *path)
{
    char *name = path;

    for (char *p = path; *p != '\0'; p++)
        if (*p == '/' || *p == '\\')
            name = p + 1;
    return name;
}

static bool disposition(TALLOC_CTX *ctx, const char *s, struct multipart_head *h)
{
    struct param p;
    int          more;

    if (h->disposition || token(s) != 9 || strncasecmp(s, "form-data", 9) != 0)
        return false;
    h->disposition = true;
    s += 9;
    while ((more = next_param(ctx, &s, &p)) == 1) {
        const char **to = named(&p, "name") ? &h->part.name : named(&p, "filename") ? &h->part.filename : NULL;
        if (to == NULL) { /* filename* too: RFC 7578 forbids it */
            talloc_free(p.value);
            continue;
        }
        if (*to != NULL)
            return false;
        *to = p.value;
        if (to == &h->part.filename) {
            utf8_mend(p.value, strlen(p.value));
            *to = without_folder(p.value);
        } else if (!utf8_valid(p.value, strlen(p.value)) || *p.value == '\0') {
            return false;
        }
    }
    return more == 0;
}

bool multipart_head_line(TALLOC_CTX *ctx, const char *line, size_t n, struct multipart_head *h)
{
    size_t name_n = token(line);

    if (name_n == 0 || line[name_n] != ':')
        return false;
    const char *value = line + name_n + 1;
    value += strspn(value, BLANK);
    if (name_n == 19 && strncasecmp(line, "Content-Disposition", 19) == 0)
        return disposition(ctx, value, h);
    if (name_n == 12 && strncasecmp(line, "Content-Type", 12) == 0) {
        if (h->type || !utf8_valid(value, n - (size_t)(value - line)))
            return false;
        h->type = true;
        h->part.type = talloc_strdup(ctx, value);
    }
    return true;
}

bool multipart_head_ok(const struct multipart_head *h)
{
    return h->disposition && h->part.name != NULL;
}
