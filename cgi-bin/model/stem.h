/* stem.h - words as the full text index holds them: lower case, without accents, stemmed.
 *
 * Both sides use it: who writes a search_text column and who asks. A word with accents is indexed twice,
 * stemmed as written and stemmed without its accents, because stemmers look at accents and readers often
 * leave them out. Words of one or two letters are padded with '_' so that the index keeps them whatever
 * its shortest word is. Words too common to tell anything ("the", "les", "para") are left out.
 *
 * Languages are codes: "en", "fr", "es", "ar"; any other code is folded but not stemmed.
 * Strings live in the request's pool. */
#ifndef MODEL_STEM_H
#define MODEL_STEM_H

#include "kit/base.h"

#define STEM_BYTES 64 /* longest stem with its NUL; the rest of longer words is not looked at */

struct stem_word {
    const char *at; /* in the text as it stands */
    size_t      n;
    char        stem[2][STEM_BYTES]; /* the second one is "" when it is the same; both "": a common word */
};

/* The text's words for a search_text column, separated by blanks. NULL gives "". */
char *stem_text(const char *lang, const char *text);

/* The next word at or after *p; moves *p behind it. False at the end of the text. */
bool stem_next(const char *lang, const char **p, struct stem_word *w);

/* What a reader typed, in whatever language. `match` is a boolean full text expression in which each word
 * must be there in one of its forms, or NULL when nothing is left to look for. */
struct stem_query {
    char            *match;
    struct text_list stems; /* all forms of all words: to mark them in what was found */
};
#define STEM_QUERY_WORDS 12 /* further words are not looked at */
struct stem_query stem_query(const char *text);
/* The same by somebody who reads this language: when all words are common in some language, those that are
 * not in his are looked for, such as "UN" in English. */
struct stem_query stem_query_in(const char *lang, const char *text);
bool stem_query_has(const struct stem_query *q, const struct stem_word *w);

/* ---- letters (stem_fold.c) ---- */

/* Reads one code point of valid UTF-8 and moves *p. 0 at the end. */
unsigned fold_next(const char **p);
bool fold_is_letter(unsigned c); /* letters, digits and marks: what words are made of */
/* The letter in lower case without accent as UTF-8, at most 4 bytes and a NUL; "" for a mark. */
void fold_letter(unsigned c, char out[5]);
/* The letter in lower case with its accent, when it is one that a stemmer looks at. */
void fold_lower(unsigned c, char out[5]);

/* ---- common words (stem_stop.c) ---- */

bool stop_word(const char *lang, const char *folded);
bool stop_word_anywhere(const char *folded);

#endif
