/* member_tool.c - accounts from the command line. */
#include "model/directory.h"
#include "model/member_sql.h"
#include "model/member_token.h"
#include "model/member_tool.h"
#include "model/password_rules.h"
#include "model/session_list.h"
#include "model/zone.h"

static enum err insert(struct db *db, const struct member_tool *m, int64_t *id)
{
    char *hash = NULL, *zone;

    TRY(zone_of_country(db, m->country, &zone));
    if (m->password)
        TRY(password_hash(m->password, &hash));
    TRY(member_sql_insert(db,
                          &(struct member_new){.email = m->email,
                                               .password_hash = hash,
                                               .name = m->name,
                                               .country = m->country,
                                               .organisation = m->organisation,
                                               .lang = m->lang,
                                               .zone = zone,
                                               .terms_version = MEMBER_TERMS_VERSION},
                          id));
    return member_sql_confirm(db, *id);
}

static enum err check_password(const char *password, const char *name, const char *email)
{
    const char *why = password ? password_problem(password, name, email) : NULL;

    rules_begin();
    if (why)
        issue(rules_list(), NULL, why);
    return rules_end();
}

enum err member_tool_make(struct db *db, const struct member_tool *m, bool *made)
{
    struct member_secret s;
    struct member        old;
    unsigned             roles = m->roles;
    int64_t              id;
    enum err             e;

    TRY(check_password(m->password, m->name, m->email));
    DB_TX(tx, db);
    e = member_sql_lock(db, m->email, &s);
    *made = e == ERR_NOT_FOUND;
    if (*made) {
        TRY(insert(db, m, &id));
    } else {
        TRY(e);
        id = s.id;
        TRY(member_sql_state(db, id, "active"));
        TRY(member_get(db, id, &old));
        roles |= member_roles(&old);
    }
    TRY(member_sql_roles(db, id, member_roles_text(roles)));
    TRY(directory_person(db, id));
    TRY(audit(db, NULL, *made ? "member.add" : "member.roles", "member", id,
              fmt("{\"roles\":\"%s\",\"by\":\"m4d-admin\"}", member_roles_text(roles))));
    return db_commit(&tx);
}

enum err member_tool_password(struct db *db, const char *email, const char *password)
{
    struct member_secret s;
    int64_t              ended;
    char                *hash;

    struct member        m;

    TRY(password_hash(password, &hash));
    DB_TX(tx, db);
    TRY(member_sql_lock(db, email, &s));
    TRY(member_get(db, s.id, &m));
    TRY(check_password(password, m.name, email));
    TRY(member_sql_password(db, s.id, hash));
    TRY(session_list_end_others(db, s.id, 0, &ended));
    TRY(token_void_all(db, s.id));
    TRY(audit(db, NULL, "member.password", "member", s.id, "{\"by\":\"m4d-admin\"}"));
    return db_commit(&tx);
}
