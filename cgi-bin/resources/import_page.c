/* import_page.c - bulk import: start, dry run, report, run. */
#include "common/import_pages.h"
#include "model/upload.h"
#include "resources/staff.h"

#define HERE "/resources/import"

static struct reply start_page(struct req *r, bool rejected)
{
    enum err e = import_past_put(r, "library", HERE);

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
            return reply_see_other(r, HERE "/%" PRId64, id);
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

static enum err find(struct req *r, struct import *im) { return import_one(r->db, "library", path_id(r, "id"), im); }

struct reply import_show(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_put(r, &im, HERE);
    return e ? reply_error(r, e) : reply_page(r, "resources/import_show.cst");
}

struct reply import_confirm_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_confirm(r->db, r->user, im.id, false);
    return import_pressed(r, e, HERE, _("The import has begun. You may close this page"));
}

struct reply import_cancel_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_cancel(r->db, r->user, im.id);
    return import_pressed(r, e, HERE, _("Cancelled. Rows that were taken stay in the library"));
}

struct reply import_report(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    return e ? reply_error(r, e) : import_report_send(r, &im, "import");
}
