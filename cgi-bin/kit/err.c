/* err.c - the last error, the request's memory, and rules. One process serves one request at a time,
 * so plain static variables do. */
#include <stdarg.h>
#include <stdlib.h>

#include "kit/base.h"

TALLOC_CTX *pool;

static char          text[512];
static char          key[128];
static struct issues found;

enum err err_set(enum err e, const char *file, int line, const char *f, ...)
{
    const char *base = strrchr(file, '/');
    int         n = snprintf(text, sizeof text, "%s:%d: ", base ? base + 1 : file, line);
    va_list     ap;

    va_start(ap, f);
    vsnprintf(text + n, sizeof text - (size_t)n, f, ap);
    va_end(ap);
    return e;
}

const char *err_text(void)
{
    return text;
}

const char *err_key(void)
{
    return key;
}

/* db.c's: remembers the constraint of a 1062. */
void err_key_set(const char *name);
void err_key_set(const char *name)
{
    snprintf(key, sizeof key, "%s", name);
}

void err_clear(void)
{
    text[0] = key[0] = '\0';
    found = (struct issues){0};
}

char *fmt(const char *f, ...)
{
    va_list ap;
    char   *s;

    va_start(ap, f);
    s = talloc_vasprintf(pool, f, ap);
    va_end(ap);
    return s;
}

char *copy(const char *s)
{
    return s ? talloc_strdup(pool, s) : NULL;
}

/* The value that belongs to the place of this name, or NULL. */
static const char *value_of(const char *name, size_t n, va_list ap)
{
    for (const char *one; (one = va_arg(ap, const char *)) != NULL;) {
        const char *value = va_arg(ap, const char *);

        if (strlen(one) == n && strncmp(one, name, n) == 0)
            return value ? value : "";
    }
    return NULL;
}

/* In one go: a value may itself hold what looks like a place. */
char *fill(const char *t, ...)
{
    char *out = talloc_strdup(pool, "");

    for (const char *p = t, *open; *p; p = open) {
        open = p + strcspn(p, "{");
        out = talloc_strndup_append_buffer(out, p, (size_t)(open - p));
        if (!*open)
            break;

        size_t      n = strcspn(open + 1, "}");
        const char *value = NULL;
        va_list     ap;
        va_start(ap, t);
        if (open[n + 1])
            value = value_of(open + 1, n, ap);
        va_end(ap);
        out = value ? talloc_strdup_append_buffer(out, value) : talloc_strndup_append_buffer(out, "{", 1);
        open += value ? n + 2 : 1;
    }
    return out;
}

bool id_list_has(const struct id_list *l, int64_t id)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i] == id)
            return true;
    return false;
}

void id_list_add(struct id_list *l, int64_t id)
{
    l->v = talloc_realloc(pool, l->v, int64_t, (unsigned)l->n + 1);
    l->v[l->n++] = id;
}

void issue(struct issues *is, const void *field, const char *t)
{
    is->v = talloc_realloc(pool, is->v, struct issue, (unsigned)is->n + 1);
    is->v[is->n++] = (struct issue){field, t};
}

void rules_begin(void)
{
    found = (struct issues){0};
}

struct issues *rules_list(void)
{
    return &found;
}

enum err rules_end(void)
{
    if (found.n == 0)
        return OK;
    return err_set(ERR_INVALID, "rules", 0, "%s", found.v[0].text);
}

const struct issues *err_issues(void)
{
    return &found;
}

bool user_has(const struct user *u, unsigned roles)
{
    return roles == ANYONE || (u && (u->roles & (roles | ADMINISTRATOR)));
}
