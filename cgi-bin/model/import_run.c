/* import_run.c - the dry run and the run of an import, row by row. */
#include "model/import_int.h"
#include "model/upload.h"

#define TRIES 8 /* of one row that the database wants once more */

/* One run: what stays the same from row to row. Its memory is `keep`; each row has a pool of its own. */
struct run {
    struct db          *db;
    struct import       im;
    struct user        *by;
    struct import_table table;
    struct import_known known;
    enum lang           lang_before;
    import_tick         tick;
    void               *arg;
};

static enum err open_run(struct db *db, int64_t id, struct run *r)
{
    char  *text;
    size_t n;

    r->db = db;
    TRY(import_one(db, id, &r->im));
    TRY(import_importer(db, r->im.member_id, &r->by));
    r->lang_before = lang_use(r->by ? r->by->lang : LANG_EN);
    TRY(import_read_stored(r->im.csv_sha256, &text, &n));
    TRY(import_table_open(text, n, &r->table));
    TRY(term_all(db, &r->known.terms));
    TRY(series_all(db, &r->known.series));
    TRY(import_countries(db, &r->known.countries));
    if (r->im.zip_sha256)
        TRY(archive_open(store_path(r->im.zip_sha256), &r->known.files));
    return OK;
}

static void close_run(struct run *r)
{
    lang_use(r->lang_before);
    talloc_free(r->known.seen);
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
static enum err unpack(struct run *r, struct import_line *l, struct stored *out)
{
    for (size_t i = 0; i < l->nfiles; i++) {
        enum err e = archive_keep(r->known.files, l->files[i].name, &out[i]);
        const char *code = NULL, *value = l->files[i].name;
        if (e == ERR_INVALID || e == ERR_NOT_FOUND)
            code = "file_broken";
        else if (e != OK)
            return e;
        else if ((value = refusal(l->files[i].name, &out[i])))
            code = "file_refused";
        if (code) {
            import_note(l, "files", code, value);
            l->fault = true;
        }
    }
    return OK;
}

static const struct resource_file *find_file(const struct resource_file_list *there, const struct import_file *f,
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
static enum err outcome_of(struct run *r, struct import_line *l, struct stored *files, const char **outcome)
{
    struct resource_edit      before;
    struct resource_file_list there;
    int64_t                   id = 0;

    TRY(unpack(r, l, files));
    if (!l->fault)
        TRY(resource_by_source_key(r->db, l->e.source_key, &id));
    *outcome = l->fault ? "fault" : "new";
    if (l->fault || id == 0)
        return OK;
    TRY(resource_edit_read(r->db, id, &before));
    if (strcmp(before.state, "withdrawn") == 0) {
        import_note(l, "key", "withdrawn", NULL);
        l->fault = true;
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

static const char *title_of(const struct import_line *l)
{
    for (int i = 0; i < RES_LANG_N; i++)
        if (!empty(l->e.title[i]))
            return fmt("%.*s", 390, l->e.title[i]);
    return l->e.source_key ? l->e.source_key : "";
}

/* ---- carrying it out ---- */

static enum err make_series(struct run *r, struct import_line *l)
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
static enum err put_files(struct run *r, const struct import_line *l, const struct stored *files, int64_t id)
{
    struct resource_file_list there;
    int64_t                   file_id;

    TRY(resource_files(r->db, id, &there));
    for (size_t i = 0; i < l->nfiles; i++) {
        const struct import_file *f = &l->files[i];
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

static enum err put_resource(struct run *r, struct import_line *l, const struct stored *files, int64_t *out_id)
{
    int64_t id = l->e.id;

    if (l->series_title)
        TRY(make_series(r, l));
    if (id == 0)
        TRY(resource_add(r->db, r->by, NULL, "draft", &l->e, &id));
    else
        TRY(resource_save(r->db, r->by, &l->e));
    TRY(put_files(r, l, files, id));
    if (id != l->e.id || strcmp(l->e.state, "published") != 0)
        TRY(resource_publish(r->db, r->by, id, NULL));
    *out_id = id;
    return OK;
}

/* ---- row by row ---- */

static enum err check_row(struct run *r, struct import_line *l, int *done, int *faults)
{
    const char    *outcome;
    struct stored *files = talloc_zero_array(pool, struct stored, l->nfiles + 1);

    TRY(outcome_of(r, l, files, &outcome));
    DB_TX(tx, r->db);
    TRY(import_put_row(r->db, r->im.id, l->line, title_of(l), outcome, import_notes_json(l)));
    TRY(import_set_done(r->db, r->im.id, *done + 1, *faults + l->fault));
    TRY(db_commit(&tx));
    ++*done;
    *faults += l->fault;
    return OK;
}

/* Everything that one row does, and that it is done, in one transaction. */
static enum err take_row(struct run *r, struct import_line *l, int *done, int *faults, bool *cancelled)
{
    const char       *outcome;
    struct import     im;
    struct import_row row;
    int64_t           id = 0;
    struct stored    *files = talloc_zero_array(pool, struct stored, l->nfiles + 1);

    TRY(outcome_of(r, l, files, &outcome));
    DB_TX(tx, r->db);
    TRY(import_lock(r->db, r->im.id, &im));
    if (strcmp(im.state, "running") != 0) {
        *cancelled = true;
        return db_commit(&tx);
    }
    TRY(import_row_one(r->db, r->im.id, l->line, &row));
    if (row.taken)
        return db_commit(&tx);
    if (strcmp(outcome, "new") == 0 || strcmp(outcome, "changed") == 0)
        TRY(put_resource(r, l, files, &id));
    else
        id = l->e.id;
    TRY(import_take_row(r->db, r->im.id, l->line, outcome, import_notes_json(l), id));
    TRY(import_set_done(r->db, r->im.id, *done + 1, *faults));
    TRY(db_commit(&tx));
    ++*done;
    return OK;
}

static enum err retry_row(struct run *r, const char *fields[IC_N], bool really, int *done, int *faults,
                          bool *cancelled, bool *new_series)
{
    struct import_line l;
    enum err           e = ERR_BUSY;

    import_read_row(&r->known, fields, r->table.reader.line, &l);
    *new_series = really && l.series_title;
    for (int i = 0; i < TRIES && (e == ERR_BUSY || e == ERR_CONFLICT); i++) {
        struct import_line again = l; /* a failed try may have left ids and notes of its own */
        again.notes = l.nnotes ? talloc_memdup(pool, l.notes, l.nnotes * sizeof *l.notes) : NULL;
        err_clear();
        e = really ? take_row(r, &again, done, faults, cancelled) : check_row(r, &again, done, faults);
    }
    if (e == ERR_INVALID || e == ERR_CONFLICT) { /* a rule that only shows when it is carried out */
        const struct issues *is = err_issues();
        if (e == ERR_INVALID && is && is->n > 0)
            import_note(&l, "", "rule", is->v[0].text);
        else
            import_note(&l, "", "changed_since", NULL);
        l.fault = true;
        err_clear();
        e = really ? take_row(r, &l, done, faults, cancelled) : check_row(r, &l, done, faults);
        if (e == ERR_INVALID || e == ERR_CONFLICT)
            FAIL(ERR_INTERNAL, "line %d cannot even be marked: %s", l.line, copy(err_text()));
    }
    return e;
}

static enum err walk(struct run *r, bool really, int64_t from_line, int done, int *faults, bool *cancelled)
{
    TALLOC_CTX *outer = pool;
    enum err    e = OK;

    while (e == OK && !*cancelled) {
        const char *fields[IC_N];
        bool        new_series = false;
        pool = talloc_new(outer);
        enum csv c = import_table_next(&r->table, fields);
        if (c == CSV_ROW && r->table.reader.line > from_line)
            e = retry_row(r, fields, really, &done, faults, cancelled, &new_series);
        else if (c == CSV_ROW) { /* done before, but its key counts */
            struct import_line l;
            import_read_row(&r->known, fields, r->table.reader.line, &l);
        }
        talloc_free(pool);
        pool = outer;
        if (e == OK && new_series)
            e = series_all(r->db, &r->known.series);
        if (c != CSV_ROW)
            break;
        if (e == OK && r->tick && !r->tick(r->arg, done, r->im.total))
            FAIL(ERR_BUSY, "asked to stop");
    }
    return e;
}

static enum err give_up(struct run *r, enum err e)
{
    if (e != ERR_INVALID && e != ERR_FORBIDDEN && e != ERR_NOT_FOUND)
        return e; /* worth another try later */
    const struct issues *is = err_issues();
    const char *why = e == ERR_INVALID && is && is->n ? is->v[0].text
                                                      : _("The table, the archive or the right to import is gone");
    return import_set_state(r->db, r->im.id, "failed", true, copy(why));
}

enum err import_check_run(struct db *db, int64_t id, import_tick tick, void *arg)
{
    struct run r = {.tick = tick, .arg = arg};
    bool       cancelled = false;
    int64_t    last = 0;
    int        faults = 0, done = 0;

    enum err e = open_run(db, id, &r);
    if (e == OK && strcmp(r.im.state, "checking") != 0) {
        close_run(&r);
        return OK; /* cancelled, or done by another worker */
    }
    if (e == OK)
        e = import_last_line(db, id, &last);
    if (e == OK)
        e = import_count_faults(db, id, &faults);
    done = last ? r.im.done : 0;
    if (e == OK)
        e = walk(&r, false, last, done, &faults, &cancelled);
    if (e == OK) {
        struct import now;
        DB_TX(tx, db);
        TRY(import_lock(db, id, &now));
        if (strcmp(now.state, "checking") == 0)
            TRY(import_set_state(db, id, "checked", false, NULL));
        TRY(db_commit(&tx));
    }
    if (e != OK && r.im.id)
        e = give_up(&r, e);
    close_run(&r);
    return e;
}

enum err import_run(struct db *db, int64_t id, import_tick tick, void *arg)
{
    struct run r = {.tick = tick, .arg = arg};
    bool       cancelled = false;
    int        faults = 0, done = 0;

    enum err e = open_run(db, id, &r);
    if (e == OK && strcmp(r.im.state, "running") != 0) {
        close_run(&r);
        return OK;
    }
    if (e == OK)
        e = import_count_taken(db, id, &done);
    faults = r.im.faults;
    if (e == OK)
        e = walk(&r, true, 0, done, &faults, &cancelled);
    if (e == OK && !cancelled) {
        DB_TX(tx, db);
        TRY(import_count_faults(db, id, &faults));
        TRY(import_set_done(db, id, r.im.total, faults));
        TRY(import_set_state(db, id, "done", true, NULL));
        TRY(db_commit(&tx));
    }
    if (e != OK && r.im.id)
        e = give_up(&r, e);
    close_run(&r);
    return e;
}
