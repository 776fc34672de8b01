/* edit_page.c - adding and changing a publication, and its history. */
#include "resources/staff.h"


/* What stands around the form: files, links, what can be done next. */
static enum err put_around(struct req *r, const struct resource_head *h)
{
    struct resource_file_list files;
    struct resource_head_list related;
    size_t                    warnings = 0;

    head_to_hdf(h, put_node(r->page, "pub"));
    put_bool(r->page, "may.manage", resource_may_manage_one(r->user, h));
    put_bool(r->page, "may.decide", resource_may_decide(r->user, h));
    bool published = strcmp(h->state, "published") == 0, was_public = published || strcmp(h->state, "withdrawn") == 0;
    put_bool(r->page, "may.publish", resource_may_manage_one(r->user, h) && !published && strcmp(h->state, "proposed") != 0);
    put_bool(r->page, "may.withdraw", resource_may_manage_one(r->user, h) && published);
    put_bool(r->page, "may.edition", resource_may_manage_one(r->user, h) && was_public && h->newer_id == 0);
    put_bool(r->page, "may.delete", resource_may_manage_one(r->user, h) && !was_public && h->published_at.us == 0);
    TRY(resource_files(r->db, h->id, &files));
    for (size_t i = 0, n = 0; i < files.n; i++)
        if (files.v[i].removed_at.us == 0) {
            resource_file_to_hdf(&files.v[i], put_item(r->page, "files", n++));
            warnings += !empty(files.v[i].warnings);
        }
    if (warnings)
        put_int(r->page, "warnings", (int64_t)warnings);
    TRY(resource_related(r->db, h->id, &related));
    for (size_t i = 0; i < related.n; i++)
        head_to_hdf(&related.v[i], put_item(r->page, "related", i));
    return OK;
}

static enum err read_head(struct req *r, struct resource_head *h)
{
    TRY(resource_head_read(r->db, path_id(r, "id"), h));
    if (!resource_may_edit(r->user, h))
        FAIL(ERR_NOT_FOUND, "resource %" PRId64 " is not this person's to edit", h->id);
    return OK;
}

struct reply manage_edit(struct req *r)
{
    struct resource_head h;
    struct resource_edit e;
    enum err             err = read_head(r, &h);

    if (err == OK)
        err = resource_edit_read(r->db, h.id, &e);
    if (err == OK)
        err = edit_choices(r, &e);
    if (err == OK)
        err = put_around(r, &h);
    if (err)
        return reply_error(r, err);
    edit_show(r, true, &e);
    return reply_page(r, "resources/manage_edit.cst");
}

/* Somebody saved it meanwhile: both are shown, field by field, and saving again decides for this one. */
static enum err put_conflict(struct req *r, struct resource_edit *mine)
{
    struct resource_edit theirs;

    TRY(resource_edit_read(r->db, mine->id, &theirs));
    struct text_list names = resource_differences(&theirs, mine);
    for (size_t i = 0; i < names.n; i++) {
        char *a, *b;
        HDF  *h = put_item(r->page, "conflict", i);
        TRY(resource_field_text(r->db, &theirs, names.v[i], &a));
        TRY(resource_field_text(r->db, mine, names.v[i], &b));
        put_text(h, "label", resource_field_label(names.v[i]));
        put_text(h, "theirs", a);
        put_text(h, "mine", b);
    }
    put_int(r->page, "Form.version.value", theirs.version);
    form_error_at(r, NULL, _("Somebody else saved this publication while you were writing. Below you see where the two differ; save again to keep yours, or copy theirs into the form first"));
    return OK;
}

static struct reply again(struct req *r, const struct resource_head *h, const struct resource_edit *e)
{
    enum err err = edit_choices(r, e);

    if (err == OK && h)
        err = put_around(r, h);
    return err ? reply_error(r, err) : reply_form(r, h ? "resources/manage_edit.cst" : "resources/manage_new.cst");
}

struct reply manage_save(struct req *r)
{
    struct resource_head h;
    struct resource_edit e = {0};
    enum err             err = read_head(r, &h);

    if (err == OK)
        err = resource_edit_read(r->db, h.id, &e);
    if (err)
        return reply_error(r, err);
    e.version = 0; /* an old one must come with the form */
    if (!edit_read(r, true, &e))
        return again(r, &h, &e);
    err = resource_save(r->db, r->user, &e);
    if (err == ERR_INVALID)
        edit_issues(r, true, &e);
    else if (err == ERR_CONFLICT) {
        err = put_conflict(r, &e);
        if (err)
            return reply_error(r, err);
    } else if (err)
        return reply_error(r, err);
    else {
        flash(r, _("Saved"));
        return reply_see_other(r, "/resources/manage/%" PRId64, h.id);
    }
    return again(r, &h, &e);
}

struct reply manage_new(struct req *r)
{
    struct resource_edit e = {.lang = copy(lang_code[r->lang])};
    enum err             err = resource_may_add(r->user) ? edit_choices(r, &e) : ERR_FORBIDDEN;

    if (err)
        return reply_error(r, err);
    edit_show(r, true, &e);
    return reply_page(r, "resources/manage_new.cst");
}

struct reply manage_create(struct req *r)
{
    struct resource_edit e = {0};
    int64_t              id;

    if (!edit_read(r, true, &e))
        return again(r, NULL, &e);
    enum err err = resource_add(r->db, r->user, form_key(r), "draft", &e, &id);
    if (err == ERR_INVALID) {
        edit_issues(r, true, &e);
        return again(r, NULL, &e);
    }
    if (err)
        return reply_error(r, err);
    flash(r, _("Saved as a draft. Now add its files"));
    return reply_see_other(r, "/resources/manage/%" PRId64 "/files", id);
}

struct reply manage_history(struct req *r)
{
    struct resource_head       h;
    struct resource_event_list l;
    enum err                   e = read_head(r, &h);

    if (e == OK)
        e = resource_history(r->db, h.id, &l);
    if (e)
        return reply_error(r, e);
    head_to_hdf(&h, put_node(r->page, "pub"));
    for (size_t i = 0; i < l.n; i++)
        resource_event_to_hdf(&l.v[i], put_item(r->page, "events", i));
    return reply_page(r, "resources/manage_history.cst");
}
