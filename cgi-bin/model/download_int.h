/* download_int.h - between download.c and its statements. */
#ifndef MODEL_DOWNLOAD_INT_H
#define MODEL_DOWNLOAD_INT_H

#include "model/download.h"

#define FOLD_BATCH 1000

enum err download_insert(struct db *db, int64_t file_id, int64_t resource_id, struct instant at,
                         const char *country, struct blob visitor) MUST_CHECK;
enum err download_country_of(struct db *db, int64_t member_id, const char **out) MUST_CHECK;
/* Locks some rows that are not counted yet; their numbers as a JSON list. */
enum err download_uncounted(struct db *db, int64_t most, char **ids, size_t *n) MUST_CHECK;
enum err download_add_up(struct db *db, const char *ids) MUST_CHECK;
enum err download_forget(struct db *db, struct instant before) MUST_CHECK;
enum err download_sums(struct db *db, int64_t resource_id, struct download_stats *out) MUST_CHECK;
enum err download_most(struct db *db, const char *lang, struct stat_tops *out) MUST_CHECK;

#endif
