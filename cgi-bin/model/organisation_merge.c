#include "model/organisation_merge.h"

#include "model/directory.h"
#include "model/organisation_member.h"

DB_COLUMNS(moves_cols, struct organisation_moves, members, both, offers, routes, themes, languages);
DB_QUERY(q_moves, moves_cols,
    "SELECT (SELECT COUNT(*) FROM organisation_member WHERE organisation_id = f.id) AS members,"
    " (SELECT COUNT(*) FROM organisation_member a JOIN organisation_member b ON b.member_id = a.member_id"
    " AND b.organisation_id = i.id WHERE a.organisation_id = f.id) AS `both`,"
    " (SELECT COUNT(*) FROM offer WHERE organisation_id = f.id) AS offers,"
    " (SELECT COUNT(*) FROM organisation_route WHERE organisation_id = f.id) AS routes,"
    " (SELECT COUNT(*) FROM organisation_theme WHERE organisation_id = f.id) AS themes,"
    " (SELECT COUNT(*) FROM organisation_language WHERE organisation_id = f.id) AS languages"
    " FROM organisation f JOIN organisation i ON i.id = ? WHERE f.id = ?");

/* People of both keep the more that either gave them. A proposal's author only asks: nobody took it in. */
DB_EXEC(x_keep_more,
    "UPDATE organisation_member i JOIN organisation_member f ON f.member_id = i.member_id AND f.organisation_id = ?"
    " AND f.state = 'confirmed' SET i.role = IF(f.role = 'responsible', 'responsible', i.role),"
    " i.confirmed_at = COALESCE(i.confirmed_at, f.confirmed_at), i.shown = IF(i.state = 'asked', f.shown, i.shown),"
    " i.state = 'confirmed' WHERE i.organisation_id = ?");
DB_EXEC(x_members,
    "INSERT IGNORE INTO organisation_member (organisation_id, member_id, role, state, shown, asked_at, confirmed_at)"
    " SELECT ?, member_id, IF(state = 'confirmed', role, 'member'), state, shown, asked_at, confirmed_at"
    " FROM organisation_member WHERE organisation_id = ?");
DB_EXEC(x_offers, "UPDATE offer SET organisation_id = ? WHERE organisation_id = ?");
DB_EXEC(x_themes,
    "INSERT IGNORE INTO organisation_theme (organisation_id, term_id) SELECT ?, term_id FROM organisation_theme"
    " WHERE organisation_id = ?");
DB_EXEC(x_languages,
    "INSERT IGNORE INTO organisation_language (organisation_id, language) SELECT ?, language"
    " FROM organisation_language WHERE organisation_id = ?");
DB_EXEC(x_routes,
    "INSERT IGNORE INTO organisation_route (organisation_id, from_country, to_country) SELECT ?, from_country,"
    " to_country FROM organisation_route WHERE organisation_id = ?");
DB_EXEC(x_themes_drop, "DELETE FROM organisation_theme WHERE organisation_id = ?");
DB_EXEC(x_languages_drop, "DELETE FROM organisation_language WHERE organisation_id = ?");
DB_EXEC(x_routes_drop, "DELETE FROM organisation_route WHERE organisation_id = ?");
DB_EXEC(x_merged,
    "UPDATE organisation SET state = 'merged', merged_into = ?, version = version + 1 WHERE id = ?");
DB_EXEC(x_chain, "UPDATE organisation SET merged_into = ? WHERE merged_into = ?");

enum err organisation_merge_preview(struct db *db, int64_t id, int64_t into, struct organisation_moves *out)
{
    return db_one(db, q_moves, out, into, id);
}

static enum err move(struct db *db, int64_t id, int64_t into)
{
    TRY(db_exec(db, x_keep_more, id, into));
    TRY(db_exec(db, x_members, into, id));
    TRY(organisation_member_sql_drop_all(db, id));
    TRY(db_exec(db, x_offers, into, id));
    TRY(db_exec(db, x_themes, into, id));
    TRY(db_exec(db, x_themes_drop, id));
    TRY(db_exec(db, x_languages, into, id));
    TRY(db_exec(db, x_languages_drop, id));
    TRY(db_exec(db, x_routes, into, id));
    TRY(db_exec(db, x_routes_drop, id));
    return organisation_sql_seats(db, into);
}

static bool can_merge(const struct organisation *o, bool stays)
{
    return organisation_is(o, "active") || organisation_is(o, "hidden") || (!stays && organisation_is(o, "proposed"));
}

enum err organisation_merge(struct db *db, const struct user *by, int64_t id, int64_t into)
{
    struct organisation            from, to;
    struct organisation_member_ids people;
    int64_t                        merge;

    if (!user_has(by, ADMINISTRATOR))
        FAIL(ERR_FORBIDDEN, "merging is the administrators'");
    if (id == into)
        FAIL(ERR_INVALID, "into itself");
    DB_TX(tx, db);
    TRY(organisation_merge_lock(db, id, into));
    TRY(organisation_get(db, id, &from));
    TRY(organisation_get(db, into, &to));
    if (!can_merge(&from, false) || !can_merge(&to, true))
        FAIL(ERR_CONFLICT, "organisations %s and %s", from.state, to.state);
    TRY(organisation_member_sql_ids(db, id, &people));
    TRY(organisation_merge_keep(db, by, &from, &to, &merge));
    TRY(move(db, id, into));
    TRY(organisation_merge_kept(db, merge));
    TRY(db_exec(db, x_merged, into, id));
    TRY(db_exec(db, x_chain, into, id));
    TRY(directory_organisation(db, id, false));
    TRY(directory_organisation(db, into, false));
    for (size_t i = 0; i < people.n; i++)
        TRY(directory_person(db, people.v[i].id));
    TRY(audit(db, by, "organisation.merge", "organisation", id, fmt("{\"into\":%" PRId64 "}", into)));
    return db_commit(&tx);
}
