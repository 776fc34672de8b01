/* organisation_merge_page.c - two entries of one organisation become one: choosing the other, looking at what
 * moves and where the two differ, doing it. */
#include "model/member.h"
#include "model/organisation_merge.h"
#include "model/organisation_propose.h"
#include "network/organisations.h"

static const char *const tpl = "network/organisation_merge.cst";

/* "12", "/organisations/12-name" or the whole address. 0: none of these. */
static int64_t number_read(const char *s)
{
    const char *p = s ? strstr(s, "/organisations/") : NULL;
    int64_t     id;

    p = p ? p + strlen("/organisations/") : s;
    if (!p)
        return 0;
    return parse_int(talloc_strndup(pool, p, strspn(p, "0123456789")), &id) && id > 0 ? id : 0;
}

static void fact(struct req *r, const char *label, const char *theirs, const char *mine)
{
    HDF *h;

    if (strcmp(theirs ? theirs : "", mine ? mine : "") == 0)
        return;
    h = put_next(r->page, "differs");
    put_text(h, "label", label);
    put_text(h, "goes", theirs);
    put_text(h, "stays", mine);
}

static enum err put_differences(struct req *r, const struct organisation *o, const struct organisation *into)
{
    char *a, *b;

    fact(r, _("Name"), o->name, into->name);
    fact(r, _("Abbreviation"), o->short_name, into->short_name);
    fact(r, _("Kind"), organisation_type_label(o), organisation_type_label(into));
    TRY(member_country_name(r->db, o->country, &a));
    TRY(member_country_name(r->db, into->country, &b));
    fact(r, _("Country"), a, b);
    fact(r, _("Place"), o->place, into->place);
    fact(r, _("Website"), o->website, into->website);
    fact(r, _("About"), o->about, into->about);
    return OK;
}

static enum err put_preview(struct req *r, const struct organisation *o, int64_t into_id, bool *found)
{
    struct organisation       into;
    struct organisation_moves m;
    enum err                  e = organisation_get(r->db, into_id, &into);

    *found = false;
    if (e == ERR_NOT_FOUND || (!e && (into.id == o->id || (!organisation_is(&into, "active") && !organisation_is(&into, "hidden")))))
        return OK;
    TRY(e);
    *found = true;
    TRY(organisation_merge_preview(r->db, o->id, into.id, &m));
    organisation_to_hdf(&into, put_node(r->page, "into"));
    put_text(r->page, "into.url", url(r, "%s", organisation_path(into.id, into.name)));
    put_count(r->page, "moves.members", m.members);
    put_text(r->page, "undo_text", fill(_("For {n} days you can undo this. Whoever leaves meanwhile, offers that are removed meanwhile and changes to the one that stays are not brought back then."),
                                        "n", show_count(ORGANISATION_UNMERGE_DAYS), NULL));
    put_bool(r->page, "moves.both", m.both);
    put_text(r->page, "moves.both_text", fill(ngettext("{n} of them belongs to both", "{n} of them belong to both",
                                                       (unsigned long)m.both), "n", show_count(m.both), NULL));
    put_count(r->page, "moves.offers", m.offers);
    put_count(r->page, "moves.routes", m.routes);
    put_count(r->page, "moves.themes", m.themes);
    put_count(r->page, "moves.languages", m.languages);
    return put_differences(r, o, &into);
}

static enum err put_likely(struct req *r, const struct organisation *o)
{
    struct organisation_likely_list l;

    TRY(organisation_likely(r->db, o->name, o->short_name, o->website, o->id, &l));
    for (size_t i = 0, n = 0; i < l.n; i++) {
        if (strcmp(l.v[i].state, "active") != 0)
            continue;
        HDF *h = put_item(r->page, "likely", n++);
        put_int(h, "id", l.v[i].id);
        put_text(h, "name", l.v[i].name);
        put_text(h, "place", l.v[i].place);
    }
    return OK;
}

struct reply organisation_merge_show(struct req *r)
{
    struct organisation o;
    const char         *typed = query_text(r, "into");
    bool                found = true;
    enum err            e = organisation_put(r, ORGANISATION_STAFF, &o, NULL);

    if (!e && (organisation_is(&o, "merged") || organisation_is(&o, "refused")))
        e = ERR_NOT_FOUND;
    if (!e)
        e = put_likely(r, &o);
    if (!e && !empty(typed))
        e = put_preview(r, &o, number_read(typed), &found);
    if (e)
        return reply_error(r, e);
    put_text(r->page, "Form.into.value", typed);
    put_bool(r->page, "Form.into.required", true);
    if (!found) {
        form_error_at(r, "into", _("There is no other listed organisation with this number or address"));
        return reply_page_as(r, 422, tpl);
    }
    return reply_page(r, tpl);
}

struct reply organisation_merge_do(struct req *r)
{
    struct organisation o;
    int64_t             id = number_read(form_text(r, "into"));
    enum err            e = organisation_put(r, ORGANISATION_STAFF, &o, NULL);

    if (!e)
        e = organisation_merge(r->db, r->user, o.id, id);
    if (e == ERR_INVALID || e == ERR_NOT_FOUND || e == ERR_CONFLICT) {
        if (id == 0 || e != ERR_CONFLICT) {
            form_error_at(r, "into", _("There is no other listed organisation with this number or address"));
            return reply_form(r, tpl);
        }
        flash(r, _("One of the two was merged or refused meanwhile."));
        return reply_see_other(r, "/organisations/manage/%" PRId64, path_id(r, "id"));
    }
    if (e)
        return reply_error(r, e);
    flash(r, fill(_("The two are one now, and its address leads to the one that stays. For {n} days you can undo this here."), "n",
                  show_count(ORGANISATION_UNMERGE_DAYS), NULL));
    return reply_see_other(r, "/organisations/manage/%" PRId64, o.id);
}
