/* feed_page.c - what is new in the library, as Atom (RFC 4287): all, of a theme, in a language. */
#include "model/resource.h"
#include "model/resource_list.h"
#include "resources/pages.h"
#include "resources/paths.h"
#include "resources/xml.h"

#define ENTRIES 30

static void put_href(struct xml *x, const char *rel, const char *type, const char *href)
{
    xml_open(x, "link");
    xml_attribute(x, "rel", rel);
    xml_attribute(x, "type", type);
    xml_attribute(x, "href", href);
    xml_close(x);
}

static void put_entry(struct req *r, struct xml *x, const struct list_row *row)
{
    const char *title = row->title ? row->title : "";
    char *at = instant_iso(pool, row->published_at);

    xml_open(x, "entry");
    xml_text(x, "id", site_url(fmt("/r/%" PRId64, row->id)), NULL);
    xml_text(x, "title", title, row->title_lang);
    xml_text(x, "updated", at, NULL);
    xml_text(x, "published", at, NULL);
    put_href(x, "alternate", "text/html", site_url(url(r, "%s", item_path(row->id, title))));
    xml_text(x, "summary", row->summary, row->title_lang);
    xml_close(x);
}

static struct reply write_feed(struct req *r, const char *title, const struct list_row_list *rows)
{
    struct xml *x = xml_new();
    char *here = site_url(url(r, "/resources/feed.atom%s%s", *r->query_string ? "?" : "", r->query_string));
    struct instant newest = {0};

    for (size_t i = 0; i < rows->n; i++)
        if (rows->v[i].published_at.us > newest.us)
            newest = rows->v[i].published_at;
    xml_open(x, "feed");
    xml_attribute(x, "xmlns", "http://www.w3.org/2005/Atom");
    xml_attribute(x, "xml:lang", lang_code[r->lang]);
    xml_text(x, "id", here, NULL);
    xml_text(x, "title", title, NULL);
    xml_text(x, "updated", instant_iso(pool, newest), NULL);
    put_href(x, "self", "application/atom+xml", here);
    put_href(x, "alternate", "text/html", site_url(url(r, "/resources")));
    xml_open(x, "author");
    xml_text(x, "name", "M4D Net", NULL);
    xml_close(x);
    for (size_t i = 0; i < rows->n; i++)
        put_entry(r, x, &rows->v[i]);
    xml_close(x);
    return xml_reply(r, x, "application/atom+xml; charset=utf-8");
}

struct reply feed_atom(struct req *r)
{
    const char *theme = query_text(r, "theme"), *lang = query_text(r, "lang"), *title = _("New in the M4D Net library");
    const struct facet_table *t;
    struct list_row_list rows;
    enum res_lang known;
    enum err e = facet_table(r->db, &t);

    if (!e && ((theme && !facet_find(t, FACET_THEME, theme)) || (lang && !res_lang_read(lang, &known))))
        e = ERR_NOT_FOUND;
    if (!e)
        e = list_latest(r->db, theme, lang, lang_code[r->lang], ENTRIES, &rows);
    if (e)
        return reply_error(r, e);
    if (theme)
        title = fmt("%s: %s", title, facet_label_of(t, FACET_THEME, theme));
    if (lang)
        title = fmt("%s (%s)", title, res_lang_label(lang));
    return write_feed(r, title, &rows);
}
