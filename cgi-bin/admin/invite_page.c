/* invite_page.c - inviting people, and what became of invitations. */
#include "admin/pages.h"
#include "admin/people_filter.h"
#include "model/member_invite.h"
#include "model/organisation_link.h"
#include "model/setting.h"

#define PAGE 50

static const char *const states[] = {"queued", "paused", "sent", "expired", "accepted", "withdrawn"};
static const struct text_list state_list = {(const char **)(uintptr_t)states, COUNT(states)};

static const char *const lang_code_list[] = {"en", "fr", "es", NULL};

struct invite_form {
    char            *people, *organisation, *lang;
    struct text_list roles;
};
static void check(const struct invite_form *f, struct issues *is)
{
    struct issues found = {0};

    if (empty(f->people))
        return;
    (void)invite_read(f->people, &found);
    for (size_t i = 0; i < found.n; i++)
        issue(is, &f->people, found.v[i].text);
    for (size_t i = 0; i < f->roles.n; i++)
        if (!(person_role_bit(f->roles.v[i]) & (EDITOR | MODERATOR | ADMINISTRATOR)))
            issue(is, &f->roles, _("Choose one of the values offered"));
}
FORM(invite_form, struct invite_form, check,
     FIELD(struct invite_form, people, .as = AS_TEXT, .required = true, .max = 20000,
           .missing = N_("Write a name and an address in each line")),
     FIELD(struct invite_form, organisation, .max = 200),
     FIELD(struct invite_form, lang, .required = true, .one_of = lang_code_list, .missing = N_("Choose a language")),
     FIELD(struct invite_form, roles));

static void put_choices(struct req *r)
{
    for (int i = 0; i < LANG_N; i++)
        form_option(r, "lang", lang_code[i], lang_name[i]);
    form_option(r, "roles", "editor", _("Editor: writes and publishes in the library, edits pages, imports"));
    form_option(r, "roles", "moderator", _("Moderator: decides on publications that members propose"));
    form_option(r, "roles", "administrator", _("Administrator: everything, these pages as well"));
}

struct reply invite_new(struct req *r)
{
    put_choices(r);
    form_show(r, &invite_form, &(struct invite_form){.lang = copy(lang_code[r->lang])});
    return reply_page(r, "admin/invite.cst");
}

static const char *organisation_word(const struct organisation_match *m)
{
    if (m->fit == FIT_ONE)
        return fill(_("Who joins belongs to {organisation}."), "organisation", m->name, NULL);
    return m->fit == FIT_MANY ? _("Several organisations have this name: it stays as text, and each person can ask to join one.")
                              : _("No organisation of this name has a page here: it stays as text.");
}

struct reply invite_do(struct req *r)
{
    struct invite_form f = {0};
    struct issues      none = {0};

    put_choices(r);
    if (!form_read(r, &invite_form, &f))
        return reply_form(r, "admin/invite.cst");
    struct invite_list        l = invite_read(f.people, &none);
    struct organisation_match m;
    enum err                  e = organisation_match(r->db, f.organisation, NULL, &m);
    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < l.n; i++) {
        l.v[i].lang = f.lang;
        l.v[i].organisation = f.organisation;
        l.v[i].organisation_id = m.fit == FIT_ONE ? m.id : 0;
        for (size_t j = 0; j < f.roles.n; j++)
            l.v[i].roles |= person_role_bit(f.roles.v[j]);
    }
    e = invite_people(r->db, r->user, form_key(r), &l);
    if (e == ERR_INVALID) {
        for (size_t i = 0; i < err_issues()->n; i++)
            form_error_at(r, "people", err_issues()->v[i].text);
        return reply_form(r, "admin/invite.cst");
    }
    if (e)
        return reply_error(r, e);
    const char *sent = fill(ngettext("{n} invitation goes out now.", "{n} invitations go out now.", l.n), "n", show_count((int64_t)l.n), NULL);
    flash(r, empty(f.organisation) ? sent : fmt("%s %s", sent, organisation_word(&m)));
    return reply_see_other(r, "/admin/invitations");
}

/* ---- the list ---- */

static void put_tab(struct req *r, const char *state, const char *label, int64_t n, const char *now)
{
    HDF *h = *state ? put_next(r->page, "states") : put_item(r->page, "states", 0);

    put_text(h, "label", label);
    if (*state)
        put_count(h, "n", n);
    put_text(h, "url", *state ? url(r, "/admin/invitations?state=%s", state) : url(r, "/admin/invitations"));
    put_bool(h, "on", strcmp(now ? now : "", state) == 0);
}

static enum err put_tabs(struct req *r, const char *now)
{
    struct invitation_count n;
    int64_t                 pace;

    TRY(setting_int(r->db, "invitations_per_hour", &pace));
    TRY(invitation_counts(r->db, 0, &n));
    put_tab(r, "", _("All"), 0, now);
    put_tab(r, "queued", _("Waiting"), n.waiting, now);
    if (n.paused)
        put_tab(r, "paused", _("On hold"), n.paused, now);
    put_tab(r, "sent", _("No answer yet"), n.sent, now);
    put_tab(r, "expired", _("Expired"), n.expired, now);
    put_tab(r, "accepted", _("Accepted"), n.accepted, now);
    put_tab(r, "withdrawn", _("Withdrawn or declined"), n.withdrawn, now);
    put_text(r->page, "pace", fill(_("Waiting invitations go out {n} an hour, so that mail providers do not take them for spam."), "n",
                                   show_count(pace), NULL));
    put_bool(r->page, "has_waiting", n.waiting > 0);
    return OK;
}

struct reply invitations_show(struct req *r)
{
    const char            *state = filter_one_of(r, "state", &state_list);
    struct cursor          c = cursor_read(r);
    struct invitation_rows l = {0};
    struct beyond          b;
    enum err               e = put_tabs(r, state);

    do
        e = e ? e : invitation_list(r->db, state, c.back ? 0 : c.id, c.back ? c.id : 0, PAGE + 1, &l);
    while (!e && cursor_again(&c, l.n, PAGE));
    if (e)
        return reply_error(r, e);
    b = PAGE_TRIM(&l, PAGE, &c);
    for (size_t i = 0; i < l.n; i++)
        invitation_to_hdf(&l.v[i], put_item(r->page, "invitations", i));
    pager_put(r, "/admin/invitations", b, l.n ? l.v[0].id : 0, l.n ? l.v[l.n - 1].id : 0);
    return reply_page(r, "admin/invitations.cst");
}

/* ---- one person ---- */

static struct reply over(struct req *r)
{
    flash(r, _("The person has answered already: this is an ordinary account by now."));
    return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
}

struct reply invite_resend_do(struct req *r)
{
    enum err e = invite_resend(r->db, r->user, path_id(r, "id"));

    if (e == ERR_CONFLICT)
        return over(r);
    if (e)
        return reply_error(r, e);
    flash(r, _("A new invitation goes out now. The link in the one before works no longer."));
    return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
}

struct reply invite_withdraw_ask(struct req *r)
{
    struct member     m;
    struct invitation i;
    enum err          e = member_get(r->db, path_id(r, "id"), &m);

    if (!e)
        e = invitation_of_member(r->db, m.id, &i);
    if (e)
        return reply_error(r, e);
    if (!member_is(&m, "pending"))
        return over(r);
    person_put(&m, NULL, put_node(r->page, "person"));
    return reply_page(r, "admin/invite_withdraw.cst");
}

struct reply invite_withdraw_do(struct req *r)
{
    enum err e = invite_withdraw(r->db, r->user, path_id(r, "id"));

    if (e == ERR_CONFLICT)
        return over(r);
    if (e)
        return reply_error(r, e);
    flash(r, _("The invitation is withdrawn, and what we knew of the person is deleted."));
    return reply_see_other(r, "/admin/invitations");
}
