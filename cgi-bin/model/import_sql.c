/* import_sql.c - the statements of the import. */
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "model/import_int.h"

#define IMPORT_COLUMNS                                                                               \
    "SELECT i.id, i.member_id, i.kind, i.invite, i.state, i.csv_sha256, i.zip_sha256, i.csv_name, i.error, m.name AS by_name, " \
    "i.total, i.done, i.faults, i.created_at, i.ended_at FROM import i LEFT JOIN member m ON m.id = i.member_id "
DB_COLUMNS(import_cols, struct import, id, member_id, kind, invite, state, csv_sha256, zip_sha256, csv_name, error, by_name,
           total, done, faults, created_at, ended_at);
DB_QUERY(q_one, import_cols, IMPORT_COLUMNS "WHERE i.id = ?");
DB_QUERY(q_lock, import_cols, IMPORT_COLUMNS "WHERE i.id = ? FOR UPDATE");
DB_QUERY(q_page, import_cols, IMPORT_COLUMNS "WHERE i.kind IN (?, ?) AND i.id < ? ORDER BY i.id DESC LIMIT ?");
DB_QUERY(q_page_back, import_cols, IMPORT_COLUMNS "WHERE i.kind IN (?, ?) AND i.id > ? ORDER BY i.id LIMIT ?");

#define ROW_COLUMNS "SELECT line, title, outcome, messages, resource_id, member_id, organisation_id, taken FROM import_row "
DB_COLUMNS(row_cols, struct import_row, line, title, outcome, messages, resource_id, member_id, organisation_id, taken);
DB_QUERY(q_rows, row_cols, ROW_COLUMNS "WHERE import_id = ? AND line > ? ORDER BY line LIMIT ?");
DB_QUERY(q_rows_of, row_cols,
    ROW_COLUMNS "WHERE import_id = ? AND outcome = ? AND line > ? ORDER BY line LIMIT ?");
DB_QUERY(q_rows_before, row_cols, ROW_COLUMNS "WHERE import_id = ? AND line < ? ORDER BY line DESC LIMIT ?");
DB_QUERY(q_rows_of_before, row_cols,
    ROW_COLUMNS "WHERE import_id = ? AND outcome = ? AND line < ? ORDER BY line DESC LIMIT ?");
DB_QUERY(q_row, row_cols, ROW_COLUMNS "WHERE import_id = ? AND line = ? FOR UPDATE");

DB_COLUMNS(outcome_cols, struct import_outcome, outcome, n);
DB_QUERY(q_outcomes, outcome_cols,
    "SELECT outcome, COUNT(*) AS n FROM import_row WHERE import_id = ? GROUP BY outcome ORDER BY outcome");

struct number { int64_t n; };
DB_COLUMNS(number_cols, struct number, n);
DB_QUERY(q_last, number_cols,
    "SELECT CAST(COALESCE(MAX(line), 0) AS SIGNED) AS n FROM import_row WHERE import_id = ?");
DB_QUERY(q_taken, number_cols, "SELECT COUNT(*) AS n FROM import_row WHERE import_id = ? AND taken");
DB_QUERY(q_faults, number_cols,
    "SELECT COUNT(*) AS n FROM import_row WHERE import_id = ? AND outcome = 'fault'");

DB_COLUMNS(name_cols, struct country_name, code, en, fr, es);
DB_QUERY(q_countries, name_cols,
    "SELECT code, name_en AS en, name_fr AS fr, name_es AS es FROM country ORDER BY code");

DB_QUERY(q_languages, name_cols,
    "SELECT code, name_en AS en, name_fr AS fr, name_es AS es FROM language ORDER BY code");

struct importer { int64_t id; char *name, *email, *lang, *roles; };
DB_COLUMNS(importer_cols, struct importer, id, name, email, lang, roles);
DB_QUERY(q_importer, importer_cols,
    "SELECT id, name, email, lang, roles FROM member WHERE id = ? AND state = 'active'");

DB_EXEC(x_insert,
    "INSERT INTO import (member_id, kind, state, csv_sha256, zip_sha256, csv_name, total) "
    "VALUES (NULLIF(?, 0), ?, 'checking', ?, ?, ?, ?)");
DB_EXEC(x_state,
    "UPDATE import SET state = ?, error = ?, ended_at = IF(?, UTC_TIMESTAMP(6), NULL) WHERE id = ?");
DB_EXEC(x_invite, "UPDATE import SET invite = TRUE WHERE id = ?");
DB_EXEC(x_forget_rows,
    "DELETE r FROM import i JOIN import_row r ON r.import_id = i.id WHERE i.kind = 'people' AND i.ended_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY");
DB_EXEC(x_forget,
    "UPDATE import SET csv_sha256 = '', csv_name = '' WHERE kind = 'people' AND csv_sha256 <> ''"
    " AND ended_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY");
DB_EXEC(x_forget_table, "UPDATE import SET csv_sha256 = '' WHERE id = ?");
/* Nobody has said yes or no for long: the table goes as if it had been dropped. */
DB_EXEC(x_forget_waiting,
    "UPDATE import SET state = 'cancelled', ended_at = UTC_TIMESTAMP(6), csv_sha256 = IF(kind = 'people', csv_sha256, '')"
    " WHERE state = 'checked' AND kind <> 'library' AND created_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY");
DB_EXEC(x_done, "UPDATE import SET done = ?, faults = ? WHERE id = ?");
DB_EXEC(x_put,
    "INSERT INTO import_row (import_id, line, title, outcome, messages, resource_id, member_id, organisation_id)"
    " VALUES (?, ?, ?, ?, ?, NULLIF(?, 0), NULLIF(?, 0), NULLIF(?, 0)) "
    "ON DUPLICATE KEY UPDATE title = VALUES(title), outcome = VALUES(outcome), messages = VALUES(messages),"
    " resource_id = VALUES(resource_id), member_id = VALUES(member_id), organisation_id = VALUES(organisation_id)");
DB_EXEC(x_take,
    "UPDATE import_row SET outcome = ?, messages = ?, resource_id = NULLIF(?, 0), member_id = NULLIF(?, 0), organisation_id = NULLIF(?, 0), taken = TRUE "
    "WHERE import_id = ? AND line = ?");

enum err import_read_one(struct db *db, int64_t id, struct import *out) { return db_one(db, q_one, out, id); }
enum err import_lock(struct db *db, int64_t id, struct import *out) { return db_one(db, q_lock, out, id); }

enum err import_one(struct db *db, const char *kind, int64_t id, struct import *out)
{
    TRY(import_read_one(db, id, out));
    if (strcmp(import_pages(out->kind), import_pages(kind)) != 0)
        FAIL(ERR_NOT_FOUND, "import %" PRId64 " is of another kind", id);
    return OK;
}

enum err import_page(struct db *db, const char *kind, int64_t before, int64_t newer, int limit, struct import_list *out)
{
    const char *other = strcmp(kind, "organisations") == 0 ? "offers" : kind;

    if (newer)
        return db_all(db, q_page_back, out, kind, other, newer, limit);
    return db_all(db, q_page, out, kind, other, before ? before : INT64_MAX, limit);
}

enum err import_count_outcomes(struct db *db, int64_t id, struct import_outcomes *out)
{
    return db_all(db, q_outcomes, out, id);
}

enum err import_rows(struct db *db, int64_t id, const char *outcome, int64_t after, int64_t limit,
                     struct import_row_list *out)
{
    if (outcome)
        return db_all(db, q_rows_of, out, id, outcome, after, limit);
    return db_all(db, q_rows, out, id, after, limit);
}

enum err import_rows_before(struct db *db, int64_t id, const char *outcome, int64_t before, int64_t limit,
                            struct import_row_list *out)
{
    if (outcome)
        return db_all(db, q_rows_of_before, out, id, outcome, before, limit);
    return db_all(db, q_rows_before, out, id, before, limit);
}

enum err import_row_one(struct db *db, int64_t id, int line, struct import_row *out)
{
    return db_one(db, q_row, out, id, line);
}

enum err import_countries(struct db *db, struct import_names *out) { return db_all(db, q_countries, out); }
enum err import_languages(struct db *db, struct import_names *out) { return db_all(db, q_languages, out); }

enum err import_insert(struct db *db, const struct user *by, const char *kind, const char *csv_name, const char *csv_sha,
                       const char *zip_sha, int total, int64_t *out_id)
{
    return db_insert(db, x_insert, out_id, by ? by->id : 0, kind, csv_sha, zip_sha, csv_name, total);
}

enum err import_set_state(struct db *db, int64_t id, const char *state, bool ended, const char *error)
{
    return db_exec(db, x_state, state, error, ended, id);
}

enum err import_set_done(struct db *db, int64_t id, int done, int faults)
{
    return db_exec(db, x_done, done, faults, id);
}

enum err import_last_line(struct db *db, int64_t id, int64_t *line)
{
    struct number n = {0};
    TRY(db_one(db, q_last, &n, id));
    *line = n.n;
    return OK;
}

enum err import_count_taken(struct db *db, int64_t id, int *taken)
{
    struct number n = {0};
    TRY(db_one(db, q_taken, &n, id));
    *taken = (int)n.n;
    return OK;
}

enum err import_count_faults(struct db *db, int64_t id, int *faults)
{
    struct number n = {0};
    TRY(db_one(db, q_faults, &n, id));
    *faults = (int)n.n;
    return OK;
}

struct became { int64_t resource, member, organisation; };
static struct became became(const struct import_kind *k, int64_t id)
{
    return (struct became){k->becomes == IMPORT_RESOURCE ? id : 0, k->becomes == IMPORT_MEMBER ? id : 0,
                           k->becomes == IMPORT_ORGANISATION ? id : 0};
}

enum err import_put_row(struct db *db, const struct import_kind *k, int64_t id, const struct import_line *l,
                        const char *outcome)
{
    struct became b = became(k, l->found);

    return db_exec(db, x_put, id, l->line, l->title, outcome, import_notes_json(l), b.resource, b.member, b.organisation);
}

enum err import_take_row(struct db *db, const struct import_kind *k, int64_t id, int line, const char *outcome,
                         const char *messages, int64_t what)
{
    struct became b = became(k, what);

    return db_exec(db, x_take, outcome, messages, b.resource, b.member, b.organisation, id, line);
}

enum err import_forget_table(struct db *db, int64_t id) { return db_exec(db, x_forget_table, id); }

enum err import_set_invite(struct db *db, int64_t id) { return db_exec(db, x_invite, id); }

/* A table is named by its hash: of nothing, once it is forgotten. */
enum err import_forget(struct db *db, int64_t *n)
{
    int64_t rows, waiting;

    TRY(db_count(db, x_forget_waiting, &waiting));
    TRY(db_count(db, x_forget_rows, &rows));
    TRY(db_count(db, x_forget, n));
    *n += rows + waiting;
    return OK;
}

/* The importer with the roles of now: who lost them meanwhile imports nothing more. */
enum err import_importer(struct db *db, int64_t member_id, struct user **out)
{
    struct importer m;

    *out = NULL;
    if (member_id == 0)
        return OK;
    TRY(db_one(db, q_importer, &m, member_id));
    struct user *u = talloc_zero(pool, struct user);
    *u = (struct user){.id = m.id, .name = m.name, .email = m.email, .roles = MEMBER};
    lang_read(m.lang, &u->lang);
    u->roles |= strstr(m.roles, "editor") ? EDITOR : 0;
    u->roles |= strstr(m.roles, "administrator") ? ADMINISTRATOR : 0;
    *out = u;
    return OK;
}

enum err import_read_stored(const char *sha256, char **text, size_t *n)
{
    struct stat st;
    FILE       *f = fopen(store_path(sha256), "re");

    if (!f || fstat(fileno(f), &st)) {
        if (f)
            fclose(f);
        FAIL(ERR_NOT_FOUND, "%s: %s", sha256, strerror(errno));
    }
    *text = talloc_size(pool, (size_t)st.st_size + 1);
    *n = fread(*text, 1, (size_t)st.st_size, f);
    (*text)[*n] = '\0';
    fclose(f);
    return OK;
}
