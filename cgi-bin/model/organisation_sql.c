#include "model/organisation_int.h"

#define ROWS                                                                                          \
    "SELECT o.id, o.name, o.short_name, t.code AS type, t.label_en AS type_en, t.label_fr AS type_fr," \
    " t.label_es AS type_es, o.country, o.place, o.website, o.about, o.about_lang, o.state, o.merged_into," \
    " o.sample, o.source, o.decision_note, o.created_by, m.name AS created_name, o.created_at, o.decided_at," \
    " o.version FROM organisation o JOIN term t ON t.id = o.type_id LEFT JOIN member m ON m.id = o.created_by"
DB_COLUMNS(row_cols, struct organisation, id, name, short_name, type, type_en, type_fr, type_es, country, place,
           website, about, about_lang, state, merged_into, sample, source, decision_note, created_by, created_name,
           created_at, decided_at, version);
DB_QUERY(q_get, row_cols, ROWS " WHERE o.id = ?");
struct lock { int64_t id; };
DB_COLUMNS(lock_cols, struct lock, id);
DB_QUERY(q_lock, lock_cols, "SELECT id FROM organisation WHERE id = ? FOR UPDATE");

enum err organisation_get(struct db *db, int64_t id, struct organisation *out) { return db_one(db, q_get, out, id); }

enum err organisation_sql_lock(struct db *db, int64_t id, struct organisation *out)
{
    struct lock l;

    TRY(db_one(db, q_lock, &l, id));
    return organisation_get(db, id, out);
}

/* ---- what belongs to it ---- */

DB_COLUMNS(term_cols, struct organisation_term, id, code, label_en, label_fr, label_es);
DB_QUERY(q_themes, term_cols,
    "SELECT t.id, t.code, t.label_en, t.label_fr, t.label_es FROM organisation_theme x JOIN term t ON t.id = x.term_id"
    " WHERE x.organisation_id = ? ORDER BY t.position, t.code");
DB_COLUMNS(language_cols, struct organisation_language, code, name);
DB_QUERY(q_languages_en, language_cols,
    "SELECT l.code, l.name_en AS name FROM organisation_language x JOIN language l ON l.code = x.language"
    " WHERE x.organisation_id = ? ORDER BY l.name_en, l.code");
DB_QUERY(q_languages_fr, language_cols,
    "SELECT l.code, l.name_fr AS name FROM organisation_language x JOIN language l ON l.code = x.language"
    " WHERE x.organisation_id = ? ORDER BY l.name_fr, l.code");
DB_QUERY(q_languages_es, language_cols,
    "SELECT l.code, l.name_es AS name FROM organisation_language x JOIN language l ON l.code = x.language"
    " WHERE x.organisation_id = ? ORDER BY l.name_es, l.code");
DB_COLUMNS(route_cols, struct organisation_route, from, to);
DB_QUERY(q_routes, route_cols,
    "SELECT from_country AS `from`, to_country AS `to` FROM organisation_route WHERE organisation_id = ?"
    " ORDER BY from_country, to_country");

enum err organisation_themes(struct db *db, int64_t id, struct organisation_term_list *out)
{
    return db_all(db, q_themes, out, id);
}

enum err organisation_languages(struct db *db, int64_t id, struct organisation_language_list *out)
{
    switch (lang_now()) {
    case LANG_FR: return db_all(db, q_languages_fr, out, id);
    case LANG_ES: return db_all(db, q_languages_es, out, id);
    default: return db_all(db, q_languages_en, out, id);
    }
}

enum err organisation_routes(struct db *db, int64_t id, struct organisation_route_list *out)
{
    return db_all(db, q_routes, out, id);
}

/* ---- changes ---- */

DB_EXEC(x_insert,
    "INSERT INTO organisation (name, words_key, short_name, type_id, country, place, website, host, about, about_lang,"
    " state, created_by) SELECT ?, ?, ?, id, ?, ?, ?, ?, ?, ?, ?, NULLIF(?, 0) FROM term"
    " WHERE vocabulary = 'organisation' AND code = ?");
DB_EXEC(x_save,
    "UPDATE organisation SET name = ?, words_key = ?, short_name = ?, type_id = (SELECT id FROM term"
    " WHERE vocabulary = 'organisation' AND code = ?), country = ?, place = ?, website = ?, host = ?, about = ?,"
    " about_lang = ?, version = version + 1 WHERE id = ? AND version = ?");
DB_EXEC(x_version, "UPDATE organisation SET version = version + 1 WHERE id = ? AND version = ?");
DB_EXEC(x_themes_drop, "DELETE FROM organisation_theme WHERE organisation_id = ?");
DB_EXEC(x_theme,
    "INSERT IGNORE INTO organisation_theme (organisation_id, term_id) SELECT ?, id FROM term"
    " WHERE vocabulary = 'theme' AND code = ?");
DB_EXEC(x_languages_drop, "DELETE FROM organisation_language WHERE organisation_id = ?");
DB_EXEC(x_language,
    "INSERT IGNORE INTO organisation_language (organisation_id, language) SELECT ?, code FROM language WHERE code = ?");
DB_EXEC(x_routes_drop, "DELETE FROM organisation_route WHERE organisation_id = ?");
DB_EXEC(x_route, "INSERT IGNORE INTO organisation_route (organisation_id, from_country, to_country) VALUES (?, ?, ?)");
DB_EXEC(x_seats,
    "UPDATE organisation_route r JOIN organisation o ON o.id = r.organisation_id JOIN term t ON t.id = o.type_id"
    " SET r.seat = CASE o.country WHEN r.from_country THEN 'from' WHEN r.to_country THEN 'to' ELSE 'else' END,"
    " r.local = t.code IN ('local-authority', 'la-network') WHERE r.organisation_id = ?");
DB_EXEC(x_state, "UPDATE organisation SET state = ?, version = version + 1 WHERE id = ?");

enum err organisation_sql_insert(struct db *db, const struct user *by, const char *state,
                                 const struct organisation_edit *e, int64_t *out_id)
{
    return db_insert(db, x_insert, out_id, e->name, organisation_words_key(e->name), e->short_name, e->country,
                     e->place, e->website, organisation_host(e->website), e->about, e->about_lang, state,
                     by ? by->id : INT64_C(0), e->type);
}

enum err organisation_sql_sets(struct db *db, int64_t id, const struct organisation_edit *e)
{
    TRY(db_exec(db, x_themes_drop, id));
    for (size_t i = 0; i < e->themes.n; i++)
        TRY(db_exec(db, x_theme, id, e->themes.v[i]));
    TRY(db_exec(db, x_languages_drop, id));
    for (size_t i = 0; i < e->languages.n; i++)
        TRY(db_exec(db, x_language, id, e->languages.v[i]));
    return OK;
}

enum err organisation_sql_save(struct db *db, const struct organisation_edit *e)
{
    TRY(db_change(db, x_save, e->name, organisation_words_key(e->name), e->short_name, e->type, e->country, e->place,
                  e->website, organisation_host(e->website), e->about, e->about_lang, e->id, e->version));
    TRY(organisation_sql_sets(db, e->id, e));
    return organisation_sql_seats(db, e->id);
}

enum err organisation_sql_route(struct db *db, int64_t id, const char *from, const char *to)
{
    return db_exec(db, x_route, id, from, to);
}

enum err organisation_sql_routes(struct db *db, int64_t id, int version, const struct organisation_route_list *l)
{
    TRY(db_change(db, x_version, id, version));
    TRY(db_exec(db, x_routes_drop, id));
    for (size_t i = 0; i < l->n; i++)
        TRY(organisation_sql_route(db, id, l->v[i].from, l->v[i].to));
    return organisation_sql_seats(db, id);
}

enum err organisation_sql_seats(struct db *db, int64_t id) { return db_exec(db, x_seats, id); }
enum err organisation_sql_state(struct db *db, int64_t id, const char *state) { return db_exec(db, x_state, state, id); }
