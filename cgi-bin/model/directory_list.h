/* directory_list.h - the lists of people and of organisations: words, filters, counts, pages.
 *
 * A typed word fits whoever has a word that begins with it in name, organisation, place or position, or whose
 * country, kind of organisation, theme or language has a name, in any of our languages, with a word that does.
 * All words and all filters must fit.
 *
 * However many there are, a page costs the same: it walks along the index of whatever is rarest (a word, or
 * a filter), looks each entry up for the rest, and stops when the page is full or DIRECTORY_WALK entries have
 * been looked at. Strings and lists live in the pool; what directory_table() gives is valid until the request
 * ends. */
#ifndef MODEL_DIRECTORY_LIST_H
#define MODEL_DIRECTORY_LIST_H

#include "kit/base.h"

enum directory_kind { DIRECTORY_PEOPLE, DIRECTORY_ORGANISATIONS };
enum directory_facet { BY_COUNTRY, BY_TYPE, BY_THEME, BY_LANGUAGE, BY_OFFERS, BY_SEEKS, BY_N };
extern const char *const directory_facet_code[BY_N]; /* in addresses and in directory_facet */

/* ---- names and counts of values ---- */

struct directory_name { /* one value of a facet */
    enum directory_facet facet;
    const char *value;
    const char *label[LANG_N];
    int         place[LANG_N]; /* order in lists */
    const char *words;         /* of the labels, folded, each with a blank in front */
    int64_t     n;             /* entries that have it */
};
struct directory_table {
    struct directory_name *v;
    size_t                 n;
    const struct directory_name **by_value; /* the same, to look one up */
    int64_t                total; /* entries of this kind for this audience */
};
/* As of now. audience: "public" or "members". */
enum err directory_table(struct db *db, enum directory_kind kind, const char *audience,
                         const struct directory_table **out) MUST_CHECK;
const struct directory_name *directory_name_find(const struct directory_table *t, enum directory_facet f,
                                                 const char *value); /* NULL: no such value */
/* In the language in use; the value itself when it is not known. */
const char *directory_label(const struct directory_table *t, enum directory_facet f, const char *value);

/* ---- a list ---- */

#define DIRECTORY_QUERY_WORDS 8 /* typed words; further ones are not looked at */
#define DIRECTORY_WALK 2000     /* entries that a page looks at */
#define DIRECTORY_COUNT 200     /* entries that one typed word finds are counted up to here */
#define DIRECTORY_FEW 200       /* of so few the filters are counted one by one */

struct directory_ask {
    enum directory_kind kind;
    const char *audience;
    const char *q; /* as typed, or NULL */
    const char *chosen[BY_N]; /* NULL: any */
};
/* Where a page begins or ends: an entry, in the walk that the question makes. */
struct directory_place {
    bool        set;
    int         along; /* what is walked along: a word, a filter, all */
    int         part;  /* of the walk */
    const char *word; /* "" in parts that are no words */
    const char *name;
    int64_t     id;
};
struct directory_row {
    int64_t id;
    char   *name, *position, *organisation;
    int64_t organisation_id;
    char   *type, *country, *place, *photo_sha256;
    bool    sample;
};
struct directory_page {
    struct directory_row  *v;
    size_t                 n;
    struct directory_place first, last; /* for the pages before and after; .set even when n is 0 */
    bool    more;     /* in the direction of the walk */
    bool    cut;      /* it stopped before the page was full: there may be more */
    int64_t total;
    bool    over;     /* there are more than total */
    const int64_t *counts; /* one for each value of the table, -1: not known */
};
/* The page after `from`, or before it when `back`. */
enum err directory_list(struct db *db, const struct directory_ask *a, struct directory_place from, bool back,
                        size_t limit, struct directory_page *out) MUST_CHECK;

#endif
