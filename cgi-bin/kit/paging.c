/* paging.c - lists in pages by key: the place in the address, and the links to the pages around. */
#include "kit/web.h"

static bool place_read(const char *s, struct cursor *c)
{
    const char *dash = s ? strrchr(s, '_') : NULL;

    return dash && parse_int(talloc_strndup(pool, s, (size_t)(dash - s)), &c->key) && parse_int(dash + 1, &c->id);
}

struct cursor cursor_read(const struct req *r)
{
    struct cursor c = {0};

    if (place_read(query_text(r, "after"), &c))
        c.set = true;
    else if (place_read(query_text(r, "before"), &c))
        c.set = c.back = true;
    return c.set ? c : (struct cursor){0};
}

char *cursor_text(int64_t key, int64_t id)
{
    return fmt("%" PRId64 "_%" PRId64, key, id);
}

bool cursor_again(struct cursor *c, size_t n, size_t most)
{
    if (!c->back || n > most)
        return false;
    *c = (struct cursor){0};
    return true;
}

struct beyond page_trim_(void *v, size_t *n, size_t size, size_t most, const struct cursor *c)
{
    bool extra = *n > most;
    char *rows = v, *swap = talloc_size(pool, size);

    if (extra)
        *n = most;
    for (size_t i = 0; c->back && i < *n / 2; i++) {
        memcpy(swap, rows + i * size, size);
        memcpy(rows + i * size, rows + (*n - 1 - i) * size, size);
        memcpy(rows + (*n - 1 - i) * size, swap, size);
    }
    return (struct beyond){.before = c->back ? extra : c->set, .after = c->back || extra};
}

void put_pager(struct req *r, const char *path, struct beyond b, const char *first, const char *last)
{
    if (b.before)
        put_text(r->page, "pager.prev", url(r, "%s%s", path, query_with(r, "before", first)));
    if (b.after)
        put_text(r->page, "pager.next", url(r, "%s%s", path, query_with(r, "after", last)));
    if (b.before)
        put_text(r->page, "pager.first", url(r, "%s%s", path, query_with(r, "after", NULL)));
}
