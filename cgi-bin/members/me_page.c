/* me_page.c - the member's own page: overview, password, privacy notice. */
#include "members/pages.h"
#include "model/member.h"
#include "model/member_mailbox.h"
#include "model/member_sign_in.h"
#include "model/organisation_link.h"
#include "model/organisation_member.h"
#include "model/password_rules.h"
#include "model/profile.h"
#include "model/session_list.h"

/* So many parts told, and a profile is no longer the first thing to do. */
enum { PROFILE_ENOUGH = 5 };

/* What is still untold, the first few. */
static void put_missing(struct req *r, const struct profile *p)
{
    const struct { bool told; const char *path, *text; } parts[PROFILE_PARTS] = {
        {p->photo, "/me/profile/photo", N_("Add a photo")},
        {!empty(p->position), "/me/profile#f-position", N_("Say what you do")},
        {!empty(p->organisation) || p->organisations.n, "/me/profile#f-organisation", N_("Name your organisation")},
        {!empty(p->country), "/me/profile#f-country", N_("Choose your country")},
        {!empty(p->place), "/me/profile#f-place", N_("Name your town or region")},
        {p->languages.n > 0, "/me/profile#f-languages", N_("Choose the languages that you work in")},
        {p->themes.n > 0, "/me/profile#f-themes", N_("Choose your themes")},
        {!empty(p->about), "/me/profile#f-about", N_("Write a few lines about your work")},
    };
    size_t k = 0;

    for (size_t i = 0; i < COUNT(parts); i++)
        if (!parts[i].told && k < 3) {
            HDF *h = put_item(r->page, "missing", k++);

            put_text(h, "url", url(r, "%s", parts[i].path));
            put_text(h, "text", _(parts[i].text));
        }
}

static enum err put_profile(struct req *r)
{
    struct profile p;

    TRY(profile_read(r->db, r->user->id, &p));
    TRY(profile_to_hdf(r->db, &p, put_node(r->page, "profile")));
    put_int(r->page, "profile.told", profile_told(&p));
    put_int(r->page, "profile.parts", PROFILE_PARTS);
    put_text(r->page, "profile.told_text", fill(ngettext("{n} of {all} parts is filled in", "{n} of {all} parts are filled in",
                                                         profile_told(&p)),
                                                "n", show_count(profile_told(&p)), "all", show_count(PROFILE_PARTS), NULL));
    put_missing(r, &p);
    put_bool(r->page, "steps.profile", profile_told(&p) >= PROFILE_ENOUGH);
    return OK;
}

static void put_unread(struct req *r)
{
    int n = r->user->unread;

    if (n > 0)
        put_text(r->page, "unread_text",
                 fill(ngettext("You have {n} unread conversation.", "You have {n} unread conversations.", (unsigned long)n),
                      "n", show_count(n), NULL));
}

/* Who belongs nowhere yet, but has named an organisation: its page, or where to look and how to make one. */
static enum err put_likely(struct req *r, const struct member *m)
{
    struct organisation_match fit;

    if (empty(m->organisation))
        return OK;
    TRY(organisation_match(r->db, m->organisation, m->country, &fit));
    put_text(r->page, "named.query", url_escape(m->organisation));
    put_bool(r->page, "named.some", fit.fit == FIT_MANY || fit.fit == FIT_ELSEWHERE);
    if (fit.fit == FIT_ONE) {
        put_int(r->page, "named.id", fit.id);
        put_text(r->page, "named.name", fit.name);
    }
    return OK;
}

static enum err put_organisations(struct req *r, const struct member *m)
{
    struct organisation_mine_list l;
    bool                          belongs = false;

    TRY(organisation_of_member(r->db, r->user->id, &l));
    for (size_t i = 0; i < l.n; i++) {
        organisation_mine_to_hdf(&l.v[i], put_item(r->page, "organisations", i));
        if (strcmp(l.v[i].membership, "confirmed") == 0)
            belongs = true;
    }
    put_bool(r->page, "steps.asked", l.n > 0);
    put_bool(r->page, "steps.organisation", belongs);
    return l.n ? OK : put_likely(r, m);
}

static enum err put_me(struct req *r)
{
    struct member       m;
    struct session_list sessions;
    struct mailbox_list mails;
    char               *country;

    TRY(member_get(r->db, r->user->id, &m));
    TRY(security_put(r));
    TRY(session_list_read(r->db, m.id, &sessions));
    TRY(mailbox_page(r->db, m.id, 0, 0, 3, &mails));
    member_to_hdf(&m, put_node(r->page, "me"));
    TRY(member_country_name(r->db, m.country, &country));
    put_text(r->page, "me.country_name", country);
    put_text(r->page, "me.since", fill(_("Member since {date}"), "date", show_date(date_of(m.created_at)), NULL));
    put_text(r->page, "own_country", m.country ? fmt("?country=%s", m.country) : NULL);
    TRY(put_profile(r));
    TRY(put_organisations(r, &m));
    put_text(r->page, "sessions_text",
             fill(ngettext("You are signed in on {n} device.", "You are signed in on {n} devices.",
                           sessions.n), "n", show_count((int64_t)sessions.n), NULL));
    for (size_t i = 0; i < mails.n; i++)
        mailbox_row_to_hdf(&mails.v[i], m.zone, put_item(r->page, "mails", i));
    put_unread(r);
    return OK;
}

struct reply me_show(struct req *r)
{
    const char *said = query_text(r, "said");
    enum err    e = put_me(r);

    if (said && strcmp(said, "password") == 0)
        put_text(r->page, "said", _("Your password has been changed."));
    else if (said && strcmp(said, "back") == 0)
        put_text(r->page, "said", _("Welcome back. Your account was resting; now people find you again as before."));
    return e ? reply_error(r, e) : reply_page(r, "members/me.cst");
}

/* ---- password ---- */

struct password_form {
    char *current;
    char *password;
    bool  others;
};
FORM(password_form, struct password_form, NULL,
     FIELD(struct password_form, current, .as = AS_PASSWORD, .required = true, .max = 512,
           .missing = N_("Enter your current password")),
     FIELD(struct password_form, password, .as = AS_PASSWORD, .required = true, .max = PASSWORD_MOST,
           .missing = N_("Choose a password of 8 characters or more")),
     FIELD(struct password_form, others));

static const char *const password_tpl = "members/password.cst";

struct reply password_show(struct req *r)
{
    form_show(r, &password_form, &(struct password_form){.others = true});
    return reply_page(r, password_tpl);
}

/* "Keep me signed in" stays as it was. */
static bool session_kept(struct req *r)
{
    struct session_list l;

    if (session_list_read(r->db, r->user->id, &l) != OK)
        return false;
    for (size_t i = 0; i < l.n; i++)
        if (l.v[i].id == session_id(r))
            return l.v[i].keep_me;
    return false;
}

struct reply password_do(struct req *r)
{
    struct password_form          f = {0};
    struct member_password_change c;
    bool                          wrong = false, keep = session_kept(r), strong = session_strong(r);
    enum err                      e;

    if (!form_read(r, &password_form, &f))
        return reply_form(r, password_tpl);
    c = (struct member_password_change){f.current, f.password, f.others, session_id(r)};
    e = member_change_password(r->db, r->user, &c, &wrong);
    if (e == ERR_LIMIT)
        return too_often(r, password_tpl, _("Too many attempts. Wait 15 minutes, or set a new password by e-mail."));
    if (e && e != ERR_INVALID)
        return reply_error(r, e);
    if (e == ERR_INVALID)
        form_error(r, &password_form, &f, &f.password, err_issues()->v[0].text);
    if (wrong)
        form_error(r, &password_form, &f, &f.current, _("This is not your current password. Type it again"));
    if (e || wrong)
        return reply_form(r, password_tpl);
    if ((e = session_start(r, r->user->id, keep, strong)) != OK)
        return reply_error(r, e);
    return reply_see_other(r, "/me?said=password");
}

/* ---- the privacy notice ---- */

_Static_assert(MEMBER_TERMS_VERSION == TERMS_VERSION, "the kit asks for the version that is agreed to here");

struct terms_form {
    bool agreed;
};
FORM(terms_form, struct terms_form, NULL,
     FIELD(struct terms_form, agreed, .required = true,
           .missing = N_("Tick the box once you have read how we use your data")));

struct reply terms_show(struct req *r)
{
    const char *next = next_read(r);

    put_text(r->page, "next", next);
    form_show(r, &terms_form, &(struct terms_form){0});
    return reply_page(r, "members/terms.cst");
}

struct reply terms_do(struct req *r)
{
    const char       *next = next_read(r);
    struct terms_form f = {0};
    enum err          e;

    put_text(r->page, "next", next);
    if (!form_read(r, &terms_form, &f))
        return reply_form(r, "members/terms.cst");
    e = member_accept_terms(r->db, r->user->id, MEMBER_TERMS_VERSION);
    return e ? reply_error(r, e) : next_go(r, r->lang, next, "/me");
}
