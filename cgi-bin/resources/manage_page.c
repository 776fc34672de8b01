/* manage_page.c - the library's list for staff, and changes to many publications at once. */
#include "model/object_role.h"
#include "resources/staff.h"

#define PAGE 50

static const char *const states[] = {"published", "draft", "proposed", "refused", "withdrawn", NULL};
static const struct { const char *code; enum resource_sort sort; } sorts[] = {
    {"changed", RES_BY_CHANGED}, {"year", RES_BY_YEAR}, {"downloads", RES_BY_DOWNLOADS}};

static void option(struct req *r, const char *list, size_t i, const char *value, const char *label, bool on)
{
    HDF *h = put_item(r->page, list, i);
    put_text(h, "value", value);
    put_text(h, "label", label);
    put_bool(h, "on", on);
    put_text(h, "url", url(r, "/resources/manage%s", query_with(r, list, empty(value) ? NULL : value)));
}

static void read_filter(struct req *r, struct resource_filter *f)
{
    const char   *state = query_text(r, "state"), *sort = query_text(r, "sort");
    const char   *words = query_text(r, "q");

    option(r, "state", 0, "", _("All"), empty(state));
    for (size_t i = 0; states[i]; i++) {
        bool on = state && strcmp(state, states[i]) == 0;
        if (on)
            f->state = states[i];
        option(r, "state", i + 1, states[i], resource_state_label(states[i]), on);
    }
    const char *labels[] = {_("Changed last"), _("Year"), _("Downloads")};
    for (size_t i = 0; i < COUNT(sorts); i++) {
        if (sort && strcmp(sort, sorts[i].code) == 0)
            f->sort = sorts[i].sort;
        option(r, "sort", i, sorts[i].code, labels[i], false);
    }
    put_bool(put_item(r->page, "sort", f->sort), "on", true);
    if (!empty(words) && utf8_length(words) <= 200) {
        f->words = words;
        put_text(r->page, "q", words);
    }
    f->warnings = query_text(r, "warnings") != NULL;
    put_bool(r->page, "warnings", f->warnings);
    put_text(r->page, "state_now", f->state);
    put_text(r->page, "sort_now", sorts[f->sort].code);
    put_bool(r->page, "filtered", f->words || f->state || f->warnings);
}

/* After a change of many: what was done, and a button that undoes it. */
static void put_undo(struct req *r)
{
    const char      *did = query_text(r, "did");
    struct text_list ids = query_list(r, "was");

    if (!did || ids.n == 0 || ids.n > PAGE)
        return;
    bool published = strcmp(did, "publish") == 0;
    put_text(r->page, "undo.do", published ? "withdraw" : "publish");
    put_text(r->page, "undo.reason", published ? _("Published by mistake") : NULL);
    for (size_t i = 0; i < ids.n; i++) {
        int64_t id;
        if (parse_int(ids.v[i], &id) && id > 0)
            put_int(put_item(r->page, "undo.ids", i), "id", id);
    }
    put_text(r->page, "undo.text",
             published ? fill(ngettext("{n} publication is public now.", "{n} publications are public now.", ids.n),
                              "n", show_count((int64_t)ids.n), NULL)
                       : fill(ngettext("{n} publication is withdrawn.", "{n} publications are withdrawn.", ids.n),
                              "n", show_count((int64_t)ids.n), NULL));
}

struct reply manage_list(struct req *r)
{
    struct resource_filter    f = {0};
    struct resource_line_list l;
    struct resource_queue     waiting;

    struct id_list            mine = object_role_ids(r->user, SERIES_EDITOR);

    if (!resource_may_add(r->user) && user_has(r->user, MODERATOR))
        return reply_see_other(r, "/resources/moderate");
    if (!resource_may_add(r->user))
        return reply_status(r, 403);
    read_filter(r, &f);
    if (!resource_may_manage(r->user))
        f.series = &mine;
    enum err e = staff_lines(r, "/resources/manage", &f, PAGE, &l);
    if (e == OK)
        e = resource_queue_read(r->db, &waiting);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++)
        resource_line_to_hdf(&l.v[i], put_item(r->page, "lines", i));
    if (waiting.n && resource_may_manage(r->user))
        put_count(r->page, "waiting", waiting.n);
    put_undo(r);
    return reply_page(r, "resources/manage_list.cst");
}

/* ---- many at once ---- */

/* The numbers that a query or a form names; each once, a page of them at most. */
static struct id_list chosen(const struct pairs *from)
{
    struct id_list ids = {0};

    for (size_t i = 0; i < from->n && ids.n < PAGE; i++) {
        int64_t id;
        if (strcmp(from->v[i].name, "id") == 0 && parse_int(from->v[i].value, &id) && id > 0 &&
            !id_list_has(&ids, id))
            id_list_add(&ids, id);
    }
    return ids;
}

/* Repeated after a deadlock, it finds its own work done. */
static bool done_before(struct req *r, int64_t id, const char *state)
{
    struct resource_head h;

    err_clear();
    return resource_head_read(r->db, id, &h) == OK && strcmp(h.state, state) == 0;
}

/* Puts those for which it makes sense; the others are named apart. */
static enum err put_chosen(struct req *r, const struct id_list *ids, bool publish)
{
    size_t can = 0, cannot = 0;

    for (size_t i = 0; i < ids->n; i++) {
        struct resource_head h;
        enum err e = resource_head_read(r->db, ids->v[i], &h);
        if (e == ERR_NOT_FOUND)
            continue;
        if (e)
            return e;
        if (!resource_may_edit(r->user, &h))
            continue;
        bool is_public = strcmp(h.state, "published") == 0;
        bool fits = publish ? !is_public && strcmp(h.state, "refused") != 0 : is_public;
        head_to_hdf(&h, put_item(r->page, fits ? "can" : "cannot", fits ? can++ : cannot++));
    }
    put_text(r->page, "do", publish ? "publish" : "withdraw");
    put_bool(r->page, "publish", publish);
    put_int(r->page, "n", (int64_t)can);
    return OK;
}

struct reply manage_bulk(struct req *r)
{
    const char    *what = query_text(r, "do");
    struct id_list ids = chosen(&r->query);

    if (ids.n == 0 || !what || (strcmp(what, "publish") != 0 && strcmp(what, "withdraw") != 0)) {
        flash(r, _("Tick the publications first, then choose what to do with them."));
        return reply_see_other(r, "/resources/manage");
    }
    enum err e = put_chosen(r, &ids, strcmp(what, "publish") == 0);
    put_bool(r->page, "Form.reason.required", true);
    return e ? reply_error(r, e) : reply_page(r, "resources/manage_bulk.cst");
}

struct reply manage_bulk_do(struct req *r)
{
    const char    *what = form_text(r, "do");
    bool           publish = what && strcmp(what, "publish") == 0;
    struct id_list ids = chosen(&r->form);
    char          *reason, *was = copy("");
    size_t         done = 0, left = 0;

    if (ids.n == 0 || !what || (!publish && strcmp(what, "withdraw") != 0))
        return reply_status(r, 400);
    if (!reason_read(r, !publish, &reason)) {
        enum err e = put_chosen(r, &ids, publish);
        return e ? reply_error(r, e) : reply_form(r, "resources/manage_bulk.cst");
    }
    for (size_t i = 0; i < ids.n; i++) {
        enum err e = publish          ? resource_publish(r->db, r->user, ids.v[i], NULL)
                     : form_text(r, "undo") ? resource_unpublish(r->db, r->user, ids.v[i], reason)
                                            : resource_withdraw(r->db, r->user, ids.v[i], reason);
        if (e == OK || (e == ERR_CONFLICT && done_before(r, ids.v[i], publish ? "published" : "withdrawn"))) {
            was = fmt("%s&was=%" PRId64, was, ids.v[i]);
            done++;
        } else if (e == ERR_CONFLICT || e == ERR_INVALID || e == ERR_NOT_FOUND || e == ERR_FORBIDDEN) {
            err_clear();
            left++;
        } else
            return reply_error(r, e);
    }
    if (left)
        flash(r, fill(ngettext("{n} publication stays as it is: it has no file or link, or it changed meanwhile.",
                               "{n} publications stay as they are: they have no file or link, or they changed meanwhile.",
                               left), "n", show_count((int64_t)left), NULL));
    if (done == 0)
        return reply_see_other(r, "/resources/manage");
    return reply_see_other(r, "/resources/manage?did=%s%s", publish ? "publish" : "withdraw", was);
}
