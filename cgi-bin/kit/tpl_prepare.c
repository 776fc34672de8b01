/* tpl_prepare.c - template source before it is parsed. What never changes within a language (words,
 * icons) is put in here, once, instead of at each request. */
#include <stdlib.h>

#include "kit/tpl.h"

struct out {
    char  *s;
    size_t n, room;
};

static void add(struct out *o, const char *s, size_t n)
{
    if (o->n + n + 1 > o->room) {
        o->room = (o->n + n + 1) * 2;
        o->s = realloc(o->s, o->room);
        if (!o->s)
            abort();
    }
    memcpy(o->s + o->n, s, n);
    o->n += n;
    o->s[o->n] = '\0';
}

static void add_text(struct out *o, const char *s)
{
    add(o, s, strlen(s));
}

static void add_escaped(struct out *o, const char *s)
{
    for (; *s; s++)
        switch (*s) {
        case '&': add_text(o, "&amp;"); break;
        case '<': add_text(o, "&lt;"); break;
        case '>': add_text(o, "&gt;"); break;
        case '"': add_text(o, "&#34;"); break;
        default: add(o, s, 1);
        }
}

/* The text between `from` and the next `"`; NULL when there is none on this line. */
static char *quoted(const char *from, const char **after)
{
    size_t n = strcspn(from, "\"\n");

    if (from[n] != '"')
        return NULL;
    *after = from + n + 1;
    return strndup(from, n);
}

/* <?cs var:_("Words") ?> as escaped text, _("Words") elsewhere as a string of the template language. */
static const char *word(struct out *o, const char *p)
{
    static const char whole[] = "<?cs var:_(\"", part[] = "_(\"";
    bool              is_whole = strncmp(p, whole, strlen(whole)) == 0;
    const char       *after;
    char             *msgid;

    if (!is_whole && strncmp(p, part, strlen(part)) != 0)
        return NULL;
    msgid = quoted(p + (is_whole ? strlen(whole) : strlen(part)), &after);
    if (!msgid || *msgid == '\0' || *after != ')') {
        free(msgid);
        return NULL;
    }
    after++;
    if (is_whole && strncmp(after, " ?>", 3) == 0) {
        add_escaped(o, _(msgid));
        after += 3;
    } else {
        if (is_whole)
            add_text(o, "<?cs var:");
        add_text(o, "\"");
        for (const char *s = _(msgid); *s; s++)
            add_text(o, *s == '"' ? "\xe2\x80\x9d" : (char[]){*s, '\0'});
        add_text(o, "\"");
    }
    free(msgid);
    return after;
}

static const char *icon(struct out *o, const char *p)
{
    static const char begin[] = "<?cs call:icon(\"", end[] = ") ?>";
    const char       *after;
    char             *name;

    if (strncmp(p, begin, strlen(begin)) != 0 || !(name = quoted(p + strlen(begin), &after)))
        return NULL;
    if (strncmp(after, end, strlen(end)) != 0) {
        free(name);
        return NULL;
    }
    add_text(o, "<svg class=\"i\" width=\"20\" height=\"20\" aria-hidden=\"true\"><use href=\"");
    add_text(o, static_url("icons.svg"));
    add_text(o, "#");
    add_text(o, name);
    add_text(o, "\"/></svg>");
    free(name);
    return after + strlen(end);
}

char *tpl_prepare(const char *p)
{
    struct out o = {0};

    add_text(&o, "");
    while (*p) {
        const char *after = *p == '<' || *p == '_' ? icon(&o, p) : NULL;

        if (!after && (*p == '<' || *p == '_'))
            after = word(&o, p);
        if (after) {
            p = after;
        } else if (*p == '\n') {
            while (o.n && (o.s[o.n - 1] == ' ' || o.s[o.n - 1] == '\t'))
                o.n--;
            p += strspn(p, " \t\r\n");
            add_text(&o, "\n");
        } else {
            add(&o, p++, 1);
        }
    }
    return o.s;
}
