/* home_sql.c - the front page's queries. A number picks the language of a label: a text would have to be of
 * the same collation as the ones it is compared with. */
#include "model/home.h"

DB_COLUMNS(new_cols, struct home_new, id, title, title_lang, summary, type, year, langs, smallest_file);
DB_COLUMNS(theme_cols, struct home_theme, code, label, n);
DB_COLUMNS(library_cols, struct home_figures, publications, languages, countries);
DB_COLUMNS(slow_cols, struct home_figures, downloads, members);

/* The six are chosen first, by key; only they are joined with their texts. */
DB_QUERY(q_newest, new_cols,
    "SELECT r.id, COALESCE(t.title, e.title, o.title) AS title,"
    "       CASE WHEN t.title IS NOT NULL THEN t.lang WHEN e.title IS NOT NULL THEN e.lang ELSE o.lang END AS title_lang,"
    "       CASE WHEN t.title IS NOT NULL THEN t.summary WHEN e.title IS NOT NULL THEN e.summary ELSE o.summary END AS summary,"
    "       CASE ? WHEN 1 THEN y.label_fr WHEN 2 THEN y.label_es ELSE y.label_en END AS type,"
    "       r.year, (SELECT GROUP_CONCAT(f.value ORDER BY FIELD(f.value, 'en', 'fr', 'es', 'ar') SEPARATOR ' ')"
    "                  FROM resource_facet f WHERE f.resource_id = r.id AND f.facet = 'lang') AS langs,"
    "       r.smallest_file"
    "  FROM (SELECT id, lang, type_id, year, smallest_file, published_at FROM resource"
    "         WHERE state = 'published' AND newer_id IS NULL ORDER BY published_at DESC, id DESC LIMIT ?) r"
    "  JOIN term y ON y.id = r.type_id"
    "  LEFT JOIN resource_text t ON t.resource_id = r.id AND t.lang = ?"
    "  LEFT JOIN resource_text e ON e.resource_id = r.id AND e.lang = 'en'"
    "  LEFT JOIN resource_text o ON o.resource_id = r.id AND o.lang = r.lang"
    " ORDER BY r.published_at DESC, r.id DESC");

DB_QUERY(q_themes, theme_cols,
    "SELECT t.code, CASE ? WHEN 1 THEN t.label_fr WHEN 2 THEN t.label_es ELSE t.label_en END AS label, c.n"
    "  FROM facet_count c JOIN term t ON t.vocabulary = 'theme' AND t.code = c.value"
    " WHERE c.facet = 'theme' AND c.n > 0 ORDER BY c.n DESC, t.position, t.id LIMIT ?");

DB_QUERY(q_library, library_cols,
    "SELECT (SELECT COALESCE(SUM(n), 0) FROM facet_count WHERE facet = 'all') AS publications,"
    "       (SELECT COUNT(*) FROM facet_count WHERE facet = 'lang' AND n > 0) AS languages,"
    "       (SELECT COUNT(*) FROM facet_count WHERE facet = 'country' AND n > 0) AS countries");
DB_QUERY(q_slow, slow_cols,
    "SELECT (SELECT COALESCE(SUM(downloads), 0) FROM resource WHERE state = 'published' AND newer_id IS NULL) AS downloads,"
    "       (SELECT COUNT(*) FROM member WHERE state = 'active') AS members");

enum err home_newest(struct db *db, enum lang lang, int64_t limit, struct home_new_list *out)
{
    return db_all(db, q_newest, out, (int64_t)lang, limit, lang_code[lang]);
}

enum err home_themes(struct db *db, enum lang lang, int64_t limit, struct home_theme_list *out)
{
    return db_all(db, q_themes, out, (int64_t)lang, limit);
}

enum err home_figures(struct db *db, struct home_figures *out)
{
    static struct home_figures kept;
    static int64_t             kept_at;
    int64_t                    now = instant_now().us;

    *out = (struct home_figures){0};
    TRY(db_one(db, q_library, out));
    if (!kept_at || now - kept_at > 60 * 1000000LL || now < kept_at) {
        TRY(db_one(db, q_slow, &kept));
        kept_at = now;
    }
    out->downloads = kept.downloads;
    out->members = kept.members;
    return OK;
}
