/* organisations.c - what the pages of organisations share. */
#include "network/organisations.h"

#include "model/member.h"
#include "model/profile.h"
#include "model/term.h"

char *organisation_path(int64_t id, const char *name)
{
    char *s = slug(name);

    return fmt("/organisations/%" PRId64 "-%s", id, empty(s) ? "organisation" : s);
}

enum err organisation_put(struct req *r, enum organisation_need need, struct organisation *o,
                          struct organisation_rights *may)
{
    struct organisation_rights rights;

    TRY(organisation_open(r->db, r->user, path_id(r, "id"), need, o, &rights));
    organisation_to_hdf(o, put_node(r->page, "org"));
    put_text(r->page, "org.url", url(r, "%s", organisation_path(o->id, o->name)));
    put_bool(r->page, "may.edit", rights.edit);
    put_bool(r->page, "may.people", rights.people);
    put_bool(r->page, "may.staff", rights.staff);
    put_bool(r->page, "may.decide", rights.decide);
    put_bool(r->page, "page.no_index", !organisation_is(o, "active"));
    if (may)
        *may = rights;
    return OK;
}

struct reply organisation_back(struct req *r, const struct organisation *o, const char *text)
{
    flash(r, text);
    return reply_see_other(r, "%s", organisation_path(o->id, o->name));
}

/* ---- choices ---- */

static bool has(const struct text_list *l, const char *code)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], code) == 0)
            return true;
    return false;
}

/* Long lists are folded: what is chosen is said outside as well. */
static void put_names(struct req *r, const char *field, const char *names)
{
    put_text(r->page, fmt("Form.%s.names", field), empty(names) ? NULL : names);
}

static const char *and_name(const char *names, const char *name)
{
    return fmt("%s%s%s", names, *names ? ", " : "", name);
}

enum err country_options(struct req *r, const char *field, const char *none)
{
    struct member_country_list all;

    TRY(member_countries(r->db, &all));
    form_option(r, field, "", none);
    for (size_t i = 0; i < all.n; i++)
        form_option(r, field, all.v[i].code, all.v[i].name);
    return OK;
}

static bool at_an_end(const struct organisation_route_list *l, const char *country)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i].from, country) == 0 || strcmp(l->v[i].to, country) == 0)
            return true;
    return false;
}

enum err country_checks(struct req *r, const char *field, int64_t organisation_id, const struct text_list *chosen)
{
    struct member_country_list     all;
    struct organisation_route_list routes;
    size_t                         n = 0;

    TRY(organisation_routes(r->db, organisation_id, &routes));
    TRY(member_countries(r->db, &all));
    for (int rest = 0; rest < 2; rest++)
        for (size_t i = 0; i < all.n; i++) {
            bool near = has(chosen, all.v[i].code) || at_an_end(&routes, all.v[i].code);

            if (near == (rest == 1))
                continue;
            form_option(r, field, all.v[i].code, all.v[i].name);
            put_bool(r->page, fmt("Form.%s.options.%zu.rest", field, n++), rest);
            if (near)
                put_bool(r->page, fmt("%s_near", field), true);
        }
    return OK;
}

enum err type_options(struct req *r, const char *field)
{
    struct term_list all;

    TRY(term_all(r->db, &all));
    form_option(r, field, "", _("Choose …"));
    for (size_t i = 0; i < all.n; i++)
        if (strcmp(all.v[i].vocabulary, "organisation") == 0 && !all.v[i].retired)
            form_option(r, field, all.v[i].code, term_label(&all.v[i]));
    return OK;
}

enum err theme_options(struct req *r, const char *field, const struct text_list *chosen)
{
    struct term_list all;
    const char      *names = "";

    TRY(term_all(r->db, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct term *t = &all.v[i];
        bool               here = has(chosen, t->code);

        if (strcmp(t->vocabulary, "theme") != 0 || (t->retired && !here))
            continue;
        form_option(r, field, t->code, term_label(t));
        if (here)
            names = and_name(names, term_label(t));
    }
    put_names(r, field, names);
    return OK;
}

enum err language_options(struct req *r, const char *field, const struct text_list *chosen)
{
    struct profile_word_list all;
    const char                  *names = "";

    TRY(profile_languages(r->db, &all));
    for (size_t i = 0; i < all.n; i++) {
        form_option(r, field, all.v[i].code, all.v[i].name);
        if (has(chosen, all.v[i].code))
            names = and_name(names, all.v[i].name);
    }
    put_names(r, field, names);
    return OK;
}

void lang_options(struct req *r, const char *field)
{
    for (enum lang l = 0; l < LANG_N; l++)
        form_option(r, field, lang_code[l], lang_name[l]);
}
