#include "model/member_token.h"
#include "model/sign_in_step.h"

static const char *const kind_name[] = {"confirm", "reset"};

enum { TEXT_LENGTH = 43 };

/* A void link is told from a used one by its end: it is moved to the moment it was made void. */
DB_EXEC(x_insert,
    "INSERT INTO token (token_hash, kind, member_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)");
DB_EXEC(x_void_kind,
    "UPDATE token SET used_at = UTC_TIMESTAMP(6), expires_at = created_at"
    " WHERE member_id = ? AND kind = ? AND used_at IS NULL");
DB_EXEC(x_void_all,
    "UPDATE token SET used_at = UTC_TIMESTAMP(6), expires_at = created_at"
    " WHERE member_id = ? AND used_at IS NULL");
DB_EXEC(x_use,
    "UPDATE token SET used_at = UTC_TIMESTAMP(6)"
    " WHERE token_hash = ? AND kind = ? AND used_at IS NULL AND expires_at > UTC_TIMESTAMP(6)");

DB_EXEC(x_void_addresses,
    "UPDATE address_request SET state = 'cancelled', ended_at = ? WHERE member_id = ? AND state = 'open'");

struct token_row {
    int64_t        member_id;
    struct instant created_at;
    struct instant expires_at;
    struct instant used_at;
};
DB_COLUMNS(token_cols, struct token_row, member_id, created_at, expires_at, used_at);
DB_QUERY(q_look, token_cols,
    "SELECT member_id, created_at, expires_at, used_at FROM token WHERE token_hash = ? AND kind = ?");

enum err token_issue(struct db *db, enum token_kind kind, int64_t member_id, struct token_made *out)
{
    struct instant    now = instant_now();
    struct token_made made = {.text = token_new()};
    int64_t           seconds = kind == TOKEN_CONFIRM ? TOKEN_CONFIRM_DAYS * 86400LL : TOKEN_RESET_MINUTES * 60LL;

    made.expires_at = instant_add(now, seconds);
    TRY(db_exec(db, x_void_kind, member_id, kind_name[kind]));
    TRY(db_exec(db, x_insert, token_hash(made.text), kind_name[kind], member_id, now, made.expires_at));
    *out = made;
    return OK;
}

static enum token_state state_of(const struct token_row *t)
{
    if (t->used_at.us)
        return t->expires_at.us == t->created_at.us ? TOKEN_VOID : TOKEN_USED;
    return t->expires_at.us <= instant_now().us ? TOKEN_EXPIRED : TOKEN_GOOD;
}

static bool well_formed(const char *text)
{
    return text && strlen(text) == TEXT_LENGTH;
}

enum err token_look(struct db *db, enum token_kind kind, const char *text, struct token_found *out)
{
    struct token_row t;
    enum err         e;

    *out = (struct token_found){.state = TOKEN_UNKNOWN};
    if (!well_formed(text))
        return OK;
    e = db_one(db, q_look, &t, token_hash(text), kind_name[kind]);
    if (e && e != ERR_NOT_FOUND)
        return e;
    err_clear();
    if (e)
        return OK;
    *out = (struct token_found){state_of(&t), t.member_id, t.expires_at};
    return OK;
}

enum err token_use(struct db *db, enum token_kind kind, const char *text, struct token_found *out)
{
    struct token_found before;
    int64_t            n = 0;

    TRY(token_look(db, kind, text, &before));
    if (before.state == TOKEN_GOOD)
        TRY(db_count(db, x_use, &n, token_hash(text), kind_name[kind]));
    if (before.state == TOKEN_GOOD && n == 0)
        TRY(token_look(db, kind, text, &before)); /* another press was a moment earlier */
    *out = before;
    return OK;
}

enum err token_void_all(struct db *db, int64_t member_id)
{
    TRY(sign_in_step_void(db, member_id));
    TRY(db_exec(db, x_void_addresses, instant_now(), member_id));
    return db_exec(db, x_void_all, member_id);
}
