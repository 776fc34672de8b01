/* profile_sql.c - see profile_sql.h. */
#include "model/profile_sql.h"

/* What stands in one row; languages, themes and organisations come from their tables. */
struct row {
    int64_t id;
    char   *name, *position, *organisation, *country, *place, *about, *photo, *photo_small, *listed, *photo_seen,
        *position_seen, *organisation_seen, *country_seen, *place_seen, *languages_seen, *themes_seen, *about_seen;
    bool active, sample;
    int  version;
};
DB_COLUMNS(row_cols, struct row, id, name, position, organisation, country, place, about, photo, photo_small, listed,
           photo_seen, position_seen, organisation_seen, country_seen, place_seen, languages_seen, themes_seen,
           about_seen, active, sample, version);
DB_QUERY(q_profile, row_cols,
    "SELECT m.id, m.name, p.position, m.organisation, m.country, p.place, p.about, p.photo_sha256 AS photo,"
    " p.photo_small_sha256 AS photo_small, COALESCE(p.listed, 'members') AS listed,"
    " COALESCE(p.photo_seen, 'members') AS photo_seen, COALESCE(p.position_seen, 'members') AS position_seen,"
    " COALESCE(p.organisation_seen, 'members') AS organisation_seen, COALESCE(p.country_seen, 'members') AS country_seen,"
    " COALESCE(p.place_seen, 'members') AS place_seen, COALESCE(p.languages_seen, 'members') AS languages_seen,"
    " COALESCE(p.themes_seen, 'members') AS themes_seen, COALESCE(p.about_seen, 'members') AS about_seen,"
    " m.state = 'active' AND m.dormant_at IS NULL AS active, m.email LIKE '%@example.org' AS sample,"
    " COALESCE(p.version, 0) AS version"
    " FROM member m LEFT JOIN profile p ON p.member_id = m.id WHERE m.id = ?");

struct code { char *code; };
struct codes { struct code *v; size_t n; };
DB_COLUMNS(code_cols, struct code, code);
DB_QUERY(q_languages_of, code_cols, "SELECT language AS code FROM profile_language WHERE member_id = ? ORDER BY language");
struct number { int64_t n; };
struct numbers { struct number *v; size_t n; };
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_themes_of, number_cols,
    "SELECT t.id AS n FROM profile_theme x JOIN term t ON t.id = x.term_id WHERE x.member_id = ? ORDER BY t.position, t.id");
DB_QUERY(q_hold, number_cols, "SELECT id AS n FROM member WHERE id = ? FOR UPDATE");
DB_COLUMNS(organisation_cols, struct profile_organisation, id, name);
DB_QUERY(q_organisations, organisation_cols,
    "SELECT o.id, o.name FROM organisation_member f JOIN organisation o ON o.id = f.organisation_id"
    " WHERE f.member_id = ? AND f.state = 'confirmed' AND o.state = 'active' ORDER BY f.confirmed_at, o.id LIMIT 20");

static enum err read_lists(struct db *db, struct profile *p)
{
    struct codes   languages;
    struct numbers themes;

    TRY(db_all(db, q_languages_of, &languages, p->id));
    p->languages.v = talloc_array(pool, const char *, (unsigned)languages.n + 1);
    for (size_t i = 0; i < languages.n; i++)
        p->languages.v[p->languages.n++] = languages.v[i].code;
    TRY(db_all(db, q_themes_of, &themes, p->id));
    for (size_t i = 0; i < themes.n; i++)
        id_list_add(&p->themes, themes.v[i].n);
    return db_all(db, q_organisations, &p->organisations, p->id);
}

enum err profile_sql_row(struct db *db, int64_t id, struct profile *out)
{
    struct row r;

    TRY(db_one(db, q_profile, &r, id));
    *out = (struct profile){
        .id = r.id, .name = r.name, .position = r.position, .organisation = r.organisation, .country = r.country,
        .place = r.place, .about = r.about, .photo = r.photo, .photo_small = r.photo_small, .listed = r.listed,
        .photo_seen = r.photo_seen, .position_seen = r.position_seen, .organisation_seen = r.organisation_seen,
        .country_seen = r.country_seen, .place_seen = r.place_seen, .languages_seen = r.languages_seen,
        .themes_seen = r.themes_seen, .about_seen = r.about_seen, .active = r.active, .sample = r.sample,
        .version = r.version,
    };
    return OK;
}

enum err profile_read(struct db *db, int64_t id, struct profile *out)
{
    struct profile p;

    TRY(profile_sql_row(db, id, &p));
    TRY(read_lists(db, &p));
    *out = p;
    return OK;
}

enum err profile_sql_hold(struct db *db, int64_t id)
{
    struct number held;

    return db_one(db, q_hold, &held, id);
}

/* ---- changes ---- */

DB_EXEC(x_details, "UPDATE member SET name = ?, country = ?, organisation = ?, version = version + 1 WHERE id = ?");
DB_EXEC(x_profile,
    "INSERT INTO profile (member_id, position, place, about, listed, photo_seen, position_seen, organisation_seen,"
    " country_seen, place_seen, languages_seen, themes_seen, about_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON DUPLICATE KEY UPDATE position = VALUE(position), place = VALUE(place), about = VALUE(about),"
    " listed = VALUE(listed), photo_seen = VALUE(photo_seen), position_seen = VALUE(position_seen),"
    " organisation_seen = VALUE(organisation_seen), country_seen = VALUE(country_seen), place_seen = VALUE(place_seen),"
    " languages_seen = VALUE(languages_seen), themes_seen = VALUE(themes_seen), about_seen = VALUE(about_seen),"
    " version = version + 1");
/* A photo is its own matter: who edits the text in another window has not been overtaken. A row that is new
 * by this gets version 0, as if it were not there. */
DB_EXEC(x_photo,
    "INSERT INTO profile (member_id, photo_sha256, photo_small_sha256, version) VALUES (?, ?, ?, 0)"
    " ON DUPLICATE KEY UPDATE photo_sha256 = VALUE(photo_sha256), photo_small_sha256 = VALUE(photo_small_sha256)");
DB_EXEC(x_languages_clear, "DELETE FROM profile_language WHERE member_id = ?");
DB_EXEC(x_language, "INSERT IGNORE INTO profile_language (member_id, language) VALUES (?, ?)");
DB_EXEC(x_themes_clear, "DELETE FROM profile_theme WHERE member_id = ?");
DB_EXEC(x_theme, "INSERT IGNORE INTO profile_theme (member_id, term_id) VALUES (?, ?)");

enum err profile_sql_save(struct db *db, const struct profile *p)
{
    TRY(db_change(db, x_details, p->name, p->country, p->organisation, p->id));
    TRY(db_exec(db, x_profile, p->id, p->position, p->place, p->about, p->listed, p->photo_seen, p->position_seen,
                p->organisation_seen, p->country_seen, p->place_seen, p->languages_seen, p->themes_seen,
                p->about_seen));
    TRY(db_exec(db, x_languages_clear, p->id));
    for (size_t i = 0; i < p->languages.n; i++)
        TRY(db_exec(db, x_language, p->id, p->languages.v[i]));
    TRY(db_exec(db, x_themes_clear, p->id));
    for (size_t i = 0; i < p->themes.n; i++)
        TRY(db_exec(db, x_theme, p->id, p->themes.v[i]));
    return OK;
}

enum err profile_sql_photo(struct db *db, int64_t id, const char *large, const char *small)
{
    return db_exec(db, x_photo, id, large, small);
}
