/* organisations.c - m4d-admin organisations: organisations out of a table, and what they offer and seek. */
#include "model/organisation_tool.h"
#include "tool/tool.h"

static const char *const organisation_columns[] = {"name", "short_name", "type", "country", "place", "website", "about_lang",
    "about", "themes", "languages", "routes", "sample", "source", "responsible", "members"};
enum { NAME, SHORT_NAME, TYPE, COUNTRY, PLACE, WEBSITE, ABOUT_LANG, ABOUT, THEMES, LANGUAGES, ROUTES, SAMPLE, SOURCE,
    RESPONSIBLE, MEMBERS };
static const char *const offer_columns[] = {"organisation", "side", "what", "lang", "text", "themes", "countries"};
enum { OF, SIDE, WHAT, LANG, TEXT, OF_THEMES, COUNTRIES };

static char *or_null(const char *s) { return *s ? copy(s) : NULL; }

/* "NP>QA NP>GB" */
static bool put_routes(const char *s, struct organisation_route_list *out)
{
    struct text_list l = table_words(s);

    out->v = talloc_array(pool, struct organisation_route, (unsigned)l.n + 1);
    for (size_t i = 0; i < l.n; i++) {
        if (strlen(l.v[i]) != 5 || l.v[i][2] != '>')
            return false;
        out->v[out->n++] = (struct organisation_route){talloc_strndup(pool, l.v[i], 2), copy(l.v[i] + 3)};
    }
    return true;
}

static enum err make_organisation(struct db *db, const char *const *v, bool *made)
{
    struct organisation_tool t = {
        .e = {.name = copy(v[NAME]), .short_name = or_null(v[SHORT_NAME]), .type = or_null(v[TYPE]),
              .country = or_null(v[COUNTRY]), .place = or_null(v[PLACE]), .about = or_null(v[ABOUT]),
              .about_lang = copy(*v[ABOUT_LANG] ? v[ABOUT_LANG] : "en"), .themes = table_words(v[THEMES]),
              .languages = table_words(v[LANGUAGES])},
        .sample = strcmp(v[SAMPLE], "yes") == 0, .source = or_null(v[SOURCE]), .responsible = table_words(v[RESPONSIBLE]),
        .members = table_words(v[MEMBERS])};

    if (*v[WEBSITE] && !(t.e.website = parse_url(pool, v[WEBSITE])))
        FAIL(ERR_INVALID, "%s is no web address", v[WEBSITE]);
    if (empty(t.e.name) || !put_routes(v[ROUTES], &t.routes))
        FAIL(ERR_INVALID, "no name, or routes that are not like NP>QA");
    return organisation_tool_make(db, &t, made);
}

static bool one_of(const char *const *codes, const char *s)
{
    for (; *codes; codes++)
        if (strcmp(*codes, s) == 0)
            return true;
    return false;
}

static enum err make_offer(struct db *db, const char *const *v, bool *made)
{
    struct offer f = {.side = copy(v[SIDE]), .what = copy(v[WHAT]), .text = copy(v[TEXT]), .lang = copy(v[LANG]),
                      .themes = table_words(v[OF_THEMES]), .countries = table_words(v[COUNTRIES])};

    if (!one_of(offer_sides, f.side) || !one_of(offer_whats, f.what) || empty(f.text))
        FAIL(ERR_INVALID, "side, what or text");
    return organisation_tool_offer(db, v[OF], &f, made);
}

int cmd_organisations(struct db *db, int argc, char **argv)
{
    int code = table_take(db, argv[0], organisation_columns, COUNT(organisation_columns), make_organisation);

    return code || argc < 2 ? code : table_take(db, argv[1], offer_columns, COUNT(offer_columns), make_offer);
}
