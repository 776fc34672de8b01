/* directory_list_count.c - how many a list has, and how many each filter would leave. */
#include "model/directory_list_int.h"

/* ---- of filters: kept counts ---- */

static void take_counts(const struct asked *q, const struct value_counts *rows, enum directory_facet only, int64_t *counts)
{
    for (size_t i = 0; i < q->table->n; i++) {
        const struct directory_name *v = &q->table->v[i];
        if (only != BY_N && v->facet != only)
            continue;
        counts[i] = 0;
        for (size_t k = 0; k < rows->n; k++)
            if (strcmp(rows->v[k].facet, directory_facet_code[v->facet]) == 0 && strcmp(rows->v[k].value, v->value) == 0)
                counts[i] = rows->v[k].n;
    }
}

/* What a value of facet f would find besides the filters of other facets: kept for none or one of these. */
static enum err count_facet(struct db *db, const struct asked *q, enum directory_facet f, int64_t *counts)
{
    enum directory_facet other = BY_N;
    struct value_counts rows;
    int others = 0;

    for (enum directory_facet o = 0; o < BY_N; o++)
        if (o != f && q->ask->chosen[o]) {
            others++;
            other = o;
        }
    if (others > 1)
        return OK;
    if (others == 0) {
        for (size_t i = 0; i < q->table->n; i++)
            if (q->table->v[i].facet == f)
                counts[i] = q->table->v[i].n;
        return OK;
    }
    TRY(count_with(db, q->ask, other, q->ask->chosen[other], &rows));
    take_counts(q, &rows, f, counts);
    return OK;
}

static enum err count_pair(struct db *db, const struct asked *q, enum directory_facet f, enum directory_facet g, size_t *out)
{
    struct value_counts rows;

    TRY(count_with(db, q->ask, f, q->ask->chosen[f], &rows));
    *out = 0;
    for (size_t i = 0; i < rows.n; i++)
        if (strcmp(rows.v[i].facet, directory_facet_code[g]) == 0 && strcmp(rows.v[i].value, q->ask->chosen[g]) == 0)
            *out = (size_t)rows.v[i].n;
    return OK;
}

enum err count_filtered(struct db *db, const struct asked *q, size_t *out)
{
    enum directory_facet f[BY_N];
    size_t n = 0;

    for (enum directory_facet i = 0; i < BY_N; i++)
        if (q->ask->chosen[i])
            f[n++] = i;
    *out = SIZE_MAX;
    if (q->nwords > 0 || n > 2)
        return OK;
    if (n == 2)
        return count_pair(db, q, f[0], f[1], out);
    *out = (size_t)(n ? asked_value_n(q, f[0]) : q->table->total);
    return OK;
}

/* ---- of searches ---- */

/* A number that is sure to be passed, as people say it: 80, 370, 12,000. */
static int64_t rounded_down(int64_t n)
{
    int64_t unit = n < 20 ? 1 : 10;

    while (n / unit >= 100)
        unit *= 10;
    return n / unit * unit;
}

/* One word and nothing else finds at least as many as begin with it, and as have any value that it names. */
static enum err count_word(struct db *db, const struct asked *q, struct directory_page *out)
{
    const struct asked_word *w = &q->words[0];
    struct word_count c;
    int64_t most = 0;

    TRY(word_count(db, q->ask, w->word, &c));
    for (size_t i = 0; i < w->nnames; i++)
        most = w->names[i]->n > most ? w->names[i]->n : most;
    if ((w->named == 0 && c.n <= DIRECTORY_COUNT) || (c.n == 0 && w->named == most)) {
        out->total = w->named ? most : c.entries;
        out->over = false;
        return OK;
    }
    most = most > c.entries ? most : c.entries;
    if (most > out->total)
        out->total = most;
    return OK;
}

static enum err count_found(struct db *db, const struct asked *q, const struct walk *beginning, struct directory_page *out)
{
    out->total = (int64_t)beginning->n;
    if (beginning->ended)
        return OK;
    out->over = true;
    if (q->nwords == 1 && asked_filters(q) == 0)
        TRY(count_word(db, q, out));
    if (out->over)
        out->total = rounded_down(out->total);
    return OK;
}

enum err directory_count(struct db *db, const struct asked *q, const struct walk *beginning, struct directory_page *out)
{
    int64_t *counts = talloc_array(pool, int64_t, (unsigned)q->table->n + 1), *ids;
    struct value_counts rows;

    for (size_t i = 0; i < q->table->n; i++)
        counts[i] = -1;
    out->counts = counts;
    if (beginning)
        TRY(count_found(db, q, beginning, out));
    for (enum directory_facet f = 0; f < BY_N && q->ask->q == NULL; f++)
        TRY(count_facet(db, q, f, counts));
    if (beginning == NULL || !beginning->ended || beginning->n > DIRECTORY_FEW || (q->nwords == 0 && asked_filters(q) < 2))
        return OK;
    ids = talloc_array(pool, int64_t, (unsigned)beginning->n + 1);
    for (size_t i = 0; i < beginning->n; i++)
        ids[i] = beginning->v[i].id;
    TRY(count_among(db, q->ask, ids, beginning->n, &rows));
    for (enum directory_facet f = 0; f < BY_N; f++)
        if (q->ask->chosen[f] == NULL)
            take_counts(q, &rows, f, counts);
    return OK;
}
