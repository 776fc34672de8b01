/* import_page.c - bulk import: start, dry run, report, run. */
#include "model/import.h"
#include "model/upload.h"
#include "resources/staff.h"

#define PAGE 50

static enum err put_past(struct req *r)
{
    struct cursor      c = cursor_read(r);
    struct import_list l;
    struct beyond      b;

    do
        TRY(import_page(r->db, "library", c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l));
    while (cursor_again(&c, l.n, PAGE));
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        import_to_hdf(&l.v[i], put_item(r->page, "imports", i));
    if (l.n)
        put_pager(r, "/resources/import", b, cursor_text(0, l.v[0].id), cursor_text(0, l.v[l.n - 1].id));
    return OK;
}

static struct reply start_page(struct req *r, bool rejected)
{
    enum err e = put_past(r);

    if (e)
        return reply_error(r, e);
    for (size_t i = 0; licence_codes[i]; i++) {
        HDF *h = put_item(r->page, "licences", i);
        put_text(h, "code", licence_codes[i]);
        put_text(h, "label", licence_label(licence_codes[i]));
    }
    put_text(r->page, "limit", fill(_("A ZIP archive of {limit} at most, with the files directly in it, without folders"),
                                    "limit", show_size(upload_limit()), NULL));
    put_bool(r->page, "Form.csv.required", true);
    return rejected ? reply_form(r, "resources/import.cst") : reply_page(r, "resources/import.cst");
}

struct reply import_list_show(struct req *r) { return start_page(r, false); }

/* The archive: chosen here, or uploaded in pieces before. */
static enum err read_zip(struct req *r, const struct stored **out)
{
    const struct file *f = form_file(r, "zip");
    const char        *ticket = form_text(r, "upload_ticket");

    *out = NULL;
    if (f)
        *out = &f->stored;
    else if (!empty(ticket)) {
        struct stored *s = talloc_zero(pool, struct stored);
        char          *name;
        enum err       e = upload_take(r->db, ticket, &name, s);
        if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) {
            err_clear();
            form_error_at(r, "zip", _("A file had not arrived whole; choose it again"));
            return OK;
        }
        TRY(e);
        *out = s;
    }
    return OK;
}

struct reply import_create(struct req *r)
{
    const struct file   *csv = form_file(r, "csv");
    const struct stored *zip;
    int64_t              id;
    enum err             e = read_zip(r, &zip);

    if (e)
        return reply_error(r, e);
    if (r->too_big)
        form_error_at(r, r->too_big, fill(_("This file is larger than {limit}"), "limit", show_size(upload_limit()), NULL));
    if (!csv)
        form_error_at(r, "csv", _("Choose the table"));
    if (csv && !r->too_big) {
        e = import_start(r->db, r->user, "library", form_key(r), csv->name, &csv->stored, zip, &id);
        if (e == OK)
            return reply_see_other(r, "/resources/import/%" PRId64, id);
        if (e != ERR_INVALID)
            return reply_error(r, e);
        const struct issues *is = err_issues();
        form_error_at(r, "csv", is->n ? is->v[0].text : "");
    }
    if (zip) { /* large, so it need not be sent again */
        char *ticket;
        const struct file *f = form_file(r, "zip");
        const char        *name = f ? f->name : "archive.zip";
        if (upload_hold(r->db, r->user, name, zip, &ticket) == OK) {
            HDF *h = put_item(r->page, "Form.uploads", 0);
            put_text(h, "ticket", ticket);
            put_text(h, "name", name);
            put_size(h, "size", zip->size);
        }
        err_clear();
    }
    return start_page(r, true);
}

struct reply import_template(struct req *r)
{
    const char *s = import_template_csv(
        import_library_columns, "guide-2024,guide,2024,en,CC-BY-4.0,An example guide,What it is about,,,,,,,"
                                "Example Town; Example University,local-authorities,f-lgov,SN; IT,,,,,"
                                "https://www.example.org/about,,en:guide.pdf; fr:guide-fr.pdf");

    return reply_csv(r, "import-template", s);
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
        put_pager(r, fmt("/resources/import/%" PRId64, im->id), b, cursor_text(0, rows.v[0].line),
                  cursor_text(0, rows.v[rows.n - 1].line));
    return OK;
}

struct reply import_show(struct req *r)
{
    struct import          im;
    const char            *outcome = import_outcome_read(query_text(r, "outcome"));
    enum err               e = import_one(r->db, "library", path_id(r, "id"), &im);

    if (e == OK)
        e = import_outcomes_to_hdf(r->db, &im, outcome, url(r, "/resources/import/%" PRId64, im.id), r->page);
    if (e == OK)
        e = put_report(r, &im, outcome);
    if (e)
        return reply_error(r, e);
    import_to_hdf(&im, put_node(r->page, "import"));
    put_text(r->page, "outcome", outcome);
    if (strcmp(im.state, "checking") == 0 || strcmp(im.state, "running") == 0)
        reply_header(r, "Refresh", "3");
    return reply_page(r, "resources/import_show.cst");
}

static struct reply after(struct req *r, enum err e, const char *text)
{
    if (e == ERR_CONFLICT)
        text = _("The import is in another state by now");
    else if (e)
        return reply_error(r, e);
    flash(r, text);
    return reply_see_other(r, "/resources/import/%" PRId64, path_id(r, "id"));
}

struct reply import_confirm_do(struct req *r)
{
    return after(r, import_confirm(r->db, r->user, path_id(r, "id"), false), _("The import has begun. You may close this page"));
}

struct reply import_cancel_do(struct req *r)
{
    return after(r, import_cancel(r->db, r->user, path_id(r, "id")), _("Cancelled. Rows that were taken stay in the library"));
}

struct reply import_report(struct req *r)
{
    struct import          im;
    struct import_row_list rows;
    enum err               e = import_one(r->db, "library", path_id(r, "id"), &im);

    if (e == OK)
        e = import_rows(r->db, im.id, import_outcome_read(query_text(r, "outcome")), 0, IMPORT_ROWS_MAX, &rows);
    if (e)
        return reply_error(r, e);
    const char *s = import_report_csv(&im, &rows);
    return reply_csv(r, fmt("import-%" PRId64, im.id), s);
}
