/* organisation_unmerge_page.c - undoing a merge: what goes back, what does not, doing it. */
#include "model/organisation_merge.h"
#include "network/organisations.h"

static const char *const tpl = "network/organisation_unmerge.cst";

void organisation_put_merged(const struct organisation_merged *m, HDF *h)
{
    put_int(h, "id", m->organisation_id);
    put_text(h, "name", m->name);
    put_int(h, "into_id", m->into_id);
    put_text(h, "into_name", m->into_name);
    if (m->next_id) {
        put_int(h, "next.id", m->next_id);
        put_text(h, "next.name", m->next_name);
    }
    put_text(h, "when", m->by_name ? fill(_("Merged on {date} by {name}."), "date", show_date(date_of(m->merged_at)), "name",
                                          m->by_name, NULL)
                                   : fill(_("Merged on {date}."), "date", show_date(date_of(m->merged_at)), NULL));
    put_text(h, "until", fill(_("It can be undone until {date}."), "date", show_date(date_of(m->until)), NULL));
}

static void say(struct req *r, const char *list, int64_t n, const char *text)
{
    if (n)
        put_text(put_next(r->page, list), "text", fill(text, "n", show_count(n), NULL));
}

#define NUMBER(n) ((unsigned long)(n))

static void put_words(struct req *r, const struct organisation_merged *m, const struct organisation_undo *b)
{
    say(r, "back", b->people, ngettext("{n} person belongs to it again, as before the merge.", "{n} people belong to it again, as before the merge.", NUMBER(b->people)));
    say(r, "back", b->offers, ngettext("{n} offer or request goes back, with what was changed in it.", "{n} offers and requests go back, with what was changed in them.", NUMBER(b->offers)));
    say(r, "back", 1, _("Its facts, themes, languages and routes are as they were, and its address is its own again."));
    if (strcmp(m->state_was, "proposed") == 0)
        say(r, "back", 1, _("It is a proposal again and waits for a decision."));
    else if (strcmp(m->state_was, "hidden") == 0)
        say(r, "back", 1, _("It is hidden again."));
    say(r, "not", b->left, ngettext("{n} person has left the one that stays, or was removed, and belongs to neither.", "{n} people have left the one that stays, or were removed, and belong to neither.", NUMBER(b->left)));
    say(r, "not", b->both, ngettext("The membership of {n} person was changed since the merge: this person stays in both.", "The memberships of {n} people were changed since the merge: they stay in both.", NUMBER(b->both)));
    say(r, "not", b->gone, ngettext("{n} offer or request was removed since and does not come back.", "{n} offers and requests were removed since and do not come back.", NUMBER(b->gone)));
    if (b->sets && b->sets_stay)
        say(r, "not", 1, _("The one that stays was changed since. It keeps the themes, languages and routes that it has; look through them afterwards."));
    say(r, "not", b->new_people, ngettext("{n} person joined the one that stays after the merge and stays there.", "{n} people joined the one that stays after the merge and stay there.", NUMBER(b->new_people)));
    say(r, "not", b->new_offers, ngettext("{n} offer or request was added after the merge and stays there.", "{n} offers and requests were added after the merge and stay there.", NUMBER(b->new_offers)));
}

struct reply organisation_unmerge_show(struct req *r)
{
    struct organisation        o;
    struct organisation_merged m;
    struct organisation_undo   b;
    enum err                   e = organisation_put(r, ORGANISATION_STAFF, &o, NULL);

    if (!e)
        e = organisation_merged(r->db, o.id, &m);
    if (!e)
        e = organisation_unmerge_preview(r->db, &m, &b);
    if (e)
        return reply_error(r, e);
    organisation_put_merged(&m, put_node(r->page, "merge"));
    put_words(r, &m, &b);
    return reply_page(r, tpl);
}

struct reply organisation_unmerge_do(struct req *r)
{
    enum err e = organisation_unmerge(r->db, r->user, path_id(r, "id"));

    if (e == ERR_CONFLICT)
        return reply_see_other(r, "/organisations/manage/%" PRId64 "/unmerge", path_id(r, "id"));
    if (e && e != ERR_NOT_FOUND)
        return reply_error(r, e);
    flash(r, e ? _("This merge was undone already, or it was too long ago.") : _("The two are apart again."));
    return reply_see_other(r, "/organisations/manage/%" PRId64, path_id(r, "id"));
}
