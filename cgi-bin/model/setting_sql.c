#include "model/setting.h"

struct value_row {
    char *value;
};
DB_COLUMNS(value_cols, struct value_row, value);
DB_QUERY(q_value, value_cols, "SELECT value FROM setting WHERE name = ?");

enum err setting_int(struct db *db, const char *name, int64_t *out)
{
    const struct setting_known *k = setting_find(name);
    struct value_row            row;
    enum err                    e;

    if (!k || k->kind > SETTING_NUMBER)
        FAIL(ERR_INTERNAL, "there is no number among the settings called %s", name);
    e = db_one(db, q_value, &row, name);
    if (e == ERR_NOT_FOUND) {
        err_clear();
        *out = k->fallback;
        return OK;
    }
    TRY(e);
    if (!parse_int(row.value, out) || *out < k->low || *out > k->high)
        *out = k->fallback; /* limits of this release are not those of the one that stored it */
    return OK;
}

/* ---- all of them ---- */

struct setting_row {
    char *name, *value;
};
struct setting_rows {
    struct setting_row *v;
    size_t              n;
};
DB_COLUMNS(setting_cols, struct setting_row, name, value);
DB_QUERY(q_all, setting_cols, "SELECT name, value FROM setting ORDER BY name");
DB_QUERY(q_all_lock, setting_cols, "SELECT name, value FROM setting ORDER BY name FOR UPDATE");

struct newest_row {
    int64_t id;
};
DB_COLUMNS(newest_cols, struct newest_row, id);
DB_QUERY(q_newest, newest_cols, "SELECT id FROM setting_change ORDER BY id DESC LIMIT 1");
/* One row that every change of settings holds: of two, the second waits, then sees what the first has done. */
DB_QUERY(q_guard, newest_cols, "SELECT n AS id FROM stamp WHERE area = 'site' FOR UPDATE");

static void settings_of(const struct setting_rows *rows, struct settings *out)
{
    *out = (struct settings){0};
    for (size_t i = 0; i < SETTING_N; i++) {
        const struct setting_known *k = &setting_known[i];

        out->v[i] = k->kind <= SETTING_NUMBER ? fmt("%" PRId64, k->fallback) : copy("");
    }
    for (size_t i = 0; i < rows->n; i++) {
        const struct setting_known *k = setting_find(rows->v[i].name);

        if (k)
            out->v[k - setting_known] = rows->v[i].value;
    }
}

static enum err read_all(struct db *db, bool lock, struct settings *out)
{
    struct setting_rows rows;
    struct newest_row   newest = {0};
    enum err            e;

    if (lock)
        TRY(db_one(db, q_guard, &newest));
    newest.id = 0;
    e = db_one(db, q_newest, &newest);
    if (e != ERR_NOT_FOUND)
        TRY(e);
    err_clear();
    TRY(lock ? db_all(db, q_all_lock, &rows) : db_all(db, q_all, &rows));
    settings_of(&rows, out);
    out->version = newest.id;
    return OK;
}

enum err settings_read(struct db *db, struct settings *out)
{
    return read_all(db, false, out);
}

DB_EXEC(x_put,
    "INSERT INTO setting (name, value, changed_by, changed_at) VALUES (?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE value = VALUES(value), changed_by = VALUES(changed_by),"
    " changed_at = VALUES(changed_at), version = version + 1");
DB_EXEC(x_change,
    "INSERT INTO setting_change (name, before_value, after_value, member_id, at) VALUES (?, ?, ?, ?, ?)");

/* Numbers stand in the audit log; texts only in the history, where they can be taken out. */
static enum err put(struct db *db, const struct user *by, const struct setting_known *k, const char *before,
                    const char *after)
{
    struct instant now = instant_now();
    char          *detail = k->kind <= SETTING_NUMBER ? fmt("{\"name\":\"%s\",\"from\":%s,\"to\":%s}", k->name, before, after)
                                                      : fmt("{\"name\":\"%s\"}", k->name);

    TRY(db_exec(db, x_put, k->name, after, by->id, now));
    TRY(db_exec(db, x_change, k->name, before, after, by->id, now));
    return audit(db, by, "setting.change", "setting", k - setting_known + 1, detail);
}

enum err settings_save(struct db *db, const struct user *by, const struct settings *typed, int64_t *n)
{
    struct settings before, s = *typed;
    int64_t         changed = 0;

    TRY(RULES(settings_check, typed));
    settings_tidy(&s);

    DB_TX(tx, db);
    TRY(read_all(db, true, &before));
    if (before.version != s.version)
        FAIL(ERR_CONFLICT, "settings were changed meanwhile");
    for (size_t i = 0; i < SETTING_N; i++) {
        if (strcmp(before.v[i], s.v[i]) == 0)
            continue;
        TRY(put(db, by, &setting_known[i], before.v[i], s.v[i]));
        changed++;
    }
    if (changed)
        TRY(stamp_bump(db, "site")); /* kept pages end: they may show the notice */
    TRY(db_commit(&tx));
    *n = changed;
    return OK;
}

/* ---- history ---- */

DB_COLUMNS(change_cols, struct setting_change, id, name, before_value, after_value, member_id, member_name, at);
DB_QUERY(q_history, change_cols,
    "SELECT c.id, c.name, c.before_value, c.after_value, c.member_id, m.name AS member_name, c.at"
    " FROM setting_change c LEFT JOIN member m ON m.id = c.member_id"
    " WHERE c.id < ? ORDER BY c.id DESC LIMIT ?");

DB_QUERY(q_history_newer, change_cols,
    "SELECT c.id, c.name, c.before_value, c.after_value, c.member_id, m.name AS member_name, c.at"
    " FROM setting_change c LEFT JOIN member m ON m.id = c.member_id"
    " WHERE c.id > ? ORDER BY c.id LIMIT ?");

enum err setting_history(struct db *db, int64_t before, int64_t newer, int limit, struct setting_changes *out)
{
    if (newer)
        return db_all(db, q_history_newer, out, newer, limit);
    return db_all(db, q_history, out, before ? before : INT64_MAX, limit);
}

/* ---- drafts ---- */

struct draft_row {
    char *content;
};
DB_COLUMNS(draft_cols, struct draft_row, content);
DB_QUERY(q_draft, draft_cols, "SELECT content FROM setting_draft WHERE id = ? AND member_id = ?");
DB_EXEC(x_draft, "INSERT INTO setting_draft (member_id, content) VALUES (?, ?)");
DB_EXEC(x_drafts_old, "DELETE FROM setting_draft WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 7 DAY");

enum err setting_draft_add(struct db *db, int64_t member_id, const struct settings *s, int64_t *out_id)
{
    TRY(db_exec(db, x_drafts_old));
    return db_insert(db, x_draft, out_id, member_id, settings_json(s));
}

enum err setting_draft_read(struct db *db, int64_t member_id, int64_t id, struct settings *out)
{
    struct draft_row d;
    struct settings  now;

    TRY(db_one(db, q_draft, &d, id, member_id));
    TRY(settings_read(db, &now));
    return settings_of_json(d.content, strlen(d.content), &now, out);
}
