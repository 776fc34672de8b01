#include "model/member.h"
#include "model/zone.h"

DB_COLUMNS(zone_cols, struct zone, zone, country);
DB_QUERY(q_all, zone_cols, "SELECT zone, country FROM country_zone ORDER BY zone");
DB_QUERY(q_of, zone_cols, "SELECT zone, country FROM country_zone WHERE country = ? ORDER BY position");
DB_QUERY(q_zone, zone_cols, "SELECT zone, country FROM country_zone WHERE zone = ?");

enum err zones_all(struct db *db, struct zone_list *out)
{
    return db_all(db, q_all, out);
}

enum err zones_of(struct db *db, const char *country, struct zone_list *out)
{
    *out = (struct zone_list){0};
    if (!member_country_code(country))
        return OK;
    return db_all(db, q_of, out, country);
}

enum err zone_of_country(struct db *db, const char *country, char **out)
{
    struct zone_list l;

    *out = NULL;
    TRY(zones_of(db, country, &l));
    if (l.n)
        *out = l.v[0].zone;
    return OK;
}

enum err zone_listed(struct db *db, const char *zone, bool *out)
{
    struct zone z;
    enum err    e;

    *out = empty(zone);
    if (*out || !zone_known(zone))
        return OK;
    e = db_one(db, q_zone, &z, zone);
    *out = e == OK;
    if (e == ERR_NOT_FOUND) {
        err_clear();
        return OK;
    }
    return e;
}
