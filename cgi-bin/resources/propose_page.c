/* propose_page.c - members propose documents, and see what became of them. */
#include "model/upload.h"
#include "resources/staff.h"

static void put_limit(struct req *r)
{
    put_text(r->page, "limit", fill(_("PDF, Word, OpenDocument, Excel, PowerPoint, EPUB, text, CSV, PNG or JPEG; {limit} at most each"),
                                    "limit", show_size(upload_limit()), NULL));
    for (int i = 0; i < RES_LANG_N; i++)
        form_option(r, "file_lang", res_lang_codes[i], res_lang_label(res_lang_codes[i]));
}

struct reply propose_new(struct req *r)
{
    struct resource_edit e = {.lang = copy(lang_code[r->lang])};
    enum err             err = edit_choices(r, &e);

    if (err)
        return reply_error(r, err);
    edit_show(r, false, &e);
    put_text(r->page, "Form.file_lang.value", e.lang);
    put_limit(r);
    return reply_page(r, "resources/propose.cst");
}

/* The language of the files that came along; the publication's own when none was chosen. */
static bool read_file_lang(struct req *r, const struct resource_edit *e, char **out)
{
    const char   *code = form_text(r, "file_lang");
    enum res_lang l;

    put_text(r->page, "Form.file_lang.value", code);
    *out = empty(code) ? e->lang : copy(code);
    if (empty(code) || res_lang_read(code, &l))
        return true;
    form_error_at(r, "file_lang", _("Choose one of the values offered"));
    return false;
}

static struct reply again(struct req *r, const struct resource_edit *e, const struct attached_list *l, const char *tpl)
{
    enum err err = edit_choices(r, e);

    if (err == OK)
        err = attach_keep(r, l);
    put_limit(r);
    return err ? reply_error(r, err) : reply_form(r, tpl);
}

static enum err add_files(struct req *r, int64_t id, char *lang, const struct attached_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        int64_t file;
        TRY(resource_file_add(r->db, r->user, id,
                              &(struct resource_file_new){lang, NULL, copy(l->v[i].name), false, l->v[i].stored}, &file));
    }
    return OK;
}

/* Sixty an hour: enough for anybody who reads what they send. */
static bool too_often(struct req *r)
{
    if (rate_hit(r->db, fmt("propose:%" PRId64, r->user->id), 60, 3600) != ERR_LIMIT)
        return false;
    err_clear();
    form_error_at(r, NULL, _("You have sent very much within an hour. Wait a little, then send it again"));
    return true;
}

/* The record and its files, or nothing. */
static enum err propose(struct req *r, const struct resource_edit *e, char *lang, const struct attached_list *l,
                        int64_t *id)
{
    DB_TX(tx, r->db);
    TRY(resource_add(r->db, r->user, form_key(r), "proposed", e, id));
    TRY(add_files(r, *id, lang, l));
    return db_commit(&tx);
}

struct reply propose_create(struct req *r)
{
    struct resource_edit e = {0};
    struct attached_list l;
    int64_t              id;
    enum err             err = attach_read(r, "file", &l);

    if (err)
        return reply_error(r, err);
    char *lang;
    bool  ok = edit_read(r, false, &e);
    ok &= read_file_lang(r, &e, &lang);
    if (l.n == 0 && empty(e.link)) {
        form_error_at(r, "file", _("Choose a file, or enter where it can be read"));
        ok = false;
    }
    if (!ok || too_often(r))
        return again(r, &e, &l, "resources/propose.cst");
    err = propose(r, &e, lang, &l, &id);
    if (err == ERR_INVALID) {
        edit_issues(r, false, &e);
        return again(r, &e, &l, "resources/propose.cst");
    }
    if (err)
        return reply_error(r, err);
    flash(r, _("Thank you. A moderator looks at it and you get a mail with the answer"));
    return reply_see_other(r, "/resources/mine");
}

/* ---- one's own ---- */

#define PAGE 50

struct reply mine_list(struct req *r)
{
    struct resource_filter    f = {.submitted_by = r->user->id};
    struct resource_line_list l;
    enum err                  e = staff_lines(r, "/resources/mine", &f, PAGE, &l);

    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "lines", i);
        resource_line_to_hdf(&l.v[i], h);
        struct resource_head head = {.state = l.v[i].state, .submitted_by = r->user->id};
        put_bool(h, "may_edit", resource_may_take_back(r->user, &head));
        put_bool(h, "published", strcmp(l.v[i].state, "published") == 0);
    }
    return reply_page(r, "resources/propose_mine.cst");
}

/* Same answer for what is not there, not theirs and not open to them any more. */
static enum err read_mine(struct req *r, struct resource_head *h)
{
    struct resource_file_list files;

    TRY(resource_head_read(r->db, path_id(r, "id"), h));
    if (!resource_may_take_back(r->user, h))
        FAIL(ERR_NOT_FOUND, "resource %" PRId64 " is not theirs", h->id);
    head_to_hdf(h, put_node(r->page, "pub"));
    TRY(resource_files(r->db, h->id, &files));
    for (size_t i = 0, n = 0; i < files.n; i++)
        if (files.v[i].removed_at.us == 0)
            resource_file_to_hdf(&files.v[i], put_item(r->page, "files", n++));
    return OK;
}

struct reply mine_edit(struct req *r)
{
    struct resource_head h;
    struct resource_edit e;
    enum err             err = read_mine(r, &h);

    if (err == OK)
        err = resource_edit_read(r->db, h.id, &e);
    if (err == OK)
        err = edit_choices(r, &e);
    if (err)
        return reply_error(r, err);
    edit_show(r, false, &e);
    put_text(r->page, "Form.file_lang.value", e.lang);
    put_limit(r);
    return reply_page(r, "resources/propose_edit.cst");
}

static enum err save(struct req *r, const struct resource_edit *e, char *lang, const struct attached_list *l)
{
    DB_TX(tx, r->db);
    TRY(resource_save(r->db, r->user, e));
    TRY(add_files(r, e->id, lang, l));
    return db_commit(&tx);
}

struct reply mine_save(struct req *r)
{
    struct resource_head h;
    struct resource_edit e;
    struct attached_list l;
    enum err             err = read_mine(r, &h);

    if (err == OK)
        err = resource_edit_read(r->db, h.id, &e);
    if (err == OK)
        err = attach_read(r, "file", &l);
    if (err)
        return reply_error(r, err);
    e.version = 0;
    char *lang;
    bool  ok = edit_read(r, false, &e);
    ok &= read_file_lang(r, &e, &lang);
    if (!ok || too_often(r))
        return again(r, &e, &l, "resources/propose_edit.cst");
    err = save(r, &e, lang, &l);
    if (err == ERR_INVALID)
        edit_issues(r, false, &e);
    else if (err == ERR_CONFLICT) {
        struct resource_edit now;
        err = resource_edit_read(r->db, e.id, &now);
        if (err)
            return reply_error(r, err);
        put_int(r->page, "Form.version.value", now.version);
        form_error_at(r, NULL, _("A moderator changed this proposal while you were writing. Save again to keep yours"));
    } else if (err)
        return reply_error(r, err);
    else {
        flash(r, _("Saved. It waits for a moderator"));
        return reply_see_other(r, "/resources/mine");
    }
    return again(r, &e, &l, "resources/propose_edit.cst");
}

struct reply mine_back(struct req *r)
{
    struct resource_head h;
    enum err             e = read_mine(r, &h);

    return e ? reply_error(r, e) : reply_page(r, "resources/propose_back.cst");
}

struct reply mine_back_do(struct req *r)
{
    struct resource_head h;
    enum err             e = read_mine(r, &h);

    if (e == OK)
        e = resource_delete(r->db, r->user, h.id);
    if (e)
        return reply_error(r, e == ERR_CONFLICT ? ERR_NOT_FOUND : e);
    flash(r, _("Your proposal is taken back and deleted"));
    return reply_see_other(r, "/resources/mine");
}

struct reply mine_file_remove(struct req *r)
{
    struct resource_head h;
    enum err             e = read_mine(r, &h);

    if (e == OK)
        e = resource_file_remove(r->db, r->user, h.id, path_id(r, "fileid"), true);
    if (e)
        return reply_error(r, e);
    flash(r, _("The file is taken out"));
    return reply_see_other(r, "/resources/mine/%" PRId64, h.id);
}
