/* profile_sql.h - statements about profiles, for the profile*.c files alone. */
#ifndef MODEL_PROFILE_SQL_H
#define MODEL_PROFILE_SQL_H

#include "model/profile.h"

/* A profile without languages, themes and organisations. */
enum err profile_sql_row(struct db *db, int64_t id, struct profile *out) MUST_CHECK;
/* Changes to one person's profile go one after the other. ERR_NOT_FOUND: no such account. */
enum err profile_sql_hold(struct db *db, int64_t id) MUST_CHECK;
enum err profile_sql_save(struct db *db, const struct profile *p) MUST_CHECK;
enum err profile_sql_photo(struct db *db, int64_t id, const char *large, const char *small) MUST_CHECK;

#endif
