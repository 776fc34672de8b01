#include "model/partner_side.h"

DB_EXEC(x_side_gone, "DELETE FROM partner_side WHERE organisation_id = ?");
DB_EXEC(x_side,
    "REPLACE INTO partner_side (organisation_id, country, local, codes)"
    " SELECT o.id, o.country, t.code IN ('local-authority', 'la-network'), CONCAT(' ',"
    "  COALESCE((SELECT GROUP_CONCAT('route:', r.from_country, '-', r.to_country, ' ' ORDER BY r.from_country,"
    "    r.to_country SEPARATOR '') FROM organisation_route r WHERE r.organisation_id = o.id), ''),"
    "  COALESCE((SELECT GROUP_CONCAT('theme:', w.code, ' ' ORDER BY w.code SEPARATOR '')"
    "    FROM organisation_theme x JOIN term w ON w.id = x.term_id WHERE x.organisation_id = o.id), ''),"
    "  COALESCE((SELECT GROUP_CONCAT('language:', l.language, ' ' ORDER BY l.language SEPARATOR '')"
    "    FROM organisation_language l WHERE l.organisation_id = o.id), ''),"
    "  COALESCE((SELECT GROUP_CONCAT(f.side, ':', f.what, '/',"
    "    COALESCE((SELECT GROUP_CONCAT(w.code ORDER BY w.code) FROM offer_theme x JOIN term w ON w.id = x.term_id"
    "      WHERE x.offer_id = f.id), ''), '/',"
    "    COALESCE((SELECT GROUP_CONCAT(x.country ORDER BY x.country) FROM offer_country x WHERE x.offer_id = f.id), ''),"
    "    ' ' ORDER BY f.id SEPARATOR '') FROM offer f WHERE f.organisation_id = o.id), ''))"
    "  FROM organisation o JOIN term t ON t.id = o.type_id WHERE o.id = ? AND o.state = 'active'");

enum err partner_side_write(struct db *db, int64_t organisation_id, bool shown)
{
    return shown ? db_exec(db, x_side, organisation_id) : db_exec(db, x_side_gone, organisation_id);
}
