/* zone.h - the time zones that people choose from. */
#ifndef MODEL_ZONE_H
#define MODEL_ZONE_H

#include "kit/base.h"

struct zone {
    char *zone;    /* IANA name */
    char *country; /* ISO code */
};
struct zone_list {
    struct zone *v;
    size_t       n;
};

/* All, by name: those of a continent or an ocean stand together. */
enum err zones_all(struct db *db, struct zone_list *out) MUST_CHECK;
/* Those of one country, the one of most people first; none of a country not told (NULL) or unknown. */
enum err zones_of(struct db *db, const char *country, struct zone_list *out) MUST_CHECK;
/* The first of them, or NULL. */
enum err zone_of_country(struct db *db, const char *country, char **out) MUST_CHECK;
/* May it be chosen? NULL may: UTC only. */
enum err zone_listed(struct db *db, const char *zone, bool *out) MUST_CHECK;

#endif
