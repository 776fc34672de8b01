/* resource_list_int.h - between resource_list.c and the files with its statements. */
#ifndef MODEL_RESOURCE_LIST_INT_H
#define MODEL_RESOURCE_LIST_INT_H

#include "model/id_set.h"
#include "model/resource_list.h"

char *list_ids_json(const int64_t *ids, size_t n); /* "[5,7,9]" */

struct id_row { int64_t id; };
struct id_rows { struct id_row *v; size_t n; };
struct count_row { char *facet, *value; int64_t n; };
struct count_rows { struct count_row *v; size_t n; };
struct hit_row { int64_t id; double score; int64_t file_id; int page; char *lang; };
struct hit_rows { struct hit_row *v; size_t n; };

/* Both by falling score, LIST_HITS publications or twice as many pages at most. */
enum err search_texts(struct db *db, const char *match, struct hit_rows *out) MUST_CHECK;
enum err search_pages(struct db *db, const char *match, struct hit_rows *out) MUST_CHECK;

/* Listed publications that have one of the values. */
enum err search_set(struct db *db, enum facet f, const struct text_list *values, struct id_set *out) MUST_CHECK;
/* Adds to n, which has one count for each value of the table, how many of the set have each value of f; for
 * a set of few the second one is quicker. */
enum err search_counts(struct db *db, const struct facet_table *table, enum facet f, const struct id_set *set,
                       int64_t *n) MUST_CHECK;
enum err search_counts_few(struct db *db, const struct facet_table *table, enum facet f, const struct id_list *ids,
                           int64_t *n) MUST_CHECK;
/* The sets of all facets with ticks, met; false: nothing is ticked. `but`: a facet whose ticks are left out, or
 * FACET_N for none. */
struct list_sets { bool used[FACET_N]; struct id_set v[FACET_N]; };
enum err list_sets_read(struct db *db, const struct list_ask *a, struct list_sets *out) MUST_CHECK;
bool list_sets_meet(const struct list_sets *s, enum facet but, const struct id_set *among, struct id_set *out);

/* Ids in the order of a.sort: all of `among`, or the whole library from a place on, forwards or backwards
 * (.back), as far as an index goes: fewer than `most` are its end. */
struct place_rows { struct list_place *v; size_t n; };
enum err search_order(struct db *db, const struct list_ask *a, const char *among, struct id_rows *out) MUST_CHECK;
enum err search_walk(struct db *db, const struct list_ask *a, struct list_place from, size_t most,
                     struct place_rows *out) MUST_CHECK;
/* Rows of a page, in the order of the list of ids. */
enum err search_rows(struct db *db, const struct id_rows *ids, const char *lang, struct list_row_list *out) MUST_CHECK;

#endif
