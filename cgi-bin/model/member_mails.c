#include "model/letter.h"
#include "model/member_mails.h"

enum err mail_confirm(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = letter_begin(to);

    letter_subject(&l, _("Confirm your e-mail address for {site}"));
    letter_paragraph(&l, _("Hello,"));
    letter_paragraph(&l, _("You have signed up to {site} with this e-mail address. To finish, open this page and press the button on it:"));
    letter_link(&l, "/confirm", t->text);
    letter_paragraph(&l, fill(_("The link works until {time}."), "time", letter_time(&l, t->expires_at), NULL));
    letter_paragraph(&l, _("If you did not sign up, you do not need to do anything. Without your confirmation nobody can use an account with your address, and after 30 days it is deleted."));
    return letter_post(db, &l, "member.confirm");
}

enum err mail_already(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = letter_begin(to);

    letter_subject(&l, _("You already have an account at {site}: sign in"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, _("Somebody, probably you, has just signed up to {site} or asked for a confirmation link with this e-mail address. You already have a confirmed account, so nothing has changed. Sign in here:"));
    letter_link(&l, "/sign-in", NULL);
    letter_paragraph(&l, _("If you have forgotten your password, choose a new one here:"));
    letter_link(&l, "/reset/new", t->text);
    letter_paragraph(&l, fill(_("This link works once, until {time}."), "time", letter_time(&l, t->expires_at), NULL));
    letter_paragraph(&l, _("If it was not you, you need do nothing."));
    return letter_post(db, &l, "member.already");
}

enum err mail_reset(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = letter_begin(to);

    letter_subject(&l, _("Choose a new password for {site}"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, _("Somebody, probably you, has asked for a new password for your account at {site}. Choose it on this page:"));
    letter_link(&l, "/reset/new", t->text);
    letter_paragraph(&l, fill(_("This link works once, until {time}."), "time", letter_time(&l, t->expires_at), NULL));
    letter_paragraph(&l, _("If it was not you, you need do nothing: your password stays as it is."));
    return letter_post(db, &l, "member.reset");
}

enum err mail_password_changed(struct db *db, const struct member_secret *to)
{
    struct letter l = letter_begin(to);

    letter_subject(&l, _("Your password for {site} was changed"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, fill(_("The password of your account was changed on {time}."), "time", letter_time(&l, instant_now()), NULL));
    letter_paragraph(&l, _("If it was you, you need do nothing. If it was not, choose a new password at once, which also signs everybody else out:"));
    letter_link(&l, "/reset", NULL);
    return letter_post(db, &l, "member.password");
}

enum err mail_invitation(struct db *db, const struct member_secret *to, const struct token_made *t)
{
    struct letter l = letter_begin(to);

    letter_subject(&l, _("Your invitation to {site}"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, _("The secretariat invites you to {site}, where people who work on migration and local development find each other and share what they know. To join, open this page, choose a password and read how your data are used:"));
    letter_link(&l, "/invitation", t->text);
    letter_paragraph(&l, fill(_("The link works until {time}."), "time", letter_time(&l, t->expires_at), NULL));
    letter_paragraph(&l, _("Until you join, only the secretariat sees your name and address. If you do not want to join, say so on that page and we delete them at once; without an answer we delete them after some weeks."));
    return letter_post(db, &l, "member.invite");
}

/* To each address that the two accounts had as their main one: whoever reads either should know. */
enum err mail_merged(struct db *db, const struct member *stays, const char *other)
{
    const char *addresses[] = {stays->email, other};

    for (size_t i = 0; i < COUNT(addresses); i++) {
        struct member_secret to = {.id = stays->id, .email = copy(addresses[i]), .name = stays->name, .lang = stays->lang,
                                   .zone = stays->zone};
        struct letter l = letter_begin(&to);
        letter_subject(&l, _("Your two accounts at {site} are one now"));
        letter_paragraph(&l, _("Hello {name},"));
        letter_paragraph(&l, fill(_("The secretariat has merged two accounts of yours at {site}. What was in either of them is in the one that stays. Its main address is {address}; the other address works for signing in as well. The password is that of the account that stays."),
                                  "address", stays->email, "site", conf_text("site_name"), NULL));
        letter_paragraph(&l, _("You were signed out of the account that went. Sign in here:"));
        letter_link(&l, "/sign-in", NULL);
        letter_paragraph(&l, _("If these were not both yours, write to us at once: answer to this address."));
        letter_paragraph(&l, conf_text("contact_email"));
        TRY(letter_post(db, &l, "member.merged"));
    }
    return OK;
}
