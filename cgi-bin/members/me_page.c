/* me_page.c - the member's own page: details, password, privacy notice. */
#include "members/pages.h"
#include "model/member.h"
#include "model/member_mailbox.h"
#include "model/member_sign_in.h"
#include "model/password_rules.h"
#include "model/session_list.h"

static enum err put_me(struct req *r)
{
    struct member       m;
    struct session_list sessions;
    struct mailbox_list mails;
    char               *country;

    TRY(member_get(r->db, r->user->id, &m));
    TRY(session_list_read(r->db, m.id, &sessions));
    TRY(mailbox_page(r->db, m.id, 0, 3, &mails));
    member_to_hdf(&m, put_node(r->page, "me"));
    TRY(member_country_name(r->db, m.country, &country));
    put_text(r->page, "me.country_name", country);
    put_text(r->page, "sessions_text",
             fill(ngettext("You are signed in on {n} device.", "You are signed in on {n} devices.",
                           sessions.n), "n", show_count((int64_t)sessions.n), NULL));
    for (size_t i = 0; i < mails.n; i++)
        mailbox_row_to_hdf(&mails.v[i], m.zone, put_item(r->page, "mails", i));
    return OK;
}

struct reply me_show(struct req *r)
{
    const char *said = query_text(r, "said");
    enum err    e = put_me(r);

    if (said && strcmp(said, "password") == 0)
        put_text(r->page, "said", _("Your password is changed."));
    return e ? reply_error(r, e) : reply_page(r, "members/me.cst");
}

/* ---- details ---- */

FORM(profile_form, struct member_profile, member_profile_check,
     FIELD(struct member_profile, name, .required = true, .max = 120, .missing = N_("Enter your name")),
     FIELD(struct member_profile, country, .max = 2),
     FIELD(struct member_profile, organisation, .max = 200),
     FIELD(struct member_profile, lang, .required = true, .max = 2, .missing = N_("Choose a language")),
     FIELD(struct member_profile, zone, .max = 64));

static struct reply profile_again(struct req *r)
{
    enum err e = choices_put(r);

    if (!e)
        e = zone_choices_put(r, form_text(r, "country"));
    return e ? reply_error(r, e) : reply_form(r, "members/profile.cst");
}

struct reply profile_show(struct req *r)
{
    struct member         m;
    struct member_profile p;
    enum err              e = member_get(r->db, r->user->id, &m);

    if (!e)
        e = choices_put(r);
    if (!e)
        e = zone_choices_put(r, m.country);
    if (e)
        return reply_error(r, e);
    p = member_profile_of(&m);
    form_show(r, &profile_form, &p);
    return reply_page(r, "members/profile.cst");
}

struct reply profile_do(struct req *r)
{
    struct member_profile p = {0};
    enum lang             l = r->lang;
    enum err              e;

    if (!form_read(r, &profile_form, &p))
        return profile_again(r);
    e = member_profile_save(r->db, r->user, r->user->id, &p);
    if (e == ERR_INVALID) {
        form_issues(r, &profile_form, &p);
        return profile_again(r);
    }
    if (e)
        return reply_error(r, e);
    if (lang_read(p.lang, &l))
        lang_use(r->lang = l); /* the next page is in the language just chosen */
    flash(r, _("Your details are saved."));
    return reply_see_other(r, "/me");
}

/* ---- password ---- */

struct password_form {
    char *current;
    char *password;
    bool  others;
};
FORM(password_form, struct password_form, NULL,
     FIELD(struct password_form, current, .as = AS_PASSWORD, .required = true, .max = 512,
           .missing = N_("Enter your present password")),
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
        return too_often(r, password_tpl, _("There were too many tries. Wait 15 minutes, or set a new password by mail."));
    if (e && e != ERR_INVALID)
        return reply_error(r, e);
    if (e == ERR_INVALID)
        form_error(r, &password_form, &f, &f.password, err_issues()->v[0].text);
    if (wrong)
        form_error(r, &password_form, &f, &f.current, _("This is not your present password. Type it again"));
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
