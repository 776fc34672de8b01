/* url.c - addresses of this site, and changes to a query string. */
#include <ctype.h>
#include <stdarg.h>

#include "kit/web.h"

char *url_in(enum lang l, const char *f, ...)
{
    va_list ap;
    char   *path;

    va_start(ap, f);
    path = talloc_vasprintf(pool, f, ap);
    va_end(ap);
    return fmt("/%s%s", lang_code[l], strcmp(path, "/") == 0 ? "" : path);
}

char *url(const struct req *r, const char *f, ...)
{
    va_list ap;
    char   *path;

    va_start(ap, f);
    path = talloc_vasprintf(pool, f, ap);
    va_end(ap);
    return url_in(r->lang, "%s", path);
}

char *site_url(const char *path)
{
    return fmt("%s%s", conf_text("site_url"), path);
}

char *url_escape(const char *s)
{
    char *out = talloc_zero_size(pool, strlen(s) * 3 + 1), *o = out;

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;

        if (isalnum(c) || strchr("-._~", c))
            *o++ = (char)c;
        else
            o += snprintf(o, 4, "%%%02X", c);
    }
    return out;
}

/* Letters without their accents; what is not a letter or digit becomes one '-'. */
char *slug(const char *title)
{
    static const struct {
        const char *from, *to;
    } plain[] = {{"à", "a"}, {"á", "a"}, {"â", "a"}, {"ä", "a"}, {"ã", "a"}, {"å", "a"}, {"ç", "c"},
                 {"è", "e"}, {"é", "e"}, {"ê", "e"}, {"ë", "e"}, {"ì", "i"}, {"í", "i"}, {"î", "i"},
                 {"ï", "i"}, {"ñ", "n"}, {"ò", "o"}, {"ó", "o"}, {"ô", "o"}, {"ö", "o"}, {"õ", "o"},
                 {"ù", "u"}, {"ú", "u"}, {"û", "u"}, {"ü", "u"}, {"œ", "oe"}, {"æ", "ae"},
                 {"À", "a"}, {"Á", "a"}, {"Â", "a"}, {"Ç", "c"}, {"È", "e"}, {"É", "e"}, {"Ê", "e"},
                 {"Í", "i"}, {"Î", "i"}, {"Ñ", "n"}, {"Ó", "o"}, {"Ô", "o"}, {"Ú", "u"}, {"Œ", "oe"},
                 {"’", ""}};
    char   out[84];
    size_t n = 0;

    while (title && *title && n < 80) {
        unsigned char c = (unsigned char)*title;
        size_t        i = COUNT(plain);

        if (c >= 0x80)
            for (i = 0; i < COUNT(plain); i++)
                if (strncmp(title, plain[i].from, strlen(plain[i].from)) == 0)
                    break;
        if (i < COUNT(plain)) {
            for (const char *to = plain[i].to; *to; to++)
                out[n++] = *to;
            title += strlen(plain[i].from);
            continue;
        }
        if (isalnum(c))
            out[n++] = (char)tolower(c);
        else if (n && out[n - 1] != '-' && c != '\'')
            out[n++] = '-';
        title++;
    }
    if (n > 80)
        n = 80; /* the last letter became two */
    while (n && out[n - 1] == '-')
        n--;
    return talloc_strndup(pool, out, n);
}

static char *query_edit(const struct req *r, const char *name, const char *gone, const char *value)
{
    char *out = talloc_strdup(pool, "");

    for (size_t i = 0; i < r->query.n; i++) {
        const struct pair *p = &r->query.v[i];

        if (strcmp(p->name, "after") == 0 || strcmp(p->name, "before") == 0 || *p->value == '\0' ||
            (strcmp(p->name, name) == 0 && (!gone || strcmp(p->value, gone) == 0)))
            continue;
        out = talloc_asprintf_append(out, "%s%s=%s", *out ? "&" : "?", url_escape(p->name),
                                     url_escape(p->value));
    }
    if (value)
        out = talloc_asprintf_append(out, "%s%s=%s", *out ? "&" : "?", url_escape(name),
                                     url_escape(value));
    return out;
}

char *query_with(const struct req *r, const char *name, const char *value)
{
    return query_edit(r, name, NULL, value);
}

char *query_without(const struct req *r, const char *name, const char *value)
{
    return query_edit(r, name, value, NULL);
}
