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

enum err list_sets_read(struct db *db, const struct list_ask *a, struct list_sets *out)
{
    *out = (struct list_sets){0};
    for (enum facet f = 0; f < FACET_N; f++)
        if ((out->used[f] = a->chosen[f].n > 0))
            TRY(search_set(db, f, &a->chosen[f], &out->v[f]));
    return OK;
}

bool list_sets_meet(const struct list_sets *s, enum facet but, const struct id_set *among, struct id_set *out)
{
    bool any = among != NULL;

    *out = among ? id_set_keep(pool, among) : (struct id_set){0};
    for (enum facet f = 0; f < FACET_N; f++) {
        if (!s->used[f] || f == but)
            continue;
        if (any)
            id_set_meet(out, &s->v[f]);
        else
            *out = id_set_keep(pool, &s->v[f]);
        any = true;
    }
    return any;
}

/* Of the hits, those that passed the filters, still by relevance. */
static void keep_hits(struct list_found *f, const struct hits *h, const struct id_set *set)
{
    struct list_hit *v = talloc_array(f, struct list_hit, (unsigned)h->n + 1);
    size_t n = 0;

    for (size_t i = 0; i < h->n; i++)
        if (id_set_has(set, h->v[i].id))
            v[n++] = h->v[i];
    f->hits = v;
}

/* Few are kept as numbers, which can be put in order; of many the bits. */
static void keep_set(struct list_found *f, const struct id_set *set)
{
    struct id_list ids;

    f->total = id_set_count(set);
    if (f->total > LIST_HITS) {
        struct id_set *kept_set = talloc_zero(f, struct id_set);
        *kept_set = id_set_keep(f, set);
        f->set = kept_set;
        return;
    }
    ids = id_set_ids(set, LIST_HITS);
    f->ids = talloc_steal(f, ids.v);
    f->nids = ids.n;
}

/* ---- counts ---- */

#define FEW 300 /* so many are sooner looked up one by one than met with each value's bits */

static enum err count_facet(struct db *db, const struct list_found *f, enum facet c, const struct id_set *set, int64_t *n)
{
    if (id_set_count(set) > FEW)
        return search_counts(db, f->table, c, set, n);
    struct id_list ids = id_set_ids(set, FEW);
    return search_counts_few(db, f->table, c, &ids, n);
}

static void unfiltered_counts(const struct facet_table *t, enum facet only, int64_t *n)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].facet == only)
            n[i] = t->v[i].n;
}

/* Ticked publishers that the table does not have, and how many there would be of each. */
static enum err find_rare(struct db *db, const struct list_ask *a, struct list_found *f, const struct id_set *set,
                          bool narrowed)
{
    const struct text_list *ticked = &a->chosen[FACET_PUBLISHER];
    struct facet_value *v = talloc_zero_array(f, struct facet_value, (unsigned)ticked->n + 1);

    f->rare = v;
    for (size_t i = 0; i < ticked->n; i++) {
        struct text_list one = {&ticked->v[i], 1};
        struct id_set own;
        if (facet_find(f->table, FACET_PUBLISHER, ticked->v[i]))
            continue;
        TRY(search_set(db, FACET_PUBLISHER, &one, &own));
        if (narrowed)
            id_set_meet(&own, set);
        v[f->nrare++] = (struct facet_value){.facet = FACET_PUBLISHER, .value = talloc_strdup(f, ticked->v[i]),
            .n = id_set_count(&own)};
    }
    return OK;
}

static enum err find_counts(struct db *db, const struct list_ask *a, const struct list_sets *sets,
                            const struct id_set *among, struct list_found *f)
{
    int64_t *n = talloc_zero_array(f, int64_t, (unsigned)f->table->n + 1);

    f->n = n;
    for (enum facet c = 0; c < FACET_N; c++) {
        struct id_set set;
        bool narrowed = list_sets_meet(sets, c, among, &set);
        if (narrowed)
            TRY(count_facet(db, f, c, &set, n));
        else /* without its own ticks nothing narrows it down */
            unfiltered_counts(f->table, c, n);
        if (c == FACET_PUBLISHER)
            TRY(find_rare(db, a, f, &set, narrowed));
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

/* Words first, then ticks; nothing of either is the whole library. */
static enum err find_all(struct db *db, const struct list_ask *a, struct list_found *f)
{
    struct id_set words = {0}, set, *among = a->q ? &words : NULL;
    struct list_sets sets;
    struct hits hits = {0};

    if (a->q)
        TRY(find_hits(db, a, f, &hits));
    for (size_t i = 0; i < hits.n; i++)
        id_set_add_id(&words, hits.v[i].id);
    TRY(list_sets_read(db, a, &sets));
    if (list_sets_meet(&sets, FACET_N, among, &set))
        keep_set(f, &set);
    else
        f->total = f->table->total;
    if (a->q)
        keep_hits(f, &hits, &set);
    return find_counts(db, a, &sets, among, f);
}

enum err list_find(struct db *db, const struct list_ask *a, const struct list_found **out)
{
    const struct facet_table *table;
    struct list_found *f;
    char *key = ask_key(a);

    TRY(facet_table(db, &table));
    TRY(facet_learn(db, &a->chosen[FACET_PUBLISHER]));
    kept_fresh();
    if ((*out = kept_find(key)))
        return OK;
    /* Hangs on the pool until all of it is there. */
    f = talloc_zero(pool, struct list_found);
    f->table = table;
    f->key = talloc_strdup(f, key);
    TRY(find_all(db, a, f));
    kept_add(talloc_steal(facet_kept(), f));
    *out = f;
    return OK;
}
