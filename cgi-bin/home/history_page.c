/* history_page.c - earlier texts of a page: looking at them and bringing one back. */
#include "home/pages.h"
#include "model/page.h"

#define HISTORY_MOST 30

struct reply pages_history(struct req *r)
{
    struct page           p;
    struct page_text_list found = {0};
    struct cursor         c = cursor_read(r);
    struct beyond         b;
    enum lang             l;
    enum err              e;

    if (!editor_lang(r, &l))
        return reply_status(r, 404);
    e = page_one(r->db, path_id(r, "id"), &p);
    do
        if (!e)
            e = page_history(r->db, p.id, lang_code[l], c.back ? 0 : c.id, c.back ? c.id : 0, HISTORY_MOST + 1, &found);
    while (!e && cursor_again(&c, found.n, HISTORY_MOST));
    if (e)
        return reply_error(r, e);
    b = PAGE_TRIM(&found, HISTORY_MOST, &c);
    for (size_t i = 0; i < found.n; i++)
        page_text_to_hdf(&found.v[i], put_item(r->page, "revisions", i));
    if (found.n)
        put_pager(r, fmt("/pages/%" PRId64 "/history", p.id), b, cursor_text(0, found.v[0].id),
                  cursor_text(0, found.v[found.n - 1].id));
    for (int i = 0; i < LANG_N; i++) {
        HDF *h = put_item(r->page, "langs", (size_t)i);

        put_text(h, "code", lang_code[i]);
        put_text(h, "name", lang_name[i]);
        put_bool(h, "current", (enum lang)i == l);
        put_text(h, "url", url(r, "/pages/%" PRId64 "/history?in=%s", p.id, lang_code[i]));
    }
    put_int(r->page, "text.page_id", p.id);
    put_text(r->page, "text.lang", lang_code[l]);
    put_text(r->page, "heading", fill(_("Earlier texts of “{page}”"), "page",
                                      found.n ? found.v[0].title : p.slug, NULL));
    return reply_page(r, "home/page_history.cst");
}

struct reply pages_revision(struct req *r)
{
    struct page_text t, now;
    enum err         e = page_revision(r->db, path_id(r, "id"), path_id(r, "revision_id"), &t);

    if (!e)
        e = page_newest(r->db, t.page_id, t.lang, &now);
    if (e)
        return reply_error(r, e);
    page_text_to_hdf(&t, put_node(r->page, "text"));
    put_text(r->page, "text.body", t.body);
    put_bool(r->page, "is_newest", now.id == t.id);
    put_int(r->page, "seen", now.id);
    put_text(r->page, "heading", fill(_("Text of {time}"), "time", show_instant(t.created_at), NULL));
    put_text(r->page, "who", t.author ? fill(_("Written by {name}"), "name", t.author, NULL)
                                      : copy(_("Came with the site")));
    put_text(r->page, "text.history", url(r, "/pages/%" PRId64 "/history?in=%s", t.page_id, t.lang));
    return reply_page(r, "home/page_revision.cst");
}

struct reply pages_restore(struct req *r)
{
    struct page_text t;
    struct page_edit m = {0};
    const char      *seen = form_text(r, "seen");
    int64_t          id;
    enum err         e = page_revision(r->db, path_id(r, "id"), path_id(r, "revision_id"), &t);

    if (e)
        return reply_error(r, e);
    if (!seen || !parse_int(seen, &m.seen))
        return reply_status(r, 400);
    m = (struct page_edit){.page_id = t.page_id, .lang = t.lang, .seen = m.seen, .title = t.title,
                           .body = t.body, .in_line = t.source_id && t.source_id == t.english_id,
                           .note = fill(_("Brought back the text of {time}"), "time",
                                        show_instant(t.created_at), NULL)};
    e = page_save(r->db, r->user, &m, &id);
    if (e && e != ERR_CONFLICT)
        return reply_error(r, e);
    flash(r, e ? _("Nothing was brought back: somebody saved a newer text meanwhile. Look at it first.")
               : _("The earlier text is shown again. The one in between is kept in the list."));
    return reply_see_other(r, "/pages/%" PRId64 "/history?in=%s", t.page_id, t.lang);
}
