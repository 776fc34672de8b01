/* list_controls.c - filters with counts, chips, orders and ways out of an empty list. */
#include <stdlib.h>

#include "resources/list.h"

#define FACET_SHOWN 8 /* values of one facet before the rest is folded away */

static bool is_ticked(const struct list_ask *a, enum facet f, const char *value)
{
    for (size_t i = 0; i < a->chosen[f].n; i++)
        if (strcmp(a->chosen[f].v[i], value) == 0)
            return true;
    return false;
}

struct choice { const char *value, *label; int64_t n; bool ticked, folded; };
struct choices { struct choice *v; size_t n; };

static int64_t rare_count(const struct list_found *f, enum facet facet, const char *value)
{
    for (size_t i = 0; i < f->nrare && facet == FACET_PUBLISHER; i++)
        if (strcmp(f->rare[i].value, value) == 0)
            return f->rare[i].n;
    return 0;
}

/* Values that would find something, and those in use whatever they find. */
static struct choices choices_of(const struct list_ask *a, const struct list_found *f, enum facet facet)
{
    struct choices c = {talloc_array(pool, struct choice, (unsigned)(f->table->n + a->chosen[facet].n) + 1), 0};

    for (size_t i = 0; i < f->table->n; i++) {
        const struct facet_value *v = &f->table->v[i];
        bool ticked = v->facet == facet && is_ticked(a, facet, v->value);
        if (v->facet == facet && (ticked || f->n[i] > 0))
            c.v[c.n++] = (struct choice){v->value, facet_label(v), f->n[i], ticked, false};
    }
    for (size_t i = 0; i < a->chosen[facet].n; i++) {
        const char *value = a->chosen[facet].v[i];
        if (!facet_find(f->table, facet, value))
            c.v[c.n++] = (struct choice){value, facet_label_of(f->table, facet, value), rare_count(f, facet, value), true,
                false};
    }
    return c;
}

static int most_first(const void *a, const void *b)
{
    const struct choice *x = *(struct choice *const *)a, *y = *(struct choice *const *)b;

    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Of many values, those with most publications (of years, the latest) and those in use are seen at once. */
static void fold_rest(struct choices *c, enum facet facet)
{
    struct choice **by = talloc_array(pool, struct choice *, (unsigned)c->n + 1);

    for (size_t i = 0; i < c->n; i++)
        by[i] = &c->v[i];
    if (facet != FACET_YEAR)
        qsort(by, c->n, sizeof *by, most_first);
    for (size_t i = FACET_SHOWN; i < c->n && c->n > FACET_SHOWN + 2; i++)
        by[i]->folded = !by[i]->ticked;
}

static size_t put_values(HDF *h, const struct list_ask *a, const struct list_found *f, enum facet facet)
{
    struct choices c = choices_of(a, f, facet);
    size_t seen = 0, folded = 0;

    fold_rest(&c, facet);
    for (size_t i = 0; i < c.n; i++) {
        HDF *v = put_item(h, c.v[i].folded ? "more" : "values", c.v[i].folded ? folded++ : seen++);
        put_text(v, "value", c.v[i].value);
        put_text(v, "label", c.v[i].label);
        put_count(v, "n", c.v[i].n);
        put_bool(v, "checked", c.v[i].ticked);
    }
    return c.n;
}

/* Whole sentences, for a language may bend the word. */
static const char *more_label(enum facet f)
{
    switch (f) {
    case FACET_TYPE: return _("More types");
    case FACET_THEME: return _("More themes");
    case FACET_FOCUS: return _("More focus areas");
    case FACET_COUNTRY: return _("More countries");
    case FACET_PUBLISHER: return _("More publishers");
    case FACET_YEAR: return _("Earlier years");
    case FACET_LANG: case FACET_N: break;
    }
    return _("More");
}

static void put_facets(struct req *r, const struct list_ask *a, const struct list_found *f)
{
    size_t n = 0;

    for (enum facet c = 0; c < FACET_N; c++) {
        HDF *h = put_item(r->page, "facets", n);
        if (put_values(h, a, f, c) == 0)
            continue; /* the next one takes its place */
        put_text(h, "code", facet_code[c]);
        put_text(h, "name", facet_name(c));
        put_text(h, "more_label", more_label(c));
        put_bool(h, "open", c <= FACET_THEME || a->chosen[c].n > 0);
        n++;
    }
}

static const char *chip_label(const struct facet_table *t, enum facet f, const char *value)
{
    const char *label = facet_label_of(t, f, value);

    return f == FACET_LANG ? fill(_("In {language}"), "language", label, NULL) : label;
}

static void put_chips(struct req *r, const struct list_ask *a, const struct list_found *f)
{
    size_t n = 0;

    if (a->q) {
        HDF *h = put_item(r->page, "chips", n++);
        put_text(h, "label", fill(_("“{words}”"), "words", a->q, NULL));
        put_text(h, "url", fmt("%s%s", url(r, "/resources"), query_with(r, "q", NULL)));
    }
    for (enum facet c = 0; c < FACET_N; c++)
        for (size_t i = 0; i < a->chosen[c].n; i++) {
            HDF *h = put_item(r->page, "chips", n++);
            put_text(h, "label", chip_label(f->table, c, a->chosen[c].v[i]));
            put_text(h, "url", fmt("%s%s", url(r, "/resources"), query_without(r, facet_code[c], a->chosen[c].v[i])));
        }
    if (n > (a->q ? 1 : 0))
        put_text(r->page, "filter.label",
            fill(_("Filter ({n})"), "n", show_count((int64_t)n - (a->q ? 1 : 0)), NULL));
}

static const char *sort_name(enum list_sort s)
{
    switch (s) {
    case SORT_NEWEST: return _("Newest");
    case SORT_USED: return _("Most used");
    case SORT_TITLE: return _("Title");
    case SORT_SMALLEST: return _("Smallest file");
    case SORT_RELEVANCE: return _("Best match");
    case SORT_N: break;
    }
    return "";
}

static void put_sorts(struct req *r, const struct list_ask *a)
{
    enum list_sort first = a->q ? SORT_RELEVANCE : SORT_NEWEST;
    size_t n = 0;

    for (enum list_sort s = 0; s < SORT_N; s++) {
        HDF *h;
        if (s == SORT_RELEVANCE && !a->q)
            continue;
        h = put_item(r->page, "sorts", n++);
        put_text(h, "label", sort_name(s));
        put_text(h, "url", fmt("%s%s", url(r, "/resources"),
            query_with(r, "sort", s == first ? NULL : list_sort_code[s])));
        put_bool(h, "current", s == a->sort);
    }
    if (a->sort != first)
        put_text(r->page, "sort", list_sort_code[a->sort]);
}

/* What each of the two forms must carry along of the other one. */
static void put_carried(struct req *r, const struct list_ask *a)
{
    size_t n = 0;

    for (enum facet c = 0; c < FACET_N; c++)
        for (size_t i = 0; i < a->chosen[c].n; i++) {
            HDF *h = put_item(r->page, "carried", n++);
            put_text(h, "name", facet_code[c]);
            put_text(h, "value", a->chosen[c].v[i]);
        }
}

/* The list of a theme or a language has a feed of its own. */
static void put_feed(struct req *r, const struct list_ask *a)
{
    char *q = copy("");

    if (a->chosen[FACET_THEME].n == 1)
        q = fmt("?theme=%s", url_escape(a->chosen[FACET_THEME].v[0]));
    if (a->chosen[FACET_LANG].n == 1)
        q = fmt("%s%slang=%s", q, *q ? "&" : "?", url_escape(a->chosen[FACET_LANG].v[0]));
    put_text(r->page, "feed", url(r, "/resources/feed.atom%s", q));
}

void list_put_controls(struct req *r, const struct list_ask *a, const struct list_found *f)
{
    bool filters = false;

    for (enum facet c = 0; c < FACET_N; c++)
        filters |= a->chosen[c].n > 0;
    put_facets(r, a, f);
    put_chips(r, a, f);
    put_sorts(r, a);
    put_carried(r, a);
    put_feed(r, a);
    put_text(r->page, "ways.all", url(r, "/resources"));
    if (a->q && filters)
        put_text(r->page, "ways.words", url(r, "/resources?q=%s", url_escape(a->q)));
    if (a->q && filters)
        put_text(r->page, "ways.filters", fmt("%s%s", url(r, "/resources"), query_with(r, "q", NULL)));
    put_bool(r->page, "ways.any", a->q || filters);
}
