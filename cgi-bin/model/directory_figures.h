/* directory_figures.h - where on the map a country is, and how many joined in which year. */
#ifndef MODEL_DIRECTORY_FIGURES_H
#define MODEL_DIRECTORY_FIGURES_H

#include "kit/base.h"

/* The map: Equal Earth, an equal-area projection, as drawn in htdocs/static/world.svg. */
#define MAP_WIDTH  1000
#define MAP_HEIGHT 435
void map_project(double lat, double lon, double *x, double *y);

struct country_place { char *code; double lat, lon; };
struct country_places { struct country_place *v; size_t n; };
enum err country_places(struct db *db, struct country_places *out) MUST_CHECK;

/* People that members find, by year of joining. */
struct joined_row { char *value; int64_t n; };
struct joined_rows { struct joined_row *v; size_t n; };
enum err directory_joined(struct db *db, struct joined_rows *out) MUST_CHECK;

#endif
