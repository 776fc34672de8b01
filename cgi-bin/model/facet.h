/* facet.h - what the library can be narrowed by, with the names and counts of its values.
 *
 * The table of all values with their unfiltered counts is small (words of taxonomies, countries, the
 * publishers with most publications, years, languages). A process keeps it, with what list_find() has
 * worked out, until the library's stamp moves on. */
#ifndef MODEL_FACET_H
#define MODEL_FACET_H

#include "kit/base.h"

enum facet {
    FACET_LANG, FACET_TYPE, FACET_THEME, FACET_FOCUS, FACET_COUNTRY, FACET_PUBLISHER, FACET_YEAR, FACET_N
};
extern const char *const facet_code[FACET_N]; /* in addresses and in resource_facet */
const char *facet_name(enum facet f);         /* "Theme", in the language in use */

#define FACET_MOST_PUBLISHERS 40 /* further ones can be found by their words */
#define FACET_VALUES_MAX 20       /* values of one facet that a reader may tick */

struct facet_value {
    enum facet  facet;
    const char *value;
    const char *label[LANG_N]; /* "" for a language or a year, which name themselves */
    int         position;
    int64_t     n; /* listed publications that have it */
};
struct facet_table {
    struct facet_value *v; /* by facet, then in the order in which they are shown */
    size_t              n;
    int64_t             total; /* listed publications */
};

/* The table as of now; it and all it holds are valid until the request ends. */
enum err facet_table(struct db *db, const struct facet_table **out) MUST_CHECK;
/* NULL when no listed publication has it. */
const struct facet_value *facet_find(const struct facet_table *t, enum facet f, const char *value);
/* "Senegal", in the language in use. */
const char *facet_label(const struct facet_value *v);
/* The same for a value that no listed publication has: the value itself, or the name of a language. */
const char *facet_label_of(const struct facet_table *t, enum facet f, const char *value);

/* Has the names of these publishers at hand for facet_label_of(), whether the table has them or not. */
enum err facet_learn(struct db *db, const struct text_list *publishers) MUST_CHECK;

/* Memory that lasts until the stamp moves on; facet_table() empties it then. */
TALLOC_CTX *facet_kept(void);
/* Counts how often that has happened: what was kept under another number is gone. */
int64_t facet_kept_number(void);

struct facet_row {
    char   *facet, *value;
    int64_t n;
    char   *label_en, *label_fr, *label_es;
    int     position;
};
struct facet_row_list { struct facet_row *v; size_t n; };
enum err facet_read(struct db *db, struct facet_row_list *out) MUST_CHECK;
enum err facet_publisher(struct db *db, const char *id, char **name) MUST_CHECK; /* ERR_NOT_FOUND */
enum err facet_stamp(struct db *db, int64_t *out) MUST_CHECK;

#endif
