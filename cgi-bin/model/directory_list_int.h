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

int64_t asked_value_n(const struct asked *q, enum directory_facet f); /* entries with the chosen value */
int asked_filters(const struct asked *q);                              /* how many filters are chosen */

struct walk {
    const struct asked    *q;
    bool                   back, ended;
    struct directory_place at;   /* .part counts also while nothing is set */
    size_t                 seen; /* entries looked at */
    struct directory_place *v;   /* what fits */
    size_t                 n;
};

/* How many fit: known for words and filters of which counts are kept, else SIZE_MAX. */
enum err count_filtered(struct db *db, const struct asked *q, size_t *out) MUST_CHECK;
/* Total and counts of filters, as far as the beginning of the list (NULL: not walked) tells. */
enum err directory_count(struct db *db, const struct asked *q, const struct walk *beginning,
                         struct directory_page *out) MUST_CHECK;

struct walk_row { char *word, *name; int64_t id; bool fits; };
struct walk_rows { struct walk_row *v; size_t n; };

/* The next entries of one part after (or before) a place, at most `limit`, in the direction of the walk. A row
 * may come more than once in a row. */
enum err walk_step(struct db *db, const struct asked *q, int part, const struct directory_place *from, bool back,
                   size_t limit, struct walk_rows *out) MUST_CHECK;
/* Words that begin so, up to DIRECTORY_COUNT + 1 of them, and whose they are. */
struct word_count { int64_t n, entries; };
enum err word_count(struct db *db, const struct directory_ask *a, const char *word, struct word_count *out) MUST_CHECK;
/* Along a word: the first word of each of these that begins so (part 0 of the walk has it). */
struct first_word { int64_t id; char *word; };
struct first_words { struct first_word *v; size_t n; };
enum err first_words(struct db *db, const struct asked *q, const int64_t *ids, size_t n,
                     struct first_words *out) MUST_CHECK;
/* Those of them that have one of the first `most` names of the word (parts 1 to most). */
struct having_row { int64_t id; };
struct having_rows { struct having_row *v; size_t n; };
enum err having_names(struct db *db, const struct asked *q, size_t most, const int64_t *ids, size_t n,
                      struct having_rows *out) MUST_CHECK;

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
