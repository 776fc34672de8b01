/* front_page.c - "/" and the front page in each language. */
#include "home/pages.h"
#include "model/home.h"

#define NEW_MOST 6
#define THEMES_MOST 8

struct reply home_root(struct req *r)
{
    enum lang l = r->user ? r->user->lang : r->lang;

    reply_header(r, "Vary", "Accept-Language, Cookie");
    reply_header(r, "Cache-Control", "private, no-store");
    return reply_to(r, 302, url_in(l, "%s", ""));
}

struct reply home_search(struct req *r)
{
    const char *q = query_text(r, "q");

    return reply_to(r, 302, url(r, "/resources%s%s", q ? "?q=" : "", q ? url_escape(q) : ""));
}

static void put_new(struct req *r, const struct home_new *n, size_t i)
{
    HDF  *h = put_item(r->page, "newest", i);
    char *langs = copy(n->langs ? n->langs : ""), *rest = NULL;
    char *s = slug(n->title);

    put_text(h, "url", url(r, "/resources/%" PRId64 "%s%s", n->id, *s ? "-" : "", s));
    put_text(h, "title", n->title);
    if (strcmp(n->title_lang, lang_code[r->lang]) != 0)
        put_text(h, "lang", n->title_lang);
    put_text(h, "summary", n->summary);
    put_text(h, "type", n->type);
    if (n->year)
        put_int(h, "year", n->year);
    if (n->smallest_file)
        put_text(h, "size", fill(_("from {size}"), "size", show_size(n->smallest_file), NULL));
    size_t k = 0;
    for (char *l = strtok_r(langs, " ", &rest); l; l = strtok_r(NULL, " ", &rest))
        put_text(put_item(h, "langs", k++), "code", l);
}

static void put_figure(struct req *r, size_t i, int64_t n, const char *label)
{
    HDF *h = put_item(r->page, "figures", i);

    put_count(h, "n", n);
    put_text(h, "label", label);
}

static unsigned long plural(int64_t n)
{
    return n < 1000000 ? (unsigned long)n : 1000000UL; /* forms of larger numbers are the same */
}

static void put_figures(struct req *r, const struct home_figures *f)
{
    size_t i = 0;

    put_figure(r, i++, f->publications, ngettext("publication in the library", "publications in the library", plural(f->publications)));
    put_figure(r, i++, f->languages, ngettext("language to read them in", "languages to read them in", plural(f->languages)));
    put_figure(r, i++, f->countries, ngettext("country that they are about", "countries that they are about", plural(f->countries)));
    put_figure(r, i++, f->downloads, ngettext("download so far", "downloads so far", plural(f->downloads)));
    put_figure(r, i++, f->members, ngettext("member of the network", "members of the network", plural(f->members)));
    put_text(r->page, "all_label",
             fill(ngettext("All publications: {n}", "All {n} publications", plural(f->publications)),
                  "n", show_count(f->publications), NULL));
}

static enum err front_read(struct req *r)
{
    struct home_new_list   found;
    struct home_theme_list themes;
    struct home_figures    figures;

    TRY(home_newest(r->db, r->lang, NEW_MOST, &found));
    TRY(home_themes(r->db, r->lang, THEMES_MOST, &themes));
    TRY(home_figures(r->db, &figures));
    for (size_t i = 0, shown = 0; i < found.n; i++)
        if (found.v[i].title) /* or it has a text in a fourth language only */
            put_new(r, &found.v[i], shown++);
    for (size_t i = 0; i < themes.n; i++) {
        HDF *h = put_item(r->page, "themes", i);

        put_text(h, "code", themes.v[i].code);
        put_text(h, "label", themes.v[i].label);
        put_count(h, "n", themes.v[i].n);
    }
    put_figures(r, &figures);
    return OK;
}

struct reply home_front(struct req *r)
{
    enum err e = front_read(r);

    if (e)
        return reply_error(r, e);
    put_bool(r->page, "page.wide", true);
    put_text(r->page, "link.0.rel", "alternate");
    put_text(r->page, "link.0.href", url(r, "/resources/feed.atom"));
    put_text(r->page, "link.0.type", "application/atom+xml");
    put_text(r->page, "link.0.title", _("New in the library"));
    put_text(r->page, "page.description",
             _("The network for migration and local development: guides, training and case studies from towns and regions that migration joins, free to search and download."));
    return reply_page(r, "home/front.cst");
}
