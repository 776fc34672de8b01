#include <stdlib.h>

#include "model/resource_list_int.h"

const char *const list_sort_code[SORT_N] = {"newest", "used", "title", "smallest", "relevance"};

/* ---- what is kept ---- */

#define KEPT_FOUND 48 /* questions whose answers are kept; the oldest goes */

static struct {
    int64_t            number; /* of facet_kept() that the answers hang on */
    struct list_found *found[KEPT_FOUND];
    size_t             at;
} kept;

static void kept_fresh(void)
{
    if (kept.number == facet_kept_number())
        return;
    memset(&kept, 0, sizeof kept);
    kept.number = facet_kept_number();
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One text for all ways to ask the same: ticks in any order. The parts are set off by control characters,
 * which no tidied value has. */
static char *ask_key(const struct list_ask *a)
{
    char *key = talloc_asprintf(pool, "%s\x01%s", a->q ? a->q : "", a->q ? a->lang : "");

    for (enum facet f = 0; f < FACET_N; f++) {
        const struct text_list *l = &a->chosen[f];
        const char **v = talloc_array(pool, const char *, (unsigned)l->n + 1);
        if (l->n) {
            memcpy(v, l->v, l->n * sizeof *v);
            qsort(v, l->n, sizeof *v, by_text);
        }
        for (size_t i = 0; i < l->n; i++)
            key = talloc_asprintf_append_buffer(key, "\x01%d\x02%s", (int)f, v[i]);
    }
    return key;
}

static const struct list_found *kept_find(const char *key)
{
    for (size_t i = 0; i < KEPT_FOUND; i++)
        if (kept.found[i] && strcmp(kept.found[i]->key, key) == 0)
            return kept.found[i];
    return NULL;
}

static void kept_add(struct list_found *f)
{
    talloc_free(kept.found[kept.at]);
    kept.found[kept.at] = f;
    kept.at = (kept.at + 1) % KEPT_FOUND;
}

/* ---- hits of a search ---- */

static int by_id_and_score(const void *a, const void *b)
{
    const struct list_hit *x = a, *y = b;

    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->score > y->score ? -1 : x->score < y->score;
}

static int by_score(const void *a, const void *b)
{
    const struct list_hit *x = a, *y = b;

    if (x->score > y->score || x->score < y->score)
        return x->score > y->score ? -1 : 1;
    return x->id > y->id ? -1 : x->id < y->id;
}

struct hits { struct list_hit *v; size_t n; };

/* Title and summary say more than a page somewhere inside, and a page that the reader can read is better
 * than another. */
static void hits_add(struct hits *h, const struct hit_rows *rows, double weight, const char *lang)
{
    h->v = talloc_realloc(pool, h->v, struct list_hit, (unsigned)(h->n + rows->n + 1));
    for (size_t i = 0; i < rows->n; i++) {
        const struct hit_row *r = &rows->v[i];
        bool own = r->lang && strcmp(r->lang, lang) == 0;
        h->v[h->n++] = (struct list_hit){r->id, r->score * weight * (own ? 1.5 : 1), r->file_id, r->page, own};
    }
}

/* The place to show: the best page, but rather one in the reader's language. */
static void hits_place(struct list_hit *one, const struct list_hit *h)
{
    if (h->file_id == 0 || (one->file_id && (one->own || !h->own)))
        return;
    one->file_id = h->file_id;
    one->page = h->page;
    one->own = h->own;
}

/* One hit per publication: its best text and its best page together, with the place of a page. */
static void hits_merge(struct hits *h)
{
    size_t n = 0;

    qsort(h->v, h->n, sizeof *h->v, by_id_and_score);
    for (size_t i = 0; i < h->n;) {
        struct list_hit one = {.id = h->v[i].id};
        bool text = false, page = false;
        for (; i < h->n && h->v[i].id == one.id; i++) {
            bool *seen = h->v[i].file_id ? &page : &text;
            hits_place(&one, &h->v[i]);
            if (*seen)
                continue;
            *seen = true;
            one.score += h->v[i].score;
        }
        h->v[n++] = one;
    }
    h->n = n;
    qsort(h->v, h->n, sizeof *h->v, by_score);
}

static enum err hits_of(struct db *db, const char *match, const char *lang, struct hits *out, bool *more)
{
    struct hit_rows texts, pages;

    TRY(search_texts(db, match, &texts));
    TRY(search_pages(db, match, &pages));
    *out = (struct hits){0};
    hits_add(out, &texts, 3, lang);
    hits_add(out, &pages, 1, lang);
    hits_merge(out);
    *more = out->n > LIST_HITS || texts.n + pages.n >= LIST_HITS * 2;
    if (out->n > LIST_HITS)
        out->n = LIST_HITS;
    return OK;
}

/* "+(a b) +(c)" asks for all words; without the signs for any. */
static char *any_of(const char *match)
{
    char *any = copy(match);

    for (char *p = any; *p; p++)
        if (*p == '+')
            *p = ' ';
    return any;
}

static enum err find_hits(struct db *db, const struct list_ask *a, struct list_found *f, struct hits *out)
{
    struct stem_query q = stem_query_in(a->lang, a->q);

    *out = (struct hits){0};
    f->no_words = q.match == NULL;
    if (q.match == NULL)
        return OK;
    TRY(hits_of(db, q.match, a->lang, out, &f->more));
    if (out->n == 0 && strchr(q.match + 1, '+')) {
        f->any_word = true;
        TRY(hits_of(db, any_of(q.match), a->lang, out, &f->more));
    }
    return OK;
}

/* ---- sets ---- */

char *list_ids_json(const int64_t *ids, size_t n)
{
    size_t room = n * 21 + 3;
    char *s = talloc_size(pool, room);
    size_t at = 0;

    s[at++] = '[';
    for (size_t i = 0; i < n; i++)
        at += (size_t)snprintf(s + at, room - at, "%s%" PRId64, i ? "," : "", ids[i]);
    memcpy(s + at, "]", 2);
    return s;
}

static char *hits_json(const struct hits *h)
{
    int64_t *ids = talloc_array(pool, int64_t, (unsigned)h->n + 1);

    for (size_t i = 0; i < h->n; i++)
        ids[i] = h->v[i].id;
    return list_ids_json(ids, h->n);
}

static bool has_filters(const struct list_ask *a)
{
    for (enum facet f = 0; f < FACET_N; f++)
        if (a->chosen[f].n)
            return true;
    return false;
}

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

    return x < y ? -1 : x > y;
}

static void keep_ids(struct list_found *f, const struct id_rows *rows)
{
    int64_t *ids = talloc_array(f, int64_t, (unsigned)rows->n + 1);

    for (size_t i = 0; i < rows->n; i++)
        ids[i] = rows->v[i].id;
    qsort(ids, rows->n, sizeof *ids, by_id);
    f->ids = ids;
    f->nids = rows->n;
    f->total = (int64_t)rows->n;
}

/* Of the hits, those that passed the filters, still by relevance. */
static void keep_hits(struct list_found *f, const struct hits *h)
{
    struct list_hit *v = talloc_array(f, struct list_hit, (unsigned)h->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < h->n; i++)
        if (bsearch(&h->v[i].id, f->ids, f->nids, sizeof *f->ids, by_id))
            v[n++] = h->v[i];
    f->hits = v;
}

static enum err find_set(struct db *db, const struct list_ask *a, const char *among, struct list_found *f)
{
    struct id_rows rows;

    if (among == NULL && !has_filters(a)) {
        f->total = f->table->total;
        return OK;
    }
    TRY(search_ids(db, a, among, LIST_HITS + 1, &rows));
    if (rows.n <= LIST_HITS)
        keep_ids(f, &rows);
    else
        TRY(search_total(db, a, &f->total));
    return OK;
}

/* ---- counts ---- */

static void take_counts(const struct facet_table *t, const struct count_rows *rows, int64_t *n)
{
    for (size_t i = 0; i < rows->n; i++)
        for (enum facet f = 0; f < FACET_N; f++) {
            const struct facet_value *v;
            if (strcmp(rows->v[i].facet, facet_code[f]) == 0 && (v = facet_find(t, f, rows->v[i].value)))
                n[v - t->v] = rows->v[i].n;
        }
}

static void unfiltered_counts(const struct facet_table *t, enum facet only, int64_t *n)
{
    for (size_t i = 0; i < t->n; i++)
        if (only == FACET_N || t->v[i].facet == only)
            n[i] = t->v[i].n;
}

static enum err find_counts(struct db *db, const struct list_ask *a, const char *among, struct list_found *f)
{
    int64_t *n = talloc_zero_array(f, int64_t, (unsigned)f->table->n + 1);
    struct count_rows rows;
    int used = 0;

    f->n = n;
    for (enum facet c = 0; c < FACET_N; c++)
        used += a->chosen[c].n > 0;
    if (!among && used == 0) {
        unfiltered_counts(f->table, FACET_N, n);
        return OK;
    }
    TRY(search_counts(db, a, among, FACET_N, &rows));
    take_counts(f->table, &rows, n);
    for (enum facet c = 0; c < FACET_N; c++) {
        if (a->chosen[c].n == 0)
            continue;
        if (!among && used == 1) { /* without its own ticks nothing narrows it down */
            unfiltered_counts(f->table, c, n);
            continue;
        }
        TRY(search_counts(db, a, among, c, &rows));
        take_counts(f->table, &rows, n);
    }
    return OK;
}

enum err list_is_kept(struct db *db, const struct list_ask *a, bool *out)
{
    const struct facet_table *table;

    TRY(facet_table(db, &table));
    kept_fresh();
    *out = kept_find(ask_key(a)) != NULL;
    return OK;
}

enum err list_find(struct db *db, const struct list_ask *a, const struct list_found **out)
{
    const struct facet_table *table;
    struct list_found *f;
    struct hits hits = {0};
    char *key = ask_key(a), *among = NULL;

    TRY(facet_table(db, &table));
    kept_fresh();
    if ((*out = kept_find(key)))
        return OK;
    /* Hangs on the pool until all of it is there. */
    f = talloc_zero(pool, struct list_found);
    f->table = table;
    f->key = talloc_strdup(f, key);
    if (a->q) {
        TRY(find_hits(db, a, f, &hits));
        among = hits_json(&hits);
    }
    TRY(find_set(db, a, among, f));
    if (a->q)
        keep_hits(f, &hits);
    TRY(find_counts(db, a, among, f));
    kept_add(talloc_steal(facet_kept(), f));
    *out = f;
    return OK;
}
