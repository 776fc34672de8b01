/* terms_merge_page.c - merging two terms, and deleting one that nothing uses. */
#include "model/term.h"
#include "resources/staff.h"

struct merge_form { int64_t into; };
FORM(merge_form, struct merge_form, NULL, FIELD(struct merge_form, into, .required = true));

static enum err put_merge(struct req *r)
{
    struct term_list all;

    TRY(term_all_used(r->db, &all));
    const struct term *t = term_by_id(&all, path_id(r, "id"));
    if (!t)
        FAIL(ERR_NOT_FOUND, "term %" PRId64, path_id(r, "id"));
    HDF *h = put_node(r->page, "term");
    put_int(h, "id", t->id);
    put_text(h, "label", term_label(t));
    put_text(h, "code", t->code);
    put_text(h, "text", fill(ngettext("{n} publication has it and gets the other term instead.",
                                      "{n} publications have it and get the other term instead.",
                                      (unsigned long)t->used), "n", show_count(t->used), NULL));
    form_option(r, "into", "", _("Choose …"));
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.v[i].vocabulary, t->vocabulary) == 0 && all.v[i].id != t->id)
            form_option(r, "into", fmt("%" PRId64, all.v[i].id), term_label(&all.v[i]));
    return OK;
}

struct reply term_merge_show(struct req *r)
{
    enum err e = put_merge(r);

    form_show(r, &merge_form, &(struct merge_form){0});
    return e ? reply_error(r, e) : reply_page(r, "resources/term_merge.cst");
}

struct reply term_merge_do(struct req *r)
{
    struct merge_form f = {0};
    enum err          e = put_merge(r);

    if (e)
        return reply_error(r, e);
    if (!form_read(r, &merge_form, &f))
        return reply_form(r, "resources/term_merge.cst");
    e = term_merge(r->db, r->user, path_id(r, "id"), f.into);
    if (e == ERR_INVALID || e == ERR_NOT_FOUND) {
        form_error(r, &merge_form, &f, &f.into, _("Choose one of the values offered"));
        return reply_form(r, "resources/term_merge.cst");
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("The two terms are one now"));
    return reply_see_other(r, "/resources/terms");
}

struct reply term_delete_do(struct req *r)
{
    enum err e = term_delete(r->db, r->user, path_id(r, "id"));

    if (e == ERR_CONFLICT) {
        flash(r, _("This term is in use. Retire it, or merge it with another one"));
        return reply_see_other(r, "/resources/terms/%" PRId64, path_id(r, "id"));
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("The term is deleted"));
    return reply_see_other(r, "/resources/terms");
}
