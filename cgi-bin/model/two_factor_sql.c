#include "model/two_factor_int.h"

DB_COLUMNS(two_factor_cols, struct two_factor_row, member_id, secret, confirmed_at, last_step, wrong, locked_until,
           recovery, shown, shown_until, created_at);
#define COLS "member_id, secret, confirmed_at, last_step, wrong, locked_until, recovery, shown, shown_until, created_at"

DB_QUERY(q_get, two_factor_cols, "SELECT " COLS " FROM two_factor WHERE member_id = ?");
DB_QUERY(q_lock, two_factor_cols, "SELECT " COLS " FROM two_factor WHERE member_id = ? FOR UPDATE");

enum err two_factor_sql_get(struct db *db, int64_t member_id, struct two_factor_row *out)
{
    return db_one(db, q_get, out, member_id);
}

enum err two_factor_sql_lock(struct db *db, int64_t member_id, struct two_factor_row *out)
{
    return db_one(db, q_lock, out, member_id);
}

DB_EXEC(x_begin,
    "INSERT INTO two_factor (member_id, secret, created_at) VALUES (?, ?, ?)"
    " ON DUPLICATE KEY UPDATE secret = IF(confirmed_at IS NULL, VALUES(secret), secret),"
    " created_at = IF(confirmed_at IS NULL, VALUES(created_at), created_at), wrong = 0");
DB_EXEC(x_on,
    "UPDATE two_factor SET confirmed_at = ?, last_step = ?, wrong = 0, locked_until = NULL"
    " WHERE member_id = ? AND confirmed_at IS NULL");
DB_EXEC(x_right, "UPDATE two_factor SET last_step = ?, wrong = 0, locked_until = NULL WHERE member_id = ?");
DB_EXEC(x_wrong, "UPDATE two_factor SET wrong = ?, locked_until = ? WHERE member_id = ?");
DB_EXEC(x_recovery, "UPDATE two_factor SET recovery = ? WHERE member_id = ?");
DB_EXEC(x_shown, "UPDATE two_factor SET shown = ?, shown_until = ? WHERE member_id = ?");
DB_EXEC(x_delete, "DELETE FROM two_factor WHERE member_id = ?");
DB_EXEC(x_strong, "UPDATE session SET strong = ? WHERE member_id = ? AND (id = ? OR ? = 0)");

DB_EXEC(x_secret, "UPDATE two_factor SET secret = ? WHERE member_id = ?");
DB_COLUMNS(owner_cols, struct two_factor_owner, member_id);
DB_QUERY(q_owners, owner_cols, "SELECT member_id FROM two_factor WHERE member_id > ? ORDER BY member_id LIMIT 100");

enum err two_factor_sql_secret(struct db *db, int64_t member_id, struct blob sealed)
{
    return db_exec(db, x_secret, sealed, member_id);
}

enum err two_factor_sql_owners(struct db *db, int64_t after, struct two_factor_owners *out)
{
    return db_all(db, q_owners, out, after);
}

enum err two_factor_sql_begin(struct db *db, int64_t member_id, struct blob sealed)
{
    return db_exec(db, x_begin, member_id, sealed, instant_now());
}

enum err two_factor_sql_on(struct db *db, int64_t member_id, int64_t step)
{
    return db_change(db, x_on, instant_now(), step, member_id);
}

enum err two_factor_sql_right(struct db *db, int64_t member_id, int64_t step)
{
    return db_change(db, x_right, step, member_id);
}

enum err two_factor_sql_wrong(struct db *db, int64_t member_id, int wrong, struct instant locked_until)
{
    return db_change(db, x_wrong, wrong, locked_until, member_id);
}

enum err two_factor_sql_recovery(struct db *db, int64_t member_id, struct blob left)
{
    return db_change(db, x_recovery, left, member_id);
}

enum err two_factor_sql_shown(struct db *db, int64_t member_id, struct blob shown, struct instant until)
{
    return db_exec(db, x_shown, shown, until, member_id);
}

enum err two_factor_sql_delete(struct db *db, int64_t member_id)
{
    return db_exec(db, x_delete, member_id);
}

enum err two_factor_sql_strong(struct db *db, int64_t member_id, int64_t session_id, bool strong)
{
    return db_exec(db, x_strong, strong, member_id, session_id, session_id);
}
