/* resource_list_ask.c - what an address asks the list for. */
#include "model/resource_list.h"

#define WORDS_MAX 200
#define TICKS_READ 50 /* of one facet; of more, the first ones count */

/* Values that no facet can have are no filters. */
static bool can_be_value(const char *value)
{
    if (*value == '\0' || strlen(value) > 60)
        return false;
    for (const char *p = value; *p; p++)
        if ((unsigned char)*p < 0x21 || (unsigned char)*p > 0x7e)
            return false;
    return true;
}

/* Each once. */
static struct text_list ticks_read(const struct pairs *query, enum facet f)
{
    struct text_list l = {0};
    size_t n = 0;

    for (size_t i = 0; i < query->n && n < TICKS_READ && l.n < FACET_VALUES_MAX; i++) {
        const char *value = query->v[i].value;
        bool seen = !can_be_value(value);
        if (strcmp(query->v[i].name, facet_code[f]) != 0 || *value == '\0')
            continue;
        n++;
        for (size_t k = 0; k < l.n; k++)
            seen |= strcmp(l.v[k], value) == 0;
        if (seen)
            continue;
        l.v = talloc_realloc(pool, l.v, const char *, (unsigned)l.n + 1);
        l.v[l.n++] = value;
    }
    return l;
}

static char *words_read(const struct pairs *query)
{
    for (size_t i = 0; i < query->n; i++) {
        char *q;
        size_t n;
        if (strcmp(query->v[i].name, "q") != 0)
            continue;
        q = text_tidy(pool, query->v[i].value, true);
        n = strlen(q);
        if (n > WORDS_MAX)
            for (n = WORDS_MAX; n > 0 && ((unsigned char)q[n] & 0xc0) == 0x80;)
                n--;
        q[n] = '\0';
        return n ? q : NULL;
    }
    return NULL;
}

void list_ask_read(const struct pairs *query, const char *lang, struct list_ask *out)
{
    *out = (struct list_ask){.q = words_read(query), .lang = lang};
    for (enum facet f = 0; f < FACET_N; f++)
        out->chosen[f] = ticks_read(query, f);
}

bool list_ask_any(const struct list_ask *a)
{
    bool any = a->q != NULL;

    for (enum facet f = 0; f < FACET_N; f++)
        any |= a->chosen[f].n > 0;
    return any;
}
