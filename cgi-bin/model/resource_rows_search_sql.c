/* resource_rows_search_sql.c - what a list shows of each publication. */
#include "model/resource_list_int.h"

DB_COLUMNS(row_cols, struct list_row, id, year, downloads, smallest_file, published_at, type, title_lang, title,
    summary, langs, pages);

/* Every title there is of one publication, for those few with none in the reader's or their own language. */
struct any_row { char *lang, *title, *summary; };
DB_COLUMNS(any_cols, struct any_row, lang, title, summary);
DB_QUERY(q_any, any_cols,
    "SELECT lang, title, summary FROM resource_text WHERE resource_id = ? ORDER BY lang LIMIT 1");

static const int rooms[] = {1, 5, 20, 30, 50, 100};

/* Few different texts, so that each stays prepared: lists are filled up with their last number. */
static void add_ids(struct db_text *t, const struct id_rows *ids)
{
    size_t room = ids->n;

    for (size_t i = COUNT(rooms); i-- > 0;)
        if ((size_t)rooms[i] >= ids->n)
            room = (size_t)rooms[i];
    for (size_t i = 0; i < room; i++)
        DB_TEXT_ADD(t, i ? ", ?" : "?", ids->v[i < ids->n ? i : ids->n - 1].id);
}

static enum err read_rows(struct db *db, const struct id_rows *ids, const char *lang, struct list_row_list *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t,
        "SELECT STRAIGHT_JOIN r.id AS id, r.year AS year, r.downloads AS downloads, r.smallest_file AS smallest_file,"
        " r.published_at AS published_at, y.code AS type, COALESCE(a.lang, b.lang) AS title_lang,"
        " COALESCE(a.title, b.title) AS title, CASE WHEN a.lang IS NULL THEN b.summary ELSE a.summary END AS summary,"
        " (SELECT GROUP_CONCAT(f.value SEPARATOR ' ') FROM resource_facet f"
        "   WHERE f.resource_id = r.id AND f.facet = 'lang') AS langs,"
        " (SELECT MAX(f.pages) FROM resource_file f FORCE INDEX (ix_resource_file_resource) WHERE f.resource_id = r.id AND f.removed_at IS NULL) AS pages"
        " FROM resource r JOIN term y ON y.id = r.type_id"
        " LEFT JOIN resource_text a ON a.resource_id = r.id AND a.lang = ?"
        " LEFT JOIN resource_text b ON a.lang IS NULL AND b.resource_id = r.id AND b.lang = r.lang"
        " WHERE r.id IN (", lang);
    add_ids(&t, ids);
    DB_TEXT_ADD(&t, ")");
    return db_text_all(db, &t, row_cols, out);
}

enum err search_rows(struct db *db, const struct id_rows *ids, const char *lang, struct list_row_list *out)
{
    struct list_row_list found;

    *out = (struct list_row_list){.v = talloc_array(pool, struct list_row, (unsigned)ids->n + 1)};
    if (ids->n == 0)
        return OK;
    TRY(read_rows(db, ids, lang, &found));
    for (size_t i = 0; i < ids->n; i++)
        for (size_t k = 0; k < found.n; k++)
            if (found.v[k].id == ids->v[i].id) {
                out->v[out->n++] = found.v[k];
                break;
            }
    for (size_t i = 0; i < out->n; i++) {
        struct any_row any;
        if (out->v[i].title != NULL)
            continue;
        TRY(db_one(db, q_any, &any, out->v[i].id));
        out->v[i].title_lang = any.lang;
        out->v[i].title = any.title;
        out->v[i].summary = any.summary;
    }
    return OK;
}
