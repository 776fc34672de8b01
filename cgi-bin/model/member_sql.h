/* member_sql.h - statements about accounts, for the member*.c files alone. */
#ifndef MODEL_MEMBER_SQL_H
#define MODEL_MEMBER_SQL_H

#include "model/member.h"

/* What signing in needs; password_hash may be NULL. */
struct member_secret {
    int64_t id;
    char   *email;
    char   *name;
    char   *lang;
    char   *zone;
    char   *state;
    char   *password_hash;
    int     version;
};
/* By any of its addresses; out->email is the one that was asked with. */
enum err member_sql_secret(struct db *db, const char *email, struct member_secret *out) MUST_CHECK;
enum err member_sql_secret_by_id(struct db *db, int64_t id, struct member_secret *out) MUST_CHECK;
/* The same, held until the transaction ends. */
enum err member_sql_lock(struct db *db, const char *email, struct member_secret *out) MUST_CHECK;
enum err member_sql_lock_by_id(struct db *db, int64_t id, struct member_secret *out) MUST_CHECK;

/* Where its sign-up was to lead; NULL: nowhere, or it is confirmed. */
enum err member_sql_joined_for(struct db *db, int64_t id, char **out) MUST_CHECK;

/* What a sign-up brings; state "pending". */
struct member_new {
    const char *email, *password_hash, *name, *country, *organisation, *lang, *zone, *joined_for;
    const char *listed; /* who may find the person; NULL: not asked yet */
    int         terms_version;
};
enum err member_sql_insert(struct db *db, const struct member_new *m, int64_t *out_id) MUST_CHECK;
/* A second sign-up for an address not confirmed yet: the newest one counts; version goes up. */
enum err member_sql_replace_pending(struct db *db, int64_t id, const struct member_new *m) MUST_CHECK;

/* Who may find the person, as chosen on joining: of profile_seen_by; NULL changes nothing. */
enum err member_sql_listed(struct db *db, int64_t id, const char *listed) MUST_CHECK;

enum err member_sql_settings(struct db *db, int64_t id, const struct member_settings *s) MUST_CHECK;
enum err member_sql_terms(struct db *db, int64_t id, int version) MUST_CHECK;
enum err member_sql_password(struct db *db, int64_t id, const char *hash) MUST_CHECK;
/* pending becomes active; nothing otherwise. */
enum err member_sql_confirm(struct db *db, int64_t id) MUST_CHECK;
enum err member_sql_state(struct db *db, int64_t id, const char *state) MUST_CHECK;
enum err member_sql_roles(struct db *db, int64_t id, const char *roles) MUST_CHECK;


/* Writes a row that means nothing, so that a request about an address that nobody has waits for the disk
 * as long as one about a member's. */
enum err member_same_work(struct db *db) MUST_CHECK;

#endif
