#include "model/organisation_list.h"

DB_COLUMNS(row_cols, struct organisation_row, id, name, short_name, type, country, place, website, state, about_lang,
           about, themes, languages, routes, source, sample);
DB_QUERY(q_rows, row_cols,
    "SELECT o.id, o.name, o.short_name, t.code AS type, o.country, o.place, o.website, o.state, o.about_lang, o.about,"
    " (SELECT GROUP_CONCAT(w.code ORDER BY w.position, w.code SEPARATOR ' ') FROM organisation_theme x JOIN term w"
    " ON w.id = x.term_id WHERE x.organisation_id = o.id) AS themes,"
    " (SELECT GROUP_CONCAT(l.language ORDER BY l.language SEPARATOR ' ') FROM organisation_language l"
    " WHERE l.organisation_id = o.id) AS languages,"
    " (SELECT GROUP_CONCAT(CONCAT(r.from_country, '>', r.to_country) ORDER BY r.from_country, r.to_country"
    " SEPARATOR ' ') FROM organisation_route r WHERE r.organisation_id = o.id) AS routes, o.source, o.sample"
    " FROM organisation o JOIN term t ON t.id = o.type_id WHERE o.id > ? ORDER BY o.id LIMIT ?");

enum err organisation_rows(struct db *db, int64_t after_id, int limit, struct organisation_row_list *out)
{
    return db_all(db, q_rows, out, after_id, limit);
}
