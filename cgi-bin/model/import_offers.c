/* import_offers.c - what a row of a table of offers and requests would do, and does; and what it shares with the
 * import of organisations. */
#include "model/import_network.h"

const char *const import_offer_columns[] = {"organisation", "country", "side", "what", "lang", "text", "themes", "countries", NULL};
enum column { ORGANISATION, COUNTRY, SIDE, WHAT, LANG, TEXT, THEMES, COUNTRIES };
#define COLUMN(c) import_offer_columns[c]

struct offer_line {
    struct import_line row;
    char              *organisation, *country;
    struct offer       f;
};

/* ---- shared ---- */

enum err import_network_open(struct import_run *r)
{
    struct network_known *k = talloc_zero(pool, struct network_known);

    r->known = k;
    TRY(term_all(r->db, &k->terms));
    TRY(import_countries(r->db, &k->countries));
    return import_languages(r->db, &k->languages);
}

char *import_read_site_lang(struct import_line *l, const char *column, const struct network_known *k, const char *text)
{
    const char *code = *text ? import_language_code(&k->languages, text) : "en";
    enum lang   lang;

    if (code && lang_read(code, &lang))
        return copy(code);
    import_fault(l, column, "no_mail_lang", text);
    return NULL;
}

struct text_list import_read_themes(struct import_line *l, const char *column, const struct network_known *k, const char *text)
{
    struct text_list out = {0};
    char            *rest = copy(text), *word;

    while ((word = import_next_word(&rest))) {
        const struct term *t = import_term(&k->terms, "theme", word);
        if (t)
            import_push_code(&out, t->code);
        else
            import_fault(l, column, "no_term", word);
    }
    if (out.n > ORGANISATION_THEMES)
        import_fault(l, column, "many_themes", fmt("%d", ORGANISATION_THEMES));
    return out;
}

/* ---- one row ---- */

static enum err heading(const int place[IMPORT_COLUMNS_MAX])
{
    static const enum column needed[] = {ORGANISATION, SIDE, WHAT, TEXT};

    for (size_t i = 0; i < COUNT(needed); i++)
        TRY(import_column_there(place[needed[i]] >= 0, COLUMN(needed[i])));
    return OK;
}

static bool many_lines(int column) { return column == TEXT; }

static char *read_code(struct offer_line *l, enum column c, const char *const *codes, const char *text, const char *why)
{
    for (; *codes; codes++)
        if (strcasecmp(*codes, text) == 0)
            return copy(*codes);
    import_fault(&l->row, COLUMN(c), why, text);
    return NULL;
}

static void read_words(struct offer_line *l, const char *text)
{
    l->f.text = import_read_text(&l->row, COLUMN(TEXT), text, OFFER_TEXT);
    if (!*text)
        import_fault(&l->row, COLUMN(TEXT), "no_text", NULL);
    else if (utf8_length(text) < 15)
        import_fault(&l->row, COLUMN(TEXT), "short_text", NULL);
}

static void read_countries(const struct network_known *k, struct offer_line *l, const char *text)
{
    char *rest = copy(text), *word;

    while ((word = import_next_word(&rest))) {
        const char *code = import_read_country(&l->row, COLUMN(COUNTRIES), &k->countries, word);
        if (code)
            import_push_code(&l->f.countries, code);
    }
    if (l->f.countries.n > OFFER_COUNTRIES)
        import_fault(&l->row, COLUMN(COUNTRIES), "many_countries", fmt("%d", OFFER_COUNTRIES));
}

static struct import_line *read_row(struct import_run *r, const char *const *f, int line)
{
    const struct network_known *k = r->known;
    struct offer_line          *l = talloc_zero(pool, struct offer_line);
    struct import_line         *row = &l->row;

    row->line = line;
    row->title = utf8_length(f[ORGANISATION]) > 390 ? "" : f[ORGANISATION];
    l->organisation = import_read_text(row, COLUMN(ORGANISATION), f[ORGANISATION], 200);
    if (!l->organisation)
        import_fault(row, COLUMN(ORGANISATION), "no_name", NULL);
    l->country = import_read_country(row, COLUMN(COUNTRY), &k->countries, f[COUNTRY]);
    l->f.side = read_code(l, SIDE, offer_sides, f[SIDE], "bad_side");
    l->f.what = read_code(l, WHAT, offer_whats, f[WHAT], "bad_what");
    l->f.lang = import_read_site_lang(row, COLUMN(LANG), k, f[LANG]);
    read_words(l, f[TEXT]);
    l->f.themes = import_read_themes(row, COLUMN(THEMES), k, f[THEMES]);
    read_countries(k, l, f[COUNTRIES]);
    return row;
}

/* ---- what it does ---- */

static enum err outcome_of(struct import_run *r, struct import_line *row, const char **outcome)
{
    struct offer_line *l = (struct offer_line *)row;
    struct id_list     named = {0};
    bool               there = false, full = false;

    if (!row->fault)
        TRY(organisation_named(r->db, l->organisation, l->country, &named));
    if (!row->fault && named.n != 1)
        import_fault(row, COLUMN(ORGANISATION), named.n ? "which_organisation" : "no_organisation", l->organisation);
    if (!row->fault) {
        row->found = l->f.organisation_id = named.v[0];
        TRY(organisation_offer_there(r->db, &l->f, &there, &full));
        if (there)
            import_note(row, COLUMN(TEXT), "there_offer", NULL);
        else if (full)
            import_fault(row, COLUMN(TEXT), "full", fmt("%d", OFFERS_MOST));
    }
    *outcome = row->fault ? "fault" : there ? "same" : "new";
    return OK;
}

static enum err take(struct import_run *r, struct import_line *row, int64_t *id)
{
    *id = row->found;
    return organisation_offer_add(r->db, r->by, &((struct offer_line *)row)->f, r->im.id);
}

const struct import_kind import_offers = {
    .name = "offers", .roles = ADMINISTRATOR, .system = true, .pages = "/organisations/manage/imports",
    .audited = "organisations_import", .brief = true, .becomes = IMPORT_ORGANISATION, .columns = import_offer_columns,
    .rows_max = IMPORT_PEOPLE_ROWS_MAX, .many_lines = many_lines, .heading = heading, .open = import_network_open,
    .read = read_row, .outcome = outcome_of, .take = take};
