/* import_people.c - what a row of a table of people would do, and does: an account that waits for the person,
 * with what the secretariat knows. */
#include "model/country_find.h"
#include "model/import_people.h"
#include "model/member_invite.h"
#include "model/organisation_link.h"

const char *const import_people_columns[] = {"name",     "email", "country", "organisation", "language",
                                             "position", "place", "themes",  "languages",    NULL};
/* Headings as secretariats write them, and those of our own exports. */
static const char *const headings[][2] = {
    {"full name", "name"}, {"nom", "name"}, {"nom complet", "name"}, {"nombre", "name"}, {"nombre completo", "name"},
    {"e-mail", "email"}, {"mail", "email"}, {"email address", "email"}, {"e-mail address", "email"}, {"courriel", "email"},
    {"adresse électronique", "email"}, {"correo", "email"}, {"correo electrónico", "email"},
    {"pays", "country"}, {"país", "country"}, {"organization", "organisation"}, {"organización", "organisation"},
    {"langue", "language"}, {"idioma", "language"}, {"fonction", "position"}, {"cargo", "position"},
    {"town or region", "place"}, {"city", "place"}, {"ville", "place"}, {"ville ou région", "place"}, {"ciudad", "place"},
    {"ciudad o región", "place"}, {"thèmes", "themes"}, {"temas", "themes"}, {"langues", "languages"}, {"idiomas", "languages"},
    {NULL, NULL}};
enum people_column { PC_NAME, PC_EMAIL, PC_COUNTRY, PC_ORGANISATION, PC_LANGUAGE, PC_POSITION, PC_PLACE, PC_THEMES, PC_LANGUAGES };

/* What rows are read against. */
struct known {
    struct term_list    terms;
    struct import_names countries, languages;
};

struct people_line {
    struct import_line row;
    struct invite      person;
    char              *position, *place;
    int64_t            organisation; /* whose page fits the name; 0: it stays text */
    struct id_list     themes;    /* terms */
    struct text_list   languages; /* codes */
};

static enum err heading(const int place[IMPORT_COLUMNS_MAX])
{
    TRY(import_column_there(place[PC_NAME] >= 0, import_people_columns[PC_NAME]));
    return import_column_there(place[PC_EMAIL] >= 0, import_people_columns[PC_EMAIL]);
}

static enum err open_known(struct import_run *r)
{
    struct known *k = talloc_zero(pool, struct known);

    r->known = k;
    TRY(term_all(r->db, &k->terms));
    TRY(import_countries(r->db, &k->countries));
    return import_languages(r->db, &k->languages);
}

/* ---- one row ---- */

static void fault(struct people_line *l, enum people_column c, const char *code, const char *value)
{
    import_fault(&l->row, import_people_columns[c], code, value);
}

static char *read_text(struct people_line *l, enum people_column c, const char *text, size_t most)
{
    return import_read_text(&l->row, import_people_columns[c], text, most);
}

static void read_email(struct import_run *r, struct people_line *l, const char *text)
{
    int other;

    if (!*text) {
        fault(l, PC_EMAIL, "no_email", NULL);
        return;
    }
    l->person.email = parse_email(pool, text);
    if (!l->person.email)
        fault(l, PC_EMAIL, "bad_email", text);
    else if ((other = import_seen(r, l->person.email, l->row.line)))
        fault(l, PC_EMAIL, "twice_email", fmt("%d", other));
}

/* Of mails and pages. */
static void read_mail_language(const struct known *k, struct people_line *l, const char *text)
{
    const char *code = *text ? import_language_code(&k->languages, text) : "en";
    enum lang   lang;

    if (code && lang_read(code, &lang))
        l->person.lang = copy(code);
    else
        fault(l, PC_LANGUAGE, "no_mail_lang", text);
}

static void read_lists(const struct known *k, struct people_line *l, const char *themes, const char *languages)
{
    char *rest = copy(themes), *word;

    while ((word = import_next_word(&rest))) {
        const struct term *t = import_term(&k->terms, "theme", word);
        if (!t)
            fault(l, PC_THEMES, "no_term", word);
        else if (!id_list_has(&l->themes, t->id))
            id_list_add(&l->themes, t->id);
    }
    rest = copy(languages);
    while ((word = import_next_word(&rest))) {
        const char *code = import_language_code(&k->languages, word);
        if (code)
            import_push_code(&l->languages, code);
        else
            fault(l, PC_LANGUAGES, "no_language", word);
    }
}

static struct import_line *read_row(struct import_run *r, const char *const *fields, int line)
{
    const struct known *k = r->known;
    struct people_line *l = talloc_zero(pool, struct people_line);

    l->row.line = line;
    l->row.title = *fields[PC_NAME] ? fields[PC_NAME] : fields[PC_EMAIL];
    if (utf8_length(l->row.title) > 390)
        l->row.title = "";
    l->person.name = read_text(l, PC_NAME, fields[PC_NAME], 120);
    if (!l->person.name)
        fault(l, PC_NAME, "no_name", NULL);
    read_email(r, l, fields[PC_EMAIL]);
    l->person.country = import_read_country(&l->row, import_people_columns[PC_COUNTRY], &k->countries, fields[PC_COUNTRY]);
    l->person.organisation = read_text(l, PC_ORGANISATION, fields[PC_ORGANISATION], 200);
    read_mail_language(k, l, fields[PC_LANGUAGE]);
    l->position = read_text(l, PC_POSITION, fields[PC_POSITION], 200);
    l->place = read_text(l, PC_PLACE, fields[PC_PLACE], 120);
    read_lists(k, l, fields[PC_THEMES], fields[PC_LANGUAGES]);
    return &l->row;
}

/* What becomes of the name of the organisation. */
static enum err find_organisation(struct import_run *r, struct people_line *l)
{
    static const char *const codes[] = {[FIT_NONE] = "no_page", [FIT_ONE] = "joins", [FIT_MANY] = "many_pages",
                                        [FIT_ELSEWHERE] = "page_elsewhere"};
    struct organisation_match m;

    l->organisation = 0;
    if (!l->person.organisation)
        return OK;
    TRY(organisation_match(r->db, l->person.organisation, l->person.country, &m));
    if (m.fit == FIT_ONE)
        l->organisation = m.id;
    import_note(&l->row, import_people_columns[PC_ORGANISATION], codes[m.fit], m.name);
    return OK;
}

/* Who is there already stays as he is. */
static enum err outcome_of(struct import_run *r, struct import_line *row, const char **outcome)
{
    struct people_line *l = (struct people_line *)row;
    struct member       m;

    *outcome = row->fault ? "fault" : "new";
    if (row->fault)
        return OK;
    TRY(member_address_owner(r->db, l->person.email, &row->found));
    if (!row->found)
        return find_organisation(r, l);
    TRY(member_get(r->db, row->found, &m));
    import_note(row, import_people_columns[PC_EMAIL], member_is(&m, "pending") ? "waiting" : "known", NULL);
    *outcome = "same";
    return OK;
}

static enum err take(struct import_run *r, struct import_line *row, int64_t *id)
{
    struct people_line *l = (struct people_line *)row;

    TRY(invite_add(r->db, r->by, &l->person, r->im.id, r->im.invite, id));
    if (l->organisation)
        TRY(organisation_link(r->db, r->by, l->organisation, *id));
    if (l->position || l->place)
        TRY(import_profile(r->db, *id, l->position, l->place));
    for (size_t i = 0; i < l->themes.n; i++)
        TRY(import_profile_theme(r->db, *id, l->themes.v[i]));
    for (size_t i = 0; i < l->languages.n; i++)
        TRY(import_profile_language(r->db, *id, l->languages.v[i]));
    return audit(r->db, r->by, "member.import", "member", *id, fmt("{\"import\":%" PRId64 "}", r->im.id));
}

const struct import_kind import_people = {
    .name = "people", .roles = ADMINISTRATOR, .pages = "/admin/imports", .audited = "people_import",
    .becomes = IMPORT_MEMBER, .columns = import_people_columns, .aliases = headings, .rows_max = IMPORT_PEOPLE_ROWS_MAX,
    .heading = heading, .open = open_known, .read = read_row, .outcome = outcome_of, .take = take};
