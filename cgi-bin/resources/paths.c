#include "resources/paths.h"

char *item_slug(const char *title)
{
    char *s = slug(title);

    return empty(s) ? copy("publication") : s;
}

char *item_path(int64_t id, const char *title)
{
    return fmt("/resources/%" PRId64 "-%s", id, item_slug(title));
}

char *file_path(int64_t id, const char *name)
{
    return fmt("/files/%" PRId64 "/%s", id, url_escape(name));
}

char *show_3g(int64_t bytes)
{
    int64_t s = bytes / 47000 + 1;

    if (s > 90 * 60)
        return fill(_("about {n} h"), "n", show_count((s + 1800) / 3600), NULL);
    if (s > 90)
        return fill(_("about {n} min"), "n", show_count((s + 30) / 60), NULL);
    if (s > 10)
        s = (s + 4) / 5 * 5;
    return fill(_("about {n} s"), "n", show_count(s), NULL);
}

const char *show_format(const char *mime, const char *name)
{
    static const struct { const char *mime, *name; } known[] = {
        {"application/pdf", "PDF"},
        {"application/msword", "Word"},
        {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"},
        {"application/vnd.ms-powerpoint", "PowerPoint"},
        {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"},
        {"application/vnd.ms-excel", "Excel"},
        {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"},
        {"application/epub+zip", "EPUB"},
        {"application/zip", "ZIP"},
        {"text/plain", "TXT"},
        {"audio/mpeg", "MP3"},
        {"video/mp4", "MP4"},
    };
    const char *dot = strrchr(name, '.');

    for (size_t i = 0; i < COUNT(known); i++)
        if (strcmp(mime, known[i].mime) == 0)
            return known[i].name;
    return dot && dot[1] ? dot + 1 : mime;
}

/* Forms of numbers past this are the same in our languages. */
static unsigned long plural(int64_t n)
{
    return n < 1000000 ? (unsigned long)n : 1000000UL;
}

char *show_pages(int64_t n)
{
    return fill(ngettext("{n} page", "{n} pages", plural(n)), "n", show_count(n), NULL);
}

char *show_publications(int64_t n)
{
    return fill(ngettext("{n} publication", "{n} publications", plural(n)), "n", show_count(n), NULL);
}

char *show_downloads(int64_t n)
{
    return fill(ngettext("{n} download", "{n} downloads", plural(n)), "n", show_count(n), NULL);
}

void put_link(struct req *r, const char *rel, const char *href, const char *type, const char *hreflang, const char *title)
{
    HDF *h = put_next(r->page, "link");

    put_text(h, "rel", rel);
    put_text(h, "href", href);
    put_text(h, "type", type);
    put_text(h, "hreflang", hreflang);
    put_text(h, "title", title);
}

void put_meta(struct req *r, const char *name, const char *content)
{
    HDF *h;

    if (empty(content))
        return;
    h = put_next(r->page, "meta");
    put_text(h, "name", name);
    put_text(h, "content", content);
}
