#include "model/directory.h"
#include "model/member_invite.h"
#include "model/member_join.h"
#include "model/member_mails.h"
#include "model/member_sql.h"
#include "model/password_rules.h"
#include "model/zone.h"

void member_join_check(const struct member_join *j, struct issues *is)
{
    const char *problem;
    enum lang   l;

    if (!empty(j->password) && (problem = password_problem(j->password, j->name, j->email)))
        issue(is, &j->password, problem);
    if (!empty(j->lang) && !lang_read(j->lang, &l))
        issue(is, &j->lang, _("Choose a language"));
    if (!j->agreed)
        issue(is, &j->agreed, _("Tick the box once you have read how we use your data"));
}

enum err member_join_rules(struct db *db, const struct member_join *j)
{
    bool known;

    TRY(RULES(member_join_check, j));
    rules_begin();
    TRY(member_country_known(db, j->country, &known));
    if (!known)
        issue(rules_list(), &j->country, _("Choose a country from the list"));
    return rules_end();
}

static enum err send_confirm(struct db *db, const struct member_secret *m)
{
    struct token_made t;

    TRY(token_issue(db, TOKEN_CONFIRM, m->id, &t));
    return mail_confirm(db, m, &t);
}

static enum err send_already(struct db *db, const struct member_secret *m)
{
    struct token_made t;

    TRY(token_issue(db, TOKEN_RESET, m->id, &t));
    return mail_already(db, m, &t);
}

/* Who was invited and has no password yet gets the invitation again: that is where one is chosen. */
static enum err send_fitting(struct db *db, const struct member_secret *m)
{
    if (strcmp(m->state, "pending") == 0 && empty(m->password_hash))
        return invite_resend(db, NULL, m->id);
    return strcmp(m->state, "pending") == 0 ? send_confirm(db, m) : send_already(db, m);
}

/* A sign-up while another one for the address waits: the newest counts, older links end. */
static enum err join_again(struct db *db, struct member_secret *m, const struct member_new *wanted)
{
    if (strcmp(m->state, "pending") != 0)
        return send_already(db, m);
    TRY(member_sql_replace_pending(db, m->id, wanted));
    m->lang = copy(wanted->lang);
    m->zone = copy(wanted->zone);
    return send_confirm(db, m);
}

static enum err join_first(struct db *db, const struct member_new *wanted)
{
    struct member_secret m = {.email = copy(wanted->email), .name = copy(wanted->name),
                              .lang = copy(wanted->lang), .zone = copy(wanted->zone)};
    enum err             e = member_sql_insert(db, wanted, &m.id);

    if (e == ERR_CONFLICT)
        FAIL(ERR_BUSY, "the same address signed up at the same moment"); /* once more: join_again */
    TRY(e);
    TRY(audit(db, NULL, "member.join", "member", m.id, NULL));
    return send_confirm(db, &m);
}

static enum err join_in_tx(struct db *db, const struct member_new *wanted)
{
    struct member_secret m;
    enum err             e = member_sql_lock(db, wanted->email, &m);

    if (e == ERR_NOT_FOUND)
        return join_first(db, wanted);
    TRY(e);
    return join_again(db, &m, wanted);
}

/* A second click sends the same key and address. With another address in it, after the browser's "back",
 * the form is a new one. */
static char *once_key(const char *form_key, const char *email)
{
    return hex(token_hash(fmt("%s %s", form_key, email)).p, 16);
}

enum err member_join(struct db *db, const struct member_join *j, const char *form_key)
{
    struct member_new wanted = {.email = j->email, .name = j->name, .country = j->country,
                                .organisation = j->organisation, .lang = j->lang ? j->lang : "en", .listed = j->listed,
                                .joined_for = j->joined_for, .terms_version = MEMBER_TERMS_VERSION};
    const char       *key = form_key ? once_key(form_key, j->email) : NULL;
    int64_t           done = 0;
    char             *hash, *zone;

    TRY(member_join_rules(db, j));
    TRY(zone_of_country(db, j->country, &zone));
    wanted.zone = zone;
    TRY(password_hash(j->password, &hash));
    wanted.password_hash = hash;

    DB_TX(tx, db);
    if (key)
        TRY(once_begin(db, key, &done));
    if (done == 0) {
        TRY(join_in_tx(db, &wanted));
        if (key)
            TRY(once_end(db, key, 1)); /* only that it is done: which account is nobody's business */
    }
    return db_commit(&tx);
}

/* ---- confirming ---- */

enum err member_confirm_resend(struct db *db, const char *email, const char *token)
{
    struct token_found   found = {0};
    struct member_secret m;
    enum err             e;

    if (token)
        TRY(token_look(db, TOKEN_CONFIRM, token, &found));

    DB_TX(tx, db);
    TRY(member_same_work(db));
    e = token ? member_sql_lock_by_id(db, found.member_id, &m) : member_sql_lock(db, email, &m);
    if (e == OK)
        TRY(send_fitting(db, &m));
    else if (e != ERR_NOT_FOUND)
        return e;
    return db_commit(&tx);
}

static void confirmation_of(const struct token_found *t, const struct member_secret *m,
                            struct member_confirmation *out)
{
    *out = (struct member_confirmation){
        .state = t->state, .email = m->email, .expires_at = t->expires_at,
        .active = strcmp(m->state, "pending") != 0,
        .ask_password = strcmp(m->state, "pending") == 0 && m->version > 1,
    };
}

enum err member_confirm_look(struct db *db, const char *token, struct member_confirmation *out)
{
    struct token_found   t;
    struct member_secret m;

    TRY(token_look(db, TOKEN_CONFIRM, token, &t));
    *out = (struct member_confirmation){.state = t.state};
    if (t.state == TOKEN_UNKNOWN)
        return OK;
    TRY(member_sql_secret_by_id(db, t.member_id, &m));
    confirmation_of(&t, &m, out);
    return OK;
}

static enum err confirm_in_tx(struct db *db, const char *token, const struct member_confirmation *seen,
                              struct member_confirmation *out)
{
    struct token_found   t;
    struct member_secret m;

    TRY(token_use(db, TOKEN_CONFIRM, token, &t));
    *out = *seen;
    out->state = t.state;
    if (t.state != TOKEN_GOOD)
        return OK;
    TRY(member_sql_lock_by_id(db, t.member_id, &m));
    if (strcmp(m.state, "pending") == 0 && m.version > 1 && !seen->ask_password)
        FAIL(ERR_BUSY, "signed up again meanwhile");
    TRY(member_sql_joined_for(db, m.id, &out->next));
    TRY(member_sql_confirm(db, m.id));
    TRY(invite_over(db, m.id));
    TRY(token_void_all(db, m.id));
    TRY(directory_person(db, m.id));
    TRY(audit(db, NULL, "member.confirm", "member", m.id, NULL));
    return OK;
}

enum err member_confirm(struct db *db, const char *token, const char *password,
                        struct member_confirmation *out, bool *wrong)
{
    struct member_confirmation seen;
    struct member_secret       m;
    bool                       right = true, renew;

    *wrong = false;
    TRY(member_confirm_look(db, token, &seen));
    *out = seen;
    if (seen.state != TOKEN_GOOD)
        return OK;
    if (seen.ask_password) {
        TRY(member_sql_secret(db, seen.email, &m));
        if (empty(password))
            right = false;
        else
            TRY(password_check(password, m.password_hash, &right, &renew));
        *wrong = !right;
        if (!right)
            return OK;
    }
    DB_TX(tx, db);
    TRY(confirm_in_tx(db, token, &seen, out));
    return db_commit(&tx);
}
