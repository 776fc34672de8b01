/* import_people_sql.c - see import_people.h. */
#include "model/import_people.h"

DB_EXEC(x_profile, "INSERT INTO profile (member_id, position, place) VALUES (?, ?, ?)");
DB_EXEC(x_theme, "INSERT IGNORE INTO profile_theme (member_id, term_id) VALUES (?, ?)");
DB_EXEC(x_language, "INSERT IGNORE INTO profile_language (member_id, language) VALUES (?, ?)");

enum err import_profile(struct db *db, int64_t member_id, const char *position, const char *place)
{
    return db_exec(db, x_profile, member_id, position, place);
}

enum err import_profile_theme(struct db *db, int64_t member_id, int64_t term_id)
{
    return db_exec(db, x_theme, member_id, term_id);
}

enum err import_profile_language(struct db *db, int64_t member_id, const char *language)
{
    return db_exec(db, x_language, member_id, language);
}
