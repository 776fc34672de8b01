/* audit_page.c - the audit log, with search and export. */
#include "admin/pages.h"
#include "model/audit_view.h"
#include "model/job.h"

#define PAGE 100
#define CSV_ROWS 20000

/* An area ("resource.") comes before its actions. */
static void put_actions(struct req *r, const struct text_list *actions)
{
    filter_option(r, "action", "", _("Any"));
    for (size_t i = 0; i < actions->n; i++)
        filter_option(r, "action", actions->v[i], audit_action_word(actions->v[i]));
}

static void put_types(struct req *r, const struct text_list *types)
{
    filter_option(r, "type", "", _("Any"));
    for (size_t i = 0; i < types->n; i++)
        filter_option(r, "type", types->v[i], audit_type_word(types->v[i]));
}

static enum err read_filter(struct req *r, struct audit_filter *f)
{
    struct text_list actions, types;
    const char *id;

    TRY(audit_actions(r->db, &actions));
    TRY(audit_types(r->db, &types));
    put_actions(r, &actions);
    put_types(r, &types);
    *f = (struct audit_filter){.person = filter_text(r, "person"),
                               .action = filter_one_of(r, "action", &actions),
                               .object_type = filter_one_of(r, "type", &types),
                               .from = filter_day(r, "from"),
                               .to = filter_day(r, "to"),
                               .limit = PAGE};
    id = filter_text(r, "id");
    if (id && (!parse_int(id, &f->object_id) || f->object_id < 1)) {
        put_text(r->page, "filter.id.error", _("Enter a whole number, for example 160"));
        f->object_id = 0;
    }
    put_bool(r->page, "filter.any", f->person || f->action || f->object_type || f->object_id ||
                                        f->from.year || f->to.year);
    return OK;
}

/* What the nightly check of the chain found. */
static enum err put_check(struct req *r)
{
    struct schedule_list l;

    TRY(schedule_all(r->db, &l));
    for (size_t i = 0; i < l.n; i++)
        if (strcmp(l.v[i].kind, "audit.check") == 0)
            schedule_to_hdf(&l.v[i], put_node(r->page, "check"));
    return OK;
}

static enum err put_entries(struct req *r)
{
    struct cursor c = cursor_read(r);
    struct audit_filter f;
    struct audit_rows rows;

    TRY(read_filter(r, &f));
    do {
        f.before = c.back ? 0 : c.id;
        f.newer = c.back ? c.id : 0;
        TRY(audit_list(r->db, &f, &rows));
    } while (cursor_again(&c, rows.n, PAGE));
    struct beyond b = PAGE_TRIM(&rows, PAGE, &c);
    for (size_t i = 0; i < rows.n; i++)
        audit_to_hdf(&rows.v[i], put_item(r->page, "entries", i));
    pager_put(r, "/admin/audit", b, rows.n ? rows.v[0].id : 0, rows.n ? rows.v[rows.n - 1].id : 0);
    put_text(r->page, "csv", url(r, "/admin/audit.csv%s", query_with(r, "after", NULL)));
    put_text(r->page, "csv_text", fill(_("The newest {n} entries of this search as a table"), "n",
                                       show_count(CSV_ROWS), NULL));
    return put_check(r);
}

struct reply audit_show(struct req *r)
{
    enum err e = put_entries(r);

    return e ? reply_error(r, e) : reply_page(r, "admin/audit.cst");
}

struct reply audit_csv_send(struct req *r)
{
    struct audit_filter f;
    struct audit_rows rows;
    enum err e = read_filter(r, &f);

    f.before = 0;
    f.limit = CSV_ROWS;
    if (!e)
        e = audit_list(r->db, &f, &rows);
    if (e)
        return reply_error(r, e);
    if (rows.n > CSV_ROWS)
        rows.n = CSV_ROWS;
    const char *csv = audit_csv(&rows);
    return reply_csv(r, "audit", csv);
}
