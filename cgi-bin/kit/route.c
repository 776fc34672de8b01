/* route.c - finding the row of the route table for a path. */
#include <ctype.h>
#include <stdlib.h>

#include "kit/web_int.h"

/* Names that end in "id" stand for a number of 1 to 2^63-1. */
static bool number_ok(const char *s)
{
    int64_t n;

    return isdigit((unsigned char)s[0]) && s[0] != '0' && parse_int(s, &n) && n > 0;
}

/* One "{name}" of the pattern: takes what it can from *path, up to the pattern's next character. */
static bool take(const char **pattern, const char **path, struct pairs *parts)
{
    const char *close = strchr(*pattern, '}');
    char       *name = talloc_strndup(pool, *pattern + 1, (size_t)(close - *pattern - 1));
    size_t      len = strlen(name), n = 0;
    bool        number = len >= 2 && strcmp(name + len - 2, "id") == 0;
    char        stop[3] = {'/', close[1], '\0'};
    char       *value;

    n = number ? strspn(*path, "0123456789") : strcspn(*path, stop);
    value = talloc_strndup(pool, *path, n);
    if (n == 0 || (number && !number_ok(value)))
        return false;
    parts->v = talloc_realloc(pool, parts->v, struct pair, (unsigned)parts->n + 1);
    parts->v[parts->n++] = (struct pair){name, value, false};
    *pattern = close + 1;
    *path += n;
    return true;
}

bool route_match(const char *pattern, const char *path, struct pairs *parts)
{
    parts->n = 0;
    while (*pattern) {
        if (*pattern == '{') {
            if (!take(&pattern, &path, parts))
                return false;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *path == '\0';
}

const struct route *route_find(const struct app *app, struct req *r, bool *other_method)
{
    *other_method = false;
    for (size_t i = 0; i < app->n; i++) {
        const struct route *t = &app->routes[i];

        if (t->no_lang == r->has_lang || !route_match(t->pattern, r->path, &r->path_parts))
            continue;
        if (t->method == r->method)
            return t;
        *other_method = true;
    }
    return NULL;
}

void routes_print(const struct app *app)
{
    json_t *list = json_array();
    char   *text;

    for (size_t i = 0; i < app->n; i++) {
        const struct route *t = &app->routes[i];

        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:i,s:b,s:b}", "app", app->name, "method",
                                              t->method == POST_ ? "POST" : "GET", "pattern",
                                              t->pattern, "roles", (int)t->roles, "no_lang",
                                              (int)t->no_lang, "no_csrf", (int)t->no_csrf));
    }
    text = json_dumps(list, JSON_INDENT(1));
    puts(text);
    free(text);
    json_decref(list);
}
