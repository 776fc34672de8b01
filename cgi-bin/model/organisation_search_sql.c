/* organisation_search_sql.c - the staff's list of organisations and its tables: filters that may or may not be there. */
#include "model/organisation_list.h"
#include "model/search_words.h"

DB_COLUMNS(line_cols, struct organisation_line, id, name, short_name, type_en, type_fr, type_es, country, place, state,
           created_name, sample, people, waiting, created_at);
#define HEAD                                                                                              \
    "SELECT o.id, o.name, o.short_name, t.label_en AS type_en, t.label_fr AS type_fr, t.label_es AS type_es," \
    " o.country, o.place, o.state, m.name AS created_name, o.sample, (SELECT COUNT(*) FROM organisation_member x" \
    " JOIN member w ON w.id = x.member_id AND w.state <> 'pending' WHERE x.organisation_id = o.id"        \
    " AND x.state = 'confirmed') AS people," \
    " IF(o.state = 'active', (SELECT COUNT(*) FROM organisation_member x WHERE x.organisation_id = o.id AND x.state = 'asked'), 0)" \
    " AS waiting," \
    " o.created_at FROM "
#define TAIL " JOIN term t ON t.id = o.type_id LEFT JOIN member m ON m.id = o.created_by"

DB_COLUMNS(row_cols, struct organisation_row, id, name, short_name, type, country, place, website, state, about_lang,
           about, themes, languages, routes, source, sample);
#define ROWS                                                                                              \
    "SELECT o.id, o.name, o.short_name, t.code AS type, o.country, o.place, o.website, o.state, o.about_lang, o.about," \
    " (SELECT GROUP_CONCAT(w.code ORDER BY w.position, w.code SEPARATOR '; ') FROM organisation_theme x JOIN term w" \
    " ON w.id = x.term_id WHERE x.organisation_id = o.id) AS themes,"                                     \
    " (SELECT GROUP_CONCAT(l.language ORDER BY l.language SEPARATOR '; ') FROM organisation_language l"   \
    " WHERE l.organisation_id = o.id) AS languages,"                                                      \
    " (SELECT GROUP_CONCAT(CONCAT(r.from_country, '>', r.to_country) ORDER BY r.from_country, r.to_country" \
    " SEPARATOR '; ') FROM organisation_route r WHERE r.organisation_id = o.id) AS routes, o.source, o.sample FROM "
DB_COLUMNS(offer_cols, struct organisation_offer_row, id, organisation, country, side, what, lang, text, themes, countries);
#define OFFERS                                                                                            \
    "SELECT f.id, o.name AS organisation, o.country, f.side, f.what, f.lang, f.text,"                     \
    " (SELECT GROUP_CONCAT(w.code ORDER BY w.position, w.code SEPARATOR '; ') FROM offer_theme x JOIN term w" \
    " ON w.id = x.term_id WHERE x.offer_id = f.id) AS themes,"                                            \
    " (SELECT GROUP_CONCAT(x.country ORDER BY x.country SEPARATOR '; ') FROM offer_country x WHERE x.offer_id = f.id)" \
    " AS countries FROM "

/* "organisation o", or those whose name fits the words. */
static void add_found(struct db_text *t, const char *q)
{
    if (empty(q)) {
        DB_TEXT_ADD(t, "organisation o");
        return;
    }
    char *like = search_beginning("", q), *match = search_match(q);

    DB_TEXT_ADD(t, "(SELECT id FROM organisation WHERE name LIKE ? UNION SELECT id FROM organisation"
                   " WHERE short_name LIKE ?", like, like);
    if (match)
        DB_TEXT_ADD(t, " UNION SELECT id FROM organisation WHERE MATCH (name) AGAINST (? IN BOOLEAN MODE)", match);
    DB_TEXT_ADD(t, ") found JOIN organisation o ON o.id = found.id");
}

static void add_state(struct db_text *t, const char *state)
{
    if (!state)
        DB_TEXT_ADD(t, " AND o.state IN ('proposed', 'active', 'hidden')");
    else if (strcmp(state, "asked") == 0)
        DB_TEXT_ADD(t, " AND o.state = 'active' AND o.id IN (SELECT w.organisation_id FROM organisation_member w WHERE w.state = 'asked')");
    else
        DB_TEXT_ADD(t, " AND o.state = ?", state);
}

enum err organisation_lines(struct db *db, const struct organisation_filter *f, struct organisation_line_list *out)
{
    struct db_text t = {0};
    int64_t        before = f->before ? f->before : INT64_MAX;

    DB_TEXT_ADD(&t, HEAD);
    add_found(&t, f->q);
    DB_TEXT_ADD(&t, TAIL);
    if (f->newer)
        DB_TEXT_ADD(&t, " WHERE o.id > ?", f->newer);
    else
        DB_TEXT_ADD(&t, " WHERE o.id < ?", before);
    if (f->state)
        add_state(&t, f->state);
    if (f->newer)
        DB_TEXT_ADD(&t, " ORDER BY o.id LIMIT ?", f->limit);
    else
        DB_TEXT_ADD(&t, " ORDER BY o.id DESC LIMIT ?", f->limit);
    return db_text_all(db, &t, line_cols, out);
}

enum err organisation_rows(struct db *db, const struct organisation_filter *f, int64_t after, struct organisation_row_list *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t, ROWS);
    add_found(&t, f->q);
    DB_TEXT_ADD(&t, " JOIN term t ON t.id = o.type_id WHERE o.id > ?", after);
    add_state(&t, f->state);
    DB_TEXT_ADD(&t, " ORDER BY o.id LIMIT ?", f->limit);
    return db_text_all(db, &t, row_cols, out);
}

enum err organisation_offer_rows(struct db *db, const struct organisation_filter *f, int64_t after,
                                 struct organisation_offer_rows *out)
{
    struct db_text t = {0};

    DB_TEXT_ADD(&t, OFFERS);
    add_found(&t, f->q);
    DB_TEXT_ADD(&t, " JOIN offer f ON f.organisation_id = o.id WHERE f.id > ?", after);
    add_state(&t, f->state);
    DB_TEXT_ADD(&t, " ORDER BY f.id LIMIT ?", f->limit);
    return db_text_all(db, &t, offer_cols, out);
}
