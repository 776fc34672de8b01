/* list_page.c - the list of the library: search, filters, order, pages. */
#include "model/member_limits.h"
#include "model/resource.h"
#include "model/resource_list.h"
#include "resources/alerts.h"
#include "resources/list.h"
#include "resources/pages.h"
#include "resources/paths.h"

#define PER_PAGE 20
#define SEARCHES_MOST 60

/* ---- what was asked for ---- */

static void ask_read(struct req *r, struct list_ask *a)
{
    const char *sort = query_text(r, "sort");

    list_ask_read(&r->query, lang_code[r->lang], a);
    a->sort = a->q ? SORT_RELEVANCE : SORT_NEWEST;
    for (enum list_sort s = 0; s < SORT_N && sort; s++)
        if (strcmp(sort, list_sort_code[s]) == 0 && (s != SORT_RELEVANCE || a->q))
            a->sort = s;
}

/* ---- rows ---- */

static const char *icon_of(const char *type)
{
    if (strcmp(type, "training") == 0 || strcmp(type, "e-course") == 0)
        return "course";
    if (strcmp(type, "case-studies") == 0)
        return "route";
    return "book";
}

/* "fr en" as a list, in the order of the languages. */
static void put_langs(HDF *h, const char *codes)
{
    size_t n = 0;

    for (int l = 0; l < RES_LANG_N; l++) {
        HDF *c;
        if (codes == NULL || strstr(codes, res_lang_codes[l]) == NULL)
            continue;
        c = put_item(h, "langs", n++);
        put_text(c, "code", res_lang_codes[l]);
        put_text(c, "name", res_lang_label(res_lang_codes[l]));
    }
}

void list_put_row(struct req *r, HDF *h, const struct list_row *row, const struct facet_table *t)
{
    const char *title = row->title ? row->title : "";

    put_text(h, "url", url(r, "%s", item_path(row->id, title)));
    put_text(h, "title", title);
    if (row->title_lang && strcmp(row->title_lang, lang_code[r->lang]) != 0)
        put_text(h, "lang", row->title_lang);
    put_text(h, "summary", row->summary);
    put_text(h, "kind", facet_label_of(t, FACET_TYPE, row->type));
    put_text(h, "icon", icon_of(row->type));
    if (row->year)
        put_int(h, "year", row->year);
    if (row->pages)
        put_text(h, "pages", show_pages(row->pages));
    if (row->smallest_file)
        put_text(h, "size", fill(_("from {size}"), "size", show_size(row->smallest_file), NULL));
    if (row->downloads)
        put_text(h, "downloads", show_downloads(row->downloads));
    put_langs(h, row->langs);
}

static const char *place_of(const struct req *r, const struct snippet *s)
{
    bool own = strcmp(s->file_lang, lang_code[r->lang]) == 0;

    return own ? fill(_("Page {n}"), "n", show_count(s->page), NULL)
               : fill(_("Page {n} ({language})"), "n", show_count(s->page), "language", res_lang_label(s->file_lang), NULL);
}

static void put_snippet(struct req *r, HDF *h, const struct snippet *s)
{
    if (s->n == 0)
        return;
    for (size_t i = 0; i < s->n; i++) {
        HDF *p = put_item(h, "snippet", i);
        put_text(p, "text", s->v[i].text);
        put_bool(p, "mark", s->v[i].mark);
    }
    put_text(h, "found.lang", s->file_lang);
    put_text(h, "found.url", fmt("%s#page=%d", file_path(s->file_id, s->file_name), s->page));
    put_text(h, "found.text", place_of(r, s));
}

static void put_rows(struct req *r, const struct list_ask *a, const struct list_found *f,
                     const struct list_page *page, const struct snippet *snippets)
{
    for (size_t i = 0; i < page->n; i++) {
        HDF *h = put_item(r->page, "items", i);
        list_put_row(r, h, &page->v[i], f->table);
        if (a->q)
            put_snippet(r, h, &snippets[i]);
    }
}

static void put_pages(struct req *r, const struct list_found *f, const struct list_page *page)
{
    if (page->n)
        put_pager(r, "/resources", (struct beyond){page->less, page->more}, cursor_text(page->first.key, page->first.id),
            cursor_text(page->last.key, page->last.id));
    else if (query_text(r, "after"))
        put_text(r->page, "first", fmt("%s%s", url(r, "/resources"), query_without(r, "after", "")));
    if (page->from && page->n && !f->more)
        put_text(r->page, "pager.text",
            fill(_("{from} to {to} of {total}"), "from", show_count(page->from), "to",
                show_count(page->from + (int64_t)page->n - 1), "total", show_count(f->total), NULL));
}

static void put_found(struct req *r, const struct list_ask *a, const struct list_found *f)
{
    put_text(r->page, "found.text", f->more
        ? fill(_("More than {n} publications; these fit best"), "n", show_count(LIST_HITS), NULL)
        : show_publications(f->total));
    put_bool(r->page, "found.any", f->total > 0);
    put_bool(r->page, "found.any_word", f->any_word && f->total > 0);
    put_bool(r->page, "found.no_words", f->no_words);
    put_text(r->page, "q", a->q);
    if (a->q)
        put_text(r->page, "found.title", fill(_("“{words}” in the library"), "words", a->q, NULL));
}

/* A search that nobody has asked lately costs the database work: so many a minute from one address. */
static enum err may_search(struct req *r, const struct list_ask *a)
{
    bool kept = true;

    if (a->q)
        TRY(list_is_kept(r->db, a, &kept));
    return kept ? OK : rate_hit(r->db, fmt("search:ip:%s", limit_network(r->ip)), SEARCHES_MOST, 60);
}

struct reply list_show(struct req *r)
{
    struct cursor c = cursor_read(r);
    const struct list_found *found;
    struct snippet *snippets = NULL;
    struct list_page page;
    struct list_ask a;
    enum err e;

    ask_read(r, &a);
    e = may_search(r, &a);
    if (!e)
        e = list_find(r->db, &a, &found);
    if (!e)
        e = list_page(r->db, &a, found, (struct list_place){c.set, c.back, c.key, c.id}, PER_PAGE, &page);
    if (!e && a.q)
        e = list_snippets(r->db, &a, found, &page, &snippets);
    if (!e)
        e = alert_put(r, &a);
    if (e)
        return reply_error(r, e);
    put_found(r, &a, found);
    put_rows(r, &a, found, &page, snippets);
    put_pages(r, found, &page);
    list_put_controls(r, &a, found);
    put_text(r->page, "page.description",
        _("Guides, training and evidence on migration and local development, to search, read and download"));
    put_bool(r->page, "page.no_index", *r->query_string != '\0');
    put_link(r, "alternate", url(r, "/resources/feed.atom"), "application/atom+xml", NULL, _("New in the library"));
    return reply_page(r, "resources/list.cst");
}
