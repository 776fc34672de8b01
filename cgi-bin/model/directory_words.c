/* directory_words.c - texts as words that can be found by their beginning.
 *
 * Letters are folded here (lower case, without accents) and once more by the collation of the column, which
 * knows further letters. A word is what stands between anything else than letters, digits and marks. */
#include <stdlib.h>

#include "model/directory_int.h"
#include "model/stem.h"

static bool is_listed(const struct text_list *l, const char *word)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], word) == 0)
            return true;
    return false;
}

static void add(struct text_list *l, const char *word)
{
    if (*word == '\0' || l->n == DIRECTORY_WORDS || is_listed(l, word))
        return;
    l->v = talloc_realloc(pool, l->v, const char *, (unsigned)l->n + 1);
    l->v[l->n++] = copy(word);
}

void directory_words_add(struct text_list *l, const char *text)
{
    char   word[DIRECTORY_WORD_LETTERS * 4 + 1];
    size_t at = 0, letters = 0;

    for (const char *p = text ? text : ""; l->n < DIRECTORY_WORDS;) {
        unsigned c = fold_next(&p);
        char     folded[5];

        if (c == 0 || !fold_is_letter(c)) {
            word[at] = '\0';
            add(l, word);
            at = letters = 0;
            if (c == 0)
                return;
            continue;
        }
        fold_letter(c, folded);
        letters += utf8_length(folded);
        if (letters > DIRECTORY_WORD_LETTERS) /* the rest of a longer word is not looked at */
            continue;
        memcpy(word + at, folded, strlen(folded));
        at += strlen(folded);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void directory_words_sort(struct text_list *l)
{
    if (l->n)
        qsort(l->v, l->n, sizeof *l->v, by_text);
}
