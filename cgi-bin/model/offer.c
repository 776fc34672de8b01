#include "model/offer.h"

#include "model/directory.h"
#include "model/member.h"
#include "model/term.h"

const char *const offer_sides[] = {"offers", "seeks", NULL};
const char *const offer_whats[] = {"partnership", "expertise", "funding", "exchange", NULL};

const char *offer_side_label(const char *side) { return strcmp(side, "offers") == 0 ? _("Offers") : _("Seeks"); }

const char *offer_what_label(const char *what)
{
    if (strcmp(what, "partnership") == 0)
        return _("Partnership");
    if (strcmp(what, "expertise") == 0)
        return _("Expertise");
    if (strcmp(what, "funding") == 0)
        return _("Funding");
    return _("Exchange of experience");
}

/* ---- reading ---- */

struct row { int64_t id, organisation_id; char *side, *what, *text, *lang; int version; };
struct rows { struct row *v; size_t n; };
DB_COLUMNS(row_cols, struct row, id, organisation_id, side, what, text, lang, version);
#define ROW "SELECT id, organisation_id, side, what, text, lang, version FROM offer WHERE organisation_id = ?"
DB_QUERY(q_all, row_cols, ROW " ORDER BY side, what, id LIMIT 50");
DB_QUERY(q_one, row_cols, ROW " AND id = ?");
DB_QUERY(q_lock, row_cols, ROW " AND id = ? FOR UPDATE");
struct code { int64_t id; char *code; };
struct codes { struct code *v; size_t n; };
DB_COLUMNS(code_cols, struct code, id, code);
DB_QUERY(q_themes, code_cols,
    "SELECT f.id, t.code FROM offer f JOIN offer_theme x ON x.offer_id = f.id JOIN term t ON t.id = x.term_id"
    " WHERE f.organisation_id = ? ORDER BY f.id, t.position");
DB_QUERY(q_countries, code_cols,
    "SELECT f.id, x.country AS code FROM offer f JOIN offer_country x ON x.offer_id = f.id"
    " WHERE f.organisation_id = ? ORDER BY f.id, x.country");

static struct text_list of(const struct codes *l, int64_t id)
{
    struct text_list out = {talloc_array(pool, const char *, (unsigned)l->n + 1), 0};

    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].id == id)
            out.v[out.n++] = l->v[i].code;
    return out;
}

static enum err fill_sets(struct db *db, int64_t organisation_id, const struct rows *rows, struct offer_list *out)
{
    struct codes themes, countries;

    TRY(db_all(db, q_themes, &themes, organisation_id));
    TRY(db_all(db, q_countries, &countries, organisation_id));
    *out = (struct offer_list){talloc_zero_array(pool, struct offer, (unsigned)rows->n + 1), rows->n};
    for (size_t i = 0; i < rows->n; i++) {
        const struct row *r = &rows->v[i];

        out->v[i] = (struct offer){r->id, r->organisation_id, r->side, r->what, r->text, r->lang, r->version,
                                   of(&themes, r->id), of(&countries, r->id)};
    }
    return OK;
}

enum err offers_read(struct db *db, int64_t organisation_id, struct offer_list *out)
{
    struct rows rows;

    TRY(db_all(db, q_all, &rows, organisation_id));
    return fill_sets(db, organisation_id, &rows, out);
}

enum err offer_read(struct db *db, int64_t organisation_id, int64_t id, struct offer *out)
{
    struct offer_list l;
    struct row        r;

    TRY(db_one(db, q_one, &r, organisation_id, id));
    TRY(fill_sets(db, organisation_id, &(struct rows){&r, 1}, &l));
    *out = l.v[0];
    return OK;
}

/* ---- rules ---- */

void offer_check(const struct offer *f, struct issues *is)
{
    enum lang l;

    if (!empty(f->text) && utf8_length(f->text) < 15)
        issue(is, &f->text, _("Write a little more, so that others know what to write to you about"));
    if (!empty(f->lang) && !lang_read(f->lang, &l))
        issue(is, &f->lang, _("Choose a language"));
    if (f->themes.n > ORGANISATION_THEMES)
        issue(is, &f->themes, fill(_("Choose {n} themes at most: those that you do most for"), "n",
                                   show_count(ORGANISATION_THEMES), NULL));
    if (f->countries.n > OFFER_COUNTRIES)
        issue(is, &f->countries, fill(_("Choose {n} countries at most"), "n", show_count(OFFER_COUNTRIES), NULL));
}

static enum err check_all(struct db *db, const struct offer *f)
{
    struct term_list terms;
    bool             known;

    TRY(term_all(db, &terms));
    rules_begin();
    offer_check(f, rules_list());
    for (size_t i = 0; i < f->themes.n; i++)
        if (!term_find(&terms, "theme", f->themes.v[i]))
            issue(rules_list(), &f->themes, _("Choose one of the values offered"));
    for (size_t i = 0; i < f->countries.n; i++) {
        TRY(member_country_known(db, f->countries.v[i], &known));
        if (!known)
            issue(rules_list(), &f->countries, _("Choose a country from the list"));
    }
    return rules_end();
}

/* ---- changing ---- */

DB_EXEC(x_insert, "INSERT INTO offer (organisation_id, side, what, text, lang) VALUES (?, ?, ?, ?, ?)");
DB_EXEC(x_save,
    "UPDATE offer SET side = ?, what = ?, text = ?, lang = ?, version = version + 1 WHERE id = ? AND version = ?");
DB_EXEC(x_remove, "DELETE FROM offer WHERE id = ?");
DB_EXEC(x_themes_drop, "DELETE FROM offer_theme WHERE offer_id = ?");
DB_EXEC(x_theme,
    "INSERT IGNORE INTO offer_theme (offer_id, term_id) SELECT ?, id FROM term WHERE vocabulary = 'theme' AND code = ?");
DB_EXEC(x_countries_drop, "DELETE FROM offer_country WHERE offer_id = ?");
DB_EXEC(x_country, "INSERT IGNORE INTO offer_country (offer_id, country) VALUES (?, ?)");

static enum err save_sets(struct db *db, int64_t id, const struct offer *f)
{
    TRY(db_exec(db, x_themes_drop, id));
    for (size_t i = 0; i < f->themes.n; i++)
        TRY(db_exec(db, x_theme, id, f->themes.v[i]));
    TRY(db_exec(db, x_countries_drop, id));
    for (size_t i = 0; i < f->countries.n; i++)
        TRY(db_exec(db, x_country, id, f->countries.v[i]));
    return OK;
}

enum err offer_sql_insert(struct db *db, const struct offer *f, int64_t *out_id)
{
    TRY(db_insert(db, x_insert, out_id, f->organisation_id, f->side, f->what, f->text, f->lang));
    return save_sets(db, *out_id, f);
}

/* Holds the organisation's row: the count of its offers is right. */
static enum err lock(struct db *db, const struct user *by, int64_t organisation_id)
{
    struct organisation o;

    TRY(organisation_sql_lock(db, organisation_id, &o));
    return organisation_open(db, by, organisation_id, ORGANISATION_EDIT, &o, NULL);
}

static enum err note(struct db *db, const struct user *by, const char *action, int64_t organisation_id, int64_t id)
{
    TRY(directory_organisation(db, organisation_id, false));
    return audit(db, by, action, "organisation", organisation_id, fmt("{\"offer\":%" PRId64 "}", id));
}

enum err offer_add(struct db *db, const struct user *by, const char *form_key, const struct offer *f, int64_t *out_id)
{
    struct rows there;
    int64_t     id = 0;

    TRY(check_all(db, f));
    DB_TX(tx, db);
    TRY(lock(db, by, f->organisation_id));
    if (form_key)
        TRY(once_begin(db, form_key, &id));
    if (id == 0) {
        TRY(db_all(db, q_all, &there, f->organisation_id));
        if (there.n >= OFFERS_MOST)
            FAIL(ERR_LIMIT, "%zu offers are there", there.n);
        TRY(offer_sql_insert(db, f, &id));
        TRY(note(db, by, "offer.add", f->organisation_id, id));
        if (form_key)
            TRY(once_end(db, form_key, id));
    }
    TRY(db_commit(&tx));
    *out_id = id;
    return OK;
}

enum err offer_save(struct db *db, const struct user *by, const struct offer *f)
{
    struct row there;

    TRY(check_all(db, f));
    DB_TX(tx, db);
    TRY(lock(db, by, f->organisation_id));
    TRY(db_one(db, q_lock, &there, f->organisation_id, f->id));
    TRY(db_change(db, x_save, f->side, f->what, f->text, f->lang, f->id, f->version));
    TRY(save_sets(db, f->id, f));
    TRY(note(db, by, "offer.edit", f->organisation_id, f->id));
    return db_commit(&tx);
}

enum err offer_remove(struct db *db, const struct user *by, int64_t organisation_id, int64_t id)
{
    struct row there;

    DB_TX(tx, db);
    TRY(lock(db, by, organisation_id));
    TRY(db_one(db, q_lock, &there, organisation_id, id));
    TRY(db_exec(db, x_remove, id));
    TRY(note(db, by, "offer.remove", organisation_id, id));
    return db_commit(&tx);
}

/* ---- template data ---- */

static char *country_names(struct db *db, const struct text_list *codes, enum err *e)
{
    char *s = NULL, *name;

    for (size_t i = 0; i < codes->n && *e == OK; i++) {
        *e = member_country_name(db, codes->v[i], &name);
        if (*e == OK && name)
            s = s ? fmt("%s, %s", s, name) : name;
    }
    return s;
}

static char *theme_names(const struct term_list *terms, const struct text_list *codes)
{
    char *s = NULL;

    for (size_t i = 0; i < codes->n; i++) {
        const struct term *t = term_find(terms, "theme", codes->v[i]);
        if (t)
            s = s ? fmt("%s, %s", s, term_label(t)) : copy(term_label(t));
    }
    return s;
}

enum err offers_to_hdf(struct db *db, const struct offer_list *l, HDF *h, const char *name)
{
    struct term_list terms;
    enum err         e = OK;

    TRY(term_all(db, &terms));
    for (size_t i = 0; i < l->n && e == OK; i++) {
        const struct offer *f = &l->v[i];
        HDF                *to = put_item(h, fmt("%s.%s", name, f->side), i);

        put_int(to, "id", f->id);
        put_text(to, "side", f->side);
        put_text(to, "what_label", offer_what_label(f->what));
        put_text(to, "text", f->text);
        put_text(to, "lang", f->lang);
        put_text(to, "themes", theme_names(&terms, &f->themes));
        put_text(to, "countries", country_names(db, &f->countries, &e));
    }
    return e;
}
