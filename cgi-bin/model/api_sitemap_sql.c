/* api_sitemap_sql.c - statements of the site map. */
#include "model/api_sitemap.h"

DB_COLUMNS(row_cols, struct sitemap_row, id, title_en, title_fr, title_es, changed_at);
DB_QUERY(q_rows, row_cols,
    "SELECT r.id, COALESCE(e.title, o.title, f.title, s.title) AS title_en, "
    "COALESCE(f.title, o.title, e.title, s.title) AS title_fr, "
    "COALESCE(s.title, o.title, e.title, f.title) AS title_es, r.changed_at FROM resource r "
    "LEFT JOIN resource_text o ON o.resource_id = r.id AND o.lang = r.lang "
    "LEFT JOIN resource_text e ON e.resource_id = r.id AND e.lang = 'en' "
    "LEFT JOIN resource_text f ON f.resource_id = r.id AND f.lang = 'fr' "
    "LEFT JOIN resource_text s ON s.resource_id = r.id AND s.lang = 'es' "
    "WHERE r.id > ? AND r.id <= ? AND r.state = 'published' AND r.newer_id IS NULL ORDER BY r.id");

struct number { int64_t id; };
DB_COLUMNS(number_cols, struct number, id);
DB_QUERY(q_next, number_cols,
    "SELECT id FROM resource WHERE id > ? AND state = 'published' AND newer_id IS NULL ORDER BY id LIMIT 1");

DB_COLUMNS(page_cols, struct sitemap_page, slug, changed_at);
DB_QUERY(q_texts, page_cols,
    "SELECT p.slug, (SELECT MAX(v.created_at) FROM page_revision v WHERE v.page_id = p.id) AS changed_at "
    "FROM page p ORDER BY p.id");

enum err sitemap_rows(struct db *db, int64_t after, int64_t to, struct sitemap_row_list *out)
{
    return db_all(db, q_rows, out, after, to);
}

enum err sitemap_next(struct db *db, int64_t after, int64_t *out)
{
    struct number row = {0};
    enum err      e = db_one(db, q_next, &row, after);

    if (e == ERR_NOT_FOUND) {
        err_clear();
        e = OK;
    }
    *out = row.id;
    return e;
}

enum err sitemap_texts(struct db *db, struct sitemap_page_list *out)
{
    return db_all(db, q_texts, out);
}
