/* organisation_member_int.h - statements and mails of organisation_member.c alone. */
#ifndef MODEL_ORGANISATION_MEMBER_INT_H
#define MODEL_ORGANISATION_MEMBER_INT_H

#include "model/organisation_member.h"

enum err organisation_member_sql_approve(struct db *db, int64_t id, int64_t member_id) MUST_CHECK;
/* state NULL: whatever it is. *n rows went. */
enum err organisation_member_sql_drop(struct db *db, int64_t id, int64_t member_id, int64_t *n) MUST_CHECK;
enum err organisation_member_sql_role(struct db *db, int64_t id, int64_t member_id, const char *role) MUST_CHECK;
enum err organisation_member_sql_shown(struct db *db, int64_t id, int64_t member_id, bool shown) MUST_CHECK;

#endif
