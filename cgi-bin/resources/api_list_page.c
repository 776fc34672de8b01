/* api_list_page.c - the list of publications for programs: the search and the filters of the reading
 * pages, page by page. */
#include "model/resource_list.h"
#include "resources/api.h"

#define PER_PAGE 20
#define PER_PAGE_MOST 100
#define WORDS_MAX 200

static const char *const other_names[] = {"q", "sort", "limit", "after"};

static bool known_name(const char *name)
{
    for (size_t i = 0; i < COUNT(other_names); i++)
        if (strcmp(name, other_names[i]) == 0)
            return true;
    for (enum facet f = 0; f < FACET_N; f++)
        if (strcmp(name, facet_code[f]) == 0)
            return true;
    return false;
}

static bool value_ok(const char *s)
{
    size_t n = strlen(s);

    for (const char *p = s; *p; p++)
        if ((unsigned char)*p < 0x21 || (unsigned char)*p > 0x7e)
            return false;
    return n > 0 && n <= 60;
}

static bool sort_read(const struct req *r, struct list_ask *a)
{
    const char *sort = query_text(r, "sort");

    a->sort = a->q ? SORT_RELEVANCE : SORT_NEWEST;
    if (!sort)
        return true;
    for (enum list_sort s = 0; s < SORT_N; s++)
        if (strcmp(sort, list_sort_code[s]) == 0 && (s != SORT_RELEVANCE || a->q)) {
            a->sort = s;
            return true;
        }
    return false;
}

/* NULL when the question is in order, else what is wrong with it: a program must not get an answer to
 * another question than its own. */
static const char *ask_read(const struct req *r, struct list_ask *a, int64_t *limit, struct cursor *after)
{
    *a = (struct list_ask){.q = query_text(r, "q"), .lang = "en"};
    for (size_t i = 0; i < r->query.n; i++) {
        if (r->query.v[i].broken)
            return fmt("The value of %s is not UTF-8", r->query.v[i].name);
        if (!known_name(r->query.v[i].name))
            return "There is a parameter that the description does not have";
    }
    if (a->q && strlen(a->q) > WORDS_MAX)
        return fmt("q is longer than %d bytes", WORDS_MAX);
    for (enum facet f = 0; f < FACET_N; f++) {
        a->chosen[f] = query_list(r, facet_code[f]);
        if (a->chosen[f].n > FACET_VALUES_MAX)
            return fmt("%s is there more than %d times", facet_code[f], FACET_VALUES_MAX);
        for (size_t i = 0; i < a->chosen[f].n; i++)
            if (!value_ok(a->chosen[f].v[i]))
                return fmt("A value of %s is no code", facet_code[f]);
    }
    if (!sort_read(r, a))
        return "sort is none of newest, used, title, smallest and, with q, relevance";
    *limit = query_int(r, "limit", query_text(r, "limit") ? 0 : PER_PAGE);
    if (*limit < 1 || *limit > PER_PAGE_MOST)
        return fmt("limit is no number from 1 to %d", PER_PAGE_MOST);
    *after = cursor_read(r);
    if (query_text(r, "after") ? !after->set || after->back : after->set)
        return "after is not one that was given out here";
    return NULL;
}

/* The address of this list with another place in it. */
static char *next_url(const struct req *r, const struct list_place *next)
{
    const char *q = query_with(r, "after", cursor_text(next->key, next->id));

    return site_url(fmt("/api/resources%s%s", *q == '?' ? "" : "?", q));
}

struct reply api_resources(struct req *r)
{
    const struct list_found *found;
    struct list_ask          a;
    struct list_page         page;
    struct api_record_list   records;
    struct id_list           ids = {0};
    struct cursor            after = {0};
    int64_t                  limit = PER_PAGE;
    const char              *fault = ask_read(r, &a, &limit, &after);

    if (fault)
        return api_problem(r, 400, "Bad Request", fault);
    enum err e = list_find(r->db, &a, &found);
    if (!e)
        e = list_page(r->db, &a, found, (struct list_place){after.set, false, after.key, after.id}, (size_t)limit, &page);
    for (size_t i = 0; !e && i < page.n; i++)
        id_list_add(&ids, page.v[i].id);
    if (!e)
        e = api_records(r->db, &ids, &records);
    if (e)
        return reply_error(r, e);
    json_t *items = json_array();
    for (size_t i = 0; i < records.n; i++)
        json_array_append_new(items, api_record_json(&records.v[i]));
    return api_reply(r, json_pack("{s:I,s:b,s:o,s:o}", "total", (json_int_t)found->total, "total_is_minimum",
                                  (int)found->more, "items", items, "next",
                                  page.more ? json_string(next_url(r, &page.last)) : json_null()));
}
