/* directory_care.c - all of the directory anew, and whether its counts are right: for m4d-admin. */
#include "model/directory.h"

#define BATCH 200

static const char *const kinds[] = {"person", "organisation"};
static const char *const audiences[] = {"public", "members"};
static const char *const facets[] = {"country", "type", "theme", "language", "offers", "seeks"};

struct number { int64_t n; };
struct numbers { struct number *v; size_t n; };
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_people, number_cols, "SELECT id AS n FROM member WHERE id > ? ORDER BY id LIMIT ?");
DB_QUERY(q_organisations, number_cols, "SELECT id AS n FROM organisation WHERE id > ? ORDER BY id LIMIT ?");
/* Entries of what is there no more. */
DB_QUERY(q_listed, number_cols,
    "SELECT object_id AS n FROM directory_entry WHERE kind = ? AND audience = ? AND object_id > ? ORDER BY object_id LIMIT ?");
DB_QUERY(q_new, number_cols,
    "SELECT (SELECT COUNT(*) FROM directory_count WHERE kind = 'person' AND audience = 'members' AND facet2 = ''"
    "     AND value2 = '' AND facet = '' AND value = '') = 0"
    "   AND (SELECT COUNT(*) FROM (SELECT 1 FROM member WHERE state = 'active' LIMIT 1) m) > 0 AS n");
DB_QUERY(q_entries, number_cols, "SELECT COUNT(*) AS n FROM directory_entry WHERE kind = ? AND audience = ?");

/* ---- counts ---- */

struct sums { int64_t wrong, rows, kept; };
DB_COLUMNS(sums_cols, struct sums, wrong, rows, kept);
DB_QUERY(q_all, sums_cols,
    "SELECT 0 AS wrong, (SELECT COUNT(*) FROM directory_entry WHERE kind = ? AND audience = ?) AS `rows`,"
    " COALESCE((SELECT n FROM directory_count WHERE kind = ? AND audience = ? AND facet2 = '' AND value2 = ''"
    "   AND facet = '' AND value = ''), 0) AS kept");
DB_QUERY(q_single, sums_cols,
    "SELECT COUNT(CASE WHEN c.n IS NULL OR c.n <> t.n THEN 1 END) AS wrong,"
    "       CAST(COALESCE(SUM(t.n), 0) AS SIGNED) AS `rows`,"
    "       CAST(COALESCE((SELECT SUM(n) FROM directory_count WHERE kind = ? AND audience = ? AND facet2 = ''"
    "         AND value2 = '' AND facet = ?), 0) AS SIGNED) AS kept"
    "  FROM (SELECT value, COUNT(*) AS n FROM directory_facet WHERE kind = ? AND audience = ? AND facet = ?"
    "         GROUP BY value) t"
    "  LEFT JOIN directory_count c ON c.kind = ? AND c.audience = ? AND c.facet2 = '' AND c.value2 = ''"
    "         AND c.facet = ? AND c.value = t.value");
DB_QUERY(q_pair, sums_cols,
    "SELECT COUNT(CASE WHEN c.n IS NULL OR c.n <> t.n THEN 1 END) AS wrong,"
    "       CAST(COALESCE(SUM(t.n), 0) AS SIGNED) AS `rows`,"
    "       CAST(COALESCE((SELECT SUM(n) FROM directory_count WHERE kind = ? AND audience = ? AND facet2 = ?"
    "         AND facet = ?), 0) AS SIGNED) AS kept"
    "  FROM (SELECT STRAIGHT_JOIN x.value AS value2, y.value, COUNT(*) AS n"
    "          FROM directory_facet x JOIN directory_facet y FORCE INDEX (ix_directory_facet_object)"
    "            ON y.kind = x.kind AND y.object_id = x.object_id AND y.audience = x.audience AND y.facet = ?"
    "         WHERE x.kind = ? AND x.audience = ? AND x.facet = ? GROUP BY x.value, y.value) t"
    "  LEFT JOIN directory_count c ON c.kind = ? AND c.audience = ? AND c.facet2 = ? AND c.value2 = t.value2"
    "         AND c.facet = ? AND c.value = t.value");

DB_EXEC(x_counts_out, "DELETE FROM directory_count WHERE kind = ? AND audience = ?");
DB_EXEC(x_all,
    "INSERT INTO directory_count (kind, audience, facet, value, n)"
    " SELECT ?, ?, '', '', t.n FROM (SELECT COUNT(*) AS n FROM directory_entry WHERE kind = ? AND audience = ?) t");
DB_EXEC(x_single,
    "INSERT INTO directory_count (kind, audience, facet, value, n)"
    " SELECT ?, ?, ?, t.value, t.n FROM (SELECT value, COUNT(*) AS n FROM directory_facet"
    "         WHERE kind = ? AND audience = ? AND facet = ? GROUP BY value) t");
DB_EXEC(x_pair,
    "INSERT INTO directory_count (kind, audience, facet2, value2, facet, value, n)"
    " SELECT ?, ?, ?, t.value2, ?, t.value, t.n FROM (SELECT STRAIGHT_JOIN x.value AS value2, y.value, COUNT(*) AS n"
    "  FROM directory_facet x JOIN directory_facet y FORCE INDEX (ix_directory_facet_object)"
    "    ON y.kind = x.kind AND y.object_id = x.object_id AND y.audience = x.audience AND y.facet = ?"
    " WHERE x.kind = ? AND x.audience = ? AND x.facet = ? GROUP BY x.value, y.value) t");

static enum err count_pairs(struct db *db, const char *k, const char *a)
{
    for (size_t f = 0; f < COUNT(facets); f++)
        for (size_t g = 0; g < COUNT(facets); g++)
            if (f != g)
                TRY(db_exec(db, x_pair, k, a, facets[f], facets[g], facets[g], k, a, facets[f]));
    return OK;
}

/* The stamp keeps everybody else from counting meanwhile. */
static enum err count_anew(struct db *db, const char *k, const char *a)
{
    DB_TX(tx, db);
    TRY(stamp_bump(db, "directory"));
    TRY(db_exec(db, x_counts_out, k, a));
    TRY(db_exec(db, x_all, k, a, k, a));
    TRY(db_exec(db, x_single, k, a, "joined", k, a, "joined"));
    for (size_t f = 0; f < COUNT(facets); f++)
        TRY(db_exec(db, x_single, k, a, facets[f], k, a, facets[f]));
    TRY(count_pairs(db, k, a));
    return db_commit(&tx);
}

/* ---- rows ---- */

static enum err one_anew(struct db *db, bool person, int64_t id)
{
    return person ? directory_person(db, id) : directory_organisation(db, id, false);
}

static enum err batch_anew(struct db *db, bool person, const struct numbers *ids)
{
    DB_TX(tx, db);
    for (size_t i = 0; i < ids->n; i++)
        TRY(one_anew(db, person, ids->v[i].n));
    return db_commit(&tx);
}

/* Somebody else's change may want the same rows: then the batch is done once more. */
static enum err batch(struct db *db, bool person, const struct numbers *ids)
{
    enum err e = ERR_BUSY;

    for (int i = 0; i < 5 && e == ERR_BUSY; i++)
        e = batch_anew(db, person, ids);
    return e;
}

static enum err next_ids(struct db *db, bool person, const char *audience, int64_t after, struct numbers *out)
{
    if (audience)
        return db_all(db, q_listed, out, kinds[person ? 0 : 1], audience, after, BATCH);
    return person ? db_all(db, q_people, out, after, BATCH) : db_all(db, q_organisations, out, after, BATCH);
}

/* Memory is given back after each batch. audience: over the entries that it has, not over what there is. */
static enum err rows_anew(struct db *db, bool person, const char *audience)
{
    TALLOC_CTX *mine = pool;
    enum err e = OK;
    int64_t at = 0;
    size_t n = BATCH;

    while (e == OK && n == BATCH) {
        struct numbers ids;

        pool = talloc_new(mine);
        e = next_ids(db, person, audience, at, &ids);
        if (!e)
            e = batch(db, person, &ids);
        n = e ? 0 : ids.n;
        at = n ? ids.v[n - 1].n : at;
        talloc_free(pool);
        pool = mine;
    }
    return e;
}

enum err directory_rebuild(struct db *db, int64_t *n)
{
    struct number row;

    *n = 0;
    for (int person = 1; person >= 0; person--) {
        TRY(rows_anew(db, person, NULL));
        for (size_t a = 0; a < COUNT(audiences); a++)
            TRY(rows_anew(db, person, audiences[a]));
        for (size_t a = 0; a < COUNT(audiences); a++)
            TRY(count_anew(db, kinds[person ? 0 : 1], audiences[a]));
        TRY(db_one(db, q_entries, &row, kinds[person ? 0 : 1], "members"));
        *n += row.n;
    }
    return OK;
}

enum err directory_is_new(struct db *db, bool *out)
{
    struct number row;

    TRY(db_one(db, q_new, &row));
    *out = row.n != 0;
    return OK;
}

static enum err add_wrong(struct sums s, int64_t *wrong)
{
    *wrong += s.wrong > 0 || s.rows != s.kept;
    return OK;
}

static enum err check_values(struct db *db, const char *k, const char *a, const char *f, int64_t *wrong)
{
    struct sums s;

    TRY(db_one(db, q_single, &s, k, a, f, k, a, f, k, a, f));
    return add_wrong(s, wrong);
}

static enum err check_one(struct db *db, const char *k, const char *a, int64_t *wrong)
{
    struct sums s;

    TRY(db_one(db, q_all, &s, k, a, k, a));
    TRY(add_wrong(s, wrong));
    TRY(check_values(db, k, a, "joined", wrong));
    for (size_t f = 0; f < COUNT(facets); f++) {
        TRY(check_values(db, k, a, facets[f], wrong));
        for (size_t g = 0; g < COUNT(facets); g++) {
            if (f == g)
                continue;
            TRY(db_one(db, q_pair, &s, k, a, facets[f], facets[g], facets[g], k, a, facets[f], k, a, facets[f], facets[g]));
            TRY(add_wrong(s, wrong));
        }
    }
    return OK;
}

enum err directory_check(struct db *db, int64_t *wrong)
{
    *wrong = 0;
    for (size_t k = 0; k < COUNT(kinds); k++)
        for (size_t a = 0; a < COUNT(audiences); a++)
            TRY(check_one(db, kinds[k], audiences[a], wrong));
    return OK;
}
