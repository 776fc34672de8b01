/* people_filter.c - see people_filter.h. */
#include "admin/people_filter.h"

#include "admin/pages.h"

static const char *const states[] = {"active", "pending", "invited", "suspended", "dormant"};
static const struct text_list state_list = {(const char **)(uintptr_t)states, COUNT(states)};
static const char *const roles[] = {"editor", "moderator", "administrator", "objects"};
static const struct text_list role_list = {(const char **)(uintptr_t)roles, COUNT(roles)};
static const char *const sorts[] = {"newest", "name", "sign-in"};
static const struct text_list sort_list = {(const char **)(uintptr_t)sorts, COUNT(sorts)};
static const struct text_list lang_list = {(const char **)(uintptr_t)lang_code, LANG_N};
static const char *const names[] = {"q", "state", "role", "country", "organisation", "lang", "from", "to", "away", "unreached", "sort"};

const char *person_state_word(const char *state)
{
    static const char *const words[][2] = {
        {"active", N_("Active")},       {"pending", N_("Not confirmed")}, {"invited", N_("Invited, no answer yet")},
        {"suspended", N_("Suspended")}, {"dormant", N_("At rest")}};

    for (size_t i = 0; i < COUNT(words); i++)
        if (strcmp(words[i][0], state) == 0)
            return _(words[i][1]);
    return state;
}

const char *person_role_word(const char *role)
{
    return strcmp(role, "editor") == 0      ? _("Editor")
           : strcmp(role, "moderator") == 0 ? _("Moderator")
           : strcmp(role, "objects") == 0   ? _("Editor of a series")
                                            : _("Administrator");
}

unsigned person_role_bit(const char *role)
{
    if (!role)
        return 0;
    return strcmp(role, "editor") == 0          ? EDITOR
           : strcmp(role, "moderator") == 0     ? MODERATOR
           : strcmp(role, "administrator") == 0 ? ADMINISTRATOR
           : strcmp(role, "objects") == 0       ? ON_OBJECTS
                                                : 0;
}

static void options(struct req *r, const char *name, const struct text_list *codes, const char *(*word)(const char *))
{
    filter_option(r, name, "", _("Any"));
    for (size_t i = 0; i < codes->n; i++)
        filter_option(r, name, codes->v[i], word(codes->v[i]));
}

static const char *lang_word(const char *code)
{
    enum lang l;

    return lang_read(code, &l) ? lang_name[l] : code;
}

static enum err put_countries(struct req *r)
{
    struct member_country_list l;

    TRY(member_countries(r->db, &l));
    filter_option(r, "country", "", _("Any"));
    for (size_t i = 0; i < l.n; i++)
        filter_option(r, "country", l.v[i].code, l.v[i].name);
    return OK;
}

static void put_sorts(struct req *r)
{
    filter_option(r, "sort", "newest", _("Newest first"));
    filter_option(r, "sort", "name", _("By name"));
    filter_option(r, "sort", "sign-in", _("Longest without signing in"));
}

static const char *country_of(const struct req *r)
{
    const char *code = query_text(r, "country");

    return member_country_code(code) ? code : NULL;
}

enum err people_filter_read(struct req *r, struct member_filter *out)
{
    const char *sort = filter_one_of(r, "sort", &sort_list);

    options(r, "state", &state_list, person_state_word);
    options(r, "role", &role_list, person_role_word);
    options(r, "lang", &lang_list, lang_word);
    TRY(put_countries(r));
    put_sorts(r);
    *out = (struct member_filter){.q = filter_text(r, "q"),
                                  .state = filter_one_of(r, "state", &state_list),
                                  .role = person_role_bit(filter_one_of(r, "role", &role_list)),
                                  .country = country_of(r),
                                  .organisation = filter_text(r, "organisation"),
                                  .lang = filter_one_of(r, "lang", &lang_list),
                                  .joined_from = filter_day(r, "from"),
                                  .joined_to = filter_day(r, "to"),
                                  .not_since = filter_day(r, "away"),
                                  .unreached = query_text(r, "unreached") != NULL};
    out->sort = !sort ? MEMBERS_NEWEST : strcmp(sort, "name") == 0 ? MEMBERS_BY_NAME
                                       : strcmp(sort, "sign-in") == 0 ? MEMBERS_BY_SIGN_IN : MEMBERS_NEWEST;
    bool more = out->country || out->organisation || out->lang || out->joined_from.year || out->joined_to.year ||
                out->not_since.year || out->unreached;
    put_bool(r->page, "filter.unreached", out->unreached);
    put_bool(r->page, "filter.more", more || query_text(r, "from") || query_text(r, "to") || query_text(r, "away"));
    put_bool(r->page, "filter.any", more || out->q || out->state || out->role);
    return OK;
}

char *people_filter_query(const struct req *r)
{
    char *out = copy("");

    for (size_t i = 0; i < COUNT(names); i++) {
        const char *v = query_text(r, names[i]);
        if (!empty(v))
            out = fmt("%s%s%s=%s", out, *out ? "&" : "?", names[i], url_escape(v));
    }
    return out;
}

bool people_filter_of_form(struct req *r)
{
    const char *s = form_text(r, "filter");

    r->query = (struct pairs){0};
    if (empty(s))
        return true;
    s += *s == '?';
    return parse_urlencoded(pool, s, strlen(s), 40, &r->query) == PARSE_OK;
}

void person_put(const struct member *m, const struct member_country_list *countries, HDF *h)
{
    member_to_hdf(m, h);
    put_text(h, "state_text", person_state_word(m->state));
    for (size_t i = 0; countries && m->country && i < countries->n; i++)
        if (strcmp(countries->v[i].code, m->country) == 0)
            put_text(h, "country_name", countries->v[i].name);
}
