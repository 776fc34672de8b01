/* saved_search_run.c - finds what is new for the searches of a member and writes the mail. */
#include <stdlib.h>

#include "model/saved_search_int.h"

#define NEW_MOST 5000 /* publications of one run that are looked through, the newest ones */
/* What has just been published may not be committed yet, nor are its files read: it has time until the
 * next run. */
#define SETTLE 300

static bool has_id(const struct id_rows *l, int64_t id)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].id == id)
            return true;
    return false;
}

static char *json_of(const struct id_rows *l)
{
    int64_t *ids = talloc_array(pool, int64_t, (unsigned)l->n + 1);

    for (size_t i = 0; i < l->n; i++)
        ids[i] = l->v[i].id;
    return list_ids_json(ids, l->n);
}

/* Those that have what is ticked. */
static enum err fitting(struct db *db, const struct list_ask *a, const struct id_rows *some, struct id_rows *out)
{
    struct list_sets sets;
    struct id_set fit;
    bool ticked;

    TRY(list_sets_read(db, a, &sets));
    ticked = list_sets_meet(&sets, FACET_N, NULL, &fit);
    *out = (struct id_rows){talloc_array(pool, struct id_row, (unsigned)some->n + 1), 0};
    for (size_t i = 0; i < some->n; i++)
        if (!ticked || id_set_has(&fit, some->v[i].id))
            out->v[out->n++] = some->v[i];
    return OK;
}

/* Of the new ones, those that fit; in no order. */
static enum err narrow(struct db *db, const struct list_ask *a, const struct id_rows *fresh, struct id_rows *out)
{
    struct id_rows some = *fresh;

    if (a->q) {
        struct stem_query q = stem_query_in(a->lang, a->q);
        *out = (struct id_rows){0};
        if (!q.match)
            return OK;
        TRY(ids_with_words(db, q.match, json_of(fresh), &some));
    }
    if (some.n == 0 || !list_ask_any(a)) {
        *out = (struct id_rows){0}; /* the whole library is no search */
        return OK;
    }
    return fitting(db, a, &some, out);
}

/* Newest first, without what another search of this run tells already. */
static enum err find_new(struct db *db, const struct saved_search *s, struct instant until, const struct id_rows *told,
                         struct id_rows *out)
{
    struct id_rows fresh, fit;
    struct list_ask a;

    *out = (struct id_rows){0};
    TRY(new_ids(db, s->member_id, s->told_until, until, NEW_MOST, &fresh));
    if (fresh.n == 0)
        return OK;
    saved_search_ask(s, &a);
    TRY(narrow(db, &a, &fresh, &fit));
    out->v = talloc_array(pool, struct id_row, (unsigned)fresh.n + 1);
    for (size_t i = 0; i < fresh.n; i++)
        if (has_id(&fit, fresh.v[i].id) && !has_id(told, fresh.v[i].id))
            out->v[out->n++] = fresh.v[i];
    return OK;
}

static void add_all(struct id_rows *to, const struct id_rows *more)
{
    to->v = talloc_realloc(pool, to->v, struct id_row, (unsigned)(to->n + more->n + 1));
    memcpy(to->v + to->n, more->v, more->n * sizeof *more->v);
    to->n += more->n;
}

static enum err add_part(struct db *db, const struct saved_search *s, const struct id_rows *ids, enum lang lang,
                         struct saved_search_parts *parts)
{
    struct saved_search_part p = {.search = s, .total = (int64_t)ids->n};
    struct id_rows first = {ids->v, ids->n < SAVED_SEARCH_ROWS ? ids->n : SAVED_SEARCH_ROWS};

    TRY(search_rows(db, &first, lang_code[lang], &p.rows));
    parts->v = talloc_realloc(pool, parts->v, struct saved_search_part, (unsigned)parts->n + 1);
    parts->v[parts->n++] = p;
    return OK;
}

/* All that is due of one member. Who may not sign in is told nothing, now or later. */
static enum err look(struct db *db, const struct saved_search_member *m, enum lang lang, struct saved_search_sent *sum)
{
    struct instant now = instant_now(), until = instant_add(now, -SETTLE);
    struct saved_search_parts parts = {0};
    struct saved_search_list due;
    struct id_rows told = {0}, ids = {0};

    TRY(due_searches(db, m->id, &due));
    for (size_t i = 0; i < due.n; i++) {
        if (strcmp(m->state, "active") == 0)
            TRY(find_new(db, &due.v[i], until, &told, &ids));
        if (ids.n) {
            TRY(add_part(db, &due.v[i], &ids, lang, &parts));
            add_all(&told, &ids);
        }
        TRY(mark_run(db, due.v[i].id, until, saved_search_next(now, due.v[i].every)));
    }
    if (parts.n) {
        TRY(note_told(db, m->id, json_of(&told)));
        TRY(saved_search_mail(db, m, lang, &parts));
    }
    sum->members += due.n > 0;
    sum->mails += parts.n > 0;
    sum->told += (int64_t)told.n;
    return OK;
}

static enum err run(struct db *db, struct saved_search_sent *sum)
{
    struct saved_search_member m;
    struct saved_search_sent more = *sum;
    enum lang lang = LANG_EN;
    int64_t id;
    enum err e;

    TRY(due_member(db, &id));
    DB_TX(tx, db);
    TRY(lock_member(db, id, &m));
    (void)lang_read(m.lang, &lang);
    enum lang former = lang_use(lang);
    e = look(db, &m, lang, &more);
    lang_use(former);
    TRY(e);
    TRY(db_commit(&tx));
    *sum = more;
    return OK;
}

enum err saved_search_run_next(struct db *db, struct saved_search_sent *sum)
{
    TALLOC_CTX *outer = pool;
    enum err e;

    pool = talloc_new(outer);
    e = run(db, sum);
    talloc_free(pool);
    pool = outer;
    return e;
}
