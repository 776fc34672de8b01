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
static void add_by_year(struct db_text *t, struct list_place from)
{
    int64_t key = from.key, id = from.id;

    DB_TEXT_ADD(t,
        "SELECT r.id AS id, COALESCE(r.year, 0) AS sort_key FROM resource r FORCE INDEX (ix_resource_year)"
        " WHERE r.state = 'published' AND r.newer_id IS NULL");
    if (from.set && from.back && key == 0)
        DB_TEXT_ADD(t, " AND (r.year IS NOT NULL OR r.id > ?)", id);
    else if (from.set && from.back)
        DB_TEXT_ADD(t, " AND (r.year > ? OR (r.year = ? AND r.id > ?))", key, key, id);
    else if (from.set && key == 0)
        DB_TEXT_ADD(t, " AND r.year IS NULL AND r.id < ?", id);
    else if (from.set)
        DB_TEXT_ADD(t, " AND (r.year < ? OR (r.year = ? AND r.id < ?) OR r.year IS NULL)", key, key, id);
    DB_TEXT_ADD(t, from.back ? " ORDER BY r.year, r.id" : " ORDER BY r.year DESC, r.id DESC");
}

static void add_by_downloads(struct db_text *t, struct list_place from)
{
    int64_t key = from.key, id = from.id;

    DB_TEXT_ADD(t,
        "SELECT r.id AS id, r.downloads AS sort_key FROM resource r FORCE INDEX (ix_resource_downloads)"
        " WHERE r.state = 'published' AND r.newer_id IS NULL");
    if (from.set && from.back)
        DB_TEXT_ADD(t, " AND (r.downloads > ? OR (r.downloads = ? AND r.id > ?))", key, key, id);
    else if (from.set)
        DB_TEXT_ADD(t, " AND (r.downloads < ? OR (r.downloads = ? AND r.id < ?))", key, key, id);
    DB_TEXT_ADD(t, from.back ? " ORDER BY r.downloads, r.id" : " ORDER BY r.downloads DESC, r.id DESC");
}

/* Publications without a file come after all others; their key is -1. */
static void add_by_size(struct db_text *t, struct list_place from, bool filed)
{
    int64_t key = from.key, id = from.id;
    bool here = from.set && (key >= 0) == filed; /* the place is in this stretch, not at the end of the other */

    DB_TEXT_ADD(t,
        "SELECT r.id AS id, COALESCE(r.smallest_file, -1) AS sort_key FROM resource r FORCE INDEX (ix_resource_small)"
        " WHERE r.state = 'published' AND r.newer_id IS NULL");
    if (!filed)
        DB_TEXT_ADD(t, " AND r.smallest_file IS NULL");
    else if (!here)
        DB_TEXT_ADD(t, " AND r.smallest_file >= 0");
    if (here && !filed && from.back)
        DB_TEXT_ADD(t, " AND r.id < ?", id);
    else if (here && !filed)
        DB_TEXT_ADD(t, " AND r.id > ?", id);
    else if (here && from.back)
        DB_TEXT_ADD(t, " AND (r.smallest_file < ? OR (r.smallest_file = ? AND r.id < ?))", key, key, id);
    else if (here)
        DB_TEXT_ADD(t, " AND (r.smallest_file > ? OR (r.smallest_file = ? AND r.id > ?))", key, key, id);
    DB_TEXT_ADD(t, from.back ? " ORDER BY r.smallest_file DESC, r.id DESC" : " ORDER BY r.smallest_file, r.id");
}

/* Titles: first those in the reader's language, then the others language by language, each publication
 * with the title that it is shown with. The key is the number of the stretch. */
static void add_by_title(struct db_text *t, const struct list_ask *a, const char *lang, int64_t stretch,
                         struct list_place from)
{
    DB_TEXT_ADD(t,
        "SELECT STRAIGHT_JOIN r.id AS id, CAST(? AS SIGNED) AS sort_key"
        "  FROM resource_text t FORCE INDEX (ix_resource_text_sort) JOIN resource r ON r.id = t.resource_id"
        " WHERE r.state = 'published' AND r.newer_id IS NULL AND t.lang = ?", stretch, lang);
#define OWN_TITLE "(SELECT s.sort_title FROM resource_text s WHERE s.resource_id = ? AND s.lang = ?)"
    if (from.set && from.key == stretch && from.back)
        DB_TEXT_ADD(t,
            " AND t.sort_title <= " OWN_TITLE " AND (t.sort_title < " OWN_TITLE " OR t.resource_id < ?)",
            from.id, lang, from.id, lang, from.id);
    else if (from.set && from.key == stretch)
        DB_TEXT_ADD(t,
            " AND t.sort_title >= " OWN_TITLE " AND (t.sort_title > " OWN_TITLE " OR t.resource_id > ?)",
            from.id, lang, from.id, lang, from.id);
    if (stretch > 0)
        DB_TEXT_ADD(t, " AND t.lang = " SHOWN_LANG("?"), a->lang);
    DB_TEXT_ADD(t, from.back ? " ORDER BY t.sort_title DESC, t.resource_id DESC" : " ORDER BY t.sort_title, t.resource_id");
}

static enum err walk_more(struct db *db, struct db_text *t, size_t most, struct place_rows *out)
{
    struct key_rows rows;

    DB_TEXT_ADD(t, " LIMIT ?", most - out->n);
    TRY(db_text_all(db, t, key_cols, &rows));
    for (size_t i = 0; i < rows.n; i++)
        out->v[out->n++] = (struct list_place){.set = true, .key = rows.v[i].sort_key, .id = rows.v[i].id};
    return OK;
}

static enum err walk_titles(struct db *db, const struct list_ask *a, struct list_place from, size_t most,
                            struct place_rows *out)
{
    const char *langs[RES_LANG_N] = {a->lang};
    int64_t n = 1, at;

    for (size_t l = 0; l < RES_LANG_N; l++)
        if (strcmp(res_lang_codes[l], a->lang) != 0 && n < RES_LANG_N)
            langs[n++] = res_lang_codes[l];
    at = from.set && from.key > 0 ? from.key : 0;
    for (at = at < n ? at : n - 1; at >= 0 && at < n && out->n < most; at += from.back ? -1 : 1) {
        struct db_text t = {0};
        add_by_title(&t, a, langs[at], at, from);
        TRY(walk_more(db, &t, most, out));
    }
    return OK;
}

/* The stretch that the place is in, and then, if there is room, the other one. */
static enum err walk_sizes(struct db *db, struct list_place from, size_t most, struct place_rows *out)
{
    bool filed = !from.set || from.key >= 0;
    struct db_text t = {0}, rest = {0};

    add_by_size(&t, from, filed);
    TRY(walk_more(db, &t, most, out));
    if (out->n == most || filed == from.back)
        return OK;
    add_by_size(&rest, from, !filed);
    return walk_more(db, &rest, most, out);
}

enum err search_walk(struct db *db, const struct list_ask *a, struct list_place from, size_t most,
                     struct place_rows *out)
{
    struct db_text t = {0};

    out->v = talloc_array(pool, struct list_place, (unsigned)most + 1);
    out->n = 0;
    if (a->sort == SORT_TITLE)
        return walk_titles(db, a, from, most, out);
    if (a->sort == SORT_SMALLEST)
        return walk_sizes(db, from, most, out);
    if (a->sort == SORT_USED)
        add_by_downloads(&t, from);
    else
        add_by_year(&t, from);
    return walk_more(db, &t, most, out);
}
