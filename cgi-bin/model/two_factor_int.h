/* two_factor_int.h - what the files of the second factor share. */
#ifndef MODEL_TWO_FACTOR_INT_H
#define MODEL_TWO_FACTOR_INT_H

#include "model/member_sql.h"
#include "model/two_factor.h"

enum { TWO_FACTOR_SECRET_BYTES = 20, TWO_FACTOR_SETUP_SECONDS = 3600 };

struct two_factor_row {
    int64_t        member_id;
    struct blob    secret; /* sealed */
    struct instant confirmed_at;
    int64_t        last_step;
    int            wrong;
    struct instant locked_until;
    struct blob    recovery;
    struct blob    shown;
    struct instant shown_until;
    struct instant created_at;
};
/* ---- two_factor_sql.c ---- */
enum err two_factor_sql_get(struct db *db, int64_t member_id, struct two_factor_row *out) MUST_CHECK;
/* The same, held until the transaction ends. */
enum err two_factor_sql_lock(struct db *db, int64_t member_id, struct two_factor_row *out) MUST_CHECK;
/* In place of one that was begun and never confirmed. */
enum err two_factor_sql_begin(struct db *db, int64_t member_id, struct blob sealed) MUST_CHECK;
enum err two_factor_sql_secret(struct db *db, int64_t member_id, struct blob sealed) MUST_CHECK;
struct two_factor_owner {
    int64_t member_id;
};
struct two_factor_owners {
    struct two_factor_owner *v;
    size_t                   n;
};
/* The next hundred after this one. */
enum err two_factor_sql_owners(struct db *db, int64_t after, struct two_factor_owners *out) MUST_CHECK;
enum err two_factor_sql_on(struct db *db, int64_t member_id, int64_t step) MUST_CHECK;
enum err two_factor_sql_right(struct db *db, int64_t member_id, int64_t step) MUST_CHECK;
enum err two_factor_sql_wrong(struct db *db, int64_t member_id, int wrong, struct instant locked_until) MUST_CHECK;
enum err two_factor_sql_recovery(struct db *db, int64_t member_id, struct blob left) MUST_CHECK;
enum err two_factor_sql_shown(struct db *db, int64_t member_id, struct blob shown, struct instant until) MUST_CHECK;
enum err two_factor_sql_delete(struct db *db, int64_t member_id) MUST_CHECK;
enum err two_factor_sql_strong(struct db *db, int64_t member_id, int64_t session_id, bool strong) MUST_CHECK;

/* ---- two_factor.c: the key of the app, unsealed ---- */
enum err two_factor_key(const struct two_factor_row *row, struct blob *out) MUST_CHECK;
char *two_factor_seal_for(int64_t member_id);

/* ---- recovery.c ---- */
/* "ABCDE-fghjk", with blanks, with o for 0 and l for 1: as people copy it. NULL: it has not the form of one. */
char *recovery_plain(const char *typed);
/* As it is stored, 32 bytes. code: of recovery_plain(). */
struct blob recovery_mac(struct blob key, const char *code);
/* Fresh ones into the row, in the caller's transaction. */
enum err recovery_make(struct db *db, int64_t member_id, struct blob key) MUST_CHECK;
/* Where one stands in the row; -1: nowhere. */
int recovery_at(struct blob all, struct blob one);

/* ---- two_factor_mails.c ---- */
enum err mail_two_factor_on(struct db *db, const struct member_secret *to) MUST_CHECK;
enum err mail_two_factor_off(struct db *db, const struct member_secret *to, bool by_staff) MUST_CHECK;
enum err mail_two_factor_codes(struct db *db, const struct member_secret *to) MUST_CHECK;
enum err mail_two_factor_recovery(struct db *db, const struct member_secret *to, int left) MUST_CHECK;
enum err mail_two_factor_locked(struct db *db, const struct member_secret *to) MUST_CHECK;

#endif
