/* people_page.c - the list of people with an account. */
#include "admin/pages.h"
#include "admin/people_filter.h"
#include "model/bulk.h"

#define PAGE       50
#define COUNT_MOST 100000

/* ?after=<1 or 2>_<number>: forward from this person, or back. */
static void read_place(struct req *r, struct member_filter *f)
{
    struct cursor c = cursor_read(r);

    if (c.set && c.key == 2)
        f->before = c.id;
    else if (c.set)
        f->after = c.id;
}

static void put_pager(struct req *r, const struct member_filter *f, const struct member_list *l, bool more)
{
    bool back = f->before != 0, before = back ? more : f->after != 0, after = back || more;

    if (l->n == 0)
        return;
    if (before)
        put_text(r->page, "pager.prev", url(r, "/admin/people%s", query_with(r, "after", cursor_text(2, l->v[0].id))));
    if (after)
        put_text(r->page, "pager.next", url(r, "/admin/people%s", query_with(r, "after", cursor_text(1, l->v[l->n - 1].id))));
}

static void put_count_text(struct req *r, int64_t n)
{
    put_int(r->page, "fitting", n);
    put_bool(r->page, "too_many", n > BULK_MOST);
    put_text(r->page, "fitting_text",
             n > COUNT_MOST ? fill(_("More than {n} people"), "n", show_count(COUNT_MOST), NULL)
                            : fill(ngettext("{n} person", "{n} people", (unsigned long)n), "n", show_count(n), NULL));
    put_text(r->page, "all_text",
             fill(ngettext("the {n} person that fits the filters", "all {n} people that fit the filters", (unsigned long)n), "n",
                  show_count(n), NULL));
}

static enum err put_list(struct req *r)
{
    struct member_filter       f;
    struct member_list         l;
    struct member_country_list countries;
    int64_t                    n;

    TRY(people_filter_read(r, &f));
    read_place(r, &f);
    f.limit = PAGE + 1;
    TRY(member_list(r->db, &f, &l));
    TRY(member_count(r->db, &f, COUNT_MOST + 1, &n));
    TRY(member_countries(r->db, &countries));
    bool more = l.n > PAGE;
    if (more) { /* the one too many is at the far end */
        l.v += f.before != 0;
        l.n = PAGE;
    }
    for (size_t i = 0; i < l.n; i++)
        person_put(&l.v[i], &countries, put_item(r->page, "people", i));
    put_pager(r, &f, &l, more);
    put_count_text(r, n);
    put_text(r->page, "query", people_filter_query(r));
    for (int i = 0; i < LANG_N; i++) {
        HDF *h = put_item(r->page, "langs", (size_t)i);
        put_text(h, "code", lang_code[i]);
        put_text(h, "name", lang_name[i]);
    }
    return OK;
}

struct reply people_show(struct req *r)
{
    enum err e = put_list(r);

    return e ? reply_error(r, e) : reply_page(r, "admin/people.cst");
}
