/* person_page.c - one person: roles, rights on single things, signing out, and what staff may know. */
#include "admin/pages.h"
#include "admin/people_filter.h"
#include "admin/person.h"
#include "model/personal_copy.h"

/* ---- staff roles ---- */

struct role_form {
    struct text_list roles;
    int              version;
};

static void roles_check(const struct role_form *f, struct issues *is)
{
    for (size_t i = 0; i < f->roles.n; i++)
        if (!(person_role_bit(f->roles.v[i]) & (EDITOR | MODERATOR | ADMINISTRATOR)))
            issue(is, &f->roles, _("Choose one of the values offered"));
}

FORM(role_form, struct role_form, roles_check,
     FIELD(struct role_form, roles),
     FIELD(struct role_form, version, .required = true));

static struct role_form roles_of(const struct member *m)
{
    static const char *const roles[] = {"editor", "moderator", "administrator"};
    struct role_form f = {.version = m->version, .roles = {talloc_array(pool, const char *, COUNT(roles)), 0}};

    for (size_t i = 0; i < COUNT(roles); i++)
        if (member_roles(m) & person_role_bit(roles[i]))
            f.roles.v[f.roles.n++] = roles[i];
    return f;
}

/* An account that was merged leads to the one that stayed. */
static struct reply gone(struct req *r, enum err e)
{
    int64_t now = 0;

    if (e == ERR_NOT_FOUND && member_redirected(r->db, path_id(r, "id"), &now) == OK && now)
        return reply_moved(r, "/admin/people/%" PRId64, now);
    return e == ERR_NOT_FOUND ? reply_status(r, 404) : reply_error(r, e);
}

struct reply person_show(struct req *r)
{
    struct member m;
    enum err e = person_page_put(r, &m);

    if (e)
        return gone(r, e);
    struct role_form f = roles_of(&m);
    form_show(r, &role_form, &f);
    return reply_page(r, "admin/person.cst");
}

/* The page once more with what was chosen; the version is that of now, so that a second try counts. */
static struct reply person_again(struct req *r)
{
    struct member m;
    enum err e = person_page_put(r, &m);

    if (e)
        return reply_error(r, e);
    put_int(r->page, "Form.version.value", m.version);
    return reply_form(r, "admin/person.cst");
}

struct reply person_roles_do(struct req *r)
{
    struct role_form f = {0};
    unsigned bits = 0;

    if (!form_read(r, &role_form, &f))
        return person_again(r);
    for (size_t i = 0; i < f.roles.n; i++)
        bits |= person_role_bit(f.roles.v[i]);
    enum err e = member_set_roles_told(r->db, r->user, path_id(r, "id"), f.version, bits);
    if (e == ERR_CONFLICT) {
        form_error_at(r, NULL, _("The account was changed in the meantime. See how it is now, then save once more."));
        return person_again(r);
    }
    if (e == ERR_INVALID) {
        form_issues(r, &role_form, &f);
        return person_again(r);
    }
    if (e)
        return reply_error(r, e);
    flash(r, _("The roles are saved. They count from the next sign-in."));
    return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
}

/* ---- rights on single things ---- */

static struct reply after_rights(struct req *r, enum err e, const char *done)
{
    if (e && e != ERR_INVALID)
        return reply_error(r, e);
    flash(r, !e ? done : err_issues()->n ? err_issues()->v[0].text : "");
    return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
}

static int64_t form_number(const struct req *r, const char *name)
{
    const char *s = form_text(r, name);
    int64_t     n;

    return s && parse_int(s, &n) && n > 0 ? n : 0;
}

struct reply person_rights_do(struct req *r)
{
    int64_t series = form_number(r, "series");

    if (!series) {
        flash(r, _("Choose a series"));
        return reply_see_other(r, "/admin/people/%" PRId64, path_id(r, "id"));
    }
    return after_rights(r, object_role_grant(r->db, r->user, path_id(r, "id"), SERIES_EDITOR, series),
                        _("The right is given. It counts at once."));
}

struct reply person_rights_end_do(struct req *r)
{
    return after_rights(r, object_role_withdraw(r->db, r->user, path_id(r, "id"), SERIES_EDITOR, form_number(r, "series")),
                        _("The right is taken away. It counts at once."));
}

/* ---- questions before something is done ---- */

static const struct question {
    const char *what, *title, *text, *button;
} questions[] = {
    {"sessions", N_("Sign this person out everywhere?"),
     N_("All devices are signed out at once. The person can sign in again with the password."), N_("Sign out everywhere")},
    {"restore", N_("Restore this account?"), N_("The person can sign in again, and is in the directory as before."),
     N_("Restore the account")},
    {"copy", N_("Send this person a copy of their data?"),
     N_("For somebody who asks what is held about them and cannot sign in. A link to one archive goes to the address above as soon as it is made; nobody else can open it, staff neither. Be sure that the address is theirs."),
     N_("Make and send it")},
    {"resend", N_("Send the mail again?"),
     N_("The person gets a new mail with a link to confirm the address, or the invitation again. Links in mails before it stop working."),
     N_("Send it again")},
};

struct reply person_ask(struct req *r)
{
    struct member m;
    const char   *what = path_text(r, "what");
    enum err      e = member_get(r->db, path_id(r, "id"), &m);

    if (e)
        return reply_error(r, e);
    for (size_t i = 0; i < COUNT(questions); i++)
        if (strcmp(questions[i].what, what) == 0) {
            person_put(&m, NULL, put_node(r->page, "person"));
            put_text(r->page, "ask.what", what);
            put_text(r->page, "ask.title", _(questions[i].title));
            put_text(r->page, "ask.text", _(questions[i].text));
            put_text(r->page, "ask.button", _(questions[i].button));
            return reply_page(r, "admin/person_ask.cst");
        }
    return reply_status(r, 404);
}

struct reply person_sessions_do(struct req *r)
{
    struct member m;
    int64_t n;
    enum err e = member_get(r->db, path_id(r, "id"), &m);

    if (!e)
        e = member_end_sessions(r->db, r->user, m.id, &n);
    if (e)
        return reply_error(r, e);
    if (m.id == r->user->id) /* this session as well */
        return reply_see_other(r, "/sign-in");
    flash(r, fill(ngettext("Signed out of {n} device.", "Signed out of {n} devices.", (unsigned long)n), "n",
                  show_count(n), NULL));
    return reply_see_other(r, "/admin/people/%" PRId64, m.id);
}

struct reply person_resend_do(struct req *r)
{
    struct member m;
    enum err e = member_get(r->db, path_id(r, "id"), &m);

    if (!e && member_is(&m, "pending"))
        e = member_resend_by_staff(r->db, r->user, &m);
    if (e)
        return reply_error(r, e);
    flash(r, member_is(&m, "pending") ? _("The mail goes out now.") : _("The address is confirmed already."));
    return reply_see_other(r, "/admin/people/%" PRId64, m.id);
}

struct reply person_copy_do(struct req *r)
{
    int64_t  id = path_id(r, "id");
    enum err e = personal_copy_ask_for(r->db, r->user, id);

    if (e == ERR_FORBIDDEN)
        flash(r, _("This person can sign in and ask for a copy on the page “My data”."));
    else if (e == ERR_LIMIT)
        flash(r, _("Several copies were made for this person today. Try again tomorrow."));
    else if (e && e != ERR_CONFLICT) /* asked twice: one is being made */
        return reply_error(r, e);
    else
        flash(r, _("The copy is being made. The person gets a mail when it is ready."));
    return reply_see_other(r, "/admin/people/%" PRId64, id);
}
