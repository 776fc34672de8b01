/* address_int.h - what the files about addresses share. */
#ifndef MODEL_ADDRESS_INT_H
#define MODEL_ADDRESS_INT_H

#include "model/address.h"
#include "model/member_sql.h"

/* ---- address_sql.c ---- */
struct address_new {
    int64_t     member_id;
    bool        as_main, new_confirmed, by_staff; /* by_staff: agreed to for the main one */
    const char *email, *old_email;
    const char *new_token, *old_token;
};
enum err address_sql_request(struct db *db, const struct address_new *n) MUST_CHECK;
/* Held until the transaction ends. */
enum err address_sql_request_lock(struct db *db, int64_t id, struct address_request *out) MUST_CHECK;
enum err address_sql_by_new(struct db *db, struct blob hash, struct address_request *out) MUST_CHECK;
enum err address_sql_by_old(struct db *db, struct blob hash, struct address_request *out) MUST_CHECK;
enum err address_sql_side(struct db *db, int64_t id, bool old_side) MUST_CHECK;
enum err address_sql_end(struct db *db, int64_t id, const char *state) MUST_CHECK;
/* Open ones of this person for this address, or (as_main) for the main one. */
enum err address_sql_end_same(struct db *db, int64_t member_id, const char *email, bool as_main) MUST_CHECK;
/* Whose it is, as a main or a further address; 0: nobody's. Holds what it read. */
enum err address_sql_owner(struct db *db, const char *email, int64_t *member_id) MUST_CHECK;
/* ERR_CONFLICT: somebody was faster. */
enum err address_sql_claim(struct db *db, int64_t member_id, const char *email) MUST_CHECK;
enum err address_sql_delete(struct db *db, int64_t member_id, int64_t id) MUST_CHECK;
enum err address_sql_delete_email(struct db *db, int64_t member_id, const char *email) MUST_CHECK;
enum err address_sql_main(struct db *db, int64_t member_id, const char *email, struct instant keep_old) MUST_CHECK;

/* The address of an account that is not confirmed yet. ERR_CONFLICT: somebody was faster. */
enum err address_sql_correct(struct db *db, int64_t member_id, const char *old_email, const char *email) MUST_CHECK;

/* ---- address_mails.c ---- */
/* To the address wanted. */
enum err mail_address_new(struct db *db, const struct member_secret *m, const char *email, bool as_main, const char *token) MUST_CHECK;
/* To the main one. */
enum err mail_address_old(struct db *db, const struct member_secret *m, const char *email, bool as_main, const char *token) MUST_CHECK;
/* The same two when staff asked. */
enum err mail_address_new_by_staff(struct db *db, const struct member_secret *m, const char *email, const char *token) MUST_CHECK;
enum err mail_address_old_by_staff(struct db *db, const struct member_secret *m, const char *email, const char *token) MUST_CHECK;
/* To an address that is somebody else's. */
enum err mail_address_taken(struct db *db, const struct member_secret *owner, const char *email) MUST_CHECK;
enum err mail_address_done(struct db *db, const struct member_secret *m, const char *old_email, const char *email) MUST_CHECK;
enum err mail_address_removed(struct db *db, const struct member_secret *m, const char *email) MUST_CHECK;

/* The main address becomes another one of this person's; the old one stays as a further one, for a week in
 * any case when it was not asked. */
enum err address_switch(struct db *db, const struct user *by, const struct member_secret *m, const char *email,
                        bool asked) MUST_CHECK;

#endif
