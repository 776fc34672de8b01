/* organisation_import_page.c - organisations, and what they offer and seek, out of a table: start, dry run, report,
 * run. */
#include "common/import_pages.h"
#include "model/term.h"
#include "model/upload.h"
#include "network/organisations.h"

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

static struct reply start_page(struct req *r, bool rejected)
{
    struct term_list terms;
    enum err         e = import_past_put(r, kinds[0], HERE);

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

    return reply_csv(r, fmt("%s-template", name), s);
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

static enum err find(struct req *r, struct import *im) { return import_one(r->db, kinds[0], path_id(r, "id"), im); }

struct reply organisation_import_show(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_put(r, &im, HERE);
    return e ? reply_error(r, e) : reply_page(r, "network/organisation_import.cst");
}

struct reply organisation_import_confirm_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_confirm(r->db, r->user, im.id, false);
    return import_pressed(r, e, HERE, _("The import has begun. You may close this page"));
}

struct reply organisation_import_cancel_do(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    if (!e)
        e = import_cancel(r->db, r->user, im.id);
    return import_pressed(r, e, HERE, _("Cancelled. What was taken already stays"));
}

struct reply organisation_import_report(struct req *r)
{
    struct import im;
    enum err      e = find(r, &im);

    return e ? reply_error(r, e) : import_report_send(r, &im, "organisations-import");
}
