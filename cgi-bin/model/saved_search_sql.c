#include "model/saved_search_int.h"

DB_COLUMNS(search_cols, struct saved_search, id, member_id, query, lang, every, created_at, told_until, last_run, next_run);
DB_COLUMNS(member_cols, struct saved_search_member, id, email, name, lang, state);
DB_COLUMNS(id_cols, struct id_row, id);

#define ALL_COLUMNS "id, member_id, query, lang, every, created_at, told_until, last_run, next_run"

DB_QUERY(q_list, search_cols, "SELECT " ALL_COLUMNS " FROM saved_search WHERE member_id = ? ORDER BY id DESC");
DB_QUERY(q_get, search_cols, "SELECT " ALL_COLUMNS " FROM saved_search WHERE id = ? AND member_id = ?");
DB_QUERY(q_same, search_cols, "SELECT " ALL_COLUMNS " FROM saved_search WHERE member_id = ? AND query_hash = ?");
DB_QUERY(q_count, id_cols, "SELECT COUNT(*) AS id FROM saved_search WHERE member_id = ?");
DB_QUERY(q_member, member_cols, 
    "SELECT id, email, name, lang, IF(dormant_at IS NULL, state, 'resting') AS state FROM member WHERE id = ? FOR UPDATE");
DB_QUERY(q_due_member, id_cols,
    "SELECT member_id AS id FROM saved_search WHERE next_run <= UTC_TIMESTAMP(6) ORDER BY next_run, member_id LIMIT 1");
DB_QUERY(q_due, search_cols,
    "SELECT " ALL_COLUMNS " FROM saved_search WHERE member_id = ? AND next_run <= UTC_TIMESTAMP(6) ORDER BY id FOR UPDATE");
DB_EXEC(x_add,
    "INSERT INTO saved_search (member_id, query, query_hash, lang, created_at, told_until, next_run) VALUES (?, ?, ?, ?, ?, ?, ?)");
/* told_until comes first: it looks at what was there before. */
DB_EXEC(x_set,
    "UPDATE saved_search SET told_until = IF(every = 'off', UTC_TIMESTAMP(6), told_until), every = ?, next_run = ?"
    " WHERE id = ? AND member_id = ?");
DB_EXEC(x_delete, "DELETE FROM saved_search WHERE id = ? AND member_id = ?");
DB_EXEC(x_stop_all, "UPDATE saved_search SET every = 'off', next_run = NULL WHERE member_id = ?");
DB_EXEC(x_run,
    "UPDATE saved_search SET told_until = GREATEST(told_until, ?), last_run = UTC_TIMESTAMP(6), next_run = ? WHERE id = ?");

/* ---- what is new ---- */

/* Along the index of dates; a count is no join, so the walk stays on it. */
DB_QUERY(q_new, id_cols,
    "SELECT r.id FROM resource r FORCE INDEX (ix_resource_listed) WHERE r.state = 'published' AND r.newer_id IS NULL"
    "   AND r.published_at > ? AND r.published_at <= ?"
    "   AND (SELECT COUNT(*) FROM saved_search_told t WHERE t.member_id = ? AND t.resource_id = r.id) = 0"
    " ORDER BY r.published_at DESC, r.id DESC LIMIT ?");
DB_QUERY(q_words, id_cols,
    "SELECT t.resource_id AS id FROM resource_text t WHERE MATCH (t.search_text) AGAINST (? IN BOOLEAN MODE)"
    "   AND t.resource_id IN (SELECT a.id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) a)"
    " UNION "
    "SELECT p.resource_id FROM file_page p JOIN resource_file f ON f.id = p.file_id"
    " WHERE MATCH (p.search_text) AGAINST (? IN BOOLEAN MODE) AND f.removed_at IS NULL AND f.scan_state <> 'infected'"
    "   AND p.resource_id IN (SELECT b.id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) b)");
DB_EXEC(x_told,
    "INSERT INTO saved_search_told (member_id, resource_id)"
    " SELECT ?, j.id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j");
/* No search looks further back than a week and the time that the worker may stand still. */
DB_EXEC(x_forget, "DELETE FROM saved_search_told WHERE told_at < UTC_TIMESTAMP(6) - INTERVAL 90 DAY ORDER BY told_at LIMIT ?");

static struct blob hash_of(const char *query)
{
    unsigned char *h = talloc_size(pool, SHA256_LEN);

    sha256(query, strlen(query), h);
    return (struct blob){h, SHA256_LEN};
}

enum err saved_search_list(struct db *db, int64_t member_id, struct saved_search_list *out)
{
    return db_all(db, q_list, out, member_id);
}

enum err saved_search_get(struct db *db, const struct user *by, int64_t id, struct saved_search *out)
{
    return db_one(db, q_get, out, id, by->id);
}

enum err saved_search_is_on(struct db *db, int64_t member_id, const char *query, bool *out)
{
    struct saved_search s;
    enum err e = db_one(db, q_same, &s, member_id, hash_of(query));

    if (e && e != ERR_NOT_FOUND)
        return e;
    *out = e == OK && strcmp(s.every, "off") != 0;
    return OK;
}

/* In a transaction that holds the member's row: two forms at once cannot both be the thirtieth. */
static enum err put(struct db *db, const struct user *by, const char *query, int64_t *id)
{
    struct instant now = instant_now();
    struct blob hash = hash_of(query);
    struct saved_search s;
    struct id_row n;
    enum err e = db_one(db, q_same, &s, by->id, hash);

    if (e == OK) {
        *id = s.id;
        return strcmp(s.every, "off") == 0 ? saved_search_set(db, by, s.id, "daily") : OK;
    }
    if (e != ERR_NOT_FOUND)
        return e;
    err_clear();
    TRY(db_one(db, q_count, &n, by->id));
    if (n.id >= SAVED_SEARCH_MOST)
        FAIL(ERR_LIMIT, "member %" PRId64 " has %" PRId64 " saved searches", by->id, n.id);
    return db_insert(db, x_add, id, by->id, query, hash, lang_code[lang_now()], now, now, saved_search_next(now, "daily"));
}

enum err saved_search_add(struct db *db, const struct user *by, const char *key, const char *query, int64_t *out_id)
{
    struct saved_search_member m;
    int64_t done, id;

    if (*query == '\0' || strlen(query) > SAVED_SEARCH_QUERY_MOST)
        FAIL(ERR_INVALID, "a search of %zu bytes", strlen(query));
    DB_TX(tx, db);
    TRY(once_begin(db, key, &done));
    if (done) {
        *out_id = done;
        return OK;
    }
    TRY(lock_member(db, by->id, &m));
    TRY(put(db, by, query, &id));
    TRY(once_end(db, key, id));
    TRY(db_commit(&tx));
    *out_id = id;
    return OK;
}

enum err saved_search_set(struct db *db, const struct user *by, int64_t id, const char *every)
{
    return db_change(db, x_set, every, saved_search_next(instant_now(), every), id, by->id);
}

enum err saved_search_delete(struct db *db, const struct user *by, int64_t id)
{
    return db_exec(db, x_delete, id, by->id);
}

enum err saved_search_stop_all(struct db *db, int64_t member_id)
{
    return db_exec(db, x_stop_all, member_id);
}

/* ---- for the worker ---- */

enum err due_member(struct db *db, int64_t *out)
{
    struct id_row row;

    TRY(db_one(db, q_due_member, &row));
    *out = row.id;
    return OK;
}

enum err lock_member(struct db *db, int64_t id, struct saved_search_member *out)
{
    return db_one(db, q_member, out, id);
}

enum err due_searches(struct db *db, int64_t member_id, struct saved_search_list *out)
{
    return db_all(db, q_due, out, member_id);
}

enum err mark_run(struct db *db, int64_t id, struct instant until, struct instant next)
{
    return db_change(db, x_run, until, next, id);
}

enum err new_ids(struct db *db, int64_t member_id, struct instant after, struct instant until, int64_t most,
                 struct id_rows *out)
{
    return db_all(db, q_new, out, after, until, member_id, most);
}

enum err ids_with_words(struct db *db, const char *match, const char *among, struct id_rows *out)
{
    return db_all(db, q_words, out, match, among, match, among);
}

enum err note_told(struct db *db, int64_t member_id, const char *ids)
{
    return db_exec(db, x_told, member_id, ids);
}

enum err saved_search_forget(struct db *db, int64_t most, int64_t *n)
{
    return db_count(db, x_forget, n, most);
}
