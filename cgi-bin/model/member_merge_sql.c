/* member_merge_sql.c - what becomes of every row that refers to a member, when two accounts are merged. */
#include "model/member_merge.h"

/* ---- the list: table, column, what the preview calls it ("" for what nobody need know of) ----
 * tests/e2e/people-merge.test.mjs reads it and compares it with the schema. */

/* Moves. Where both have the same thing, that of the account that stays counts. */
#define MOVED(X)                                                   \
    X(member_address, member_id, N_("E-mail addresses"))           \
    X(consent, member_id, "")                                      \
    X(profile, member_id, "")                                      \
    X(profile_language, member_id, "")                             \
    X(profile_theme, member_id, "")                                \
    X(organisation_member, member_id, N_("Organisations"))         \
    X(organisation, created_by, N_("Organisations proposed"))      \
    X(organisation_merge, merged_by, "")                           \
    X(organisation_merge_member, member_id, "")                    \
    X(resource, submitted_by, N_("Publications proposed"))         \
    X(resource, decided_by, N_("Decisions on proposals"))          \
    X(saved_search, member_id, N_("Saved searches"))               \
    X(saved_search_told, member_id, "")                            \
    X(mail, member_id, N_("Mails to the person"))                  \
    X(mail, about_id, "")                                          \
    X(object_role, member_id, N_("Rights on single things"))       \
    X(object_role, granted_by, "")                                 \
    X(page_revision, member_id, N_("Versions of pages"))           \
    X(upload, member_id, "")                                       \
    X(import, member_id, N_("Imports"))                            \
    X(import_row, member_id, "")                                   \
    X(invitation, invited_by, N_("Invitations to others"))         \
    X(bulk_action, member_id, "")                                  \
    X(bulk_row, member_id, "")                                     \
    X(message_party, member_id, N_("Conversations"))               \
    X(message_party, other_id, "")                                 \
    X(message_thread, started_by, "")                              \
    X(message, sender_id, N_("Messages written"))                  \
    X(message_draft, member_id, "")                                \
    X(message_draft, to_id, "")                                    \
    X(message_block, member_id, "")                                \
    X(message_block, blocked_id, "")                               \
    X(message_member, member_id, "")                               \
    X(message_report, reporter_id, "")                             \
    X(message_report, decided_by, "")                              \
    X(message_report_view, member_id, "")                          \
    X(setting, changed_by, "")                                     \
    X(setting_change, member_id, "")                               \
    X(member_redirect, member_id, "")

/* Ends with the account: what gives access, what waits, what was made for it alone. */
#define ENDED(X)                   \
    X(session, member_id)          \
    X(token, member_id)            \
    X(sign_in_step, member_id)     \
    X(two_factor, member_id)       \
    X(device, member_id)           \
    X(address_request, member_id)  \
    X(setting_draft, member_id)    \
    X(personal_copy, member_id)    \
    X(people_export, member_id)    \
    X(invitation, member_id)

/* Stays under the old number, which member_redirect leads on: the chain of the log must not change. */
#define KEPT(X) X(audit, member_id)

struct number {
    int64_t n;
};
DB_COLUMNS(number_cols, struct number, n);

#define STATEMENTS(t, c, label)                                                              \
    DB_QUERY(q_##t##_##c, number_cols, "SELECT COUNT(*) AS n FROM " #t " WHERE " #c " = ?"); \
    DB_EXEC(x_##t##_##c, "UPDATE IGNORE " #t " SET " #c " = ? WHERE " #c " = ?");
MOVED(STATEMENTS)

#define ENTRY(t, c, label) {&q_##t##_##c, &x_##t##_##c, label},
static const struct {
    struct db_stmt *count, *move;
    const char     *label;
} moved[] = {MOVED(ENTRY)};

/* ---- both accounts ---- */

struct side_row {
    int64_t        id;
    char          *email, *name, *country, *organisation, *lang, *zone, *state, *roles;
    int            version;
    struct instant created_at, confirmed_at, signed_in_at;
    char          *position, *place, *about, *photo;
};
DB_COLUMNS(side_cols, struct side_row, id, email, name, country, organisation, lang, zone, state, roles, version,
           created_at, confirmed_at, signed_in_at, position, place, about, photo);
DB_QUERY(q_side, side_cols,
    "SELECT m.id, m.email, m.name, m.country, m.organisation, m.lang, m.zone, m.state, m.roles, m.version,"
    " m.created_at, m.confirmed_at, m.signed_in_at, p.position, p.place, p.about, p.photo_sha256 AS photo"
    " FROM member m LEFT JOIN profile p ON p.member_id = m.id WHERE m.id = ?");
DB_QUERY(q_lock, number_cols, "SELECT version AS n FROM member WHERE id = ? FOR UPDATE");
DB_QUERY(q_both, number_cols,
    "SELECT COUNT(*) AS n FROM organisation_member a JOIN organisation_member b ON b.organisation_id = a.organisation_id"
    " AND b.member_id = ? WHERE a.member_id = ?");

/* Of two memberships of one organisation the stronger counts. */
DB_EXEC(x_stronger,
    "UPDATE organisation_member w JOIN organisation_member l ON l.organisation_id = w.organisation_id AND l.member_id = ?"
    " SET w.role = IF(l.role = 'responsible', l.role, w.role), w.state = IF(l.state = 'confirmed', l.state, w.state),"
    " w.confirmed_at = COALESCE(w.confirmed_at, l.confirmed_at), w.shown = w.shown OR l.shown WHERE w.member_id = ?");
/* What the two had with each other: nobody writes to himself, and keeps nobody out of his own account. */
DB_EXEC(x_own_party, "UPDATE message_party SET other_id = NULL WHERE member_id = ? AND other_id = ?");
DB_EXEC(x_own_draft, "DELETE FROM message_draft WHERE member_id = ? AND to_id = ?");
DB_EXEC(x_own_block, "DELETE FROM message_block WHERE member_id = ? AND blocked_id = ?");
DB_EXEC(x_unread,
    "UPDATE message_member SET unread = (SELECT COUNT(*) FROM message_party p WHERE p.member_id = ? AND p.unread)"
    " WHERE member_id = ?");
DB_EXEC(x_member,
    "UPDATE member SET name = COALESCE(?, name), country = COALESCE(?, country), organisation = COALESCE(?, organisation),"
    " lang = COALESCE(?, lang), zone = COALESCE(?, zone), version = version + 1 WHERE id = ?");
DB_EXEC(x_profile_row, "INSERT IGNORE INTO profile (member_id) VALUES (?)");
DB_EXEC(x_profile,
    "UPDATE profile SET position = COALESCE(?, position), place = COALESCE(?, place), about = COALESCE(?, about),"
    " version = version + 1 WHERE member_id = ?");
DB_EXEC(x_photo,
    "UPDATE profile w JOIN profile l ON l.member_id = ? SET w.photo_sha256 = l.photo_sha256,"
    " w.photo_small_sha256 = l.photo_small_sha256 WHERE w.member_id = ?");
DB_EXEC(x_delete, "DELETE FROM member WHERE id = ?");
DB_EXEC(x_redirect, "INSERT INTO member_redirect (old_id, member_id) VALUES (?, ?)");

enum err merge_sql_side(struct db *db, int64_t id, struct merge_side *out)
{
    struct side_row s;

    TRY(db_one(db, q_side, &s, id));
    *out = (struct merge_side){
        .m = {.id = s.id, .email = s.email, .name = s.name, .country = s.country, .organisation = s.organisation,
              .lang = s.lang, .zone = s.zone, .state = s.state, .roles = s.roles, .version = s.version,
              .created_at = s.created_at, .confirmed_at = s.confirmed_at, .signed_in_at = s.signed_in_at},
        .value = {s.name, s.country, s.organisation, s.lang, s.zone, s.position, s.place, s.about, s.photo}};
    return OK;
}

enum err merge_sql_lock(struct db *db, int64_t id, int *version)
{
    struct number n;

    TRY(db_one(db, q_lock, &n, id));
    *version = (int)n.n;
    return OK;
}

enum err merge_sql_counts(struct db *db, int64_t goes, struct merge_line **v, size_t *n)
{
    struct merge_line *l = talloc_array(pool, struct merge_line, COUNT(moved));
    struct db_arg      id = db_arg_int(goes);

    *n = 0;
    for (size_t i = 0; i < COUNT(moved); i++) {
        struct number row;
        if (!*moved[i].label)
            continue;
        TRY(db_fetch_one(db, moved[i].count, &row, &id, 1));
        if (row.n)
            l[(*n)++] = (struct merge_line){_(moved[i].label), row.n};
    }
    *v = l;
    return OK;
}

enum err merge_sql_both(struct db *db, int64_t stays, int64_t goes, int64_t *n)
{
    struct number row;

    TRY(db_one(db, q_both, &row, goes, stays));
    *n = row.n;
    return OK;
}

enum err merge_sql_move(struct db *db, int64_t stays, int64_t goes)
{
    struct db_arg ids[] = {db_arg_int(stays), db_arg_int(goes)};

    TRY(db_exec(db, x_stronger, goes, stays));
    for (size_t i = 0; i < COUNT(moved); i++)
        TRY(db_execute(db, moved[i].move, NULL, NULL, ids, COUNT(ids)));
    TRY(db_exec(db, x_own_party, stays, stays));
    TRY(db_exec(db, x_own_draft, stays, stays));
    TRY(db_exec(db, x_own_block, stays, stays));
    return db_exec(db, x_unread, stays, stays);
}

/* Runs after the move: a profile that the account that stays did not have is its own by now. */
enum err merge_sql_fields(struct db *db, const struct merge_choice *c, const struct merge_side *goes)
{
    const char *v[MERGE_FIELDS];

    for (int i = 0; i < MERGE_FIELDS; i++)
        v[i] = c->take[i] ? goes->value[i] : NULL;
    TRY(db_exec(db, x_member, v[MERGE_NAME], v[MERGE_COUNTRY], v[MERGE_ORGANISATION], v[MERGE_LANG], v[MERGE_ZONE], c->stays));
    TRY(db_exec(db, x_profile_row, c->stays));
    TRY(db_exec(db, x_profile, v[MERGE_POSITION], v[MERGE_PLACE], v[MERGE_ABOUT], c->stays));
    return v[MERGE_PHOTO] ? db_exec(db, x_photo, c->goes, c->stays) : OK;
}

enum err merge_sql_end(struct db *db, int64_t stays, int64_t goes)
{
    TRY(db_exec(db, x_delete, goes));
    return db_exec(db, x_redirect, goes, stays);
}
