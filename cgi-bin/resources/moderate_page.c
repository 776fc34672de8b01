/* moderate_page.c - what members propose, oldest first, and the decision on it. */
#include "resources/staff.h"

#define PAGE 50

struct reply moderate_list(struct req *r)
{
    struct resource_filter    f = {.state = "proposed", .sort = RES_BY_WAITING};
    struct resource_line_list l;
    struct resource_queue     q;
    enum err                  e = staff_lines(r, "/resources/moderate", &f, PAGE, &l);

    if (e == OK)
        e = resource_queue_read(r->db, &q);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "lines", i);
        resource_line_to_hdf(&l.v[i], h);
        put_text(h, "waits", show_days_since(l.v[i].created_at));
    }
    if (q.n)
        put_text(r->page, "queue", fill(ngettext("{n} proposal waits. The oldest came {when}.",
                                                 "{n} proposals wait. The oldest came {when}.", (unsigned long)q.n),
                                        "n", show_count(q.n), "when", show_days_since(q.oldest), NULL));
    return reply_page(r, "resources/moderate_list.cst");
}

static enum err put_fields(struct req *r, const struct resource_edit *e)
{
    struct resource_edit none = {.lang = copy(""), .licence = copy(""), .type = copy("")};
    struct text_list     names = resource_differences(&none, e);

    for (size_t i = 0; i < names.n; i++) {
        char *s;
        HDF  *h = put_item(r->page, "fields", i);
        TRY(resource_field_text(r->db, e, names.v[i], &s));
        put_text(h, "label", resource_field_label(names.v[i]));
        put_text(h, "text", s);
        size_t n = strlen(names.v[i]);
        if (n > 3 && names.v[i][n - 3] == '_')
            put_text(h, "lang", names.v[i] + n - 2);
    }
    return OK;
}

static struct reply show(struct req *r, bool rejected)
{
    struct resource_head      h;
    struct resource_edit      e;
    struct resource_file_list files;
    struct resource_line_list line;
    int64_t                   id = path_id(r, "id");
    enum err                  err = resource_head_read(r->db, id, &h);

    if (err == OK && strcmp(h.state, "proposed") != 0) {
        flash(r, _("This proposal is decided already"));
        return reply_see_other(r, "/resources/moderate");
    }
    if (err == OK)
        err = resource_edit_read(r->db, id, &e);
    if (err == OK)
        err = put_fields(r, &e);
    if (err == OK)
        err = resource_files(r->db, id, &files);
    if (err == OK)
        err = resource_lines(r->db, &(struct resource_filter){.words = fmt("%" PRId64, id), .limit = 1}, &line);
    if (err)
        return reply_error(r, err);
    head_to_hdf(&h, put_node(r->page, "pub"));
    put_text(r->page, "pub.waits", show_days_since(h.created_at));
    if (line.n)
        put_text(r->page, "pub.by_name", line.v[0].by_name);
    for (size_t i = 0, n = 0; i < files.n; i++)
        if (files.v[i].removed_at.us == 0)
            resource_file_to_hdf(&files.v[i], put_item(r->page, "files", n++));
    return rejected ? reply_form(r, "resources/moderate_show.cst") : reply_page(r, "resources/moderate_show.cst");
}

struct reply moderate_show(struct req *r) { return show(r, false); }

static struct reply decided(struct req *r, enum err e, const char *text)
{
    if (e == ERR_INVALID) {
        say_issue(r);
        return reply_see_other(r, "/resources/moderate/%" PRId64, path_id(r, "id"));
    }
    if (e == ERR_CONFLICT)
        text = _("Somebody else has decided on this proposal already");
    else if (e)
        return reply_error(r, e);
    flash(r, text);
    return reply_see_other(r, "/resources/moderate");
}

struct reply moderate_accept(struct req *r)
{
    struct resource_head h;
    char                *note;
    enum err             e = resource_head_read(r->db, path_id(r, "id"), &h);

    if (e)
        return reply_error(r, e);
    if (!reason_read(r, false, &note))
        return show(r, true);
    if (!resource_may_decide(r->user, &h))
        return decided(r, ERR_CONFLICT, NULL);
    return decided(r, resource_publish(r->db, r->user, h.id, note), _("It is in the library now, and its submitter gets a mail"));
}

struct reply moderate_refuse(struct req *r)
{
    char *reason;

    if (!reason_read(r, true, &reason))
        return show(r, true);
    return decided(r, resource_refuse(r->db, r->user, path_id(r, "id"), reason),
                   _("Its submitter gets a mail with your reason, and may change it and send it again"));
}
