/* bulk_page.c - one change to many accounts: what it will do, what it did, undoing it. */
#include "admin/pages.h"
#include "admin/people_filter.h"
#include "model/bulk.h"

#define PAGE 100

static struct id_list ticked(const struct req *r)
{
    struct id_list ids = {0};

    for (size_t i = 0; i < r->form.n && ids.n < 200; i++) {
        int64_t id;
        if (strcmp(r->form.v[i].name, "id") == 0 && parse_int(r->form.v[i].value, &id) && id > 0 && !id_list_has(&ids, id))
            id_list_add(&ids, id);
    }
    return ids;
}

/* "role_add:editor" is an action with its value; the reason of a suspension comes in a field of its own. */
static void read_action(struct req *r, const char **action, const char **value)
{
    const char *s = form_text(r, "do");
    char       *both = copy(s ? s : ""), *colon = strchr(both, ':');
    const char *reason = form_text(r, "reason");

    *value = NULL;
    if (colon) {
        *colon = '\0';
        *value = colon + 1;
    }
    *action = both;
    if (strcmp(both, "suspend") == 0)
        *value = text_tidy(pool, reason ? reason : "", true);
}

static struct reply back_to_list(struct req *r, const char *why)
{
    flash(r, why);
    return reply_see_other(r, "/admin/people%s", people_filter_query(r));
}

struct reply bulk_begin_do(struct req *r)
{
    const char          *action, *value, *who = form_text(r, "who");
    struct id_list       ids = ticked(r);
    struct member_filter f;
    int64_t              id;
    bool                 all = who && strcmp(who, "all") == 0;

    if (!people_filter_of_form(r))
        return reply_status(r, 400);
    read_action(r, &action, &value);
    if (!all && ids.n == 0)
        return back_to_list(r, _("Tick the people first, or choose all that fit the filters."));
    enum err e = people_filter_read(r, &f);
    if (!e)
        e = bulk_begin(r->db, r->user, form_key(r), action, value, &ids, all ? &f : NULL, &id);
    if (e == ERR_INVALID)
        return back_to_list(r, err_issues()->n ? err_issues()->v[0].text : "");
    if (e == ERR_LIMIT)
        return back_to_list(r, fill(_("At most {n} people can be changed at once. Narrow the filters."), "n", show_count(BULK_MOST), NULL));
    if (e)
        return reply_error(r, e);
    return reply_see_other(r, "/admin/people/bulk/%" PRId64, id);
}

static const char *outcome_read(const struct req *r)
{
    static const char *const all[] = {"will", "done", "left", "undone", "kept"};
    const char *s = query_text(r, "outcome");

    for (size_t i = 0; s && i < COUNT(all); i++)
        if (strcmp(all[i], s) == 0)
            return all[i];
    return NULL;
}

static void put_tab(struct req *r, int64_t id, const char *code, const char *label, int64_t n, const char *now)
{
    if (n == 0 && *code)
        return;
    HDF *h = put_next(r->page, "outcomes");
    put_text(h, "label", label);
    put_count(h, "n", n);
    put_text(h, "url", *code ? url(r, "/admin/people/bulk/%" PRId64 "?outcome=%s", id, code) : url(r, "/admin/people/bulk/%" PRId64, id));
    put_bool(h, "on", strcmp(now ? now : "", code) == 0);
}

static void put_tabs(struct req *r, const struct bulk *b, const struct bulk_counts *n, const char *now)
{
    HDF *first = put_item(r->page, "outcomes", 0);

    put_text(first, "label", _("All"));
    put_count(first, "n", b->total);
    put_text(first, "url", url(r, "/admin/people/bulk/%" PRId64, b->id));
    put_bool(first, "on", now == NULL);
    put_tab(r, b->id, "will", _("Will be changed"), n->will, now);
    put_tab(r, b->id, "done", _("Changed"), n->done, now);
    put_tab(r, b->id, "left", _("Stay as they are"), n->left, now);
    put_tab(r, b->id, "undone", _("Undone"), n->undone, now);
    put_tab(r, b->id, "kept", _("Not undone"), n->kept, now);
}

/* What there is to say on top. */
static void put_words(struct req *r, const struct bulk *b, const struct bulk_counts *n)
{
    int64_t over = n->done + n->left + n->undone + n->kept;

    put_int(r->page, "will", n->will);
    put_int(r->page, "done", n->done);
    put_int(r->page, "over", strcmp(b->state, "undoing") == 0 ? n->undone + n->kept : over);
    put_text(r->page, "will_text", fill(ngettext("{n} account will be changed.", "{n} accounts will be changed.", (unsigned long)n->will),
                                        "n", show_count(n->will), NULL));
    put_text(r->page, "done_text", fill(ngettext("{n} account was changed.", "{n} accounts were changed.", (unsigned long)n->done),
                                        "n", show_count(n->done), NULL));
    put_text(r->page, "undone_text", fill(ngettext("{n} change was undone.", "{n} changes were undone.", (unsigned long)n->undone),
                                          "n", show_count(n->undone), NULL));
    if (n->left)
        put_text(r->page, "left_text", fill(ngettext("{n} stays as it is; the list says why.", "{n} stay as they are; the list says why.",
                                                     (unsigned long)n->left), "n", show_count(n->left), NULL));
    if (n->kept)
        put_text(r->page, "kept_text",
                 fill(ngettext("{n} could not be put back, because it was changed since.", "{n} could not be put back, because they were changed since.",
                               (unsigned long)n->kept), "n", show_count(n->kept), NULL));
}

static enum err put_rows(struct req *r, const struct bulk *b, const char *outcome)
{
    struct cursor    c = cursor_read(r);
    struct bulk_rows rows;
    struct beyond    beyond;

    do
        TRY(bulk_people(r->db, b->id, outcome, c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &rows));
    while (cursor_again(&c, rows.n, PAGE));
    beyond = PAGE_TRIM(&rows, PAGE, &c);
    for (size_t i = 0; i < rows.n; i++)
        bulk_row_to_hdf(b, &rows.v[i], put_item(r->page, "rows", i));
    pager_put(r, fmt("/admin/people/bulk/%" PRId64, b->id), beyond, rows.n ? rows.v[0].member_id : 0,
              rows.n ? rows.v[rows.n - 1].member_id : 0);
    return OK;
}

static enum err put_bulk(struct req *r)
{
    struct bulk        b;
    struct bulk_counts n;
    const char        *outcome = outcome_read(r);

    TRY(bulk_get(r->db, path_id(r, "id"), &b));
    TRY(bulk_count(r->db, b.id, &n));
    TRY(put_rows(r, &b, outcome));
    bulk_to_hdf(&b, put_node(r->page, "bulk"));
    put_bool(r->page, "bulk.mine", b.member_id == r->user->id);
    put_tabs(r, &b, &n, outcome);
    put_words(r, &b, &n);
    if (strcmp(b.state, "running") == 0 || strcmp(b.state, "undoing") == 0)
        reply_header(r, "Refresh", "3");
    return OK;
}

struct reply bulk_show(struct req *r)
{
    enum err e = put_bulk(r);

    return e ? reply_error(r, e) : reply_page(r, "admin/bulk.cst");
}

static struct reply after(struct req *r, enum err e)
{
    if (e && e != ERR_CONFLICT)
        return reply_error(r, e);
    if (e)
        flash(r, _("This was done already, or somebody else began this change."));
    return reply_see_other(r, "/admin/people/bulk/%" PRId64, path_id(r, "id"));
}

struct reply bulk_confirm_do(struct req *r) { return after(r, bulk_confirm(r->db, r->user, path_id(r, "id"))); }

struct reply bulk_undo_do(struct req *r) { return after(r, bulk_undo(r->db, r->user, path_id(r, "id"))); }

struct reply bulk_drop_do(struct req *r)
{
    enum err e = bulk_drop(r->db, r->user, path_id(r, "id"));

    if (e)
        return after(r, e);
    flash(r, _("Nothing was changed."));
    return reply_see_other(r, "/admin/people");
}

struct reply bulks_show(struct req *r)
{
    enum { MOST = 50 };
    struct cursor    c = cursor_read(r);
    struct bulk_list l;
    struct beyond    b;
    enum err         e;

    do
        e = bulk_page(r->db, c.back ? 0 : c.id, c.back ? c.id : 0, MOST + 1, &l);
    while (!e && cursor_again(&c, l.n, MOST));
    if (e)
        return reply_error(r, e);
    b = PAGE_TRIM(&l, MOST, &c);
    for (size_t i = 0; i < l.n; i++)
        bulk_to_hdf(&l.v[i], put_item(r->page, "bulks", i));
    pager_put(r, "/admin/people/bulk", b, l.n ? l.v[0].id : 0, l.n ? l.v[l.n - 1].id : 0);
    return reply_page(r, "admin/bulks.cst");
}
