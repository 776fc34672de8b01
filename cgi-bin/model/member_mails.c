#include "model/member_mails.h"

struct letter {
    const struct member_secret *to;
    enum lang                   lang;
    enum lang                   before; /* language in use until now */
    char                       *subject;
    char                       *body;
};

static struct letter begin(const struct member_secret *to)
{
    struct letter l = {.to = to, .lang = LANG_EN};

    if (to->lang)
        (void)lang_read(to->lang, &l.lang);
    l.before = lang_use(l.lang);
    l.body = copy("");
    return l;
}

/* {site} and {name} may stand in any sentence. */
static char *words(const struct letter *l, const char *text)
{
    return fill(text, "site", conf_text("site_name"), "name", l->to->name, NULL);
}

/* Where the person lives, and in UTC. */
static char *time_text(const struct letter *l, struct instant t)
{
    return show_instant_zone(t, l->to->zone);
}

static void subject(struct letter *l, const char *text)
{
    l->subject = words(l, text);
}

static void paragraph(struct letter *l, const char *text)
{
    l->body = fmt("%s%s%s", l->body, *l->body ? "\n\n" : "", words(l, text));
}

/* On a line of its own, so that no mail program breaks it or adds a full stop to it. */
static void link_line(struct letter *l, const char *path, const char *token)
{
    const char *site = conf_text("site_url");
    size_t      n = strlen(site);

    while (n && site[n - 1] == '/')
        n--;
    l->body = fmt("%s\n\n%.*s/%s%s%s%s", l->body, (int)n, site, lang_code[l->lang], path,
                  token ? "?t=" : "", token ? token : "");
}

static enum err post(struct db *db, struct letter *l, const char *kind)
{
    struct mail m = {.member_id = l->to->id, .to = l->to->email, .lang = l->lang, .kind = kind,
                     .subject = l->subject, .body = l->body};
    enum err    e = mail_add(db, &m);

    lang_use(l->before);
    return e;
}

enum err mail_confirm(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = begin(to);

    subject(&l, _("Confirm your e-mail address for {site}"));
    paragraph(&l, _("Hello,"));
    paragraph(&l, _("You have signed up to {site} with this e-mail address. To finish, open this page and press the button on it:"));
    link_line(&l, "/confirm", t->text);
    paragraph(&l, fill(_("The link works until {time}."), "time", time_text(&l, t->expires_at), NULL));
    paragraph(&l, _("If you did not sign up, you need do nothing. Without your confirmation nobody can use an account with your address, and after 30 days it is deleted."));
    return post(db, &l, "member.confirm");
}

enum err mail_already(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = begin(to);

    subject(&l, _("You already have an account at {site}: sign in"));
    paragraph(&l, _("Hello {name},"));
    paragraph(&l, _("Somebody, probably you, has just signed up to {site} or asked for a confirmation link with this e-mail address. You already have a confirmed account, so nothing has changed. Sign in here:"));
    link_line(&l, "/sign-in", NULL);
    paragraph(&l, _("If you have forgotten your password, choose a new one here:"));
    link_line(&l, "/reset/new", t->text);
    paragraph(&l, fill(_("This link works once, until {time}."), "time", time_text(&l, t->expires_at), NULL));
    paragraph(&l, _("If it was not you, you need do nothing."));
    return post(db, &l, "member.already");
}

enum err mail_reset(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = begin(to);

    subject(&l, _("Choose a new password for {site}"));
    paragraph(&l, _("Hello {name},"));
    paragraph(&l, _("Somebody, probably you, has asked for a new password for your account at {site}. Choose it on this page:"));
    link_line(&l, "/reset/new", t->text);
    paragraph(&l, fill(_("This link works once, until {time}."), "time", time_text(&l, t->expires_at), NULL));
    paragraph(&l, _("If it was not you, you need do nothing: your password stays as it is."));
    return post(db, &l, "member.reset");
}

enum err mail_password_changed(struct db *db, const struct member_secret *to)
{
    struct letter l = begin(to);

    subject(&l, _("Your password for {site} was changed"));
    paragraph(&l, _("Hello {name},"));
    paragraph(&l, fill(_("The password of your account was changed on {time}."), "time", time_text(&l, instant_now()), NULL));
    paragraph(&l, _("If it was you, you need do nothing. If it was not, choose a new password at once, which also signs everybody else out:"));
    link_line(&l, "/reset", NULL);
    return post(db, &l, "member.password");
}

enum err mail_invitation(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = begin(to);

    subject(&l, _("Your invitation to {site}"));
    paragraph(&l, _("Hello {name},"));
    paragraph(&l, _("The secretariat invites you to {site}, where people who work on migration and local development find each other and share what they know. To join, open this page, choose a password and read how your data are used:"));
    link_line(&l, "/invitation", t->text);
    paragraph(&l, fill(_("The link works until {time}."), "time", time_text(&l, t->expires_at), NULL));
    paragraph(&l, _("Until you join, only the secretariat sees your name and address. If you do not want to join, say so on that page and we delete them at once; without an answer we delete them after some weeks."));
    return post(db, &l, "member.invite");
}
