#include "model/sign_in_step.h"

DB_EXEC(x_start, "INSERT INTO sign_in_step (token_hash, member_id, keep_me, expires_at) VALUES (?, ?, ?, ?)");
DB_EXEC(x_end, "DELETE FROM sign_in_step WHERE token_hash = ?");
DB_EXEC(x_void, "DELETE FROM sign_in_step WHERE member_id = ?");
DB_COLUMNS(step_cols, struct sign_in_step, member_id, keep_me);
DB_QUERY(q_look, step_cols,
    "SELECT s.member_id, s.keep_me FROM sign_in_step s JOIN member m ON m.id = s.member_id AND m.state = 'active'"
    " WHERE s.token_hash = ? AND s.expires_at > ?");

enum err sign_in_step_start(struct db *db, int64_t member_id, bool keep_me, char **token)
{
    char *made = token_new();

    TRY(db_exec(db, x_start, token_hash(made), member_id, keep_me,
                instant_add(instant_now(), SIGN_IN_STEP_MINUTES * 60)));
    *token = made;
    return OK;
}

enum err sign_in_step_look(struct db *db, const char *token, struct sign_in_step *out)
{
    if (!token)
        FAIL(ERR_NOT_FOUND, "no half sign-in");
    return db_one(db, q_look, out, token_hash(token), instant_now());
}

enum err sign_in_step_end(struct db *db, const char *token)
{
    return db_exec(db, x_end, token_hash(token));
}

enum err sign_in_step_void(struct db *db, int64_t member_id)
{
    return db_exec(db, x_void, member_id);
}
