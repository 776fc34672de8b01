/* import_organisations.c - what a row of a table of organisations would do, and does: a page of the directory. */
#include "model/import_network.h"
#include "model/member_invite.h"
#include "model/organisation_propose.h"
#include "model/stem.h"

const char *const import_organisation_columns[] = {
    "id",     "name",      "short_name", "type",   "country", "place",       "website", "state", "about_lang", "about",
    "themes", "languages", "routes",     "sample", "source",  "responsible", "members", NULL};
enum column { ID, NAME, SHORT_NAME, TYPE, COUNTRY, PLACE, WEBSITE, STATE, ABOUT_LANG, ABOUT, THEMES, LANGUAGES, ROUTES,
    SAMPLE, SOURCE, RESPONSIBLE, MEMBERS };
#define COLUMN(c) import_organisation_columns[c]

struct org_line {
    struct import_line      row;
    struct organisation_new o;
    struct text_list        responsible, members; /* addresses */
};

static enum err heading(const int place[IMPORT_COLUMNS_MAX])
{
    TRY(import_column_there(place[NAME] >= 0, COLUMN(NAME)));
    return import_column_there(place[TYPE] >= 0, COLUMN(TYPE));
}

static bool many_lines(int column) { return column == ABOUT; }

/* ---- one row ---- */

/* As the database compares names: without case, accents and punctuation. */
static char *same_key(const char *name, const char *country)
{
    const char *p = organisation_words_key(name);
    char       *out = copy(country ? country : "");

    for (unsigned c; (c = fold_next(&p));) {
        char letter[5];
        fold_letter(c, letter);
        out = talloc_strdup_append_buffer(out, letter);
    }
    return out;
}

static void read_name(struct import_run *r, struct org_line *l, const char *text)
{
    int other;

    l->o.e.name = import_read_text(&l->row, COLUMN(NAME), text, 200);
    if (!*text)
        import_fault(&l->row, COLUMN(NAME), "no_name", NULL);
    else if (utf8_length(text) < 3)
        import_fault(&l->row, COLUMN(NAME), "short_name_only", NULL);
    else if ((other = import_seen(r, same_key(text, l->o.e.country), l->row.line)))
        import_fault(&l->row, COLUMN(NAME), "twice_organisation", fmt("%d", other));
}

static void read_type(const struct network_known *k, struct org_line *l, const char *text)
{
    const struct term *t = import_term(&k->terms, "organisation", text);

    if (t)
        l->o.e.type = copy(t->code);
    else
        import_fault(&l->row, COLUMN(TYPE), *text ? "no_type" : "type_missing", text);
}

static void read_website(struct org_line *l, const char *text)
{
    import_read_text(&l->row, COLUMN(WEBSITE), text, 500);
    if (*text && !(l->o.e.website = parse_url_typed(pool, text)))
        import_fault(&l->row, COLUMN(WEBSITE), "bad_url", text);
}

static void read_state(struct org_line *l, const char *text)
{
    static const char *const states[] = {"active", "hidden", "proposed"};

    l->o.state = *text ? NULL : "active";
    for (size_t i = 0; i < COUNT(states); i++)
        if (strcasecmp(text, states[i]) == 0)
            l->o.state = states[i];
    if (!l->o.state)
        import_fault(&l->row, COLUMN(STATE), "bad_state", text);
}

static void read_sample(struct org_line *l, const char *text)
{
    l->o.sample = strcasecmp(text, "yes") == 0;
    if (*text && !l->o.sample && strcasecmp(text, "no") != 0)
        import_fault(&l->row, COLUMN(SAMPLE), "bad_yes", text);
}

static void read_languages(const struct network_known *k, struct org_line *l, const char *text)
{
    char *rest = copy(text), *word;

    while ((word = import_next_word(&rest))) {
        const char *code = import_language_code(&k->languages, word);
        if (code)
            import_push_code(&l->o.e.languages, code);
        else
            import_fault(&l->row, COLUMN(LANGUAGES), "no_language", word);
    }
    if (l->o.e.languages.n > ORGANISATION_LANGUAGES)
        import_fault(&l->row, COLUMN(LANGUAGES), "many_languages", fmt("%d", ORGANISATION_LANGUAGES));
}

/* "NP>QA; Nepal > United Kingdom" */
static void read_routes(const struct network_known *k, struct org_line *l, const char *text)
{
    struct organisation_route_list *routes = &l->o.routes;
    char *rest = copy(text), *word;

    while ((word = import_next_word(&rest))) {
        char *from = copy(word), *to = strchr(from, '>');
        bool  parted = to != NULL;
        if (parted) {
            *to++ = '\0';
            from = import_read_country(&l->row, COLUMN(ROUTES), &k->countries, text_tidy(pool, from, true));
            to = import_read_country(&l->row, COLUMN(ROUTES), &k->countries, text_tidy(pool, to, true));
        }
        if (!parted || (from && to && strcmp(from, to) == 0))
            import_fault(&l->row, COLUMN(ROUTES), "bad_route", word);
        if (!parted || !from || !to)
            continue;
        routes->v = talloc_realloc(pool, routes->v, struct organisation_route, (unsigned)routes->n + 1);
        routes->v[routes->n++] = (struct organisation_route){from, to};
    }
    if (routes->n > ORGANISATION_ROUTES)
        import_fault(&l->row, COLUMN(ROUTES), "many_routes", fmt("%d", ORGANISATION_ROUTES));
}

static struct text_list read_people(struct org_line *l, enum column c, const char *text)
{
    struct text_list out = {0};
    char            *rest = copy(text), *word;

    while ((word = import_next_word(&rest))) {
        const char *email = parse_email(pool, word);
        if (email)
            import_push_code(&out, email);
        else
            import_fault(&l->row, COLUMN(c), "bad_email", word);
    }
    return out;
}

static struct import_line *read_row(struct import_run *r, const char *const *f, int line)
{
    const struct network_known *k = r->known;
    struct org_line            *l = talloc_zero(pool, struct org_line);
    struct import_line         *row = &l->row;

    row->line = line;
    row->title = f[NAME];
    l->o.e.country = import_read_country(row, COLUMN(COUNTRY), &k->countries, f[COUNTRY]);
    read_name(r, l, f[NAME]);
    l->o.e.short_name = import_read_text(row, COLUMN(SHORT_NAME), f[SHORT_NAME], 60);
    read_type(k, l, f[TYPE]);
    l->o.e.place = import_read_text(row, COLUMN(PLACE), f[PLACE], 120);
    read_website(l, f[WEBSITE]);
    read_state(l, f[STATE]);
    l->o.e.about_lang = import_read_site_lang(row, COLUMN(ABOUT_LANG), k, f[ABOUT_LANG]);
    l->o.e.about = import_read_text(row, COLUMN(ABOUT), f[ABOUT], 3000);
    l->o.e.themes = import_read_themes(row, COLUMN(THEMES), k, f[THEMES]);
    read_languages(k, l, f[LANGUAGES]);
    read_routes(k, l, f[ROUTES]);
    read_sample(l, f[SAMPLE]);
    l->o.source = import_read_text(row, COLUMN(SOURCE), f[SOURCE], 500);
    l->responsible = read_people(l, RESPONSIBLE, f[RESPONSIBLE]);
    l->members = read_people(l, MEMBERS, f[MEMBERS]);
    if (utf8_length(row->title) > 390)
        row->title = "";
    return row;
}

/* ---- what it does ---- */

/* An address is told by its place alone: the report outlives whoever it belonged to. */
static enum err find_people(struct import_run *r, struct org_line *l, enum column c, const struct text_list *emails,
                            struct id_list *out)
{
    *out = (struct id_list){0};
    for (size_t i = 0; i < emails->n; i++) {
        int64_t id;
        TRY(member_address_owner(r->db, emails->v[i], &id));
        if (!id)
            import_note(&l->row, COLUMN(c), "nobody", fmt("%zu", i + 1));
        else if (!id_list_has(out, id))
            id_list_add(out, id);
    }
    return OK;
}

static enum err note_likely(struct import_run *r, struct org_line *l)
{
    struct organisation_likely_list likely;
    char                           *names = copy("");

    TRY(organisation_likely(r->db, l->o.e.name, l->o.e.short_name, l->o.e.website, 0, &likely));
    for (size_t i = 0; i < likely.n && i < 3; i++)
        names = fmt("%s%s%s", names, *names ? "; " : "", likely.v[i].name);
    if (likely.n)
        import_note(&l->row, COLUMN(NAME), "likely", names);
    return OK;
}

static enum err outcome_of(struct import_run *r, struct import_line *row, const char **outcome)
{
    struct org_line *l = (struct org_line *)row;
    bool             merged;

    *outcome = row->fault ? "fault" : "new";
    if (row->fault)
        return OK;
    TRY(organisation_same(r->db, l->o.e.name, l->o.e.country, &row->found, &merged));
    if (row->found) {
        import_note(row, COLUMN(NAME), merged ? "there_merged" : "there", NULL);
        *outcome = "same";
        return OK;
    }
    TRY(note_likely(r, l));
    TRY(find_people(r, l, RESPONSIBLE, &l->responsible, &l->o.responsible));
    TRY(find_people(r, l, MEMBERS, &l->members, &l->o.members));
    if (l->o.responsible.n + l->o.members.n)
        import_note(row, "", "added_people", NULL);
    return OK;
}

static enum err take(struct import_run *r, struct import_line *row, int64_t *id)
{
    return organisation_add(r->db, r->by, &((struct org_line *)row)->o, r->im.id, id);
}

const struct import_kind import_organisations = {
    .name = "organisations", .roles = ADMINISTRATOR, .system = true, .pages = "/organisations/manage/imports",
    .audited = "organisations_import", .brief = true, .becomes = IMPORT_ORGANISATION, .columns = import_organisation_columns,
    .rows_max = IMPORT_PEOPLE_ROWS_MAX, .many_lines = many_lines, .heading = heading, .open = import_network_open,
    .read = read_row, .outcome = outcome_of, .take = take};
