/* people_page.c - the list of people with an account. */
#include "admin/pages.h"
#include "admin/people_filter.h"
#include "model/bulk.h"
#include "model/member_staff.h"

#define PAGE       50
#define COUNT_MOST 100000

static void put_count_text(struct req *r, int64_t n)
{
    put_int(r->page, "fitting", n);
    put_bool(r->page, "too_many", n > BULK_MOST);
    if (n > BULK_MOST)
        put_text(r->page, "too_many_text", fill(_("To change all at once, filter until {n} or fewer are left."), "n", show_count(BULK_MOST), NULL));
    put_text(r->page, "fitting_text",
             n > COUNT_MOST ? fill(_("More than {n} people"), "n", show_count(COUNT_MOST), NULL)
                            : fill(ngettext("{n} person", "{n} people", (unsigned long)n), "n", show_count(n), NULL));
    put_text(r->page, "all_text",
             fill(ngettext("the {n} person that fits the filters", "all {n} people that fit the filters", (unsigned long)n), "n",
                  show_count(n), NULL));
}

/* Who was invited has not signed up: the list says so instead of "not confirmed". */
static enum err put_invited(struct req *r, const struct member_list *l)
{
    static const char *const words[][2] = {
        {"queued", N_("Invitation waits")}, {"sent", N_("Invited")}, {"expired", N_("Invitation expired")}};
    struct staff_invited_list found;
    struct id_list            ids = {0};

    for (size_t i = 0; i < l->n; i++)
        if (member_is(&l->v[i], "pending"))
            id_list_add(&ids, l->v[i].id);
    if (ids.n == 0)
        return OK;
    TRY(staff_invited_of(r->db, &ids, &found));
    for (size_t i = 0; i < found.n; i++)
        for (size_t j = 0; j < l->n; j++)
            for (size_t w = 0; w < COUNT(words) && l->v[j].id == found.v[i].member_id; w++)
                if (strcmp(words[w][0], found.v[i].state) == 0)
                    put_text(r->page, fmt("people.%zu.state_text", j), _(words[w][1]));
    return OK;
}

static enum err put_list(struct req *r)
{
    struct member_filter       f;
    struct member_list         l;
    struct member_country_list countries;
    struct cursor              c = cursor_read(r);
    int64_t                    n;

    TRY(people_filter_read(r, &f));
    f.limit = PAGE + 1;
    do {
        f.after = c.back ? 0 : c.id;
        f.before = c.back ? c.id : 0;
        TRY(member_list(r->db, &f, &l));
    } while (cursor_again(&c, l.n, PAGE));
    struct beyond b = PAGE_TRIM(&l, PAGE, &c);
    TRY(member_count(r->db, &f, COUNT_MOST + 1, &n));
    TRY(member_countries(r->db, &countries));
    for (size_t i = 0; i < l.n; i++)
        person_put(&l.v[i], &countries, put_item(r->page, "people", i));
    TRY(put_invited(r, &l));
    if (l.n)
        put_pager(r, "/admin/people", b, cursor_text(0, l.v[0].id), cursor_text(0, l.v[l.n - 1].id));
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
