#include "model/facet.h"
#include "model/resource_item_int.h"

DB_COLUMNS(head_cols, struct item_head, id, state, newer_id, series_id, submitted_by, type, type_en, type_fr, type_es,
    year, lang, licence, rights_note, edition, link, source, decision_note, published_at, changed_at, downloads,
    series_en, series_fr, series_es, has_older, has_related, countries);
DB_QUERY(q_head, head_cols,
    "SELECT r.id, r.state, r.newer_id, r.series_id, r.submitted_by, y.code AS type, y.label_en AS type_en,"
    "       y.label_fr AS type_fr, y.label_es AS type_es, r.year, r.lang, r.licence, r.rights_note, r.edition, r.link,"
    "       r.source, r.decision_note, r.published_at, r.changed_at, r.downloads,"
    "       s.title_en AS series_en, s.title_fr AS series_fr, s.title_es AS series_es,"
    "       EXISTS (SELECT 1 FROM resource o WHERE o.newer_id = r.id) AS has_older,"
    "       EXISTS (SELECT 1 FROM resource_relation o WHERE o.resource_id = r.id) AS has_related,"
    "       (SELECT COUNT(DISTINCT d.country) FROM download_stat d WHERE d.resource_id = r.id AND d.country <> '')"
    "         AS countries"
    "  FROM resource r JOIN term y ON y.id = r.type_id LEFT JOIN series s ON s.id = r.series_id WHERE r.id = ?");

DB_COLUMNS(text_cols, struct item_text, lang, title, summary);
DB_QUERY(q_texts, text_cols,
    "SELECT lang, title, summary FROM resource_text WHERE resource_id = ?");

DB_COLUMNS(file_cols, struct item_file, id, lang, label, sha256, name, mime, size, pages, short_edition, scan_state,
    has_text);
DB_QUERY(q_files, file_cols,
    "SELECT id, lang, label, sha256, name, mime, size, pages, short_edition, scan_state, text_state = 'done' AS has_text"
    "  FROM resource_file WHERE resource_id = ? AND removed_at IS NULL"
    "   AND scan_state <> 'infected' AND (scan_state <> 'waiting' OR ? = 0)"
    " ORDER BY lang = ? DESC, lang, position, id");

struct code_row { char *facet, *value, *name; };
struct code_rows { struct code_row *v; size_t n; };
/* Publishers are too many to have them all at hand. */
DB_COLUMNS(code_cols, struct code_row, facet, value, name);
DB_QUERY(q_codes, code_cols,
    "SELECT f.facet, f.value, p.name FROM resource_facet f"
    "  LEFT JOIN publisher p ON f.facet = 'publisher' AND p.id = CAST(f.value AS UNSIGNED)"
    " WHERE f.resource_id = ? AND f.facet IN ('theme', 'focus', 'country', 'publisher') ORDER BY p.name");

DB_COLUMNS(word_cols, struct item_word, facet, value, en, fr, es);
DB_QUERY(q_words, word_cols,
    "SELECT f.facet, f.value, COALESCE(t.label_en, c.name_en, p.name, f.value) AS en,"
    "       COALESCE(t.label_fr, c.name_fr, p.name, f.value) AS fr,"
    "       COALESCE(t.label_es, c.name_es, p.name, f.value) AS es"
    "  FROM resource_facet f"
    "  LEFT JOIN term t ON t.vocabulary = CASE f.facet WHEN 'theme' THEN 'theme' WHEN 'focus' THEN 'focus' END"
    "       AND t.code = f.value"
    "  LEFT JOIN country c ON f.facet = 'country' AND c.code = f.value"
    "  LEFT JOIN publisher p ON f.facet = 'publisher' AND p.id = CAST(f.value AS UNSIGNED)"
    " WHERE f.resource_id = ? AND f.facet IN ('theme', 'focus', 'country', 'publisher')"
    " ORDER BY f.facet, t.position, c.name_en, p.name");

/* All editions hang together by newer_id: up to the newest, then down all of its older ones. */
DB_COLUMNS(other_cols, struct item_other, kind, id, title_lang, title, edition, type, year, type_en, type_fr, type_es,
    newer_id);
/* Title in the reader's language, else the original's, else any: a join for each of the first two, and a
 * look at the rest only where both are missing. */
#define OTHER_COLUMNS                                                                                        \
    "r.id, COALESCE(a.lang, b.lang, (SELECT x.lang FROM resource_text x WHERE x.resource_id = r.id"          \
    "         ORDER BY x.lang LIMIT 1)) AS title_lang,"                                                      \
    "       COALESCE(a.title, b.title, (SELECT x.title FROM resource_text x WHERE x.resource_id = r.id"      \
    "         ORDER BY x.lang LIMIT 1)) AS title,"                                                           \
    "       r.edition, y.code AS type, r.year, y.label_en AS type_en, y.label_fr AS type_fr,"                \
    "       y.label_es AS type_es, r.newer_id"
#define OTHER_JOINS                                                                            \
    "  JOIN term y ON y.id = r.type_id"                                                        \
    "  LEFT JOIN resource_text a ON a.resource_id = r.id AND a.lang = ?"                       \
    "  LEFT JOIN resource_text b ON a.lang IS NULL AND b.resource_id = r.id AND b.lang = r.lang"
DB_QUERY(q_editions, other_cols,
    "WITH RECURSIVE up (id) AS (SELECT CAST(? AS SIGNED) UNION"
    "       SELECT r.newer_id FROM up JOIN resource r ON r.id = up.id WHERE r.newer_id IS NOT NULL),"
    "  all_of (id) AS (SELECT id FROM up UNION SELECT r.id FROM all_of JOIN resource r ON r.newer_id = all_of.id)"
    "SELECT 'edition' AS kind, " OTHER_COLUMNS
    "  FROM all_of JOIN resource r ON r.id = all_of.id AND r.state = 'published'"
    OTHER_JOINS
    " ORDER BY r.year DESC, r.id DESC");
DB_QUERY(q_series, other_cols,
    "SELECT 'series' AS kind, " OTHER_COLUMNS
    "  FROM resource r"
    OTHER_JOINS
    " WHERE r.series_id = ? AND r.newer_id IS NULL AND r.state = 'published'"
    " ORDER BY r.series_position, r.id LIMIT 60");
DB_QUERY(q_related, other_cols,
    "SELECT 'related' AS kind, " OTHER_COLUMNS
    "  FROM resource_relation o JOIN resource r ON r.id = o.other_id AND r.state = 'published'"
    OTHER_JOINS
    " WHERE o.resource_id = ? ORDER BY r.year DESC, r.id DESC LIMIT 20");

enum err item_head_row(struct db *db, int64_t id, struct item_head *out)
{
    return db_one(db, q_head, out, id);
}

enum err item_texts(struct db *db, int64_t id, struct item_text_list *out)
{
    return db_all(db, q_texts, out, id);
}

enum err item_files(struct db *db, int64_t id, const char *lang, bool scanned, struct item_file_list *out)
{
    return db_all(db, q_files, out, id, scanned, lang);
}

/* Names of what is listed are at hand; a draft may have words that no listed publication has. */
static bool known_words(const struct code_rows *codes, const struct facet_table *t, struct item_word_list *out)
{
    out->v = talloc_array(pool, struct item_word, (unsigned)codes->n + 1);
    out->n = 0;
    for (size_t i = 0; i < codes->n; i++) {
        char *name = codes->v[i].name;
        if (name)
            out->v[out->n++] = (struct item_word){codes->v[i].facet, codes->v[i].value, name, name, name};
    }
    for (size_t k = 0; k < t->n && out->n < codes->n; k++) /* in the order in which they are shown */
        for (size_t i = 0; i < codes->n; i++) {
            const struct facet_value *v = &t->v[k];
            if (v->facet == FACET_PUBLISHER)
                continue;
            if (strcmp(codes->v[i].value, v->value) != 0 || strcmp(codes->v[i].facet, facet_code[v->facet]) != 0)
                continue;
            out->v[out->n++] = (struct item_word){codes->v[i].facet, codes->v[i].value, copy(v->label[LANG_EN]),
                copy(v->label[LANG_FR]), copy(v->label[LANG_ES])};
        }
    return out->n == codes->n;
}

enum err item_words(struct db *db, int64_t id, struct item_word_list *out)
{
    const struct facet_table *table;
    struct code_rows codes;

    TRY(facet_table(db, &table));
    TRY(db_all(db, q_codes, &codes, id));
    return known_words(&codes, table, out) ? OK : db_all(db, q_words, out, id);
}

static void append(struct item_other_list *to, const struct item_other_list *some)
{
    to->v = talloc_realloc(pool, to->v, struct item_other, (unsigned)(to->n + some->n + 1));
    memcpy(to->v + to->n, some->v, some->n * sizeof *some->v);
    to->n += some->n;
}

enum err item_others(struct db *db, const struct item_head *h, const char *lang, struct item_other_list *out)
{
    struct item_other_list some;

    *out = (struct item_other_list){0};
    if (h->newer_id || h->has_older) {
        TRY(db_all(db, q_editions, &some, h->id, lang));
        append(out, &some);
    }
    if (h->series_id) {
        TRY(db_all(db, q_series, &some, lang, h->series_id));
        append(out, &some);
    }
    if (h->has_related) {
        TRY(db_all(db, q_related, &some, lang, h->id));
        append(out, &some);
    }
    return OK;
}

DB_COLUMNS(page_cols, struct item_page, page, text);
DB_QUERY(q_pages, page_cols,
    "SELECT page, text FROM file_page WHERE file_id = ? AND page >= ? ORDER BY page LIMIT ?");

enum err item_file_pages(struct db *db, int64_t file_id, int from, struct item_page_list *out)
{
    return db_all(db, q_pages, out, file_id, from, ITEM_TEXT_PAGES);
}

/* What took a removed file's place: the first one of its language that is there. */
DB_COLUMNS(download_cols, struct item_download, id, resource_id, submitted_by, lang, sha256, name, mime, scan_state,
    state, removed_at, current_id, current_name);
DB_QUERY(q_download, download_cols,
    "SELECT f.id, f.resource_id, r.submitted_by, f.lang, f.sha256, f.name, f.mime, f.scan_state, r.state, f.removed_at,"
    "       n.id AS current_id, n.name AS current_name"
    "  FROM resource_file f JOIN resource r ON r.id = f.resource_id"
    "  LEFT JOIN resource_file n ON f.removed_at IS NOT NULL AND n.id ="
    "       (SELECT x.id FROM resource_file x WHERE x.resource_id = f.resource_id AND x.lang = f.lang"
    "           AND x.removed_at IS NULL ORDER BY x.position, x.id LIMIT 1)"
    " WHERE f.id = ?");

enum err item_download_read(struct db *db, int64_t file_id, struct item_download *out)
{
    return db_one(db, q_download, out, file_id);
}
