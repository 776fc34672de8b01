/* partner.c - finding partners: candidates of each route, compared, best first. */
#include <stdlib.h>

#include "model/partner_int.h"

/* ---- who may fit ---- */

/* Kinds of candidates, best first, and their share of PARTNER_CANDIDATES: local authorities at the other end,
 * others there, those elsewhere with the route, those with a seat at the other end whatever their routes. */
enum kind { AT_END_LOCAL, AT_END, ELSEWHERE, SEATED, KINDS };
static const int share[KINDS] = {60, 40, 20, 40};

struct looks { struct partner_look *v; size_t n; };

static void look_add(struct looks *l, const struct partner_side *mine, const struct organisation_route *r, const char *seat,
                     enum kind k, bool local)
{
    /* Routes share it, and so do both ends for who has a seat at neither. */
    int most = share[k] / (int)(mine->routes.n * (mine->country ? 1 : 2));

    l->v[l->n++] = (struct partner_look){
        .from = r->from, .to = r->to, .seat = seat, .local = local, .most = most < 5 ? 5 : most,
        .country = k != SEATED ? NULL : strcmp(seat, "from") == 0 ? r->from : r->to};
}

/* Where to look, best first. */
static struct looks plan(const struct partner_side *mine)
{
    struct looks l = {talloc_array(pool, struct partner_look, (unsigned)mine->routes.n * 2 * KINDS + 1), 0};

    for (enum kind k = 0; k < KINDS; k++)
        for (size_t i = 0; i < mine->routes.n; i++) {
            const struct organisation_route *r = &mine->routes.v[i];

            if (k == ELSEWHERE) {
                look_add(&l, mine, r, "else", k, true);
                look_add(&l, mine, r, "else", k, false);
                continue;
            }
            if (!mine->country || strcmp(mine->country, r->from) != 0)
                look_add(&l, mine, r, "from", k, k == AT_END_LOCAL);
            if (!mine->country || strcmp(mine->country, r->to) != 0)
                look_add(&l, mine, r, "to", k, k == AT_END_LOCAL);
        }
    return l;
}

static bool there_already(const struct partner_rows *l, int64_t id)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].id == id)
            return true;
    return false;
}

/* Adds those who are not there yet. *more: somebody was left out. Looks that found all they could are done. */
static void take(struct looks *l, const struct partner_rows *found, struct partner_rows *out, bool *more)
{
    int *n = talloc_zero_array(pool, int, (unsigned)l->n + 1);

    *more = false;
    for (size_t i = 0; i < found->n; i++) {
        n[found->v[i].look]++;
        if (there_already(out, found->v[i].id))
            continue;
        if (out->n < PARTNER_CANDIDATES)
            out->v[out->n++] = found->v[i];
        else
            *more = true;
    }
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].most && n[i] == l->v[i].most)
            *more = true;
        else
            l->v[i].most = 0;
    }
}

/* What some looks leave of their share goes to those that need more, best first. */
static enum err candidates(struct db *db, const struct partner_side *mine, const struct partner_filter *f,
                           struct partner_rows *out, bool *more)
{
    struct looks        l = plan(mine);
    struct partner_rows found;

    *out = (struct partner_rows){talloc_array(pool, struct partner_row, PARTNER_CANDIDATES), 0};
    TRY(partner_looks(db, l.v, l.n, mine->id, f, &found));
    take(&l, &found, out, more);
    if (!*more || out->n == PARTNER_CANDIDATES)
        return OK;
    for (size_t i = 0; i < l.n; i++)
        if (l.v[i].most)
            l.v[i].most += PARTNER_CANDIDATES - (int)out->n;
    TRY(partner_looks(db, l.v, l.n, mine->id, f, &found));
    take(&l, &found, out, more);
    return OK;
}

/* ---- from rows to what is compared ---- */

static void text_add(struct text_list *l, const char *s)
{
    if (l->n % 8 == 0)
        l->v = talloc_realloc(pool, l->v, const char *, (unsigned)l->n + 8);
    l->v[l->n++] = s;
}

static struct text_list codes_of(char *s)
{
    struct text_list l = {0};
    char            *rest, *code;

    for (code = strtok_r(s, ",", &rest); code; code = strtok_r(NULL, ",", &rest))
        text_add(&l, code);
    return l;
}

/* "skills,diaspora/NP" after "offers:expertise/" */
static void offer_add(struct partner_side *s, const char *side, char *value)
{
    char *themes = strchr(value, '/'), *countries = themes ? strchr(themes + 1, '/') : NULL;

    if (!countries)
        return;
    *themes++ = *countries++ = '\0';
    s->offers.v = talloc_realloc(pool, s->offers.v, struct partner_offer, (unsigned)s->offers.n + 1);
    s->offers.v[s->offers.n++] = (struct partner_offer){side, value, codes_of(themes), codes_of(countries)};
}

static void route_add(struct partner_side *s, char *value)
{
    if (strlen(value) != 5) /* NP-QA */
        return;
    value[2] = '\0';
    s->routes.v = talloc_realloc(pool, s->routes.v, struct organisation_route, (unsigned)s->routes.n + 1);
    s->routes.v[s->routes.n++] = (struct organisation_route){value, value + 3};
}

static struct partner_side side_of(const struct partner_row *row)
{
    struct partner_side s = {.id = row->id, .country = row->country, .local = row->local};
    char               *rest, *word;

    for (word = strtok_r(row->codes, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(word, ':');

        if (!value)
            continue;
        *value++ = '\0';
        if (strcmp(word, "route") == 0)
            route_add(&s, value);
        else if (strcmp(word, "theme") == 0)
            text_add(&s.themes, value);
        else if (strcmp(word, "language") == 0)
            text_add(&s.languages, value);
        else
            offer_add(&s, word, value);
    }
    return s;
}

enum err partner_side_read(struct db *db, int64_t organisation_id, struct partner_side *out)
{
    struct partner_row row;

    TRY(partner_row_read(db, organisation_id, &row));
    *out = side_of(&row);
    return OK;
}

/* ---- the list ---- */

static int best_first(const void *a, const void *b)
{
    const struct partner *x = a, *y = b;

    if (x->match.points != y->match.points)
        return x->match.points > y->match.points ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

static char *ids_json(const struct partner_list *l)
{
    char *s = copy("[");

    for (size_t i = 0; i < l->n; i++)
        s = talloc_asprintf_append_buffer(s, "%s%" PRId64, i ? "," : "", l->v[i].id);
    return talloc_strdup_append_buffer(s, "]");
}

static struct partner partner_of(const struct partner_head *h, const struct partner_match *m)
{
    return (struct partner){h->id, h->name, h->short_name, h->country, h->place, h->type_en, h->type_fr, h->type_es,
                            h->website, h->sample, h->contact, *m};
}

/* What the list says of those on the page. Who has gone since they were found is left out. */
static enum err put_heads(struct db *db, const struct user *viewer, struct partner_list *l)
{
    struct partner_heads heads;
    size_t               n = 0;

    TRY(partner_heads_read(db, ids_json(l), viewer ? viewer->id : 0, &heads));
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < heads.n; k++)
            if (heads.v[k].id == l->v[i].id)
                l->v[n++] = partner_of(&heads.v[k], &l->v[i].match);
    l->n = n;
    return OK;
}

/* Where (points, id) would stand: how many come before it. */
static size_t place_of(const struct partner_page *p, const struct partner_list *l)
{
    size_t i = 0;

    while (i < l->n && (l->v[i].match.points > p->points || (l->v[i].match.points == p->points && l->v[i].id < p->id)))
        i++;
    return i;
}

static void cut(const struct partner_page *p, struct partner_list *l)
{
    size_t at = p->set ? place_of(p, l) : 0, from = 0;

    l->total = (int64_t)l->n;
    if (p->back)
        from = at > p->limit ? at - p->limit : 0;
    else if (p->set)
        from = at + (at < l->n && l->v[at].id == p->id);
    l->before = from > 0;
    l->after = l->n - from > p->limit;
    l->v += from;
    l->n = l->after ? p->limit : l->n - from;
}

enum err partner_find(struct db *db, const struct user *viewer, const struct partner_side *mine,
                      const struct partner_filter *f, const struct partner_page *page, struct partner_list *out)
{
    struct partner_rows rows;

    *out = (struct partner_list){0};
    TRY(candidates(db, mine, f, &rows, &out->more));
    out->v = talloc_array(pool, struct partner, (unsigned)rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        struct partner_side theirs = side_of(&rows.v[i]);
        struct partner     *p = &out->v[out->n];

        *p = (struct partner){.id = theirs.id};
        partner_compare(mine, &theirs, &p->match);
        out->n += p->match.points > 0;
    }
    qsort(out->v, out->n, sizeof *out->v, best_first);
    cut(page, out);
    return out->n ? put_heads(db, viewer, out) : OK;
}
