/* blanks.c - a page that differs between signed-in people of the same roles only in their name, address,
 * number of unread messages and form tokens is made once with blanks in those places, kept, and filled in for
 * each of them. The mark of a blank is random, so that no text of the page can be taken for one. */
#include <gcrypt.h>

#include "kit/web_int.h"

static const char *mark(void)
{
    static char   m[24];
    unsigned char b[8];

    if (!*m) {
        gcry_create_nonce(b, sizeof b);
        snprintf(m, sizeof m, "~%s~", hex(b, sizeof b));
    }
    return m;
}

const char *blank(enum blank what)
{
    return fmt("%s%c", mark(), (char)what);
}

const char *unread_text(const struct user *u)
{
    return u->unread > 0 ? fmt(" (%s)", show_count(u->unread)) : "";
}

static char *escaped(const char *s)
{
    char *out = talloc_zero_size(pool, strlen(s) * 5 + 1), *o = out;

    for (; *s; s++) {
        const char *as = *s == '&' ? "&amp;" : *s == '<' ? "&lt;" : *s == '>' ? "&gt;" : *s == '"' ? "&#34;"
                       : *s == '\'' ? "&#39;" : NULL;

        if (as)
            o = stpcpy(o, as);
        else
            *o++ = *s;
    }
    return out;
}

static const char *value_of(struct req *r, char what)
{
    switch (what) {
    case BLANK_ID: return fmt("%" PRId64, r->user->id);
    case BLANK_NAME: return escaped(r->user->name);
    case BLANK_EMAIL: return escaped(r->user->email);
    case BLANK_TOKEN: return csrf_token(r);
    case BLANK_KEY: return form_key_new();
    case BLANK_UNREAD: return unread_text(r->user);
    default: return "";
    }
}

void blanks_fill(struct req *r, struct reply *rep)
{
    size_t      n = strlen(mark());
    const char *p = rep->body, *end = p + rep->size, *at;
    char       *out = talloc_size(pool, rep->size + 1), *o = out;
    size_t      room = rep->size + 1;

    while ((at = memmem(p, (size_t)(end - p), mark(), n)) != NULL && at + n < end) {
        const char *v = value_of(r, at[n]);
        size_t      used = (size_t)(o - out), more = (size_t)(at - p) + strlen(v);

        if (used + more + (size_t)(end - at) >= room) {
            room = (used + more + (size_t)(end - at)) * 2;
            out = talloc_realloc(pool, out, char, (unsigned)room);
            o = out + used;
        }
        o = mempcpy(o, p, (size_t)(at - p));
        o = stpcpy(o, v);
        p = at + n + 1;
    }
    o = mempcpy(o, p, (size_t)(end - p));
    rep->body = out;
    rep->size = (size_t)(o - out);
}
