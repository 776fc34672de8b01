/* member_role_mail.c - tells people which staff roles they have now. */
#include "model/member_mails.h"

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
               fmt("%s/%s/sign-in", conf_text("site_url"), lang_code[member_lang(m)]), end);
}

/* In the language of the person, whatever that of the administrator. */
enum err mail_roles(struct db *db, const struct member *m, unsigned roles)
{
    enum lang mine = lang_use(member_lang(m));
    enum err e = mail_add(db, &(struct mail){.member_id = m->id, .to = m->email, .lang = member_lang(m),
                                             .kind = "member.roles",
                                             .subject = _("Your roles on M4D Net have changed"),
                                             .body = letter(m, roles)});

    lang_use(mine);
    return e;
}
