/* imports_page.c - people out of a table: start, dry run, report, run, invitations. */
#include "admin/pages.h"
#include "model/import.h"
#include "model/member_invite.h"
#include "model/setting.h"
#include "model/term.h"
#include "model/upload.h"

#define PAGE 50

static enum err put_past(struct req *r)
{
    struct cursor      c = cursor_read(r);
    struct import_list l;
    struct beyond      b;

    do
        TRY(import_page(r->db, "people", c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l));
    while (cursor_again(&c, l.n, PAGE));
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        import_to_hdf(&l.v[i], put_item(r->page, "imports", i));
    pager_put(r, "/admin/imports", b, l.n ? l.v[0].id : 0, l.n ? l.v[l.n - 1].id : 0);
    return OK;
}

static enum err put_start(struct req *r)
{
    struct term_list terms;

    TRY(put_past(r));
    TRY(term_all(r->db, &terms));
    for (size_t i = 0, n = 0; i < terms.n; i++)
        if (strcmp(terms.v[i].vocabulary, "theme") == 0 && !terms.v[i].retired) {
            HDF *h = put_item(r->page, "themes", n++);
            put_text(h, "code", terms.v[i].code);
            put_text(h, "label", term_label(&terms.v[i]));
        }
    put_bool(r->page, "Form.csv.required", true);
    put_text(r->page, "limit", fill(_("CSV with a line of headings, as a spreadsheet saves it; {n} rows at most"), "n",
                                    show_count(IMPORT_PEOPLE_ROWS_MAX), NULL));
    return OK;
}

struct reply imports_show(struct req *r)
{
    enum err e = put_start(r);

    return e ? reply_error(r, e) : reply_page(r, "admin/imports.cst");
}

struct reply imports_create(struct req *r)
{
    const struct file *csv = form_file(r, "csv");
    int64_t            id;
    enum err           e;

    if (r->too_big)
        form_error_at(r, r->too_big, fill(_("This file is larger than {limit}"), "limit", show_size(upload_limit()), NULL));
    else if (!csv)
        form_error_at(r, "csv", _("Choose the table"));
    else {
        e = import_start(r->db, r->user, "people", form_key(r), csv->name, &csv->stored, NULL, &id);
        if (e == OK)
            return reply_see_other(r, "/admin/imports/%" PRId64, id);
        if (e != ERR_INVALID)
            return reply_error(r, e);
        form_error_at(r, "csv", err_issues()->n ? err_issues()->v[0].text : "");
    }
    e = put_start(r);
    return e ? reply_error(r, e) : reply_form(r, "admin/imports.cst");
}

struct reply imports_template(struct req *r)
{
    const char *s = import_template_csv(import_people_columns,
                                        "Ana Silva,ana@example.org,Senegal,Municipality of Example,fr,Head of planning,Dakar,"
                                        "diaspora,French; Wolof");

    reply_header(r, "Content-Disposition", "attachment; filename=\"people-template.csv\"");
    return reply_bytes(r, "text/csv; charset=utf-8", s, strlen(s));
}

/* ---- one import ---- */

static const char *last_goes_out(int64_t waiting, int64_t pace)
{
    int64_t hours = (waiting + pace - 1) / pace, days = (hours + 23) / 24;

    if (hours < 48)
        return fill(ngettext("The last one goes out in about {n} hour.", "The last one goes out in about {n} hours.", (unsigned long)hours),
                    "n", show_count(hours), NULL);
    return fill(ngettext("The last one goes out in about {n} day.", "The last one goes out in about {n} days.", (unsigned long)days), "n",
                show_count(days), NULL);
}

static enum err put_invitations(struct req *r, const struct import *im)
{
    struct invitation_count n;
    int64_t                 pace;

    TRY(setting_int(r->db, "invitations_per_hour", &pace));
    TRY(invitation_counts(r->db, im->id, &n));
    put_bool(r->page, "invited", im->invite || n.waiting + n.paused + n.sent + n.expired + n.accepted + n.withdrawn > 0);
    put_count(r->page, "invitations.waiting", n.waiting + n.paused);
    put_count(r->page, "invitations.sent", n.sent);
    put_count(r->page, "invitations.expired", n.expired);
    put_count(r->page, "invitations.accepted", n.accepted);
    put_count(r->page, "invitations.withdrawn", n.withdrawn);
    put_bool(r->page, "invitations.can_hold", n.waiting > 0);
    put_bool(r->page, "invitations.can_go", n.paused > 0);
    if (n.waiting > 0 && pace > 0)
        put_text(r->page, "pace_end", last_goes_out(n.waiting, pace));
    put_text(r->page, "pace", fill(_("Waiting invitations go out {n} an hour, so that mail providers do not take them for spam."), "n",
                                   show_count(pace), NULL));
    return OK;
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
        import_row_to_hdf(im, &rows.v[i], put_item(r->page, "rows", i));
    if (rows.n)
        put_pager(r, fmt("/admin/imports/%" PRId64, im->id), b, cursor_text(0, rows.v[0].line),
                  cursor_text(0, rows.v[rows.n - 1].line));
    return OK;
}

static enum err put_import(struct req *r, const char *outcome)
{
    struct import im;

    TRY(import_one(r->db, "people", path_id(r, "id"), &im));
    TRY(import_outcomes_to_hdf(r->db, &im, outcome, url(r, "/admin/imports/%" PRId64, im.id), r->page));
    TRY(put_invitations(r, &im));
    TRY(put_report(r, &im, outcome));
    import_to_hdf(&im, put_node(r->page, "import"));
    put_text(r->page, "outcome", outcome);
    if (strcmp(im.state, "checking") == 0 || strcmp(im.state, "running") == 0)
        reply_header(r, "Refresh", "3");
    return OK;
}

struct reply import_page_show(struct req *r)
{
    enum err e = put_import(r, import_outcome_read(query_text(r, "outcome")));

    return e ? reply_error(r, e) : reply_page(r, "admin/import.cst");
}

/* Only of people: the others have pages of their own. */
static enum err find(struct req *r, struct import *im) { return import_one(r->db, "people", path_id(r, "id"), im); }

static struct reply after(struct req *r, enum err e, const char *text)
{
    if (e == ERR_CONFLICT)
        text = _("The import is in another state by now");
    else if (e)
        return reply_error(r, e);
    flash(r, text);
    return reply_see_other(r, "/admin/imports/%" PRId64, path_id(r, "id"));
}

/* "1" or not there; anything else is not of our form. */
static bool ticked(const struct req *r, const char *name, bool *out)
{
    const char *s = form_text(r, name);

    *out = s != NULL;
    return !s || strcmp(s, "1") == 0;
}

struct reply import_page_confirm_do(struct req *r)
{
    struct import im;
    bool          invite;
    enum err      e = find(r, &im);

    if (!ticked(r, "invite", &invite))
        return reply_status(r, 400);
    if (!e)
        e = import_confirm(r->db, r->user, im.id, invite);
    return after(r, e, _("The import has begun. You may close this page"));
}

struct reply import_page_cancel_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_cancel(r->db, r->user, im.id);
    return after(r, e, _("Cancelled. People who were taken already stay"));
}

struct reply import_page_hold_do(struct req *r)
{
    struct import im;
    bool          go;
    enum err      e = find(r, &im);

    if (!ticked(r, "go", &go))
        return reply_status(r, 400);
    if (!e)
        e = invite_hold(r->db, r->user, im.id, !go);
    return after(r, e, go ? _("The invitations go on.") : _("The invitations are on hold. Nobody more is written to until you let them go on."));
}

struct reply import_page_invite_do(struct req *r)
{
    struct import im;
    int64_t       n = 0;
    enum err      e = find(r, &im);

    if (!e)
        e = invite_import(r->db, r->user, im.id, &n);
    return after(r, e, fill(ngettext("{n} invitation waits for its turn.", "{n} invitations wait for their turn.", (unsigned long)n), "n",
                            show_count(n), NULL));
}

struct reply import_page_report(struct req *r)
{
    struct import          im;
    struct import_row_list rows;
    enum err               e = find(r, &im);

    if (!e)
        e = import_rows(r->db, im.id, import_outcome_read(query_text(r, "outcome")), 0, IMPORT_PEOPLE_ROWS_MAX, &rows);
    if (e)
        return reply_error(r, e);
    const char *s = import_report_csv(&im, &rows);
    reply_header(r, "Content-Disposition", fmt("attachment; filename=\"people-import-%" PRId64 ".csv\"", im.id));
    return reply_bytes(r, "text/csv; charset=utf-8", s, strlen(s));
}
