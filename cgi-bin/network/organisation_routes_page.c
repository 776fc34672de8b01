/* organisation_routes_page.c - the migration routes of an organisation: rows of two countries, as many as
 * one asks for, without JavaScript. */
#include "model/member.h"
#include "network/organisations.h"

static const char *const tpl = "network/organisation_routes.cst";

enum { SPARE = 2 }; /* empty rows to begin with, and one more each time one asks */

/* The rows of the form, empty ones too: the n-th "from" belongs to the n-th "to". */
static void read_rows(const struct req *r, struct organisation_route_list *out)
{
    size_t to = 0;

    out->v = talloc_zero_array(pool, struct organisation_route, (unsigned)r->form.n + 1);
    out->n = 0;
    for (size_t i = 0; i < r->form.n && out->n < ORGANISATION_ROUTES + 10; i++)
        if (strcmp(r->form.v[i].name, "from") == 0)
            out->v[out->n++].from = text_tidy(pool, r->form.v[i].value, true);
    for (size_t i = 0; i < r->form.n && to < out->n; i++)
        if (strcmp(r->form.v[i].name, "to") == 0)
            out->v[to++].to = text_tidy(pool, r->form.v[i].value, true);
}

static void put_row(struct req *r, size_t i, const struct organisation_route *row, const char *error)
{
    HDF *h = put_item(r->page, "rows", i);

    put_int(h, "n", (int64_t)i + 1);
    put_text(h, "from", row ? row->from : NULL);
    put_text(h, "to", row ? row->to : NULL);
    put_text(h, "error", error);
}

static const char *issue_of(const struct organisation_route *row)
{
    const struct issues *is = err_issues();

    for (size_t i = 0; is && i < is->n; i++)
        if (is->v[i].field == row)
            return is->v[i].text;
    return NULL;
}

static enum err put_page(struct req *r, const struct organisation_route_list *rows, size_t spare, bool issues)
{
    struct member_country_list all;

    TRY(member_countries(r->db, &all));
    for (size_t i = 0; i < all.n; i++) {
        HDF *h = put_item(r->page, "countries", i);
        put_text(h, "code", all.v[i].code);
        put_text(h, "name", all.v[i].name);
    }
    for (size_t i = 0; i < rows->n + spare; i++)
        put_row(r, i, i < rows->n ? &rows->v[i] : NULL, issues && i < rows->n ? issue_of(&rows->v[i]) : NULL);
    return OK;
}

struct reply organisation_routes_show(struct req *r)
{
    struct organisation            o;
    struct organisation_route_list l;
    enum err                       e = organisation_put(r, ORGANISATION_EDIT, &o, NULL);

    if (!e)
        e = organisation_routes(r->db, o.id, &l);
    if (!e)
        e = put_page(r, &l, SPARE, false);
    if (e)
        return reply_error(r, e);
    put_int(r->page, "version", o.version);
    return reply_page(r, tpl);
}

/* Rows in which something is chosen, and how many of `rows` these came from before each. */
static struct organisation_route_list chosen(const struct organisation_route_list *rows)
{
    struct organisation_route_list out = {talloc_array(pool, struct organisation_route, (unsigned)rows->n + 1), 0};

    for (size_t i = 0; i < rows->n; i++)
        if (!empty(rows->v[i].from) || !empty(rows->v[i].to))
            out.v[out.n++] = rows->v[i];
    return out;
}

static struct reply again(struct req *r, const struct organisation_route_list *rows, size_t spare, bool issues)
{
    enum err e = put_page(r, rows, spare, issues);

    return e ? reply_error(r, e) : reply_form(r, tpl);
}

/* Messages stand above the rows and beside each. */
static void put_errors(struct req *r, const struct organisation_route_list *rows)
{
    const struct issues *is = err_issues();

    for (size_t i = 0; i < is->n; i++) {
        const struct organisation_route *row = is->v[i].field;
        bool                             one = row >= rows->v && row < rows->v + rows->n;

        form_error_at(r, one ? fmt("row%td", row - rows->v) : NULL, is->v[i].text);
    }
}

struct reply organisation_routes_do(struct req *r)
{
    struct organisation            o;
    struct organisation_route_list rows, kept;
    int64_t                        version = 0;
    const char                    *typed = form_text(r, "version");
    enum err                       e = organisation_put(r, ORGANISATION_EDIT, &o, NULL);

    if (e)
        return reply_error(r, e);
    read_rows(r, &rows);
    kept = chosen(&rows);
    if (!typed || !parse_int(typed, &version) || version < 1 || version > INT32_MAX)
        version = 0;
    put_int(r->page, "version", version ? version : o.version);
    if (!empty(form_text(r, "more")))
        return again(r, &kept, rows.n - kept.n + 1, false);
    e = organisation_save_routes(r->db, r->user, o.id, (int)version, &kept);
    if (e == ERR_INVALID) {
        put_errors(r, &kept);
        return again(r, &kept, 1, true);
    }
    if (e == ERR_CONFLICT) {
        put_int(r->page, "version", o.version);
        form_error_at(r, NULL, _("Somebody else saved this page while you chose. Look at the page in another window, then save again to keep your routes"));
        return again(r, &kept, 1, false);
    }
    return e ? reply_error(r, e) : organisation_back(r, &o, _("The routes are saved."));
}
