/* series_page.c - series of publications. */
#include "model/member_merge.h"
#include "model/object_role.h"
#include "model/series.h"
#include "resources/staff.h"

FORM(add_form, struct series, NULL,
     FIELD(struct series, code, .required = true, .max = 60),
     FIELD(struct series, title_en, .required = true, .max = 300),
     FIELD(struct series, title_fr, .max = 300), FIELD(struct series, title_es, .max = 300));
FORM(save_form, struct series, NULL,
     FIELD(struct series, title_en, .required = true, .max = 300),
     FIELD(struct series, title_fr, .max = 300), FIELD(struct series, title_es, .max = 300),
     FIELD(struct series, version));

struct reply series_new(struct req *r)
{
    form_show(r, &add_form, &(struct series){0});
    return reply_page(r, "resources/series_edit.cst");
}

struct reply series_create(struct req *r)
{
    struct series s = {0};
    int64_t       id;

    if (!form_read(r, &add_form, &s))
        return reply_form(r, "resources/series_edit.cst");
    enum err e = series_add(r->db, r->user, form_key(r), &s, &id);
    if (e == ERR_INVALID)
        form_issues(r, &add_form, &s);
    else if (e == ERR_CONFLICT)
        form_error(r, &add_form, &s, &s.code, _("There is a series with this code already"));
    else if (e)
        return reply_error(r, e);
    else {
        flash(r, _("The series is added"));
        return reply_see_other(r, "/resources/terms");
    }
    return reply_form(r, "resources/series_edit.cst");
}

/* Who edits this series alone, for administrators. */
static enum err put_editors(struct req *r, int64_t id)
{
    struct object_role_list l;

    if (!user_has(r->user, ADMINISTRATOR))
        return OK;
    TRY(object_roles_of_object(r->db, "series", id, &l));
    put_bool(r->page, "may_appoint", true);
    for (size_t i = 0; i < l.n; i++)
        object_role_to_hdf(&l.v[i], put_item(r->page, "editors", i));
    return OK;
}

static enum err read_series(struct req *r, struct series *s)
{
    struct series_list all;

    TRY(series_all(r->db, &all));
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].id == path_id(r, "id")) {
            *s = all.v[i];
            put_int(r->page, "series.id", s->id);
            put_text(r->page, "series.title", series_title(s));
            put_text(r->page, "series.code", s->code);
            put_bool(r->page, "series.in_use", s->used > 0);
            return put_editors(r, s->id);
        }
    FAIL(ERR_NOT_FOUND, "series %" PRId64, path_id(r, "id"));
}

struct reply series_edit(struct req *r)
{
    struct series s;
    enum err      e = read_series(r, &s);

    if (e)
        return reply_error(r, e);
    form_show(r, &save_form, &s);
    return reply_page(r, "resources/series_edit.cst");
}

struct reply series_save_do(struct req *r)
{
    struct series s;
    enum err      e = read_series(r, &s);

    if (e)
        return reply_error(r, e);
    struct series before = s;
    s.version = 0;
    if (!form_read(r, &save_form, &s))
        return reply_form(r, "resources/series_edit.cst");
    e = series_save(r->db, r->user, &s);
    if (e == ERR_INVALID)
        form_issues(r, &save_form, &s);
    else if (e == ERR_CONFLICT) {
        put_int(r->page, "Form.version.value", before.version);
        form_error_at(r, NULL, fill(_("Somebody else changed this series meanwhile, to “{title}”. Save again to keep yours"),
                                    "title", before.title_en, NULL));
    } else if (e)
        return reply_error(r, e);
    else {
        flash(r, _("Saved"));
        return reply_see_other(r, "/resources/terms");
    }
    return reply_form(r, "resources/series_edit.cst");
}

struct reply series_delete_do(struct req *r)
{
    enum err e = series_delete(r->db, r->user, path_id(r, "id"));

    if (e == ERR_CONFLICT) {
        flash(r, _("Publications are in this series; take them out first"));
        return reply_see_other(r, "/resources/series/%" PRId64, path_id(r, "id"));
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("The series is deleted"));
    return reply_see_other(r, "/resources/terms");
}

/* ---- editors of one series ---- */

static struct reply to_series(struct req *r, enum err e, const char *done)
{
    if (e && e != ERR_INVALID)
        return reply_error(r, e);
    if (e)
        say_issue(r);
    else
        flash(r, done);
    return reply_see_other(r, "/resources/series/%" PRId64, path_id(r, "id"));
}

struct reply series_editor_add(struct req *r)
{
    int64_t  member_id;
    enum err e = merge_find(r->db, form_text(r, "person"), &member_id);

    if (e == ERR_NOT_FOUND) {
        flash(r, _("Nobody has this address or number"));
        return reply_see_other(r, "/resources/series/%" PRId64, path_id(r, "id"));
    }
    if (!e)
        e = object_role_grant(r->db, r->user, member_id, SERIES_EDITOR, path_id(r, "id"));
    return to_series(r, e, _("The right is given. It counts at once."));
}

struct reply series_editor_end(struct req *r)
{
    return to_series(r, object_role_withdraw(r->db, r->user, path_id(r, "memberid"), SERIES_EDITOR, path_id(r, "id")),
                     _("The right is taken away. It counts at once."));
}
