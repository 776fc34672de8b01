/* resource_search_sql.c - statements of the public list, put together from constant pieces.
 *
 * Few different texts come out, so that each stays prepared: lists of values are filled up to 1, 4 or
 * FACET_VALUES_MAX by repeating the last one. */
#include "model/resource_list_int.h"

DB_COLUMNS(id_cols, struct id_row, id);
DB_COLUMNS(count_cols, struct count_row, facet, value, n);

/* ---- conditions ---- */

static void add_values(struct db_text *t, const struct text_list *l)
{
    size_t room = l->n <= 1 ? 1 : l->n <= 4 ? 4 : FACET_VALUES_MAX;

    for (size_t i = 0; i < room && l->n > 0; i++)
        DB_TEXT_ADD(t, i ? ", ?" : "?", l->v[i < l->n ? i : l->n - 1]);
}

static bool is_used(const struct list_ask *a, enum facet f, enum facet but)
{
    return f != but && a->chosen[f].n > 0;
}

/* " AND h.id IN (ids of one facet)" for each facet with ticks, except for `but` and for `base`, which the
 * derived table has seen to. */
static void add_filters(struct db_text *t, const struct list_ask *a, enum facet but, enum facet base)
{
    for (enum facet f = 0; f < FACET_N; f++) {
        if (!is_used(a, f, but) || f == base)
            continue;
        DB_TEXT_ADD(t,
            " AND h.id IN (SELECT x.resource_id FROM resource_facet x WHERE x.facet = ? AND x.listed = 1"
            " AND x.value IN (", facet_code[f]);
        add_values(t, &a->chosen[f]);
        DB_TEXT_ADD(t, "))");
    }
}

void search_add_probes(struct db_text *t, const struct list_ask *a)
{
    for (enum facet f = 0; f < FACET_N; f++) {
        if (!is_used(a, f, FACET_N))
            continue;
        DB_TEXT_ADD(t, " AND (SELECT COUNT(*) FROM resource_facet x WHERE x.facet = ? AND x.value IN (", facet_code[f]);
        add_values(t, &a->chosen[f]);
        DB_TEXT_ADD(t, ") AND x.resource_id = r.id) > 0");
    }
}

/* The facet that fewest publications have: where an intersection begins. */
static enum facet narrowest(const struct list_ask *a, enum facet but)
{
    static const enum facet order[] = {
        FACET_PUBLISHER, FACET_COUNTRY, FACET_FOCUS, FACET_YEAR, FACET_TYPE, FACET_THEME, FACET_LANG};

    for (size_t i = 0; i < COUNT(order); i++)
        if (is_used(a, order[i], but))
            return order[i];
    return FACET_N;
}

/* A derived table h(id) to begin with: the ids given, or one facet's, or all that is listed. */
static void add_base(struct db_text *t, const struct list_ask *a, const char *among, enum facet but)
{
    enum facet f = narrowest(a, but);

    if (among) {
        DB_TEXT_ADD(t, "JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) h", among);
        return;
    }
    if (f == FACET_N) {
        DB_TEXT_ADD(t, "(SELECT id FROM resource WHERE state = 'published' AND newer_id IS NULL) h");
        return;
    }
    DB_TEXT_ADD(t, "(SELECT DISTINCT resource_id AS id FROM resource_facet WHERE facet = ? AND listed = 1 AND value IN (",
        facet_code[f]);
    add_values(t, &a->chosen[f]);
    DB_TEXT_ADD(t, ")) h");
}

/* ---- sets and counts ---- */

enum err search_ids(struct db *db, const struct list_ask *a, const char *among, int64_t limit,
                    struct id_rows *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t, "SELECT h.id AS id FROM ");
    add_base(&t, a, among, FACET_N);
    DB_TEXT_ADD(&t, " WHERE 1 = 1");
    add_filters(&t, a, FACET_N, among ? FACET_N : narrowest(a, FACET_N));
    DB_TEXT_ADD(&t, " LIMIT ?", limit);
    return db_text_all(db, &t, id_cols, out);
}

enum err search_total(struct db *db, const struct list_ask *a, int64_t *out)
{
    struct db_text t = {0};
    struct id_rows rows;

    DB_TEXT_ADD(&t, "SELECT COUNT(*) AS id FROM ");
    add_base(&t, a, NULL, FACET_N);
    DB_TEXT_ADD(&t, " WHERE 1 = 1");
    add_filters(&t, a, FACET_N, narrowest(a, FACET_N));
    TRY(db_text_all(db, &t, id_cols, &rows));
    *out = rows.n ? rows.v[0].id : 0;
    return OK;
}

enum err search_counts(struct db *db, const struct list_ask *a, const char *among, enum facet only,
                       struct count_rows *out)
{
    struct db_text t = {0};
    enum facet first = among ? FACET_N : narrowest(a, only);

    DB_TEXT_ADD(&t, "SELECT STRAIGHT_JOIN f.facet AS facet, f.value AS value, COUNT(*) AS n FROM ");
    add_base(&t, a, among, only);
    DB_TEXT_ADD(&t, " JOIN resource_facet f ON f.resource_id = h.id AND f.facet IN (");
    for (enum facet f = 0; f < FACET_N; f++) /* the ticked ones repeat a free one: one text for all */
        DB_TEXT_ADD(&t, f ? ", ?" : "?", only != FACET_N ? facet_code[only] : a->chosen[f].n ? "" : facet_code[f]);
    DB_TEXT_ADD(&t, ") WHERE f.listed = 1");
    add_filters(&t, a, only, first);
    DB_TEXT_ADD(&t, " GROUP BY f.facet, f.value");
    return db_text_all(db, &t, count_cols, out);
}
