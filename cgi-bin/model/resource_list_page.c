#include "model/resource_list_int.h"

#define KEPT_ORDERS 48 /* the oldest goes */

struct kept_order { const char *key; int64_t *ids; };
static struct {
    int64_t            number; /* of facet_kept() that the orders hang on */
    struct kept_order *order[KEPT_ORDERS];
    size_t             at;
} kept;

/* All ids of a kept set in the order of a->sort. */
static enum err order_of(struct db *db, const struct list_ask *a, const struct list_found *f, const int64_t **out)
{
    char *key = fmt("%d\x01%s\x01%s", (int)a->sort, a->sort == SORT_TITLE ? a->lang : "", f->key);
    struct kept_order *o;
    struct id_rows rows;

    if (kept.number != facet_kept_number()) {
        memset(&kept, 0, sizeof kept);
        kept.number = facet_kept_number();
    }
    for (size_t i = 0; i < KEPT_ORDERS; i++)
        if (kept.order[i] && strcmp(kept.order[i]->key, key) == 0) {
            *out = kept.order[i]->ids;
            return OK;
        }
    o = talloc_zero(pool, struct kept_order);
    o->key = talloc_strdup(o, key);
    o->ids = talloc_zero_array(o, int64_t, (unsigned)f->nids + 1);
    if (a->sort == SORT_RELEVANCE && f->hits) {
        for (size_t i = 0; i < f->nids; i++)
            o->ids[i] = f->hits[i].id;
    } else {
        TRY(search_order(db, a, list_ids_json(f->ids, f->nids), &rows));
        for (size_t i = 0; i < rows.n && i < f->nids; i++)
            o->ids[i] = rows.v[i].id;
    }
    talloc_free(kept.order[kept.at]);
    kept.order[kept.at] = talloc_steal(facet_kept(), o);
    kept.at = (kept.at + 1) % KEPT_ORDERS;
    *out = o->ids;
    return OK;
}

/* A kept set: from the row after the last one shown, or up to the one before the first; when that one is
 * gone, the same place in the order, which is the key. */
static enum err page_of_kept(struct db *db, const struct list_ask *a, const struct list_found *f,
                             struct list_place place, size_t limit, struct list_page *page, struct id_rows *ids)
{
    const int64_t *order;
    size_t at = 0, n = f->nids < limit ? f->nids : limit;

    TRY(order_of(db, a, f, &order));
    if (place.set) {
        while (at < f->nids && order[at] != place.id)
            at++;
        if (at == f->nids)
            at = place.key > 0 && (size_t)place.key <= f->nids ? (size_t)place.key - 1 : f->nids;
        if (!place.back)
            at = at < f->nids ? at + 1 : f->nids;
        else
            at = at > limit ? at - limit : 0;
        n = f->nids - at < limit ? f->nids - at : limit;
    }
    ids->v = talloc_array(pool, struct id_row, (unsigned)n + 1);
    for (ids->n = 0; ids->n < n; ids->n++)
        ids->v[ids->n].id = order[at + ids->n];
    page->from = (int64_t)at + 1;
    page->less = at > 0;
    page->more = at + n < f->nids;
    if (n) {
        page->first = (struct list_place){.set = true, .key = (int64_t)at + 1, .id = order[at]};
        page->last = (struct list_place){.set = true, .key = (int64_t)(at + n), .id = order[at + n - 1]};
    }
    return OK;
}

#define STRETCH_MOST 3000 /* rows of an index that are read at once */

/* As many as are asked for of those that are in the set; the walk reads about as many rows as it takes. */
static enum err walk_set(struct db *db, const struct list_ask *a, const struct list_found *f, struct list_place from,
                         size_t most, struct place_rows *out)
{
    int64_t whole = f->table->total > f->total ? f->table->total : f->total;
    size_t rows = f->set ? (size_t)((int64_t)most * whole / f->total) + most : most;

    rows = rows > STRETCH_MOST ? STRETCH_MOST : rows;
    *out = (struct place_rows){talloc_array(pool, struct list_place, (unsigned)most + 1), 0};
    for (;;) {
        struct place_rows some;
        TRY(search_walk(db, a, from, rows, &some));
        for (size_t i = 0; i < some.n && out->n < most; i++)
            if (f->set == NULL || id_set_has(f->set, some.v[i].id))
                out->v[out->n++] = some.v[i];
        if (out->n == most || some.n < rows)
            return OK;
        from = (struct list_place){true, from.back, some.v[some.n - 1].key, some.v[some.n - 1].id};
    }
}

static enum err page_of_index(struct db *db, const struct list_ask *a, const struct list_found *f,
                              struct list_place place, size_t limit, struct list_page *page, struct id_rows *ids)
{
    struct place_rows rows;

    TRY(walk_set(db, a, f, place, limit + 1, &rows));
    if (place.back && rows.n <= limit) {
        place = (struct list_place){0};
        TRY(walk_set(db, a, f, place, limit + 1, &rows));
    }
    page->from = place.set ? 0 : 1;
    page->less = place.set && (!place.back || rows.n > limit);
    page->more = place.back || rows.n > limit;
    if (rows.n > limit)
        rows.n = limit;
    ids->v = talloc_array(pool, struct id_row, (unsigned)rows.n + 1);
    for (ids->n = 0; ids->n < rows.n; ids->n++)
        ids->v[ids->n].id = rows.v[place.back ? rows.n - 1 - ids->n : ids->n].id;
    if (rows.n) {
        page->first = rows.v[place.back ? rows.n - 1 : 0];
        page->last = rows.v[place.back ? 0 : rows.n - 1];
    }
    return OK;
}

enum err list_page(struct db *db, const struct list_ask *a, const struct list_found *f,
                   struct list_place place, size_t limit, struct list_page *out)
{
    struct list_row_list rows;
    struct id_rows ids;

    *out = (struct list_page){0};
    if (f->ids)
        TRY(page_of_kept(db, a, f, place, limit, out, &ids));
    else
        TRY(page_of_index(db, a, f, place, limit, out, &ids));
    TRY(search_rows(db, &ids, a->lang, &rows));
    out->v = rows.v;
    out->n = rows.n;
    return OK;
}
