/* staff.c - small things that the pages for staff share. */
#include "resources/staff.h"

#include "resources/paths.h"

static char *line_place(const struct resource_line *l, enum resource_sort sort)
{
    return cursor_text(resource_line_key(l, sort), l->id);
}

enum err staff_lines(struct req *r, const char *path, struct resource_filter *f, size_t most,
                     struct resource_line_list *out)
{
    struct cursor c = cursor_read(r);
    struct beyond b;

    f->limit = (int64_t)most + 1;
    do {
        f->after = c.set;
        f->back = c.back;
        f->key = c.key;
        f->id = c.id;
        TRY(resource_lines(r->db, f, out));
    } while (cursor_again(&c, out->n, most));
    b = PAGE_TRIM(out, most, &c);
    if (out->n)
        put_pager(r, path, b, line_place(&out->v[0], f->sort), line_place(&out->v[out->n - 1], f->sort));
    return OK;
}

void head_to_hdf(const struct resource_head *h, HDF *to)
{
    put_int(to, "id", h->id);
    put_text(to, "title", h->title);
    put_text(to, "state", h->state);
    put_text(to, "state_label", resource_state_label(h->state));
    put_instant(to, "published_at", h->published_at);
    put_instant(to, "created_at", h->created_at);
    put_instant(to, "changed_at", h->changed_at);
    if (h->newer_id)
        put_int(to, "newer_id", h->newer_id);
    if (h->replaces_id)
        put_int(to, "replaces_id", h->replaces_id);
    put_text(to, "submit_note", h->submit_note);
    put_text(to, "decision_note", h->decision_note);
    put_text(to, "path", item_path(h->id, h->title));
}

int up_or_down(const struct req *r)
{
    const char *by = form_text(r, "by");

    if (empty(by))
        return 0;
    return strcmp(by, "up") == 0 ? -1 : strcmp(by, "down") == 0 ? 1 : 0;
}

bool reason_read(struct req *r, bool required, char **out)
{
    const char *typed = form_text(r, "reason");
    char       *s = text_tidy(pool, typed ? typed : "", false);

    put_text(r->page, "Form.reason.value", typed);
    put_bool(r->page, "Form.reason.required", required);
    *out = *s ? s : NULL;
    for (size_t i = 0; i < r->form.n; i++)
        if (strcmp(r->form.v[i].name, "reason") == 0 && r->form.v[i].broken) {
            form_error_at(r, "reason", _("This holds characters that cannot be read; please type it anew"));
            return false;
        }
    if (required && !*s)
        form_error_at(r, "reason", _("Give a reason; it is shown to those it concerns"));
    else if (utf8_length(s) > 2000)
        form_error_at(r, "reason", fill(_("Use at most {n} characters"), "n", show_count(2000), NULL));
    else
        return true;
    return false;
}

void say_issue(struct req *r)
{
    const struct issues *is = err_issues();
    flash(r, is && is->n ? is->v[0].text : _("This cannot be done now"));
}

char *show_days_since(struct instant t)
{
    int64_t days = (instant_now().us - t.us) / 86400000000;

    if (days < 1)
        return copy(_("today"));
    return fill(ngettext("{n} day ago", "{n} days ago", (unsigned long)days), "n", show_count(days), NULL);
}
