#include "model/partner_int.h"

#define THESE "FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) c STRAIGHT_JOIN "

DB_COLUMNS(head_cols, struct partner_head, id, name, short_name, country, place, type_en, type_fr, type_es, sample, local);
DB_QUERY(q_heads, head_cols,
    "SELECT o.id, o.name, o.short_name, o.country, o.place, t.label_en AS type_en, t.label_fr AS type_fr,"
    " t.label_es AS type_es, o.sample, t.code IN ('local-authority', 'la-network') AS local "
    THESE "organisation o ON o.id = c.id STRAIGHT_JOIN term t ON t.id = o.type_id");
DB_COLUMNS(code_cols, struct partner_code, id, a, b);
DB_QUERY(q_routes, code_cols,
    "SELECT c.id, r.from_country AS a, r.to_country AS b " THESE "organisation_route r ON r.organisation_id = c.id");
DB_QUERY(q_themes, code_cols,
    "SELECT c.id, t.code AS a, NULL AS b " THESE "organisation_theme x ON x.organisation_id = c.id"
    " STRAIGHT_JOIN term t ON t.id = x.term_id");
DB_QUERY(q_languages, code_cols,
    "SELECT c.id, x.language AS a, NULL AS b " THESE "organisation_language x ON x.organisation_id = c.id");
DB_COLUMNS(offer_cols, struct partner_offer_row, id, organisation_id, side, what);
DB_QUERY(q_offers, offer_cols,
    "SELECT f.id, f.organisation_id, f.side, f.what " THESE "offer f ON f.organisation_id = c.id");
DB_QUERY(q_offer_themes, code_cols,
    "SELECT f.id, t.code AS a, NULL AS b " THESE "offer f ON f.organisation_id = c.id"
    " STRAIGHT_JOIN offer_theme x ON x.offer_id = f.id STRAIGHT_JOIN term t ON t.id = x.term_id");
DB_QUERY(q_offer_countries, code_cols,
    "SELECT f.id, x.country AS a, NULL AS b " THESE "offer f ON f.organisation_id = c.id"
    " STRAIGHT_JOIN offer_country x ON x.offer_id = f.id");

enum err partner_all_read(struct db *db, const char *ids, struct partner_all *out)
{
    TRY(db_all(db, q_heads, &out->heads, ids));
    TRY(db_all(db, q_routes, &out->routes, ids));
    TRY(db_all(db, q_themes, &out->themes, ids));
    TRY(db_all(db, q_languages, &out->languages, ids));
    TRY(db_all(db, q_offers, &out->offers, ids));
    TRY(db_all(db, q_offer_themes, &out->offer_themes, ids));
    return db_all(db, q_offer_countries, &out->offer_countries, ids);
}

/* The bounds of organisation_contact(), for many at once. */
DB_COLUMNS(contact_cols, struct partner_contact, id, contact);
DB_QUERY(q_contacts, contact_cols,
    "SELECT c.id, MIN(x.member_id) AS contact " THESE "organisation_member x ON x.organisation_id = c.id"
    " AND x.role = 'responsible' AND x.state = 'confirmed' AND x.shown STRAIGHT_JOIN directory_entry d"
    " ON d.kind = 'person' AND d.audience = 'members' AND d.object_id = x.member_id"
    " LEFT JOIN profile p ON p.member_id = x.member_id"
    " WHERE x.member_id <> ? AND COALESCE(p.organisation_seen, 'members') <> 'me' GROUP BY c.id");

enum err partner_contacts(struct db *db, const char *ids, int64_t viewer_id, struct partner_contact_list *out)
{
    return db_all(db, q_contacts, out, ids, viewer_id);
}
