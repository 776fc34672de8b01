#include "model/download_int.h"

/* IGNORE: a second row of the same visitor is the point of the unique key, not a fault. */
DB_EXEC(x_note,
    "INSERT IGNORE INTO download (file_id, resource_id, at, country, visitor) VALUES (?, ?, ?, ?, ?)");

struct text_row { char *text; };
DB_COLUMNS(text_cols, struct text_row, text);
DB_QUERY(q_country, text_cols, "SELECT country AS text FROM member WHERE id = ?");

struct id_row { int64_t id; };
struct id_rows { struct id_row *v; size_t n; };
DB_COLUMNS(id_cols, struct id_row, id);
DB_QUERY(q_uncounted, id_cols,
    "SELECT id FROM download WHERE counted = FALSE ORDER BY at, id LIMIT ? FOR UPDATE SKIP LOCKED");

#define THESE "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) h JOIN download d ON d.id = h.id"
#define MONTH_OF "CAST(DATE_FORMAT(d.at, '%Y-%m-01') AS DATE)"
DB_EXEC(x_stat,
    "INSERT INTO download_stat (resource_id, month, lang, country, n)"
    " SELECT d.resource_id, " MONTH_OF ", f.lang, d.country, COUNT(*)"
    "   FROM " THESE " JOIN resource_file f ON f.id = d.file_id"
    "  GROUP BY d.resource_id, 2, f.lang, d.country ORDER BY d.resource_id"
    " ON DUPLICATE KEY UPDATE n = download_stat.n + VALUES(n)");
DB_EXEC(x_total,
    "INSERT INTO download_total (month, lang, country, n)"
    " SELECT " MONTH_OF ", f.lang, d.country, COUNT(*)"
    "   FROM " THESE " JOIN resource_file f ON f.id = d.file_id"
    "  GROUP BY 1, f.lang, d.country ORDER BY 1, f.lang, d.country"
    " ON DUPLICATE KEY UPDATE n = download_total.n + VALUES(n)");
DB_EXEC(x_resource,
    "UPDATE resource r JOIN (SELECT d.resource_id, COUNT(*) AS n FROM " THESE
    "       JOIN resource_file f ON f.id = d.file_id GROUP BY d.resource_id) s ON s.resource_id = r.id"
    "   SET r.downloads = r.downloads + s.n");
DB_EXEC(x_counted, "UPDATE " THESE " SET d.counted = TRUE");
DB_EXEC(x_forget, "DELETE FROM download WHERE counted = TRUE AND at < ? LIMIT 10000");

enum err download_insert(struct db *db, int64_t file_id, int64_t resource_id, struct instant at,
                         const char *country, struct blob visitor)
{
    return db_exec(db, x_note, file_id, resource_id, at, country, visitor);
}

enum err download_country_of(struct db *db, int64_t member_id, const char **out)
{
    struct text_row row;

    TRY(db_one(db, q_country, &row, member_id));
    *out = row.text ? row.text : "";
    return OK;
}

enum err download_uncounted(struct db *db, int64_t most, char **ids, size_t *n)
{
    struct id_rows rows;
    char *s = talloc_strdup(pool, "[");

    TRY(db_all(db, q_uncounted, &rows, most));
    for (size_t i = 0; i < rows.n; i++)
        s = talloc_asprintf_append_buffer(s, "%s%" PRId64, i ? "," : "", rows.v[i].id);
    *ids = talloc_strdup_append_buffer(s, "]");
    *n = rows.n;
    return OK;
}

enum err download_add_up(struct db *db, const char *ids)
{
    TRY(db_exec(db, x_stat, ids));
    TRY(db_exec(db, x_total, ids));
    TRY(db_exec(db, x_resource, ids));
    return db_exec(db, x_counted, ids);
}

enum err download_forget(struct db *db, struct instant before)
{
    return db_exec(db, x_forget, before);
}

/* ---- statistics ---- */

DB_COLUMNS(stat_cols, struct stat_row, name, en, fr, es, n);

#define NO_NAMES "NULL AS en, NULL AS fr, NULL AS es, CAST(SUM(d.n) AS SIGNED) AS n FROM "
#define NAMES "c.name_en AS en, c.name_fr AS fr, c.name_es AS es, CAST(SUM(d.n) AS SIGNED) AS n FROM "
#define ONE "download_stat d"
#define OF_ONE " WHERE d.resource_id = ?"
#define ALL "download_total d"
#define OF_ALL " WHERE d.month >= '2000-01-01'"
#define COUNTRY " LEFT JOIN country c ON c.code = d.country"
#define MONTH "DATE_FORMAT(d.month, '%Y-%m')"

DB_QUERY(q_one_langs, stat_cols,
    "SELECT d.lang AS name, " NO_NAMES ONE OF_ONE " GROUP BY d.lang ORDER BY n DESC");
DB_QUERY(q_one_countries, stat_cols,
    "SELECT d.country AS name, " NAMES ONE COUNTRY OF_ONE " GROUP BY d.country, c.name_en, c.name_fr, c.name_es ORDER BY n DESC, d.country");
DB_QUERY(q_one_months, stat_cols,
    "SELECT " MONTH " AS name, " NO_NAMES ONE OF_ONE " GROUP BY d.month ORDER BY d.month DESC LIMIT 24");
DB_QUERY(q_all_langs, stat_cols,
    "SELECT d.lang AS name, " NO_NAMES ALL OF_ALL " GROUP BY d.lang ORDER BY n DESC");
DB_QUERY(q_all_countries, stat_cols,
    "SELECT d.country AS name, " NAMES ALL COUNTRY OF_ALL " GROUP BY d.country, c.name_en, c.name_fr, c.name_es ORDER BY n DESC, d.country");
DB_QUERY(q_all_months, stat_cols,
    "SELECT " MONTH " AS name, " NO_NAMES ALL OF_ALL " GROUP BY d.month ORDER BY d.month DESC LIMIT 24");

enum err download_sums(struct db *db, int64_t id, struct download_stats *out)
{
    if (id == 0) {
        TRY(db_all(db, q_all_langs, &out->langs));
        TRY(db_all(db, q_all_countries, &out->countries));
        return db_all(db, q_all_months, &out->months);
    }
    TRY(db_all(db, q_one_langs, &out->langs, id));
    TRY(db_all(db, q_one_countries, &out->countries, id));
    return db_all(db, q_one_months, &out->months, id);
}

DB_COLUMNS(top_cols, struct stat_top, id, n, title_lang, title);
DB_QUERY(q_top, top_cols,
    "SELECT h.id, h.downloads AS n, t.lang AS title_lang, t.title"
    "  FROM (SELECT id, lang, downloads FROM resource FORCE INDEX (ix_resource_downloads)"
    "         WHERE state = 'published' AND newer_id IS NULL AND downloads > 0 ORDER BY downloads DESC, id DESC LIMIT 20) h"
    "  JOIN resource_text t ON t.resource_id = h.id AND t.lang ="
    "       (SELECT x.lang FROM resource_text x WHERE x.resource_id = h.id"
    "         ORDER BY x.lang = ? DESC, x.lang = h.lang DESC, x.lang LIMIT 1)"
    " ORDER BY h.downloads DESC, h.id DESC");

enum err download_most(struct db *db, const char *lang, struct stat_tops *out)
{
    return db_all(db, q_top, out, lang);
}

DB_COLUMNS(cell_cols, struct stat_cell, month, lang, country, n);
DB_QUERY(q_one_cells, cell_cols,
    "SELECT " MONTH " AS month, d.lang, d.country, d.n FROM " ONE OF_ONE
    " ORDER BY d.month DESC, d.lang, d.country LIMIT 50000");
DB_QUERY(q_all_cells, cell_cols,
    "SELECT " MONTH " AS month, d.lang, d.country, d.n FROM " ALL OF_ALL
    " ORDER BY d.month DESC, d.lang, d.country LIMIT 50000");

enum err download_cells(struct db *db, int64_t id, struct stat_cells *out)
{
    return id ? db_all(db, q_one_cells, out, id) : db_all(db, q_all_cells, out);
}
