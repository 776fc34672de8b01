/* resource_order_search_sql.c - the public list in order: whole sets, stretches of an index, rows of a page. */
#include "model/resource.h"
#include "model/resource_list_int.h"

DB_COLUMNS(id_cols, struct id_row, id);

/* ---- a set that is kept, in order ---- */

/* Language of the text that is shown of r: the reader's, else the original's, else any. */
#define SHOWN_LANG(reader)                                                                  \
    "(SELECT x.lang FROM resource_text x WHERE x.resource_id = r.id"                        \
    " ORDER BY x.lang = " reader " DESC, x.lang = r.lang DESC, x.lang LIMIT 1)"

static const char *const order_by[] = {
    [SORT_NEWEST] = " ORDER BY r.year DESC, r.id DESC",
    [SORT_USED] = " ORDER BY r.downloads DESC, r.id DESC",
    [SORT_TITLE] = " ORDER BY t.sort_title, r.id",
    [SORT_SMALLEST] = " ORDER BY r.smallest_file IS NULL, r.smallest_file, r.id",
    [SORT_RELEVANCE] = " ORDER BY r.id",
};

enum err search_order(struct db *db, const struct list_ask *a, const char *among, struct id_rows *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t,
        "SELECT STRAIGHT_JOIN r.id AS id FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) h"
        " JOIN resource r ON r.id = h.id", among);
    if (a->sort == SORT_TITLE)
        DB_TEXT_ADD(&t, " LEFT JOIN resource_text t ON t.resource_id = r.id AND t.lang = " SHOWN_LANG("?"), a->lang);
    DB_TEXT_ADD(&t, order_by[a->sort]);
    return db_text_all(db, &t, id_cols, out);
}

/* ---- along an index ---- */

struct key_row { int64_t id, sort_key; };
struct key_rows { struct key_row *v; size_t n; };
DB_COLUMNS(key_cols, struct key_row, id, sort_key);

/* Years and downloads go down; 0 stands for a year that is not known, which comes last. */
static void add_falling(struct db_text *t, const struct list_ask *a, struct list_place after)
{
    bool by_year = a->sort == SORT_NEWEST;

    DB_TEXT_ADD(t, by_year ? "SELECT r.id AS id, COALESCE(r.year, 0) AS sort_key FROM resource r"
                           : "SELECT r.id AS id, r.downloads AS sort_key FROM resource r");
    DB_TEXT_ADD(t, by_year ? " FORCE INDEX (ix_resource_year)" : " FORCE INDEX (ix_resource_downloads)");
    DB_TEXT_ADD(t, " WHERE r.state = 'published' AND r.newer_id IS NULL");
    if (after.set && by_year && after.key == 0)
        DB_TEXT_ADD(t, " AND r.year IS NULL AND r.id < ?", after.id);
    else if (after.set && by_year)
        DB_TEXT_ADD(t, " AND (r.year < ? OR (r.year = ? AND r.id < ?) OR r.year IS NULL)",
            after.key, after.key, after.id);
    else if (after.set)
        DB_TEXT_ADD(t, " AND (r.downloads < ? OR (r.downloads = ? AND r.id < ?))", after.key, after.key, after.id);
    search_add_probes(t, a);
    DB_TEXT_ADD(t, by_year ? " ORDER BY r.year DESC, r.id DESC" : " ORDER BY r.downloads DESC, r.id DESC");
}

/* Publications without a file are left to the end by the caller: they have no place in this index. */
static void add_smallest(struct db_text *t, const struct list_ask *a, struct list_place after, bool filed)
{
    DB_TEXT_ADD(t,
        "SELECT r.id AS id, COALESCE(r.smallest_file, -1) AS sort_key FROM resource r FORCE INDEX (ix_resource_small)"
        " WHERE r.state = 'published' AND r.newer_id IS NULL");
    if (!filed)
        DB_TEXT_ADD(t, " AND r.smallest_file IS NULL AND r.id > ?", after.set && after.key < 0 ? after.id : 0);
    else if (after.set)
        DB_TEXT_ADD(t, " AND (r.smallest_file > ? OR (r.smallest_file = ? AND r.id > ?))",
            after.key, after.key, after.id);
    else
        DB_TEXT_ADD(t, " AND r.smallest_file >= 0");
    search_add_probes(t, a);
    DB_TEXT_ADD(t, " ORDER BY r.smallest_file, r.id");
}

/* Titles: first those in the reader's language, then the others language by language, each publication
 * with the title that it is shown with. The key is the number of the stretch. */
static void add_title(struct db_text *t, const struct list_ask *a, const char *lang, int64_t stretch,
                      struct list_place after)
{
    DB_TEXT_ADD(t,
        "SELECT STRAIGHT_JOIN r.id AS id, CAST(? AS SIGNED) AS sort_key"
        "  FROM resource_text t FORCE INDEX (ix_resource_text_sort) JOIN resource r ON r.id = t.resource_id"
        " WHERE r.state = 'published' AND r.newer_id IS NULL AND t.lang = ?", stretch, lang);
    if (after.set && after.key == stretch)
        DB_TEXT_ADD(t,
            " AND t.sort_title >= (SELECT s.sort_title FROM resource_text s WHERE s.resource_id = ? AND s.lang = ?)"
            " AND (t.sort_title > (SELECT s.sort_title FROM resource_text s WHERE s.resource_id = ? AND s.lang = ?)"
            " OR t.resource_id > ?)", after.id, lang, after.id, lang, after.id);
    if (stretch > 0)
        DB_TEXT_ADD(t, " AND t.lang = " SHOWN_LANG("?"), a->lang);
    search_add_probes(t, a);
    DB_TEXT_ADD(t, " ORDER BY t.sort_title, t.resource_id");
}

static enum err walk_more(struct db *db, struct db_text *t, size_t limit, struct list_place *place,
                          struct id_rows *out)
{
    struct key_rows rows;

    DB_TEXT_ADD(t, " LIMIT ?", limit - out->n);
    TRY(db_text_all(db, t, key_cols, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        place[out->n] = (struct list_place){true, rows.v[i].sort_key, rows.v[i].id};
        out->v[out->n++] = (struct id_row){rows.v[i].id};
    }
    return OK;
}

static enum err walk_titles(struct db *db, const struct list_ask *a, struct list_place after, size_t limit,
                            struct list_place *place, struct id_rows *out)
{
    const char *langs[RES_LANG_N] = {a->lang};
    size_t n = 1;

    for (size_t l = 0; l < RES_LANG_N; l++)
        if (strcmp(res_lang_codes[l], a->lang) != 0 && n < RES_LANG_N)
            langs[n++] = res_lang_codes[l];
    for (size_t i = after.set && after.key > 0 ? (size_t)after.key : 0; i < n && out->n < limit; i++) {
        struct db_text t = {0};
        add_title(&t, a, langs[i], (int64_t)i, after);
        TRY(walk_more(db, &t, limit, place, out));
    }
    return OK;
}

enum err search_walk(struct db *db, const struct list_ask *a, struct list_place after, size_t limit,
                     struct list_place *place, struct id_rows *out)
{
    struct db_text t = {0}, rest = {0};

    out->v = talloc_array(pool, struct id_row, (unsigned)limit + 1);
    out->n = 0;
    if (a->sort == SORT_TITLE)
        return walk_titles(db, a, after, limit, place, out);
    if (a->sort != SORT_SMALLEST) {
        add_falling(&t, a, after);
        return walk_more(db, &t, limit, place, out);
    }
    if (!after.set || after.key >= 0) {
        add_smallest(&t, a, after, true);
        TRY(walk_more(db, &t, limit, place, out));
    }
    if (out->n < limit) {
        add_smallest(&rest, a, after, false);
        TRY(walk_more(db, &rest, limit, place, out));
    }
    return OK;
}
