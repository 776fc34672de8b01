/* alerts_page.c - a member's saved searches: what is looked for, how often, and no more. */
#include <stdlib.h>

#include "model/saved_search.h"
#include "resources/alerts.h"

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *alert_query(const struct list_ask *a)
{
    char *s = a->q ? fmt("q=%s", url_escape(a->q)) : copy("");

    for (enum facet f = 0; f < FACET_N; f++) {
        const struct text_list *l = &a->chosen[f];
        const char **v = talloc_array(pool, const char *, (unsigned)l->n + 1);
        if (l->n == 0)
            continue;
        memcpy(v, l->v, l->n * sizeof *v);
        qsort(v, l->n, sizeof *v, by_text);
        for (size_t i = 0; i < l->n; i++)
            s = fmt("%s%s%s=%s", s, *s ? "&" : "", facet_code[f], url_escape(v[i]));
    }
    return s;
}

enum err alert_put(struct req *r, const struct list_ask *a)
{
    bool on = false;
    char *query;

    if (!list_ask_any(a))
        return OK;
    query = alert_query(a);
    if (r->user)
        TRY(saved_search_is_on(r->db, r->user->id, query, &on));
    put_text(r->page, "alert.query", query);
    put_bool(r->page, "alert.on", on);
    return OK;
}

/* ---- one's own ---- */

static enum err put_one(struct req *r, HDF *h, const struct saved_search *s, const struct facet_table *t)
{
    struct list_ask a;

    saved_search_ask(s, &a);
    TRY(facet_learn(r->db, &a.chosen[FACET_PUBLISHER]));
    put_int(h, "id", s->id);
    put_text(h, "name", saved_search_name(&a, t));
    put_text(h, "url", url(r, "/resources?%s", s->query));
    put_instant(h, "created_at", s->created_at);
    put_text(h, "state", fill(_("Kept since {date}"), "date", show_date(date_of(s->created_at)), NULL));
    put_bool(h, "off", strcmp(s->every, "off") == 0);
    if (s->next_run.us)
        put_text(h, "next", fill(_("Looked for next: {time}"), "time", show_instant_zone(s->next_run, r->user->zone), NULL));
    for (size_t i = 0; saved_search_every[i]; i++) {
        HDF *o = put_item(h, "every", i);
        put_text(o, "value", saved_search_every[i]);
        put_text(o, "label", saved_search_every_word(saved_search_every[i]));
        put_bool(o, "checked", strcmp(saved_search_every[i], s->every) == 0);
    }
    return OK;
}

static enum err put_all(struct req *r)
{
    struct saved_search_list l;
    const struct facet_table *t;

    TRY(facet_table(r->db, &t));
    TRY(saved_search_list(r->db, r->user->id, &l));
    for (size_t i = 0; i < l.n; i++)
        TRY(put_one(r, put_item(r->page, "alerts", i), &l.v[i], t));
    return OK;
}

struct reply alerts_show(struct req *r)
{
    enum err e = put_all(r);

    return e ? reply_error(r, e) : reply_page(r, "resources/alerts.cst");
}

static struct reply again(struct req *r, const char *text)
{
    enum err e = put_all(r);

    if (e)
        return reply_error(r, e);
    form_error_at(r, NULL, text);
    return reply_form(r, "resources/alerts.cst");
}

struct reply alert_create(struct req *r)
{
    const char *sent = form_text(r, "query");
    struct pairs p = {0};
    struct list_ask a;
    int64_t id;
    enum err e;

    if (sent && parse_urlencoded(pool, sent, strlen(sent), 200, &p) != PARSE_OK)
        p.n = 0;
    list_ask_read(&p, lang_code[r->lang], &a);
    e = saved_search_add(r->db, r->user, form_key(r), alert_query(&a), &id);
    if (e == ERR_LIMIT)
        return again(r, fill(_("You keep {n} searches, which is as many as there can be. Delete one, then save this one"),
                             "n", show_count(SAVED_SEARCH_MOST), NULL));
    if (e == ERR_INVALID)
        return again(r, _("This search cannot be kept. Choose some filters or words in the library, but not too many, and try again"));
    if (e)
        return reply_error(r, e);
    flash(r, _("You are mailed when something new fits."));
    return reply_see_other(r, "/resources/alerts");
}

struct reply alert_set(struct req *r)
{
    const char *every = form_text(r, "every");
    struct saved_search s;
    enum err e = saved_search_get(r->db, r->user, path_id(r, "id"), &s);
    bool known = false;

    for (size_t i = 0; every && saved_search_every[i]; i++)
        known |= strcmp(saved_search_every[i], every) == 0;
    if (!e && !known)
        return again(r, _("Choose one of the values offered"));
    if (!e)
        e = saved_search_set(r->db, r->user, s.id, every);
    if (e)
        return reply_error(r, e == ERR_CONFLICT ? ERR_NOT_FOUND : e);
    flash(r, strcmp(every, "off") == 0 ? _("You get no more mails about this search.") : _("How often you are mailed is saved."));
    return reply_see_other(r, "/resources/alerts");
}

struct reply alert_delete(struct req *r)
{
    const struct facet_table *t;
    struct saved_search s;
    enum err e = saved_search_get(r->db, r->user, path_id(r, "id"), &s);

    if (!e)
        e = facet_table(r->db, &t);
    if (!e)
        e = put_one(r, put_node(r->page, "alert"), &s, t);
    if (e)
        return reply_error(r, e);
    return reply_page(r, "resources/alert_delete.cst");
}

struct reply alert_delete_do(struct req *r)
{
    struct saved_search s;
    enum err e = saved_search_get(r->db, r->user, path_id(r, "id"), &s);

    if (!e)
        e = saved_search_delete(r->db, r->user, s.id);
    if (e)
        return reply_error(r, e);
    flash(r, _("The search is deleted."));
    return reply_see_other(r, "/resources/alerts");
}
