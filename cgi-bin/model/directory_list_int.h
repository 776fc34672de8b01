/* directory_list_int.h - between directory_list.c and the file with its statements. */
#ifndef MODEL_DIRECTORY_LIST_INT_H
#define MODEL_DIRECTORY_LIST_INT_H

#include "model/directory_list.h"

extern const char *const directory_kind_code[]; /* "person", "organisation" */

/* One typed word and the values that have it in their names. */
struct asked_word {
    const char                   *word;  /* folded */
    const struct directory_name **names; /* in one order whatever they count: their numbers stand in addresses */
    size_t                        nnames;
    int64_t                       words, entries; /* of directory_word, up to DIRECTORY_COUNT + 1 */
    int64_t                       named; /* entries that have the values, at most */
};
/* What a list asks for, and along what it walks: ALONG_WORD + i (its words, then each of its names),
 * ALONG_FILTER + facet, or ALONG_ALL. */
#define ALONG_ALL    0
#define ALONG_FILTER 1
#define ALONG_WORD   (ALONG_FILTER + BY_N)
struct asked {
    const struct directory_ask   *ask;
    const struct directory_table *table;
    struct asked_word             words[DIRECTORY_QUERY_WORDS];
    size_t                        nwords;
    int                           along;
};
static inline const struct asked_word *asked_along_word(const struct asked *q)
{
    return q->along >= ALONG_WORD ? &q->words[q->along - ALONG_WORD] : NULL;
}

struct walk_row { char *word, *name; int64_t id; bool fits; };
struct walk_rows { struct walk_row *v; size_t n; };

/* The next entries of one part after (or before) a place, at most `limit`, in the direction of the walk. */
enum err walk_step(struct db *db, const struct asked *q, int part, const struct directory_place *from, bool back,
                   size_t limit, struct walk_rows *out) MUST_CHECK;
/* Words that begin so: rows up to DIRECTORY_COUNT + 1, and entries among these. */
struct word_count { int64_t n, entries; };
enum err word_count(struct db *db, const struct directory_ask *a, const char *word, struct word_count *out) MUST_CHECK;
/* What the list shows of these, in this order. */
struct directory_row_list { struct directory_row *v; size_t n; };
enum err list_rows(struct db *db, const struct directory_ask *a, const int64_t *ids, size_t n,
                   struct directory_row_list *out) MUST_CHECK;
/* Values that these have, counted; or counted for all that have one value. */
struct value_count { char *facet, *value; int64_t n; };
struct value_counts { struct value_count *v; size_t n; };
enum err count_among(struct db *db, const struct directory_ask *a, const int64_t *ids, size_t n,
                     struct value_counts *out) MUST_CHECK;
enum err count_with(struct db *db, const struct directory_ask *a, enum directory_facet f, const char *value,
                    struct value_counts *out) MUST_CHECK;

#endif
