/* import_row.c - what reading one row of any import has in common: notes, lists of words. */
#include <jansson.h>
#include <stdlib.h>

#include "model/import_int.h"

const struct import_kind *import_kind_of(const char *name)
{
    static const struct import_kind *const all[] = {&import_library, &import_people, &import_organisations, &import_offers};

    for (size_t i = 0; i < COUNT(all); i++)
        if (strcmp(all[i]->name, name) == 0)
            return all[i];
    return NULL;
}

const char *import_pages(const char *kind)
{
    const struct import_kind *k = import_kind_of(kind);

    return (k ? k : &import_library)->pages;
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

char *import_read_text(struct import_line *l, const char *column, const char *text, size_t most)
{
    if (utf8_length(text) > most)
        import_fault(l, column, "long", NULL);
    return *text ? copy(text) : NULL;
}

static const struct country_name *name_of(const struct import_names *l, const char *code)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].code, code) == 0)
            return &l->v[i];
    return NULL;
}

/* The name in the languages of the site, for a report that anybody may read. */
static char *in_all(const struct country_name *n)
{
    return fmt("%s" IMPORT_NEXT_LANG "%s" IMPORT_NEXT_LANG "%s", n->en, n->fr, n->es);
}

char *import_read_country(struct import_line *l, const char *column, const struct import_names *all, const char *text)
{
    const char *near, *code;

    if (!*text)
        return NULL;
    code = country_find(text, all->v, all->n, &near);
    if (code) {
        const struct country_name *n = name_of(all, code);
        if (strlen(text) > 2 && strcasecmp(text, n->en) && strcasecmp(text, n->fr) && strcasecmp(text, n->es))
            import_note(l, column, "country_as", in_all(n));
        return copy(code);
    }
    import_fault(l, column, "no_country", text);
    if (near)
        import_note(l, column, "country_near", in_all(name_of(all, near)));
    return NULL;
}

const char *import_language_code(const struct import_names *all, const char *word)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct country_name *n = &all->v[i];
        if (strcasecmp(n->code, word) == 0 || strcasecmp(n->en, word) == 0 || strcasecmp(n->fr, word) == 0 ||
            strcasecmp(n->es, word) == 0)
            return n->code;
    }
    return NULL;
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
