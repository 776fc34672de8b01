/* care_mails.c - see care_mails.h. */
#include "model/care_mails.h"

#include "model/letter.h"
#include "model/member_check.h"

static char *day(struct instant t)
{
    return show_date(date_of(t));
}

static char *still_path(int64_t id)
{
    return fmt("/me/still?t=%s", member_still_token(id));
}

enum err mail_copy_ready(struct db *db, int64_t member_id, struct instant end, const char *token)
{
    struct member_secret m;

    TRY(member_sql_secret_by_id(db, member_id, &m));
    struct letter l = letter_begin(&m);
    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, token ? _("the copy of your data that you asked the secretariat for is ready. Open this page and press the button on it to fetch it:")
                               : _("the copy of your data that you asked for is ready. Sign in and fetch it here:"));
    letter_link(&l, token ? "/me/data/link" : "/me/data", token);
    letter_paragraph(&l, fill(_("It can be fetched until {time}, then it is deleted."), "time", letter_time(&l, end), NULL));
    if (token)
        letter_paragraph(&l, _("Whoever has this link can fetch the copy: pass it on to nobody."));
    else
        letter_paragraph(&l, _("If you did not ask for it, somebody else uses your account: change your password at once."));
    letter_subject(&l, _("The copy of your data is ready"));
    return letter_post(db, &l, "member.copy");
}

enum err mail_erased(struct db *db, const struct member_secret *m, bool by_staff)
{
    struct member_secret nobody = *m;

    nobody.id = 0;
    struct letter l = letter_begin(&nobody);

    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, by_staff ? _("the administrators have deleted your account at {site}, with all that belonged to it.")
                           : _("your account at {site} is deleted, with all that belonged to it."));
    letter_paragraph(&l, _("What stays has no name: publications that are in the library, and lines of the log that show only a number. Backups forget you within 60 days. The privacy notice says why:"));
    letter_link(&l, "/privacy", NULL);
    letter_paragraph(&l, _("This is the last mail that we send you. Your address is deleted as soon as it is on its way."));
    letter_subject(&l, _("Your account at {site} is deleted"));
    return letter_post(db, &l, MAIL_ERASED);
}

enum err mail_still(struct db *db, const struct member_secret *m, bool again, struct instant rests)
{
    struct letter l = letter_begin(m);

    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, _("You have an account at {site} and have not signed in for a year. Do you still read mail at this address? Open this page and press the button:"));
    letter_link(&l, still_path(m->id), NULL);
    letter_paragraph(&l, again ? fill(_("This is the second time that we ask. Without an answer your account goes to rest on {date}: others no longer find you, and we send you no more news. You can bring it back at any time."),
                               "date", day(rests), NULL)
                        : _("We ask once a year, so that members find people who are really there. Signing in counts as an answer, too."));
    letter_subject(&l, again ? _("Second time: is this still you, {name}?") : _("Is this still you, {name}?"));
    return letter_post(db, &l, "member.still");
}

enum err mail_dormant(struct db *db, const struct member_secret *m, struct instant end)
{
    struct letter l = letter_begin(m);

    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, _("we have asked twice whether you still use your account at {site} and had no answer. It rests from today: you are not in the directory any more, and we send you no news. We still tell you when somebody writes to you in one of your conversations. Nothing is deleted."));
    letter_paragraph(&l, _("To be back at once, sign in, or open this page and press the button:"));
    letter_link(&l, still_path(m->id), NULL);
    letter_paragraph(&l, fill(_("If you do nothing, the account is deleted on {date}. We write to you once more before that."), "date", day(end), NULL));
    letter_subject(&l, _("Your account at {site} rests"));
    return letter_post(db, &l, "member.dormant");
}

enum err mail_last_call(struct db *db, const struct member_secret *m, struct instant end)
{
    struct letter l = letter_begin(m);

    letter_paragraph(&l, _("Hello {name},"));
    letter_paragraph(&l, fill(_("your account at {site} has been resting for almost two years. It will be deleted on {date}, with all that belongs to it."),
                       "date", day(end), "site", conf_text("site_name"), NULL));
    letter_paragraph(&l, _("To keep it, sign in, or open this page and press the button:"));
    letter_link(&l, still_path(m->id), NULL);
    letter_subject(&l, fill(_("Your account will be deleted on {date}"), "date", day(end), NULL));
    return letter_post(db, &l, "member.last");
}
