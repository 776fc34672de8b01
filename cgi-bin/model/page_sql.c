/* page_sql.c - reading and writing pages and their revisions. */
#include "model/page_sql.h"

DB_COLUMNS(page_cols, struct page, id, slug);
DB_COLUMNS(text_cols, struct page_text, id, page_id, slug, lang, title, body, note, source_id, english_id,
           author, created_at);

DB_QUERY(q_all, page_cols, "SELECT id, slug FROM page ORDER BY id LIMIT 200");
DB_QUERY(q_one, page_cols, "SELECT id, slug FROM page WHERE id = ?");

#define TEXT_COLUMNS(body)                                                                          \
    "SELECT r.id, r.page_id, p.slug, r.lang, r.title, " body ", r.note, r.source_id,"               \
    "       (SELECT MAX(x.id) FROM page_revision x WHERE x.page_id = p.id AND x.lang = 'en') AS english_id," \
    "       m.name AS author, r.created_at"                                                         \
    "  FROM page p JOIN page_revision r ON r.page_id = p.id"                                        \
    "  LEFT JOIN member m ON m.id = r.member_id "

DB_QUERY(q_shown, text_cols,
    TEXT_COLUMNS("r.body") "WHERE p.slug = ? AND r.id = COALESCE("
    "  (SELECT MAX(a.id) FROM page_revision a WHERE a.page_id = p.id AND a.lang = ?),"
    "  (SELECT MAX(b.id) FROM page_revision b WHERE b.page_id = p.id AND b.lang = 'en'),"
    "  (SELECT MAX(c.id) FROM page_revision c WHERE c.page_id = p.id))");
DB_QUERY(q_newest, text_cols,
    TEXT_COLUMNS("r.body") "WHERE p.id = ? AND r.lang = ? ORDER BY r.id DESC LIMIT 1");
DB_QUERY(q_revision, text_cols, TEXT_COLUMNS("r.body") "WHERE r.id = ? AND p.id = ?");
DB_QUERY(q_history, text_cols,
    TEXT_COLUMNS("'' AS body") "WHERE p.id = ? AND r.lang = ? AND r.id < ? ORDER BY r.id DESC LIMIT ?");
DB_QUERY(q_history_newer, text_cols,
    TEXT_COLUMNS("'' AS body") "WHERE p.id = ? AND r.lang = ? AND r.id > ? ORDER BY r.id LIMIT ?");

struct id_row { int64_t id; };
DB_COLUMNS(id_cols, struct id_row, id);
DB_QUERY(q_english, id_cols, "SELECT MAX(id) AS id FROM page_revision WHERE page_id = ? AND lang = 'en'");

DB_EXEC(x_lock, "UPDATE page SET version = version + 1 WHERE id = ?");
DB_EXEC(x_insert,
    "INSERT INTO page_revision (page_id, lang, title, body, member_id, note, source_id)"
    " VALUES (?, ?, ?, ?, NULLIF(?, 0), ?, NULLIF(?, 0))");

enum err page_all(struct db *db, struct page_list *out)
{
    return db_all(db, q_all, out);
}

enum err page_one(struct db *db, int64_t id, struct page *out)
{
    return db_one(db, q_one, out, id);
}

enum err page_shown(struct db *db, const char *slug, const char *lang, struct page_text *out)
{
    return db_one(db, q_shown, out, slug, lang);
}

enum err page_newest(struct db *db, int64_t page_id, const char *lang, struct page_text *out)
{
    return db_one(db, q_newest, out, page_id, lang);
}

enum err page_revision(struct db *db, int64_t page_id, int64_t revision_id, struct page_text *out)
{
    return db_one(db, q_revision, out, revision_id, page_id);
}

enum err page_history(struct db *db, int64_t page_id, const char *lang, int64_t before, int64_t newer, int64_t limit,
                      struct page_text_list *out)
{
    if (newer)
        return db_all(db, q_history_newer, out, page_id, lang, newer, limit);
    return db_all(db, q_history, out, page_id, lang, before ? before : INT64_MAX, limit);
}

enum err page_lock(struct db *db, int64_t page_id)
{
    int64_t n;

    TRY(db_count(db, x_lock, &n, page_id));
    if (n == 0)
        FAIL(ERR_NOT_FOUND, "no page %" PRId64, page_id);
    return OK;
}

enum err page_english(struct db *db, int64_t page_id, int64_t *id)
{
    struct id_row row;

    TRY(db_one(db, q_english, &row, page_id));
    *id = row.id;
    return OK;
}

enum err page_insert(struct db *db, const struct user *by, const struct page_edit *e, int64_t source_id,
                     int64_t *id)
{
    return db_insert(db, x_insert, id, e->page_id, e->lang, e->title, e->body, by ? by->id : (int64_t)0,
                     e->note, source_id);
}
