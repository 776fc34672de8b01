/* import_run.c - the dry run and the run of an import, row by row, whatever its rows become. */
#include <search.h>
#include <stdlib.h>

#include "model/import_int.h"

#define TRIES        8 /* of one row that the database wants once more */
#define ROWS_AT_ONCE 100

static enum err open_run(struct db *db, int64_t id, struct import_run *r)
{
    char  *text;
    size_t n;

    r->db = db;
    r->lang_before = lang_now();
    TRY(import_read_one(db, id, &r->im));
    r->kind = import_kind_of(r->im.kind);
    if (strcmp(r->im.state, "checking") != 0 && strcmp(r->im.state, "running") != 0)
        return OK; /* over: its table may be gone */
    TRY(import_importer(db, r->im.member_id, &r->by));
    if (r->by)
        lang_use(r->by->lang);
    bool system = !r->by && r->kind->system; /* the command line */
    if (!system && !user_has(r->by, r->kind->roles))
        FAIL(ERR_FORBIDDEN, "import %" PRId64 ": whoever began it may import no more", id);
    TRY(import_read_stored(r->im.csv_sha256, &text, &n));
    TRY(import_table_open(r->kind, text, n, &r->table));
    return r->kind->open(r);
}

static void close_run(struct import_run *r)
{
    lang_use(r->lang_before);
    tdestroy(r->seen, free);
}

/* ---- keys of the rows above: a tree, for there may be many ---- */

struct seen {
    int  line;
    char key[];
};

static int compare(const void *a, const void *b)
{
    return strcasecmp(((const struct seen *)a)->key, ((const struct seen *)b)->key);
}

int import_seen(struct import_run *r, const char *key, int line)
{
    size_t        n = strlen(key) + 1;
    struct seen  *one = malloc(sizeof *one + n), **there;

    if (!one)
        abort();
    one->line = line;
    memcpy(one->key, key, n);
    there = tsearch(one, &r->seen, compare);
    if (!there)
        abort();
    if (*there == one)
        return 0;
    free(one);
    return (*there)->line == line ? 0 : (*there)->line;
}

/* ---- row by row ---- */

struct walk {
    bool really, cancelled;
    int  done, faults;
    int64_t from_line;
};

static enum err check_row(struct import_run *r, struct import_line *l, struct walk *w, bool alone)
{
    const char *outcome;

    TRY(r->kind->outcome(r, l, &outcome));
    DB_TX(tx, r->db);
    TRY(import_put_row(r->db, r->kind, r->im.id, l, outcome));
    w->done++;
    w->faults += l->fault;
    TRY(alone ? import_set_done(r->db, r->im.id, w->done, w->faults) : OK);
    return db_commit(&tx);
}

/* Everything that one row does, and that it is done, in one transaction. */
static enum err take_row(struct import_run *r, struct import_line *l, struct walk *w)
{
    const char       *outcome;
    struct import     im;
    struct import_row row;
    int64_t           id = 0;

    TRY(r->kind->outcome(r, l, &outcome));
    DB_TX(tx, r->db);
    TRY(import_lock(r->db, r->im.id, &im));
    if (strcmp(im.state, "running") != 0) {
        w->cancelled = true;
        return db_commit(&tx);
    }
    TRY(import_row_one(r->db, r->im.id, l->line, &row));
    if (row.taken)
        return db_commit(&tx);
    if (strcmp(outcome, "new") == 0 || strcmp(outcome, "changed") == 0)
        TRY(r->kind->take(r, l, &id));
    else
        id = l->found;
    TRY(import_take_row(r->db, r->kind, r->im.id, l->line, outcome, import_notes_json(l), id));
    TRY(import_set_done(r->db, r->im.id, w->done + 1, w->faults));
    TRY(db_commit(&tx));
    w->done++;
    return OK;
}

static enum err one_row(struct import_run *r, struct import_line *l, struct walk *w)
{
    return w->really ? take_row(r, l, w) : check_row(r, l, w, true);
}

static enum err retry_row(struct import_run *r, const char *const *fields, struct walk *w)
{
    struct import_line *l;
    struct walk         before = *w;
    enum err            e = ERR_BUSY;
    int                 line = r->table.reader.line;

    for (int i = 0; i < TRIES && (e == ERR_BUSY || e == ERR_CONFLICT); i++) {
        err_clear();
        *w = before;
        e = one_row(r, r->kind->read(r, fields, line), w);
    }
    if (e == ERR_INVALID || e == ERR_CONFLICT) { /* a rule that only shows when it is carried out */
        const struct issues *is = err_issues();
        const char *why = e == ERR_INVALID && is && is->n > 0 ? copy(is->v[0].text) : NULL;
        err_clear();
        *w = before;
        l = r->kind->read(r, fields, line);
        import_fault(l, "", why ? "rule" : "changed_since", why);
        e = one_row(r, l, w);
        if (e == ERR_INVALID || e == ERR_CONFLICT)
            FAIL(ERR_INTERNAL, "line %d cannot even be marked: %s", line, copy(err_text()));
    }
    return e;
}

/* The next row in a pool of its own; *c: what the table had. */
static enum err step(struct import_run *r, struct walk *w, enum csv *c, bool alone)
{
    TALLOC_CTX *outer = pool;
    const char *fields[IMPORT_COLUMNS_MAX];
    enum err    e = OK;

    pool = talloc_new(outer);
    *c = import_table_next(&r->table, fields);
    int line = r->table.reader.line;
    if (*c == CSV_ROW && line > w->from_line)
        e = alone ? retry_row(r, fields, w) : check_row(r, r->kind->read(r, fields, line), w, false);
    else if (*c == CSV_ROW) /* done before, but its key counts */
        r->kind->read(r, fields, line);
    talloc_free(pool);
    pool = outer;
    return e;
}

/* A dry run writes no more than its report: many rows go into one transaction, for a second at most. */
static enum err check_some(struct import_run *r, struct walk *w, enum csv *c)
{
    int64_t until = instant_add(instant_now(), 1).us;

    DB_TX(tx, r->db);
    for (int i = 0; i < ROWS_AT_ONCE && *c == CSV_ROW && instant_now().us < until; i++)
        TRY(step(r, w, c, false));
    TRY(import_set_done(r->db, r->im.id, w->done, w->faults));
    return db_commit(&tx);
}

static enum err walk(struct import_run *r, struct walk *w)
{
    enum csv c = CSV_ROW;

    while (c == CSV_ROW && !w->cancelled) {
        struct import_table before = r->table;
        struct walk         done = *w;
        if (w->really || check_some(r, w, &c) != OK) {
            err_clear(); /* row by row, it will show which one it was */
            r->table = before;
            *w = done;
            c = CSV_ROW;
            TRY(step(r, w, &c, true));
        }
        if (w->really && r->kind->taken)
            TRY(r->kind->taken(r));
        if (c == CSV_ROW && r->tick && !r->tick(r->arg, w->done, r->im.total))
            FAIL(ERR_BUSY, "asked to stop");
    }
    return OK;
}

static enum err give_up(struct import_run *r, enum err e)
{
    if (e != ERR_INVALID && e != ERR_FORBIDDEN && e != ERR_NOT_FOUND)
        return e; /* worth another try later */
    const struct issues *is = err_issues();
    const char *why = e == ERR_INVALID && is && is->n ? is->v[0].text
                                                      : _("The table, the archive or the right to import is gone");
    TRY(import_set_state(r->db, r->im.id, "failed", true, copy(why)));
    return r->kind && r->kind->brief ? import_forget_table(r->db, r->im.id) : OK;
}

enum err import_check_run(struct db *db, int64_t id, import_tick tick, void *arg)
{
    struct import_run r = {.tick = tick, .arg = arg};
    struct walk       w = {0};

    enum err e = open_run(db, id, &r);
    if (e == OK && strcmp(r.im.state, "checking") != 0) {
        close_run(&r);
        return OK; /* cancelled, or done by another worker */
    }
    if (e == OK)
        e = import_last_line(db, id, &w.from_line);
    if (e == OK)
        e = import_count_faults(db, id, &w.faults);
    w.done = w.from_line ? r.im.done : 0;
    if (e == OK)
        e = walk(&r, &w);
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
    struct import_run r = {.tick = tick, .arg = arg};
    struct walk       w = {.really = true};

    enum err e = open_run(db, id, &r);
    if (e == OK && strcmp(r.im.state, "running") != 0) {
        close_run(&r);
        return OK;
    }
    if (e == OK)
        e = import_count_taken(db, id, &w.done);
    w.faults = r.im.faults;
    if (e == OK)
        e = walk(&r, &w);
    if (e == OK && !w.cancelled) {
        DB_TX(tx, db);
        TRY(import_count_faults(db, id, &w.faults));
        TRY(import_set_done(db, id, r.im.total, w.faults));
        TRY(import_set_state(db, id, "done", true, NULL));
        if (r.kind->brief)
            TRY(import_forget_table(db, id));
        TRY(db_commit(&tx));
    }
    if (e != OK && r.im.id)
        e = give_up(&r, e);
    close_run(&r);
    return e;
}
