#include "model/partner_int.h"

DB_COLUMNS(row_cols, struct partner_row, look, id, country, local, codes);
DB_QUERY(q_row, row_cols,
    "SELECT 0 AS look, organisation_id AS id, country, local, codes FROM partner_side WHERE organisation_id = ?");

enum err partner_row_read(struct db *db, int64_t organisation_id, struct partner_row *out)
{
    return db_one(db, q_row, out, organisation_id);
}

DB_COLUMNS(head_cols, struct partner_head, id, name, short_name, country, place, type_en, type_fr, type_es, website, sample,
           contact);
DB_QUERY(q_heads, head_cols,
    "SELECT o.id, o.name, o.short_name, o.country, o.place, t.label_en AS type_en, t.label_fr AS type_fr,"
    " t.label_es AS type_es, o.website, o.sample, COALESCE((SELECT MIN(x.member_id) FROM organisation_member x"
    "   JOIN directory_entry d ON d.kind = 'person' AND d.audience = 'members' AND d.object_id = x.member_id"
    "   LEFT JOIN profile p ON p.member_id = x.member_id"
    "  WHERE x.organisation_id = o.id AND x.role = 'responsible' AND x.state = 'confirmed' AND x.shown"
    "    AND x.member_id <> ? AND COALESCE(p.organisation_seen, 'members') <> 'me'), 0) AS contact"
    "  FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) c STRAIGHT_JOIN organisation o ON o.id = c.id"
    "  STRAIGHT_JOIN term t ON t.id = o.type_id");

enum err partner_heads_read(struct db *db, const char *ids, int64_t viewer_id, struct partner_heads *out)
{
    return db_all(db, q_heads, out, viewer_id, ids);
}
