/* member_invite_sql.h - statements about invitations, for member_invite*.c alone. */
#ifndef MODEL_MEMBER_INVITE_SQL_H
#define MODEL_MEMBER_INVITE_SQL_H

#include "model/member_invite.h"

struct invite_row {
    int64_t        id, member_id;
    char          *state;
    struct instant expires_at;
};
/* Held until the transaction ends. */
enum err invite_sql_lock_token(struct db *db, const char *token, struct invite_row *out) MUST_CHECK;
enum err invite_sql_look_token(struct db *db, const char *token, struct invite_row *out) MUST_CHECK;
enum err invite_sql_lock_member(struct db *db, int64_t member_id, struct invite_row *out) MUST_CHECK;
enum err invite_sql_next(struct db *db, struct invite_row *out) MUST_CHECK;
enum err invite_sql_insert(struct db *db, int64_t member_id, int64_t by, int64_t import_id, const char *state,
                           int64_t *out_id) MUST_CHECK;
enum err invite_sql_sent(struct db *db, int64_t id, const char *token, struct instant expires) MUST_CHECK;
enum err invite_sql_end(struct db *db, int64_t id, const char *state) MUST_CHECK;
enum err invite_sql_sent_within_hour(struct db *db, int64_t *n) MUST_CHECK;
enum err invite_sql_person(struct db *db, const struct invite *p, int64_t *out_id) MUST_CHECK;
enum err invite_sql_accept(struct db *db, int64_t member_id, const struct invite_answer *a, const char *hash,
                           const char *zone) MUST_CHECK;
/* The pending account and the mails to it. *n 0: it is not pending any more. */
enum err invite_sql_delete(struct db *db, int64_t member_id, int64_t *n) MUST_CHECK;
enum err invite_sql_hold(struct db *db, int64_t import_id, const char *from, const char *to) MUST_CHECK;
enum err invite_sql_import(struct db *db, int64_t import_id, int64_t by, int64_t *n) MUST_CHECK;
enum err invite_sql_stale(struct db *db, struct id_list *out) MUST_CHECK;

#endif
