/* merge_page.c - two accounts of one person become one: which two, what happens, then a yes. */
#include "admin/pages.h"
#include "admin/people_filter.h"
#include "admin/person.h"
#include "model/member_admin.h"
#include "model/member_merge.h"

static char *words_of(struct req *r, enum merge_field f, const char *value)
{
    char     *name = NULL;
    enum lang l;

    if (empty(value))
        return NULL;
    if (f == MERGE_COUNTRY && member_country_name(r->db, value, &name) == OK && name)
        return name;
    if (f == MERGE_LANG && lang_read(value, &l))
        return copy(lang_name[l]);
    if (f == MERGE_ZONE)
        return zone_place(value);
    if (f == MERGE_PHOTO)
        return copy(_("There is one"));
    return copy(value);
}

static bool same(const char *a, const char *b) { return strcmp(a ? a : "", b ? b : "") == 0; }

/* Only where the two differ is there something to choose. */
static void put_fields(struct req *r, const struct merge_view *v)
{
    size_t n = 0;

    for (int f = 0; f < MERGE_FIELDS; f++) {
        const char *a = v->stays.value[f], *b = v->goes.value[f], *typed = form_text(r, merge_field_code[f]);
        if (same(a, b) || empty(b))
            continue;
        HDF *h = put_item(r->page, "fields", n++);
        put_text(h, "code", merge_field_code[f]);
        put_text(h, "label", merge_field_label(f));
        put_text(h, "stays", words_of(r, f, a));
        put_text(h, "goes", words_of(r, f, b));
        put_bool(h, "take", typed ? strcmp(typed, "goes") == 0 : empty(a));
    }
}

static void put_side(const struct merge_side *s, HDF *h)
{
    person_put(&s->m, NULL, h);
}

static enum err put_view(struct req *r, int64_t stays, int64_t goes)
{
    struct merge_view v;

    TRY(merge_look(r->db, r->user, stays, goes, &v));
    put_side(&v.stays, put_node(r->page, "stays"));
    put_side(&v.goes, put_node(r->page, "goes"));
    put_fields(r, &v);
    for (size_t i = 0; i < v.nmoves; i++) {
        HDF *h = put_item(r->page, "moves", i);
        put_text(h, "label", v.moves[i].label);
        put_count(h, "n", v.moves[i].n);
    }
    if (v.organisations_both)
        put_text(r->page, "both", fill(ngettext("Both belong to {n} same organisation: the stronger of the two roles counts.",
                                                "Both belong to {n} same organisations: the stronger of the two roles counts each time.",
                                                (unsigned long)v.organisations_both), "n", show_count(v.organisations_both), NULL));
    put_bool(r->page, "preview", true);
    return OK;
}

/* One of the two fields; the message stands beside it. */
static enum err find(struct req *r, const char *name, int64_t *id)
{
    const char *typed = query_text(r, name);

    *id = 0;
    put_text(r->page, fmt("Form.%s.value", name), typed);
    put_bool(r->page, fmt("Form.%s.required", name), true);
    if (empty(typed))
        return OK;
    enum err e = merge_find(r->db, typed, id);
    if (e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *id = 0;
    form_error_at(r, name, _("Nobody has this address or number"));
    return OK;
}

static struct reply page(struct req *r, int64_t stays, int64_t goes)
{
    enum err e = stays && goes ? put_view(r, stays, goes) : goes ? person_namesakes_put(r, goes) : OK;

    put_int(r->page, "goes_id", goes);

    if (e == ERR_INVALID) {
        form_error_at(r, NULL, err_issues()->n ? err_issues()->v[0].text : "");
        e = OK;
    }
    return e ? reply_error(r, e) : reply_page(r, "admin/merge.cst");
}

struct reply merge_show(struct req *r)
{
    int64_t  stays, goes;
    enum err e = find(r, "stays", &stays);

    if (!e)
        e = find(r, "goes", &goes);
    return e ? reply_error(r, e) : page(r, stays, goes);
}

static int64_t number(const struct req *r, const char *name)
{
    const char *s = form_text(r, name);
    int64_t     n;

    return s && parse_int(s, &n) && n > 0 ? n : 0;
}

struct reply merge_do(struct req *r)
{
    struct merge_choice c = {.stays = number(r, "stays"), .goes = number(r, "goes"),
                             .stays_version = (int)number(r, "stays_version"), .goes_version = (int)number(r, "goes_version")};
    int64_t             now = 0;

    for (int f = 0; f < MERGE_FIELDS; f++) {
        const char *s = form_text(r, merge_field_code[f]);
        c.take[f] = s && strcmp(s, "goes") == 0;
    }
    enum err e = member_merge(r->db, r->user, &c);
    if (e == ERR_NOT_FOUND && member_redirected(r->db, c.goes, &now) == OK && now == c.stays)
        e = OK; /* a second click */
    else if (e == ERR_CONFLICT || e == ERR_INVALID) {
        const char *why = e == ERR_CONFLICT ? _("One of the accounts was changed in the meantime. Look once more, then merge.")
                          : err_issues()->n ? err_issues()->v[0].text : "";
        put_text(r->page, "Form.stays.value", fmt("%" PRId64, c.stays));
        put_text(r->page, "Form.goes.value", fmt("%" PRId64, c.goes));
        form_error_at(r, NULL, copy(why));
        enum err seen = put_view(r, c.stays, c.goes);
        return seen && seen != ERR_INVALID ? reply_error(r, seen) : reply_form(r, "admin/merge.cst");
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("The two accounts are one now. The person is told by mail."));
    return reply_see_other(r, "/admin/people/%" PRId64, c.stays);
}
