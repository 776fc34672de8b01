/* two_factor_mails.c - mails about the second factor. */
#include "model/letter.h"
#include "model/two_factor_int.h"

static struct letter begin(const struct member_secret *to, const char *subject, const char *first)
{
    struct letter l = letter_begin(to);

    letter_subject(&l, _(subject));
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, fill(_(first), "time", letter_time(&l, instant_now()), NULL));
    return l;
}

static void if_not_you(struct letter *l)
{
    letter_paragraph(l, _("If it was you, you need do nothing. If it was not, somebody knows your password: choose a new one at once, which also signs everybody out."));
    letter_link(l, "/reset", NULL);
}

enum err mail_two_factor_on(struct db *db, const struct member_secret *to)
{
    struct letter l = begin(to, N_("Your account at {site} now has a second factor"),
                            N_("The second factor of your account was turned on on {time}. From now on, signing in asks for your password and for a code of your app. Other devices were signed out."));

    letter_paragraph(&l, _("Keep the recovery codes in a safe place: each of them lets you in once when your phone is lost."));
    if_not_you(&l);
    return letter_post(db, &l, "member.two_factor.on");
}

enum err mail_two_factor_off(struct db *db, const struct member_secret *to, bool by_staff)
{
    struct letter l = begin(to, N_("Your account at {site} has no second factor any more"),
                            by_staff ? N_("An administrator turned off the second factor of your account on {time} and signed you out. Sign in with your password alone, then set it up anew.")
                                     : N_("The second factor of your account was turned off on {time}. From now on, your password alone is enough to sign in."));

    if (by_staff)
        letter_paragraph(&l, _("If you did not ask for this, write to the secretariat."));
    else
        if_not_you(&l);
    return letter_post(db, &l, "member.two_factor.off");
}

enum err mail_two_factor_codes(struct db *db, const struct member_secret *to)
{
    struct letter l = begin(to, N_("New recovery codes for your account at {site}"),
                            N_("New recovery codes were made for your account on {time}. The old ones no longer work."));

    if_not_you(&l);
    return letter_post(db, &l, "member.two_factor.codes");
}

enum err mail_two_factor_recovery(struct db *db, const struct member_secret *to, int left)
{
    struct letter l = begin(to, N_("A recovery code of your account at {site} was used"),
                            N_("Somebody, probably you, used one of your recovery codes on {time}."));

    letter_paragraph(&l, fill(ngettext("You have {n} recovery code left.", "You have {n} recovery codes left.", (unsigned long)left),
                              "n", show_count(left), NULL));
    letter_paragraph(&l, _("If your phone is lost, turn the second factor off and set it up again with the new one:"));
    letter_link(&l, "/me/two-factor", NULL);
    if_not_you(&l);
    return letter_post(db, &l, "member.two_factor.recovery");
}

enum err mail_two_factor_locked(struct db *db, const struct member_secret *to)
{
    struct letter l = begin(to, N_("Many wrong codes for your account at {site}"),
                            N_("Somebody gave the right password of your account and then ten wrong codes, the last of them on {time}. Codes of the app are not accepted for 15 minutes; recovery codes are."));

    if_not_you(&l);
    return letter_post(db, &l, "member.two_factor.locked");
}
