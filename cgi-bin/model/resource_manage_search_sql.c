/* resource_manage_search_sql.c - the library's list for staff, put together from constant pieces. */
#include "model/resource.h"
#include "model/stem.h"

DB_COLUMNS(line_cols, struct resource_line, id, state, title, title_lang, lang, type_en, type_fr, type_es, year,
           changed_at, created_at, downloads, files, warnings, newer_id, file_langs, by_name, decision_note);

DB_COLUMNS(queue_cols, struct resource_queue, n, oldest);
DB_QUERY(q_queue, queue_cols,
    "SELECT COUNT(*) AS n, MIN(created_at) AS oldest FROM resource WHERE state = 'proposed'");

/* The title in the reader's language, else as it was written, else any. */
static const char select_lines[] =
    "SELECT r.id, r.state, x.title, x.lang AS title_lang, r.lang, t.label_en AS type_en, t.label_fr AS type_fr, "
    "t.label_es AS type_es, r.year, r.changed_at, r.created_at, r.downloads, "
    "(SELECT COUNT(*) FROM resource_file f WHERE f.resource_id = r.id AND f.removed_at IS NULL) AS files, "
    "(SELECT COUNT(*) FROM resource_file f WHERE f.resource_id = r.id AND f.removed_at IS NULL "
    "AND f.warnings > '') AS warnings, r.newer_id, "
    "(SELECT GROUP_CONCAT(DISTINCT f.lang ORDER BY f.lang SEPARATOR ' ') FROM resource_file f "
    "WHERE f.resource_id = r.id AND f.removed_at IS NULL) AS file_langs, m.name AS by_name, r.decision_note "
    "FROM resource r JOIN term t ON t.id = r.type_id "
    "JOIN resource_text x ON x.resource_id = r.id AND x.lang = (SELECT y.lang FROM resource_text y "
    "WHERE y.resource_id = r.id ORDER BY y.lang = ? DESC, y.lang = r.lang DESC, y.lang LIMIT 1) "
    "LEFT JOIN member m ON m.id = r.submitted_by WHERE TRUE ";

static void add_words(struct db_text *t, const char *words)
{
    int64_t id;

    if (parse_int(words, &id)) {
        DB_TEXT_ADD(t, "AND r.id = ? ", id);
        return;
    }
    struct stem_query q = stem_query(words);
    if (q.match)
        DB_TEXT_ADD(t, "AND r.id IN (SELECT z.resource_id FROM resource_text z "
                       "WHERE MATCH (z.search_text) AGAINST (? IN BOOLEAN MODE)) ", q.match);
}

static void add_after(struct db_text *t, const struct resource_filter *f)
{
    struct instant at = {.us = f->key};

    switch (f->sort) {
    case RES_BY_CHANGED:
        DB_TEXT_ADD(t, "AND r.changed_at <= ? AND (r.changed_at < ? OR r.id < ?) ", at, at, f->id);
        break;
    case RES_BY_WAITING:
        DB_TEXT_ADD(t, "AND r.created_at >= ? AND (r.created_at > ? OR r.id > ?) ", at, at, f->id);
        break;
    case RES_BY_DOWNLOADS:
        DB_TEXT_ADD(t, "AND r.downloads <= ? AND (r.downloads < ? OR r.id < ?) ", f->key, f->key, f->id);
        break;
    case RES_BY_YEAR:
        if (f->key > 0)
            DB_TEXT_ADD(t, "AND (r.year < ? OR r.year IS NULL OR (r.year = ? AND r.id < ?)) ", f->key, f->key, f->id);
        else
            DB_TEXT_ADD(t, "AND r.year IS NULL AND r.id < ? ", f->id);
        break;
    }
}

static void add_before(struct db_text *t, const struct resource_filter *f)
{
    struct instant at = {.us = f->key};

    switch (f->sort) {
    case RES_BY_CHANGED:
        DB_TEXT_ADD(t, "AND r.changed_at >= ? AND (r.changed_at > ? OR r.id > ?) ", at, at, f->id);
        break;
    case RES_BY_WAITING:
        DB_TEXT_ADD(t, "AND r.created_at <= ? AND (r.created_at < ? OR r.id < ?) ", at, at, f->id);
        break;
    case RES_BY_DOWNLOADS:
        DB_TEXT_ADD(t, "AND r.downloads >= ? AND (r.downloads > ? OR r.id > ?) ", f->key, f->key, f->id);
        break;
    case RES_BY_YEAR:
        if (f->key > 0)
            DB_TEXT_ADD(t, "AND (r.year > ? OR (r.year = ? AND r.id > ?)) ", f->key, f->key, f->id);
        else
            DB_TEXT_ADD(t, "AND (r.year IS NOT NULL OR r.id > ?) ", f->id);
        break;
    }
}

enum err resource_lines(struct db *db, const struct resource_filter *f, struct resource_line_list *out)
{
    static const char *const orders[][2] = { /* forwards, backwards */
        [RES_BY_CHANGED] = {"ORDER BY r.changed_at DESC, r.id DESC ", "ORDER BY r.changed_at, r.id "},
        [RES_BY_YEAR] = {"ORDER BY r.year DESC, r.id DESC ", "ORDER BY r.year, r.id "},
        [RES_BY_DOWNLOADS] = {"ORDER BY r.downloads DESC, r.id DESC ", "ORDER BY r.downloads, r.id "},
        [RES_BY_WAITING] = {"ORDER BY r.created_at, r.id ", "ORDER BY r.created_at DESC, r.id DESC "},
    };
    struct db_text t = {0};

    DB_TEXT_ADD(&t, select_lines, (const char *)lang_code[lang_now()]);
    if (f->words)
        add_words(&t, f->words);
    if (f->state)
        DB_TEXT_ADD(&t, "AND r.state = ? ", f->state);
    if (f->warnings)
        DB_TEXT_ADD(&t, "AND r.id IN (SELECT w.resource_id FROM resource_file w WHERE w.warnings > '' "
                        "AND w.removed_at IS NULL) ");
    if (f->submitted_by)
        DB_TEXT_ADD(&t, "AND r.submitted_by = ? ", f->submitted_by);
    if (f->series) {
        DB_TEXT_ADD(&t, "AND r.series_id IN (0");
        for (size_t i = 0; i < f->series->n; i++)
            DB_TEXT_ADD(&t, ", ?", f->series->v[i]);
        DB_TEXT_ADD(&t, ") ");
    }
    if (f->back)
        add_before(&t, f);
    else if (f->after)
        add_after(&t, f);
    DB_TEXT_ADD(&t, orders[f->sort][f->back]);
    DB_TEXT_ADD(&t, "LIMIT ?", f->limit);
    return db_text_all(db, &t, line_cols, out);
}

int64_t resource_line_key(const struct resource_line *l, enum resource_sort sort)
{
    return sort == RES_BY_YEAR        ? l->year
           : sort == RES_BY_DOWNLOADS ? l->downloads
           : sort == RES_BY_WAITING   ? l->created_at.us
                                      : l->changed_at.us;
}

enum err resource_queue_read(struct db *db, struct resource_queue *out) { return db_one(db, q_queue, out); }
