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

/* A kept set: the row after the last one shown; when that one is gone, the same place in the order. */
static enum err page_of_kept(struct db *db, const struct list_ask *a, const struct list_found *f,
                             struct list_place after, size_t limit, struct list_page *page, struct id_rows *ids)
{
    const int64_t *order;
    size_t at = 0, n;

    TRY(order_of(db, a, f, &order));
    if (after.set) {
        while (at < f->nids && order[at] != after.id)
            at++;
        at = at < f->nids ? at + 1 : after.key > 0 && (size_t)after.key < f->nids ? (size_t)after.key : f->nids;
    }
    n = f->nids - at < limit ? f->nids - at : limit;
    ids->v = talloc_array(pool, struct id_row, (unsigned)n + 1);
    for (ids->n = 0; ids->n < n; ids->n++)
        ids->v[ids->n].id = order[at + ids->n];
    page->from = (int64_t)at + 1;
    page->more = at + n < f->nids;
    if (n)
        page->next = (struct list_place){true, (int64_t)(at + n), order[at + n - 1]};
    return OK;
}

static enum err page_of_index(struct db *db, const struct list_ask *a, struct list_place after, size_t limit,
                              struct list_page *page, struct id_rows *ids)
{
    struct list_place *place = talloc_array(pool, struct list_place, (unsigned)limit + 1);

    TRY(search_walk(db, a, after, limit + 1, place, ids));
    page->from = after.set ? 0 : 1;
    page->more = ids->n > limit;
    if (page->more)
        ids->n = limit;
    if (ids->n)
        page->next = place[ids->n - 1];
    return OK;
}

enum err list_page(struct db *db, const struct list_ask *a, const struct list_found *f,
                   struct list_place after, size_t limit, struct list_page *out)
{
    struct list_row_list rows;
    struct id_rows ids;

    *out = (struct list_page){0};
    if (f->ids)
        TRY(page_of_kept(db, a, f, after, limit, out, &ids));
    else
        TRY(page_of_index(db, a, after, limit, out, &ids));
    TRY(search_rows(db, &ids, a->lang, &rows));
    out->v = rows.v;
    out->n = rows.n;
    return OK;
}
