/* import_library_row.c - one row of an import, understood as a publication. Words of lists are taken as codes or
 * as labels in any of the three languages. */
#include <ctype.h>

#include "model/import_library.h"

static void fault(struct library_line *l, enum import_column c, const char *code, const char *value)
{
    import_fault(&l->row, import_library_columns[c], code, value);
}

/* ---- words of lists ---- */

static const char *term_code(const struct library_known *k, const char *vocabulary, const char *word)
{
    const struct term *t = import_term(&k->terms, vocabulary, word);

    return t ? t->code : NULL;
}

static void read_terms(const struct library_known *k, struct library_line *l, enum import_column c,
                       const char *vocabulary, const char *text, struct text_list *out)
{
    char *rest = copy(text), *word;

    while ((word = import_next_word(&rest))) {
        const char *code = term_code(k, vocabulary, word);
        if (code)
            import_push_code(out, code);
        else
            fault(l, c, "no_term", word);
    }
}

static void read_countries(const struct library_known *k, struct library_line *l, const char *text)
{
    char *rest = copy(text), *word;

    while ((word = import_next_word(&rest))) {
        const char *code = NULL;
        for (size_t i = 0; i < k->countries.n && !code; i++) {
            const struct country_name *c = &k->countries.v[i];
            if (strcasecmp(c->code, word) == 0 || strcasecmp(c->en, word) == 0 || strcasecmp(c->fr, word) == 0 ||
                strcasecmp(c->es, word) == 0)
                code = c->code;
        }
        if (code)
            import_push_code(&l->e.countries, code);
        else
            fault(l, IC_COUNTRIES, "no_country", word);
    }
}

/* A series that nobody knows yet is made by the row that names it first. */
static void read_series(const struct library_known *k, struct library_line *l, const char *text)
{
    if (!*text)
        return;
    for (size_t i = 0; i < k->series.n; i++) {
        const struct series *s = &k->series.v[i];
        if (strcasecmp(s->code, text) == 0 || strcasecmp(s->title_en, text) == 0 ||
            (s->title_fr && strcasecmp(s->title_fr, text) == 0) ||
            (s->title_es && strcasecmp(s->title_es, text) == 0)) {
            l->e.series = s->code;
            return;
        }
    }
    if (utf8_length(text) > 300) {
        fault(l, IC_SERIES, "long", NULL);
        return;
    }
    l->series_title = copy(text);
    import_note(&l->row, "series", "new_series", text);
}

static int read_number(struct library_line *l, enum import_column c, const char *text, const char *code)
{
    int64_t n = 0;

    if (*text && (!parse_int(text, &n) || n < 0 || n > 9999)) {
        fault(l, c, code, text);
        return 0;
    }
    return (int)n;
}

static void read_lang(struct library_line *l, const char *text)
{
    static const char *const names[RES_LANG_N][4] = {{"en", "English", "anglais", "inglés"},
                                                     {"fr", "French", "français", "francés"},
                                                     {"es", "Spanish", "espagnol", "español"},
                                                     {"ar", "Arabic", "arabe", "árabe"}};
    for (int i = 0; i < RES_LANG_N; i++)
        for (int j = 0; j < 4; j++)
            if (strcasecmp(names[i][j], text) == 0) {
                l->e.lang = copy(res_lang_codes[i]);
                return;
            }
    fault(l, IC_LANG, "no_lang", text);
}

static void read_licence(struct library_line *l, const char *text)
{
    for (int i = 0; licence_codes[i]; i++)
        if (strcasecmp(licence_codes[i], text) == 0 || strcasecmp(licence_label(licence_codes[i]), text) == 0) {
            l->e.licence = copy(licence_codes[i]);
            return;
        }
    fault(l, IC_LICENCE, *text ? "no_such_licence" : "no_licence", text);
}

static void read_key(struct import_run *r, struct library_line *l, const char *text)
{
    bool ok = *text && strlen(text) <= 120;
    int  other;

    for (const char *p = text; ok && *p; p++)
        ok = (unsigned char)*p > 32 && (unsigned char)*p < 127;
    if (!ok)
        fault(l, IC_KEY, "bad_key", text);
    else if ((other = import_seen(r, text, l->row.line)))
        fault(l, IC_KEY, "twice", fmt("%d", other));
    else
        l->e.source_key = copy(text);
}

/* ---- files: "en:name.pdf; fr:name-fr.pdf; en*:short.pdf" ---- */

static void read_file(const struct library_known *k, struct library_line *l, char *word)
{
    char              *colon = strchr(word, ':');
    struct library_file f = {0};

    if (!colon || colon == word) {
        fault(l, IC_FILES, "bad_file", word);
        return;
    }
    char *code = talloc_strndup(pool, word, (size_t)(colon - word));
    size_t n = strlen(code);
    if (code[n - 1] == '*') {
        f.short_edition = true;
        code[n - 1] = '\0';
    }
    f.name = text_tidy(pool, colon + 1, true);
    if (!res_lang_read(code, &f.lang) || empty(f.name) || strlen(f.name) > 200) {
        fault(l, IC_FILES, "bad_file", word);
        return;
    }
    if (!archive_has(k->files, f.name)) {
        fault(l, IC_FILES, "no_file", f.name);
        return;
    }
    l->files = talloc_realloc(pool, l->files, struct library_file, l->nfiles + 1);
    l->files[l->nfiles++] = f;
}

/* ---- rules that forms have too ---- */

static const char *column_of_field(const struct resource_edit *e, const void *field)
{
    for (int i = 0; i < RES_LANG_N; i++) {
        if (field == &e->title[i])
            return import_library_columns[IC_TITLE_EN + 2 * i];
        if (field == &e->summary[i])
            return import_library_columns[IC_SUMMARY_EN + 2 * i];
    }
    return field == &e->type         ? "type"
           : field == &e->year       ? "year"
           : field == &e->lang       ? "lang"
           : field == &e->licence    ? "licence"
           : field == &e->publishers ? "publishers"
           : field == &e->themes     ? "themes"
           : field == &e->focus      ? "focus"
           : field == &e->countries  ? "countries"
           : field == &e->edition    ? "edition"
           : field == &e->link       ? "link"
           : field == &e->source     ? "source"
           : field == &e->rights_note ? "rights_note"
                                     : "";
}

/* What a rule says is kept in the languages of the site, for whoever reads the report. */
static void check_rules(struct library_line *l)
{
    enum lang     before = lang_now();
    struct issues is = {0};
    char        **texts = NULL;

    for (int i = 0; i < LANG_N; i++) {
        lang_use(i);
        rules_begin();
        resource_check(&l->e, rules_list());
        is = *rules_list();
        if (i == 0)
            texts = talloc_zero_array(pool, char *, is.n + 1);
        for (size_t j = 0; j < is.n; j++)
            texts[j] = i == 0 ? copy(is.v[j].text) : fmt("%s" IMPORT_NEXT_LANG "%s", texts[j], is.v[j].text);
    }
    lang_use(before);
    for (size_t i = 0; i < is.n; i++) {
        const char *column = column_of_field(&l->e, is.v[i].field);
        bool        said = false;
        for (size_t j = 0; j < l->row.nnotes; j++)
            said |= strcmp(l->row.notes[j].column, column) == 0;
        if (!said)
            import_note(&l->row, column, "rule", texts[i]);
        l->row.fault = true;
    }
    rules_begin();
}

void library_read_row(struct import_run *r, const char *const *fields, struct library_line *l)
{
    const struct library_known *k = r->known;

    read_key(r, l, fields[IC_KEY]);
    if (*fields[IC_TYPE]) {
        l->e.type = copy(term_code(k, "type", fields[IC_TYPE]));
        if (!l->e.type)
            fault(l, IC_TYPE, "no_term", fields[IC_TYPE]);
    }
    l->e.year = read_number(l, IC_YEAR, fields[IC_YEAR], "bad_year");
    read_lang(l, fields[IC_LANG]);
    read_licence(l, fields[IC_LICENCE]);
    for (int i = 0; i < RES_LANG_N; i++) {
        const char *title = fields[IC_TITLE_EN + 2 * i], *summary = fields[IC_SUMMARY_EN + 2 * i];
        l->e.title[i] = *title ? copy(title) : NULL;
        l->e.summary[i] = *summary ? copy(summary) : NULL;
    }
    char *names = copy(fields[IC_PUBLISHERS]);
    for (char *p = names; *p; p++)
        if (*p == '|')
            *p = ';';
    l->e.publishers = *names ? names : NULL;
    read_terms(k, l, IC_THEMES, "theme", fields[IC_THEMES], &l->e.themes);
    read_terms(k, l, IC_FOCUS, "focus", fields[IC_FOCUS], &l->e.focus);
    read_countries(k, l, fields[IC_COUNTRIES]);
    read_series(k, l, fields[IC_SERIES]);
    l->e.series_position = read_number(l, IC_SERIES_POSITION, fields[IC_SERIES_POSITION], "bad_number");
    l->e.edition = *fields[IC_EDITION] ? copy(fields[IC_EDITION]) : NULL;
    l->e.link = *fields[IC_LINK] ? copy(fields[IC_LINK]) : NULL;
    l->e.source = *fields[IC_SOURCE] ? copy(fields[IC_SOURCE]) : NULL;
    l->e.rights_note = *fields[IC_RIGHTS_NOTE] ? copy(fields[IC_RIGHTS_NOTE]) : NULL;
    char *rest = copy(fields[IC_FILES]), *word;
    while ((word = import_next_word(&rest)))
        read_file(k, l, word);
    if (l->nfiles == 0 && !l->e.link && !*fields[IC_FILES])
        fault(l, IC_FILES, "nothing_to_read", NULL);
    check_rules(l);
}
