/* hdf.c - template data. Numbers go in as text: ClearSilver's own are 32 bits. */
#include <ClearSilver.h>
#include <cmark.h>
#include <stdlib.h>

#include "kit/base.h"

/* A NEOERR here means out of memory or a wrong name in our own code. */
static void must(NEOERR *e)
{
    if (e == STATUS_OK)
        return;
    nerr_log_error(e);
    abort();
}

void put_text(HDF *h, const char *name, const char *value)
{
    if (value)
        must(hdf_set_value(h, name, value));
}

void put_int(HDF *h, const char *name, int64_t v)
{
    char s[24];

    snprintf(s, sizeof s, "%" PRId64, v);
    must(hdf_set_value(h, name, s));
}

void put_count(HDF *h, const char *name, int64_t v)
{
    must(hdf_set_value(h, name, show_count(v)));
}

void put_size(HDF *h, const char *name, int64_t bytes)
{
    must(hdf_set_value(h, name, show_size(bytes)));
}

void put_bool(HDF *h, const char *name, bool v)
{
    if (v)
        must(hdf_set_value(h, name, "1"));
}

void put_date(HDF *h, const char *name, struct date d)
{
    if (!d.year)
        return;
    put_text(h, name, show_date(d));
    put_text(h, fmt("%s.iso", name), d.day ? fmt("%04d-%02d-%02d", d.year, d.month, d.day)
                                     : d.month ? fmt("%04d-%02d", d.year, d.month)
                                               : fmt("%04d", d.year));
}

void put_instant(HDF *h, const char *name, struct instant t)
{
    if (!t.us)
        return;
    put_text(h, name, show_instant(t));
    put_text(h, fmt("%s.iso", name), instant_iso(pool, t));
}

void put_instant_zone(HDF *h, const char *name, struct instant t, const char *zone)
{
    if (!t.us)
        return;
    put_text(h, name, show_instant_zone(t, zone));
    put_text(h, fmt("%s.iso", name), instant_iso(pool, t));
}

HDF *put_node(HDF *h, const char *name)
{
    HDF *node;

    must(hdf_get_node(h, name, &node));
    return node;
}

HDF *put_item(HDF *h, const char *list, size_t i)
{
    return put_node(h, fmt("%s.%zu", list, i));
}

HDF *put_next(HDF *h, const char *list)
{
    size_t n = 0;

    for (HDF *c = hdf_get_child(h, list); c; c = hdf_obj_next(c))
        n++;
    return put_item(h, list, n);
}

/* cmark's safe mode leaves out raw HTML and dangerous links. */
void put_markdown(HDF *h, const char *name, const char *markdown)
{
    char *html;

    if (!markdown)
        return;
    html = cmark_markdown_to_html(markdown, strlen(markdown),
                                  CMARK_OPT_SAFE | CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_SMART);
    put_text(h, name, html);
    free(html);
}
