/* import_pages.c - see import_pages.h. */
#include "common/import_pages.h"

#define PAGE 50

enum err import_past_put(struct req *r, const char *kind, const char *path)
{
    struct cursor      c = cursor_read(r);
    struct import_list l;
    struct beyond      b;

    do
        TRY(import_page(r->db, kind, c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l));
    while (cursor_again(&c, l.n, PAGE));
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        import_to_hdf(&l.v[i], put_item(r->page, "imports", i));
    if (l.n)
        put_pager(r, path, b, cursor_text(0, l.v[0].id), cursor_text(0, l.v[l.n - 1].id));
    else if (b.before)
        put_text(r->page, "pager.first", url(r, "%s%s", path, query_with(r, "after", NULL)));
    return OK;
}

static enum err put_rows(struct req *r, const struct import *im, const char *outcome, const char *here)
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
        put_pager(r, here, b, cursor_text(0, rows.v[0].line), cursor_text(0, rows.v[rows.n - 1].line));
    return OK;
}

enum err import_put(struct req *r, const struct import *im, const char *path)
{
    const char *outcome = import_outcome_read(query_text(r, "outcome"));
    char       *here = fmt("%s/%" PRId64, path, im->id);

    TRY(import_outcomes_to_hdf(r->db, im, outcome, url(r, "%s", here), r->page));
    TRY(put_rows(r, im, outcome, here));
    import_to_hdf(im, put_node(r->page, "import"));
    put_text(r->page, "outcome", outcome);
    if (strcmp(im->state, "checking") == 0 || strcmp(im->state, "running") == 0)
        reply_header(r, "Refresh", "3");
    return OK;
}

struct reply import_pressed(struct req *r, enum err e, const char *path, const char *text)
{
    if (e == ERR_CONFLICT)
        text = _("The import is in another state by now");
    else if (e)
        return reply_error(r, e);
    flash(r, text);
    return reply_see_other(r, "%s/%" PRId64, path, path_id(r, "id"));
}

struct reply import_report_send(struct req *r, const struct import *im, const char *name)
{
    struct import_row_list rows;
    enum err e = import_rows(r->db, im->id, import_outcome_read(query_text(r, "outcome")), 0, IMPORT_PEOPLE_ROWS_MAX, &rows);

    if (e)
        return reply_error(r, e);
    return reply_csv(r, fmt("%s-%" PRId64, name, im->id), import_report_csv(im, &rows));
}
