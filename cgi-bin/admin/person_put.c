/* person_put.c - what the page of one person shows. */
#include "admin/people_filter.h"
#include "admin/person.h"
#include "model/address.h"
#include "model/audit_view.h"
#include "model/mail.h"
#include "model/member_check.h"
#include "model/member_invite.h"
#include "model/member_staff.h"
#include "model/resource.h"
#include "model/series.h"
#include "model/session_list.h"
#include "model/two_factor.h"

#define FEW 10

static enum err put_entries(struct req *r, const char *list, const struct audit_filter *f)
{
    struct audit_rows rows;

    TRY(audit_list(r->db, f, &rows));
    for (size_t i = 0; i < rows.n && i < FEW; i++)
        audit_to_hdf(&rows.v[i], put_item(r->page, list, i));
    return OK;
}

static enum err put_history(struct req *r, int64_t id)
{
    TRY(put_entries(r, "entries", &(struct audit_filter){.object_type = "member", .object_id = id, .limit = FEW}));
    return put_entries(r, "deeds", &(struct audit_filter){.person = fmt("%" PRId64, id), .limit = FEW});
}

static enum err put_sessions(struct req *r, int64_t id)
{
    struct session_list l;

    TRY(session_list_read(r->db, id, &l));
    put_int(r->page, "sessions_n", (int64_t)l.n);
    put_text(r->page, "sessions_text",
             fill(ngettext("Signed in on {n} device.", "Signed in on {n} devices.", l.n), "n", show_count((int64_t)l.n), NULL));
    for (size_t i = 0; i < l.n && i < FEW; i++)
        session_to_hdf(&l.v[i], 0, r->user->zone, put_item(r->page, "sessions", i));
    return OK;
}

static enum err put_organisations(struct req *r, int64_t id)
{
    struct staff_organisations l;

    TRY(staff_organisations_of(r->db, id, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "organisations", i);
        put_int(h, "id", l.v[i].id);
        put_text(h, "name", l.v[i].name);
        put_bool(h, "responsible", strcmp(l.v[i].role, "responsible") == 0);
        put_bool(h, "asked", strcmp(l.v[i].state, "asked") == 0);
        put_text(h, "organisation_state", l.v[i].organisation_state);
    }
    return OK;
}

/* Beside the main one, and what is asked for. */
static enum err put_addresses(struct req *r, int64_t id)
{
    struct address_list         l;
    struct address_request_list q;

    TRY(address_list(r->db, id, &l));
    TRY(address_requests(r->db, id, &q));
    for (size_t i = 0, n = 0; i < l.n; i++)
        if (!l.v[i].is_main)
            address_to_hdf(&l.v[i], r->user->zone, put_item(r->page, "addresses", n++));
    for (size_t i = 0; i < q.n; i++)
        address_request_to_hdf(&q.v[i], r->user->zone, put_item(r->page, "requests", i));
    return OK;
}

static enum err put_mails(struct req *r, int64_t id)
{
    struct staff_mails l;

    TRY(staff_mails_of(r->db, id, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "mails", i);
        put_int(h, "id", l.v[i].id);
        put_text(h, "subject", l.v[i].subject);
        put_text(h, "state", l.v[i].state);
        put_text(h, "state_text", mail_state_word(l.v[i].state));
        put_text(h, "kind_text", mail_kind_word(l.v[i].kind));
        bool stopped = l.v[i].error && strcmp(l.v[i].error, MAIL_STOPPED) == 0;
        put_bool(h, "stopped", stopped);
        if (strcmp(l.v[i].state, "sent") != 0)
            put_text(h, "error", stopped ? _("Stopped by staff") : l.v[i].error);
        put_instant(h, "created_at", l.v[i].created_at);
    }
    return OK;
}

static enum err put_proposals(struct req *r, int64_t id)
{
    struct resource_line_list l;

    TRY(resource_lines(r->db, &(struct resource_filter){.submitted_by = id, .limit = FEW}, &l));
    for (size_t i = 0; i < l.n; i++)
        resource_line_to_hdf(&l.v[i], put_item(r->page, "proposals", i));
    return OK;
}

static enum err put_counts(struct req *r, int64_t id)
{
    struct staff_counts n;

    TRY(staff_counts_of(r->db, id, &n));
    put_bool(r->page, "proposals_more", n.proposals > FEW);
    put_text(r->page, "proposals_text", fill(ngettext("{n} publication", "{n} publications", (unsigned long)n.proposals), "n",
                                             show_count(n.proposals), NULL));
    put_bool(r->page, "person.shown", n.shown > 0);
    if (n.reported)
        put_count(r->page, "reported", n.reported);
    if (n.mails_failed)
        put_text(r->page, "mails_failed", fill(ngettext("{n} mail could not be delivered.", "{n} mails could not be delivered.",
                                                        (unsigned long)n.mails_failed), "n", show_count(n.mails_failed), NULL));
    return OK;
}

/* What the person has, and what could be given. */
static enum err put_rights(struct req *r, int64_t id)
{
    struct object_role_list has;
    struct series_list      all;
    size_t                  n = 0;

    TRY(object_roles_of_member(r->db, id, &has));
    TRY(series_all(r->db, &all));
    for (size_t i = 0; i < has.n; i++)
        object_role_to_hdf(&has.v[i], put_item(r->page, "rights", i));
    for (size_t i = 0; i < all.n; i++) {
        bool there = false;
        for (size_t j = 0; j < has.n; j++)
            there |= strcmp(has.v[j].object_type, "series") == 0 && has.v[j].object_id == all.v[i].id;
        if (there)
            continue;
        HDF *h = put_item(r->page, "series", n++);
        put_int(h, "id", all.v[i].id);
        put_text(h, "title", series_title(&all.v[i]));
    }
    return OK;
}

static enum err put_invitation(struct req *r, int64_t id)
{
    struct invitation i;
    enum err          e = invitation_of_member(r->db, id, &i);

    if (e == ERR_NOT_FOUND) {
        err_clear();
        return OK;
    }
    TRY(e);
    invitation_to_hdf(&i, put_node(r->page, "invitation"));
    return OK;
}

enum err person_namesakes_put(struct req *r, int64_t id)
{
    struct staff_namesakes l;

    TRY(staff_namesakes_of(r->db, id, &l));
    for (size_t i = 0; i < l.n; i++) {
        HDF *h = put_item(r->page, "namesakes", i);
        put_int(h, "id", l.v[i].id);
        put_text(h, "name", l.v[i].name);
        put_text(h, "email", l.v[i].email);
    }
    return OK;
}

static enum err put_former(struct req *r, int64_t id)
{
    struct id_list l;

    TRY(staff_former_numbers(r->db, id, &l));
    for (size_t i = 0; i < l.n; i++)
        put_int(put_item(r->page, "former", i), "id", l.v[i]);
    return OK;
}

static void put_role_options(struct req *r)
{
    form_option(r, "roles", "editor", _("Editor: writes and publishes in the library, edits pages, imports"));
    form_option(r, "roles", "moderator", _("Moderator: decides on publications that members propose"));
    form_option(r, "roles", "administrator", _("Administrator: everything, these pages as well"));
    put_bool(r->page, "Form.roles.required", true); /* none is an answer too: not "optional" */
}

enum err person_page_put(struct req *r, struct member *m)
{
    struct two_factor factor;
    char             *country = NULL, *rests = NULL;

    TRY(member_get(r->db, path_id(r, "id"), m));
    TRY(member_country_name(r->db, m->country, &country));
    person_put(m, NULL, put_node(r->page, "person"));
    put_text(r->page, "person.country_name", country);
    put_bool(r->page, "person.self", m->id == r->user->id);
    TRY(two_factor_read(r->db, m->id, &factor));
    put_bool(r->page, "person.two_factor", factor.on);
    TRY(member_check_words(r->db, m->id, &rests));
    put_text(r->page, "person.check_text", rests);
    put_role_options(r);
    TRY(put_sessions(r, m->id));
    TRY(put_addresses(r, m->id));
    TRY(put_organisations(r, m->id));
    TRY(put_proposals(r, m->id));
    TRY(put_counts(r, m->id));
    TRY(put_mails(r, m->id));
    TRY(put_rights(r, m->id));
    TRY(put_invitation(r, m->id));
    TRY(put_former(r, m->id));
    TRY(person_namesakes_put(r, m->id));
    return put_history(r, m->id);
}
