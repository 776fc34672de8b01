/* directory.c - what each audience sees of each person and organisation. */
#include "model/directory_int.h"
#include "model/partner_side.h"

static const char *const audiences[] = {"public", "members"};

/* ---- people ---- */

struct person {
    bool    active, sample;
    char   *name, *country, *typed, *listed, *position, *place, *photo;
    char   *photo_seen, *position_seen, *organisation_seen, *country_seen, *place_seen, *languages_seen, *themes_seen;
    int64_t organisation_id;
    char   *organisation, *type;
    int     joined;
    bool    rests;
};
DB_COLUMNS(person_cols, struct person, active, sample, name, country, typed, listed, position, place, photo,
           photo_seen, position_seen, organisation_seen, country_seen, place_seen, languages_seen, themes_seen,
           organisation_id, organisation, type, joined, rests);
/* Who has no profile yet has the defaults of its columns. The organisation is the first one that confirmed
 * the person, else what she typed when she signed up. */
DB_QUERY(q_person, person_cols,
    "SELECT m.state = 'active' AS active, m.email LIKE '%@example.org' AS sample,"
    "       m.name, m.country, m.organisation AS typed, COALESCE(p.listed, 'members') AS listed, p.position,"
    "       p.place, COALESCE(p.photo_small_sha256, p.photo_sha256) AS photo,"
    "       COALESCE(p.photo_seen, 'members') AS photo_seen, COALESCE(p.position_seen, 'members') AS position_seen,"
    "       COALESCE(p.organisation_seen, 'members') AS organisation_seen,"
    "       COALESCE(p.country_seen, 'members') AS country_seen, COALESCE(p.place_seen, 'members') AS place_seen,"
    "       COALESCE(p.languages_seen, 'members') AS languages_seen,"
    "       COALESCE(p.themes_seen, 'members') AS themes_seen,"
    "       o.id AS organisation_id, o.name AS organisation, t.code AS type,"
    "       YEAR(COALESCE(m.confirmed_at, m.created_at)) AS joined, m.dormant_at IS NOT NULL AS rests"
    "  FROM member m LEFT JOIN profile p ON p.member_id = m.id"
    "  LEFT JOIN organisation o ON o.id = (SELECT f.organisation_id FROM organisation_member f"
    "       JOIN organisation a ON a.id = f.organisation_id AND a.state = 'active'"
    "       WHERE f.member_id = m.id AND f.state = 'confirmed' ORDER BY f.confirmed_at, f.organisation_id LIMIT 1)"
    "  LEFT JOIN term t ON t.id = o.type_id"
    " WHERE m.id = ?");

struct number { int64_t n; };
struct numbers { struct number *v; size_t n; };
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_person_hold, number_cols, "SELECT id AS n FROM member WHERE id = ? FOR UPDATE");
/* An organisation that is being renamed meanwhile would not know of a person it confirms just now. */
DB_QUERY(q_person_organisations, number_cols,
    "SELECT o.id AS n FROM organisation_member f JOIN organisation o ON o.id = f.organisation_id"
    " WHERE f.member_id = ? AND f.state = 'confirmed' LOCK IN SHARE MODE");
DB_QUERY(q_organisation_hold, number_cols, "SELECT id AS n FROM organisation WHERE id = ? FOR UPDATE");
DB_QUERY(q_people_of, number_cols,
    "SELECT member_id AS n FROM organisation_member WHERE organisation_id = ? AND state = 'confirmed' ORDER BY member_id");

DB_COLUMNS(value_cols, struct directory_value, facet, value);
DB_QUERY(q_person_values, value_cols,
    "SELECT 'language' AS facet, language AS value FROM profile_language WHERE member_id = ?"
    " UNION ALL SELECT 'theme', t.code FROM profile_theme x JOIN term t ON t.id = x.term_id WHERE x.member_id = ?");
DB_QUERY(q_organisation_values, value_cols,
    "SELECT 'language' AS facet, language AS value FROM organisation_language WHERE organisation_id = ?"
    " UNION ALL SELECT 'theme', t.code FROM organisation_theme x JOIN term t ON t.id = x.term_id"
    "  WHERE x.organisation_id = ?"
    " UNION ALL SELECT DISTINCT side, `what` FROM offer WHERE organisation_id = ?");

/* The one rule of which accounts the directory knows. */
static bool account_is_listed(const struct person *p)
{
    return p->active && !p->rests;
}

/* Is something that is for `whom` ("public", "members", "me") for this audience? */
static bool seen(const char *whom, const char *audience)
{
    return strcmp(whom, "public") == 0 || (strcmp(whom, "members") == 0 && strcmp(audience, "members") == 0);
}

static char *seen_text(char *text, const char *whom, const char *audience)
{
    return seen(whom, audience) && !empty(text) ? text : NULL;
}

static void add_seen(struct directory_values *to, const struct directory_values *from, const char *facet,
                     const char *whom, const char *audience)
{
    for (size_t i = 0; i < from->n && seen(whom, audience); i++)
        if (strcmp(from->v[i].facet, facet) == 0)
            directory_value_add(to, facet, from->v[i].value);
}

static void person_rows(const struct person *p, const struct directory_values *values, const char *audience,
                        struct directory_rows *out)
{
    struct directory_fields *f = &out->fields;

    *out = (struct directory_rows){0};
    f->name = p->name;
    f->position = seen_text(p->position, p->position_seen, audience);
    f->country = seen_text(p->country, p->country_seen, audience);
    f->place = seen_text(p->place, p->place_seen, audience);
    f->sample = p->sample;
    f->photo_sha256 = seen_text(p->photo, p->photo_seen, audience);
    if (seen(p->organisation_seen, audience)) {
        f->organisation = p->organisation ? p->organisation : empty(p->typed) ? NULL : p->typed;
        f->organisation_id = p->organisation_id;
        f->type = p->type;
    }
    directory_value_add(&out->values, "country", f->country);
    directory_value_add(&out->values, "type", f->type);
    if (p->joined)
        directory_value_add(&out->values, "joined", fmt("%d", p->joined));
    add_seen(&out->values, values, "language", p->languages_seen, audience);
    add_seen(&out->values, values, "theme", p->themes_seen, audience);
    directory_words_add(&out->words, f->name);
    directory_words_add(&out->words, f->organisation);
    directory_words_add(&out->words, f->place);
    directory_words_add(&out->words, f->position);
}

static enum err hold_person(struct db *db, int64_t id, bool *there)
{
    struct numbers held;

    TRY(db_all(db, q_person_hold, &held, id));
    *there = held.n > 0;
    return db_all(db, q_person_organisations, &held, id);
}

enum err directory_person(struct db *db, int64_t id)
{
    struct directory_values values = {0};
    struct person p;
    bool there;

    TRY(hold_person(db, id, &there));
    if (there) {
        TRY(db_one(db, q_person, &p, id));
        TRY(db_all(db, q_person_values, &values, id, id));
    }
    for (size_t i = 0; i < COUNT(audiences); i++) {
        bool shown = there && account_is_listed(&p) && seen(p.listed, audiences[i]);
        struct directory_rows rows;
        if (shown)
            person_rows(&p, &values, audiences[i], &rows);
        TRY(directory_write(db, "person", audiences[i], id, shown ? &rows : NULL));
    }
    return OK;
}

/* ---- organisations ---- */

struct organisation {
    bool  sample;
    char *state, *name, *short_name, *type, *country, *place;
};
DB_COLUMNS(organisation_cols, struct organisation, sample, state, name, short_name, type, country, place);
DB_QUERY(q_organisation, organisation_cols,
    "SELECT o.sample, o.state, o.name, o.short_name, t.code AS type, o.country, o.place"
    "  FROM organisation o JOIN term t ON t.id = o.type_id WHERE o.id = ?");

static void organisation_rows(const struct organisation *o, const struct directory_values *values,
                              struct directory_rows *out)
{
    struct directory_fields *f = &out->fields;

    *out = (struct directory_rows){0};
    f->name = o->name;
    f->organisation = empty(o->short_name) ? NULL : o->short_name;
    f->sample = o->sample;
    f->type = o->type;
    f->country = empty(o->country) ? NULL : o->country;
    f->place = empty(o->place) ? NULL : o->place;
    directory_value_add(&out->values, "country", f->country);
    directory_value_add(&out->values, "type", f->type);
    for (size_t i = 0; i < values->n; i++)
        directory_value_add(&out->values, values->v[i].facet, values->v[i].value);
    directory_words_add(&out->words, f->name);
    directory_words_add(&out->words, f->organisation);
    directory_words_add(&out->words, f->place);
}

/* What people's rows have of their organisation: its name and kind, while it is shown. */
struct known { char *name, *type; };
struct knowns { struct known *v; size_t n; };
DB_COLUMNS(known_cols, struct known, name, type);
DB_QUERY(q_known, known_cols,
    "SELECT name, type FROM directory_entry WHERE kind = 'organisation' AND audience = 'members' AND object_id = ?");

static bool people_see_change(const struct knowns *before, bool shown, const struct organisation *o)
{
    if ((before->n > 0) != shown)
        return true;
    return shown && (strcmp(before->v[0].name, o->name) != 0 || strcmp(before->v[0].type ? before->v[0].type : "", o->type) != 0);
}

enum err directory_organisation(struct db *db, int64_t id, bool people)
{
    struct directory_values values = {0};
    struct knowns before;
    struct numbers held, members;
    struct organisation o;
    bool shown;

    TRY(db_all(db, q_organisation_hold, &held, id));
    if (held.n) {
        TRY(db_one(db, q_organisation, &o, id));
        TRY(db_all(db, q_organisation_values, &values, id, id, id));
    }
    shown = held.n && strcmp(o.state, "active") == 0;
    TRY(db_all(db, q_known, &before, id));
    people |= people_see_change(&before, shown, &o);
    for (size_t i = 0; i < COUNT(audiences); i++) { /* an organisation hides nothing */
        struct directory_rows rows;
        if (shown)
            organisation_rows(&o, &values, &rows);
        TRY(directory_write(db, "organisation", audiences[i], id, shown ? &rows : NULL));
    }
    TRY(partner_side_write(db, id, shown));
    if (!people)
        return OK;
    TRY(db_all(db, q_people_of, &members, id));
    for (size_t i = 0; i < members.n; i++)
        TRY(directory_person(db, members.v[i].n));
    return OK;
}
