/* term_network.c - see term_network.h. */
#include "model/term_network.h"

#include "model/directory.h"

struct number { int64_t n; };
struct numbers { struct number *v; size_t n; };
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_used, number_cols,
    "SELECT (SELECT COUNT(*) FROM profile_theme WHERE term_id = ?) + (SELECT COUNT(*) FROM organisation_theme WHERE term_id = ?)"
    " + (SELECT COUNT(*) FROM offer_theme WHERE term_id = ?) + (SELECT COUNT(*) FROM organisation WHERE type_id = ?) AS n");
DB_QUERY(q_people, number_cols, "SELECT member_id AS n FROM profile_theme WHERE term_id = ? ORDER BY member_id");
DB_QUERY(q_organisations, number_cols,
    "SELECT organisation_id AS n FROM organisation_theme WHERE term_id = ?"
    " UNION SELECT id FROM organisation WHERE type_id = ?"
    " UNION SELECT f.organisation_id FROM offer_theme x JOIN offer f ON f.id = x.offer_id WHERE x.term_id = ? ORDER BY n");

DB_EXEC(x_people, "UPDATE IGNORE profile_theme SET term_id = ? WHERE term_id = ?");
DB_EXEC(x_people_rest, "DELETE FROM profile_theme WHERE term_id = ?"); /* who had both */
DB_EXEC(x_organisations, "UPDATE IGNORE organisation_theme SET term_id = ? WHERE term_id = ?");
DB_EXEC(x_organisations_rest, "DELETE FROM organisation_theme WHERE term_id = ?");
DB_EXEC(x_merged, "UPDATE IGNORE organisation_merge_part SET number = ? WHERE part = 'theme' AND number = ?");
DB_EXEC(x_offers, "UPDATE IGNORE offer_theme SET term_id = ? WHERE term_id = ?");
DB_EXEC(x_offers_rest, "DELETE FROM offer_theme WHERE term_id = ?");
DB_EXEC(x_types, "UPDATE organisation SET type_id = ?, version = version + 1 WHERE type_id = ?");

enum err term_network_used(struct db *db, int64_t id, int64_t *out)
{
    struct number used;

    TRY(db_one(db, q_used, &used, id, id, id, id));
    *out = used.n;
    return OK;
}

enum err term_network_merge(struct db *db, int64_t id, int64_t into)
{
    struct numbers people, organisations;

    TRY(db_all(db, q_people, &people, id));
    TRY(db_all(db, q_organisations, &organisations, id, id, id));
    TRY(db_exec(db, x_people, into, id));
    TRY(db_exec(db, x_people_rest, id));
    TRY(db_exec(db, x_organisations, into, id));
    TRY(db_exec(db, x_organisations_rest, id));
    TRY(db_exec(db, x_merged, into, id)); /* for undoing a merge of organisations */
    TRY(db_exec(db, x_offers, into, id));
    TRY(db_exec(db, x_offers_rest, id));
    TRY(db_exec(db, x_types, into, id));
    for (size_t i = 0; i < people.n; i++)
        TRY(directory_person(db, people.v[i].n));
    for (size_t i = 0; i < organisations.n; i++) /* the people of an organisation are found by its kind */
        TRY(directory_organisation(db, organisations.v[i].n, true));
    return OK;
}
