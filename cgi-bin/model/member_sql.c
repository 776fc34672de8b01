
#include "model/member_sql.h"

/* Column names are struct members; their C types choose how each column is read. */
DB_COLUMNS(member_cols, struct member, id, email, name, country, organisation, lang, zone, state, roles,
           terms_version, terms_at, created_at, confirmed_at, signed_in_at, version);
#define MEMBER_COLS                                                                       \
    "id, email, name, country, organisation, lang, zone, state, roles, terms_version, " \
    "terms_at, created_at, confirmed_at, signed_in_at, version"

DB_QUERY(q_get, member_cols, "SELECT " MEMBER_COLS " FROM member WHERE id = ?");

enum err member_get(struct db *db, int64_t id, struct member *out)
{
    return db_one(db, q_get, out, id);
}

/* ---- secrets ---- */

DB_COLUMNS(secret_cols, struct member_secret, id, email, name, lang, zone, state, password_hash, version);
#define SECRET_COLS "id, email, name, lang, zone, state, password_hash, version"

/* By the main address or a further one. Accounts made outside of the programs may lack a row for the main one. */
#define BY_ANY_EMAIL                                                                              \
    " FROM member WHERE id = COALESCE((SELECT x.id FROM member x WHERE x.email = ?),"             \
    " (SELECT a.member_id FROM member_address a WHERE a.email = ?))"
DB_QUERY(q_secret, secret_cols, "SELECT " SECRET_COLS BY_ANY_EMAIL);
DB_QUERY(q_secret_id, secret_cols, "SELECT " SECRET_COLS " FROM member WHERE id = ?");
DB_QUERY(q_lock, secret_cols, "SELECT " SECRET_COLS BY_ANY_EMAIL " FOR UPDATE");
DB_QUERY(q_lock_id, secret_cols, "SELECT " SECRET_COLS " FROM member WHERE id = ? FOR UPDATE");

DB_QUERY(q_by_email, member_cols, "SELECT " MEMBER_COLS BY_ANY_EMAIL);

enum err member_by_email(struct db *db, const char *email, struct member *out)
{
    return db_one(db, q_by_email, out, email, email);
}

enum err member_sql_secret(struct db *db, const char *email, struct member_secret *out)
{
    TRY(db_one(db, q_secret, out, email, email));
    out->email = copy(email);
    return OK;
}

enum err member_sql_secret_by_id(struct db *db, int64_t id, struct member_secret *out)
{
    return db_one(db, q_secret_id, out, id);
}

enum err member_sql_lock(struct db *db, const char *email, struct member_secret *out)
{
    TRY(db_one(db, q_lock, out, email, email));
    out->email = copy(email);
    return OK;
}

enum err member_sql_lock_by_id(struct db *db, int64_t id, struct member_secret *out)
{
    return db_one(db, q_lock_id, out, id);
}

struct joined_for { char *joined_for; };
DB_COLUMNS(joined_for_cols, struct joined_for, joined_for);
DB_QUERY(q_joined_for, joined_for_cols, "SELECT joined_for FROM member WHERE id = ?");

enum err member_sql_joined_for(struct db *db, int64_t id, char **out)
{
    struct joined_for j;

    TRY(db_one(db, q_joined_for, &j, id));
    *out = j.joined_for;
    return OK;
}

/* ---- changes ---- */

DB_EXEC(x_insert,
    "INSERT INTO member (email, password_hash, name, country, organisation, lang, zone, joined_for, terms_version, terms_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))");
/* ERR_CONFLICT: somebody else has it as a further address. */
DB_EXEC(x_claim, "INSERT INTO member_address (email, member_id) VALUES (?, ?)");
DB_EXEC(x_consent,
    "INSERT INTO consent (member_id, version, at) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE at = VALUES(at)");
DB_EXEC(x_replace,
    "UPDATE member SET password_hash = ?, name = ?, country = ?, organisation = ?, lang = ?, zone = ?,"
    " joined_for = ?, terms_version = ?, terms_at = UTC_TIMESTAMP(6), version = version + 1"
    " WHERE id = ? AND state = 'pending'");

/* Version 0: as if the profile were not there yet, for who edits it first. */
DB_EXEC(x_listed,
    "INSERT INTO profile (member_id, listed, version) VALUES (?, ?, 0) ON DUPLICATE KEY UPDATE listed = VALUE(listed)");

enum err member_sql_listed(struct db *db, int64_t id, const char *listed)
{
    return listed ? db_exec(db, x_listed, id, listed) : OK;
}

enum err member_sql_insert(struct db *db, const struct member_new *m, int64_t *out_id)
{
    TRY(db_insert(db, x_insert, out_id, m->email, m->password_hash, m->name, m->country,
                  m->organisation, m->lang, m->zone, m->joined_for, m->terms_version));
    TRY(db_exec(db, x_claim, m->email, *out_id));
    TRY(member_sql_listed(db, *out_id, m->listed));
    return m->terms_version ? db_exec(db, x_consent, *out_id, m->terms_version, instant_now()) : OK;
}

enum err member_sql_replace_pending(struct db *db, int64_t id, const struct member_new *m)
{
    TRY(db_change(db, x_replace, m->password_hash, m->name, m->country, m->organisation, m->lang,
                  m->zone, m->joined_for, m->terms_version, id));
    TRY(member_sql_listed(db, id, m->listed));
    return db_exec(db, x_consent, id, m->terms_version, instant_now());
}

DB_EXEC(x_settings, "UPDATE member SET lang = ?, zone = ?, version = version + 1 WHERE id = ?");
DB_EXEC(x_terms,
    "UPDATE member SET terms_version = ?, terms_at = UTC_TIMESTAMP(6), version = version + 1 WHERE id = ?");
DB_EXEC(x_password, "UPDATE member SET password_hash = ?, version = version + 1 WHERE id = ?");
DB_EXEC(x_confirm,
    "UPDATE member SET state = 'active', confirmed_at = UTC_TIMESTAMP(6), joined_for = NULL, version = version + 1"
    " WHERE id = ? AND state = 'pending'");
DB_EXEC(x_confirm_address,
    "UPDATE member_address a JOIN member m ON m.id = a.member_id AND m.email = a.email"
    " SET a.confirmed_at = UTC_TIMESTAMP(6) WHERE m.id = ? AND a.confirmed_at IS NULL");
DB_EXEC(x_state, "UPDATE member SET state = ?, version = version + 1 WHERE id = ?");
DB_EXEC(x_roles, "UPDATE member SET roles = ?, version = version + 1 WHERE id = ?");

enum err member_sql_settings(struct db *db, int64_t id, const struct member_settings *s)
{
    return db_change(db, x_settings, s->lang, s->zone, id);
}

enum err member_sql_terms(struct db *db, int64_t id, int version)
{
    TRY(db_change(db, x_terms, version, id));
    return db_exec(db, x_consent, id, version, instant_now());
}

enum err member_sql_password(struct db *db, int64_t id, const char *hash)
{
    return db_change(db, x_password, hash, id);
}

enum err member_sql_confirm(struct db *db, int64_t id)
{
    TRY(db_exec(db, x_confirm, id));
    return db_exec(db, x_confirm_address, id);
}

enum err member_sql_state(struct db *db, int64_t id, const char *state)
{
    return db_change(db, x_state, state, id);
}

enum err member_sql_roles(struct db *db, int64_t id, const char *roles)
{
    return db_change(db, x_roles, roles, id);
}

enum err member_same_work(struct db *db)
{
    int64_t done;

    return once_begin(db, hex(token_hash(token_new()).p, 16), &done);
}

/* ---- consent ---- */

DB_COLUMNS(consent_cols, struct member_consent, version, at);
DB_QUERY(q_consents, consent_cols, "SELECT version, at FROM consent WHERE member_id = ? ORDER BY version DESC");

enum err member_consents(struct db *db, int64_t id, struct member_consent_list *out)
{
    return db_all(db, q_consents, out, id);
}
