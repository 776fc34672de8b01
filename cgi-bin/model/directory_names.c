/* directory_names.c - names of what the directory can be narrowed by, with counts. A process keeps them until
 * the stamp of the directory (an entry changed) or of the library (a term was renamed) moves on. */
#include <stdlib.h>

#include "model/directory_int.h"
#include "model/directory_list_int.h"

const char *const directory_facet_code[BY_N] = {"country", "type", "theme", "language", "offers", "seeks"};
const char *const directory_kind_code[] = {"person", "organisation"};

struct stamps { int64_t n; };
DB_COLUMNS(stamp_cols, struct stamps, n);
DB_QUERY(q_stamp, stamp_cols, "SELECT CAST(SUM(n) AS SIGNED) AS n FROM stamp WHERE area IN ('directory', 'library')");

struct label { char *facet, *value, *en, *fr, *es; int place_en, place_fr, place_es; int64_t n; };
struct labels { struct label *v; size_t n; };
DB_COLUMNS(label_cols, struct label, facet, value, en, fr, es, place_en, place_fr, place_es, n);
/* Countries and languages by name; taxonomies as staff ordered them. */
DB_QUERY(q_labels, label_cols,
    "SELECT l.facet, l.value, l.en, l.fr, l.es, l.place_en, l.place_fr, l.place_es, COALESCE(c.n, 0) AS n FROM ("
    "SELECT 'country' AS facet, code AS value, name_en AS en, name_fr AS fr, name_es AS es,"
    "       ROW_NUMBER() OVER (ORDER BY name_en) AS place_en, ROW_NUMBER() OVER (ORDER BY name_fr) AS place_fr,"
    "       ROW_NUMBER() OVER (ORDER BY name_es) AS place_es FROM country"
    " UNION ALL SELECT 'language', code, name_en, name_fr, name_es, ROW_NUMBER() OVER (ORDER BY name_en),"
    "       ROW_NUMBER() OVER (ORDER BY name_fr), ROW_NUMBER() OVER (ORDER BY name_es) FROM language"
    " UNION ALL SELECT CASE vocabulary WHEN 'theme' THEN 'theme' ELSE 'type' END, code, label_en, label_fr, label_es,"
    "       position, position, position FROM term WHERE vocabulary IN ('theme', 'organisation')"
    ") l LEFT JOIN directory_count c ON c.kind = ? AND c.audience = ? AND c.facet2 = '' AND c.value2 = ''"
    "       AND c.facet = l.facet AND c.value = l.value"
    " UNION ALL SELECT c.facet, c.value, '', '', '', 0, 0, 0, c.n FROM directory_count c"
    "  WHERE c.kind = ? AND c.audience = ? AND c.facet2 = '' AND c.value2 = '' AND c.facet IN ('', 'offers', 'seeks')");

/* ---- what a process keeps ---- */

static struct kept {
    TALLOC_CTX            *ctx;
    int64_t                stamp;
    struct directory_table table;
} kept[2][2];

static bool facet_of(const char *code, enum directory_facet *out)
{
    for (enum directory_facet f = 0; f < BY_N; f++)
        if (strcmp(code, directory_facet_code[f]) == 0) {
            *out = f;
            return true;
        }
    return false;
}

/* " senegal" for the label in all three languages. */
static const char *words_of(TALLOC_CTX *ctx, const struct directory_name *v)
{
    struct text_list words = {0};
    char *out = talloc_strdup(ctx, "");

    for (int l = 0; l < LANG_N; l++)
        directory_words_add(&words, v->label[l]);
    for (size_t i = 0; i < words.n; i++)
        out = talloc_asprintf_append_buffer(out, " %s", words.v[i]);
    return out;
}

/* One order that does not depend on who has what. */
static int by_order(const void *a, const void *b)
{
    const struct directory_name *x = a, *y = b;

    if (x->facet != y->facet)
        return x->facet < y->facet ? -1 : 1;
    if (x->place[LANG_EN] != y->place[LANG_EN])
        return x->place[LANG_EN] < y->place[LANG_EN] ? -1 : 1;
    return strcmp(x->value, y->value);
}

static int by_value(const void *a, const void *b)
{
    const struct directory_name *x = *(const struct directory_name *const *)a, *y = *(const struct directory_name *const *)b;

    return x->facet != y->facet ? (x->facet < y->facet ? -1 : 1) : strcmp(x->value, y->value);
}

static void sort(struct kept *k)
{
    struct directory_table *t = &k->table;

    qsort(t->v, t->n, sizeof *t->v, by_order);
    t->by_value = talloc_array(k->ctx, const struct directory_name *, (unsigned)t->n + 1);
    for (size_t i = 0; i < t->n; i++)
        t->by_value[i] = &t->v[i];
    qsort(t->by_value, t->n, sizeof *t->by_value, by_value);
}

static void keep(struct kept *k, const struct label *l)
{
    struct directory_name *v = &k->table.v[k->table.n];

    if (*l->facet == '\0')
        k->table.total = l->n;
    if (!facet_of(l->facet, &v->facet))
        return;
    v->value = talloc_strdup(k->ctx, l->value);
    v->label[LANG_EN] = talloc_strdup(k->ctx, l->en);
    v->label[LANG_FR] = talloc_strdup(k->ctx, l->fr);
    v->label[LANG_ES] = talloc_strdup(k->ctx, l->es);
    v->place[LANG_EN] = l->place_en;
    v->place[LANG_FR] = l->place_fr;
    v->place[LANG_ES] = l->place_es;
    v->words = words_of(k->ctx, v);
    v->n = l->n;
    k->table.n++;
}

enum err directory_table(struct db *db, enum directory_kind kind, const char *audience,
                         const struct directory_table **out)
{
    struct kept *k = &kept[kind][strcmp(audience, "members") == 0];
    const char *code = directory_kind_code[kind];
    struct stamps now;
    struct labels rows;

    /* The stamp first: what changes after it makes the next request read again. */
    TRY(db_one(db, q_stamp, &now));
    if (k->ctx == NULL || k->stamp != now.n) {
        TRY(db_all(db, q_labels, &rows, code, audience, code, audience));
        talloc_free(k->ctx);
        k->ctx = talloc_new(NULL);
        k->stamp = now.n;
        k->table = (struct directory_table){.v = talloc_zero_array(k->ctx, struct directory_name, (unsigned)rows.n + 1)};
        for (size_t i = 0; i < rows.n; i++)
            keep(k, &rows.v[i]);
        sort(k);
    }
    *out = &k->table;
    return OK;
}

const struct directory_name *directory_name_find(const struct directory_table *t, enum directory_facet f, const char *value)
{
    const struct directory_name  key = {.facet = f, .value = value}, *wanted = &key;
    const struct directory_name **found = bsearch(&wanted, t->by_value, t->n, sizeof *t->by_value, by_value);

    return found ? *found : NULL;
}

/* What is offered or sought is no taxonomy: four words of ours. */
static const char *what_label(const char *value)
{
    if (strcmp(value, "partnership") == 0)
        return _("Partnership");
    if (strcmp(value, "expertise") == 0)
        return _("Expertise");
    if (strcmp(value, "funding") == 0)
        return _("Funding");
    if (strcmp(value, "exchange") == 0)
        return _("Exchange");
    return value;
}

const char *directory_label(const struct directory_table *t, enum directory_facet f, const char *value)
{
    const struct directory_name *v;

    if (f == BY_OFFERS || f == BY_SEEKS)
        return what_label(value);
    v = directory_name_find(t, f, value);
    return v && *v->label[lang_now()] ? v->label[lang_now()] : value;
}
