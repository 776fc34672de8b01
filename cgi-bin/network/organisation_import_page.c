/* organisation_import_page.c - organisations, and what they offer and seek, out of a table: start, dry run, report,
 * run. */
#include "model/import.h"
#include "model/term.h"
#include "model/upload.h"
#include "network/organisations.h"

#define PAGE 50
#define HERE "/organisations/manage/imports"

static const char *const kinds[] = {"organisations", "offers"};

static void put_codes(struct req *r, const struct term_list *terms, const char *vocabulary, const char *list)
{
    for (size_t i = 0, n = 0; i < terms->n; i++)
        if (strcmp(terms->v[i].vocabulary, vocabulary) == 0 && !terms->v[i].retired) {
            HDF *h = put_item(r->page, list, n++);
            put_text(h, "code", terms->v[i].code);
            put_text(h, "label", term_label(&terms->v[i]));
        }
}

static const char *kind_chosen(const struct req *r)
{
    const char *s = form_text(r, "kind");

    return s && strcmp(s, kinds[1]) == 0 ? kinds[1] : kinds[0];
}

static enum err put_past(struct req *r)
{
    struct cursor      c = cursor_read(r);
    struct import_list l;
    struct beyond      b;

    do
        TRY(import_page(r->db, kinds[0], c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l));
    while (cursor_again(&c, l.n, PAGE));
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        import_to_hdf(&l.v[i], put_item(r->page, "imports", i));
    if (l.n)
        put_pager(r, HERE, b, cursor_text(0, l.v[0].id), cursor_text(0, l.v[l.n - 1].id));
    return OK;
}

static struct reply start_page(struct req *r, bool rejected)
{
    struct term_list terms;
    enum err         e = put_past(r);

    if (!e)
        e = term_all(r->db, &terms);
    if (e)
        return reply_error(r, e);
    put_codes(r, &terms, "organisation", "types");
    put_codes(r, &terms, "theme", "themes");
    form_option(r, "kind", kinds[0], _("Organisations"));
    form_option(r, "kind", kinds[1], _("What they offer and seek"));
    put_text(r->page, "Form.kind.value", kind_chosen(r));
    put_bool(r->page, "Form.kind.required", true);
    put_bool(r->page, "Form.csv.required", true);
    put_text(r->page, "limit", fill(_("CSV with a line of headings, as a spreadsheet saves it; {n} rows at most"), "n",
                                    show_count(IMPORT_PEOPLE_ROWS_MAX), NULL));
    return rejected ? reply_form(r, "network/organisation_imports.cst") : reply_page(r, "network/organisation_imports.cst");
}

struct reply organisation_imports_show(struct req *r) { return start_page(r, false); }

struct reply organisation_import_create(struct req *r)
{
    const struct file *csv = form_file(r, "csv");
    int64_t            id;

    if (r->too_big)
        form_error_at(r, r->too_big, fill(_("This file is larger than {limit}"), "limit", show_size(upload_limit()), NULL));
    else if (!csv)
        form_error_at(r, "csv", _("Choose the table"));
    else {
        enum err e = import_start(r->db, r->user, kind_chosen(r), form_key(r), csv->name, &csv->stored, NULL, &id);
        if (e == OK)
            return reply_see_other(r, HERE "/%" PRId64, id);
        if (e != ERR_INVALID)
            return reply_error(r, e);
        form_error_at(r, "csv", err_issues()->n ? err_issues()->v[0].text : "");
    }
    return start_page(r, true);
}

static struct reply send_template(struct req *r, const char *const *columns, const char *example, const char *name)
{
    const char *s = import_template_csv(columns, example);

    reply_header(r, "Content-Disposition", fmt("attachment; filename=\"%s-template.csv\"", name));
    return reply_bytes(r, "text/csv; charset=utf-8", s, strlen(s));
}

struct reply organisation_import_template(struct req *r)
{
    return send_template(r, import_organisation_columns,
                         ",Municipality of Example,ME,local-authority,Senegal,Example Town,https://www.example.org/,active,en,"
                         "What it does in a few sentences,diaspora; skills,fr; wo,SN>FR; SN>ES,no,,,",
                         "organisations");
}

struct reply organisation_import_offers_template(struct req *r)
{
    return send_template(r, import_offer_columns,
                         "Municipality of Example,Senegal,seeks,partnership,en,"
                         "A town in France or Spain where people from here live,diaspora,FR; ES",
                         "offers");
}

/* ---- one import ---- */

static enum err put_report(struct req *r, const struct import *im, const char *outcome)
{
    struct cursor          c = cursor_read(r);
    struct import_row_list rows;
    struct beyond          b;

    do
        TRY(c.back ? import_rows_before(r->db, im->id, outcome, c.id, PAGE + 1, &rows)
                   : import_rows(r->db, im->id, outcome, c.id, PAGE + 1, &rows));
    while (cursor_again(&c, rows.n, PAGE));
    b = PAGE_TRIM(&rows, PAGE, &c);
    for (size_t i = 0; i < rows.n; i++)
        import_row_to_hdf(im, &rows.v[i], put_item(r->page, "rows", i));
    if (rows.n)
        put_pager(r, fmt(HERE "/%" PRId64, im->id), b, cursor_text(0, rows.v[0].line), cursor_text(0, rows.v[rows.n - 1].line));
    return OK;
}

static enum err find(struct req *r, struct import *im) { return import_one(r->db, kinds[0], path_id(r, "id"), im); }

struct reply organisation_import_show(struct req *r)
{
    struct import im;
    const char   *outcome = import_outcome_read(query_text(r, "outcome"));
    enum err      e = find(r, &im);

    if (!e)
        e = import_outcomes_to_hdf(r->db, &im, outcome, url(r, HERE "/%" PRId64, im.id), r->page);
    if (!e)
        e = put_report(r, &im, outcome);
    if (e)
        return reply_error(r, e);
    import_to_hdf(&im, put_node(r->page, "import"));
    put_text(r->page, "outcome", outcome);
    if (strcmp(im.state, "checking") == 0 || strcmp(im.state, "running") == 0)
        reply_header(r, "Refresh", "3");
    return reply_page(r, "network/organisation_import.cst");
}

static struct reply after(struct req *r, enum err e, const char *text)
{
    if (e == ERR_CONFLICT)
        text = _("The import is in another state by now");
    else if (e)
        return reply_error(r, e);
    flash(r, text);
    return reply_see_other(r, HERE "/%" PRId64, path_id(r, "id"));
}

struct reply organisation_import_confirm_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_confirm(r->db, r->user, im.id, false);
    return after(r, e, _("The import has begun. You may close this page"));
}

struct reply organisation_import_cancel_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_cancel(r->db, r->user, im.id);
    return after(r, e, _("Cancelled. What was taken already stays"));
}

struct reply organisation_import_report(struct req *r)
{
    struct import          im;
    struct import_row_list rows;
    enum err               e = find(r, &im);

    if (!e)
        e = import_rows(r->db, im.id, import_outcome_read(query_text(r, "outcome")), 0, IMPORT_PEOPLE_ROWS_MAX, &rows);
    if (e)
        return reply_error(r, e);
    const char *s = import_report_csv(&im, &rows);
    reply_header(r, "Content-Disposition", fmt("attachment; filename=\"organisations-import-%" PRId64 ".csv\"", im.id));
    return reply_bytes(r, "text/csv; charset=utf-8", s, strlen(s));
}
