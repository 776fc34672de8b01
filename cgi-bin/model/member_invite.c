/* member_invite.c - see member_invite.h. */
#include "model/member_invite.h"

#include "model/directory.h"
#include "model/member_invite_sql.h"
#include "model/member_mails.h"
#include "model/member_sql.h"
#include "model/organisation_link.h"
#include "model/password_rules.h"
#include "model/setting.h"
#include "model/zone.h"

/* ---- lines of a form ---- */

/* "Name <address>", or the last of the parts between commas, semicolons or tabs. */
static bool split(char *line, char **name, char **email)
{
    char *at = strrchr(line, '<'), *end;

    if (at && (end = strchr(at, '>')) && !end[1])
        *end = '\0';
    else
        for (at = line + strlen(line) - 1; at > line && !strchr(",;\t", *at);)
            at--;
    if (at <= line)
        return false;
    *at++ = '\0';
    *email = parse_email(pool, text_tidy(pool, at, true));
    *name = text_tidy(pool, line, true);
    for (size_t n = strlen(*name); n && strchr(",;\"", (*name)[n - 1]);)
        (*name)[--n] = '\0';
    if (**name == '"')
        ++*name;
    return *email && **name && utf8_length(*name) <= 200;
}

static bool twice(const struct invite_list *l, const char *email)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcasecmp(l->v[i].email, email) == 0)
            return true;
    return false;
}

struct invite_list invite_read(const char *text, struct issues *is)
{
    struct invite_list l = {0};
    char              *rest = copy(text ? text : ""), *line;
    int                number = 0;

    while ((line = strsep(&rest, "\n"))) {
        struct invite p = {0};
        number++;
        if (!*text_tidy(pool, line, true))
            continue;
        if (l.n == INVITE_AT_ONCE) {
            issue(is, NULL, fill(_("Invite at most {n} people at once; import a table when there are more"), "n",
                                 show_count(INVITE_AT_ONCE), NULL));
            break;
        }
        if (!split(line, &p.name, &p.email))
            issue(is, NULL, fill(_("Line {n} is not understood: write a name and an address, such as Ana Silva <ana@example.org>"),
                                 "n", fmt("%d", number), NULL));
        else if (twice(&l, p.email))
            issue(is, NULL, fill(_("{address} is there twice"), "address", p.email, NULL));
        else {
            l.v = talloc_realloc(pool, l.v, struct invite, l.n + 1);
            l.v[l.n++] = p;
        }
    }
    return l;
}

/* ---- inviting ---- */

static enum err send(struct db *db, const struct invite_row *i)
{
    struct member_secret m;
    struct token_made    t = {.text = token_new(), .expires_at = instant_add(instant_now(), INVITE_DAYS * 86400LL)};

    TRY(member_sql_lock_by_id(db, i->member_id, &m));
    if (strcmp(m.state, "pending") != 0)
        return invite_over(db, i->member_id);
    TRY(invite_sql_sent(db, i->id, t.text, t.expires_at));
    return mail_invitation(db, &m, &t);
}

enum err invite_add(struct db *db, const struct user *by, const struct invite *p, int64_t import_id, bool queued,
                    int64_t *out_member_id)
{
    int64_t id, owner, member_id;

    TRY(member_address_owner(db, p->email, &owner));
    if (owner)
        FAIL(ERR_CONFLICT, "the address has an account");
    TRY(invite_sql_person(db, p, &member_id));
    if (queued)
        TRY(invite_sql_insert(db, member_id, by ? by->id : 0, import_id, "queued", &id));
    *out_member_id = member_id;
    return OK;
}

static enum err invite_one(struct db *db, const struct user *by, const struct invite *p)
{
    struct invite_row row;
    int64_t           member_id;

    TRY(invite_add(db, by, p, 0, true, &member_id));
    if (p->organisation_id)
        TRY(organisation_link(db, by, p->organisation_id, member_id));
    TRY(invite_sql_lock_member(db, member_id, &row));
    TRY(audit(db, by, "member.invite", "member", member_id,
              p->roles ? fmt("{\"roles\":\"%s\"}", member_roles_text(p->roles)) : NULL));
    return send(db, &row);
}

/* Staff may know; the person behind the form is staff. */
static enum err nobody_known(struct db *db, const struct invite_list *l)
{
    rules_begin();
    for (size_t i = 0; i < l->n; i++) {
        struct member m;
        int64_t       owner;
        TRY(member_address_owner(db, l->v[i].email, &owner));
        if (!owner)
            continue;
        TRY(member_get(db, owner, &m));
        issue(rules_list(), NULL,
              fill(member_is(&m, "pending") ? _("{address} has signed up or is invited already, but has not confirmed yet")
                                            : _("{address} has an account already"),
                   "address", l->v[i].email, NULL));
    }
    return rules_end();
}

enum err invite_people(struct db *db, const struct user *by, const char *form_key, const struct invite_list *l)
{
    int64_t done = 0;

    DB_TX(tx, db);
    if (form_key)
        TRY(once_begin(db, form_key, &done));
    if (done)
        return db_commit(&tx);
    TRY(nobody_known(db, l));
    for (size_t i = 0; i < l->n; i++)
        TRY(invite_one(db, by, &l->v[i]));
    if (form_key)
        TRY(once_end(db, form_key, 1));
    return db_commit(&tx);
}

/* ---- what staff does with invitations ---- */

enum err invite_resend(struct db *db, const struct user *by, int64_t member_id)
{
    struct invite_row    row;
    struct member_secret m;
    int64_t              id;

    DB_TX(tx, db);
    TRY(member_sql_lock_by_id(db, member_id, &m));
    if (strcmp(m.state, "pending") != 0)
        FAIL(ERR_CONFLICT, "member %" PRId64 " is %s", member_id, m.state);
    enum err e = invite_sql_lock_member(db, member_id, &row);
    if (e == ERR_NOT_FOUND) {
        err_clear();
        TRY(invite_sql_insert(db, member_id, by ? by->id : 0, 0, "queued", &id));
        e = invite_sql_lock_member(db, member_id, &row);
    }
    TRY(e);
    TRY(send(db, &row));
    if (by)
        TRY(audit(db, by, "member.invite.resend", "member", member_id, NULL));
    return db_commit(&tx);
}

static enum err take_back(struct db *db, const struct user *by, int64_t member_id, const char *action)
{
    struct invite_row row;
    int64_t           n;

    TRY(invite_sql_lock_member(db, member_id, &row));
    TRY(invite_sql_end(db, row.id, "withdrawn"));
    TRY(invite_sql_delete(db, member_id, &n));
    if (n == 0)
        FAIL(ERR_CONFLICT, "member %" PRId64 " is not pending", member_id);
    return audit(db, by, action, "member", member_id, NULL);
}

enum err invite_withdraw(struct db *db, const struct user *by, int64_t member_id)
{
    DB_TX(tx, db);
    TRY(take_back(db, by, member_id, "member.invite.withdraw"));
    return db_commit(&tx);
}

enum err invite_hold(struct db *db, const struct user *by, int64_t import_id, bool hold)
{
    DB_TX(tx, db);
    TRY(invite_sql_hold(db, import_id, hold ? "queued" : "paused", hold ? "paused" : "queued"));
    TRY(audit(db, by, hold ? "import.invite.hold" : "import.invite.go", "people_import", import_id, NULL));
    return db_commit(&tx);
}

enum err invite_import(struct db *db, const struct user *by, int64_t import_id, int64_t *n)
{
    DB_TX(tx, db);
    TRY(invite_sql_import(db, import_id, by->id, n));
    TRY(audit(db, by, "import.invite", "people_import", import_id, fmt("{\"people\":%" PRId64 "}", *n)));
    return db_commit(&tx);
}

/* ---- the person's answer ---- */

static enum err see(struct db *db, const struct invite_row *i, struct invite_seen *out)
{
    struct member m;
    enum err      e = i->member_id ? member_get(db, i->member_id, &m) : ERR_NOT_FOUND;

    *out = (struct invite_seen){.state = INVITE_UNKNOWN};
    err_clear();
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    *out = (struct invite_seen){INVITE_GOOD, m.name, m.email, m.lang, i->expires_at};
    if (member_is(&m, "suspended"))
        out->state = INVITE_UNKNOWN;
    else if (!member_is(&m, "pending"))
        out->state = INVITE_USED;
    else if (i->expires_at.us <= instant_now().us)
        out->state = INVITE_EXPIRED;
    return OK;
}

static bool well_formed(const char *token) { return token && strlen(token) == 43; }

enum err invite_look(struct db *db, const char *token, struct invite_seen *out)
{
    struct invite_row row;
    enum err          e = well_formed(token) ? invite_sql_look_token(db, token, &row) : ERR_NOT_FOUND;

    *out = (struct invite_seen){.state = INVITE_UNKNOWN};
    err_clear();
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    return see(db, &row, out);
}

void invite_answer_check(const struct invite_answer *a, struct issues *is)
{
    const char *problem;
    enum lang   l;

    if (!empty(a->password) && (problem = password_problem(a->password, a->name, NULL)))
        issue(is, &a->password, problem);
    if (!empty(a->lang) && !lang_read(a->lang, &l))
        issue(is, &a->lang, _("Choose a language"));
    if (!a->agreed)
        issue(is, &a->agreed, _("Tick the box once you have read how we use your data"));
}

/* Locks the row of the link; *out is what it is worth now. */
static enum err hold(struct db *db, const char *token, struct invite_row *row, struct invite_seen *out)
{
    enum err e = well_formed(token) ? invite_sql_lock_token(db, token, row) : ERR_NOT_FOUND;

    *out = (struct invite_seen){.state = INVITE_UNKNOWN};
    err_clear();
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    return see(db, row, out);
}

enum err invite_accept(struct db *db, const char *token, const struct invite_answer *a, struct invite_seen *out)
{
    struct invite_row row;
    struct member     m;
    char             *hash, *zone;

    TRY(RULES(invite_answer_check, a));
    TRY(invite_look(db, token, out));
    if (out->state != INVITE_GOOD)
        return OK;
    TRY(password_hash(a->password, &hash));
    DB_TX(tx, db);
    TRY(hold(db, token, &row, out));
    if (out->state != INVITE_GOOD)
        return OK;
    TRY(member_get(db, row.member_id, &m));
    TRY(zone_of_country(db, m.country, &zone));
    enum err e = invite_sql_accept(db, m.id, a, hash, zone);
    if (e == ERR_CONFLICT) { /* confirmed in another window a moment ago */
        err_clear();
        out->state = INVITE_USED;
        return OK;
    }
    TRY(e);
    TRY(invite_sql_end(db, row.id, "accepted"));
    TRY(directory_person(db, m.id));
    TRY(audit(db, NULL, "member.invite.accept", "member", m.id, fmt("{\"version\":%d}", MEMBER_TERMS_VERSION)));
    return db_commit(&tx);
}

enum err invite_decline(struct db *db, const char *token, struct invite_seen *out)
{
    struct invite_row row;

    DB_TX(tx, db);
    TRY(hold(db, token, &row, out));
    if (out->state != INVITE_GOOD && out->state != INVITE_EXPIRED)
        return OK;
    TRY(take_back(db, NULL, row.member_id, "member.invite.decline"));
    return db_commit(&tx);
}

/* ---- the worker ---- */

enum err invite_send_next(struct db *db)
{
    struct invite_row row;
    int64_t           sent, most;

    TRY(setting_int(db, "invitations_per_hour", &most));
    DB_TX(tx, db);
    TRY(invite_sql_next(db, &row));
    TRY(invite_sql_sent_within_hour(db, &sent));
    if (sent >= most)
        FAIL(ERR_NOT_FOUND, "enough for this hour");
    TRY(send(db, &row));
    return db_commit(&tx);
}

enum err invite_forget(struct db *db, int64_t *n)
{
    struct id_list stale = {0};

    *n = 0;
    TRY(invite_sql_stale(db, &stale));
    for (size_t i = 0; i < stale.n; i++) {
        DB_TX(tx, db);
        enum err e = take_back(db, NULL, stale.v[i], "member.invite.forget");
        if (e == ERR_CONFLICT || e == ERR_NOT_FOUND) { /* answered at this moment */
            err_clear();
            continue;
        }
        TRY(e);
        TRY(db_commit(&tx));
        ++*n;
    }
    return OK;
}

void invitation_to_hdf(const struct invitation *i, HDF *h)
{
    static const char *const words[][2] = {
        {"queued", N_("Goes out in its turn")}, {"paused", N_("On hold")},       {"sent", N_("Sent, no answer yet")},
        {"expired", N_("Expired")},             {"accepted", N_("Accepted")},    {"withdrawn", N_("Withdrawn or declined")}};

    put_int(h, "id", i->id);
    if (i->member_id)
        put_int(h, "member_id", i->member_id);
    if (i->import_id)
        put_int(h, "import_id", i->import_id);
    put_text(h, "state", i->state);
    for (size_t w = 0; w < COUNT(words); w++)
        if (strcmp(words[w][0], i->state) == 0)
            put_text(h, "state_text", _(words[w][1]));
    put_text(h, "name", i->name);
    put_text(h, "email", i->email);
    put_text(h, "by_name", i->by_name);
    put_int(h, "sends", i->sends);
    put_bool(h, "open", i->member_id && strcmp(i->state, "accepted") != 0);
    put_instant(h, "created_at", i->created_at);
    put_instant(h, "sent_at", i->sent_at);
    put_instant(h, "expires_at", i->expires_at);
    put_instant(h, "ended_at", i->ended_at);
}
