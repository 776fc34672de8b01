/* organisation_unmerge.c - what a merge of organisations keeps, and undoing it; see organisation_merge.h. */
#include "model/directory.h"
#include "model/organisation_merge.h"
#include "model/organisation_member.h"

/* ---- keeping ---- */

DB_EXEC(x_forget_former, "DELETE FROM organisation_merge WHERE organisation_id = ?");
DB_EXEC(x_merge,
    "INSERT INTO organisation_merge (organisation_id, into_id, state_was, into_version, merged_by) VALUES (?, ?, ?, ?, ?)");
DB_EXEC(x_keep_people,
    "INSERT INTO organisation_merge_member (merge_id, member_id, role, state, shown, asked_at, confirmed_at, in_role,"
    " in_state, in_shown, in_confirmed_at) SELECT ?, f.member_id, f.role, f.state, f.shown, f.asked_at, f.confirmed_at,"
    " i.role, i.state, i.shown, i.confirmed_at FROM organisation_member f LEFT JOIN organisation_member i"
    " ON i.member_id = f.member_id AND i.organisation_id = ? WHERE f.organisation_id = ?");
DB_EXEC(x_keep_themes,
    "INSERT INTO organisation_merge_part (merge_id, part, number, added) SELECT ?, 'theme', f.term_id, i.term_id IS NULL"
    " FROM organisation_theme f LEFT JOIN organisation_theme i ON i.term_id = f.term_id AND i.organisation_id = ?"
    " WHERE f.organisation_id = ?");
DB_EXEC(x_keep_languages,
    "INSERT INTO organisation_merge_part (merge_id, part, code, added) SELECT ?, 'language', f.language,"
    " i.language IS NULL FROM organisation_language f LEFT JOIN organisation_language i ON i.language = f.language"
    " AND i.organisation_id = ? WHERE f.organisation_id = ?");
DB_EXEC(x_keep_routes,
    "INSERT INTO organisation_merge_part (merge_id, part, code, added) SELECT ?, 'route',"
    " CONCAT(f.from_country, f.to_country), i.from_country IS NULL FROM organisation_route f LEFT JOIN"
    " organisation_route i ON i.from_country = f.from_country AND i.to_country = f.to_country AND i.organisation_id = ?"
    " WHERE f.organisation_id = ?");
DB_EXEC(x_keep_offers,
    "INSERT INTO organisation_merge_part (merge_id, part, number, added) SELECT ?, 'offer', id, TRUE FROM offer"
    " WHERE organisation_id = ?");
DB_EXEC(x_keep_chain,
    "INSERT INTO organisation_merge_part (merge_id, part, number, added) SELECT ?, 'organisation', id, TRUE"
    " FROM organisation WHERE merged_into = ?");
DB_EXEC(x_made,
    "UPDATE organisation_merge_member k JOIN organisation_merge m ON m.id = k.merge_id JOIN organisation_member i"
    " ON i.organisation_id = m.into_id AND i.member_id = k.member_id SET k.made_role = i.role, k.made_state = i.state,"
    " k.made_shown = i.shown WHERE k.merge_id = ?");

enum err organisation_merge_lock(struct db *db, int64_t a, int64_t b)
{
    struct organisation o;

    TRY(organisation_sql_lock(db, a < b ? a : b, &o));
    return organisation_sql_lock(db, a < b ? b : a, &o);
}

enum err organisation_merge_keep(struct db *db, const struct user *by, const struct organisation *from,
                                 const struct organisation *into, int64_t *merge_id)
{
    int64_t m, f = from->id, i = into->id;

    TRY(db_exec(db, x_forget_former, f));
    TRY(db_insert(db, x_merge, &m, f, i, from->state, into->version, by->id));
    TRY(db_exec(db, x_keep_people, m, i, f));
    TRY(db_exec(db, x_keep_themes, m, i, f));
    TRY(db_exec(db, x_keep_languages, m, i, f));
    TRY(db_exec(db, x_keep_routes, m, i, f));
    TRY(db_exec(db, x_keep_offers, m, f));
    TRY(db_exec(db, x_keep_chain, m, f));
    *merge_id = m;
    return OK;
}

enum err organisation_merge_kept(struct db *db, int64_t merge_id) { return db_exec(db, x_made, merge_id); }

/* ---- looking ---- */

#define DAYS "INTERVAL 30 DAY" /* ORGANISATION_UNMERGE_DAYS */
/* First has to go a merge that took in the one that stays, or a later one into it. */
#define MERGED                                                                                                \
    "SELECT m.id, m.organisation_id, m.into_id, n.organisation_id AS next_id, f.name, i.name AS into_name,"   \
    " o.name AS next_name, m.state_was, b.name AS by_name, m.into_version, m.merged_at,"                      \
    " m.merged_at + " DAYS " AS until FROM organisation_merge m JOIN organisation f ON f.id = m.organisation_id" \
    " JOIN organisation i ON i.id = m.into_id LEFT JOIN member b ON b.id = m.merged_by"                       \
    " LEFT JOIN organisation_merge n ON n.id = COALESCE((SELECT x.id FROM organisation_merge x"               \
    " WHERE x.organisation_id = m.into_id), (SELECT MAX(y.id) FROM organisation_merge y WHERE y.into_id = m.into_id" \
    " AND y.id > m.id)) LEFT JOIN organisation o ON o.id = n.organisation_id"                                 \
    " WHERE m.merged_at > UTC_TIMESTAMP(6) - " DAYS
DB_COLUMNS(merged_cols, struct organisation_merged, id, organisation_id, into_id, next_id, name, into_name, next_name,
           state_was, by_name, into_version, merged_at, until);
DB_QUERY(q_merged, merged_cols, MERGED " AND m.organisation_id = ?");
DB_QUERY(q_here, merged_cols, MERGED " AND m.into_id = ? ORDER BY m.id DESC LIMIT 20");

DB_COLUMNS(back_cols, struct organisation_undo, people, offers, left, both, gone, sets, sets_stay, new_people, new_offers);
#define CHANGED "(c.role <> k.made_role OR c.state <> k.made_state)"
DB_QUERY(q_back, back_cols,
    "SELECT COUNT(c.member_id) AS people, (SELECT COUNT(*) FROM organisation_merge_part p JOIN offer f"
    " ON f.id = p.number AND f.organisation_id = m.into_id WHERE p.merge_id = m.id AND p.part = 'offer') AS offers,"
    " COUNT(k.member_id) - COUNT(c.member_id) AS `left`, COUNT(IF(k.in_state IS NULL AND " CHANGED ", 1, NULL)) AS `both`,"
    " (SELECT COUNT(*) FROM organisation_merge_part p LEFT JOIN offer f ON f.id = p.number WHERE p.merge_id = m.id"
    " AND p.part = 'offer' AND f.id IS NULL) AS gone, (SELECT COUNT(*) FROM organisation_merge_part p"
    " WHERE p.merge_id = m.id AND p.part IN ('theme', 'language', 'route') AND p.added) AS sets,"
    " i.version <> m.into_version AS sets_stay, (SELECT COUNT(*) FROM organisation_member w"
    " WHERE w.organisation_id = m.into_id AND w.asked_at > m.merged_at) AS new_people, (SELECT COUNT(*) FROM offer f"
    " WHERE f.organisation_id = m.into_id AND f.created_at > m.merged_at) AS new_offers"
    " FROM organisation_merge m JOIN organisation i ON i.id = m.into_id LEFT JOIN organisation_merge_member k"
    " ON k.merge_id = m.id LEFT JOIN organisation_member c ON c.organisation_id = m.into_id AND c.member_id = k.member_id"
    " WHERE m.id = ? GROUP BY m.id, m.into_id, m.merged_at, m.into_version, i.version");

enum err organisation_merged(struct db *db, int64_t id, struct organisation_merged *out)
{
    return db_one(db, q_merged, out, id);
}

enum err organisation_merged_here(struct db *db, int64_t into, struct organisation_merged_list *out)
{
    return db_all(db, q_here, out, into);
}

enum err organisation_unmerge_preview(struct db *db, const struct organisation_merged *m, struct organisation_undo *out)
{
    return db_one(db, q_back, out, m->id);
}

/* ---- undoing ---- */

/* Who does not belong to the one that stays any more has left or was removed: nobody brings the person back.
 * Who has chosen since whether to be shown is shown as chosen. */
#define KEPT                                                                                                 \
    "organisation_merge_member k JOIN organisation_merge m ON m.id = k.merge_id JOIN organisation_member c"  \
    " ON c.organisation_id = m.into_id AND c.member_id = k.member_id"
DB_EXEC(x_people_back,
    "INSERT INTO organisation_member (organisation_id, member_id, role, state, shown, asked_at, confirmed_at)"
    " SELECT m.organisation_id, k.member_id, k.role, k.state, IF(c.shown <> k.made_shown, c.shown, k.shown), k.asked_at,"
    " k.confirmed_at FROM " KEPT " WHERE k.merge_id = ?");
DB_EXEC(x_people_as_before,
    "UPDATE " KEPT " SET c.shown = IF(c.shown <> k.made_shown, c.shown, k.in_shown), c.role = k.in_role,"
    " c.confirmed_at = k.in_confirmed_at, c.state = k.in_state"
    " WHERE k.merge_id = ? AND k.in_state IS NOT NULL AND NOT " CHANGED);
DB_EXEC(x_people_out,
    "DELETE c FROM " KEPT " WHERE k.merge_id = ? AND k.in_state IS NULL AND NOT " CHANGED);
DB_EXEC(x_offers,
    "UPDATE offer f JOIN organisation_merge_part p ON p.part = 'offer' AND p.number = f.id JOIN organisation_merge m"
    " ON m.id = p.merge_id SET f.organisation_id = m.organisation_id WHERE p.merge_id = ? AND f.organisation_id = m.into_id");
DB_EXEC(x_chain,
    "UPDATE organisation o JOIN organisation_merge_part p ON p.part = 'organisation' AND p.number = o.id"
    " JOIN organisation_merge m ON m.id = p.merge_id SET o.merged_into = m.organisation_id"
    " WHERE p.merge_id = ? AND o.merged_into = m.into_id");
#define PART " FROM organisation_merge_part p JOIN organisation_merge m ON m.id = p.merge_id"
DB_EXEC(x_themes,
    "INSERT IGNORE INTO organisation_theme (organisation_id, term_id) SELECT m.organisation_id, t.id" PART
    " JOIN term t ON t.id = p.number WHERE p.merge_id = ? AND p.part = 'theme'");
DB_EXEC(x_languages,
    "INSERT IGNORE INTO organisation_language (organisation_id, language) SELECT m.organisation_id, p.code" PART
    " WHERE p.merge_id = ? AND p.part = 'language'");
DB_EXEC(x_routes,
    "INSERT IGNORE INTO organisation_route (organisation_id, from_country, to_country) SELECT m.organisation_id,"
    " LEFT(p.code, 2), RIGHT(p.code, 2)" PART " WHERE p.merge_id = ? AND p.part = 'route'");
#define NOT_ADDED " JOIN organisation_merge m ON m.id = p.merge_id WHERE p.merge_id = ? AND p.added"
DB_EXEC(x_themes_out,
    "DELETE x FROM organisation_merge_part p JOIN organisation_theme x ON p.part = 'theme' AND x.term_id = p.number"
    NOT_ADDED " AND x.organisation_id = m.into_id");
DB_EXEC(x_languages_out,
    "DELETE x FROM organisation_merge_part p JOIN organisation_language x ON p.part = 'language' AND x.language = p.code"
    NOT_ADDED " AND x.organisation_id = m.into_id");
DB_EXEC(x_routes_out,
    "DELETE x FROM organisation_merge_part p JOIN organisation_route x ON p.part = 'route'"
    " AND x.from_country = LEFT(p.code, 2) AND x.to_country = RIGHT(p.code, 2)" NOT_ADDED " AND x.organisation_id = m.into_id");
DB_EXEC(x_apart, "UPDATE organisation SET state = ?, merged_into = NULL, version = version + 1 WHERE id = ?");
DB_EXEC(x_done, "DELETE FROM organisation_merge WHERE id = ?");
DB_EXEC(x_forget, "DELETE FROM organisation_merge WHERE merged_at < UTC_TIMESTAMP(6) - " DAYS " LIMIT 100");

static enum err back(struct db *db, const struct organisation_merged *m, bool sets_stay)
{
    TRY(db_exec(db, x_people_back, m->id));
    TRY(db_exec(db, x_people_as_before, m->id));
    TRY(db_exec(db, x_people_out, m->id));
    TRY(db_exec(db, x_offers, m->id));
    TRY(db_exec(db, x_chain, m->id));
    TRY(db_exec(db, x_themes, m->id));
    TRY(db_exec(db, x_languages, m->id));
    TRY(db_exec(db, x_routes, m->id));
    if (!sets_stay) {
        TRY(db_exec(db, x_themes_out, m->id));
        TRY(db_exec(db, x_languages_out, m->id));
        TRY(db_exec(db, x_routes_out, m->id));
    }
    TRY(organisation_sql_seats(db, m->organisation_id));
    return organisation_sql_seats(db, m->into_id);
}

enum err organisation_unmerge(struct db *db, const struct user *by, int64_t id)
{
    struct organisation_merged m;
    struct organisation        into;

    if (!user_has(by, ADMINISTRATOR))
        FAIL(ERR_FORBIDDEN, "undoing a merge is the administrators'");
    DB_TX(tx, db);
    TRY(organisation_merged(db, id, &m));
    TRY(organisation_merge_lock(db, m.organisation_id, m.into_id));
    TRY(organisation_merged(db, id, &m)); /* another one may have been quicker */
    if (m.next_id)
        FAIL(ERR_CONFLICT, "the merge of %" PRId64 " comes first", m.next_id);
    TRY(organisation_get(db, m.into_id, &into));
    TRY(back(db, &m, into.version != m.into_version));
    TRY(db_exec(db, x_apart, m.state_was, id));
    TRY(db_exec(db, x_done, m.id));
    TRY(directory_organisation(db, id, true)); /* whoever was confirmed by the merge is among its people */
    TRY(directory_organisation(db, m.into_id, false));
    TRY(audit(db, by, "organisation.unmerge", "organisation", id, fmt("{\"from\":%" PRId64 "}", m.into_id)));
    return db_commit(&tx);
}

enum err organisation_merge_forget(struct db *db, int64_t *n) { return db_count(db, x_forget, n); }
