/* partner_search_sql.c - who may fit: read by index, newest first, never more than so many rows. */
#include "model/partner_int.h"

enum { LOOKED_AT = 200 }; /* rows that filters may pass over per look */

DB_COLUMNS(found_cols, struct partner_found, id);

static void add_filters(struct db_text *t, const struct partner_filter *f)
{
    if (f->theme)
        DB_TEXT_ADD(t, " AND EXISTS (SELECT 1 FROM term w JOIN organisation_theme x ON x.term_id = w.id"
                       " AND x.organisation_id = o.id WHERE w.vocabulary = 'theme' AND w.code = ?)", f->theme);
    if (f->language)
        DB_TEXT_ADD(t, " AND EXISTS (SELECT 1 FROM organisation_language l WHERE l.organisation_id = o.id"
                       " AND l.language = ?)", f->language);
    if (f->offers)
        DB_TEXT_ADD(t, " AND EXISTS (SELECT 1 FROM offer g WHERE g.organisation_id = o.id AND g.side = 'offers'"
                       " AND g.what = ?)", f->offers);
    if (f->seeks)
        DB_TEXT_ADD(t, " AND EXISTS (SELECT 1 FROM offer s WHERE s.organisation_id = o.id AND s.side = 'seeks'"
                       " AND s.what = ?)", f->seeks);
}

enum err partner_look(struct db *db, const struct partner_look *l, const struct partner_filter *f,
                      struct partner_found_list *out)
{
    struct db_text t = {0};
    bool           filtered = f->theme || f->language || f->offers || f->seeks;
    int            rows = filtered ? LOOKED_AT : l->most + 20; /* some may be hidden */

    if (l->country)
        DB_TEXT_ADD(&t, "SELECT o.id FROM (SELECT id FROM organisation WHERE country = ? AND state = 'active'"
                        " ORDER BY id DESC LIMIT ?) c JOIN organisation o ON o.id = c.id WHERE o.id <> ?",
                    l->country, rows, l->not_this);
    else
        DB_TEXT_ADD(&t, "SELECT o.id FROM (SELECT organisation_id FROM organisation_route WHERE from_country = ?"
                        " AND to_country = ? AND seat = ? AND local = ? ORDER BY organisation_id DESC LIMIT ?) c"
                        " JOIN organisation o ON o.id = c.organisation_id AND o.state = 'active' WHERE o.id <> ?",
                    l->from, l->to, l->seat, l->local, rows, l->not_this);
    add_filters(&t, f);
    DB_TEXT_ADD(&t, " LIMIT ?", l->most);
    return db_text_all(db, &t, found_cols, out);
}
