/* text_links.c - see text_links.h. */
#include <ctype.h>
#include <strings.h>

#include "model/text_links.h"

/* Where a web address begins at or after s; NULL: nowhere. */
static const char *find(const char *s, const char *from)
{
    for (; (s = strcasestr(s, "http")) != NULL; s += 4)
        if ((strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0) &&
            (s == from || !isalnum((unsigned char)s[-1])))
            return s;
    return NULL;
}

/* A bracket that nothing in the address opened belongs to the sentence. */
static bool closes(const char *s, size_t n)
{
    char c = s[n - 1], open = c == ')' ? '(' : '[';
    int  depth = 0;

    if (c != ')' && c != ']')
        return false;
    for (size_t i = 0; i < n; i++)
        depth += s[i] == open ? 1 : s[i] == c ? -1 : 0;
    return depth < 0;
}

/* As far as white space or a quotation mark. */
static size_t length(const char *s)
{
    static const char *const ends[] = {"“", "”", "„", "«", "»", "\u00a0", "\u202f", "…"};
    char  *word = talloc_strndup(pool, s, TEXT_LINK_BYTES);
    size_t n;

    word[strcspn(word, " \t\n<>\"")] = '\0';
    for (size_t i = 0; i < COUNT(ends); i++) {
        char *q = strstr(word, ends[i]);
        if (q)
            *q = '\0';
    }
    n = strlen(word);
    while (n && (strchr(".,;:!?'", word[n - 1]) || closes(word, n)))
        n--;
    talloc_free(word);
    return n;
}

static void add(struct text_parts *l, const char *s, size_t n, char *url)
{
    if (n == 0)
        return;
    l->v = talloc_realloc(pool, l->v, struct text_part, (unsigned)l->n + 1);
    l->v[l->n++] = (struct text_part){talloc_strndup(pool, s, n), url};
}

struct text_parts text_links(const char *text)
{
    struct text_parts l = {0};
    const char       *from = text, *at = text;
    int               links = 0, tries = 0;

    while (links < TEXT_LINKS_MOST && tries++ < 2 * TEXT_LINKS_MOST && (at = find(at, text)) != NULL) {
        size_t n = length(at);
        char  *url = n < TEXT_LINK_BYTES ? parse_url(pool, talloc_strndup(pool, at, n)) : NULL;

        if (url) {
            add(&l, from, (size_t)(at - from), NULL);
            add(&l, at, n, url);
            from = at + n;
            links++;
        }
        at += n ? n : 1;
    }
    add(&l, from, strlen(from), NULL);
    return l;
}
