/* attach.c - files that come with a form: whole, or as tickets of uploads in pieces. */
#include "model/upload.h"
#include "resources/staff.h"

#define FILES_MOST 20

static void add(struct attached_list *l, const char *name, const struct stored *s)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].stored.sha256, s->sha256) == 0)
            return;
    l->v = talloc_realloc(pool, l->v, struct attached, l->n + 1);
    l->v[l->n++] = (struct attached){name, *s};
}

static void take(struct req *r, const char *field, struct attached_list *l, const char *name,
                 const struct stored *s)
{
    char *refusal = filetype_refusal(name, s);

    if (refusal)
        form_error_at(r, field, refusal);
    else if (l->n == FILES_MOST)
        form_error_at(r, field, _("Send twenty files at most in one go"));
    else
        add(l, name, s);
}

enum err attach_read(struct req *r, const char *field, struct attached_list *out)
{
    *out = (struct attached_list){0};
    if (r->too_big)
        form_error_at(r, field, fill(_("A file is larger than {limit}; send a smaller one"), "limit",
                                     show_size(upload_limit()), NULL));
    for (size_t i = 0; i < r->form.n; i++) {
        const struct pair *p = &r->form.v[i];
        struct stored      s;
        char              *name;
        if (strcmp(p->name, "upload_ticket") != 0 || p->broken || !*p->value)
            continue;
        enum err e = upload_take(r->db, p->value, &name, &s);
        if (e == ERR_NOT_FOUND || e == ERR_CONFLICT) {
            err_clear();
            form_error_at(r, field, _("A file had not arrived whole; choose it again"));
        } else if (e)
            return e;
        else
            take(r, field, out, name, &s);
    }
    for (size_t i = 0; i < r->nfiles; i++)
        if (strcmp(r->files[i].field, field) == 0)
            take(r, field, out, r->files[i].name, &r->files[i].stored);
    return OK;
}

enum err attach_keep(struct req *r, const struct attached_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        char    *ticket;
        enum err e = upload_hold(r->db, r->user, l->v[i].name, &l->v[i].stored, &ticket);
        if (e == ERR_LIMIT || e == ERR_SPACE) { /* then it has to be chosen once more */
            err_clear();
            return OK;
        }
        TRY(e);
        HDF *h = put_item(r->page, "Form.uploads", i);
        put_text(h, "ticket", ticket);
        put_text(h, "name", l->v[i].name);
        put_size(h, "size", l->v[i].stored.size);
    }
    return OK;
}
