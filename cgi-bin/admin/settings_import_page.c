/* settings_import_page.c - settings out of a file: first what would change, then the change. */
#include <stdio.h>

#include "admin/pages.h"
#include "model/setting.h"

enum { FILE_MOST = 65536 };

struct reply settings_import_show(struct req *r)
{
    return reply_page(r, "admin/settings_import.cst");
}

static struct blob read_file(const struct file *f)
{
    char *text = talloc_zero_size(pool, FILE_MOST + 2);
    FILE *in = f ? fopen(f->path, "re") : NULL;
    size_t n = 0;

    if (in) {
        n = fread(text, 1, FILE_MOST + 1, in);
        fclose(in);
    }
    return (struct blob){text, n};
}

struct reply settings_import_do(struct req *r)
{
    struct blob     text = read_file(form_file(r, "file"));
    struct settings now, s;
    int64_t         id;
    enum err        e;

    if (text.n == 0) {
        form_error_at(r, "file", _("Choose a file of settings"));
        return reply_form(r, "admin/settings_import.cst");
    }
    e = settings_read(r->db, &now);
    if (!e)
        e = settings_of_json(text.p, text.n, &now, &s);
    if (e == ERR_INVALID) {
        for (size_t i = 0; i < err_issues()->n; i++)
            form_error_at(r, "file", err_issues()->v[i].text);
        return reply_form(r, "admin/settings_import.cst");
    }
    if (!e)
        e = setting_draft_add(r->db, r->user->id, &s, &id);
    return e ? reply_error(r, e) : reply_see_other(r, "/admin/settings/import/%" PRId64, id);
}

static enum err put_diff(struct req *r, struct settings *s)
{
    struct settings now;
    size_t          n = 0;

    TRY(setting_draft_read(r->db, r->user->id, path_id(r, "id"), s));
    TRY(settings_read(r->db, &now));
    for (size_t i = 0; i < SETTING_N; i++) {
        HDF *h;

        if (strcmp(now.v[i], s->v[i]) == 0)
            continue;
        h = put_item(r->page, "changes", n++);
        put_text(h, "label", _(setting_known[i].label));
        put_text(h, "from", setting_words(&setting_known[i], now.v[i]));
        put_text(h, "to", setting_words(&setting_known[i], s->v[i]));
    }
    put_int(r->page, "version", now.version);
    put_int(r->page, "draft", path_id(r, "id"));
    return OK;
}

struct reply settings_diff_show(struct req *r)
{
    struct settings s;
    enum err        e = put_diff(r, &s);

    return e ? reply_error(r, e) : reply_page(r, "admin/settings_diff.cst");
}

struct reply settings_diff_do(struct req *r)
{
    struct settings s;
    const char     *seen = form_text(r, "version");
    int64_t         n;
    enum err        e = put_diff(r, &s);

    if (e)
        return reply_error(r, e);
    if (!seen || !parse_int(seen, &s.version))
        s.version = -1;
    e = settings_save(r->db, r->user, &s, &n);
    if (e == ERR_CONFLICT) {
        form_error_at(r, NULL, _("Settings were changed by somebody else in the meantime. Below is what the file would change now."));
        return reply_form(r, "admin/settings_diff.cst");
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("The settings of the file are in force."));
    return reply_see_other(r, "/admin/settings");
}
