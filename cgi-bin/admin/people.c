/* people.c - see people.h. */
#include "admin/people.h"

#include "kit/web.h"
#include "model/member_admin.h"

static char *role_words(unsigned roles)
{
    char *out = copy("");

    if (roles & EDITOR)
        out = talloc_asprintf_append(out, "- %s\n", _("Editor: writes and publishes in the library, edits pages, imports"));
    if (roles & MODERATOR)
        out = talloc_asprintf_append(out, "- %s\n", _("Moderator: decides on publications that members propose"));
    if (roles & ADMINISTRATOR)
        out = talloc_asprintf_append(out, "- %s\n", _("Administrator: everything, these pages as well"));
    return out;
}

static char *letter(const struct member *m, unsigned roles)
{
    const char *hello = fill(_("Hello {name},"), "name", m->name, NULL);
    const char *end = _("If you did not expect this, ask the administrators of the network.");

    if (!(roles & ~(unsigned)MEMBER))
        return fmt("%s\n\n%s\n\n%s\n", hello,
                   _("your staff roles on M4D Net have ended. Your account as a member stays as it is."), end);
    return fmt("%s\n\n%s\n\n%s\n%s\n%s\n\n%s\n", hello, _("your roles on M4D Net have changed. They are now:"),
               role_words(roles), _("You were signed out. Sign in again to use them:"),
               site_url(url_in(member_lang(m), "/sign-in")), end);
}

/* In the language of the person, whatever that of the administrator. */
static enum err tell(struct db *db, const struct member *m, unsigned roles)
{
    enum lang mine = lang_use(member_lang(m));
    enum err e = mail_add(db, &(struct mail){.member_id = m->id, .to = m->email, .lang = member_lang(m),
                                             .kind = "member.roles",
                                             .subject = _("Your roles on M4D Net have changed"),
                                             .body = letter(m, roles)});

    lang_use(mine);
    return e;
}

enum err person_roles(struct db *db, const struct user *by, int64_t id, int version, unsigned roles)
{
    struct member before;

    DB_TX(tx, db);
    TRY(member_get(db, id, &before));
    TRY(member_set_roles(db, by, id, version, roles));
    if ((member_roles(&before) & ~(unsigned)MEMBER) != roles)
        TRY(tell(db, &before, roles));
    return db_commit(&tx);
}
