/* import_row.c - what reading one row of any import has in common: notes, lists of words. */
#include <jansson.h>
#include <stdlib.h>

#include "model/import_int.h"

const struct import_kind *import_kind_of(const char *name)
{
    return strcmp(name, "library") == 0 ? &import_library : strcmp(name, "people") == 0 ? &import_people : NULL;
}

void import_note(struct import_line *l, const char *column, const char *code, const char *value)
{
    l->notes = talloc_realloc(pool, l->notes, struct import_note, l->nnotes + 1);
    l->notes[l->nnotes++] = (struct import_note){column, code, copy(value ? value : "")};
}

void import_fault(struct import_line *l, const char *column, const char *code, const char *value)
{
    import_note(l, column, code, value);
    l->fault = true;
}

char *import_notes_json(const struct import_line *l)
{
    if (l->nnotes == 0)
        return NULL;
    json_t *all = json_array();
    for (size_t i = 0; i < l->nnotes; i++)
        json_array_append_new(all, json_pack("[sss]", l->notes[i].column, l->notes[i].code, l->notes[i].value));
    char *s = json_dumps(all, JSON_COMPACT), *out = copy(s ? s : "[]");
    free(s);
    json_decref(all);
    return out;
}

void import_push_code(struct text_list *l, const char *code)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], code) == 0)
            return;
    l->v = talloc_realloc(pool, l->v, const char *, l->n + 1);
    l->v[l->n++] = code;
}

char *import_next_word(char **rest)
{
    char *one;

    while ((one = strsep(rest, ";|"))) {
        one = text_tidy(pool, one, true);
        if (!empty(one))
            return one;
    }
    return NULL;
}

const struct term *import_term(const struct term_list *all, const char *vocabulary, const char *word)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct term *t = &all->v[i];
        if (strcmp(t->vocabulary, vocabulary) == 0 &&
            (strcasecmp(t->code, word) == 0 || strcasecmp(t->label_en, word) == 0 ||
             strcasecmp(t->label_fr, word) == 0 || strcasecmp(t->label_es, word) == 0))
            return t;
    }
    return NULL;
}
