/* bulk_sql.c - see bulk.h. */
#include <jansson.h>
#include <stdlib.h>

#include "model/bulk.h"

DB_COLUMNS(bulk_cols, struct bulk, id, member_id, action, value, state, by_name, total, created_at, ended_at, undone_at);
#define BULK                                                                                             \
    "SELECT b.id, b.member_id, b.action, b.value, b.state, m.name AS by_name, b.total, b.created_at,"    \
    " b.ended_at, b.undone_at FROM bulk_action b LEFT JOIN member m ON m.id = b.member_id "
DB_QUERY(q_get, bulk_cols, BULK "WHERE b.id = ?");
DB_QUERY(q_lock, bulk_cols,
    "SELECT b.id, b.member_id, b.action, b.value, b.state, NULL AS by_name, b.total, b.created_at,"
    " b.ended_at, b.undone_at FROM bulk_action b WHERE b.id = ? FOR UPDATE");
#define BEGUN BULK "WHERE b.state NOT IN ('checked', 'dropped')"
DB_QUERY(q_list, bulk_cols, BEGUN " AND b.id < ? ORDER BY b.id DESC LIMIT ?");
DB_QUERY(q_list_back, bulk_cols, BEGUN " AND b.id > ? ORDER BY b.id LIMIT ?");

DB_COLUMNS(row_cols, struct bulk_row, member_id, name, email, state, outcome, reason, was);
#define ROWS                                                                                  \
    "SELECT r.member_id, m.name, m.email, m.state, r.outcome, r.reason, r.was FROM bulk_row r" \
    " JOIN member m ON m.id = r.member_id WHERE r.bulk_id = ?"
#define OF ROWS " AND r.outcome = ?"
#define ON " AND r.member_id > ? ORDER BY r.member_id LIMIT ?"
#define BACK " AND r.member_id < ? ORDER BY r.member_id DESC LIMIT ?"
DB_QUERY(q_rows, row_cols, ROWS ON);
DB_QUERY(q_rows_back, row_cols, ROWS BACK);
DB_QUERY(q_rows_of, row_cols, OF ON);
DB_QUERY(q_rows_of_back, row_cols, OF BACK);

struct count_row {
    char   *outcome;
    int64_t n;
};
struct count_rows {
    struct count_row *v;
    size_t            n;
};
DB_COLUMNS(count_cols, struct count_row, outcome, n);
DB_QUERY(q_counts, count_cols, "SELECT outcome, COUNT(*) AS n FROM bulk_row WHERE bulk_id = ? GROUP BY outcome");

DB_COLUMNS(one_cols, struct bulk_one, member_id, outcome, was, version);
DB_QUERY(q_next, one_cols,
    "SELECT member_id, outcome, was, version FROM bulk_row WHERE bulk_id = ? AND outcome = ? AND member_id > ?"
    " ORDER BY member_id LIMIT 1 FOR UPDATE");

DB_COLUMNS(member_cols, struct member, id, email, name, country, organisation, lang, zone, state, roles, terms_version,
           terms_at, created_at, confirmed_at, signed_in_at, version);
/* ids: a JSON list of numbers */
DB_QUERY(q_members, member_cols,
    "SELECT m.id, m.email, m.name, m.country, m.organisation, m.lang, m.zone, m.state, m.roles, m.terms_version,"
    " m.terms_at, m.created_at, m.confirmed_at, m.signed_in_at, m.version"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j STRAIGHT_JOIN member m ON m.id = j.id ORDER BY m.id");

DB_EXEC(x_insert, "INSERT INTO bulk_action (member_id, action, value) VALUES (?, ?, ?)");
/* rows: [[number, reason or null]] */
DB_EXEC(x_rows,
    "INSERT INTO bulk_row (bulk_id, member_id, outcome, reason)"
    " SELECT ?, j.id, IF(j.reason IS NULL, 'will', 'left'), j.reason"
    " FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$[0]', reason VARCHAR(40) PATH '$[1]')) j");
DB_EXEC(x_total,
    "UPDATE bulk_action SET total = (SELECT COUNT(*) FROM bulk_row r WHERE r.bulk_id = ?) WHERE id = ?");
DB_EXEC(x_state,
    "UPDATE bulk_action SET state = ?, ended_at = IF(state = 'done', UTC_TIMESTAMP(6), ended_at),"
    " undone_at = IF(state = 'undone', UTC_TIMESTAMP(6), undone_at) WHERE id = ?");
DB_EXEC(x_mark,
    "UPDATE bulk_row SET outcome = ?, reason = ?, was = ?, version = ? WHERE bulk_id = ? AND member_id = ?");
DB_EXEC(x_forget,
    "DELETE FROM bulk_action WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY"
    " AND (state IN ('checked', 'dropped') OR created_at < UTC_TIMESTAMP(6) - INTERVAL 365 DAY) LIMIT 100");

enum err bulk_get(struct db *db, int64_t id, struct bulk *out) { return db_one(db, q_get, out, id); }
enum err bulk_sql_lock(struct db *db, int64_t id, struct bulk *out) { return db_one(db, q_lock, out, id); }

enum err bulk_page(struct db *db, int64_t before, int64_t newer, int limit, struct bulk_list *out)
{
    if (newer)
        return db_all(db, q_list_back, out, newer, limit);
    return db_all(db, q_list, out, before ? before : INT64_MAX, limit);
}

enum err bulk_people(struct db *db, int64_t id, const char *outcome, int64_t above, int64_t below, int limit,
                     struct bulk_rows *out)
{
    if (outcome)
        return below ? db_all(db, q_rows_of_back, out, id, outcome, below, limit)
                     : db_all(db, q_rows_of, out, id, outcome, above, limit);
    return below ? db_all(db, q_rows_back, out, id, below, limit) : db_all(db, q_rows, out, id, above, limit);
}

enum err bulk_count(struct db *db, int64_t id, struct bulk_counts *out)
{
    struct count_rows rows;
    struct {
        const char *word;
        int64_t    *n;
    } places[] = {{"will", &out->will}, {"done", &out->done}, {"left", &out->left}, {"undone", &out->undone}, {"kept", &out->kept}};

    *out = (struct bulk_counts){0};
    TRY(db_all(db, q_counts, &rows, id));
    for (size_t i = 0; i < rows.n; i++)
        for (size_t j = 0; j < COUNT(places); j++)
            if (strcmp(places[j].word, rows.v[i].outcome) == 0)
                *places[j].n = rows.v[i].n;
    return OK;
}

enum err bulk_sql_insert(struct db *db, int64_t by, const char *action, const char *value, int64_t *out_id)
{
    return db_insert(db, x_insert, out_id, by, action, value);
}

static char *json_kept(json_t *j)
{
    char *s = json_dumps(j, JSON_COMPACT), *out = copy(s);

    free(s);
    json_decref(j);
    return out;
}

enum err bulk_sql_rows(struct db *db, int64_t id, const struct bulk_new_row *rows, size_t n)
{
    json_t *all = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(all, json_pack("[I,s?]", (json_int_t)rows[i].id, rows[i].reason));
    return db_exec(db, x_rows, id, json_kept(all));
}

enum err bulk_sql_members(struct db *db, const struct id_list *ids, struct member_list *out)
{
    json_t *all = json_array();

    for (size_t i = 0; i < ids->n; i++)
        json_array_append_new(all, json_integer((json_int_t)ids->v[i]));
    return db_all(db, q_members, out, json_kept(all));
}

enum err bulk_sql_total(struct db *db, int64_t id) { return db_exec(db, x_total, id, id); }

enum err bulk_sql_state(struct db *db, int64_t id, const char *state)
{
    return db_exec(db, x_state, state, id);
}

enum err bulk_sql_next(struct db *db, int64_t id, const char *outcome, int64_t above, struct bulk_one *out)
{
    return db_one(db, q_next, out, id, outcome, above);
}

enum err bulk_sql_mark(struct db *db, int64_t id, int64_t member_id, const char *outcome, const char *reason,
                       const char *was, int version)
{
    return db_exec(db, x_mark, outcome, reason, was, version, id, member_id);
}

enum err bulk_forget(struct db *db, int64_t *n) { return db_count(db, x_forget, n); }
