/* export_page.c - the list of people, as filtered, as a table. */
#include "admin/pages.h"
#include "admin/people_filter.h"
#include "model/people_export.h"
#include "model/sheet.h"

static enum err put_form(struct req *r)
{
    struct member_filter f;
    int64_t              n;

    TRY(people_filter_read(r, &f));
    TRY(member_count(r->db, &f, EXPORT_MOST + 1, &n));
    put_text(r->page, "query", people_filter_query(r));
    put_int(r->page, "fitting", n);
    put_text(r->page, "fitting_text",
             fill(ngettext("{n} person fits the filters.", "{n} people fit the filters.", (unsigned long)n), "n", show_count(n), NULL));
    for (int c = 0; c < EXPORT_COLUMNS; c++)
        form_option(r, "columns", export_columns[c].code, _(export_columns[c].label));
    form_option(r, "format", "xlsx", _("Workbook for a spreadsheet program (XLSX)"));
    form_option(r, "format", "csv", _("Plain table (CSV)"));
    put_bool(r->page, "Form.columns.required", true);
    put_bool(r->page, "Form.format.required", true);
    return OK;
}

struct export_form {
    struct text_list columns;
    char            *format;
};
static const char *const formats[] = {"csv", "xlsx", NULL};
FORM(export_form, struct export_form, NULL,
     FIELD(struct export_form, columns),
     FIELD(struct export_form, format, .required = true, .one_of = formats, .missing = N_("Choose a kind of table")));

struct reply export_show(struct req *r)
{
    struct export_form f = {.format = copy("xlsx"), .columns = {talloc_array(pool, const char *, EXPORT_COLUMNS), 0}};
    enum err           e = put_form(r);

    if (e)
        return reply_error(r, e);
    for (int c = 0; c < EXPORT_COLUMNS; c++)
        if (export_columns[c].usual)
            f.columns.v[f.columns.n++] = export_columns[c].code;
    form_show(r, &export_form, &f);
    return reply_page(r, "admin/export.cst");
}

static unsigned bits_of(const struct text_list *codes)
{
    unsigned bits = 0;

    for (size_t i = 0; i < codes->n; i++)
        for (int c = 0; c < EXPORT_COLUMNS; c++)
            if (strcmp(export_columns[c].code, codes->v[i]) == 0)
                bits |= 1U << c;
    return bits;
}

struct reply export_do(struct req *r)
{
    struct export_form   f = {0};
    struct member_filter people;
    int64_t              id;

    if (!people_filter_of_form(r))
        return reply_status(r, 400);
    enum err e = put_form(r);
    if (e)
        return reply_error(r, e);
    bool     ok = form_read(r, &export_form, &f);
    unsigned columns = bits_of(&f.columns);
    if (!columns)
        form_error_at(r, "columns", _("Choose one column at least"));
    if (!ok || !columns)
        return reply_form(r, "admin/export.cst");
    e = people_filter_read(r, &people);
    if (!e)
        e = people_export_make(r->db, r->user, f.format, columns, &people, &id);
    if (e == ERR_LIMIT) {
        form_error_at(r, NULL, fill(_("At most {n} people fit into one table. Narrow the filters."), "n", show_count(EXPORT_MOST), NULL));
        return reply_form(r, "admin/export.cst");
    }
    return e ? reply_error(r, e) : reply_see_other(r, "/admin/people/export/%" PRId64, id);
}

struct reply export_send(struct req *r)
{
    struct people_export x;
    enum err             e = people_export_get(r->db, r->user, path_id(r, "id"), &x);

    if (e)
        return reply_error(r, e);
    return reply_stored(r, x.sha256, sheet_mime(x.format),
                        fmt("people-%.10s.%s", instant_iso(pool, x.created_at), x.format), false);
}
