/* figures_page.c - the members of the network in figures, where no small number can be read or worked out.
 *
 * Counted are the people whom members find, with what they show to members; the figures are the same for
 * everybody. */
#include <stdlib.h>

#include "model/csv.h"
#include "model/directory_figures.h"
#include "model/setting.h"
#include "model/suppress.h"
#include "network/directory.h"
#include "network/pages.h"

struct table {
    const char    *code;  /* in the CSV file */
    const char    *title, *head;
    struct figure *v;
    size_t         n;
    bool           shown;
    bool           by_time; /* keeps its order */
};
enum { TABLES = 4 };
#define ROWS_SEEN 16 /* further ones are folded away */

/* ---- the tables ---- */

static void add(struct table *t, const char *label, const char *code, int64_t n)
{
    if (n <= 0)
        return;
    t->v = talloc_realloc(pool, t->v, struct figure, (unsigned)t->n + 1);
    t->v[t->n++] = (struct figure){label, code, n, false};
}

/* `rest`: each person has one of the values or none, and those with none are told of. */
static void add_facet(struct table *t, const struct directory_table *names, enum directory_facet f, const char *rest)
{
    int64_t told = 0;

    for (size_t i = 0; i < names->n; i++)
        if (names->v[i].facet == f) {
            add(t, directory_label(names, f, names->v[i].value), names->v[i].value, names->v[i].n);
            told += names->v[i].n;
        }
    if (rest)
        add(t, rest, "", names->total - told);
}

static int most_first(const void *a, const void *b)
{
    const struct figure *x = a, *y = b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return strcmp(x->code, y->code);
}

static enum err read_tables(struct req *r, struct table t[TABLES], int64_t *total)
{
    const struct directory_table *names;
    struct joined_rows joined;
    int64_t least;

    TRY(setting_int(r->db, "statistics_least", &least));
    put_text(r->page, "rule", fill(_("Counted are the people whom members can find here, with what they show to members. Where fewer than {n} would be counted, the row is left out, and so are the next larger ones: nobody can work the small ones out from the total."),
                                   "n", show_count(least), NULL));
    TRY(directory_table(r->db, DIRECTORY_PEOPLE, "members", &names));
    TRY(directory_joined(r->db, &joined));
    t[0] = (struct table){.code = "country", .title = _("By country"), .head = _("Country")};
    t[1] = (struct table){.code = "organisation", .title = _("By kind of organisation"), .head = _("Kind of organisation")};
    t[2] = (struct table){.code = "language", .title = _("By language"), .head = _("Language")};
    t[3] = (struct table){.code = "year", .title = _("By year of joining"), .head = _("Year"), .by_time = true};
    add_facet(&t[0], names, BY_COUNTRY, _("Not told"));
    add_facet(&t[1], names, BY_TYPE, _("Not told, or no organisation of the network"));
    add_facet(&t[2], names, BY_LANGUAGE, NULL);
    for (size_t i = 0; i < joined.n; i++)
        add(&t[3], joined.v[i].value, joined.v[i].value, joined.v[i].n);
    for (int i = 0; i < TABLES; i++) {
        t[i].shown = suppress(t[i].v, t[i].n, least) && t[i].n > 0;
        if (t[i].n && !t[i].by_time)
            qsort(t[i].v, t[i].n, sizeof *t[i].v, most_first);
    }
    *total = names->total;
    return OK;
}

/* ---- the page ---- */

/* The hidden ones are not named: that somebody is there at all is told by a name. */
static void put_table(HDF *h, const struct table *t)
{
    int64_t most = 1, together = 0;
    size_t rows = 0;

    put_text(h, "title", t->title);
    put_text(h, "head", t->head);
    for (size_t i = 0; i < t->n && t->shown; i++)
        if (t->v[i].hidden)
            together += t->v[i].n;
        else if (t->v[i].n > most)
            most = t->v[i].n;
    for (size_t i = 0; i < t->n && t->shown; i++) {
        if (t->v[i].hidden)
            continue;
        HDF *row = put_item(h, rows < ROWS_SEEN ? "rows" : "more", rows < ROWS_SEEN ? rows : rows - ROWS_SEEN);
        put_text(row, "label", t->v[i].label);
        put_count(row, "n", t->v[i].n);
        put_int(row, "share", t->v[i].n * 100 / most);
        rows++;
    }
    if (together)
        put_text(h, "together", fill(_("All others, who are too few each to be listed: {n} together."), "n", show_count(together), NULL));
}

struct reply figures_show(struct req *r)
{
    struct table t[TABLES];
    int64_t total;
    enum err e = read_tables(r, t, &total);

    if (e)
        return reply_error(r, e);
    for (int i = 0; i < TABLES; i++)
        put_table(put_item(r->page, "tables", (size_t)i), &t[i]);
    put_text(r->page, "total", directory_count_text(DIRECTORY_PEOPLE, total));
    put_bool(r->page, "any", total > 0);
    put_text(r->page, "csv", url(r, "/members/statistics.csv"));
    directory_put_tabs(r, TAB_MAP);
    put_text(r->page, "page.description", _("How many members the network has, by country, kind of organisation, language and year"));
    return reply_page(r, "network/figures.cst");
}

static char *csv_table(char *out, const struct table *t)
{
    int64_t together = 0;

    for (size_t k = 0; k < t->n && t->shown; k++)
        if (t->v[k].hidden)
            together += t->v[k].n;
        else
            out = talloc_asprintf_append_buffer(out, "%s,%s,%s,%" PRId64 "\r\n", t->code, csv_field(pool, t->v[k].code),
                                                csv_field(pool, t->v[k].label), t->v[k].n);
    if (together)
        out = talloc_asprintf_append_buffer(out, "%s,,%s,%" PRId64 "\r\n", t->code,
                                            csv_field(pool, _("All others together")), together);
    return out;
}

struct reply figures_csv(struct req *r)
{
    char *out = copy("table,code,label,people\r\n");
    struct table t[TABLES];
    int64_t total;
    enum err e = read_tables(r, t, &total);

    if (e)
        return reply_error(r, e);
    for (int i = 0; i < TABLES; i++)
        out = csv_table(out, &t[i]);
    out = talloc_asprintf_append_buffer(out, "total,,,%" PRId64 "\r\n", total);
    return reply_csv(r, "m4dnet-members", out);
}
