/* import_library.c - what a row of a table of publications would do, and does. */
#include "model/import_library.h"
#include "model/upload.h"

const char *const import_library_columns[] = {
    "key", "type", "year", "lang", "licence", "title_en", "summary_en", "title_fr", "summary_fr", "title_es",
    "summary_es", "title_ar", "summary_ar", "publishers", "themes", "focus", "countries", "series",
    "series_position", "edition", "link", "source", "rights_note", "files", NULL};

static bool many_lines(int i)
{
    return i == IC_PUBLISHERS || (i >= IC_SUMMARY_EN && i <= IC_SUMMARY_AR && (i - IC_SUMMARY_EN) % 2 == 0);
}

static enum err heading(const int place[IMPORT_COLUMNS_MAX])
{
    static const enum import_column needed[] = {IC_KEY, IC_TYPE, IC_LANG, IC_LICENCE};
    bool                            titled = false;

    for (size_t i = 0; i < COUNT(needed); i++)
        TRY(import_column_there(place[needed[i]] >= 0, import_library_columns[needed[i]]));
    for (int i = IC_TITLE_EN; i <= IC_TITLE_AR; i += 2)
        titled |= place[i] >= 0;
    rules_begin();
    if (!titled)
        issue(rules_list(), NULL, _("There is no column with titles, such as title_en"));
    return rules_end();
}

static enum err open_known(struct import_run *r)
{
    struct library_known *k = talloc_zero(pool, struct library_known);

    r->known = k;
    TRY(term_all(r->db, &k->terms));
    TRY(series_all(r->db, &k->series));
    TRY(import_countries(r->db, &k->countries));
    if (r->im.zip_sha256)
        TRY(archive_open(store_path(r->im.zip_sha256), &k->files));
    return OK;
}

/* ---- what a row would do ---- */

/* Columns that the table does not have stay as they are. */
static void keep_others(const struct import_table *t, const struct resource_edit *before, struct resource_edit *e)
{
#define KEEP(column, member)     \
    if (t->place[column] < 0)    \
        e->member = before->member
    KEEP(IC_YEAR, year);
    KEEP(IC_PUBLISHERS, publishers);
    KEEP(IC_THEMES, themes);
    KEEP(IC_FOCUS, focus);
    KEEP(IC_COUNTRIES, countries);
    KEEP(IC_SERIES, series);
    KEEP(IC_SERIES_POSITION, series_position);
    KEEP(IC_EDITION, edition);
    KEEP(IC_LINK, link);
    KEEP(IC_SOURCE, source);
    KEEP(IC_RIGHTS_NOTE, rights_note);
    for (int i = 0; i < RES_LANG_N; i++) {
        KEEP(IC_TITLE_EN + 2 * i, title[i]);
        KEEP(IC_SUMMARY_EN + 2 * i, summary[i]);
    }
#undef KEEP
    e->submit_note = before->submit_note;
    e->submitted_by = before->submitted_by;
    e->replaces_id = before->replaces_id;
    e->id = before->id;
    e->version = before->version;
    e->state = before->state;
}

/* Why a file may not stand in the library, in all languages; NULL: it may. */
static char *refusal(const char *name, const struct stored *s)
{
    enum lang before = lang_now();
    char     *all = NULL;

    if (!filetype_refusal(name, s))
        return NULL;
    for (int i = 0; i < LANG_N; i++) {
        lang_use(i);
        all = all ? fmt("%s" IMPORT_NEXT_LANG "%s", all, filetype_refusal(name, s)) : filetype_refusal(name, s);
    }
    lang_use(before);
    return all;
}

/* Unpacks the files of a row into the store; what cannot stand in the library is a fault. */
static enum err unpack(struct import_run *r, struct library_line *l, struct stored *out)
{
    const struct library_known *known = r->known;

    for (size_t i = 0; i < l->nfiles; i++) {
        enum err e = archive_keep(known->files, l->files[i].name, &out[i]);
        const char *code = NULL, *value = l->files[i].name;
        if (e == ERR_INVALID || e == ERR_NOT_FOUND)
            code = "file_broken";
        else if (e != OK)
            return e;
        else if ((value = refusal(l->files[i].name, &out[i])))
            code = "file_refused";
        if (code) {
            import_note(&l->row, "files", code, value);
            l->row.fault = true;
        }
    }
    return OK;
}

static const struct resource_file *find_file(const struct resource_file_list *there, const struct library_file *f,
                                             const struct stored *s)
{
    for (size_t i = 0; i < there->n; i++) {
        const struct resource_file *t = &there->v[i];
        if (t->removed_at.us == 0 && strcmp(t->lang, res_lang_codes[f->lang]) == 0 &&
            strcmp(t->sha256, s->sha256) == 0 && t->short_edition == f->short_edition)
            return t;
    }
    return NULL;
}

/* "new", "changed", "same" or "fault"; completes l->e with what is there already. */
static enum err outcome_of(struct import_run *r, struct import_line *row, const char **outcome)
{
    struct library_line      *l = (struct library_line *)row;
    struct stored            *files = l->stored = talloc_zero_array(pool, struct stored, l->nfiles + 1);
    struct resource_edit      before;
    struct resource_file_list there;
    int64_t                   id = 0;

    TRY(unpack(r, l, files));
    if (!l->row.fault)
        TRY(resource_by_source_key(r->db, l->e.source_key, &id));
    *outcome = l->row.fault ? "fault" : "new";
    if (l->row.fault || id == 0)
        return OK;
    TRY(resource_edit_read(r->db, id, &before));
    if (strcmp(before.state, "withdrawn") == 0) {
        import_note(&l->row, "key", "withdrawn", NULL);
        l->row.fault = true;
        *outcome = "fault";
        return OK;
    }
    keep_others(&r->table, &before, &l->e);
    TRY(resource_files(r->db, id, &there));
    bool differs = l->series_title || resource_differences(&before, &l->e).n > 0 ||
                   strcmp(before.state, "published") != 0;
    for (size_t i = 0; i < l->nfiles; i++)
        differs |= !find_file(&there, &l->files[i], &files[i]);
    *outcome = differs ? "changed" : "same";
    return OK;
}

static const char *title_of(const struct library_line *l)
{
    for (int i = 0; i < RES_LANG_N; i++)
        if (!empty(l->e.title[i]))
            return fmt("%.*s", 390, l->e.title[i]);
    return l->e.source_key ? l->e.source_key : "";
}

/* ---- carrying it out ---- */

static enum err make_series(struct import_run *r, struct library_line *l)
{
    char           code[61];
    size_t         n = 0;
    struct series  s = {.title_en = l->series_title};
    int64_t        id;
    struct series_list all;

    for (const char *p = l->series_title; *p && n < 60; p++) {
        char c = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            code[n++] = c;
        else if (n > 0 && code[n - 1] != '-')
            code[n++] = '-';
    }
    while (n > 0 && code[n - 1] == '-')
        n--;
    code[n] = '\0';
    s.code = l->e.series = n ? copy(code) : fmt("series-%s", l->e.source_key);
    TRY(series_all(r->db, &all));
    if (series_find(&all, s.code)) /* another title with the same code: that one it is */
        return OK;
    return series_add(r->db, r->by, NULL, &s, &id);
}

/* A file of the same name and language but other content takes the place of the old one. */
static enum err put_files(struct import_run *r, const struct library_line *l, const struct stored *files, int64_t id)
{
    struct resource_file_list there;
    int64_t                   file_id;

    TRY(resource_files(r->db, id, &there));
    for (size_t i = 0; i < l->nfiles; i++) {
        const struct library_file *f = &l->files[i];
        if (find_file(&there, f, &files[i]))
            continue;
        for (size_t j = 0; j < there.n; j++) {
            const struct resource_file *t = &there.v[j];
            if (t->removed_at.us == 0 && strcmp(t->lang, res_lang_codes[f->lang]) == 0 &&
                strcmp(t->name, f->name) == 0)
                TRY(resource_file_remove(r->db, r->by, id, t->id, true));
        }
        struct resource_file_new made = {.lang = copy(res_lang_codes[f->lang]), .name = copy(f->name),
                                         .short_edition = f->short_edition, .stored = files[i]};
        TRY(resource_file_add(r->db, r->by, id, &made, &file_id));
    }
    return OK;
}

static enum err put_resource(struct import_run *r, struct import_line *row, int64_t *out_id)
{
    struct library_line  *l = (struct library_line *)row;
    struct library_known *k = r->known;
    int64_t               id = l->e.id;

    k->new_series = l->series_title != NULL;
    if (l->series_title)
        TRY(make_series(r, l));
    if (id == 0)
        TRY(resource_add(r->db, r->by, NULL, "draft", &l->e, &id));
    else
        TRY(resource_save(r->db, r->by, &l->e));
    TRY(put_files(r, l, l->stored, id));
    if (id != l->e.id || strcmp(l->e.state, "published") != 0)
        TRY(resource_publish(r->db, r->by, id, NULL));
    *out_id = id;
    return OK;
}

static enum err taken(struct import_run *r)
{
    struct library_known *k = r->known;
    bool                  again = k->new_series;

    k->new_series = false;
    return again ? series_all(r->db, &k->series) : OK;
}

static struct import_line *read_row(struct import_run *r, const char *const *fields, int line)
{
    struct library_line *l = talloc_zero(pool, struct library_line);

    l->row.line = line;
    library_read_row(r, fields, l);
    l->row.title = title_of(l);
    return &l->row;
}

const struct import_kind import_library = {
    .name = "library", .roles = EDITOR, .system = true, .pages = "/resources/import", .audited = "import",
    .columns = import_library_columns, .rows_max = IMPORT_ROWS_MAX,
    .many_lines = many_lines, .heading = heading, .open = open_known, .read = read_row, .outcome = outcome_of,
    .take = put_resource, .taken = taken};
