/* directory_int.h - between the files of the directory. */
#ifndef MODEL_DIRECTORY_INT_H
#define MODEL_DIRECTORY_INT_H

#include "model/directory.h"

/* What one audience sees of one person or organisation. */
struct directory_fields {
    char   *name;
    char   *position;
    char   *organisation; /* short name of an organisation */
    int64_t organisation_id;
    char   *type;
    char   *country;
    char   *place;
    char   *photo_sha256;
    bool    sample;
};
struct directory_value { char *facet, *value; };
struct directory_values { struct directory_value *v; size_t n; };

struct directory_rows {
    struct directory_fields fields;
    struct directory_values values;
    struct text_list        words; /* folded, sorted, each once */
};
void directory_value_add(struct directory_values *l, const char *facet, const char *value);

/* Brings the rows of one audience to what is wanted (NULL: none), with the counts; rows that stay the same
 * are not touched. The caller holds the row of the person or organisation. */
enum err directory_write(struct db *db, const char *kind, const char *audience, int64_t id,
                         struct directory_rows *want) MUST_CHECK;

/* Words of a text as directory_word has them, added to the list; at most DIRECTORY_WORDS in all. */
#define DIRECTORY_WORDS 60
#define DIRECTORY_WORD_LETTERS 40
void directory_words_add(struct text_list *l, const char *text);
void directory_words_sort(struct text_list *l);

#endif
