/* directory.c - see directory.h. */
#include "model/directory.h"

enum err directory_person(struct db *db, int64_t member_id)
{
    (void)db;
    (void)member_id;
    return OK;
}

enum err directory_organisation(struct db *db, int64_t organisation_id, bool people)
{
    (void)db;
    (void)organisation_id;
    (void)people;
    return OK;
}
