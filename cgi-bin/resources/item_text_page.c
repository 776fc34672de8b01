/* item_text_page.c - the light edition: the text of a file as a plain page, for slow and costly lines. */
#include "model/resource.h"
#include "resources/item.h"
#include "resources/pages.h"
#include "resources/paths.h"

/* The file asked for by ?file= or ?in=; otherwise the first with text, the reader's language first. */
static const struct item_file *file_of(struct req *r, const struct item *i)
{
    int64_t id = query_int(r, "file", 0);
    const char *in = query_text(r, "in");

    for (size_t k = 0; k < i->files.n; k++) {
        const struct item_file *f = &i->files.v[k];
        if (f->has_text && (id ? f->id == id : !in || strcmp(f->lang, in) == 0))
            return f;
    }
    return NULL;
}

/* Lines of a page become paragraphs where one is empty; single line ends are those of the paper. */
static void put_paragraphs(HDF *h, const char *text)
{
    size_t n = 0;

    while (*text) {
        const char *end = strstr(text, "\n\n");
        char *p = talloc_strndup(pool, text, end ? (size_t)(end - text) : strlen(text));
        p = text_tidy(pool, p, true);
        if (!empty(p))
            put_text(put_item(h, "paragraphs", n++), "text", p);
        if (!end)
            break;
        text = end + 2;
    }
}

static void put_files(struct req *r, const struct item *i, const struct item_file *now)
{
    size_t n = 0;

    for (size_t k = 0; k < i->files.n; k++) {
        const struct item_file *f = &i->files.v[k];
        HDF *h;
        if (!f->has_text)
            continue;
        h = put_item(r->page, "files", n++);
        put_text(h, "language", f->label ? fmt("%s, %s", res_lang_label(f->lang), f->label) : res_lang_label(f->lang));
        put_text(h, "lang", f->lang);
        put_text(h, "url", url(r, "%s/text?file=%" PRId64, item_path(i->head.id, i->text->title), f->id));
        put_bool(h, "here", f == now);
    }
    put_bool(r->page, "several", n > 1);
}

static void put_around(struct req *r, const struct item *i, const struct item_file *f, int from, size_t n)
{
    char *here = url(r, "%s/text?file=%" PRId64, item_path(i->head.id, i->text->title), f->id);

    if (from > 1)
        put_text(r->page, "pager.prev", fmt("%s&from=%d", here, from > ITEM_TEXT_PAGES ? from - ITEM_TEXT_PAGES : 1));
    if (n == ITEM_TEXT_PAGES && from + ITEM_TEXT_PAGES <= f->pages)
        put_text(r->page, "pager.next", fmt("%s&from=%d", here, from + ITEM_TEXT_PAGES));
    if (f->pages)
        put_text(r->page, "pager.text", fill(_("Pages {from} to {to} of {total}"), "from", show_count(from), "to",
            show_count(from + (int64_t)n - 1), "total", show_count(f->pages), NULL));
}

struct reply item_text(struct req *r)
{
    int64_t from = query_int(r, "from", 1);
    struct item_page_list pages;
    const struct item_file *f;
    struct item i;
    struct reply out;
    enum err e;

    if (!item_open(r, true, &i, &out) || item_moved(r, &i, "/text", &out))
        return out;
    if ((f = file_of(r, &i)) == NULL || from < 1 || from > 1000000)
        return reply_error(r, ERR_NOT_FOUND);
    e = item_file_pages(r->db, f->id, (int)from, &pages);
    if (e || (pages.n == 0 && from > 1))
        return reply_error(r, e ? e : ERR_NOT_FOUND);
    put_text(r->page, "item.title", i.text->title);
    if (strcmp(i.text->lang, lang_code[r->lang]) != 0)
        put_text(r->page, "item.lang", i.text->lang);
    put_text(r->page, "item.url", url(r, "%s", item_path(i.head.id, i.text->title)));
    put_text(r->page, "text.lang", f->lang);
    put_text(r->page, "text.file", file_path(f->id, f->name));
    put_text(r->page, "text.file_about", fill(_("The same as a file: {format}, {size}"), "format",
        show_format(f->mime, f->name), "size", show_size(f->size), NULL));
    for (size_t k = 0; k < pages.n; k++) {
        HDF *h = put_item(r->page, "pages", k);
        put_int(h, "n", pages.v[k].page);
        put_text(h, "label", fill(_("Page {n}"), "n", show_count(pages.v[k].page), NULL));
        put_paragraphs(h, pages.v[k].text);
    }
    put_files(r, &i, f);
    put_around(r, &i, f, (int)from, pages.n);
    put_bool(r->page, "page.no_index", true);
    return reply_page(r, "resources/item_text.cst");
}
