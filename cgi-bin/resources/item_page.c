/* item_page.c - one publication. */
#include "model/resource.h"
#include "resources/item.h"
#include "resources/pages.h"
#include "resources/paths.h"

/* ---- parts of the page ---- */

static void put_lang(HDF *h, const char *name, const struct req *r, const char *lang)
{
    if (lang && strcmp(lang, lang_code[r->lang]) != 0)
        put_text(h, name, lang);
}

/* Languages name themselves: who looks for one recognises it. */
static const char *own_name(const char *lang)
{
    enum lang l;

    return lang_read(lang, &l) ? lang_name[l] : strcmp(lang, "ar") == 0 ? "العربية" : lang;
}

static void put_file(struct req *r, HDF *h, const struct item *i, const struct item_file *f)
{
    put_text(h, "url", file_path(f->id, f->name));
    put_text(h, "language", res_lang_label(f->lang));
    put_text(h, "own", own_name(f->lang));
    put_text(h, "code", f->lang);
    put_lang(h, "lang", r, f->lang);
    put_text(h, "label", f->label);
    put_text(h, "format", show_format(f->mime, f->name));
    if (f->pages)
        put_text(h, "pages", show_pages(f->pages));
    put_size(h, "size", f->size);
    put_text(h, "time", show_3g(f->size));
    put_text(h, "sha256", f->sha256);
    put_bool(h, "short", f->short_edition);
    put_bool(h, "unscanned", strcmp(f->scan_state, "waiting") == 0);
    put_text(h, "about", fill(_("in {language}, {format}, {size}"), "language", res_lang_label(f->lang), "format",
        show_format(f->mime, f->name), "size", show_size(f->size), NULL));
    if (f->has_text)
        put_text(h, "text", url(r, "%s/text?file=%" PRId64, item_path(i->head.id, i->text->title), f->id));
}

/* Says plainly when there is nothing in the reader's language. */
static const char *only_in(struct req *r, const struct item *i)
{
    char *langs = NULL;
    const char *last = NULL;

    for (size_t k = 0; k < i->files.n; k++) {
        const char *l = i->files.v[k].lang;
        if (strcmp(l, lang_code[r->lang]) == 0)
            return NULL;
        if (last && strcmp(last, l) == 0)
            continue;
        last = l;
        langs = langs ? fmt("%s, %s", langs, res_lang_label(l)) : copy(res_lang_label(l));
    }
    return langs ? fill(_("Not available in {language}. Only in: {languages}"), "language",
        res_lang_label(lang_code[r->lang]), "languages", langs, NULL) : NULL;
}

static void put_files(struct req *r, const struct item *i)
{
    size_t texts = 0, shorts = 0;

    for (size_t k = 0; k < i->files.n; k++) {
        const struct item_file *f = &i->files.v[k];
        put_file(r, put_item(r->page, "files", k), i, f);
        put_bool(put_item(r->page, "files", k), "first", k == 0);
        texts += f->has_text;
        shorts += f->short_edition;
    }
    put_text(r->page, "only_in", only_in(r, i));
    put_bool(r->page, "has_text", texts > 0);
    put_bool(r->page, "has_short", shorts > 0);
    put_text(r->page, "read_url", url(r, "%s/text", item_path(i->head.id, i->text->title)));
}

static void put_words(struct req *r, const struct item *i)
{
    size_t n[4] = {0};
    static const char *const facets[4] = {"theme", "focus", "country", "publisher"};

    for (size_t k = 0; k < i->words.n; k++)
        for (size_t f = 0; f < COUNT(facets); f++) {
            const struct item_word *w = &i->words.v[k];
            HDF *h;
            if (strcmp(w->facet, facets[f]) != 0)
                continue;
            h = put_item(r->page, fmt("words.%s", facets[f]), n[f]++);
            put_text(h, "label", item_word_label(w));
            put_text(h, "url", url(r, "/resources?%s=%s", w->facet, url_escape(w->value)));
        }
}

static void put_other(struct req *r, HDF *h, const struct item_other *o)
{
    put_text(h, "url", url(r, "%s", item_path(o->id, o->title)));
    put_text(h, "title", o->title);
    put_lang(h, "lang", r, o->title_lang);
    put_text(h, "kind", lang_now() == LANG_FR ? o->type_fr : lang_now() == LANG_ES ? o->type_es : o->type_en);
    put_text(h, "icon", strcmp(o->type, "training") == 0 || strcmp(o->type, "e-course") == 0 ? "course" : "book");
    put_text(h, "edition", o->edition);
    if (o->year)
        put_int(h, "year", o->year);
}

static void put_others(struct req *r, const struct item *i)
{
    size_t editions = 0, series = 0, related = 0;

    for (size_t k = 0; k < i->others.n; k++) {
        const struct item_other *o = &i->others.v[k];
        bool here = o->id == i->head.id;
        HDF *h;
        if (strcmp(o->kind, "related") == 0)
            h = put_item(r->page, "related", related++);
        else if (strcmp(o->kind, "series") == 0)
            h = put_item(r->page, "series", series++);
        else
            h = put_item(r->page, "editions", editions++);
        put_other(r, h, o);
        put_bool(h, "here", here);
        if (strcmp(o->kind, "edition") == 0 && !o->newer_id && !here)
            put_text(r->page, "newer.url", url(r, "%s", item_path(o->id, o->title)));
    }
    put_bool(r->page, "has_editions", editions > 1);
    put_bool(r->page, "has_series", series > 1);
    put_text(r->page, "series_title", item_series_title(&i->head));
}

static const char *state_note(const struct item_head *h)
{
    if (strcmp(h->state, "draft") == 0)
        return _("This is a draft: only the editors see it.");
    if (strcmp(h->state, "proposed") == 0)
        return _("This is a proposal: only the moderators and the person who proposed it see it.");
    if (strcmp(h->state, "refused") == 0)
        return _("This proposal was not taken into the library: only staff and the person who proposed it see it.");
    if (strcmp(h->state, "withdrawn") == 0)
        return _("This publication was withdrawn: readers see a notice in its place.");
    return NULL;
}

static void put_facts(struct req *r, const struct item *i)
{
    const struct item_head *h = &i->head;

    put_text(r->page, "item.title", i->text->title);
    put_lang(r->page, "item.lang", r, i->text->lang);
    put_text(r->page, "item.summary", i->text->summary);
    put_text(r->page, "item.kind", item_type_label(h));
    put_text(r->page, "item.kind_url", url(r, "/resources?type=%s", url_escape(h->type)));
    put_bool(r->page, "item.course", strcmp(h->type, "training") == 0 || strcmp(h->type, "e-course") == 0);
    if (h->year)
        put_int(r->page, "item.year", h->year);
    put_text(r->page, "item.edition", h->edition);
    put_text(r->page, "item.written_in", res_lang_label(h->lang));
    put_text(r->page, "item.licence", licence_label(h->licence));
    put_text(r->page, "item.licence_url", licence_url(h->licence));
    put_text(r->page, "item.rights_note", h->rights_note);
    put_text(r->page, "item.link", parse_url(pool, h->link ? h->link : ""));
    put_text(r->page, "item.short_url", site_url(fmt("/r/%" PRId64, h->id)));
    put_text(r->page, "item.cite", cite_text(i));
    put_text(r->page, "item.url", url(r, "%s", item_path(h->id, i->text->title)));
    put_text(r->page, "state_note", state_note(h));
    put_text(r->page, "item.downloads", show_downloads(h->downloads));
    if (h->countries)
        put_text(r->page, "item.countries", fill(ngettext("from {n} country", "from {n} countries",
            (unsigned long)h->countries), "n", show_count(h->countries), NULL));
}

void item_put_titles(struct req *r, const struct item *i)
{
    for (enum lang l = 0; l < LANG_N; l++) {
        const struct item_text *t = item_text_in(i, lang_code[l]);
        if (t == NULL)
            t = item_text_in(i, i->head.lang);
        if (t == NULL && i->texts.n)
            t = &i->texts.v[0];
        put_text(r->page, fmt("page.paths.%s", lang_code[l]), item_path(i->head.id, t ? t->title : ""));
    }
}

/* ---- handlers ---- */

/* A tombstone: what it was, since when it is gone and why. */
static struct reply gone(struct req *r, const struct item *i)
{
    put_text(r->page, "item.title", i->text->title);
    put_lang(r->page, "item.lang", r, i->text->lang);
    put_text(r->page, "item.reason", i->head.decision_note);
    put_text(r->page, "item.since", show_date(date_of(i->head.changed_at)));
    put_bool(r->page, "page.no_index", true);
    return reply_page_as(r, 410, "resources/gone.cst");
}

bool item_open(struct req *r, bool whole, struct item *i, struct reply *out)
{
    int64_t id = path_id(r, "id");
    const char *lang = lang_code[r->lang];
    enum err e = whole ? item_read(r->db, id, lang, i) : item_read_head(r->db, id, lang, i);

    if (!e && strcmp(i->head.state, "withdrawn") == 0 && !user_has(r->user, EDITOR)) {
        *out = gone(r, i);
        return false;
    }
    if (!e && !item_may_see(r->user, &i->head))
        e = ERR_NOT_FOUND;
    if (e) {
        *out = reply_error(r, e);
        return false;
    }
    return true;
}

bool item_moved(struct req *r, const struct item *i, const char *rest, struct reply *out)
{
    if (strcmp(path_text(r, "slug"), item_slug(i->text->title)) == 0)
        return false;
    *out = reply_moved(r, "%s%s%s%s", item_path(i->head.id, i->text->title), rest, *r->query_string ? "?" : "",
        r->query_string);
    return true;
}

struct reply item_show(struct req *r)
{
    struct item i;
    struct reply out;

    if (!item_open(r, true, &i, &out) || item_moved(r, &i, "", &out))
        return out;
    put_facts(r, &i);
    put_files(r, &i);
    put_words(r, &i);
    put_others(r, &i);
    item_put_titles(r, &i);
    if (item_is_public(&i.head))
        item_put_metadata(r, &i);
    put_bool(r->page, "page.no_index", !item_is_public(&i.head));
    put_text(r->page, "page.canonical", url(r, "%s", item_path(i.head.id, i.text->title)));
    return reply_page(r, "resources/item.cst");
}

struct reply item_bare(struct req *r)
{
    struct item i;
    struct reply out;

    if (!item_open(r, false, &i, &out))
        return out;
    return reply_moved(r, "%s", item_path(i.head.id, i.text->title));
}

/* The permanent short address: to the reader's language, of the account or of the browser. */
struct reply item_short(struct req *r)
{
    const char *want = header(r, "HTTP_ACCEPT_LANGUAGE");
    int best = want ? parse_accept_language(want, lang_code, LANG_N) : -1;
    struct item i;
    struct reply out;

    r->lang = r->user ? r->user->lang : best >= 0 ? (enum lang)best : LANG_EN;
    lang_use(r->lang);
    if (!item_open(r, false, &i, &out))
        return out;
    reply_header(r, "Vary", "Accept-Language, Cookie");
    return reply_moved(r, "%s", item_path(i.head.id, i.text->title));
}
