/* saved_search.c - what a saved search asks for and is called, when it is due, its link to end it. */
#include "model/saved_search_int.h"

const char *const saved_search_every[] = {"daily", "weekly", "off", NULL};

const char *saved_search_every_word(const char *every)
{
    if (strcmp(every, "daily") == 0)
        return _("Every morning");
    if (strcmp(every, "weekly") == 0)
        return _("On Mondays");
    return _("No mails for now");
}

void saved_search_ask(const struct saved_search *s, struct list_ask *out)
{
    struct pairs p = {0};

    /* We wrote it, so it reads; were it broken, it would find nothing. */
    if (parse_urlencoded(pool, s->query, strlen(s->query), 200, &p) != PARSE_OK)
        p.n = 0;
    list_ask_read(&p, s->lang, out);
    out->sort = SORT_NEWEST;
}

char *saved_search_name(const struct list_ask *a, const struct facet_table *t)
{
    char *name = a->q ? fill(_("“{words}”"), "words", a->q, NULL) : copy("");

    for (enum facet f = 0; f < FACET_N; f++)
        for (size_t i = 0; i < a->chosen[f].n; i++) {
            const char *label = facet_label_of(t, f, a->chosen[f].v[i]);
            if (f == FACET_LANG)
                label = fill(_("In {language}"), "language", label, NULL);
            name = fmt("%s%s%s", name, *name ? " · " : "", label);
        }
    return name;
}

/* ---- when ---- */

#define DAY INT64_C(86400)
#define MORNING (6 * INT64_C(3600))

struct instant saved_search_next(struct instant now, const char *every)
{
    int64_t day = (now.us / 1000000 - MORNING) / DAY + 1; /* 1970-01-01 is 0, a Thursday */

    if (strcmp(every, "off") == 0)
        return (struct instant){0};
    if (strcmp(every, "weekly") == 0)
        day += (7 - (day + 3) % 7) % 7;
    return (struct instant){(day * DAY + MORNING) * 1000000};
}

/* ---- the link ---- */

#define PURPOSE "end of alerts"

char *saved_search_token(int64_t member_id)
{
    return sign_number(PURPOSE, member_id);
}

bool saved_search_token_read(const char *token, int64_t *member_id)
{
    return signed_number(PURPOSE, token, member_id);
}
