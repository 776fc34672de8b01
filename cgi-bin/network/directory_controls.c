/* directory_controls.c - filters with counts, chips, tabs and ways out of an empty list of the directory. */
#include <stdlib.h>

#include "network/directory.h"

#define FACET_SHOWN 8 /* values of one facet before the rest is folded away */

static const char *path_of(enum directory_kind kind)
{
    return kind == DIRECTORY_PEOPLE ? "/members" : "/organisations";
}

const char *directory_facet_name(enum directory_facet f)
{
    switch (f) {
    case BY_COUNTRY: return _("Country");
    case BY_TYPE: return _("Kind of organisation");
    case BY_THEME: return _("Theme");
    case BY_LANGUAGE: return _("Language");
    case BY_OFFERS: return _("Offers");
    case BY_SEEKS: return _("Seeks");
    case BY_N: break;
    }
    return "";
}

/* Whole sentences, for a language may bend the word. */
static const char *more_label(enum directory_facet f)
{
    switch (f) {
    case BY_COUNTRY: return _("More countries");
    case BY_TYPE: return _("More kinds");
    case BY_THEME: return _("More themes");
    case BY_LANGUAGE: return _("More languages");
    case BY_OFFERS: case BY_SEEKS: case BY_N: break;
    }
    return _("More");
}

char *directory_address(const struct req *r, const struct directory_ask *a, enum directory_facet but, const char *value)
{
    char *out = url(r, "%s", path_of(a->kind)), sep = '?';

    if (a->q) {
        out = fmt("%s?q=%s", out, url_escape(a->q));
        sep = '&';
    }
    for (enum directory_facet f = 0; f < BY_N; f++) {
        const char *v = f == but ? value : a->chosen[f];
        if (v == NULL)
            continue;
        out = fmt("%s%c%s=%s", out, sep, directory_facet_code[f], url_escape(v));
        sep = '&';
    }
    return out;
}

/* ---- filters ---- */

struct choice { const struct directory_name *v; int64_t n; bool folded; };
struct choices { struct choice *v; size_t n; };

static int by_place(const void *a, const void *b)
{
    const struct choice *x = a, *y = b;
    int px = x->v->place[lang_now()], py = y->v->place[lang_now()];

    if (px != py)
        return px < py ? -1 : 1;
    return strcmp(x->v->value, y->v->value);
}

/* Values that would find something; where that is not known, those that somebody has. */
static struct choices choices_of(const struct directory_ask *a, const struct directory_table *t,
                                 const struct directory_page *page, enum directory_facet f)
{
    struct choices c = {talloc_array(pool, struct choice, (unsigned)t->n + 1), 0};

    for (size_t i = 0; i < t->n; i++) {
        int64_t n = page->counts[i];
        bool is_chosen = a->chosen[f] && strcmp(a->chosen[f], t->v[i].value) == 0;
        if (t->v[i].facet == f && (is_chosen || n > 0 || (n < 0 && t->v[i].n > 0)))
            c.v[c.n++] = (struct choice){&t->v[i], n, false};
    }
    qsort(c.v, c.n, sizeof *c.v, by_place);
    return c;
}

static int most_first(const void *a, const void *b)
{
    const struct choice *x = *(struct choice *const *)a, *y = *(struct choice *const *)b;

    if (x->v->n != y->v->n)
        return x->v->n > y->v->n ? -1 : 1;
    return x < y ? -1 : x > y;
}

/* Of many values, those that most have are seen at once, and the one in use. */
static void fold_rest(struct choices *c, const char *chosen)
{
    struct choice **by = talloc_array(pool, struct choice *, (unsigned)c->n + 1);

    for (size_t i = 0; i < c->n; i++)
        by[i] = &c->v[i];
    qsort(by, c->n, sizeof *by, most_first);
    for (size_t i = FACET_SHOWN; i < c->n && c->n > FACET_SHOWN + 2; i++)
        by[i]->folded = !(chosen && strcmp(chosen, by[i]->v->value) == 0);
}

static size_t put_values(struct req *r, HDF *h, const struct directory_ask *a, const struct directory_table *t,
                         const struct directory_page *page, enum directory_facet f)
{
    struct choices c = choices_of(a, t, page, f);
    size_t seen = 0, folded = 0;

    fold_rest(&c, a->chosen[f]);
    for (size_t i = 0; i < c.n; i++) {
        const char *value = c.v[i].v->value;
        bool is_chosen = a->chosen[f] && strcmp(a->chosen[f], value) == 0;
        HDF *v = put_item(h, c.v[i].folded ? "more" : "values", c.v[i].folded ? folded++ : seen++);
        put_text(v, "label", directory_label(t, f, value));
        if (c.v[i].n >= 0)
            put_count(v, "n", c.v[i].n);
        put_bool(v, "current", is_chosen);
        put_text(v, "url", directory_address(r, a, f, is_chosen ? NULL : value));
    }
    return c.n;
}

static void put_facets(struct req *r, const struct directory_ask *a, const struct directory_table *t,
                       const struct directory_page *page)
{
    size_t n = 0;

    for (enum directory_facet f = 0; f < BY_N; f++) {
        HDF *h = put_item(r->page, "facets", n);
        if (put_values(r, h, a, t, page, f) == 0)
            continue; /* the next one takes its place */
        put_text(h, "code", directory_facet_code[f]);
        put_text(h, "name", directory_facet_name(f));
        put_text(h, "more_label", more_label(f));
        put_bool(h, "open", f <= BY_TYPE || a->chosen[f]);
        n++;
    }
}

/* ---- what is in use ---- */

static const char *chip_label(const struct directory_table *t, enum directory_facet f, const char *value)
{
    const char *label = directory_label(t, f, value);

    switch (f) {
    case BY_LANGUAGE: return fill(_("Language: {language}"), "language", label, NULL);
    case BY_OFFERS: return fill(_("Offers: {what}"), "what", label, NULL);
    case BY_SEEKS: return fill(_("Seeks: {what}"), "what", label, NULL);
    default: return label;
    }
}

static char *without_words(const struct req *r, const struct directory_ask *a)
{
    struct directory_ask rest = *a;

    rest.q = NULL;
    return directory_address(r, &rest, BY_N, NULL);
}

static void put_chips(struct req *r, const struct directory_ask *a, const struct directory_table *t)
{
    size_t n = 0, filters = 0;

    if (a->q) {
        HDF *h = put_item(r->page, "chips", n++);
        put_text(h, "label", fill(_("“{words}”"), "words", a->q, NULL));
        put_text(h, "url", without_words(r, a));
    }
    for (enum directory_facet f = 0; f < BY_N; f++) {
        HDF *h, *c;
        if (a->chosen[f] == NULL)
            continue;
        h = put_item(r->page, "chips", n++);
        put_text(h, "label", chip_label(t, f, a->chosen[f]));
        put_text(h, "url", directory_address(r, a, f, NULL));
        c = put_item(r->page, "carried", filters++);
        put_text(c, "name", directory_facet_code[f]);
        put_text(c, "value", a->chosen[f]);
    }
    if (filters)
        put_text(r->page, "filter.label", fill(_("Filter ({n})"), "n", show_count((int64_t)filters), NULL));
    put_text(r->page, "ways.all", url(r, "%s", path_of(a->kind)));
    put_bool(r->page, "ways.any", n > 0);
    if (a->q && filters) {
        put_text(r->page, "ways.words", url(r, "%s?q=%s", path_of(a->kind), url_escape(a->q)));
        put_text(r->page, "ways.filters", without_words(r, a));
    }
}

void directory_put_controls(struct req *r, const struct directory_ask *a, const struct directory_table *t,
                            const struct directory_page *page)
{
    put_facets(r, a, t, page);
    put_chips(r, a, t);
}

void directory_put_tabs(struct req *r, enum directory_tab current)
{
    const struct { enum directory_tab tab; const char *label, *path; } all[] = {
        {TAB_PEOPLE, _("People"), "/members"}, {TAB_ORGANISATIONS, _("Organisations"), "/organisations"},
        {TAB_PARTNERS, _("Partners"), "/partners"}, {TAB_MAP, _("Map and figures"), "/members/map"}};

    for (size_t i = 0; i < COUNT(all); i++) {
        HDF *h = put_item(r->page, "tabs", i);
        put_text(h, "label", all[i].label);
        put_text(h, "url", url(r, "%s", all[i].path));
        put_bool(h, "current", all[i].tab == current);
    }
}

char *directory_count_text(enum directory_kind kind, int64_t n)
{
    const char *text = kind == DIRECTORY_PEOPLE ? ngettext("{n} person", "{n} people", (unsigned long)n)
                                                : ngettext("{n} organisation", "{n} organisations", (unsigned long)n);

    return fill(text, "n", show_count(n), NULL);
}
