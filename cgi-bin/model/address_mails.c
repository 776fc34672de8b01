/* address_mails.c - mails about another address. */
#include "model/address_int.h"
#include "model/letter.h"

/* Addresses are put in last: what somebody typed is no place to fill. */
static char *with(const char *text, const char *email, const char *old_email)
{
    return fill(text, "email", email, "old", old_email ? old_email : "", NULL);
}

static void works_until(struct letter *l)
{
    letter_paragraph(l, fill(_("The link works until {time}."), "time",
                             letter_time(l, instant_add(instant_now(), ADDRESS_DAYS * 86400LL)), NULL));
}

enum err mail_address_new(struct db *db, const struct member_secret *m, const char *email, bool as_main, const char *token)
{
    struct member_secret to = *m;
    struct letter        l;

    to.email = copy(email);
    l = letter_begin(&to);
    letter_subject(&l, _("Confirm this address for your account at {site}"));
    letter_paragraph(&l, _("Hello,"));
    letter_paragraph(&l, as_main ? _("You want to use this address as the main one of your account at {site}. Open this page and press the button on it:")
                                 : _("You want to use this address for your account at {site} as well. Open this page and press the button on it:"));
    letter_link(&l, "/me/addresses/confirm", token);
    if (as_main)
        letter_paragraph(&l, _("The address that is the main one now has to agree as well: we have sent it a mail of its own."));
    works_until(&l);
    letter_paragraph(&l, _("If you know nothing of this, you need do nothing."));
    return letter_post(db, &l, "member.address.new");
}

enum err mail_address_old(struct db *db, const struct member_secret *m, const char *email, bool as_main, const char *token)
{
    struct letter l = letter_begin(m);

    letter_subject(&l, as_main ? _("Another main address for your account at {site}?") : _("One more address for your account at {site}"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, with(as_main ? _("{email} is to become the main address of your account, in the place of this one. Open this page to agree, or to say that it was not you:")
                                      : _("{email} was added to your account and can sign in once it is confirmed. If it was you, you need do nothing. If it was not, open this page and press the button on it:"),
                              email, NULL));
    letter_link(&l, "/me/addresses/confirm", token);
    works_until(&l);
    return letter_post(db, &l, "member.address.old");
}

enum err mail_address_new_by_staff(struct db *db, const struct member_secret *m, const char *email, const char *token)
{
    struct member_secret to = *m;
    struct letter        l;

    to.email = copy(email);
    l = letter_begin(&to);
    letter_subject(&l, _("Confirm this address for your account at {site}"));
    letter_paragraph(&l, _("Hello,"));
    letter_paragraph(&l, _("The secretariat of {site} was told that this is the address of your account now. Open this page and press the button on it, and mails go here:"));
    letter_link(&l, "/me/addresses/confirm", token);
    works_until(&l);
    letter_paragraph(&l, _("If you know nothing of this, you need do nothing."));
    return letter_post(db, &l, "member.address.new");
}

enum err mail_address_old_by_staff(struct db *db, const struct member_secret *m, const char *email, const char *token)
{
    struct letter l = letter_begin(m);

    letter_subject(&l, _("Another main address for your account at {site}?"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, with(_("The secretariat was told that {email} is your address now. Mails go there once it is confirmed. If that is right, you need do nothing. If it is not, open this page and press the button on it:"),
                              email, NULL));
    letter_link(&l, "/me/addresses/confirm", token);
    works_until(&l);
    return letter_post(db, &l, "member.address.old");
}

enum err mail_address_taken(struct db *db, const struct member_secret *owner, const char *email)
{
    struct member_secret to = *owner;
    struct letter        l;

    to.email = copy(email);
    l = letter_begin(&to);
    letter_subject(&l, _("Your address was asked for at {site}"));
    letter_paragraph(&l, _("Hello,"));
    letter_paragraph(&l, _("Somebody wanted to add this address to an account at {site}. It belongs to another account already, so nothing has changed."));
    letter_paragraph(&l, _("If both accounts are yours, sign in with this address and remove it there, or write to the secretariat, who can make one account of the two. If you know nothing of this, you need do nothing."));
    letter_link(&l, "/sign-in", NULL);
    return letter_post(db, &l, "member.address.taken");
}

enum err mail_address_done(struct db *db, const struct member_secret *m, const char *old_email, const char *email)
{
    struct member_secret to = *m;
    struct letter        l;

    to.email = copy(old_email);
    l = letter_begin(&to);
    letter_subject(&l, _("The main address of your account at {site} has changed"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, with(_("Mails of {site} now go to {email}. This address, {old}, still signs in to your account. If it is not yours for much longer, remove it on your page:"),
                              email, old_email));
    letter_link(&l, "/me/addresses", NULL);
    letter_paragraph(&l, _("If it was not you, choose a new password at once with this address, and write to the secretariat:"));
    letter_link(&l, "/reset", NULL);
    return letter_post(db, &l, "member.address.done");
}

enum err mail_address_removed(struct db *db, const struct member_secret *m, const char *email)
{
    struct letter l = letter_begin(m);

    letter_subject(&l, _("An address was removed from your account at {site}"));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, with(_("{email} no longer signs in to your account."), email, NULL));
    letter_paragraph(&l, _("If it was not you, choose a new password at once, which also signs everybody else out:"));
    letter_link(&l, "/reset", NULL);
    return letter_post(db, &l, "member.address.removed");
}
