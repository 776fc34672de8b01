/* care_mails.c - see care_mails.h. */
#include "model/care_mails.h"

#include "model/member_check.h"

struct letter {
    const struct member *to;
    enum lang            lang, before;
    char                *body;
};

static struct letter begin(const struct member *to)
{
    struct letter l = {.to = to, .lang = member_lang(to), .body = copy("")};

    l.before = lang_use(l.lang);
    return l;
}

static char *words(const struct letter *l, const char *text)
{
    return fill(text, "site", conf_text("site_name"), "name", l->to->name, NULL);
}

static void paragraph(struct letter *l, const char *text)
{
    l->body = fmt("%s%s%s", l->body, *l->body ? "\n\n" : "", words(l, text));
}

static void link_line(struct letter *l, const char *path)
{
    l->body = fmt("%s\n\n%s", l->body, site_url(fmt("/%s%s", lang_code[l->lang], path)));
}

static char *day(const struct letter *l, struct instant t)
{
    return show_date(date_of(t));
}

static enum err post(struct db *db, struct letter *l, const char *kind, const char *subject, int64_t member_id)
{
    enum err e = mail_add(db, &(struct mail){.member_id = member_id, .to = l->to->email, .lang = l->lang, .kind = kind,
                                             .subject = words(l, subject), .body = l->body});

    lang_use(l->before);
    return e;
}

enum err mail_copy_ready(struct db *db, int64_t member_id, struct instant end)
{
    struct member m;

    TRY(member_get(db, member_id, &m));
    struct letter l = begin(&m);
    paragraph(&l, _("Hello {name},"));
    paragraph(&l, _("the copy of your data that you asked for is ready. Sign in and fetch it here:"));
    link_line(&l, "/me/data");
    paragraph(&l, fill(_("It can be fetched until {time}, then it is deleted."), "time", show_instant_zone(end, m.zone), NULL));
    paragraph(&l, _("If you did not ask for it, somebody else uses your account: change your password at once."));
    return post(db, &l, "member.copy", _("The copy of your data is ready"), m.id);
}

enum err mail_erased(struct db *db, const struct member *m, bool by_staff)
{
    struct letter l = begin(m);

    paragraph(&l, _("Hello {name},"));
    paragraph(&l, by_staff ? _("the administrators have deleted your account at {site}, with all that belonged to it.")
                           : _("your account at {site} is deleted, with all that belonged to it."));
    paragraph(&l, _("What stays has no name: publications that are in the library, and lines of the log that show only a number. Backups forget you within 60 days. The privacy notice says why:"));
    link_line(&l, "/privacy");
    paragraph(&l, _("This is the last mail that we send you. Your address is deleted as soon as it is on its way."));
    return post(db, &l, MAIL_ERASED, _("Your account at {site} is deleted"), 0);
}

enum err mail_still(struct db *db, const struct member *m, bool again, struct instant rests)
{
    struct letter l = begin(m);

    paragraph(&l, _("Hello {name},"));
    paragraph(&l, _("you have an account at {site} and have not signed in for a year. Do you still read mail at this address? Open this page and press the button:"));
    link_line(&l, fmt("/me/still?t=%s", member_still_token(m->id)));
    paragraph(&l, again ? fill(_("This is the second time that we ask. Without an answer your account goes to rest on {date}: others no longer find you, and we send you no more news. You can bring it back at any time."),
                               "date", day(&l, rests), NULL)
                        : _("We ask once a year, so that members find people who are really there. Signing in counts as an answer, too."));
    return post(db, &l, "member.still", again ? _("Second time: is this still you, {name}?") : _("Is this still you, {name}?"), m->id);
}

enum err mail_dormant(struct db *db, const struct member *m, struct instant end)
{
    struct letter l = begin(m);

    paragraph(&l, _("Hello {name},"));
    paragraph(&l, _("we have asked twice whether you still use your account at {site} and had no answer. It rests from today: you are not in the directory any more, and we send you no news. Nothing is deleted."));
    paragraph(&l, _("To be back at once, sign in, or open this page and press the button:"));
    link_line(&l, fmt("/me/still?t=%s", member_still_token(m->id)));
    paragraph(&l, fill(_("If you do nothing, the account is deleted on {date}. We write to you once more before that."), "date", day(&l, end), NULL));
    return post(db, &l, "member.dormant", _("Your account at {site} rests"), m->id);
}

enum err mail_last_call(struct db *db, const struct member *m, struct instant end)
{
    struct letter l = begin(m);

    paragraph(&l, _("Hello {name},"));
    paragraph(&l, fill(_("your account at {site} has been resting for almost two years. It will be deleted on {date}, with all that belongs to it."),
                       "date", day(&l, end), "site", conf_text("site_name"), NULL));
    paragraph(&l, _("To keep it, sign in, or open this page and press the button:"));
    link_line(&l, fmt("/me/still?t=%s", member_still_token(m->id)));
    return post(db, &l, "member.last", fill(_("Your account will be deleted on {date}"), "date", day(&l, end), NULL), m->id);
}

/* ---- to the administrators ---- */

struct admin_list { struct member *v; size_t n; };
DB_COLUMNS(admin_cols, struct member, id, email, name, lang, state, roles);
DB_QUERY(q_admins, admin_cols,
    "SELECT id, email, name, lang, state, roles FROM member WHERE state = 'active' AND roles IN ('administrator',"
    " 'editor,administrator', 'moderator,administrator', 'editor,moderator,administrator') ORDER BY id LIMIT 50");

enum err mail_lonely(struct db *db, const struct lonely_list *o)
{
    struct admin_list to;

    if (o->n == 0)
        return OK;
    TRY(db_all(db, q_admins, &to));
    for (size_t i = 0; i < to.n; i++) {
        struct letter l = begin(&to.v[i]);

        paragraph(&l, _("Hello {name},"));
        paragraph(&l, _("the person responsible for an organisation has left the network. Nobody can approve people who want to join it or change its page until you name somebody:"));
        for (size_t k = 0; k < o->n; k++) {
            paragraph(&l, fmt("%s", o->v[k].name));
            link_line(&l, fmt("/organisations/%" PRId64, o->v[k].id));
        }
        TRY(post(db, &l, "organisation.lonely", _("An organisation has nobody responsible"), to.v[i].id));
    }
    return OK;
}
