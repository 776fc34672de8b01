/* resource_list.h - the public list of the library: search, filters, counts, order, pages.
 *
 * Listed is what is published and the newest edition. Within a facet the ticked values add up, between
 * facets and with the words they narrow down. Counts of a facet leave its own ticks out, so that they say
 * what one more tick would bring.
 *
 * What list_find() works out is kept by the process until the library's stamp moves on; it is valid until
 * the request ends. Other strings and lists live in the pool. */
#ifndef MODEL_RESOURCE_LIST_H
#define MODEL_RESOURCE_LIST_H

#include "model/facet.h"
#include "model/stem.h"

enum list_sort { SORT_NEWEST, SORT_USED, SORT_TITLE, SORT_SMALLEST, SORT_RELEVANCE, SORT_N };
extern const char *const list_sort_code[SORT_N]; /* in addresses */

struct list_ask {
    const char      *q; /* words as typed, or NULL */
    struct text_list chosen[FACET_N];
    enum list_sort   sort;
    const char      *lang; /* the reader's */
};

/* Words and ticks of an address, those that make no sense left out; .sort is for the caller to set. */
void list_ask_read(const struct pairs *query, const char *lang, struct list_ask *out);
bool list_ask_any(const struct list_ask *a); /* words or ticks: not the whole library */

#define LIST_HITS 2000 /* of a search, the best ones; further ones are counted as "more" */

struct list_hit {
    int64_t id;
    double  score;
    int64_t file_id; /* 0: no page of a file has the words */
    int     page;
    bool    own; /* in the reader's language */
};
struct list_found {
    int64_t                   total;
    bool                      more;     /* there are more than LIST_HITS */
    bool                      any_word; /* no publication has all of the words: these have some */
    bool                      no_words; /* all that was typed is too common to look for */
    const struct facet_table *table;
    const int64_t            *n;    /* counts, one for each value of the table */
    const struct list_hit    *hits; /* by relevance, or NULL: not a search */
    const int64_t            *ids;  /* all that was found, or NULL: too many to keep, walk an index */
    size_t                    nids;
    const struct id_set      *set;  /* those many, or NULL: few, or the whole library */
    const struct facet_value *rare; /* ticked publishers that the table does not have, with their counts */
    size_t                    nrare;
    const char               *key; /* names it among what is kept */
};

/* All that a.q and a.chosen find, without their order. */
enum err list_find(struct db *db, const struct list_ask *a, const struct list_found **out) MUST_CHECK;

/* Whether list_find() has the answer at hand: if not, a search costs work. */
enum err list_is_kept(struct db *db, const struct list_ask *a, bool *out) MUST_CHECK;

struct list_row {
    int64_t        id;
    int            year;
    int64_t        downloads, smallest_file;
    struct instant published_at;
    char          *type;       /* code of its type */
    char          *title_lang; /* language of title and summary: the reader's, else the original's, else any */
    char          *title, *summary;
    char          *langs; /* of its files, "en fr" */
    int            pages; /* of its longest file; 0: not known */
};
struct list_place { bool set, back; int64_t key, id; }; /* the row a page begins after or, .back, ends before */
struct list_page {
    struct list_row  *v;
    size_t            n;
    int64_t           from; /* place of the first row, from 1; 0: not known */
    bool              less, more; /* there are rows before and after these */
    struct list_place first, last; /* of the rows shown */
};
/* Going back to a page that would not be full gives the first one. */
enum err list_page(struct db *db, const struct list_ask *a, const struct list_found *f,
                   struct list_place place, size_t limit, struct list_page *out) MUST_CHECK;

/* The newest ones, for feeds: by the day they were published. theme, file_lang: NULL for all. */
struct list_row_list { struct list_row *v; size_t n; };
enum err list_latest(struct db *db, const char *theme, const char *file_lang, const char *reader_lang,
                     size_t limit, struct list_row_list *out) MUST_CHECK;

/* ---- pieces of text around the words that were looked for (resource_snippet.c) ---- */

struct snippet_piece { const char *text; bool mark; };
struct snippet {
    int64_t               file_id;
    int                   page;
    const char           *file_name, *file_lang;
    struct snippet_piece *v;
    size_t                n;
};
/* One per row, in the same order; .n == 0: none. */
enum err list_snippets(struct db *db, const struct list_ask *a, const struct list_found *f,
                       const struct list_page *page, struct snippet **out) MUST_CHECK;
/* About `most` bytes of the text with the words marked; .n == 0 when none of them is in it. */
struct snippet snippet_of(const struct stem_query *q, const char *lang, const char *text, size_t most);

#endif
