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

/* ---- rows of a page ---- */

DB_COLUMNS(row_cols, struct list_row, id, year, downloads, smallest_file, published_at, type, title_lang, title,
    summary, langs, pages);

#define ROW_COLUMNS                                                                                     \
    "SELECT STRAIGHT_JOIN r.id, r.year, r.downloads, r.smallest_file, r.published_at, y.code AS type,"  \
    "       t.lang AS title_lang, t.title, t.summary,"                                                  \
    "       (SELECT GROUP_CONCAT(f.value ORDER BY FIELD(f.value, 'en', 'fr', 'es', 'ar') SEPARATOR ' ')" \
    "          FROM resource_facet f WHERE f.resource_id = r.id AND f.facet = 'lang') AS langs,"        \
    "       (SELECT MAX(f.pages) FROM resource_file f WHERE f.resource_id = r.id AND f.removed_at IS NULL) AS pages"
#define ROW_JOINS                                                                          \
    "  JOIN resource r ON r.id = h.id JOIN term y ON y.id = r.type_id"                     \
    "  LEFT JOIN resource_text t ON t.resource_id = r.id AND t.lang ="                     \
    "       (SELECT x.lang FROM resource_text x WHERE x.resource_id = r.id"                \
    "         ORDER BY x.lang = ? DESC, x.lang = r.lang DESC, x.lang LIMIT 1)"

DB_QUERY(q_rows, row_cols,
    ROW_COLUMNS
    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, id BIGINT PATH '$')) h"
    ROW_JOINS
    " ORDER BY h.place");

enum err search_rows(struct db *db, const char *ids, const char *lang, struct list_row_list *out)
{
    return db_all(db, q_rows, out, ids, lang);
}

/* ---- feeds ---- */

DB_QUERY(q_latest, row_cols,
    ROW_COLUMNS
    "  FROM (SELECT id, published_at FROM resource WHERE state = 'published' AND newer_id IS NULL"
    "         ORDER BY published_at DESC, id DESC LIMIT ?) h"
    ROW_JOINS
    " ORDER BY h.published_at DESC, h.id DESC");
/* Walks the index of dates and stops at the limit; a count is no join, so it stays on that index. */
DB_QUERY(q_latest_of, row_cols,
    ROW_COLUMNS
    "  FROM (SELECT r2.id, r2.published_at FROM resource r2 FORCE INDEX (ix_resource_listed)"
    "         WHERE r2.state = 'published' AND r2.newer_id IS NULL"
    "           AND (SELECT COUNT(*) FROM resource_facet x WHERE x.facet = ? AND x.value = ? AND x.resource_id = r2.id) > 0"
    "           AND (? IS NULL OR (SELECT COUNT(*) FROM resource_facet x"
    "                WHERE x.facet = 'lang' AND x.value = ? AND x.resource_id = r2.id) > 0)"
    "         ORDER BY r2.published_at DESC, r2.id DESC LIMIT ?) h"
    ROW_JOINS
    " ORDER BY h.published_at DESC, h.id DESC");

enum err list_latest(struct db *db, const char *theme, const char *file_lang, const char *reader_lang,
                     size_t limit, struct list_row_list *out)
{
    if (theme == NULL && file_lang == NULL)
        return db_all(db, q_latest, out, limit, reader_lang);
    if (theme == NULL)
        return db_all(db, q_latest_of, out, "lang", file_lang, (const char *)NULL, "", limit, reader_lang);
    return db_all(db, q_latest_of, out, "theme", theme, file_lang, file_lang, limit, reader_lang);
}
