#include "model/facet.h"

struct stamp_row { int64_t n; };
DB_COLUMNS(stamp_cols, struct stamp_row, n);
DB_QUERY(q_stamp, stamp_cols, "SELECT n FROM stamp WHERE area = 'library'");

DB_COLUMNS(facet_cols, struct facet_row, facet, value, n, label_en, label_fr, label_es, position);
DB_QUERY(q_facets, facet_cols,
    "SELECT f.facet, f.value, f.n, COALESCE(t.label_en, c.name_en, '') AS label_en,"
    "       COALESCE(t.label_fr, c.name_fr, '') AS label_fr, COALESCE(t.label_es, c.name_es, '') AS label_es,"
    "       COALESCE(t.position, 0) AS position"
    "  FROM facet_count f"
    "  LEFT JOIN term t ON t.vocabulary = CASE f.facet WHEN 'type' THEN 'type' WHEN 'theme' THEN 'theme'"
    "       WHEN 'focus' THEN 'focus' END AND t.code = f.value"
    "  LEFT JOIN country c ON f.facet = 'country' AND c.code = f.value"
    " WHERE f.facet IN ('all', 'type', 'theme', 'focus', 'country', 'lang', 'year') AND f.n > 0");
/* Publishers may be many: those with most publications. */
DB_QUERY(q_publishers, facet_cols,
    "SELECT f.facet, f.value, f.n, p.name AS label_en, p.name AS label_fr, p.name AS label_es, 0 AS position"
    "  FROM facet_count f JOIN publisher p ON p.id = CAST(f.value AS UNSIGNED)"
    " WHERE f.facet = 'publisher' AND f.n > 0 ORDER BY f.n DESC, p.name LIMIT ?");

struct name_row { char *name; };
DB_COLUMNS(name_cols, struct name_row, name);
/* Only of publications that anybody may see: a name can tell of what is not public. */
DB_QUERY(q_name, name_cols,
    "SELECT p.name FROM publisher p JOIN facet_count f ON f.facet = 'publisher' AND f.value = ? AND f.n > 0"
    " WHERE p.id = ?");

enum err facet_publisher(struct db *db, const char *id, char **name)
{
    struct name_row row;
    int64_t number;

    if (!parse_int(id, &number))
        return ERR_NOT_FOUND;
    TRY(db_one(db, q_name, &row, id, number));
    *name = row.name;
    return OK;
}

enum err facet_stamp(struct db *db, int64_t *out)
{
    struct stamp_row row;

    TRY(db_one(db, q_stamp, &row));
    *out = row.n;
    return OK;
}

enum err facet_read(struct db *db, struct facet_row_list *out)
{
    struct facet_row_list publishers;

    TRY(db_all(db, q_facets, out));
    TRY(db_all(db, q_publishers, &publishers, FACET_MOST_PUBLISHERS));
    out->v = talloc_realloc(pool, out->v, struct facet_row, (unsigned)(out->n + publishers.n + 1));
    memcpy(out->v + out->n, publishers.v, publishers.n * sizeof *publishers.v);
    out->n += publishers.n;
    return OK;
}
