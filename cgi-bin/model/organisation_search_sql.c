/* organisation_search_sql.c - the staff's list of organisations: filters that may or may not be there. */
#include "model/organisation_list.h"
#include "model/search_words.h"

DB_COLUMNS(line_cols, struct organisation_line, id, name, short_name, type_en, type_fr, type_es, country, place, state,
           created_name, sample, people, waiting, created_at);
#define HEAD                                                                                              \
    "SELECT o.id, o.name, o.short_name, t.label_en AS type_en, t.label_fr AS type_fr, t.label_es AS type_es," \
    " o.country, o.place, o.state, m.name AS created_name, o.sample, (SELECT COUNT(*) FROM organisation_member x" \
    " WHERE x.organisation_id = o.id AND x.state = 'confirmed') AS people," \
    " (SELECT COUNT(*) FROM organisation_member x WHERE x.organisation_id = o.id AND x.state = 'asked') AS waiting," \
    " o.created_at FROM "
#define TAIL " JOIN term t ON t.id = o.type_id LEFT JOIN member m ON m.id = o.created_by"

enum err organisation_lines(struct db *db, const struct organisation_filter *f, struct organisation_line_list *out)
{
    struct db_text t = {0};
    int64_t        before = f->before ? f->before : INT64_MAX;

    DB_TEXT_ADD(&t, HEAD);
    if (empty(f->q))
        DB_TEXT_ADD(&t, "organisation o");
    else {
        char *like = search_beginning("", f->q), *match = search_match(f->q);

        DB_TEXT_ADD(&t, "(SELECT id FROM organisation WHERE name LIKE ? UNION SELECT id FROM organisation"
                        " WHERE short_name LIKE ?", like, like);
        if (match)
            DB_TEXT_ADD(&t, " UNION SELECT id FROM organisation WHERE MATCH (name) AGAINST (? IN BOOLEAN MODE)", match);
        DB_TEXT_ADD(&t, ") found JOIN organisation o ON o.id = found.id");
    }
    DB_TEXT_ADD(&t, TAIL);
    if (f->newer)
        DB_TEXT_ADD(&t, " WHERE o.id > ?", f->newer);
    else
        DB_TEXT_ADD(&t, " WHERE o.id < ?", before);
    if (f->state && strcmp(f->state, "asked") == 0)
        DB_TEXT_ADD(&t, " AND o.id IN (SELECT w.organisation_id FROM organisation_member w WHERE w.state = 'asked')");
    else if (f->state)
        DB_TEXT_ADD(&t, " AND o.state = ?", f->state);
    if (f->newer)
        DB_TEXT_ADD(&t, " ORDER BY o.id LIMIT ?", f->limit);
    else
        DB_TEXT_ADD(&t, " ORDER BY o.id DESC LIMIT ?", f->limit);
    return db_text_all(db, &t, line_cols, out);
}
