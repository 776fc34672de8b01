/* export_page.c - references to take along into other programs. */
#include "resources/item.h"
#include "resources/pages.h"

static struct reply attach(struct req *r, const struct item *i, const char *type, const char *ending, const char *text)
{
    reply_header(r, "Content-Disposition",
        fmt("attachment; filename=\"m4dnet-%" PRId64 ".%s\"", i->head.id, ending));
    return reply_bytes(r, type, text, strlen(text));
}

struct reply export_bibtex(struct req *r)
{
    struct item i;
    struct reply out;

    if (!item_open(r, true, &i, &out) || item_moved(r, &i, "/bibtex", &out))
        return out;
    return attach(r, &i, "application/x-bibtex; charset=utf-8", "bib", cite_bibtex(&i));
}

struct reply export_ris(struct req *r)
{
    struct item i;
    struct reply out;

    if (!item_open(r, true, &i, &out) || item_moved(r, &i, "/ris", &out))
        return out;
    return attach(r, &i, "application/x-research-info-systems; charset=utf-8", "ris", cite_ris(&i));
}
