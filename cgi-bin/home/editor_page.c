/* editor_page.c - the list of pages with the state of each language, and the form that changes a text.
 *
 * Nothing typed is lost: a preview, a broken rule and a second writer all lead back to the form with
 * the text in it. */
#include "home/pages.h"
#include "model/page.h"

FORM(edit_form, struct page_edit, page_check,
    FIELD(struct page_edit, title, .required = true, .max = 200, .missing = N_("Give the page a title")),
    FIELD(struct page_edit, body, .as = AS_TEXT, .required = true, .max = 100000,
          .missing = N_("Write the text of the page")),
    FIELD(struct page_edit, note, .max = 200),
    FIELD(struct page_edit, in_line),
    FIELD(struct page_edit, seen));

bool editor_lang(const struct req *r, enum lang *out)
{
    const char *in = query_text(r, "in");

    *out = r->lang;
    return !in || lang_read(in, out);
}

/* Newest text of one language; *out is empty when there is none. */
static enum err newest(struct req *r, int64_t page_id, enum lang l, struct page_text *out)
{
    enum err e = page_newest(r->db, page_id, lang_code[l], out);

    if (e != ERR_NOT_FOUND)
        return e;
    *out = (struct page_text){0};
    err_clear();
    return OK;
}

static void put_state(struct req *r, HDF *h, const struct page *p, enum lang l, const struct page_text *t)
{
    static const char *const names[] = {"missing", "stale", "current"};

    put_text(h, "code", lang_code[l]);
    put_text(h, "name", lang_name[l]);
    put_text(h, "state", names[page_state(t->id ? t : NULL)]);
    put_text(h, "edit", url(r, "/pages/%" PRId64 "/edit?in=%s", p->id, lang_code[l]));
    if (t->id)
        put_date(h, "day", date_of(t->created_at));
}

static enum err put_page_row(struct req *r, size_t i, const struct page *p)
{
    HDF *h = put_item(r->page, "pages", i);

    put_int(h, "id", p->id);
    put_text(h, "slug", p->slug);
    for (int l = 0; l < LANG_N; l++) {
        struct page_text t;

        TRY(newest(r, p->id, (enum lang)l, &t));
        put_state(r, put_item(h, "langs", (size_t)l), p, (enum lang)l, &t);
        if (t.id && ((enum lang)l == r->lang || l == LANG_EN))
            put_text(h, "title", t.title);
    }
    return OK;
}

struct reply pages_index(struct req *r)
{
    struct page_list found;
    enum err         e = page_all(r->db, &found);

    for (size_t i = 0; !e && i < found.n; i++)
        e = put_page_row(r, i, &found.v[i]);
    return e ? reply_error(r, e) : reply_page(r, "home/pages.cst");
}

/* What stands around the form: the page, its languages, and the English text for translators. */
static enum err put_context(struct req *r, const struct page *p, enum lang l, int64_t seen)
{
    struct page_text english;
    const char      *title = p->slug;

    put_int(r->page, "text.page_id", p->id);
    put_text(r->page, "text.slug", p->slug);
    put_text(r->page, "text.lang", lang_code[l]);
    put_text(r->page, "text.lang_name", lang_name[l]);
    put_text(r->page, "text.action", url(r, "/pages/%" PRId64 "/edit?in=%s", p->id, lang_code[l]));
    put_text(r->page, "text.see", url_in(l, "/%s", p->slug));
    put_text(r->page, "text.history", url(r, "/pages/%" PRId64 "/history?in=%s", p->id, lang_code[l]));
    put_int(r->page, "seen", seen);
    for (int i = 0; i < LANG_N; i++) {
        struct page_text t;

        TRY(newest(r, p->id, (enum lang)i, &t));
        put_state(r, put_item(r->page, "langs", (size_t)i), p, (enum lang)i, &t);
        if (t.id && (i == LANG_EN || (enum lang)i == l))
            title = t.title;
    }
    put_text(r->page, "heading", fill(_("Edit “{page}”"), "page", title, NULL));
    if (l == LANG_EN)
        return OK;
    TRY(newest(r, p->id, LANG_EN, &english));
    if (english.id)
        page_text_to_hdf(&english, put_node(r->page, "english"));
    return OK;
}

struct reply pages_edit(struct req *r)
{
    struct page      p;
    struct page_text t;
    enum lang        l;
    enum err         e;

    if (!editor_lang(r, &l))
        return reply_status(r, 404);
    e = page_one(r->db, path_id(r, "id"), &p);
    if (!e)
        e = newest(r, p.id, l, &t);
    if (!e)
        e = put_context(r, &p, l, t.id);
    if (e)
        return reply_error(r, e);
    form_show(r, &edit_form, &(struct page_edit){.seen = t.id, .title = t.title, .body = t.body,
                                                 .in_line = page_state(t.id ? &t : NULL) != PAGE_STALE});
    return reply_page(r, "home/page_edit.cst");
}

static struct reply preview(struct req *r, const struct page_edit *m)
{
    form_show(r, &edit_form, m);
    put_text(r->page, "preview.title", m->title);
    put_markdown(r->page, "preview.html", m->body);
    return reply_page(r, "home/page_edit.cst");
}

/* Somebody saved this text meanwhile: theirs is shown beside the writer's own, and the next save of this
 * form counts as having seen it. */
static struct reply conflict(struct req *r, const struct page *p, enum lang l, struct page_edit *m)
{
    struct page_text theirs;
    enum err         e = newest(r, p->id, l, &theirs);

    err_clear();
    if (e)
        return reply_error(r, e);
    m->seen = theirs.id;
    form_show(r, &edit_form, m);
    put_int(r->page, "seen", theirs.id);
    page_text_to_hdf(&theirs, put_node(r->page, "theirs"));
    put_text(r->page, "theirs.body", theirs.body);
    put_text(r->page, "theirs.who",
             fill(_("Saved by {name} on {time}"), "name", theirs.author ? theirs.author : _("somebody"),
                  "time", show_instant(theirs.created_at), NULL));
    form_error_at(r, "body", _("Somebody else saved this text while you were writing. Take over from theirs what should stay, then save again"));
    return reply_form(r, "home/page_edit.cst");
}

struct reply pages_save(struct req *r)
{
    struct page      p;
    struct page_edit m = {0};
    enum lang        l;
    int64_t          id;
    bool             good, look = form_text(r, "do") && strcmp(form_text(r, "do"), "preview") == 0;
    enum err         e;

    if (!editor_lang(r, &l))
        return reply_status(r, 404);
    e = page_one(r->db, path_id(r, "id"), &p);
    if (e)
        return reply_error(r, e);
    good = form_read(r, &edit_form, &m);
    e = put_context(r, &p, l, m.seen);
    if (e)
        return reply_error(r, e);
    if (!good)
        return reply_form(r, "home/page_edit.cst");
    if (look)
        return preview(r, &m);
    m.page_id = p.id;
    m.lang = copy(lang_code[l]);
    e = page_save(r->db, r->user, &m, &id);
    if (e == ERR_CONFLICT)
        return conflict(r, &p, l, &m);
    if (e)
        return reply_error(r, e);
    flash(r, _("Saved. Visitors see the new text from now on."));
    return reply_see_other(r, "/pages");
}
