/* next.c - small things that the pages of this program share. */
#include "members/pages.h"
#include "model/member.h"

enum { NEXT_MOST = 1000 };

const char *next_read(const struct req *r)
{
    const char *next = r->method == POST_ ? form_text(r, "next") : query_text(r, "next");

    if (empty(next) || strlen(next) > NEXT_MOST || !path_is_local(next) || strchr(next, ' '))
        return NULL; /* an address has no blank: one that has was not made by us */
    return next;
}

/* "/en/resources" has "/en" for its language; what follows is returned. NULL: it has none. */
static const char *after_language(const char *path)
{
    for (int l = 0; l < LANG_N; l++)
        if (strncmp(path + 1, lang_code[l], 2) == 0 && (path[3] == '\0' || strchr("/?", path[3])))
            return path + 3;
    return NULL;
}

struct reply next_go(struct req *r, enum lang l, const char *next, const char *fallback)
{
    const char *rest;

    if (!next)
        next = fallback;
    rest = after_language(next);
    if (!rest && strncmp(next, "/files/", 7) == 0)
        return reply_to(r, 303, next); /* files have no language in their address */
    return reply_to(r, 303, url_in(l, "%s", rest ? rest : next));
}

enum err choices_put(struct req *r)
{
    struct member_country_list countries;

    TRY(member_countries(r->db, &countries));
    form_option(r, "country", "", _("Choose a country"));
    for (size_t i = 0; i < countries.n; i++)
        form_option(r, "country", countries.v[i].code, countries.v[i].name);
    for (int l = 0; l < LANG_N; l++)
        form_option(r, "lang", lang_code[l], lang_name[l]);
    listed_choices_put(r);
    return OK;
}

void listed_choices_put(struct req *r)
{
    static const struct { const char *seen, *label, *hint; } listed[] = {
        {"public", N_("Everyone"), N_("Your page can be opened by anybody and found by search engines. It shows what you mark “Everyone”.")},
        {"members", N_("Members of the network"), N_("Nobody else sees anything about you. Members see what you mark “Everyone” or “Members”.")},
        {"me", N_("Nobody"), N_("You are in no list and have no page. Members whom you write to see your name.")},
    };

    for (size_t i = 0; i < COUNT(listed); i++) {
        form_option(r, "listed", listed[i].seen, _(listed[i].label));
        put_text(r->page, fmt("Form.listed.options.%zu.hint", i), _(listed[i].hint));
    }
}

struct reply too_often(struct req *r, const char *tpl, const char *text)
{
    form_error_at(r, NULL, text);
    return reply_page_as(r, 429, tpl);
}
