/* resource_sql.h - what the files of the library's write side share; pages include resource.h. */
#ifndef MODEL_RESOURCE_SQL_H
#define MODEL_RESOURCE_SQL_H

#include "model/resource.h"

struct resource_submitter { int64_t id; char *name, *email, *lang; };

enum err resource_head_lock(struct db *db, int64_t id, struct resource_head *out) MUST_CHECK;
enum err resource_insert(struct db *db, const char *state, const struct user *by,
                         const struct resource_edit *e, int64_t *out_id) MUST_CHECK;
/* ERR_CONFLICT: e->version is not the newest. */
enum err resource_update(struct db *db, const struct resource_edit *e) MUST_CHECK;
enum err resource_set_state(struct db *db, int64_t id, const char *state) MUST_CHECK;
/* Reason of the latest withdrawal, or NULL. */
enum err resource_earlier_reason(struct db *db, int64_t id, char **out) MUST_CHECK;
enum err resource_set_decision(struct db *db, int64_t id, const struct user *by, const char *note) MUST_CHECK;
enum err resource_set_newer(struct db *db, int64_t old_id, int64_t newer_id) MUST_CHECK;
enum err resource_erase(struct db *db, int64_t id) MUST_CHECK;
enum err resource_note_change(struct db *db, int64_t id) MUST_CHECK;
/* The edition that waits to replace it; 0: none. */
enum err resource_replaced_by(struct db *db, int64_t id, int64_t *out) MUST_CHECK;
enum err resource_count_files(struct db *db, int64_t id, int64_t *n) MUST_CHECK;
enum err resource_read_submitter(struct db *db, int64_t member_id, struct resource_submitter *out) MUST_CHECK;

/* Writes titles, summaries, search text and all facets of *e (resource_index.c). */
enum err resource_index_edit(struct db *db, const struct resource_edit *e) MUST_CHECK;

#endif
