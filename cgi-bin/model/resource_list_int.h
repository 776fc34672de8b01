/* resource_list_int.h - between resource_list.c and the files with its statements. */
#ifndef MODEL_RESOURCE_LIST_INT_H
#define MODEL_RESOURCE_LIST_INT_H

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

/* In each: `among` is a JSON list of ids to stay in, or NULL; `but` a facet whose ticks are left out, or
 * FACET_N for none. */
enum err search_ids(struct db *db, const struct list_ask *a, const char *among, int64_t limit,
                    struct id_rows *out) MUST_CHECK;
enum err search_total(struct db *db, const struct list_ask *a, int64_t *out) MUST_CHECK;
/* Counts of the values of facet `only`, or with FACET_N of all facets in which nothing is ticked. */
enum err search_counts(struct db *db, const struct list_ask *a, const char *among, enum facet only,
                       struct count_rows *out) MUST_CHECK;

/* The filters of a.chosen for a walk along an index of resource r: counts, which are no joins, so that the
 * walk stays on its index and stops at the limit. */
void search_add_probes(struct db_text *t, const struct list_ask *a);

/* Ids in the order of a.sort: all of `among`, or a stretch of the index when there are too many to keep. */
enum err search_order(struct db *db, const struct list_ask *a, const char *among, struct id_rows *out) MUST_CHECK;
enum err search_walk(struct db *db, const struct list_ask *a, struct list_place after, size_t limit,
                     struct list_place *place, struct id_rows *out) MUST_CHECK;
/* Rows of a page, in the order of the list of ids. */
enum err search_rows(struct db *db, const struct id_rows *ids, const char *lang, struct list_row_list *out) MUST_CHECK;

#endif
