#include "model/organisation_mails.h"

struct to { int64_t id; char *email, *name, *lang; };
struct to_list { struct to *v; size_t n; };
DB_COLUMNS(to_cols, struct to, id, email, name, lang);
DB_QUERY(q_member, to_cols, "SELECT id, email, name, lang FROM member WHERE id = ? AND state = 'active'");
DB_QUERY(q_responsible, to_cols,
    "SELECT m.id, m.email, m.name, m.lang FROM organisation_member x JOIN member m ON m.id = x.member_id"
    " WHERE x.organisation_id = ? AND x.role = 'responsible' AND x.state = 'confirmed' AND m.state = 'active'"
    " ORDER BY m.id LIMIT 10");
/* All sets of roles with a moderator in them: by index. */
DB_QUERY(q_moderators, to_cols,
    "SELECT id, email, name, lang FROM member WHERE state = 'active' AND roles IN ('moderator', 'editor,moderator',"
    " 'moderator,administrator', 'editor,moderator,administrator') ORDER BY id LIMIT 10");
DB_QUERY(q_administrators, to_cols,
    "SELECT id, email, name, lang FROM member WHERE state = 'active' AND roles IN ('administrator',"
    " 'editor,administrator') ORDER BY id LIMIT 10");

/* What one mail says; translated once per recipient. {name} is the recipient, {organisation} and {who} speak
 * for themselves. link: path of a page, or NULL. */
struct letter {
    const char *kind, *subject, *text, *link;
    const struct user *who; /* member whom it names, or NULL */
    const char *note;
};

static char *words(const char *text, const struct to *to, const struct organisation *o, const struct letter *l)
{
    return fill(_(text), "name", to->name, "organisation", o->name, "who", l->who ? l->who->name : "", NULL);
}

static enum err post(struct db *db, const struct to *to, const struct organisation *o, const struct letter *l)
{
    enum lang theirs = LANG_EN, former;
    char     *body, *subject;

    (void)lang_read(to->lang, &theirs);
    former = lang_use(theirs);
    subject = words(l->subject, to, o, l);
    body = fmt("%s\n\n%s", fill(_("Hello {name},"), "name", to->name, NULL), words(l->text, to, o, l));
    if (l->link)
        body = fmt("%s\n\n%s/%s%s", body, conf_text("site_url"), lang_code[theirs], l->link);
    if (!empty(l->note))
        body = fmt("%s\n\n%s\n%s", body, _("The moderator wrote:"), l->note);
    enum err e = mail_add(db, &(struct mail){.member_id = to->id, .to = to->email, .lang = theirs, .kind = l->kind,
                                             .subject = subject, .body = body, .about_id = l->who ? l->who->id : 0});
    lang_use(former);
    return e;
}

static enum err post_all(struct db *db, const struct to_list *to, const struct organisation *o, const struct letter *l)
{
    for (size_t i = 0; i < to->n; i++)
        TRY(post(db, &to->v[i], o, l));
    return OK;
}

static enum err post_one(struct db *db, int64_t member_id, const struct organisation *o, const struct letter *l)
{
    struct to to;
    enum err  e = db_one(db, q_member, &to, member_id);

    if (e == ERR_NOT_FOUND) {
        err_clear(); /* the account is gone or suspended */
        return OK;
    }
    TRY(e);
    return post(db, &to, o, l);
}

static enum err staff(struct db *db, struct to_list *out)
{
    TRY(db_all(db, q_moderators, out));
    return out->n ? OK : db_all(db, q_administrators, out);
}

static char *page(const struct organisation *o, const char *rest)
{
    return fmt("/organisations/%" PRId64 "%s", o->id, rest);
}

enum err mail_organisation_decided(struct db *db, const struct organisation *o, bool taken, const char *note)
{
    struct letter yes = {"organisation.taken", N_("{organisation} is in the directory now"),
                         N_("The organisation that you proposed, {organisation}, is in the directory now, and you are responsible for its page: you can change it, say what the organisation offers and seeks, and approve colleagues who want to join it."),
                         page(o, ""), NULL, note};
    struct letter no = {"organisation.refused", N_("{organisation} was not taken into the directory"),
                        N_("The organisation that you proposed, {organisation}, was not taken into the directory."), NULL, NULL, note};

    return o->created_by ? post_one(db, o->created_by, o, taken ? &yes : &no) : OK;
}

enum err mail_organisation_ask(struct db *db, const struct organisation *o, const struct user *who)
{
    struct letter  l = {"organisation.ask", N_("{who} asks to join {organisation}"),
                        N_("{who} works for {organisation}, as they say, and asks to join it on the site. Approve if you know this person, refuse if you do not:"),
                        page(o, "/people"), who, NULL};
    struct to_list to;

    TRY(db_all(db, q_responsible, &to, o->id));
    if (to.n == 0) {
        l.text = N_("{who} asks to join {organisation} on the site. Nobody is responsible for this organisation at present, so the decision is yours:");
        TRY(staff(db, &to));
    }
    return post_all(db, &to, o, &l);
}

enum err mail_organisation_answer(struct db *db, const struct organisation *o, int64_t member_id, bool approved)
{
    struct letter yes = {"organisation.approved", N_("You belong to {organisation} now"),
                         N_("You asked to join {organisation}, and it was approved. On its page you can choose whether you are shown there:"), page(o, ""), NULL, NULL};
    struct letter no = {"organisation.declined", N_("Your request to join {organisation} was not approved"),
                        N_("You asked to join {organisation}. The people who look after its page did not approve that. If you think this is a mistake, write to a colleague there."), NULL, NULL, NULL};

    return post_one(db, member_id, o, approved ? &yes : &no);
}

enum err mail_organisation_removed(struct db *db, const struct organisation *o, int64_t member_id)
{
    struct letter l = {"organisation.removed", N_("You do not belong to {organisation} any more"),
                       N_("The people who look after the page of {organisation} have removed you from its people. If you think this is a mistake, write to a colleague there, or ask to join again:"), page(o, ""), NULL, NULL};

    return post_one(db, member_id, o, &l);
}

enum err mail_organisation_responsible(struct db *db, const struct organisation *o, int64_t member_id)
{
    struct letter l = {"organisation.responsible", N_("You are responsible for {organisation} now"),
                       N_("You look after the page of {organisation} from now on: you can change it, say what the organisation offers and seeks, and approve colleagues who want to join it."), page(o, ""), NULL, NULL};

    return post_one(db, member_id, o, &l);
}

enum err mail_organisation_alone(struct db *db, const struct organisation *o)
{
    struct letter  l = {"organisation.alone", N_("Nobody is responsible for {organisation} any more"),
                        N_("The last person who was responsible for {organisation} has left it. Please choose somebody among its people, or look after its page until there is one:"), page(o, "/people"), NULL, NULL};
    struct to_list to;

    TRY(staff(db, &to));
    return post_all(db, &to, o, &l);
}
