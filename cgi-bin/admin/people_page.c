/* people_page.c - people with an account: finding them, their roles, signing them out. */
#include "admin/people.h"
#include "admin/pages.h"
#include "model/audit_view.h"
#include "model/member_admin.h"
#include "model/member_check.h"
#include "model/session_list.h"
#include "model/two_factor.h"

#define PAGE 50

static const char *const states[] = {"active", "pending", "suspended"};
static const struct text_list state_list = {(const char **)(uintptr_t)states, COUNT(states)};
static const char *const roles[] = {"editor", "moderator", "administrator"};
static const struct text_list role_list = {(const char **)(uintptr_t)roles, COUNT(roles)};

static const char *state_word(const char *state)
{
    if (strcmp(state, "active") == 0)
        return _("Active");
    if (strcmp(state, "pending") == 0)
        return _("Not confirmed");
    return _("Suspended");
}

static const char *role_word(const char *role)
{
    if (strcmp(role, "editor") == 0)
        return _("Editor");
    if (strcmp(role, "moderator") == 0)
        return _("Moderator");
    return _("Administrator");
}

static unsigned role_bit(const char *role)
{
    if (!role)
        return 0;
    return strcmp(role, "editor") == 0 ? EDITOR : strcmp(role, "moderator") == 0 ? MODERATOR
                                              : strcmp(role, "administrator") == 0 ? ADMINISTRATOR : 0;
}

static void put_filters(struct req *r)
{
    filter_option(r, "state", "", _("Any"));
    for (size_t i = 0; i < COUNT(states); i++)
        filter_option(r, "state", states[i], state_word(states[i]));
    filter_option(r, "role", "", _("Any"));
    for (size_t i = 0; i < COUNT(roles); i++)
        filter_option(r, "role", roles[i], role_word(roles[i]));
}

static void put_person(const struct member *m, HDF *h)
{
    member_to_hdf(m, h);
    put_text(h, "state_text", state_word(m->state));
}

struct reply people_show(struct req *r)
{
    struct member_filter f = {.q = filter_text(r, "q"),
                              .state = filter_one_of(r, "state", &state_list),
                              .role = role_bit(filter_one_of(r, "role", &role_list)),
                              .limit = PAGE + 1};
    struct cursor c = cursor_read(r);
    struct member_list found;
    enum err e;

    put_filters(r);
    put_bool(r->page, "filter.any", f.q || f.state || f.role);
    do {
        f.before = c.back ? 0 : c.id;
        f.newer = c.back ? c.id : 0;
        e = member_list(r->db, &f, &found);
    } while (!e && cursor_again(&c, found.n, PAGE));
    if (e)
        return reply_error(r, e);
    struct beyond b = PAGE_TRIM(&found, PAGE, &c);
    for (size_t i = 0; i < found.n; i++)
        put_person(&found.v[i], put_item(r->page, "people", i));
    pager_put(r, "/admin/people", b, found.n ? found.v[0].id : 0, found.n ? found.v[found.n - 1].id : 0);
    return reply_page(r, "admin/people.cst");
}

/* ---- one person ---- */

static void roles_check(const struct role_form *f, struct issues *is)
{
    for (size_t i = 0; i < f->roles.n; i++)
        if (role_bit(f->roles.v[i]) == 0)
            issue(is, &f->roles, _("Choose one of the values offered"));
}

FORM(role_form, struct role_form, roles_check,
     FIELD(struct role_form, roles),
     FIELD(struct role_form, version, .required = true));

static void put_role_options(struct req *r)
{
    form_option(r, "roles", "editor", _("Editor: writes and publishes in the library, edits pages, imports"));
    form_option(r, "roles", "moderator", _("Moderator: decides on publications that members propose"));
    form_option(r, "roles", "administrator", _("Administrator: everything, these pages as well"));
    put_bool(r->page, "Form.roles.required", true); /* none is an answer too: not "optional" */
}

static struct role_form roles_of(const struct member *m)
{
    struct role_form f = {.version = m->version, .roles = {talloc_array(pool, const char *, COUNT(roles)), 0}};

    for (size_t i = 0; i < COUNT(roles); i++)
        if (member_roles(m) & role_bit(roles[i]))
            f.roles.v[f.roles.n++] = roles[i];
    return f;
}

static enum err put_history(struct req *r, int64_t id)
{
    struct audit_filter f = {.object_type = "member", .object_id = id, .limit = 10};
    struct audit_rows rows;

    TRY(audit_list(r->db, &f, &rows));
    for (size_t i = 0; i < rows.n && i < 10; i++)
        audit_to_hdf(&rows.v[i], put_item(r->page, "entries", i));
    return OK;
}

static enum err put_page(struct req *r, struct member *m)
{
    struct session_list sessions;
    struct two_factor factor;
    char *country = NULL, *rests = NULL;

    TRY(member_get(r->db, path_id(r, "id"), m));
    TRY(session_list_read(r->db, m->id, &sessions));
    TRY(member_country_name(r->db, m->country, &country));
    put_person(m, put_node(r->page, "person"));
    put_text(r->page, "person.country_name", country);
    TRY(two_factor_read(r->db, m->id, &factor));
    put_bool(r->page, "person.two_factor", factor.on);
    put_bool(r->page, "person.self", m->id == r->user->id);
    put_int(r->page, "sessions", (int64_t)sessions.n);
    put_text(r->page, "sessions_text",
             fill(ngettext("Signed in on {n} device.", "Signed in on {n} devices.", sessions.n), "n",
                  show_count((int64_t)sessions.n), NULL));
    TRY(member_check_words(r->db, m->id, &rests));
    put_text(r->page, "person.check_text", rests);
    put_role_options(r);
    return put_history(r, m->id);
}

struct reply person_show(struct req *r)
{
    struct member m;
    enum err e = put_page(r, &m);

    if (e)
        return reply_error(r, e);
    struct role_form f = roles_of(&m);
    form_show(r, &role_form, &f);
    return reply_page(r, "admin/person.cst");
}

/* The page once more with what was chosen; the version is that of now, so that a second try counts. */
static struct reply person_again(struct req *r)
{
    struct member m;
    enum err e = put_page(r, &m);

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
        bits |= role_bit(f.roles.v[i]);
    enum err e = person_roles(r->db, r->user, path_id(r, "id"), f.version, bits);
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
