/* directory_figures.c - see directory_figures.h. */
#include "model/directory_figures.h"

#include <math.h>

DB_COLUMNS(place_cols, struct country_place, code, lat, lon);
DB_QUERY(q_places, place_cols,
    "SELECT code, CAST(lat AS DOUBLE) AS lat, CAST(lon AS DOUBLE) AS lon FROM country_place");

DB_COLUMNS(joined_cols, struct joined_row, value, n);
DB_QUERY(q_joined, joined_cols,
    "SELECT value, n FROM directory_count WHERE kind = 'person' AND audience = 'members' AND facet2 = '' AND value2 = ''"
    " AND facet = 'joined' AND n > 0 ORDER BY value");

enum err country_places(struct db *db, struct country_places *out)
{
    return db_all(db, q_places, out);
}

enum err directory_joined(struct db *db, struct joined_rows *out)
{
    return db_all(db, q_joined, out);
}

/* Šavrič, Patterson, Jenny: The Equal Earth map projection (2018). The middle of the map is 11 degrees east, so
 * that its edge runs through the Bering Strait and cuts nobody's land. */
#define MIDDLE_LON 11.0
#define TOP_LAT    84.0

static const double a1 = 1.340264, a2 = -0.081106, a3 = 0.000893, a4 = 0.003796;

static void equal_earth(double lat, double lon, double *x, double *y)
{
    double half = sqrt(3) / 2, t = asin(half * sin(lat * M_PI / 180)), t2 = t * t, t6 = t2 * t2 * t2;

    *x = lon * M_PI / 180 * cos(t) / (half * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)));
    *y = t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
}

void map_project(double lat, double lon, double *x, double *y)
{
    double edge, top, none, px, py, scale;

    lon -= MIDDLE_LON;
    lon += lon < -180 ? 360 : lon > 180 ? -360 : 0;
    equal_earth(0, 180, &edge, &none);
    equal_earth(TOP_LAT, 0, &none, &top);
    equal_earth(lat, lon, &px, &py);
    scale = MAP_WIDTH / (2 * edge);
    *x = MAP_WIDTH / 2.0 + px * scale;
    *y = (top - py) * scale;
}
