#include "model/resource_list_int.h"

DB_COLUMNS(hit_cols, struct hit_row, id, score, file_id, page, lang);

/* The inner queries are what the full text index answers; what is not public goes afterwards. */
DB_QUERY(q_texts, hit_cols,
    "SELECT h.resource_id AS id, h.score, 0 AS file_id, 0 AS page, h.lang"
    "  FROM (SELECT t.resource_id, t.lang, MATCH (t.search_text) AGAINST (? IN BOOLEAN MODE) AS score"
    "          FROM resource_text t WHERE MATCH (t.search_text) AGAINST (? IN BOOLEAN MODE)"
    "         ORDER BY score DESC LIMIT ?) h"
    "  JOIN resource r ON r.id = h.resource_id"
    " WHERE r.state = 'published' AND r.newer_id IS NULL");
DB_QUERY(q_pages, hit_cols,
    "SELECT h.resource_id AS id, h.score, h.file_id, h.page, f.lang"
    "  FROM (SELECT p.resource_id, p.file_id, p.page, MATCH (p.search_text) AGAINST (? IN BOOLEAN MODE) AS score"
    "          FROM file_page p WHERE MATCH (p.search_text) AGAINST (? IN BOOLEAN MODE)"
    "         ORDER BY score DESC LIMIT ?) h"
    "  JOIN resource r ON r.id = h.resource_id"
    "  JOIN resource_file f ON f.id = h.file_id"
    " WHERE r.state = 'published' AND r.newer_id IS NULL AND f.removed_at IS NULL AND f.scan_state <> 'infected'");

enum err search_texts(struct db *db, const char *match, struct hit_rows *out)
{
    return db_all(db, q_texts, out, match, match, LIST_HITS * 2);
}

enum err search_pages(struct db *db, const char *match, struct hit_rows *out)
{
    return db_all(db, q_pages, out, match, match, LIST_HITS * 2);
}

/* ---- feeds ---- */

DB_COLUMNS(id_cols, struct id_row, id);

/* Along the index of dates, up to the limit; a count is no join, so the walk stays on that index. */
DB_QUERY(q_latest, id_cols,
    "SELECT id FROM resource WHERE state = 'published' AND newer_id IS NULL"
    " ORDER BY published_at DESC, id DESC LIMIT ?");
DB_QUERY(q_latest_of, id_cols,
    "SELECT r.id FROM resource r FORCE INDEX (ix_resource_listed) WHERE r.state = 'published' AND r.newer_id IS NULL"
    "   AND (SELECT COUNT(*) FROM resource_facet x WHERE x.facet = ? AND x.value = ? AND x.resource_id = r.id) > 0"
    " ORDER BY r.published_at DESC, r.id DESC LIMIT ?");
DB_QUERY(q_latest_of_both, id_cols,
    "SELECT r.id FROM resource r FORCE INDEX (ix_resource_listed) WHERE r.state = 'published' AND r.newer_id IS NULL"
    "   AND (SELECT COUNT(*) FROM resource_facet x WHERE x.facet = 'theme' AND x.value = ? AND x.resource_id = r.id) > 0"
    "   AND (SELECT COUNT(*) FROM resource_facet x WHERE x.facet = 'lang' AND x.value = ? AND x.resource_id = r.id) > 0"
    " ORDER BY r.published_at DESC, r.id DESC LIMIT ?");

enum err list_latest(struct db *db, const char *theme, const char *file_lang, const char *reader_lang,
                     size_t limit, struct list_row_list *out)
{
    struct id_rows ids;

    if (theme && file_lang)
        TRY(db_all(db, q_latest_of_both, &ids, theme, file_lang, limit));
    else if (theme || file_lang)
        TRY(db_all(db, q_latest_of, &ids, theme ? "theme" : "lang", theme ? theme : file_lang, limit));
    else
        TRY(db_all(db, q_latest, &ids, limit));
    return search_rows(db, &ids, reader_lang, out);
}
