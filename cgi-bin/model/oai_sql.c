/* oai_sql.c - walks along the index of changes. */
#include "model/oai.h"

DB_COLUMNS(row_cols, struct oai_row, id, changed_at);

#define WALK                                                                                       \
    "r.state IN ('published', 'withdrawn') AND r.changed_at >= ? AND r.changed_at < ? "             \
    "AND (r.changed_at > ? OR r.id > ?) ORDER BY r.changed_at, r.id LIMIT ?"
DB_QUERY(q_all, row_cols, "SELECT r.id, r.changed_at FROM resource r WHERE " WALK);
/* A set of one value is often small: its own rows, sorted. */
DB_QUERY(q_value, row_cols,
    "SELECT r.id, r.changed_at FROM resource_facet f JOIN resource r ON r.id = f.resource_id "
    "WHERE f.facet = ? AND f.value = ? AND " WALK);
/* A set of all values of a facet is nearly everything: the walk, with a look at each. */
DB_QUERY(q_facet, row_cols,
    "SELECT r.id, r.changed_at FROM resource r "
    "WHERE (SELECT COUNT(*) FROM resource_facet f WHERE f.resource_id = r.id AND f.facet = ?) > 0 AND " WALK);
DB_QUERY(q_earliest, row_cols,
    "SELECT id, changed_at FROM resource WHERE state IN ('published', 'withdrawn') "
    "ORDER BY changed_at, id LIMIT 1");

enum err oai_walk(struct db *db, const struct oai_ask *a, int64_t limit, struct oai_row_list *out)
{
    struct instant from = a->from, after = a->after.changed_at;

    if (a->after.id && a->after.changed_at.us > from.us)
        from = a->after.changed_at;
    if (!a->after.id)
        after = (struct instant){a->from.us - 1}; /* everything from `from` on comes after it */
    if (!a->facet)
        return db_all(db, q_all, out, from, a->before, after, a->after.id, limit);
    if (!a->value)
        return db_all(db, q_facet, out, a->facet, from, a->before, after, a->after.id, limit);
    return db_all(db, q_value, out, a->facet, a->value, from, a->before, after, a->after.id, limit);
}

enum err oai_earliest(struct db *db, struct instant *out)
{
    struct oai_row row;
    enum err       e = db_one(db, q_earliest, &row);

    if (e == ERR_NOT_FOUND) {
        err_clear();
        row.changed_at = instant_now();
    } else if (e) {
        return e;
    }
    *out = row.changed_at;
    return OK;
}
