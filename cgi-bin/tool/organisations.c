/* organisations.c - m4d-admin organisations: organisations out of a table, and what they offer and seek. */
#include <sys/stat.h>

#include "model/csv.h"
#include "model/organisation_tool.h"
#include "tool/tool.h"

static const char *const organisation_columns[] = {"name", "short_name", "type", "country", "place", "website", "about_lang",
    "about", "themes", "languages", "routes", "sample", "source", "responsible", "members"};
enum { NAME, SHORT_NAME, TYPE, COUNTRY, PLACE, WEBSITE, ABOUT_LANG, ABOUT, THEMES, LANGUAGES, ROUTES, SAMPLE, SOURCE,
    RESPONSIBLE, MEMBERS };
static const char *const offer_columns[] = {"organisation", "side", "what", "lang", "text", "themes", "countries"};
enum { OF, SIDE, WHAT, LANG, TEXT, OF_THEMES, COUNTRIES };

static char *or_null(const char *s) { return *s ? copy(s) : NULL; }

static struct text_list words(const char *s)
{
    struct text_list l = {0};
    char            *rest = copy(s), *word;

    while ((word = strsep(&rest, " ")) != NULL)
        if (*word) {
            l.v = talloc_realloc(pool, l.v, const char *, (unsigned)l.n + 1);
            l.v[l.n++] = word;
        }
    return l;
}

/* "NP>QA NP>GB" */
static bool put_routes(const char *s, struct organisation_route_list *out)
{
    struct text_list l = words(s);

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
              .about_lang = copy(*v[ABOUT_LANG] ? v[ABOUT_LANG] : "en"), .themes = words(v[THEMES]),
              .languages = words(v[LANGUAGES])},
        .sample = strcmp(v[SAMPLE], "yes") == 0, .source = or_null(v[SOURCE]), .responsible = words(v[RESPONSIBLE]),
        .members = words(v[MEMBERS])};

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
                      .themes = words(v[OF_THEMES]), .countries = words(v[COUNTRIES])};

    if (!one_of(offer_sides, f.side) || !one_of(offer_whats, f.what) || empty(f.text))
        FAIL(ERR_INVALID, "side, what or text");
    return organisation_tool_offer(db, v[OF], &f, made);
}

/* ---- reading a table ---- */

static char *read_file(const char *path, size_t *n)
{
    struct stat st;
    FILE       *f = fopen(path, "re");
    char       *text;

    if (!f)
        return NULL;
    text = fstat(fileno(f), &st) ? NULL : talloc_size(pool, (size_t)st.st_size + 1);
    *n = text ? fread(text, 1, (size_t)st.st_size, f) : 0;
    fclose(f);
    return text;
}

typedef enum err (*maker)(struct db *db, const char *const *v, bool *made);

static enum err again(struct db *db, maker make, const char *const *v, bool *made)
{
    enum err e = make(db, v, made);

    if (e != ERR_BUSY)
        return e;
    err_clear(); /* somebody else was at work: once more */
    return make(db, v, made);
}

static bool heading_fits(const struct csv_record *row, const char *const *columns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (row->n != n || strcmp(row->v[i], columns[i]) != 0)
            return false;
    return true;
}

static int take(struct db *db, const char *path, const char *const *columns, size_t n, maker make)
{
    struct csv_reader csv;
    struct csv_record row;
    size_t            bytes, added = 0;
    char             *text = read_file(path, &bytes);

    if (!text || csv_open(&csv, text, bytes) != CSV_ROW || csv_next(&csv, pool, &row) != CSV_ROW ||
        !heading_fits(&row, columns, n))
        return failed("%s is no table with the columns that README.md of conf/sample names", path);
    while (csv_next(&csv, pool, &row) == CSV_ROW) {
        bool     made = false;
        enum err e = row.n == n ? again(db, make, row.v, &made) : ERR_INVALID;

        if (e && err_issues()->n)
            return failed("%s, line %d: %s", path, csv.line, err_issues()->v[0].text);
        if (e)
            return failed("%s, line %d could not be taken", path, csv.line);
        added += made;
    }
    printf("%s: %zu added\n", path, added);
    return 0;
}

int cmd_organisations(struct db *db, int argc, char **argv)
{
    int code = take(db, argv[0], organisation_columns, COUNT(organisation_columns), make_organisation);

    return code || argc < 2 ? code : take(db, argv[1], offer_columns, COUNT(offer_columns), make_offer);
}
