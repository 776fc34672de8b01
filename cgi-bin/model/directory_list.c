/* directory_list.c - a page of the directory: what to walk along, and the walk. */
#include <stdlib.h>

#include "model/directory_int.h"
#include "model/directory_list_int.h"

#define FIRST_STEP  60  /* entries looked at along a word or filter, to see how many of them fit */
#define ENOUGH      5   /* so many of these are good enough: others are not tried */
#define SEEN_LEAST  120 /* looked at even when the page is full: what a search found is counted so far */
#define STEP_LEAST  40
#define STEP_MOST   400

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

/* Longer words first: they are rarer. */
static int by_length(const void *a, const void *b)
{
    size_t x = strlen(((const struct asked_word *)a)->word), y = strlen(((const struct asked_word *)b)->word);

    return x > y ? -1 : x < y;
}

static void read_words(struct asked *q)
{
    struct text_list words = {0};

    directory_words_add(&words, q->ask->q);
    for (size_t i = 0; i < words.n && q->nwords < DIRECTORY_QUERY_WORDS; i++) {
        struct asked_word *w = &q->words[q->nwords++];
        *w = (struct asked_word){.word = words.v[i]};
        find_names(q->table, w);
    }
    qsort(q->words, q->nwords, sizeof *q->words, by_length);
}

int64_t asked_value_n(const struct asked *q, enum directory_facet f)
{
    const struct directory_name *v = directory_name_find(q->table, f, q->ask->chosen[f]);

    return v ? v->n : 0;
}

int asked_filters(const struct asked *q)
{
    int n = 0;

    for (int f = 0; f < BY_N; f++)
        n += q->ask->chosen[f] != NULL;
    return n;
}

static bool can_along(const struct asked *q, int along)
{
    if (along >= ALONG_WORD)
        return (size_t)(along - ALONG_WORD) < q->nwords;
    return along == ALONG_ALL || (along > 0 && q->ask->chosen[along - ALONG_FILTER] != NULL);
}

/* The filter that fewest have, or ALONG_ALL. */
static int rarest_filter(const struct asked *q)
{
    int best = ALONG_ALL;
    int64_t least = INT64_MAX;

    for (int f = 0; f < BY_N; f++)
        if (q->ask->chosen[f] && asked_value_n(q, f) < least) {
            least = asked_value_n(q, f);
            best = ALONG_FILTER + f;
        }
    return best;
}

/* ---- the walk ---- */

static int parts_of(const struct asked *q)
{
    const struct asked_word *w = asked_along_word(q);

    return w ? 1 + (int)w->nnames : 1;
}

/* Parts that nobody is in are passed by. */
static void next_part(struct walk *w)
{
    const struct asked_word *word = asked_along_word(w->q);
    int part = w->at.part, parts = parts_of(w->q);

    do
        part += w->back ? -1 : 1;
    while (part > 0 && part < parts && word->names[part - 1]->n == 0);
    w->ended = part < 0 || part >= parts;
    w->at = (struct directory_place){.along = w->q->along, .part = part};
}

static struct walk walk_begin(const struct asked *q, struct directory_place from, bool back)
{
    struct walk w = {.q = q, .back = back, .at = from};

    w.at.along = q->along;
    return w;
}

/* A stretch that is the page: nothing is looked up. */
static bool is_plain(const struct asked *q)
{
    return q->nwords == 0 && asked_filters(q) <= 1;
}

static bool is_among(int64_t id, const struct having_rows *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].id == id)
            return true;
    return false;
}

/* Whoever has several words that begin so, or a word and a value, stands in the walk at the first of them
 * only. A word that is the typed one is the first. */
static enum err drop_met(struct db *db, struct walk *w, size_t from)
{
    const struct asked_word *word = asked_along_word(w->q);
    int64_t *ids = talloc_array(pool, int64_t, (unsigned)(w->n - from) + 1);
    struct having_rows earlier;
    struct first_words first;
    size_t n = 0, kept = from;

    for (size_t i = from; i < w->n; i++)
        if (w->at.part > 0 || strcmp(w->v[i].word, word->word) != 0)
            ids[n++] = w->v[i].id;
    if (n == 0)
        return OK;
    TRY(first_words(db, w->q, ids, n, &first));
    TRY(having_names(db, w->q, w->at.part > 1 ? (size_t)w->at.part - 1 : 0, ids, n, &earlier));
    for (size_t i = from; i < w->n; i++) {
        bool met = is_among(w->v[i].id, &earlier);
        for (size_t k = 0; k < first.n && !met; k++)
            met = first.v[k].id == w->v[i].id && strcmp(first.v[k].word, w->v[i].word) != 0;
        if (!met)
            w->v[kept++] = w->v[i];
    }
    w->n = kept;
    return OK;
}

/* As many as will probably fill the page. */
static size_t step_for(const struct walk *w, size_t want, size_t most)
{
    size_t step = FIRST_STEP;

    if (is_plain(w->q))
        step = want - w->n;
    else if (w->seen && want < SIZE_MAX)
        step = w->n ? (want - w->n) * w->seen / w->n + STEP_LEAST / 2 : STEP_MOST;
    if (!is_plain(w->q))
        step = step < STEP_LEAST ? STEP_LEAST : step > STEP_MOST ? STEP_MOST : step;
    return step < most - w->seen ? step : most - w->seen;
}

/* Takes in what a step found; a row that had several partners came several times. Gives its different rows. */
static size_t take_rows(struct walk *w, const struct walk_rows *rows)
{
    size_t different = 0;

    w->v = talloc_realloc(pool, w->v, struct directory_place, (unsigned)(w->n + rows->n) + 1);
    for (size_t i = 0; i < rows->n; i++) {
        const struct walk_row *r = &rows->v[i];
        bool again = i && r->id == rows->v[i - 1].id && strcmp(r->word, rows->v[i - 1].word) == 0;
        if (again)
            continue;
        different++;
        w->at = (struct directory_place){true, w->q->along, w->at.part, r->word, r->name, r->id};
        if (r->fits)
            w->v[w->n++] = w->at;
    }
    return different;
}

/* On until `want` fit or `most` have been looked at. */
static enum err walk_on(struct db *db, struct walk *w, size_t want, size_t most)
{
    while (!w->ended && w->n < want && w->seen < most) {
        size_t step = step_for(w, want, most), before = w->n, n;
        struct walk_rows rows;

        TRY(walk_step(db, w->q, w->at.part, &w->at, w->back, step, &rows));
        n = take_rows(w, &rows);
        w->seen += n;
        if (asked_along_word(w->q) && w->n > before)
            TRY(drop_met(db, w, before));
        if (n < step)
            next_part(w);
    }
    return OK;
}

/* ---- along what ---- */

/* Along each word, and along the rarest filter, a few entries are looked at: where most of them fit, the page
 * is full soonest. Its walk goes on from there. */
static enum err race(struct db *db, struct asked *q, struct walk *out)
{
    int filter = rarest_filter(q), best = -1;

    for (int i = 0; i <= (int)q->nwords; i++) {
        struct walk w;

        if (i == (int)q->nwords && filter == ALONG_ALL)
            break;
        q->along = i < (int)q->nwords ? ALONG_WORD + i : filter;
        w = walk_begin(q, (struct directory_place){0}, false);
        TRY(walk_on(db, &w, SIZE_MAX, FIRST_STEP));
        if (best < 0 || w.ended || w.n > out->n) {
            *out = w;
            best = q->along;
        }
        if (w.ended || w.n >= ENOUGH)
            break;
    }
    q->along = best;
    return OK;
}

/* One way is kept to from page to page: the address of a page says along what it walks. */
static enum err choose(struct db *db, struct asked *q, struct directory_place *from, bool back, struct walk *out)
{
    if (from->set && can_along(q, from->along)) {
        q->along = from->along;
        if (from->part >= 0 && from->part < parts_of(q)) {
            *out = walk_begin(q, *from, back);
            return OK;
        }
    }
    *from = (struct directory_place){0};
    q->along = rarest_filter(q);
    if (q->nwords > 0 && (q->along == ALONG_ALL || asked_value_n(q, q->along - ALONG_FILTER) > DIRECTORY_FEW))
        return race(db, q, out);
    *out = walk_begin(q, *from, false);
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
    struct directory_place end = n && (w->n > limit || w->ended) ? w->v[n - 1] : w->at;

    out->cut = w->n <= limit && !w->ended;
    out->more = w->n > limit || out->cut;
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

/* The beginning of the list, for its counts: `all` fit, when that is known. */
static enum err walk_to_count(struct db *db, struct walk *w, size_t all, size_t limit)
{
    if (all <= DIRECTORY_FEW && !is_plain(w->q))
        TRY(walk_on(db, w, all, DIRECTORY_WALK));
    else if (all == SIZE_MAX)
        TRY(walk_on(db, w, SIZE_MAX, SEEN_LEAST));
    if (!is_plain(w->q))
        w->ended |= w->n >= all;
    return walk_on(db, w, limit + 1, DIRECTORY_WALK);
}

enum err directory_list(struct db *db, const struct directory_ask *a, struct directory_place from, bool back,
                        size_t limit, struct directory_page *out)
{
    struct asked q = {.ask = a};
    struct walk w = {0}, beginning;
    size_t all; /* what fits, when that is known */

    *out = (struct directory_page){0};
    TRY(directory_table(db, a->kind, a->audience, &q.table));
    read_words(&q);
    if (a->q && q.nwords == 0) /* no letter in it */
        return directory_count(db, &q, NULL, out);
    TRY(choose(db, &q, &from, back, &w));
    TRY(count_filtered(db, &q, &all));
    if (from.set && is_plain(&q))
        TRY(directory_count(db, &q, NULL, out));
    else {
        beginning = from.set ? walk_begin(&q, (struct directory_place){0}, false) : w;
        TRY(walk_to_count(db, &beginning, all, limit));
        TRY(directory_count(db, &q, &beginning, out));
        if (!from.set)
            w = beginning;
    }
    if (all < SIZE_MAX) {
        out->total = (int64_t)all;
        out->over = false;
    }
    TRY(walk_on(db, &w, limit + 1, DIRECTORY_WALK));
    return fill_page(db, &w, limit, out);
}
