/* api_sql.c - whole records in four statements, however many there are. */
#include "model/api.h"

DB_COLUMNS(row_cols, struct api_row, id, state, year, lang, licence, rights_note, series, series_en, series_fr,
           series_es, series_position, newer_id, edition, link, source, published_at, changed_at, downloads);
DB_QUERY(q_rows, row_cols,
    "SELECT r.id, r.state, r.year, r.lang, r.licence, r.rights_note, s.code AS series, "
    "s.title_en AS series_en, s.title_fr AS series_fr, s.title_es AS series_es, r.series_position, "
    "r.newer_id, r.edition, r.link, r.source, r.published_at, r.changed_at, r.downloads "
    "FROM JSON_TABLE(?, '$[*]' COLUMNS (n FOR ORDINALITY, id BIGINT PATH '$')) j "
    "STRAIGHT_JOIN resource r ON r.id = j.id LEFT JOIN series s ON s.id = r.series_id "
    "WHERE r.state IN ('published', 'withdrawn') ORDER BY j.n");

DB_COLUMNS(text_cols, struct api_text, resource_id, lang, title, summary);
DB_QUERY(q_texts, text_cols,
    "SELECT t.resource_id, t.lang, t.title, t.summary "
    "FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j "
    "STRAIGHT_JOIN resource_text t ON t.resource_id = j.id ORDER BY t.resource_id, t.lang");

DB_COLUMNS(value_cols, struct api_value, resource_id, facet, value, label_en, label_fr, label_es);
DB_QUERY(q_values, value_cols,
    "SELECT f.resource_id, CAST(f.facet AS CHAR) AS facet, f.value, "
    "COALESCE(t.label_en, c.name_en, p.name, f.value) AS label_en, "
    "COALESCE(t.label_fr, c.name_fr, p.name, f.value) AS label_fr, "
    "COALESCE(t.label_es, c.name_es, p.name, f.value) AS label_es "
    "FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j "
    "STRAIGHT_JOIN resource_facet f ON f.resource_id = j.id "
    "LEFT JOIN term t ON t.vocabulary = CAST(f.facet AS CHAR) AND t.code = f.value "
    "LEFT JOIN country c ON f.facet = 'country' AND c.code = f.value "
    "LEFT JOIN publisher p ON f.facet = 'publisher' AND p.id = CAST(f.value AS UNSIGNED) "
    "ORDER BY f.resource_id, f.facet, COALESCE(t.position, 0), f.value");

DB_COLUMNS(file_cols, struct api_file, id, resource_id, lang, label, sha256, name, mime, size, pages,
           short_edition);
DB_QUERY(q_files, file_cols,
    "SELECT f.id, f.resource_id, f.lang, f.label, f.sha256, f.name, f.mime, f.size, f.pages, f.short_edition "
    "FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j "
    "STRAIGHT_JOIN resource_file f ON f.resource_id = j.id "
    "WHERE f.removed_at IS NULL AND f.scan_state <> 'infected' ORDER BY f.resource_id, f.lang, f.position, f.id");

DB_COLUMNS(country_cols, struct api_country, code, name_en, name_fr, name_es, n);
DB_QUERY(q_countries, country_cols,
    "SELECT c.code, c.name_en, c.name_fr, c.name_es, COALESCE(n.n, 0) AS n FROM country c "
    "LEFT JOIN facet_count n ON n.facet = 'country' AND n.value = c.code ORDER BY c.code");

DB_COLUMNS(count_cols, struct api_count, facet, value, n);
DB_QUERY(q_counts, count_cols,
    "SELECT CAST(facet AS CHAR) AS facet, value, n FROM facet_count WHERE facet IN ('type', 'theme', 'focus')");

static char *ids_json(const struct id_list *ids)
{
    char *s = talloc_strdup(pool, "[");

    for (size_t i = 0; i < ids->n; i++)
        s = talloc_asprintf_append_buffer(s, "%s%" PRId64, i ? "," : "", ids->v[i]);
    return talloc_strdup_append_buffer(s, "]");
}

/* Hands the stretch of rows with this id, out of a list sorted by resource_id, to *to. */
#define TAKE(all, to, id)                                                                     \
    do {                                                                                      \
        size_t low_ = 0, high_ = (all).n;                                                     \
        while (low_ < high_) {                                                                \
            size_t mid_ = (low_ + high_) / 2;                                                 \
            if ((all).v[mid_].resource_id < (id))                                             \
                low_ = mid_ + 1;                                                              \
            else                                                                              \
                high_ = mid_;                                                                 \
        }                                                                                     \
        (to)->v = (all).v + low_;                                                             \
        while (low_ + (to)->n < (all).n && (all).v[low_ + (to)->n].resource_id == (id))       \
            (to)->n++;                                                                        \
    } while (0)

static enum err read_records(struct db *db, const struct id_list *ids, bool whole, struct api_record_list *out)
{
    const char           *json = ids_json(ids);
    struct api_row_list   rows;
    struct api_text_list  texts = {0};
    struct api_value_list values;
    struct api_file_list  files = {0};

    TRY(db_all(db, q_rows, &rows, json));
    TRY(db_all(db, q_values, &values, json));
    if (whole) {
        TRY(db_all(db, q_texts, &texts, json));
        TRY(db_all(db, q_files, &files, json));
    }
    *out = (struct api_record_list){talloc_zero_array(pool, struct api_record, (unsigned)rows.n + 1), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        struct api_record *r = &out->v[i];
        r->row = rows.v[i];
        TAKE(texts, &r->texts, r->row.id);
        TAKE(values, &r->values, r->row.id);
        if (strcmp(r->row.state, "published") == 0)
            TAKE(files, &r->files, r->row.id);
    }
    return OK;
}

enum err api_records(struct db *db, const struct id_list *ids, struct api_record_list *out)
{
    return read_records(db, ids, true, out);
}

enum err api_headers(struct db *db, const struct id_list *ids, struct api_record_list *out)
{
    return read_records(db, ids, false, out);
}

enum err api_record(struct db *db, int64_t id, struct api_record *out)
{
    struct api_record_list one;

    TRY(api_records(db, &(struct id_list){&id, 1}, &one));
    if (one.n == 0)
        return ERR_NOT_FOUND;
    *out = one.v[0];
    return OK;
}

const struct api_text *api_text_in(const struct api_record *r, const char *lang)
{
    const struct api_text *own = NULL;

    for (size_t i = 0; i < r->texts.n; i++) {
        if (strcmp(r->texts.v[i].lang, lang) == 0)
            return &r->texts.v[i];
        if (strcmp(r->texts.v[i].lang, r->row.lang) == 0)
            own = &r->texts.v[i];
    }
    return own ? own : r->texts.n ? &r->texts.v[0] : NULL;
}

const char *api_label(const struct api_value *v, enum lang l)
{
    return l == LANG_FR ? v->label_fr : l == LANG_ES ? v->label_es : v->label_en;
}

enum err api_countries(struct db *db, struct api_country_list *out)
{
    return db_all(db, q_countries, out);
}

enum err api_term_counts(struct db *db, struct api_count_list *out)
{
    return db_all(db, q_counts, out);
}
