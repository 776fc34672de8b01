/* page_hdf.c - page texts as template data. */
#include "model/page.h"

void page_text_to_hdf(const struct page_text *t, HDF *h)
{
    put_int(h, "id", t->id);
    put_int(h, "page_id", t->page_id);
    put_text(h, "slug", t->slug);
    put_text(h, "lang", t->lang);
    put_text(h, "title", t->title);
    put_text(h, "note", t->note);
    put_text(h, "author", t->author);
    put_instant(h, "created", t->created_at);
    put_date(h, "day", date_of(t->created_at));
    put_markdown(h, "html", t->body);
}
