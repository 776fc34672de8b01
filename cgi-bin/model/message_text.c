/* message_text.c - what members typed, as template data: plain text in which web addresses are links. */
#include <ctype.h>
#include <strings.h>

#include "model/message.h"
#include "model/message_int.h"

#define LINKS_MOST 100

/* Where a web address begins at or after s; NULL: nowhere. */
static const char *find_link(const char *s, const char *from)
{
    for (; (s = strcasestr(s, "http")) != NULL; s += 4)
        if ((strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0) &&
            (s == from || !isalnum((unsigned char)s[-1])))
            return s;
    return NULL;
}

static bool closes(char c, char open, const char *s, size_t n)
{
    int depth = 0;

    for (size_t i = 0; i < n; i++)
        depth += s[i] == open ? 1 : s[i] == c ? -1 : 0;
    return depth < 0; /* nothing in the address opened it */
}

/* As far as white space or a quotation mark, without the punctuation of the sentence around it. */
static size_t link_length(const char *s)
{
    static const char *const quotes[] = {"“", "”", "«", "»", "\u00a0", "\u202f", "…"};
    size_t n = strcspn(s, " \t\n<>\"");

    for (size_t i = 0; i < COUNT(quotes); i++) {
        const char *q = strstr(s, quotes[i]);
        if (q && (size_t)(q - s) < n)
            n = (size_t)(q - s);
    }
    while (n && (strchr(".,;:!?'", s[n - 1]) || (s[n - 1] == ')' && closes(')', '(', s, n)) ||
                 (s[n - 1] == ']' && closes(']', '[', s, n))))
        n--;
    return n;
}

static void put_part(HDF *h, size_t *i, const char *s, size_t n, const char *url)
{
    HDF *part;

    if (n == 0)
        return;
    part = put_item(h, "parts", (*i)++);
    put_text(part, "text", talloc_strndup(pool, s, n));
    put_text(part, "url", url);
}

void message_text_to_hdf(const char *body, HDF *h)
{
    const char *from = body, *at = body;
    size_t      i = 0, links = 0;

    while (links < LINKS_MOST && (at = find_link(at, body)) != NULL) {
        size_t n = link_length(at);
        char  *url = parse_url(pool, talloc_strndup(pool, at, n));

        if (url) {
            put_part(h, &i, from, (size_t)(at - from), NULL);
            put_part(h, &i, at, n, url);
            from = at + n;
            links++;
        }
        at += n ? n : 1;
    }
    put_part(h, &i, from, strlen(from), NULL);
}

char *message_begins(const char *text, size_t n)
{
    const char *s = text;
    size_t      left = strlen(text), used;
    uint32_t    c;

    while (n && left && (used = utf8_next(s, left, &c)) > 0) {
        s += used;
        left -= used;
        n--;
    }
    return left ? fmt("%.*s…", (int)(s - text), text) : copy(text);
}

char *message_begins_line(const char *text, size_t n)
{
    return message_begins(text_tidy(pool, text, true), n);
}

const char *message_name(const char *name)
{
    return name ? name : _("Former member");
}

const char *message_subject(const char *subject)
{
    return empty(subject) ? _("(subject removed)") : subject;
}
