/* import_page.c - bulk import: start, dry run, report, run. */
#include "model/csv.h"
#include "model/import.h"
#include "model/upload.h"
#include "resources/staff.h"

#define PAGE 50

static const char *state_label(const char *state)
{
    static const char *const labels[][2] = {
        {"checking", N_("Checking")}, {"checked", N_("Waiting for your yes")}, {"running", N_("Running")},
        {"done", N_("Done")},         {"failed", N_("Failed")},                {"cancelled", N_("Cancelled")}};
    for (size_t i = 0; i < COUNT(labels); i++)
        if (strcmp(labels[i][0], state) == 0)
            return _(labels[i][1]);
    return state;
}

static const char *outcome_label(const struct import *im, const char *outcome, bool taken)
{
    bool over = taken || strcmp(im->state, "done") == 0;
    bool stopped = !over && im->ended_at.us;

    if (strcmp(outcome, "new") == 0)
        return over ? _("Added") : stopped ? _("Was to be added") : _("Will be added");
    if (strcmp(outcome, "changed") == 0)
        return over ? _("Changed") : stopped ? _("Was to be changed") : _("Will be changed");
    if (strcmp(outcome, "same") == 0)
        return _("Already there, unchanged");
    return _("Cannot be taken");
}

static void put_import(const struct import *i, HDF *h)
{
    put_int(h, "id", i->id);
    put_text(h, "name", i->csv_name);
    put_text(h, "state", i->state);
    put_text(h, "state_label", state_label(i->state));
    put_text(h, "badge", strcmp(i->state, "done") == 0     ? "badge full good"
                         : strcmp(i->state, "failed") == 0 ? "badge bad"
                         : strcmp(i->state, "cancelled") == 0 ? "badge off"
                                                           : "badge half live");
    put_int(h, "done", i->done);
    put_int(h, "total", i->total);
    put_bool(h, "over", i->ended_at.us != 0);
    put_bool(h, "moving", strcmp(i->state, "checking") == 0 || strcmp(i->state, "running") == 0);
    put_text(h, "progress", fill(ngettext("{done} of {total} row", "{done} of {total} rows", (unsigned long)i->total),
                                 "done", show_count(i->done), "total", show_count(i->total), NULL));
    if (i->faults)
        put_text(h, "faults", fill(ngettext("{n} row cannot be taken", "{n} rows cannot be taken", (unsigned long)i->faults),
                                   "n", show_count(i->faults), NULL));
    put_text(h, "by", i->by_name ? i->by_name : _("the command line"));
    put_text(h, "error", i->error);
    put_instant(h, "created_at", i->created_at);
    put_instant(h, "ended_at", i->ended_at);
}

static struct reply start_page(struct req *r, bool rejected)
{
    struct import_list l;
    enum err           e = import_recent(r->db, &l);

    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++)
        put_import(&l.v[i], put_item(r->page, "imports", i));
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
        e = import_start(r->db, r->user, form_key(r), csv->name, &csv->stored, zip, &id);
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
    char *s = copy("\xEF\xBB\xBF");

    for (size_t i = 0; import_columns[i]; i++)
        s = talloc_asprintf_append(s, "%s%s", i ? "," : "", import_columns[i]);
    s = talloc_asprintf_append(s, "\r\nguide-2024,guide,2024,en,CC-BY-4.0,An example guide,What it is about,,,,,,,"
                                  "Example Town; Example University,local-authorities,f-lgov,SN; IT,,,,,"
                                  "https://www.example.org/about,,en:guide.pdf; fr:guide-fr.pdf\r\n");
    reply_header(r, "Content-Disposition", "attachment; filename=\"import-template.csv\"");
    return reply_bytes(r, "text/csv; charset=utf-8", s, strlen(s));
}

/* ---- one import ---- */

static const char *outcome_read(struct req *r)
{
    static const char *const all[] = {"fault", "new", "changed", "same"};
    const char *s = query_text(r, "outcome");

    for (size_t i = 0; s && i < COUNT(all); i++)
        if (strcmp(all[i], s) == 0)
            return all[i];
    return NULL;
}

static enum err put_outcomes(struct req *r, const struct import *im, const char *now)
{
    struct import_outcomes l;
    int64_t                all = 0;
    HDF                   *first = put_item(r->page, "outcomes", 0);

    TRY(import_count_outcomes(r->db, im->id, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "outcomes", i + 1);
        all += l.v[i].n;
        put_text(h, "label", outcome_label(im, l.v[i].outcome, false));
        put_count(h, "n", l.v[i].n);
        put_text(h, "url", url(r, "/resources/import/%" PRId64 "?outcome=%s", im->id, l.v[i].outcome));
        put_bool(h, "on", now && strcmp(now, l.v[i].outcome) == 0);
        if (strcmp(l.v[i].outcome, "new") == 0 || strcmp(l.v[i].outcome, "changed") == 0)
            put_bool(r->page, "something", true);
    }
    put_text(first, "label", _("All rows"));
    put_count(first, "n", all);
    put_text(first, "url", url(r, "/resources/import/%" PRId64, im->id));
    put_bool(first, "on", now == NULL);
    return OK;
}

static void put_row(const struct import *im, const struct import_row *row, HDF *h)
{
    struct text_list l = import_messages(row);

    put_int(h, "line", row->line);
    put_text(h, "title", row->title);
    put_text(h, "outcome", outcome_label(im, row->outcome, row->taken));
    put_text(h, "badge", strcmp(row->outcome, "fault") == 0  ? "badge bad"
                         : strcmp(row->outcome, "same") == 0 ? "badge off"
                         : row->taken                        ? "badge full good"
                                                             : "badge half live");
    if (row->resource_id)
        put_int(h, "resource_id", row->resource_id);
    for (size_t i = 0; i < l.n; i++)
        put_text(put_item(h, "messages", i), "text", l.v[i]);
}

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
        put_row(im, &rows.v[i], put_item(r->page, "rows", i));
    if (rows.n)
        put_pager(r, fmt("/resources/import/%" PRId64, im->id), b, cursor_text(0, rows.v[0].line),
                  cursor_text(0, rows.v[rows.n - 1].line));
    return OK;
}

struct reply import_show(struct req *r)
{
    struct import          im;
    const char            *outcome = outcome_read(r);
    enum err               e = import_one(r->db, path_id(r, "id"), &im);

    if (e == OK)
        e = put_outcomes(r, &im, outcome);
    if (e == OK)
        e = put_report(r, &im, outcome);
    if (e)
        return reply_error(r, e);
    put_import(&im, put_node(r->page, "import"));
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
    return after(r, import_confirm(r->db, r->user, path_id(r, "id")), _("The import has begun. You may close this page"));
}

struct reply import_cancel_do(struct req *r)
{
    return after(r, import_cancel(r->db, r->user, path_id(r, "id")), _("Cancelled. Rows that were taken stay in the library"));
}

struct reply import_report(struct req *r)
{
    struct import          im;
    struct import_row_list rows;
    enum err               e = import_one(r->db, path_id(r, "id"), &im);

    if (e == OK)
        e = import_rows(r->db, im.id, outcome_read(r), 0, IMPORT_ROWS_MAX, &rows);
    if (e)
        return reply_error(r, e);
    char *s = fmt("\xEF\xBB\xBF%s,%s,%s,%s,%s\r\n", csv_field(pool, _("Line")), csv_field(pool, _("Title")),
                  csv_field(pool, _("Outcome")), csv_field(pool, _("Remarks")), csv_field(pool, _("Number")));
    for (size_t i = 0; i < rows.n; i++) {
        const struct import_row *row = &rows.v[i];
        struct text_list         l = import_messages(row);
        char                    *all = copy("");
        for (size_t j = 0; j < l.n; j++)
            all = fmt("%s%s%s", all, j ? "\n" : "", l.v[j]);
        s = talloc_asprintf_append_buffer(s, "%" PRId64 ",%s,%s,%s,%s\r\n", row->line, csv_field(pool, row->title),
                                          csv_field(pool, outcome_label(&im, row->outcome, row->taken)),
                                          csv_field(pool, all),
                                          row->resource_id ? fmt("%" PRId64, row->resource_id) : "");
    }
    reply_header(r, "Content-Disposition", fmt("attachment; filename=\"import-%" PRId64 ".csv\"", im.id));
    return reply_bytes(r, "text/csv; charset=utf-8", s, strlen(s));
}
