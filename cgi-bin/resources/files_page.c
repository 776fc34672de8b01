/* files_page.c - the files of a publication, for staff. */
#include "model/upload.h"
#include "resources/staff.h"

struct file_form { char *lang, *label, *name; bool short_edition; };
FORM(file_form, struct file_form, NULL,
     FIELD(struct file_form, lang, .required = true, .one_of = res_lang_codes),
     FIELD(struct file_form, label, .max = 200),
     FIELD(struct file_form, name, .required = true, .max = 200),
     FIELD(struct file_form, short_edition));
FORM(add_form, struct file_form, NULL,
     FIELD(struct file_form, lang, .required = true, .one_of = res_lang_codes),
     FIELD(struct file_form, label, .max = 200),
     FIELD(struct file_form, short_edition));

static enum err read_head(struct req *r, struct resource_head *h)
{
    TRY(resource_head_read(r->db, path_id(r, "id"), h));
    if (!resource_may_edit(r->user, h))
        FAIL(ERR_NOT_FOUND, "resource %" PRId64 " is not this person's to edit", h->id);
    head_to_hdf(h, put_node(r->page, "pub"));
    put_bool(r->page, "may.manage", resource_may_manage_one(r->user, h));
    return OK;
}

static void lang_choices(struct req *r)
{
    for (int i = 0; i < RES_LANG_N; i++)
        form_option(r, "lang", res_lang_codes[i], res_lang_label(res_lang_codes[i]));
}

static enum err put_files(struct req *r, int64_t id)
{
    struct resource_file_list l;
    size_t                    there = 0, removed = 0;
    const char               *lang = "";
    HDF                      *last = NULL;

    TRY(resource_files(r->db, id, &l));
    for (size_t i = 0; i < l.n; i++) {
        bool gone = l.v[i].removed_at.us != 0;
        HDF *h = put_item(r->page, gone ? "removed" : "files", gone ? removed++ : there++);
        resource_file_to_hdf(&l.v[i], h);
        if (gone)
            continue;
        bool same = strcmp(lang, l.v[i].lang) == 0;
        put_bool(h, "up", same);
        if (same && last)
            put_bool(last, "down", true);
        lang = l.v[i].lang;
        last = h;
    }
    put_bool(r->page, "Form.file.required", true);
    put_text(r->page, "limit", fill(_("PDF, Word, OpenDocument, Excel, PowerPoint, EPUB, text, CSV, PNG or JPEG; {limit} at most each"),
                                    "limit", show_size(upload_limit()), NULL));
    return OK;
}

static struct reply list_page(struct req *r, const struct resource_head *h, bool rejected)
{
    lang_choices(r);
    enum err e = put_files(r, h->id);
    if (e)
        return reply_error(r, e);
    return rejected ? reply_form(r, "resources/manage_files.cst") : reply_page(r, "resources/manage_files.cst");
}

struct reply manage_files(struct req *r)
{
    struct resource_head h;
    enum err             e = read_head(r, &h);

    if (e)
        return reply_error(r, e);
    form_show(r, &add_form, &(struct file_form){.lang = h.lang});
    return list_page(r, &h, false);
}

struct reply manage_file_add(struct req *r)
{
    struct resource_head h;
    struct file_form     f = {0};
    struct attached_list l;
    enum err             e = read_head(r, &h);

    if (e == OK)
        e = attach_read(r, "file", &l);
    if (e)
        return reply_error(r, e);
    if (l.n == 0)
        form_error_at(r, "file", _("Choose a file"));
    if (!form_read(r, &add_form, &f)) {
        e = attach_keep(r, &l);
        return e ? reply_error(r, e) : list_page(r, &h, true);
    }
    for (size_t i = 0; i < l.n; i++) {
        int64_t id;
        struct resource_file_new made = {f.lang, f.label, copy(l.v[i].name), f.short_edition, l.v[i].stored};
        e = resource_file_add(r->db, r->user, h.id, &made, &id);
        if (e)
            return reply_error(r, e);
    }
    flash(r, fill(ngettext("{n} file added. It is being read; look again in a moment", "{n} files added. They are being read; look again in a moment", l.n),
                  "n", show_count((int64_t)l.n), NULL));
    return reply_see_other(r, "/resources/manage/%" PRId64 "/files", h.id);
}

/* ---- one file ---- */

static enum err read_file(struct req *r, struct resource_head *h, struct resource_file *f)
{
    TRY(read_head(r, h));
    TRY(resource_file_one(r->db, h->id, path_id(r, "fileid"), f));
    resource_file_to_hdf(f, put_node(r->page, "file"));
    return OK;
}

struct reply manage_file_edit(struct req *r)
{
    struct resource_head h;
    struct resource_file f;
    enum err             e = read_file(r, &h, &f);

    if (e)
        return reply_error(r, e);
    form_show(r, &file_form, &(struct file_form){f.lang, f.label, f.name, f.short_edition});
    lang_choices(r);
    return reply_page(r, "resources/manage_file.cst");
}

static struct reply to_list(struct req *r)
{
    return reply_see_other(r, "/resources/manage/%" PRId64 "/files", path_id(r, "id"));
}

struct reply manage_file_save(struct req *r)
{
    struct resource_head h;
    struct resource_file f;
    struct file_form     typed = {0};
    enum err             e = read_file(r, &h, &f);

    if (e)
        return reply_error(r, e);
    bool ok = form_read(r, &file_form, &typed);
    if (ok && (strpbrk(typed.name, "/\\") || typed.name[0] == '.')) {
        form_error(r, &file_form, &typed, &typed.name, _("Enter a name without slashes that does not begin with a dot"));
        ok = false;
    }
    if (ok && strlen(typed.name) > 200) {
        form_error(r, &file_form, &typed, &typed.name, _("Shorten this name"));
        ok = false;
    }
    if (!ok) {
        lang_choices(r);
        return reply_form(r, "resources/manage_file.cst");
    }
    f.lang = typed.lang;
    f.label = typed.label;
    f.name = typed.name;
    f.short_edition = typed.short_edition;
    e = resource_file_save(r->db, r->user, &f);
    if (e)
        return reply_error(r, e);
    flash(r, _("Saved"));
    return to_list(r);
}

struct reply manage_file_move(struct req *r)
{
    int places = up_or_down(r);

    if (places == 0)
        return reply_status(r, 400);
    enum err e = resource_file_move(r->db, r->user, path_id(r, "id"), path_id(r, "fileid"), places);
    return e ? reply_error(r, e) : to_list(r);
}

static struct reply set_removed(struct req *r, bool removed)
{
    enum err e = resource_file_remove(r->db, r->user, path_id(r, "id"), path_id(r, "fileid"), removed);

    if (e)
        return reply_error(r, e);
    flash(r, removed ? _("The file is taken out. You can put it back, below") : _("The file is back"));
    return to_list(r);
}

struct reply manage_file_remove(struct req *r) { return set_removed(r, true); }
struct reply manage_file_restore(struct req *r) { return set_removed(r, false); }
