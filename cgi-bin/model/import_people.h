/* import_people.h - the import of people; for import_people*.c alone. */
#ifndef MODEL_IMPORT_PEOPLE_H
#define MODEL_IMPORT_PEOPLE_H

#include "model/import_int.h"

/* What is told of somebody who has no profile yet. */
enum err import_profile(struct db *db, int64_t member_id, const char *position, const char *place) MUST_CHECK;
enum err import_profile_theme(struct db *db, int64_t member_id, int64_t term_id) MUST_CHECK;
enum err import_profile_language(struct db *db, int64_t member_id, const char *language) MUST_CHECK;

#endif
