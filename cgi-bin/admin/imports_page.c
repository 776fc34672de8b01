/* imports_page.c - people out of a table: start, dry run, report, run, invitations. */
#include "admin/pages.h"
#include "common/import_pages.h"
#include "model/member_invite.h"
#include "model/setting.h"
#include "model/term.h"
#include "model/upload.h"

#define HERE "/admin/imports"

static enum err put_start(struct req *r)
{
    struct term_list terms;

    TRY(import_past_put(r, "people", HERE));
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
            return reply_see_other(r, HERE "/%" PRId64, id);
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

    return reply_csv(r, "people-template", s);
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

/* Only of people: the others have pages of their own. */
static enum err find(struct req *r, struct import *im) { return import_one(r->db, "people", path_id(r, "id"), im); }

static enum err put_import(struct req *r)
{
    struct import im;

    TRY(find(r, &im));
    TRY(put_invitations(r, &im));
    return import_put(r, &im, HERE);
}

struct reply import_page_show(struct req *r)
{
    enum err e = put_import(r);

    return e ? reply_error(r, e) : reply_page(r, "admin/import.cst");
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
    return import_pressed(r, e, HERE, _("The import has begun. You may close this page"));
}

struct reply import_page_cancel_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_cancel(r->db, r->user, im.id);
    return import_pressed(r, e, HERE, _("Cancelled. People who were taken already stay"));
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
    return import_pressed(r, e, HERE, go ? _("The invitations go on.") : _("The invitations are on hold. Nobody more is written to until you let them go on."));
}

struct reply import_page_invite_do(struct req *r)
{
    struct import im;
    int64_t       n = 0;
    enum err      e = find(r, &im);

    if (!e)
        e = invite_import(r->db, r->user, im.id, &n);
    return import_pressed(r, e, HERE, fill(ngettext("{n} invitation waits for its turn.", "{n} invitations wait for their turn.", (unsigned long)n), "n",
                            show_count(n), NULL));
}

struct reply import_page_report(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    return e ? reply_error(r, e) : import_report_send(r, &im, "people-import");
}
