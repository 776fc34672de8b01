/* partner_search_sql.c - who may fit: read by index, newest first, never more than so many rows. */
#include "model/partner_int.h"

enum { LOOKED_AT = 200 }; /* rows that filters may pass over per look */

DB_COLUMNS(row_cols, struct partner_row, look, id, country, local, codes);

static void add_filter(struct db_text *t, const char *before, const char *code, const char *after)
{
    if (code)
        DB_TEXT_ADD(t, " AND LOCATE(?, s.codes)", fmt("%s%s%s", before, code, after));
}

static void add_filters(struct db_text *t, const struct partner_filter *f)
{
    add_filter(t, " theme:", f->theme, " ");
    add_filter(t, " language:", f->language, " ");
    add_filter(t, " offers:", f->offers, "/");
    add_filter(t, " seeks:", f->seeks, "/");
}

/* The rows of one look: an index gives the ids, their rows in partner_side the rest; who is not shown has none. */
static void add_look(struct db_text *t, int64_t number, const struct partner_look *l, int64_t not_this,
                     const struct partner_filter *f)
{
    bool filtered = f->theme || f->language || f->offers || f->seeks;
    int  rows = filtered ? LOOKED_AT : l->most + 20; /* some may not be shown */

    DB_TEXT_ADD(t, "(SELECT ? AS look, s.organisation_id AS id, s.country, s.local, s.codes FROM ", number);
    if (l->country)
        DB_TEXT_ADD(t, "(SELECT id FROM organisation WHERE country = ? AND state = 'active' ORDER BY id DESC LIMIT ?) c",
                    l->country, rows);
    else
        DB_TEXT_ADD(t, "(SELECT organisation_id AS id FROM organisation_route WHERE from_country = ? AND to_country = ?"
                       " AND seat = ? AND local = ? ORDER BY organisation_id DESC LIMIT ?) c",
                    l->from, l->to, l->seat, l->local, rows);
    DB_TEXT_ADD(t, " STRAIGHT_JOIN partner_side s ON s.organisation_id = c.id WHERE s.organisation_id <> ?", not_this);
    add_filters(t, f);
    DB_TEXT_ADD(t, " LIMIT ?)", l->most);
}

enum err partner_looks(struct db *db, const struct partner_look *l, size_t n, int64_t not_this,
                       const struct partner_filter *f, struct partner_rows *out)
{
    struct db_text t = {0};

    *out = (struct partner_rows){0};
    for (size_t i = 0; i < n; i++)
        if (l[i].most) {
            if (t.sql)
                DB_TEXT_ADD(&t, " UNION ALL ");
            add_look(&t, (int64_t)i, &l[i], not_this, f);
        }
    return t.sql ? db_text_all(db, &t, row_cols, out) : OK;
}
