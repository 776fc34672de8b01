/* people_export.c - see people_export.h. */
#include "model/people_export.h"

#include <jansson.h>
#include <stdlib.h>

#include "model/sheet.h"

enum { STEP = 500 };

const struct export_column export_columns[EXPORT_COLUMNS] = {
    {"number", N_("Number"), true},
    {"name", N_("Name"), true},
    {"email", N_("E-mail address"), true},
    {"state", N_("State"), true},
    {"roles", N_("Roles"), false},
    {"country", N_("Country"), true},
    {"country_code", N_("Country code"), false},
    {"organisation", N_("Organisation"), true},
    {"position", N_("Position"), false},
    {"place", N_("Town or region"), false},
    {"language", N_("Language"), true},
    {"joined", N_("Signed up on"), true},
    {"confirmed", N_("Address confirmed"), false},
    {"signed_in", N_("Last sign-in"), false},
};

DB_COLUMNS(export_cols, struct people_export, id, member_id, sha256, format, people, created_at);
DB_QUERY(q_get, export_cols,
    "SELECT id, member_id, sha256, format, people, created_at FROM people_export WHERE id = ? AND member_id = ?");
DB_EXEC(x_insert, "INSERT INTO people_export (member_id, sha256, format, people) VALUES (?, ?, ?, ?)");
DB_EXEC(x_forget, "DELETE FROM people_export WHERE created_at < UTC_TIMESTAMP(6) - INTERVAL 1 DAY");

struct told {
    int64_t member_id;
    char   *position, *place;
};
struct told_list {
    struct told *v;
    size_t       n;
};
DB_COLUMNS(told_cols, struct told, member_id, position, place);
DB_QUERY(q_told, told_cols,
    "SELECT p.member_id, p.position, p.place FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT PATH '$')) j"
    " STRAIGHT_JOIN profile p ON p.member_id = j.id");

/* ---- people ---- */

struct table {
    struct sheet *s;
    unsigned      columns; /* a bit each */
};

static void put_row(const struct table *t, const char *const cells[EXPORT_COLUMNS])
{
    const char *wanted[EXPORT_COLUMNS];
    size_t      n = 0;

    for (int c = 0; c < EXPORT_COLUMNS; c++)
        if (t->columns >> c & 1)
            wanted[n++] = cells[c];
    sheet_row(t->s, wanted);
}

static const char *state_word(const char *state)
{
    return strcmp(state, "active") == 0    ? _("Active")
           : strcmp(state, "pending") == 0 ? _("Not confirmed")
           : strcmp(state, "suspended") == 0 ? _("Suspended")
                                             : state;
}

static char *roles_words(const struct member *m)
{
    char *out = copy("");

    if (m->roles && strstr(m->roles, "editor"))
        out = copy(_("Editor"));
    if (m->roles && strstr(m->roles, "moderator"))
        out = fmt("%s%s%s", out, *out ? ", " : "", _("Moderator"));
    if (m->roles && strstr(m->roles, "administrator"))
        out = fmt("%s%s%s", out, *out ? ", " : "", _("Administrator"));
    return out;
}

/* "2024-05-31", which spreadsheets in any language understand. */
static char *day(struct instant t) { return t.us ? fmt("%.10s", instant_iso(pool, t)) : NULL; }

static void put_person(const struct table *t, const struct member *m, const struct told *p, const struct member_country_list *countries)
{
    const char *country = NULL;

    for (size_t i = 0; m->country && i < countries->n && !country; i++)
        if (strcmp(countries->v[i].code, m->country) == 0)
            country = countries->v[i].name;
    put_row(t, (const char *const[EXPORT_COLUMNS]){
                   fmt("%" PRId64, m->id), m->name, m->email, state_word(m->state), roles_words(m), country, m->country,
                   m->organisation, p ? p->position : NULL, p ? p->place : NULL, lang_name[member_lang(m)], day(m->created_at),
                   day(m->confirmed_at), day(m->signed_in_at)});
}

static enum err told_of(struct db *db, const struct member_list *l, struct told_list *out)
{
    json_t *ids = json_array();

    for (size_t i = 0; i < l->n; i++)
        json_array_append_new(ids, json_integer((json_int_t)l->v[i].id));
    char *text = json_dumps(ids, JSON_COMPACT), *kept = copy(text);
    free(text);
    json_decref(ids);
    return db_all(db, q_told, out, kept);
}

static enum err put_step(struct db *db, const struct table *t, struct member_filter *f,
                         const struct member_country_list *countries, size_t *n)
{
    struct member_list l;
    struct told_list   told;

    TRY(member_list(db, f, &l));
    TRY(told_of(db, &l, &told));
    for (size_t i = 0; i < l.n; i++) {
        const struct told *p = NULL;
        for (size_t j = 0; j < told.n && !p; j++)
            p = told.v[j].member_id == l.v[i].id ? &told.v[j] : NULL;
        put_person(t, &l.v[i], p, countries);
    }
    if (l.n)
        f->after = l.v[l.n - 1].id;
    *n = l.n;
    return OK;
}

static enum err put_all(struct db *db, const struct table *t, const struct member_filter *wanted_people)
{
    struct member_filter       f = *wanted_people;
    struct member_country_list countries;
    size_t                     n = STEP;

    TRY(member_countries(db, &countries));
    f.limit = STEP;
    f.after = f.before = 0;
    while (n == STEP) {
        TALLOC_CTX *outer = pool;
        pool = talloc_new(outer);
        enum err e = put_step(db, t, &f, &countries, &n);
        talloc_free(pool);
        pool = outer;
        TRY(e);
    }
    return OK;
}

/* ---- the whole ---- */

static enum err write_file(struct db *db, const char *format, unsigned columns, const struct member_filter *f,
                           struct stored *out, int *people)
{
    struct table t = {.columns = columns};
    const char  *head[EXPORT_COLUMNS];
    size_t       n = 0;

    for (int c = 0; c < EXPORT_COLUMNS; c++) {
        head[c] = _(export_columns[c].label);
        n += columns >> c & 1;
    }
    TRY(sheet_open(format, n, &t.s));
    put_row(&t, head);
    enum err e = put_all(db, &t, f);
    if (e) {
        sheet_drop(t.s);
        return e;
    }
    *people = (int)sheet_rows(t.s);
    return sheet_keep(t.s, out);
}

/* What was looked for, by codes alone. */
static char *detail(const char *format, int people, const struct member_filter *f)
{
    json_t *j = json_pack("{s:s,s:i}", "format", format, "people", people);

    if (f->state)
        json_object_set_new(j, "state", json_string(f->state));
    if (f->country)
        json_object_set_new(j, "country", json_string(f->country));
    if (f->lang)
        json_object_set_new(j, "language", json_string(f->lang));
    json_object_set_new(j, "search", json_boolean(f->q || f->organisation));
    char *text = json_dumps(j, JSON_COMPACT), *kept = copy(text);
    free(text);
    json_decref(j);
    return kept;
}

enum err people_export_make(struct db *db, const struct user *by, const char *format, unsigned columns,
                            const struct member_filter *f, int64_t *out_id)
{
    struct stored s;
    int64_t       n;
    int           people = 0;

    if (!user_has(by, ADMINISTRATOR))
        FAIL(ERR_FORBIDDEN, "only administrators export people");
    TRY(member_count(db, f, EXPORT_MOST + 1, &n));
    if (n > EXPORT_MOST)
        FAIL(ERR_LIMIT, "more than %d people", EXPORT_MOST);
    TRY(write_file(db, format, columns, f, &s, &people));
    DB_TX(tx, db);
    TRY(db_insert(db, x_insert, out_id, by->id, s.sha256, format, people));
    TRY(audit(db, by, "people.export", "people", 0, detail(format, people, f)));
    return db_commit(&tx);
}

enum err people_export_get(struct db *db, const struct user *by, int64_t id, struct people_export *out)
{
    return db_one(db, q_get, out, id, by->id);
}

enum err people_export_forget(struct db *db, int64_t *n) { return db_count(db, x_forget, n); }
