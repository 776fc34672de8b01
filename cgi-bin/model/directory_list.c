/* directory_list.c - a page of the directory: what to walk along, the walk, and how many there are. */
#include "model/directory_int.h"
#include "model/directory_list_int.h"

#define FIRST_STEP  60  /* entries looked at first, when most of them may not fit */
#define STEP        200
#define COUNT_WALK  400 /* entries looked at to count what a search found */
#define RACE_WALK   100 /* entries looked at along each of several common words, to find the best of them */

/* ---- what was asked ---- */

/* Values that the word may mean: it begins a word of one of their names. */
static void find_names(const struct directory_table *t, struct asked_word *w)
{
    const char *start = fmt(" %s", w->word);

    w->names = talloc_array(pool, const struct directory_name *, (unsigned)t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        if (strstr(t->v[i].words, start)) {
            w->names[w->nnames++] = &t->v[i];
            w->named += t->v[i].n;
        }
}

static enum err read_words(struct db *db, struct asked *q)
{
    struct text_list words = {0};

    directory_words_add(&words, q->ask->q);
    for (size_t i = 0; i < words.n && q->nwords < DIRECTORY_QUERY_WORDS; i++) {
        struct asked_word *w = &q->words[q->nwords++];
        struct word_count c;

        *w = (struct asked_word){.word = words.v[i]};
        find_names(q->table, w);
        TRY(word_count(db, q->ask, w->word, &c));
        w->words = c.n;
        w->entries = c.entries;
    }
    return OK;
}

static int64_t value_n(const struct directory_table *t, enum directory_facet f, const char *value)
{
    const struct directory_name *v = directory_name_find(t, f, value);

    return v ? v->n : 0;
}

static bool is_over(const struct asked_word *w)
{
    return w->words > DIRECTORY_COUNT;
}

/* At most so many entries are along it; of a common word nobody knows how many. */
static int64_t size_along(const struct asked *q, int along)
{
    if (along == ALONG_ALL)
        return q->table->total;
    if (along >= ALONG_WORD)
        return is_over(&q->words[along - ALONG_WORD]) ? INT64_MAX
            : q->words[along - ALONG_WORD].words + q->words[along - ALONG_WORD].named;
    return value_n(q->table, (enum directory_facet)(along - ALONG_FILTER), q->ask->chosen[along - ALONG_FILTER]);
}

static bool can_along(const struct asked *q, int along)
{
    if (along >= ALONG_WORD)
        return (size_t)(along - ALONG_WORD) < q->nwords;
    return along == ALONG_ALL || (along > 0 && q->ask->chosen[along - ALONG_FILTER] != NULL);
}

static bool has_filter(const struct directory_ask *a)
{
    for (int f = 0; f < BY_N; f++)
        if (a->chosen[f])
            return true;
    return false;
}

static int smallest_along(const struct asked *q)
{
    int best = ALONG_ALL;

    for (int i = ALONG_FILTER; i < ALONG_WORD + DIRECTORY_QUERY_WORDS; i++)
        if (can_along(q, i) && (best == ALONG_ALL || size_along(q, i) < size_along(q, best)))
            best = i;
    return best;
}

/* ---- the walk ---- */

struct walk {
    const struct asked    *q;
    bool                   back, ended;
    struct directory_place at; /* .part counts also while nothing is set */
    size_t                 seen;
    struct directory_place *v; /* what fits */
    size_t                 n;
};

static int parts_of(const struct asked *q)
{
    const struct asked_word *w = asked_along_word(q);

    return w ? 1 + (int)w->nnames : 1;
}

/* Parts that nobody is in are passed by. */
static bool part_is_empty(const struct asked *q, int part)
{
    const struct asked_word *w = asked_along_word(q);

    if (w == NULL)
        return false;
    return part == 0 ? w->words == 0 : w->names[part - 1]->n == 0;
}

static void next_part(struct walk *w)
{
    int part = w->at.part;

    do
        part += w->back ? -1 : 1;
    while (part >= 0 && part < parts_of(w->q) && part_is_empty(w->q, part));
    w->ended = part < 0 || part >= parts_of(w->q);
    w->at = (struct directory_place){.along = w->q->along, .part = part};
}

static struct walk walk_begin(const struct asked *q, struct directory_place from, bool back)
{
    struct walk w = {.q = q, .back = back, .at = from};

    w.at.along = q->along;
    if (!from.set && part_is_empty(q, 0))
        next_part(&w);
    return w;
}

static bool is_plain(const struct asked *q)
{
    int filters = 0;

    for (int f = 0; f < BY_N; f++)
        filters += q->ask->chosen[f] != NULL;
    return q->nwords == 0 && filters <= 1;
}

/* On until `want` fit or `most` have been looked at. */
static enum err walk_on(struct db *db, struct walk *w, size_t want, size_t most)
{
    while (!w->ended && w->n < want && w->seen < most) {
        size_t step = is_plain(w->q) ? want - w->n : w->seen ? STEP : FIRST_STEP;
        struct walk_rows rows;

        if (step > most - w->seen)
            step = most - w->seen;
        TRY(walk_step(db, w->q, w->at.part, &w->at, w->back, step, &rows));
        w->v = talloc_realloc(pool, w->v, struct directory_place, (unsigned)(w->n + rows.n) + 1);
        w->seen += rows.n;
        for (size_t i = 0; i < rows.n; i++) {
            w->at = (struct directory_place){true, w->q->along, w->at.part, rows.v[i].word, rows.v[i].name, rows.v[i].id};
            if (rows.v[i].fits)
                w->v[w->n++] = w->at;
        }
        if (rows.n < step)
            next_part(w);
    }
    return OK;
}

/* Of several common words (and the rarest filter), the one along which most of the first entries fit. */
static enum err race(struct db *db, struct asked *q)
{
    int best = q->along, filter = ALONG_ALL;
    size_t most = 0;

    for (int i = ALONG_FILTER; i < ALONG_WORD; i++)
        if (can_along(q, i) && (filter == ALONG_ALL || size_along(q, i) < size_along(q, filter)))
            filter = i;
    for (int i = ALONG_FILTER; i < ALONG_WORD + DIRECTORY_QUERY_WORDS && most < RACE_WALK / 4; i++) {
        struct walk w;

        if (!can_along(q, i) || (i < ALONG_WORD && i != filter))
            continue;
        q->along = i;
        w = walk_begin(q, (struct directory_place){0}, false);
        TRY(walk_on(db, &w, RACE_WALK, RACE_WALK));
        if (w.n > most) {
            most = w.n;
            best = i;
        }
    }
    q->along = best;
    return OK;
}

/* One way is kept to from page to page: the address of a page says along what it walks. */
static enum err choose(struct db *db, struct asked *q, struct directory_place *from)
{
    if (from->set && can_along(q, from->along)) {
        q->along = from->along;
        if (from->part >= 0 && from->part < parts_of(q))
            return OK;
    }
    from->set = false;
    from->part = 0;
    q->along = smallest_along(q);
    if (size_along(q, q->along) <= DIRECTORY_COUNT || q->nwords == 0 || (q->nwords == 1 && !has_filter(q->ask)))
        return OK;
    return race(db, q);
}

/* ---- how many ---- */

static void counts_none(struct directory_page *out, const struct asked *q, int64_t **counts)
{
    *counts = talloc_array(pool, int64_t, (unsigned)q->table->n + 1);
    for (size_t i = 0; i < q->table->n; i++)
        (*counts)[i] = -1;
    out->counts = *counts;
}

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
    struct value_counts rows;
    int others = 0;
    enum directory_facet other = BY_N;

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

/* Exact for no, one and two filters. */
static enum err count_filtered(struct db *db, const struct asked *q, struct directory_page *out, bool *known)
{
    enum directory_facet f[BY_N];
    struct value_counts rows;
    size_t n = 0;

    for (enum directory_facet i = 0; i < BY_N; i++)
        if (q->ask->chosen[i])
            f[n++] = i;
    *known = q->nwords == 0 && n <= 2;
    if (!*known)
        return OK;
    out->total = n == 0 ? q->table->total : n == 1 ? value_n(q->table, f[0], q->ask->chosen[f[0]]) : 0;
    if (n < 2)
        return OK;
    TRY(count_with(db, q->ask, f[0], q->ask->chosen[f[0]], &rows));
    for (size_t i = 0; i < rows.n; i++)
        if (strcmp(rows.v[i].facet, directory_facet_code[f[1]]) == 0 && strcmp(rows.v[i].value, q->ask->chosen[f[1]]) == 0)
            out->total = rows.v[i].n;
    return OK;
}

/* A number that is sure to be reached, as people say it: 80, 300, 12,000. */
static int64_t rounded_down(int64_t n)
{
    int64_t unit = n < 20 ? 1 : 10;

    while (n / unit >= 100)
        unit *= 10;
    return n / unit * unit;
}

/* More than was counted: of one word alone, the words and values are at least as many. */
static int64_t at_least(const struct asked *q, const struct walk *counted)
{
    int64_t n = (int64_t)counted->n;

    if (q->nwords != 1 || has_filter(q->ask))
        return n;
    if (q->words[0].entries > n)
        n = q->words[0].entries;
    for (size_t i = 0; i < q->words[0].nnames; i++)
        if (q->words[0].names[i]->n > n)
            n = q->words[0].names[i]->n;
    return n;
}

static bool is_one_value(const struct asked *q, int64_t n)
{
    return q->nwords == 1 && q->words[0].words == 0 && q->words[0].named == n;
}

static bool is_one_word(const struct asked *q)
{
    return q->nwords == 1 && q->words[0].named == 0 && !is_over(&q->words[0]);
}

static void count_found(const struct asked *q, const struct walk *counted, struct directory_page *out)
{
    if (counted->ended) {
        out->total = (int64_t)counted->n;
        return;
    }
    out->total = at_least(q, counted);
    if (!has_filter(q->ask) && (is_one_word(q) || is_one_value(q, out->total)))
        return; /* that is all of them */
    out->total = rounded_down(out->total);
    out->over = true;
}

static enum err count_values(struct db *db, const struct asked *q, const struct walk *counted, struct directory_page *out)
{
    struct value_counts rows;
    int64_t *counts, *ids;

    counts_none(out, q, &counts);
    for (enum directory_facet f = 0; f < BY_N && q->nwords == 0; f++)
        TRY(count_facet(db, q, f, counts));
    if (counted == NULL || !counted->ended || counted->n > DIRECTORY_FEW)
        return OK;
    ids = talloc_array(pool, int64_t, (unsigned)counted->n + 1);
    for (size_t i = 0; i < counted->n; i++)
        ids[i] = counted->v[i].id;
    TRY(count_among(db, q->ask, ids, counted->n, &rows));
    for (enum directory_facet f = 0; f < BY_N; f++)
        if (q->ask->chosen[f] == NULL)
            take_counts(q, &rows, f, counts);
    return OK;
}

/* ---- the page ---- */

static void turn(struct directory_place *v, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        struct directory_place x = v[i];
        v[i] = v[n - 1 - i];
        v[n - 1 - i] = x;
    }
}

static enum err fill_page(struct db *db, struct walk *w, size_t limit, struct directory_page *out)
{
    struct directory_row_list rows;
    size_t n = w->n < limit ? w->n : limit;
    int64_t *ids = talloc_array(pool, int64_t, (unsigned)n + 1);
    bool cut = w->n <= limit && !w->ended;
    struct directory_place end = w->n > limit || n == 0 || w->ended ? (n ? w->v[n - 1] : w->at) : w->at;

    out->more = w->n > limit || cut;
    out->cut = cut;
    out->first = n ? w->v[0] : w->at;
    out->last = end;
    if (w->back) {
        turn(w->v, n);
        out->last = out->first;
        out->first = end;
    }
    for (size_t i = 0; i < n; i++)
        ids[i] = w->v[i].id;
    TRY(list_rows(db, w->q->ask, ids, n, &rows));
    out->v = rows.v;
    out->n = rows.n;
    return OK;
}

enum err directory_list(struct db *db, const struct directory_ask *a, struct directory_place from, bool back,
                        size_t limit, struct directory_page *out)
{
    struct asked q = {.ask = a};
    struct walk counted = {0}, w;
    size_t all; /* what fits, when that is known */
    bool known;

    *out = (struct directory_page){0};
    TRY(directory_table(db, a->kind, a->audience, &q.table));
    TRY(read_words(db, &q));
    if (a->q && q.nwords == 0) { /* no letter in it */
        int64_t *counts;
        counts_none(out, &q, &counts);
        return OK;
    }
    TRY(choose(db, &q, &from));
    back = back && from.set;
    TRY(count_filtered(db, &q, out, &known));
    all = known ? (size_t)out->total : SIZE_MAX;
    w = walk_begin(&q, from, back);
    if (!is_plain(&q)) {
        counted = walk_begin(&q, (struct directory_place){0}, false);
        TRY(walk_on(db, &counted, all, COUNT_WALK));
        counted.ended |= counted.n >= all;
        if (!known)
            count_found(&q, &counted, out);
        if (!from.set)
            w = counted;
    }
    TRY(count_values(db, &q, counted.q ? &counted : NULL, out));
    TRY(walk_on(db, &w, from.set || all > limit ? limit + 1 : all, DIRECTORY_WALK));
    w.ended |= !from.set && w.n >= all;
    return fill_page(db, &w, limit, out);
}
