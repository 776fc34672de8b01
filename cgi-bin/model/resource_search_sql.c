/* resource_search_sql.c - what the public list is narrowed down by: the sets of table facet_set.
 *
 * Few different texts come out, so that each stays prepared: lists of values are filled up by repeating
 * the last one. */
#include "model/resource_list_int.h"

/* ---- sets ---- */

struct block_row { int64_t block; struct blob bits; };
struct block_rows { struct block_row *v; size_t n; };
DB_COLUMNS(block_cols, struct block_row, block, bits);

static void add_values(struct db_text *t, const struct text_list *l)
{
    size_t room = l->n <= 1 ? 1 : l->n <= 4 ? 4 : l->n <= FACET_VALUES_MAX ? FACET_VALUES_MAX : FACET_MOST_PUBLISHERS;

    for (size_t i = 0; i < room && l->n > 0; i++)
        DB_TEXT_ADD(t, i ? ", ?" : "?", l->v[i < l->n ? i : l->n - 1]);
}

enum err search_set(struct db *db, enum facet f, const struct text_list *values, struct id_set *out)
{
    TALLOC_CTX *outer = pool, *blocks;
    struct db_text t = {0};
    struct block_rows rows;
    enum err e;

    DB_TEXT_ADD(&t, "SELECT block, bits FROM facet_set WHERE facet = ? AND value IN (", facet_code[f]);
    add_values(&t, values);
    DB_TEXT_ADD(&t, ")");
    pool = talloc_new(outer); /* all blocks together are large, and soon done with */
    e = db_text_all(db, &t, block_cols, &rows);
    blocks = pool;
    pool = outer;
    TRY(e);
    *out = (struct id_set){0};
    for (size_t i = 0; i < rows.n; i++)
        id_set_add(out, rows.v[i].block, rows.v[i].bits);
    talloc_free(blocks);
    return OK;
}

/* ---- counts ---- */

struct value_row { char *value; int64_t block; struct blob bits; };
struct value_rows { struct value_row *v; size_t n; };
DB_COLUMNS(value_cols, struct value_row, value, block, bits);

/* Publishers may be many: only those that the table of values has are looked at. */
static struct text_list publishers_of(const struct facet_table *t)
{
    struct text_list l = {talloc_array(pool, const char *, (unsigned)t->n + 1), 0};

    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].facet == FACET_PUBLISHER)
            l.v[l.n++] = t->v[i].value;
    return l;
}

enum err search_counts(struct db *db, const struct facet_table *table, enum facet f, const struct id_set *set,
                       int64_t *n)
{
    struct text_list publishers = publishers_of(table);
    TALLOC_CTX *outer = pool, *blocks;
    struct db_text t = {0};
    struct value_rows rows;
    enum err e;

    if (set->blocks == 0 || (f == FACET_PUBLISHER && publishers.n == 0))
        return OK;
    DB_TEXT_ADD(&t, "SELECT value, block, bits FROM facet_set WHERE facet = ? AND block BETWEEN ? AND ?",
        facet_code[f], set->first, set->first + (int64_t)set->blocks - 1);
    if (f == FACET_PUBLISHER) {
        DB_TEXT_ADD(&t, " AND value IN (");
        add_values(&t, &publishers);
        DB_TEXT_ADD(&t, ")");
    }
    pool = talloc_new(outer);
    e = db_text_all(db, &t, value_cols, &rows);
    blocks = pool;
    pool = outer;
    TRY(e);
    for (size_t i = 0; i < rows.n; i++) {
        const struct facet_value *v = facet_find(table, f, rows.v[i].value);
        if (v)
            n[v - table->v] += id_set_common(set, rows.v[i].block, rows.v[i].bits);
    }
    talloc_free(blocks);
    return OK;
}

/* A set of few is counted publication by publication. */
DB_COLUMNS(count_cols, struct count_row, facet, value, n);
DB_QUERY(q_counts, count_cols,
    "SELECT STRAIGHT_JOIN f.facet AS facet, f.value AS value, COUNT(*) AS n"
    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) h"
    "  JOIN resource_facet f ON f.resource_id = h.id AND f.facet = ?"
    " WHERE f.listed = 1 GROUP BY f.facet, f.value");

enum err search_counts_few(struct db *db, const struct facet_table *table, enum facet f, const struct id_list *ids,
                           int64_t *n)
{
    struct count_rows rows;

    TRY(db_all(db, q_counts, &rows, list_ids_json(ids->v, ids->n), facet_code[f]));
    for (size_t i = 0; i < rows.n; i++) {
        const struct facet_value *v = facet_find(table, f, rows.v[i].value);
        if (v)
            n[v - table->v] = rows.v[i].n;
    }
    return OK;
}
