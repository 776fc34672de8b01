#include <stdlib.h>

#include "model/facet.h"
#include "model/resource.h"

const char *const facet_code[FACET_N] = {
    [FACET_LANG] = "lang",       [FACET_TYPE] = "type",           [FACET_THEME] = "theme", [FACET_FOCUS] = "focus",
    [FACET_COUNTRY] = "country", [FACET_PUBLISHER] = "publisher", [FACET_YEAR] = "year",
};

const char *facet_name(enum facet f)
{
    switch (f) {
    case FACET_LANG: return _("Language");
    case FACET_TYPE: return _("Type");
    case FACET_THEME: return _("Theme");
    case FACET_FOCUS: return _("Focus area");
    case FACET_COUNTRY: return _("Country");
    case FACET_PUBLISHER: return _("Publisher");
    case FACET_YEAR: return _("Year");
    case FACET_N: break;
    }
    return "";
}

/* ---- what a process keeps ---- */

static struct {
    TALLOC_CTX        *ctx;
    int64_t            stamp, number;
    struct facet_table table;
    struct learnt     *learnt;
    size_t             nlearnt;
} kept;
struct learnt { const char *id, *name; };
#define LEARNT_MOST 500 /* names of publishers beyond the table; then it begins anew */

TALLOC_CTX *facet_kept(void)
{
    return kept.ctx;
}

int64_t facet_kept_number(void)
{
    return kept.number;
}

static bool facet_of(const char *code, enum facet *out)
{
    for (enum facet f = 0; f < FACET_N; f++)
        if (strcmp(code, facet_code[f]) == 0) {
            *out = f;
            return true;
        }
    return false;
}

static int by_place(const void *a, const void *b)
{
    const struct facet_value *x = a, *y = b;

    if (x->facet != y->facet)
        return x->facet < y->facet ? -1 : 1;
    if (x->facet == FACET_YEAR)
        return strcmp(y->value, x->value);
    if (x->facet == FACET_PUBLISHER && x->n != y->n)
        return x->n > y->n ? -1 : 1;
    if (x->position != y->position)
        return x->position < y->position ? -1 : 1;
    return strcmp(x->value, y->value);
}

static void table_add(const struct facet_row *row)
{
    struct facet_value *v = &kept.table.v[kept.table.n];
    enum res_lang lang;

    if (strcmp(row->facet, "all") == 0)
        kept.table.total = row->n;
    if (!facet_of(row->facet, &v->facet))
        return;
    v->value = talloc_strdup(kept.ctx, row->value);
    v->label[LANG_EN] = talloc_strdup(kept.ctx, row->label_en);
    v->label[LANG_FR] = talloc_strdup(kept.ctx, row->label_fr);
    v->label[LANG_ES] = talloc_strdup(kept.ctx, row->label_es);
    v->n = row->n;
    v->position = row->position;
    if (v->facet == FACET_LANG && res_lang_read(v->value, &lang))
        v->position = (int)lang;
    kept.table.n++;
}

enum err facet_table(struct db *db, const struct facet_table **out)
{
    struct facet_row_list rows;
    int64_t stamp;

    /* The stamp first: what changes after it makes the next request read again. */
    TRY(facet_stamp(db, &stamp));
    if (kept.ctx == NULL || kept.stamp != stamp) {
        TRY(facet_read(db, &rows));
        talloc_free(kept.ctx);
        kept.ctx = talloc_new(NULL);
        kept.number++;
        kept.learnt = NULL;
        kept.nlearnt = 0;
        kept.stamp = stamp;
        kept.table = (struct facet_table){.v = talloc_array(kept.ctx, struct facet_value, (unsigned)rows.n + 1)};
        for (size_t i = 0; i < rows.n; i++)
            table_add(&rows.v[i]);
        qsort(kept.table.v, kept.table.n, sizeof *kept.table.v, by_place);
    }
    *out = &kept.table;
    return OK;
}

const struct facet_value *facet_find(const struct facet_table *t, enum facet f, const char *value)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].facet == f && strcmp(t->v[i].value, value) == 0)
            return &t->v[i];
    return NULL;
}

static const char *learnt_name(const char *id)
{
    for (size_t i = 0; i < kept.nlearnt; i++)
        if (strcmp(kept.learnt[i].id, id) == 0)
            return kept.learnt[i].name;
    return NULL;
}

enum err facet_learn(struct db *db, const struct text_list *publishers)
{
    if (kept.nlearnt + publishers->n > LEARNT_MOST) {
        talloc_free(kept.learnt);
        kept.learnt = NULL;
        kept.nlearnt = 0;
    }
    for (size_t i = 0; i < publishers->n; i++) {
        const char *id = publishers->v[i];
        char *name;
        enum err e;
        if (facet_find(&kept.table, FACET_PUBLISHER, id) || learnt_name(id))
            continue;
        if ((e = facet_publisher(db, id, &name)) == ERR_NOT_FOUND)
            continue;
        TRY(e);
        kept.learnt = talloc_realloc(kept.ctx, kept.learnt, struct learnt, (unsigned)kept.nlearnt + 1);
        kept.learnt[kept.nlearnt++] = (struct learnt){talloc_strdup(kept.learnt, id), talloc_strdup(kept.learnt, name)};
    }
    return OK;
}

const char *facet_label(const struct facet_value *v)
{
    const char *label = v->label[lang_now()];

    if (v->facet == FACET_LANG)
        return res_lang_label(v->value);
    return *label ? label : v->value;
}

const char *facet_label_of(const struct facet_table *t, enum facet f, const char *value)
{
    const struct facet_value *v = facet_find(t, f, value);

    const char *name = !v && f == FACET_PUBLISHER ? learnt_name(value) : NULL;

    return v ? facet_label(v) : f == FACET_LANG ? res_lang_label(value) : name ? name : value;
}
