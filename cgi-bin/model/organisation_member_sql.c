#include "model/organisation_member_int.h"

struct count { int64_t n; };
DB_COLUMNS(count_cols, struct count, n);

struct row { bool confirmed, responsible, shown; };
DB_COLUMNS(row_cols, struct row, confirmed, responsible, shown);
DB_QUERY(q_one, row_cols,
    "SELECT state = 'confirmed' AS confirmed, role = 'responsible' AS responsible, shown FROM organisation_member"
    " WHERE organisation_id = ? AND member_id = ?");

enum err organisation_membership(struct db *db, int64_t organisation_id, int64_t member_id,
                                 struct organisation_membership *out)
{
    struct row r;
    enum err   e = db_one(db, q_one, &r, organisation_id, member_id);

    if (e && e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *out = e ? (struct organisation_membership){0}
             : (struct organisation_membership){true, r.confirmed, r.responsible, r.shown};
    return OK;
}

/* ---- for those who look after its people ---- */

#define PERSON                                                                                          \
    "SELECT m.id, m.name, m.country, x.role, x.state, x.shown, m.state = 'active' AS active, x.asked_at," \
    " EXISTS (SELECT 1 FROM directory_entry d WHERE d.kind = 'person' AND d.audience = 'members'"        \
    " AND d.object_id = m.id) AS listed, x.confirmed_at FROM organisation_member x JOIN member m ON m.id = x.member_id" \
    " AND m.state <> 'pending' WHERE x.organisation_id = ?" /* who is invited has not said yes to anything */
DB_COLUMNS(person_cols, struct organisation_person, id, name, country, role, state, shown, active, asked_at,
           listed, confirmed_at);
DB_QUERY(q_asked, person_cols, PERSON " AND x.state = 'asked' ORDER BY x.asked_at, x.member_id LIMIT ?");
/* Those responsible first; the place of a page is that of a person who stands there now. */
#define MEMBERS PERSON " AND x.state = 'confirmed'"
#define PLACE \
    " (SELECT IF(y.role = 'responsible', 0, 1), n.name, n.id FROM organisation_member y JOIN member n ON n.id = y.member_id" \
    " WHERE y.organisation_id = x.organisation_id AND y.member_id = ? AND y.state = 'confirmed')"
DB_QUERY(q_people, person_cols, MEMBERS " ORDER BY IF(x.role = 'responsible', 0, 1), m.name, m.id LIMIT ?");
DB_QUERY(q_people_on, person_cols,
    MEMBERS " AND (IF(x.role = 'responsible', 0, 1), m.name, m.id) >" PLACE
    " ORDER BY IF(x.role = 'responsible', 0, 1), m.name, m.id LIMIT ?");
DB_QUERY(q_people_back, person_cols,
    MEMBERS " AND (IF(x.role = 'responsible', 0, 1), m.name, m.id) <" PLACE
    " ORDER BY IF(x.role = 'responsible', 0, 1) DESC, m.name DESC, m.id DESC LIMIT ?");
DB_QUERY(q_person, person_cols, PERSON " AND x.member_id = ?");

enum err organisation_asked(struct db *db, int64_t organisation_id, int limit, struct organisation_person_list *out)
{
    return db_all(db, q_asked, out, organisation_id, limit);
}

enum err organisation_people(struct db *db, int64_t organisation_id, int64_t after, int64_t before, int limit,
                             struct organisation_person_list *out)
{
    if (before)
        return db_all(db, q_people_back, out, organisation_id, before, limit);
    if (after)
        return db_all(db, q_people_on, out, organisation_id, after, limit);
    return db_all(db, q_people, out, organisation_id, limit);
}

enum err organisation_person(struct db *db, int64_t organisation_id, int64_t member_id,
                             struct organisation_person *out)
{
    return db_one(db, q_person, out, organisation_id, member_id);
}

/* ---- for everybody ---- */

/* Two bounds: the person is in the directory for this audience, and lets it see his organisation. */
#define FACE                                                                                        \
    " FROM organisation_member x JOIN directory_entry d ON d.kind = 'person' AND d.audience = ?"    \
    " AND d.object_id = x.member_id LEFT JOIN profile p ON p.member_id = x.member_id"               \
    " WHERE x.organisation_id = ? AND x.state = 'confirmed' AND x.shown"                            \
    " AND (COALESCE(p.organisation_seen, 'members') = 'public'"                                     \
    " OR (d.audience = 'members' AND COALESCE(p.organisation_seen, 'members') = 'members'))"
#define FACE_KEY "(IF(x.role = 'responsible', 0, 1), d.name, d.object_id)"
#define FACE_PLACE " (SELECT IF(x.role = 'responsible', 0, 1), d.name, d.object_id" FACE " AND x.member_id = ?)"
DB_COLUMNS(face_cols, struct organisation_face, id, name, position, photo_sha256, responsible);
#define FACES "SELECT d.object_id AS id, d.name, d.position, d.photo_sha256, x.role = 'responsible' AS responsible" FACE
#define FACES_ON " ORDER BY IF(x.role = 'responsible', 0, 1), d.name, d.object_id LIMIT ?"
DB_QUERY(q_faces, face_cols, FACES FACES_ON);
DB_QUERY(q_faces_on, face_cols, FACES " AND " FACE_KEY " >" FACE_PLACE FACES_ON);
DB_QUERY(q_faces_back, face_cols,
    FACES " AND " FACE_KEY " <" FACE_PLACE
    " ORDER BY IF(x.role = 'responsible', 0, 1) DESC, d.name DESC, d.object_id DESC LIMIT ?");
DB_QUERY(q_contact, count_cols,
    "SELECT x.member_id AS n" FACE " AND x.role = 'responsible' AND x.member_id <> ?"
    " ORDER BY x.confirmed_at, x.member_id LIMIT 1");

enum err organisation_faces(struct db *db, int64_t organisation_id, const struct user *viewer,
                            int64_t after, int64_t before, int limit, struct organisation_face_list *out)
{
    const char *audience = viewer ? "members" : "public";

    if (before)
        return db_all(db, q_faces_back, out, audience, organisation_id, audience, organisation_id, before, limit);
    if (after)
        return db_all(db, q_faces_on, out, audience, organisation_id, audience, organisation_id, after, limit);
    return db_all(db, q_faces, out, audience, organisation_id, limit);
}

enum err organisation_contact(struct db *db, int64_t organisation_id, const struct user *viewer, int64_t *out)
{
    struct count c;
    enum err     e = db_one(db, q_contact, &c, "members", organisation_id, viewer ? viewer->id : INT64_C(0));

    if (e && e != ERR_NOT_FOUND)
        return e;
    err_clear();
    *out = e ? 0 : c.n;
    return OK;
}

/* ---- one's own ---- */

DB_COLUMNS(mine_cols, struct organisation_mine, id, name, state, role, membership, shown, waiting);
DB_QUERY(q_mine, mine_cols,
    "SELECT o.id, o.name, o.state, x.role, x.state AS membership, x.shown, IF(x.role = 'responsible' AND"
    " x.state = 'confirmed', (SELECT COUNT(*) FROM organisation_member w WHERE w.organisation_id = o.id"
    " AND w.state = 'asked'), 0) AS waiting FROM organisation_member x JOIN organisation o ON o.id = x.organisation_id"
    " WHERE x.member_id = ? AND o.state IN ('proposed', 'active', 'hidden') ORDER BY o.name, o.id LIMIT 50");

enum err organisation_of_member(struct db *db, int64_t member_id, struct organisation_mine_list *out)
{
    return db_all(db, q_mine, out, member_id);
}

/* ---- changes ---- */

DB_EXEC(x_add,
    "INSERT IGNORE INTO organisation_member (organisation_id, member_id, role, state, shown, confirmed_at)"
    " VALUES (?, ?, ?, ?, ?, IF(?, UTC_TIMESTAMP(6), NULL))");
DB_EXEC(x_creator,
    "UPDATE organisation_member SET state = 'confirmed', role = 'responsible', confirmed_at = UTC_TIMESTAMP(6)"
    " WHERE organisation_id = ? AND member_id = ?");
DB_EXEC(x_approve,
    "UPDATE organisation_member SET state = 'confirmed', role = 'member', confirmed_at = UTC_TIMESTAMP(6)"
    " WHERE organisation_id = ? AND member_id = ? AND state = 'asked'");
DB_EXEC(x_drop, "DELETE FROM organisation_member WHERE organisation_id = ? AND member_id = ?");
DB_EXEC(x_drop_all, "DELETE FROM organisation_member WHERE organisation_id = ?");
DB_EXEC(x_role,
    "UPDATE organisation_member SET role = ? WHERE organisation_id = ? AND member_id = ? AND state = 'confirmed'");
DB_EXEC(x_shown, "UPDATE organisation_member SET shown = ? WHERE organisation_id = ? AND member_id = ?");
DB_QUERY(q_responsible, count_cols,
    "SELECT COUNT(*) AS n FROM organisation_member x JOIN member m ON m.id = x.member_id AND m.state = 'active'"
    " WHERE x.organisation_id = ? AND x.role = 'responsible' AND x.state = 'confirmed'");
DB_COLUMNS(id_cols, struct organisation_member_id, id);
DB_QUERY(q_ids, id_cols, "SELECT member_id AS id FROM organisation_member WHERE organisation_id = ? ORDER BY member_id");

enum err organisation_member_sql_add(struct db *db, int64_t id, int64_t member_id, const char *role,
                                     const char *state, bool shown, int64_t *added)
{
    return db_count(db, x_add, added, id, member_id, role, state, shown, strcmp(state, "confirmed") == 0);
}

enum err organisation_member_sql_confirm_creator(struct db *db, int64_t id, int64_t member_id)
{
    return db_exec(db, x_creator, id, member_id);
}

enum err organisation_member_sql_approve(struct db *db, int64_t id, int64_t member_id)
{
    return db_change(db, x_approve, id, member_id);
}

enum err organisation_member_sql_drop(struct db *db, int64_t id, int64_t member_id, int64_t *n)
{
    return db_count(db, x_drop, n, id, member_id);
}

enum err organisation_member_sql_drop_all(struct db *db, int64_t id) { return db_exec(db, x_drop_all, id); }

enum err organisation_member_sql_role(struct db *db, int64_t id, int64_t member_id, const char *role)
{
    return db_change(db, x_role, role, id, member_id);
}

enum err organisation_member_sql_shown(struct db *db, int64_t id, int64_t member_id, bool shown)
{
    return db_change(db, x_shown, shown, id, member_id);
}

enum err organisation_responsible(struct db *db, int64_t id, int64_t *n)
{
    struct count c;

    TRY(db_one(db, q_responsible, &c, id));
    *n = c.n;
    return OK;
}

enum err organisation_member_sql_ids(struct db *db, int64_t id, struct organisation_member_ids *out)
{
    return db_all(db, q_ids, out, id);
}
